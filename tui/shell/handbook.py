"""`inroad export handbook FILE.md|.docx`: the sales handbook and the industry reports as pages to print (Q13)."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tui import words
from tui.shell import failing
from tui.shell.context import Context
from tui.shell.parsing import Asked

if TYPE_CHECKING:
    from models.reads.stock import Entry
    from tui.proposals.telling import Piece

KIND = "handbook"
PRINTED = (".md", ".docx")
"""What the name of a file to print ends with."""


def wanted(asked: Asked) -> bool:
    """Whether the handbook is to be printed, not exported as rows."""
    return str(asked.kind) == KIND and str(asked.file).lower().endswith(PRINTED)


def run(context: Context, asked: Asked) -> int:
    """Write every page that is shown, each under its own heading; says how many."""
    from models.exchange import publishing
    from models.reads import stock
    from tui.proposals import markdown, word

    entries = stock.of_noun("handbook_page")
    pieces = tuple(_pages(entries))
    docx = str(asked.file).lower().endswith(".docx")
    content = word.written(pieces, context.today) if docx else markdown.written(pieces).encode()
    publishing.publish(asked.file, [content], force=asked.force)
    context.say(words.many("exchange.pages_written", len(entries), path=asked.file))
    return failing.DONE


def _pages(entries: "list[Entry]") -> "Iterator[Piece]":
    from tui.entry_parts import PARTS
    from tui.proposals.telling import Heading, Paragraph

    language = words.language()
    yield Heading(words.t("noun.handbook_page.many"), 1)
    for entry in entries:
        yield Heading(entry.name(language))
        for code in PARTS[entry.noun]:
            if text := entry.text(code, language):
                yield Heading(words.t(f"library.part.{code}"), 3)
                yield from (Paragraph(part) for part in text.splitlines() if part.strip())
