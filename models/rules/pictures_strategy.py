"""The pictures of strategy: the factor chart, and how accounts do against themselves and against others (S4, S11)."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from models.rules import factors
from models.rules.factors import Chart, FactorLine
from models.rules.nouns_strategy import HIGHEST_SCORE
from models.rules.pictures import (
    Bar,
    BarRow,
    Bars,
    Count,
    Label,
    Legend,
    Money,
    Name,
    Profile,
    ProfileRow,
    Record,
    Series,
    Share,
    Thing,
    Tone,
    Word,
)

NEED, OURS = "o", "#"
"""The signs of the need, and of us; competitors are numbered."""
_TONES = (Tone.DANGER, Tone.ACCENT, Tone.PLAIN, Tone.DIM)
MARKED = 9
"""Competitors that have a sign."""


def _head(*codes: str) -> tuple[Label, ...]:
    return tuple(Word("report.head", code) for code in codes)


def chart(found: Chart, names: Mapping[int, str], account: int, *, blank: bool = False) -> Profile:
    """The factor chart as lines: what is needed, us, and each competitor; a sign where nobody meets a need (S4).

    Factors nobody scored are left out unless they are wanted as well.
    """
    rivals = found.rivals[:MARKED]
    series = (
        Series(NEED, Tone.WARNING, Word("factor_side", "need")), Series(OURS, Tone.GOOD, Word("factor_side", "us")),
        *(Series(str(place), _TONES[(place - 1) % len(_TONES)], Name("competitor", rival, names.get(rival, "")))
          for place, rival in enumerate(rivals, 1)),
    )  # fmt: skip
    open_ones = {each.factor: each for each in factors.openings(found)}
    shown = (line for line in found.lines if blank or not line.blank)
    rows = tuple(_row(line, rivals, names, open_ones.get(line.factor), account) for line in shown)
    legend: tuple[Legend, ...] = ()
    if open_ones:
        legend = (
            Legend(Tone.WARNING, "!!", Word("report.legend", "nobody_meets")),
            Legend(Tone.WARNING, "!", Word("report.legend", "nobody_well")),
        )
    return Profile(
        Word("report", "factors"), _head("factor", "weight", "need", "us", "them", "opening"), series, rows, 0,
        HIGHEST_SCORE, legend,
    )  # fmt: skip


def _row(
    line: FactorLine, rivals: Sequence[int], names: Mapping[int, str], opening: factors.Opening | None,
    account: int,
) -> ProfileRow:
    best = line.rival
    label, weight = Word("factor", line.factor), Count(line.weight)
    need, us, them = (None if each is None else Count(each) for each in (line.need, line.us, best and best[1]))
    code = None if opening is None else "nobody" if opening.nobody else "not_enough"
    record: Record = (
        ("factor", label), ("need", need), ("us", us), ("them", them), ("weight", weight),
        ("competitor", Name("competitor", best[0], names.get(best[0], "")) if best else None),
        ("opening", Word("report.opening", code) if code else None),
    )  # fmt: skip
    sign = Word("report.opening.sign", code) if code else None
    return ProfileRow(
        label, (line.need, line.us, *(line.of(rival) for rival in rivals)), (weight, need, us, them, sign),
        Thing("factor_score", line.rows[0][2], account) if line.rows else None, record,
    )  # fmt: skip


class Evaluated(NamedTuple):
    """An account in a table of all: turnover of the year and of the one before, of all years, and of how many.

    Money in minor units; satisfaction in tenths of a point; None is what nobody knows.
    """

    account: int
    name: str
    now: int
    before: int | None
    whole: int
    years: int
    share: int | None
    satisfaction: int | None


def evaluation(found: Sequence[Evaluated], year: int) -> Bars:
    """Accounts by the turnover of a year: short and long term, against themselves and against the others (S11)."""
    line = sorted(found, key=lambda each: (-each.now, -each.whole, each.account))
    total = sum(each.now for each in line)
    rows = tuple(_evaluated(each, place, total, year) for place, each in enumerate(line, 1))
    legend = tuple(
        Legend(tone, "", Word("report.legend", code))
        for tone, code in ((Tone.GOOD, "grew"), (Tone.DANGER, "shrank"), (Tone.ACCENT, "as_before"))
    )
    return Bars(
        Word("report", "evaluation"),
        _head("evaluated", "bought", "against_itself", "against_others", "wallet", "per_year", "satisfied"), rows,
        legend=legend if rows else (),
    )  # fmt: skip


def _evaluated(each: Evaluated, place: int, total: int, year: int) -> BarRow:
    growth = Share(each.now - each.before, each.before) if each.before else None
    tone = Tone.ACCENT if not each.before or each.now == each.before else (
        Tone.GOOD if each.now > each.before else Tone.DANGER
    )
    per_year = Money(each.whole // each.years) if each.years else None
    name, wallet = Name("account", each.account, each.name), None if each.share is None else Share(each.share, 100)
    satisfied = None if each.satisfaction is None else Share(each.satisfaction, 100)
    of_all = Share(each.now, total) if total else None
    record: Record = (
        ("rank", Count(place)), ("account", name), ("account_id", Count(each.account)), ("year", Count(year)),
        ("turnover", Money(each.now)), ("before", None if each.before is None else Money(each.before)),
        ("growth", growth), ("of_all", of_all), ("share", wallet), ("cumulated", Money(each.whole)),
        ("per_year", per_year), ("satisfaction", satisfied),
    )  # fmt: skip
    return BarRow(
        name, (Bar(0, each.now, tone),), (Money(each.now), growth, of_all, wallet, per_year, satisfied),
        Thing("account", each.account, each.account), record,
    )  # fmt: skip
