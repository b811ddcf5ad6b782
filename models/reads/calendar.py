"""What lies on the days of a calendar over all accounts: contacts, promises, tasks, deadlines, birthdays (V16)."""

from datetime import date
from typing import Any, NamedTuple

from models.reads.rows import grouped, listed, told
from models.reads.sight import inside
from models.rules import clock
from models.rules.calendar import Days
from models.rules.vocabulary_calendar import CalendarKind


class CalendarRow(NamedTuple):
    """Something on a day: its noun and number, the account, what it says, the people of the customer it is about.

    `time` is local, HH:MM or "", in the place `zone` names where that is not here; `state` is its own code;
    `code` says what it is where nobody wrote a text: the kind of a contact, the code of a task.
    """

    day: date
    time: str
    kind: CalendarKind
    noun: str
    id: int
    account: int
    account_name: str
    text: str = ""
    code: str = ""
    state: str = ""
    people: tuple[tuple[int, str], ...] = ()
    zone: str = ""
    place: str = ""
    opportunity: int | None = None
    version: int = 1
    """Moves with every change of the row."""

    @property
    def open(self) -> bool:
        """Whether it is still to come or to do."""
        return self.state in ("planned", "open", "late", "")


def calendar(
    days: Days, *, viewer: int | None = None, mine: int | None = None, cancelled: bool = False
) -> list[CalendarRow]:
    """What lies on these days, in their order, of the accounts a member may see, or of what is one member's own.

    Own is what lies on the accounts he owns, and what is his to do elsewhere. What was called off is there only where
    it is asked for. At most eleven queries, however many rows.
    """
    asked = _Asked(days, viewer, mine, cancelled)
    found = [
        *_visits(asked), *_promises(asked), *_tasks(asked), *_milestones(asked), *_payments(asked),
        *_decisions(asked), *_birthdays(asked),
    ]  # fmt: skip
    return sorted(found, key=lambda row: (row.day, row.time or "~", ORDER[row.kind], row.account_name, row.id))


ORDER = {kind: place for place, kind in enumerate(CalendarKind)}


class _Asked:
    """The days asked for, and what of an account and its owner must hold."""

    def __init__(self, days: Days, viewer: int | None, mine: int | None, cancelled: bool) -> None:
        self.days = days
        self.mine = mine
        self.cancelled = cancelled
        self.inside, self.values = inside(viewer, "a.id")

    def kept(self, condition: str) -> str:
        """What was called off is left out, unless it is asked for."""
        return "" if self.cancelled else f"AND {condition}"

    def rows(
        self, noun: str, columns: str, day: str, member: str = "", *, more: str = "", joins: str = ""
    ) -> list[tuple[Any, ...]]:
        """The rows of a table, as x, whose day lies within, in one query: day, id, version,
        account, its name, the columns."""
        own, whose = "", []
        if self.mine is not None:
            own = f" AND (a.owner_id = ?{f' OR {member}' if member else ''})"
            whose = [self.mine] * own.count("?")
        sql = f"""SELECT {day}, x.id, x.version, a.id, COALESCE(NULLIF(a.short_name, ''), a.name), {columns}
            FROM {noun} AS x JOIN account AS a ON a.id = x.account_id {joins}
            WHERE {day} BETWEEN ? AND ? {more}{own}{self.inside}"""
        return told(sql, [self.days.first, self.days.last, *whose, *self.values], days=(0,))


def _visits(asked: _Asked) -> list[CalendarRow]:
    found = asked.rows(
        "visit", "x.time, x.kind, x.state, x.zone, x.place, x.agenda, x.opportunity_id", "x.date",
        "x.member_id = ? OR x.id IN (SELECT visit_id FROM visit_member WHERE member_id = ?)",
        more=asked.kept("x.state <> 'cancelled'"),
    )  # fmt: skip
    people = grouped((row[0], row[1:]) for row in told(
        f"""SELECT vp.visit_id, p.id, p.name FROM visit_person AS vp JOIN person AS p ON p.id = vp.person_id
        WHERE vp.visit_id IN {listed(row[1] for row in found)} ORDER BY vp.id"""
    ))  # fmt: skip
    return [
        CalendarRow(day, time, CalendarKind.VISIT, "visit", id, account, name, agenda, kind, state,
                    tuple(people.get(id, ())), zone, place, deal, version)
        for day, id, version, account, name, time, kind, state, zone, place, agenda, deal in found
    ]  # fmt: skip


