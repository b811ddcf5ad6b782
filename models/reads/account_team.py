"""Who of ours works on an account, as what, and whom each of them is to meet there (A18, P16)."""

from datetime import date
from typing import NamedTuple

from peewee import JOIN, fn

from models.reads.rows import rows
from models.tables.accounts import Account
from models.tables.figures import TeamMember
from models.tables.ledger import Touch
from models.tables.team import Member


class MateRow(NamedTuple):
    """One of ours on an account: `id` and `role` are None and "" for its owner.

    `post` is what he is in our house; `due` is the first day on which he is to meet somebody there, of `planned`
    meetings that have not been yet, besides those `met`.
    """

    id: int | None
    colleague: int
    name: str
    role: str
    note: str
    post: str
    office: str
    active: bool
    planned: int
    met: int
    due: date | None


def team(account: int) -> tuple[MateRow, ...]:
    """The owner first, then the team by role and name. Three queries."""
    m, t = Member, TeamMember
    told = (m.name, m.role, m.office, m.active)
    owners = rows(Account.select(m.id, *told).join(m, on=(Account.owner == m.id)).where(Account.id == account))
    query = t.select(t.id, m.id, t.role, t.note, *told).join(m, on=(t.colleague == m.id)).where(t.account == account)
    plans = _plans(account)
    nothing: tuple[int, int, date | None] = (0, 0, None)
    found = [MateRow(None, key, name, "", "", post, office, bool(active), *plans.get(key, nothing))
             for key, name, post, office, active in owners]  # fmt: skip
    for row, key, role, note, name, post, office, active in rows(query.order_by(t.role, m.name, t.id)):
        found.append(MateRow(row, key, name, role, note, post, office, bool(active), *plans.get(key, nothing)))
    return tuple(found)


def _plans(account: int) -> dict[int, tuple[int, int, date | None]]:
    """By colleague: meetings planned and not yet held, those held, and the first day one is due (P16)."""
    u, other = Touch, Touch.alias()
    open_ones = fn.COUNT(u.id) - fn.COUNT(u.done)
    query = u.select(u.colleague, open_ones, fn.COUNT(u.done), fn.MIN(other.due))
    query = query.join(other, JOIN.LEFT_OUTER, on=((other.id == u.id) & other.done.is_null()))
    found = rows(query.where(u.account == account).group_by(u.colleague))
    return {key: (int(planned), int(met), due) for key, planned, met, due in found}
