"""How much of the funnel becomes something: from step to step, from class to class, and what leaks (O10, O11)."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from models.rules.facts import OpportunityFact
from models.rules.pictures import (
    Bar,
    BarRow,
    Bars,
    Cell,
    Count,
    Grid,
    GridRow,
    Item,
    Label,
    Money,
    Record,
    Share,
    Tone,
    Word,
)
from models.rules.settings import Settings
from models.rules.urgency import classify, won
from models.rules.vocabulary import Outcome, Step, Urgency
from models.rules.vocabulary_process import Flag

NEW, DONE, NONE = "new", "done", "none"
"""What stands for no class: not recorded yet, delivered, and not classified."""
_PLACES = (NEW, *(each.value for each in Urgency), NONE, DONE)


def _head(*codes: str) -> tuple[Label, ...]:
    return tuple(Word("report.head", code) for code in codes)


# From step to step ----------------------------------------------------------------------------------------------


class Passed(NamedTuple):
    """How many came so far, and how many of them went on."""

    reached: int
    onward: int


class Stages(NamedTuple):
    """How many became effective informations, prospects and deals; a deal was a prospect, and that an information."""

    informations: int
    prospects: int
    deals: int


def steps(furthest: Mapping[Step, int]) -> tuple[tuple[Step, Passed], ...]:
    """For each step but the last how many came to it and how many went on, out of how many came just so far (O10)."""
    order = list(Step)
    reached = [sum(furthest.get(step, 0) for step in order[place:]) for place in range(len(order))]
    return tuple((step, Passed(reached[place], reached[place + 1])) for place, step in enumerate(order[:-1]))


def conversion(furthest: Mapping[Step, int], stages: Stages, settings: Settings) -> Bars:
    """Rates from step to step, and our own ratios beside the rule of thumb (O10)."""
    rows = [_rate(Word("step", step.value), passed, None) for step, passed in steps(furthest)]
    rows.append(
        _rate(Word("report.ratio", "information"), Passed(stages.informations, stages.prospects),
              Share(1, settings.funnel_informations))
    )  # fmt: skip
    rows.append(
        _rate(Word("report.ratio", "prospect"), Passed(stages.prospects, stages.deals),
              Share(1, settings.funnel_prospects))
    )  # fmt: skip
    heads = _head("from", "reached", "onward", "share", "thumb")
    return Bars(Word("report", "conversion"), heads, tuple(rows))


def _rate(label: Word, passed: Passed, thumb: Share | None) -> BarRow:
    share = Share(passed.onward, passed.reached)
    record: Record = (
        ("from", label), ("reached", Count(passed.reached)), ("onward", Count(passed.onward)), ("share", share),
        ("thumb", thumb),
    )  # fmt: skip
    bars = (Bar(0, passed.onward, Tone.GOOD), Bar(passed.onward, passed.reached, Tone.DIM))
    return BarRow(label, bars, (Count(passed.reached), Count(passed.onward), share, thumb), None, record)


# What leaks, and what is untidy ---------------------------------------------------------------------------------


class Decided(NamedTuple):
    """A purchase that was decided: when, when we recorded it, whether we won, and whether we had been there."""

    day: date
    recorded: date | None
    won: bool
    visited: bool
    amount: int = 0


def leaked(decided: Decided) -> bool:
    """Whether it went past us: first recorded after the decision, or lost without a done visit (O10)."""
    late = decided.recorded is not None and decided.recorded > decided.day
    return late or (not decided.won and not decided.visited)


class Leak(NamedTuple):
    """How many of the decided purchases leaked, and for how much in minor units."""

    decided: int
    leaked: int
    amount: int


def leak(found: Iterable[Decided]) -> Leak:
    """The leak of some decided purchases; nothing of nothing is nothing (O10)."""
    every = list(found)
    gone = [each for each in every if leaked(each)]
    return Leak(len(every), len(gone), sum(each.amount for each in gone))


def hygiene(sums: Mapping[Flag, tuple[int, int]], undecided: int, lost: Leak) -> Bars:
    """What is untidy, how many and how much of what is undecided, and the leak of what was decided (O10)."""
    rows = [_untidy(flag, *sums.get(flag, (0, 0)), undecided) for flag in Flag]
    label = Word("report.ratio", "leak")
    share = Share(lost.leaked, lost.decided)
    record: Record = (
        ("flag", label), ("count", Count(lost.leaked)), ("amount", Money(lost.amount)), ("share", share),
    )  # fmt: skip
    bars = (Bar(0, lost.leaked, Tone.DANGER),)
    rows.append(BarRow(label, bars, (Count(lost.leaked), Money(lost.amount), share), None, record))
    return Bars(Word("report", "hygiene"), _head("flag", "count", "amount", "share"), tuple(rows))


def _untidy(flag: Flag, count: int, amount: int, undecided: int) -> BarRow:
    word, share = Word("flag", flag.value), Share(count, undecided)
    record: Record = (("flag", word), ("count", Count(count)), ("amount", Money(amount)), ("share", share))
    tone = Tone.DANGER if flag in (Flag.DATE_PASSED, Flag.STALE) else Tone.WARNING
    beside = (Count(count), Money(amount), share)
    return BarRow(word, (Bar(0, count, tone),), beside, flag.value if count else None, record)


# From class to class --------------------------------------------------------------------------------------------


class Dated(NamedTuple):
    """An opportunity with what its record says of earlier days.

    `expected` are the changes of its expected date, oldest first: the day of each, and what stood there before.
    """

    fact: OpportunityFact
    closed: date | None
    has_contact: bool
    expected: tuple[tuple[date, date | None], ...] = ()


def place(dated: Dated, day: date, settings: Settings) -> str:
    """The class of an opportunity at the end of a day, as a code; `NEW`, `DONE` or `NONE` where it had none (O11)."""
    fact = dated.fact
    if fact.recorded is not None and fact.recorded > day:
        return NEW
    then = _then(dated, day)
    if won(then) and then.delivered:
        return DONE
    classed = classify(then, dated.has_contact, day, settings)
    return classed.value if classed is not None else NONE


def _then(dated: Dated, day: date) -> OpportunityFact:
    """What was known of it at the end of a day: its date then, and no decision that came later."""
    fact = dated.fact
    expected = next((before for changed, before in dated.expected if changed > day), fact.expected)
    decided = dated.closed or fact.signed
    if decided is not None and decided > day:
        return fact._replace(expected=expected, outcome=Outcome.OPEN, signed=None, delivered=False)
    delivered = fact.delivered and (fact.delivered_on is None or fact.delivered_on <= day)
    if expected == fact.expected and delivered == fact.delivered:
        return fact
    return fact._replace(expected=expected, delivered=delivered)


def moves(found: Iterable[Dated], start: date, end: date, settings: Settings) -> Counter[tuple[str, str]]:
    """How many went from which class at the end of one day to which at the end of another (O11)."""
    counted: Counter[tuple[str, str]] = Counter()
    for dated in found:
        before = place(dated, start, settings)
        after = before if before == DONE else place(dated, end, settings)
        if after != NEW and (before, after) != (DONE, DONE):
            counted[before, after] += 1
    return counted


def classes(counted: Mapping[tuple[str, str], int]) -> Grid:
    """From which class to which: a row for each class before, a column for each after; staying put is dim (O11)."""
    befores = [code for code in _PLACES if any(before == code for before, _ in counted)]
    afters = [code for code in _PLACES if any(after == code for _, after in counted)]
    rows = tuple(
        GridRow(_class(before), tuple(_moved(before, after, counted.get((before, after), 0)) for after in afters))
        for before in befores
    )
    return Grid(Word("report", "classes"), Word("report.head", "from"), tuple(_class(code) for code in afters), rows)


def _class(code: str) -> Word:
    return Word("report.class", code) if code in (NEW, DONE) else Word("urgency", code)


def _moved(before: str, after: str, count: int) -> Cell:
    if not count:
        return Cell()
    record: Record = (("from", _class(before)), ("to", _class(after)), ("count", Count(count)))
    tone = Tone.DIM if before == after else Tone.GOOD if _PLACES.index(after) < _PLACES.index(before) else Tone.PLAIN
    return Cell((Item(label=Count(count), tone=tone, record=record),))
