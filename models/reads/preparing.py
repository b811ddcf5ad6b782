"""How far a visit is prepared, and what to say when one calls for an appointment (V5, V7)."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import NamedTuple

from models.reads import lists, sight
from models.reads.rows import listed, told
from models.rules.preparing import Prepared, free_days
from models.rules.preparing import prepared as noted
from models.rules.vocabulary_visits import PlanQuestion

OFFERED_DAYS = 2
"""Days one offers to choose from."""
REFERENCES = 3
"""Customers of the trade one names."""


class Answering(NamedTuple):
    """Who is called."""

    id: int
    name: str
    title: str
    unit: str
    phone: str


class Reference(NamedTuple):
    """A customer of the same trade who bought."""

    id: int
    name: str


class Appointment(NamedTuple):
    """What a call for a meeting needs at hand (V5)."""

    account: int
    name: str
    industry: str
    phone: str
    person: Answering | None
    deal: tuple[int, str] | None
    references: tuple[Reference, ...]
    days: tuple[date, ...]


def prepared(visit: int) -> Prepared:
    """What was ticked and answered before a visit. Two queries."""
    found = told("SELECT item, question, text FROM preparation WHERE visit_id = ?", (visit,))
    answers = {question: text for _, question, text in found if question}
    return noted(lists.offered(lists.PREPARATION), [item for item, _, _ in found if item], answers)


def progress(visits: Collection[int]) -> dict[int, tuple[int, int]]:
    """How much of how much is seen to before each of these visits. Two queries."""
    whole = len(lists.offered(lists.PREPARATION)) + len(PlanQuestion)
    found = dict(told(
        f"SELECT visit_id, COUNT(*) FROM preparation WHERE visit_id IN {listed(visits)} GROUP BY visit_id"
    ))  # fmt: skip
    return {visit: (found.get(visit, 0), max(whole, found.get(visit, 0))) for visit in visits}


def appointment(
    account: int, person: int | None, opportunity: int | None, today: date, viewer: int | None = None
) -> Appointment:
    """What to have at hand; LookupError for an account gone or not to be seen (T4). At most twelve queries."""
    if account not in sight.seen(viewer, [account]):
        raise LookupError(account)
    (name, industry, phone), = told("SELECT name, industry, phone FROM account WHERE id = ?", (account,))
    deals = told("SELECT id, name FROM opportunity WHERE id = ? AND account_id = ?", (opportunity or 0, account))
    return Appointment(
        account, name, industry, phone, _answering(person), next(((key, text) for key, text in deals), None),
        _references(account, industry, viewer), _days(today, viewer),
    )  # fmt: skip


def _answering(person: int | None) -> Answering | None:
    found = told(
        """SELECT p.id, p.name, p.title, u.name, p.phone FROM person AS p LEFT JOIN unit AS u ON u.id = p.unit_id
        WHERE p.id = ?""",
        (person or 0,),
    )
    return next((Answering(key, name, title, unit or "", phone) for key, name, title, unit, phone in found), None)


def _references(account: int, industry: str, viewer: int | None) -> tuple[Reference, ...]:
    """Customers of the same trade, those who bought last first."""
    if not industry:
        return ()
    found = told(
        """SELECT a.id, a.name FROM account AS a JOIN opportunity AS o ON o.account_id = a.id
        WHERE a.industry = ? AND a.id <> ? AND (o.outcome = 'won' OR o.outcome = 'open' AND o.signed_date IS NOT NULL)
        GROUP BY a.id, a.name ORDER BY MAX(o.signed_date) IS NULL, MAX(o.signed_date) DESC, a.id""",
        (industry, account),
    )
    seen = sight.seen(viewer, [key for key, _ in found])
    return tuple(Reference(key, name) for key, name in found if key in seen)[:REFERENCES]


def _days(today: date, viewer: int | None) -> tuple[date, ...]:
    """Days of a member on which little is planned."""
    until = today + timedelta(days=28)
    mine = "" if viewer is None else f" AND member_id IN {listed([viewer])}"
    found = told(
        f"SELECT date, COUNT(*) FROM visit WHERE state = 'planned' AND date > ? AND date <= ?{mine} GROUP BY date",
        (today, until), days=(0,),
    )  # fmt: skip
    return free_days(dict(found), today, OFFERED_DAYS)
