"""`inroad proposal`: a proposal out of what is on record, as Markdown or DOCX, and what to mend in it (O22)."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from tui import words
from tui.shell import failing, picking, reading
from tui.shell.context import Context
from tui.shell.parsing import Asked, Parser

if TYPE_CHECKING:
    from models.rules.proposal_check import Habit
    from tui.proposals.telling import Piece

FORMATS = {"md": "shell.help.format_md", "docx": "shell.help.format_docx"}
SHAPES = {"benefit": "shell.help.shape_benefit", "plan": "shell.help.shape_plan"}
LARGEST = 5_000_000
"""Bytes of a file that is checked."""
LONGEST = 60
"""Characters of the name of a file."""


def arguments(parser: Parser) -> None:
    """Of which opportunity, in which order and kind of file, and where to."""
    parser.add_argument("query", metavar="QUERY", nargs="+", help="shell.help.query")
    parser.one_of("--format", FORMATS, help="shell.help.format")
    parser.one_of("--shape", SHAPES, help="shell.help.shape")
    parser.add_argument("--out", metavar="FILE", help="shell.help.proposal_out")
    parser.add_argument("--force", action="store_true", help="shell.help.force")
    parser.add_argument("--check", metavar="FILE", help="shell.help.proposal_check")


def run(context: Context, asked: Asked) -> int:
    """Write the proposal, and tell what to mend before it is sent; with a file to check only that."""
    from models.reads import proposal
    from models.rules.proposal import build
    from models.rules.proposal_check import check
    from models.rules.proposal_parts import Shape
    from tui.proposals import markdown
    from tui.proposals.telling import told

    query = picking.query(context, asked.query)
    context.open()
    facts = proposal.facts(picking.deal(context, query), context.today, words.short())
    if asked.check:
        text = reading.contents(context, asked.check, LARGEST).decode("utf-8", "replace")
        habits = check(text, facts.account)
        _tell(context, habits)
        return failing.FAILED if habits else failing.DONE
    pieces = tuple(told(build(facts, Shape(asked.shape or "benefit"))))
    text = markdown.written(pieces)
    if asked.format == "docx":
        _publish(context, asked, asked.out or f"{_file_name(facts.opportunity)}.docx", _docx(context, pieces))
    elif asked.out:
        _publish(context, asked, asked.out, text.encode())
    else:
        context.answered = True
        context.out.write(text)
    _tell(context, check(text, facts.account))
    return failing.DONE


def _docx(context: Context, pieces: "tuple[Piece, ...]") -> bytes:
    from tui.proposals import word

    return word.written(pieces, context.today)


def _publish(context: Context, asked: Asked, path: str, content: bytes) -> None:
    from models.exchange import publishing

    publishing.publish(path, [content], force=asked.force)
    context.say(words.t("shell.proposal_written", path=path))


def _file_name(name: str) -> str:
    """A name as a file may have it."""
    told = re.sub(r"[^\w.-]+", "-", name).strip("-.")
    return told[:LONGEST] or "proposal"


def _tell(context: Context, habits: "Sequence[Habit]") -> None:
    """What to mend, a line for each."""
    for habit in habits:
        where = words.t("proposal.line", line=habit.line) if habit.line else ""
        context.say(f"{where}{words.t(f'proposal.habit.{habit.code}', text=habit.text)}")
    if not habits:
        context.say(words.t("proposal.no_habit"))
