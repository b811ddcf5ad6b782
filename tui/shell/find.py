"""`inroad find`: accounts, people, opportunities, visits and questions by name, pinyin or initials."""

from tui import words
from tui.shell import failing, output, picking, seeing
from tui.shell.context import Context
from tui.shell.parsing import Asked, Parser, Whole

KINDS = {kind: f"shell.type.{kind}" for kind in ("account", "person", "opportunity", "visit", "library")}


def arguments(parser: Parser) -> None:
    """What to find, of which kind, how many, and how to print it."""
    parser.add_argument("query", metavar="QUERY", nargs="+", help="shell.help.query")
    parser.one_of("--type", KINDS, help="shell.help.type")
    parser.add_argument("--limit", metavar="N", type=Whole(1, 1000), default=20, help="shell.help.limit")
    output.formats(parser)


def run(context: Context, asked: Asked) -> int:
    """Print what answers, best first; exit code 3 when nothing does."""
    from models import search

    query = picking.query(context, asked.query)
    context.open()
    hits = search.find(query, (asked.type,) if asked.type else None, asked.limit, viewer=seeing.viewer(context))
    rows = picking.rows(hits)
    if asked.json:
        results = [dict(zip(picking.FIELDS, row, strict=True)) for row in rows]
        output.put_json(context, {"schema": 1, "results": results})
    elif asked.csv:
        output.put_csv(context, picking.FIELDS, rows)
    elif rows:
        show(context, rows)
    if not rows:
        context.say(picking.nothing(query))
    return failing.DONE if rows else failing.NOTHING


def show(context: Context, rows: list[picking.Row]) -> None:
    """A line for each."""
    from tui.shell import showing

    heads = [words.t(f"shell.head.{name}") for name in ("kind", "name", "account", "match")]
    lines = [
        (words.t(f"shell.type.{kind}"), name, (house or "") if house != name else "", match if match != name else "")
        for kind, _, name, house, _, match in rows
    ]
    showing.show(context, showing.table(heads, lines, width=context.width if context.out.isatty() else 0))
