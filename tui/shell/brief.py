"""`inroad brief`: all one must know before a call, on one screen."""

from typing import TYPE_CHECKING

from tui import words
from tui.shell import failing, output, picking, seeing
from tui.shell.context import Context
from tui.shell.parsing import Asked, Parser, Whole

if TYPE_CHECKING:
    from models.reads.brief import Brief

KINDS = ("account", "person", "opportunity")


def arguments(parser: Parser) -> None:
    """Whose brief, how wide, and how to print it."""
    parser.add_argument("query", metavar="QUERY", nargs="+", help="shell.help.query")
    parser.add_argument("--person", action="store_true", help="shell.help.person")
    parser.add_argument("--width", metavar="N", type=Whole(40, 500), help="shell.help.width")
    output.formats(parser)


def run(context: Context, asked: Asked) -> int:
    """Print the brief of the account of the best match; of the person, where he is the match."""
    from models.reads import brief, thresholds

    query = picking.query(context, asked.query)
    context.open()
    hit = picking.one(context, query, ("person",) if asked.person else KINDS)
    account = hit.account or hit.row
    seeing.ensure(context, account)
    found = brief.brief(
        account, context.today, people=[hit.row] if hit.kind == "person" else None, language=words.short(),
        settings=thresholds.settings(),
    )  # fmt: skip
    if asked.json or asked.csv:
        from tui.shell import brief_data

        if asked.json:
            output.put_json(context, brief_data.document(found))
        else:
            output.put_csv(context, brief_data.FIELDS, brief_data.rows(found))
    else:
        _show(context, found, asked.width or context.width)
    return failing.DONE


def _show(context: Context, found: "Brief", width: int) -> None:
    """The page, its headings in the margin."""
    from tui.mask import Mask
    from tui.pages import brief as page
    from tui.shell import showing

    mask = Mask()
    showing.show(context, [page.title(found, mask)], width)
    showing.show(context, [each for _, _, each in page.Page(found, context.today, mask).laid_out(width)])
