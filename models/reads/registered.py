"""Whether an account is on record already under just this name (T2)."""

from datetime import date
from typing import NamedTuple

from peewee import JOIN

from models.reads.rows import rows
from models.rules import names
from models.tables.accounts import Account, OtherName
from models.tables.team import Member


class Registered(NamedTuple):
    """An account on record: its owner's name, "" for nobody, and the day it was reported."""

    id: int
    name: str
    owner: str
    day: date | None


def registered(name: str) -> Registered | None:
    """The account that bears a name, however written, as its own or another; the first reported. One query."""
    key = names.key(name)
    if not key:
        return None
    other = OtherName.select(OtherName.account).where(OtherName.name_key == key)
    query = (
        Account.select(Account.id, Account.name, Member.name, Account.registered)
        .join(Member, JOIN.LEFT_OUTER, on=(Account.owner == Member.id))
        .where((Account.name_key == key) | Account.id.in_(other))
        .order_by(Account.registered.is_null(), Account.registered, Account.id)
        .limit(1)
    )
    return next((Registered(key, called, owner or "", day) for key, called, owner, day in rows(query)), None)
