"""`inroad due`: what is due and overdue, of an engineer's own accounts, of all accounts for everybody else."""

from typing import TYPE_CHECKING

from tui import phrases, words
from tui.shell import failing, output, seeing
from tui.shell.context import Context
from tui.shell.parsing import Asked, Parser, day

if TYPE_CHECKING:
    from models.reads.today import DueRow

FIELDS = ("date", "kind", "account", "account_id", "text", "why")
Row = tuple[str | None, str, str, int, str, str]


def arguments(parser: Parser) -> None:
    """Up to which day, and how to print it."""
    parser.add_argument("--until", metavar="DATE", help="shell.help.until")
    output.formats(parser)


def run(context: Context, asked: Asked) -> int:
    """Print what is due up to a day, by default today, overdue first."""
    from models.reads import today

    until = day(asked.until, context.today) if asked.until else context.today
    context.open()
    found = today.due(until, context.today, member=_whose(context), viewer=seeing.viewer(context))
    rows = [_row(each) for each in found]
    if asked.json:
        output.put_json(context, {"schema": 1, "items": [dict(zip(FIELDS, row, strict=True)) for row in rows]})
    elif asked.csv:
        output.put_csv(context, FIELDS, rows)
    elif rows:
        _show(context, found, rows)
    else:
        context.say(words.t("shell.nothing_due"))
    return failing.DONE


def _whose(context: Context) -> int | None:
    """An engineer asks for his own accounts, everybody else for all."""
    member = context.member()
    return member.id if member and member.role == "engineer" else None


def _row(due: "DueRow") -> Row:
    item = due.item
    names = dict(zip(item.people, due.people, strict=True))
    reasons = (*item.why, *((f"overdue:{due.overdue}",) if due.overdue else ()))
    text, why = phrases.action(item, names), phrases.joined(reasons)
    return (item.date.isoformat() if item.date else None, str(item.kind), due.account_name, item.account, text, why)


def _show(context: Context, found: "list[DueRow]", rows: list[Row]) -> None:
    from tui.pages.spans import Span, line
    from tui.shell import showing

    for due, (_, kind, house, _, text, why) in zip(found, rows, strict=True):
        late = Span("! " if due.overdue else "  ", "danger")
        when = Span(phrases.day(due.item.date, context.today), "danger" if due.overdue else "")
        told = Span(words.t("shell.due.why", why=why) if why else "", "dim")
        what = f"  {phrases.label('due_kind', kind)}  {text}"
        showing.show(context, [line(late, when, "  ", Span(house, "title"), what, told)], context.width)
