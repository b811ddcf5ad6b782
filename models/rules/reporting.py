"""The pictures of the reports on how we sell: funnel, urgency, sources, won and lost (T16)."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from models.rules.clock import add_months
from models.rules.funnel import Funnel
from models.rules.pictures import Bar, BarRow, Bars, Count, Key, Label, Legend, Money, Record, Share, Tone, Word
from models.rules.vocabulary import Source, Urgency

NONE = "none"
"""The code of the words for what nobody filled in."""
_URGENCIES: tuple[Urgency | None, ...] = (*Urgency, None)
_TONES = {
    Urgency.O: Tone.GOOD, Urgency.H: Tone.DANGER, Urgency.A: Tone.WARNING, Urgency.D: Tone.DIM, Urgency.F: Tone.DIM,
}  # fmt: skip


def _head(*codes: str) -> tuple[Label, ...]:
    return tuple(Word("report.head", code) for code in codes)


def _legend(tone: Tone, code: str) -> Legend:
    return Legend(tone, "", Word("report.legend", code))


# The funnel and the classes by time --------------------------------------------------------------------------


def funnel(found: Funnel) -> Bars:
    """Amount by step in the middle of each row, the weighted part of it first (O10)."""
    sized = any(step.amount for step in found.steps)
    rows = []
    for step in found.steps:
        bars = (Bar(0, step.weighted, Tone.GOOD), Bar(step.weighted, step.amount, Tone.DIM))
        word = Word("step", step.step.value)
        rows.append(
            BarRow(
                word, bars if sized else (Bar(0, step.deals),),
                (Count(step.deals), Money(step.amount), Money(step.weighted)), step.step.value if step.deals else None,
                (("step", word), ("count", Count(step.deals)), ("amount", Money(step.amount)),
                 ("weighted", Money(step.weighted))),
            )
        )  # fmt: skip
    deals = Count(sum(step.deals for step in found.steps))
    total = BarRow(Word("report.head", "total"), (), (deals, Money(found.total), Money(found.weighted)))
    legend = (_legend(Tone.GOOD, "weighted"), _legend(Tone.DIM, "unweighted")) if sized else ()
    heads = _head("step", "count", "amount", "weighted")
    return Bars(Word("report", "funnel"), heads, tuple(rows), total, centred=True, legend=legend)


def urgency(sums: Mapping[str, tuple[int, int]]) -> Bars:
    """How many and how much by when the customer will decide; "" is unclassified (O11)."""
    rows = []
    for each in _URGENCIES:
        code = each.value if each else ""
        count, amount = sums.get(code, (0, 0))
        if each is None and not count:
            continue
        tone = _TONES.get(each, Tone.ACCENT) if each else Tone.DIM
        record: Record = (
            ("class", Word("urgency", code) if code else None), ("count", Count(count)), ("amount", Money(amount)),
        )  # fmt: skip
        word = Word("urgency", code or NONE)
        bars = (Bar(0, amount, tone),)
        rows.append(BarRow(word, bars, (Count(count), Money(amount)), (code or NONE) if count else None, record))
    counted = [sums.get(each.value if each else "", (0, 0)) for each in _URGENCIES]
    total = _total(sum(count for count, _ in counted), sum(amount for _, amount in counted))
    return _sized(Bars(Word("report", "urgency"), _head("urgency", "count", "amount"), tuple(rows), total), 0)


def _total(count: int, amount: int) -> BarRow:
    return BarRow(Word("report.head", "total"), (), (Count(count), Money(amount)))


def _sized(bars: Bars, column: int) -> Bars:
    """The same rows with bars by how many where no amount is known."""
    if any(bar.end > bar.start for row in bars.rows for bar in row.bars):
        return bars
    counts = [row.beside[column] for row in bars.rows]
    rows = tuple(
        row._replace(bars=tuple(bar._replace(end=count.number) for bar in row.bars))
        for row, count in zip(bars.rows, counts, strict=True) if isinstance(count, Count)
    )  # fmt: skip
    return bars._replace(rows=rows)


# Sources -----------------------------------------------------------------------------------------------------


class SourceSum(NamedTuple):
    """Accounts of one source ("" is unknown), how many of them bought, and for how much in minor units."""

    source: str
    accounts: int
    won: int
    amount: int


def sources(found: Iterable[SourceSum]) -> Bars:
    """Accounts by where they came from, those that bought first; the passive ones carry a sign (A3)."""
    passive = {source.value for source in Source if source.passive}
    rows = []
    for each in sorted(found, key=lambda one: (-one.accounts, -one.won, one.source)):
        word = Word("source", each.source) if each.source else Word("report.head", NONE)
        mark = "*" if each.source in passive else ""
        bars = (Bar(0, each.won, Tone.GOOD), Bar(each.won, each.accounts, Tone.ACCENT, mark))
        beside = (Count(each.accounts), Count(each.won), Share(each.won, each.accounts), Money(each.amount))
        record: Record = (
            ("source", Word("source", each.source) if each.source else None), ("accounts", Count(each.accounts)),
            ("won", Count(each.won)), ("amount", Money(each.amount)),
        )  # fmt: skip
        rows.append(BarRow(word, bars, beside, each.source or NONE, record))
    legend = (_legend(Tone.GOOD, "bought"), _legend(Tone.ACCENT, "not_yet"), Legend(
        Tone.PLAIN, "*", Word("report.legend", "passive")))  # fmt: skip
    heads = _head("source", "accounts", "won", "share", "amount")
    return Bars(Word("report", "sources"), heads, tuple(rows), legend=legend if rows else ())


# Won and lost ------------------------------------------------------------------------------------------------


class Group(NamedTuple):
    """Deals that ended alike: by what, in fields that keep their names, how many and for how much."""

    labels: tuple[tuple[str, Label | None], ...]
    deals: int
    amount: int
    key: Key


def ended(name: str, tone: Tone, heads: tuple[str, ...], groups: Iterable[Group]) -> Bars:
    """Deals won or lost, the most money first; months in their order (O21).

    What a group has beyond its first field stands in columns of its own.
    """
    found = list(groups)
    if heads != ("month",):
        found.sort(key=lambda group: (-group.amount, -group.deals))
    rows = tuple(_ended(group, tone) for group in found)
    total = _total(sum(group.deals for group in found), sum(group.amount for group in found)) if rows else None
    if total is not None:
        total = total._replace(beside=(*(None for _ in heads[1:]), *total.beside))
    return _sized(Bars(Word("report", name), _head(*heads, "count", "amount"), rows, total), len(heads) - 1)


def _ended(group: Group, tone: Tone) -> BarRow:
    named = [label for field, label in group.labels if not field.endswith("_id")]
    shown: list[Label] = [Word("report.head", NONE) if label is None else label for label in named]
    beside = (*shown[1:], Count(group.deals), Money(group.amount))
    record = (*group.labels, ("count", Count(group.deals)), ("amount", Money(group.amount)))
    return BarRow(shown[0], (Bar(0, group.amount, tone),), beside, group.key, record)


# The days a report is of -------------------------------------------------------------------------------------

PERIODS = ("all", "month", "quarter", "year", "last_month", "last_quarter", "last_year")
"""What a period can be called: all time, the one we are in, or the one before it."""


def period(code: str, today: date) -> tuple[date | None, date | None]:
    """The first and the last day of a period; none for all time."""
    if code == "all":
        return None, None
    months = {"month": 1, "quarter": 3, "year": 12}[code.removeprefix("last_")]
    first = today.replace(day=1, month=(today.month - 1) // months * months + 1)
    if code.startswith("last_"):
        first = add_months(first, -months)
    return first, add_months(first, months) - timedelta(days=1)
