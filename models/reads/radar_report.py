"""What rings over all accounts, added up by risk, and the accounts behind each (S12, T16)."""

from typing import Any

from peewee import JOIN, fn

from models.reads.limits import limited
from models.reads.reports import Asked, Behind
from models.reads.rows import rows
from models.rules import pictures_radar
from models.rules.pictures import Bars, Money, Name, Thing
from models.rules.pictures_radar import RiskSum
from models.tables.accounts import Account, AccountState
from models.tables.team import Member

MOST = 200
"""Accounts behind a risk that are listed."""


def risks(asked: Asked) -> Bars:
    """Accounts and what is open with them by risk. One query, with a row for each set of risks there is."""
    s = AccountState
    sums = (s.risks, fn.COUNT(s.account), fn.SUM(fn.COALESCE(s.open_amount, 0)))
    found = rows(_seen(asked, *sums).where(s.risks != "").group_by(s.risks))
    told = (RiskSum(tuple(codes.split(";")), int(n), int(amount or 0)) for codes, n, amount in found)
    return pictures_radar.risks(told)


def behind(asked: Asked, code: str) -> list[Behind]:
    """The accounts where a risk rings, those with the most at stake first. One query."""
    s = AccountState
    held = fn.REPLACE(s.risks.concat(";"), f"{code};", "") != s.risks.concat(";")
    largest = fn.COALESCE(s.open_amount, 0)
    query = _seen(asked, Account.id, Account.name, largest).where(held)
    return [
        Behind(Thing("account", key, key), Name("account", key, name), (Money(int(amount)),) if amount else ())
        for key, name, amount in rows(query.order_by(largest.desc(), Account.sort_key, Account.id).limit(MOST))
    ]


def _seen(asked: Asked, *columns: Any) -> Any:
    s = AccountState
    query = (
        s.select(*columns).join(Account, on=(s.account == Account.id))
        .join(Member, JOIN.LEFT_OUTER, on=(Account.owner == Member.id))
    )  # fmt: skip
    return limited(query, asked)
