"""How much of the plans handed in was done, by member (V3, T16)."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date

from models.reads.reports import Asked
from models.reads.rows import listed, rows, told
from models.reads.sight import inside
from models.rules import pictures_planning, planning
from models.rules.calendar import Days
from models.rules.pictures import Bars
from models.rules.pictures_planning import Kept
from models.rules.planning import Met, Noted, Tally
from models.rules.vocabulary_planning import PlanSpan, PlanState
from models.tables.planning import VisitPlan
from models.tables.team import Member

MOST = 2_000
"""Plans that are added up, the newest first."""
_LOCKED = tuple(state.value for state in PlanState if state.locked)


def plans(asked: Asked) -> Bars:
    """Plans of the weeks, or of the months, that begin in the days asked for. At most seven queries."""
    kind, p = PlanSpan(asked.by), VisitPlan
    query = p.select(p.id, p.member, Member.name, p.start).join(Member, on=(p.member == Member.id))
    query = query.where((p.span == kind.value) & p.state.in_(_LOCKED))
    if asked.since is not None:
        query = query.where(p.start >= asked.since)
    if asked.until is not None:
        query = query.where(p.start <= asked.until)
    found = [
        (number, member, name, planning.days_of(kind, start))
        for number, member, name, start in rows(query.order_by(p.start.desc(), p.id).limit(MOST))
    ]
    lines, met = _lines([number for number, *_ in found], asked.viewer)
    done = _done({member for _, member, _, _ in found}, [days for *_, days in found], asked.viewer)
    by_member: dict[tuple[int, str], list[Tally]] = defaultdict(list)
    for number, member, name, days in found:
        if number in lines:
            contacts = {each.id: each for each in (*met[number], *done[member])}
            by_member[member, name].append(_tally(lines[number], tuple(contacts.values()), days, asked.today))
    return pictures_planning.plans(
        Kept(member, name, len(each), pictures_planning.added(each)) for (member, name), each in by_member.items()
    )


def _tally(lines: Sequence[Noted], contacts: Sequence[Met], days: Days, today: date) -> Tally:
    became = [planning.kept(line, contacts, days, today) for line in lines]
    return planning.tally(became, len(planning.beyond(lines, contacts, days)))


def _lines(plans: Collection[int], viewer: int | None) -> tuple[dict[int, list[Noted]], dict[int, list[Met]]]:
    """The lines of these plans at accounts the viewer may see, and their contacts as they stand now. One query."""
    limits, values = inside(viewer, "l.account_id")
    lines: dict[int, list[Noted]] = defaultdict(list)
    met: dict[int, list[Met]] = defaultdict(list)
    for number, account, day, visit, now, state in told(
        f"""SELECT l.plan_id, l.account_id, l.date, v.id, v.date, v.state
        FROM plan_line AS l LEFT JOIN visit AS v ON v.id = l.visit_id
        WHERE l.plan_id IN {listed(plans)}{limits}""", values, days=(2, 4),
    ):  # fmt: skip
        lines[number].append(Noted(account, day, visit))
        if visit:
            met[number].append(Met(visit, account, now, state))
    return lines, met


def _done(members: Collection[int], spans: Collection[Days], viewer: int | None) -> dict[int, list[Met]]:
    """What these members did from the first to the last of the days. One query."""
    found: dict[int, list[Met]] = defaultdict(list)
    if spans:
        limits, values = inside(viewer, "v.account_id")
        first, last = min(days.first for days in spans), max(days.last for days in spans)
        for member, number, account, day in told(
            f"""SELECT v.member_id, v.id, v.account_id, v.date FROM visit AS v
            WHERE v.state = 'done' AND v.date >= ? AND v.date <= ? AND v.member_id IN {listed(members)}{limits}""",
            (first, last, *values), days=(3,),
        ):  # fmt: skip
            found[member].append(Met(number, account, day, "done"))
    return found
