"""`inroad funnel`: how many opportunities at each step, their amount and their weighted amount."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from tui import phrases, words
from tui.shell import failing, output, picking, seeing
from tui.shell.context import Context
from tui.shell.parsing import Asked, Parser

if TYPE_CHECKING:
    from models.rules.funnel import Funnel

FIELDS = ("code", "count", "amount", "weighted")


def arguments(parser: Parser) -> None:
    """Of which account, and how to print it."""
    parser.add_argument("--account", metavar="QUERY", help="shell.help.account")
    output.formats(parser)


def run(context: Context, asked: Asked) -> int:
    """Print the six steps with their totals."""
    from models.reads import opportunities

    account = None
    if asked.account is not None:
        query = picking.query(context, [asked.account])
        context.open()
        account = picking.one(context, query, ("account",)).row
        seeing.ensure(context, account)
    else:
        context.open()
    funnel = opportunities.funnel(account, viewer=seeing.viewer(context))
    if asked.json:
        output.put_json(context, document(funnel))
    elif asked.csv:
        output.put_csv(context, FIELDS, [list(step.values()) for step in document(funnel)["steps"]])
    else:
        _show(context, funnel)
    return failing.DONE


def document(funnel: "Funnel") -> dict[str, Any]:
    """The document of `funnel --json`."""
    steps = [
        {"code": str(each.step), "count": each.deals, "amount": output.yuan(each.amount),
         "weighted": output.yuan(each.weighted)}
        for each in funnel.steps
    ]  # fmt: skip
    return {
        "schema": 1, "steps": steps, "total": output.yuan(funnel.total), "weighted": output.yuan(funnel.weighted),
    }  # fmt: skip


def _show(context: Context, funnel: "Funnel") -> None:
    from tui.shell import showing

    heads = [words.t(f"shell.head.{name}") for name in ("step", "count", "amount", "weighted")]
    rows: list[Sequence[str]] = [
        (phrases.label("step", each.step), str(each.deals), phrases.money(each.amount), phrases.money(each.weighted))
        for each in funnel.steps
    ]
    count = sum(each.deals for each in funnel.steps)
    total = (words.t("shell.head.total"), str(count), phrases.money(funnel.total), phrases.money(funnel.weighted))
    showing.show(context, showing.table(heads, [*rows, total], right=(1, 2, 3)))
