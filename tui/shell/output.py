"""Answers for programs, on standard output: one JSON document, or rows as CSV."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tui.shell.context import Context
from tui.shell.parsing import Parser


def put_json(context: Context, document: Mapping[str, Any]) -> None:
    """Write one JSON document: letters as they are where the stream can carry them, what acts on a terminal never."""
    import json

    encoding = (getattr(context.out, "encoding", None) or "utf-8").lower().replace("-", "")
    text = json.dumps(document, ensure_ascii=encoding not in ("utf8", "gb18030"), indent=1)
    if not all(each.isprintable() for each in text.split("\n")):
        text = json.dumps(document, indent=1)
    context.answered = True
    context.out.write(text + "\n")


def put_error(context: Context, code: str, exit_code: int, text: str, could_be: Sequence[Mapping[str, Any]]) -> None:
    """Write the document of a command that ended before it had one; `results` are as those of `find --json`."""
    document = {"schema": 1, "error": {"code": code, "exit": exit_code, "text": text}}
    put_json(context, document | ({"results": list(could_be)} if code in ("nothing", "ambiguous") else {}))


def yuan(minor: int | None) -> int | float | None:
    """An amount in 元, whole where it is."""
    if minor is None:
        return None
    return minor // 100 if minor % 100 == 0 else minor / 100


def put_csv(context: Context, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write rows under heads; texts that a spreadsheet would take for a formula are guarded."""
    import csv

    from models.rules.text import spreadsheet_safe, term_safe

    writer = csv.writer(context.out, lineterminator="\n")
    writer.writerow(heads)
    for row in rows:
        writer.writerow([spreadsheet_safe(term_safe(cell)) if isinstance(cell, str) else cell for cell in row])


def formats(parser: Parser) -> None:
    """Let a command that prints records print them for programs."""
    either = parser.add_mutually_exclusive_group()
    either.add_argument("--json", action="store_true", help="shell.help.json")
    either.add_argument("--csv", action="store_true", help="shell.help.csv")
