"""The picture of the report on risks: how many accounts ring of each, and for how much money (S12, T16)."""

from collections.abc import Iterable
from typing import NamedTuple

from models.rules.pictures import Bar, BarRow, Bars, Count, Money, Record, Tone, Word
from models.rules.vocabulary import RiskCode


class RiskSum(NamedTuple):
    """Accounts with the very same risks: their codes, how many accounts, and their open amount in minor units."""

    codes: tuple[str, ...]
    accounts: int
    amount: int


def risks(found: Iterable[RiskSum]) -> Bars:
    """Accounts by risk, the most frequent first, ties in the order of the radar; one account may have several."""
    found = tuple(found)
    told = []
    for code in RiskCode:
        here = [each for each in found if code in each.codes]
        if here:
            told.append((code, sum(each.accounts for each in here), sum(each.amount for each in here)))
    told.sort(key=lambda each: -each[1])
    heads = tuple(Word("report.head", code) for code in ("risk", "accounts", "at_stake"))
    return Bars(Word("report", "risks"), heads, tuple(_row(*each) for each in told))


def _row(code: RiskCode, accounts: int, amount: int) -> BarRow:
    word = Word("risk_code", code.value)
    record: Record = (("risk", word), ("accounts", Count(accounts)), ("amount", Money(amount)))
    return BarRow(word, (Bar(0, accounts, Tone.WARNING),), (Count(accounts), Money(amount)), code.value, record)
