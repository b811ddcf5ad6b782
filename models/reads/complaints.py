"""The complaints of an account, and what reports add up of all (V14)."""

from datetime import date
from typing import NamedTuple

from models.reads import labels, sight
from models.reads.rows import among, rows
from models.rules import complaints
from models.rules.settings import Settings
from models.rules.values import Value
from models.rules.vocabulary_complaints import ComplaintState
from models.tables.complaints import Complaint
from models.tables.opportunities import Opportunity
from models.tables.people import Person
from models.tables.team import Member

_FIELDS = (
    "id", "kind", "text", "date", "person", "opportunity", "due", "responsible", "solution", "compensation", "approved",
    "approved_by", "informed", "carried_out", "followed_up", "dealt_with", "summary", "state", "moved",
)  # fmt: skip


class ComplaintRow(NamedTuple):
    """A complaint: its values by field, how far it is, the day of the next step, and whether that is escalated."""

    id: int
    values: dict[str, Value]
    state: ComplaintState
    due: date | None
    late: bool


class Complaints(NamedTuple):
    """The complaints of an account, the open ones first, the oldest of them first; the names they need, by id."""

    account: int
    name: str
    rows: tuple[ComplaintRow, ...]
    people: dict[int, str]
    members: dict[int, str]
    deals: dict[int, str]


def complaints_of(account: int, today: date, settings: Settings, viewer: int | None = None) -> Complaints:
    """The complaints of an account; LookupError when it is gone or not to be seen (T4). At most seven queries."""
    if account not in sight.seen(viewer, [account]):
        raise LookupError(account)
    named = labels.names("account", [account])
    columns = [getattr(Complaint, field) for field in _FIELDS]
    found = [dict(zip(_FIELDS, row, strict=True)) for row in rows(
        Complaint.select(*columns).where(Complaint.account == account).order_by(Complaint.date, Complaint.id)
    )]  # fmt: skip
    told = [_row(values, today, settings) for values in found]
    told.sort(key=lambda row: row.state is ComplaintState.CLOSED)
    return Complaints(
        account, named[account], tuple(told), _names(Person, found, "person"),
        _names(Member, found, "responsible", "approved_by"), _names(Opportunity, found, "opportunity"),
    )  # fmt: skip


def _row(values: dict[str, Value], today: date, settings: Settings) -> ComplaintRow:
    state = ComplaintState(str(values["state"]))
    moved, promised = _day(values["moved"]) or _day(values["date"]) or today, _day(values["due"])
    return ComplaintRow(
        int(str(values["id"])), values, state, complaints.step_due(state, moved, promised, settings),
        complaints.escalated(state, moved, promised, today, settings),
    )  # fmt: skip


def _day(value: Value) -> date | None:
    return value if isinstance(value, date) else None


def _names(table: type[Person | Member | Opportunity], found: list[dict[str, Value]], *fields: str) -> dict[int, str]:
    ids = {value for values in found for field in fields if isinstance(value := values[field], int)}
    return dict(rows(table.select(table.id, table.name).where(among(table.id, ids)))) if ids else {}


