"""`inroad find`: accounts, people, opportunities, visits and questions by name, pinyin or initials."""

from typing import TYPE_CHECKING

from tui import words
from tui.shell import failing, output, picking, seeing
from tui.shell.context import Context
from tui.shell.parsing import Asked, Parser, Whole

if TYPE_CHECKING:
    from models.search import Hit

KINDS = ("account", "person", "opportunity", "visit", "library")
FIELDS = ("type", "id", "name", "account", "account_id", "match")


def arguments(parser: Parser) -> None:
    """What to find, of which kind, how many, and how to print it."""
    parser.add_argument("query", metavar="QUERY", nargs="+", help="shell.help.query")
    parser.add_argument("--type", choices=KINDS, help="shell.help.type")
    parser.add_argument("--limit", metavar="N", type=Whole(1, 1000), default=20, help="shell.help.limit")
    output.formats(parser)


def run(context: Context, asked: Asked) -> int:
    """Print what answers, best first; exit code 3 when nothing does."""
    from models import search

    query = picking.query(context, asked.query)
    context.open()
    hits = search.find(query, (asked.type,) if asked.type else None, asked.limit)
    rows = _rows(seeing.only(context, hits))
    if asked.json:
        results = [dict(zip(FIELDS, row, strict=True)) for row in rows]
        output.put_json(context, {"schema": 1, "results": results})
    elif asked.csv:
        output.put_csv(context, FIELDS, rows)
    elif rows:
        show(context, rows)
    if not rows:
        context.say(words.t("shell.nothing", query=query))
    return failing.DONE if rows else failing.NOTHING


Row = tuple[str, int, str, str | None, int | None, str]


def _rows(hits: "list[Hit]") -> list[Row]:
    from models.reads import choices

    houses = choices.names("account", {hit.account for hit in hits if hit.account is not None})
    return [
        (hit.kind, hit.row, _title(hit), houses.get(hit.account or 0), hit.account, hit.subtitle or _title(hit))
        for hit in hits
    ]


def _title(hit: "Hit") -> str:
    """The name of what was found; a question in the language in use, where it has both."""
    return hit.subtitle if hit.kind == "library" and words.language() == "en" and hit.subtitle else hit.title


def show(context: Context, rows: list[Row]) -> None:
    """A line for each."""
    from tui.shell import showing

    heads = [words.t(f"shell.head.{name}") for name in ("kind", "name", "account", "match")]
    lines = [
        (words.t(f"shell.type.{kind}"), name, (house or "") if house != name else "", match if match != name else "")
        for kind, _, name, house, _, match in rows
    ]
    showing.show(context, showing.table(heads, lines, width=context.width if context.out.isatty() else 0))