def _promises(asked: _Asked) -> list[CalendarRow]:
    found = asked.rows(
        "promise", "x.by, x.text, x.state, x.next_step, p.id, p.name, x.opportunity_id", "x.due", "x.member_id = ?",
        more=asked.kept("x.state <> 'dropped'"), joins="LEFT JOIN person AS p ON p.id = x.person_id",
    )
    return [
        CalendarRow(day, "", _whose(by, step), "promise", id, account, name, text, "", state,
                    ((person, who),) if person else (), opportunity=deal, version=version)
        for day, id, version, account, name, by, text, state, step, person, who, deal in found
    ]  # fmt: skip


def _whose(by: str, step: object) -> CalendarKind:
    if step:
        return CalendarKind.NEXT_STEP
    return CalendarKind.PROMISE_OURS if by == "us" else CalendarKind.PROMISE_THEIRS


def _tasks(asked: _Asked) -> list[CalendarRow]:
    found = asked.rows(
        "task", "x.text, x.code, x.state, p.id, p.name, x.opportunity_id", "x.due", "x.member_id = ?",
        more=asked.kept("x.state <> 'dropped'"), joins="LEFT JOIN person AS p ON p.id = x.person_id",
    )
    return [
        CalendarRow(day, "", CalendarKind.TASK, "task", id, account, name, text, code, state,
                    ((person, who),) if person else (), opportunity=deal, version=version)
        for day, id, version, account, name, text, code, state, person, who, deal in found
    ]  # fmt: skip


def _milestones(asked: _Asked) -> list[CalendarRow]:
    found = asked.rows(
        "milestone", "x.deliverable, x.kind, x.state, x.opportunity_id", "x.due", "x.owner_id = ?",
    )  # fmt: skip
    return [
        CalendarRow(day, "", CalendarKind.MILESTONE, "milestone", id, account, name, text, kind, state,
                    opportunity=deal, version=version)
        for day, id, version, account, name, text, kind, state, deal in found
    ]  # fmt: skip


def _payments(asked: _Asked) -> list[CalendarRow]:
    found = asked.rows("payment", "x.text, x.paid, x.opportunity_id", "x.due")
    return [
        CalendarRow(day, "", CalendarKind.PAYMENT, "payment", id, account, name, text, "",
                    "done" if paid else "open", opportunity=deal, version=version)
        for day, id, version, account, name, text, paid, deal in found
    ]  # fmt: skip


def _decisions(asked: _Asked) -> list[CalendarRow]:
    found = asked.rows(
        "opportunity", "x.name, x.outcome", "x.expected_date", "x.owner_id = ?", more=asked.kept("x.outcome = 'open'")
    )
    return [
        CalendarRow(day, "", CalendarKind.DECISION, "opportunity", id, account, name, text, "",
                    "" if outcome == "open" else "cancelled", opportunity=id, version=version)
        for day, id, version, account, name, text, outcome in found
    ]  # fmt: skip


def _birthdays(asked: _Asked) -> list[CalendarRow]:
    own, whose = (" AND a.owner_id = ?", [asked.mine]) if asked.mine is not None else ("", [])
    ends = sorted({f"{day:%m-%d}" for day in asked.days.days} | {"02-29"})
    marks = ", ".join("?" * len(ends))
    sql = f"""SELECT p.id, p.version, p.name, p.birthday, a.id, COALESCE(NULLIF(a.short_name, ''), a.name)
        FROM person AS p JOIN account AS a ON a.id = p.account_id
        WHERE p.birthday <> '' AND (SUBSTR(p.birthday, LENGTH(p.birthday) - 4) IN ({marks}) OR p.birthday LIKE ?)
        {own}{asked.inside}"""
    return [
        CalendarRow(day, "", CalendarKind.BIRTHDAY, "person", id, account, house, people=((id, name),),
                    version=version)
        for id, version, name, birthday, account, house in told(sql, [*ends, f"{clock.MARK}%", *whose, *asked.values])
        if (born := clock.stored(birthday)) is not None
        for day in clock.within(born, asked.days.first, asked.days.last)
    ]  # fmt: skip


def born() -> str:
    """What tells this database from any other: when the first change was made in it; "" where none was. One query."""
    return next((str(at) for (at,) in told("SELECT at FROM intent ORDER BY id LIMIT 1")), "")
