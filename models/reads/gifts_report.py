"""Gifts and hospitality over all accounts, for audit: by kind, account or member, and each one behind (V15, T16)."""

from typing import Any

from peewee import JOIN, Case, fn

from models.reads.limits import limited
from models.reads.reports import Asked, Behind
from models.reads.rows import rows
from models.rules import pictures_gifts
from models.rules.pictures import Bars, Day, Label, Money, Name, Note, Thing, Word
from models.rules.pictures_gifts import GiftSum
from models.tables.accounts import Account
from models.tables.people import Person
from models.tables.team import Member
from models.tables.visits import Gift

MOST = 200
"""Gifts of a group that are listed."""


def gifts(asked: Asked) -> Bars:
    """Gifts, meals, invitations and requests of the days asked for. One query."""
    g, giver = Gift, Member.alias()
    group: dict[str, tuple[Any, ...]] = {
        "kind": (g.kind, g.kind), "account": (g.account, Account.name), "member": (g.member, giver.name),
    }  # fmt: skip
    key, name = group[asked.by or "kind"]

    def of(verdict: str) -> Any:
        return fn.SUM(Case(None, ((g.verdict == verdict, 1),), 0))

    worth = fn.SUM(Case(None, ((g.verdict == "allowed", fn.COALESCE(g.value, 0)),), 0))
    query = _seen(asked, giver, key, name, fn.COUNT(g.id), of("asked"), of("refused"), worth)
    found = rows(query.group_by(key, name) if key is not name else query.group_by(key))
    return pictures_gifts.gifts(
        (
            GiftSum(str(row[0] or 0), _label(asked.by or "kind", row[0], row[1]), int(row[2]), int(row[3] or 0),
                    int(row[4] or 0), int(row[5] or 0))
            for row in found
        ),
        {"kind": "gift_kind"}.get(asked.by or "kind", asked.by or "kind"),
    )  # fmt: skip


def _label(by: str, key: Any, name: str | None) -> Label:
    if by == "kind":
        return Word("gift_kind", str(key))
    return Name(by, key, name or "") if key is not None else Word("report.head", "none")


def behind(asked: Asked, key: str) -> list[Behind]:
    """The gifts of a group, the newest first: what, to whom, worth what, and what was said to it. One query."""
    g, giver = Gift, Member.alias()
    by = asked.by or "kind"
    column = {"kind": g.kind, "account": g.account, "member": g.member}[by]
    query = _seen(
        asked, giver, g.account, Account.name, g.date, g.kind, g.what, g.value, g.verdict, g.person, Person.name,
        g.occasion,
    )  # fmt: skip
    wanted: Any = key if by == "kind" else int(key)
    query = query.where(column.is_null() if by == "member" and not wanted else column == wanted)
    return [_told(*row) for row in rows(query.order_by(g.date.desc(), g.id.desc()).limit(MOST))]


def _told(
    account: int, name: str, day: Any, kind: str, what: str, value: int | None, verdict: str, person: int | None,
    whom: str | None, occasion: str,
) -> Behind:  # fmt: skip
    told: list[Label] = [Day(day), Word("gift_kind", kind), Note(what)]
    if person is not None:
        told.append(Name("person", person, whom or ""))
    if value is not None:
        told.append(Money(value))
    told.append(Word("gift_verdict", verdict))
    if occasion:
        told.append(Note(occasion))
    return Behind(Thing("account", account, account), Name("account", account, name), tuple(told))


def _seen(asked: Asked, giver: Any, *columns: Any) -> Any:
    g = Gift
    query = (
        g.select(*columns).join(Account, on=(g.account == Account.id))
        .join(Member, JOIN.LEFT_OUTER, on=(Account.owner == Member.id)).switch(g)
        .join(giver, JOIN.LEFT_OUTER, on=(g.member == giver.id)).switch(g)
        .join(Person, JOIN.LEFT_OUTER, on=(g.person == Person.id))
    )  # fmt: skip
    return limited(query, asked, day=g.date, account=g.account)
