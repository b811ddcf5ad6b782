"""`inroad due`: what is due and overdue, of an engineer's own accounts, of all accounts for everybody else.

`--ranked` is the list of Today instead: the caller's next best actions, each with the terms of its score (S13).
"""

from typing import TYPE_CHECKING

from tui import phrases, words
from tui.shell import failing, output, seeing
from tui.shell.context import Context
from tui.shell.parsing import Asked, Parser, day

if TYPE_CHECKING:
    from models.reads.today import DueRow

FIELDS = ("date", "kind", "account", "account_id", "text", "why", "score", "terms")
Row = tuple[str | None, str, str, int | None, str, str, int, str]


def arguments(parser: Parser) -> None:
    """Up to which day, in which order, and how to print it."""
    parser.add_argument("--until", metavar="DATE", help="shell.help.until")
    parser.add_argument("--ranked", action="store_true", help="shell.help.ranked")
    output.formats(parser)


def run(context: Context, asked: Asked) -> int:
    """Print what is due up to a day, by default today, overdue first; or the next best actions, best first."""
    from models.reads import today

    until = day(asked.until, context.today) if asked.until else context.today
    context.open()
    if asked.ranked:
        member = context.member()
        found = list(today.today(member.id if member else None, context.today).rows)
        found = [row for row in found if not asked.until or (row.item.date or until) <= until]
    else:
        found = today.due(until, context.today, member=_whose(context), viewer=seeing.viewer(context))
    rows = [_row(each) for each in found]
    if asked.json:
        items = [
            {**dict(zip(FIELDS, row, strict=True)), "terms": dict(each.item.terms)}
            for each, row in zip(found, rows, strict=True)
        ]
        output.put_json(context, {"schema": 1, "items": items})
    elif asked.csv:
        output.put_csv(context, FIELDS, rows)
    elif rows:
        _show(context, found, rows, points=asked.ranked)
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
    day = item.date.isoformat() if item.date else None
    terms = " + ".join(f"{name} {points}" for name, points in item.terms)
    return (day, str(item.kind), due.account_name, item.account or None, text, why, item.score, terms)


def _show(context: Context, found: "list[DueRow]", rows: list[Row], *, points: bool) -> None:
    from tui.pages.spans import Span, line
    from tui.shell import showing

    for due, (_, kind, house, _, text, why, score, _) in zip(found, rows, strict=True):
        late = Span("! " if due.overdue else "  ", "danger")
        when = Span(phrases.day(due.item.date, context.today), "danger" if due.overdue else "")
        told = Span(words.t("shell.due.why", why=why) if why else "", "dim")
        what = f"  {phrases.label('due_kind', kind)}  {text}"
        lines = [line(late, when, "  ", Span(house, "title"), what, told)]
        if points:
            terms = " + ".join(f"{phrases.label('term', name)} {worth}" for name, worth in due.item.terms)
            lines.append(line(Span(f"    {score} = {terms}", "dim")))
        showing.show(context, lines, context.width)
