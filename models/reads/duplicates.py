"""What may already be on record under another name, while somebody types a new one (T2)."""

from typing import NamedTuple

from models import duplicates, search
from models.reads.rows import rows
from models.rules import names
from models.tables import Account, Member, OtherName, Person

WATCHED = frozenset({"account", "person"})
LOOKED_AT = 60
"""Hits of the index that are compared closely."""
SHOWN = 3


class Possible(NamedTuple):
    """A record that may be the same: its id, name, and for an account its owner's name."""

    id: int
    name: str
    owner: str = ""


def possible(noun: str, name: str, phone: str = "", website: str = "", but: int | None = None) -> list[Possible]:
    """The likeliest records that may be the one being typed, at most three; noun is account or person.

    `but` is the record itself, where one that is there is being changed.
    """
    found = _same_place(phone, website) if noun == "account" and (phone or website) else []
    ids = [row for row in dict.fromkeys((*found, *_named(noun, name))) if row != but][:SHOWN]
    return _accounts(ids) if noun == "account" else [Possible(row, label) for row, label in _people(ids)]


def _named(noun: str, name: str) -> list[int]:
    key = names.key(name)
    if len(key) < 2:
        return []
    ids: dict[int, str] = {}
    for part in {name, key, key[:2], key[-2:]}:
        for hit in search.find(part, (noun,), limit=LOOKED_AT):
            ids.setdefault(hit.row, hit.title)
    if noun == "account" and ids:
        other = OtherName.select(OtherName.account, OtherName.name).where(OtherName.account.in_(list(ids)))
        candidates = [*ids.items(), *rows(other)]
    else:
        candidates = list(ids.items())
    ranked = duplicates.similar(name, candidates, limit=SHOWN + 1, person=noun == "person")
    return list(dict.fromkeys(row for row, _ in ranked))


def _same_place(phone: str, website: str) -> list[int]:
    wanted_phone, wanted_site = names.phone_key(phone), names.site_key(website)
    if len(wanted_phone) < 6 and len(wanted_site) < 4:
        return []
    query = Account.select(Account.id, Account.phone, Account.website)
    tail = wanted_phone[-6:] or "\0"
    near = query.where(Account.phone.contains(tail) | Account.website.contains(wanted_site or "\0")).limit(LOOKED_AT)
    return [
        row
        for row, its_phone, its_site in rows(near)
        if (len(wanted_phone) >= 6 and names.phone_key(its_phone) == wanted_phone)
        or (wanted_site and names.site_key(its_site) == wanted_site)
    ]


def _accounts(ids: list[int]) -> list[Possible]:
    query = (
        Account.select(Account.id, Account.name, Member.name)
        .join(Member, "LEFT JOIN", on=(Account.owner == Member.id))
        .where(Account.id.in_(ids))
    )
    found = {row: Possible(row, name, owner or "") for row, name, owner in rows(query)}
    return [found[row] for row in ids if row in found]


def _people(ids: list[int]) -> list[tuple[int, str]]:
    query = (
        Person.select(Person.id, Person.name, Account.name)
        .join(Account, on=(Person.account == Account.id))
        .where(Person.id.in_(ids))
    )
    found = {row: f"{name} · {account}" for row, name, account in rows(query)}
    return [(row, found[row]) for row in ids if row in found]
