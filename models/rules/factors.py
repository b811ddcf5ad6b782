"""The factor chart: the customer's need, us and each competitor on every factor, and what follows from it (S4).

A score on the opportunity goes before one on the whole account. The criterion a factor belongs to gives its weight
(Q2); a factor that no criterion weighs has the usual weight. What nobody scored is unknown, never nothing.
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple

from models.rules.settings import Settings
from models.rules.vocabulary_strategy import Factor, FactorSide

US = None
"""Who we are among those whose fit is asked for; competitors go by their ids."""


class ScoreFact(NamedTuple):
    """A score on record; `weight` is that of its criterion in per cent, None where it has none."""

    id: int
    factor: str
    side: FactorSide
    competitor: int | None
    score: int
    opportunity: int | None = None
    weight: int | None = None
    criterion: str = ""


class FactorLine(NamedTuple):
    """A factor: its weight, what is needed, what we and each competitor offer, 0 to 12; None is not known."""

    factor: str
    weight: int
    weighed: bool
    """Whether a criterion gave the weight."""
    criterion: str
    need: int | None
    us: int | None
    them: tuple[tuple[int, int], ...]
    """Competitor and score, in the order of the chart."""
    rows: tuple[tuple[FactorSide, int | None, int], ...]
    """Side, competitor and id of each score that counts here."""

    def of(self, who: int | None) -> int | None:
        """What we, or a competitor, offer."""
        return self.us if who is US else dict(self.them).get(who)

    @property
    def rival(self) -> tuple[int, int] | None:
        """The competitor who offers most on it, and how much."""
        return max(self.them, key=lambda each: each[1], default=None)

    @property
    def best(self) -> int | None:
        """What the best of all offers."""
        known = [score for score in (self.us, *(score for _, score in self.them)) if score is not None]
        return max(known, default=None)

    @property
    def blank(self) -> bool:
        """Whether nobody scored anything."""
        return self.need is None and self.best is None


class Chart(NamedTuple):
    """The factors in the order of the list, and the competitors in it."""

    lines: tuple[FactorLine, ...]
    rivals: tuple[int, ...]


class Fit(NamedTuple):
    """How far the needs are met, in per cent by weight; over `known` of the `all` factors that are needed."""

    percent: int | None
    known: int
    all: int


class Opening(NamedTuple):
    """A need nobody meets (`nobody`), or nobody meets well enough: what is needed, and the best there is."""

    factor: str
    need: int
    best: int
    nobody: bool


def chart(
    scores: Sequence[ScoreFact], opportunity: int | None, rivals: Iterable[int], settings: Settings,
    listed: Iterable[str] = tuple(Factor),
) -> Chart:  # fmt: skip
    """The chart of an opportunity, or of the whole account: the listed factors, then others that were scored (S4)."""
    here = [score for score in scores if score.opportunity in (None, opportunity)]
    here.sort(key=lambda score: (score.opportunity is not None, score.id))
    held = {(score.factor, score.side, score.competitor): score for score in here}
    competitors = tuple(dict.fromkeys([*rivals, *(s.competitor for s in here if s.competitor is not None)]))
    factors = dict.fromkeys([*map(str, listed), *(score.factor for score in here)])
    return Chart(tuple(_line(factor, held, competitors, settings) for factor in factors), competitors)


def _line(
    factor: str, held: dict[tuple[str, FactorSide, int | None], ScoreFact], rivals: Sequence[int], settings: Settings
) -> FactorLine:
    need, us = held.get((factor, FactorSide.NEED, None)), held.get((factor, FactorSide.US, None))
    offered = ((rival, held.get((factor, FactorSide.THEM, rival))) for rival in rivals)
    them = [(rival, score) for rival, score in offered if score]
    weight = need.weight if need else None
    there = [*filter(None, (need, us)), *(score for _, score in them)]
    return FactorLine(
        factor, settings.strategy_factor_weight if weight is None else weight, weight is not None,
        need.criterion if need else "", need.score if need else None, us.score if us else None,
        tuple((rival, score.score) for rival, score in them),
        tuple((score.side, score.competitor, score.id) for score in there),
    )  # fmt: skip


def needed(found: Chart) -> tuple[FactorLine, ...]:
    """The factors the customer needs anything of."""
    return tuple(line for line in found.lines if line.need)


def fit(found: Chart, who: int | None = US) -> Fit:
    """How well we, or a competitor, meet the needs; more than is needed counts no more (S4)."""
    wanted = needed(found)
    known = [line for line in wanted if line.of(who) is not None]
    return Fit(_percent(known, who), len(known), len(wanted))


def compared(found: Chart, rival: int) -> tuple[int, int] | None:
    """Our fit and a competitor's, over the factors both are known on; None where there is none (S2)."""
    both = [line for line in needed(found) if line.us is not None and line.of(rival) is not None]
    ours, theirs = _percent(both, US), _percent(both, rival)
    return None if ours is None or theirs is None else (ours, theirs)


def _percent(lines: Sequence[FactorLine], who: int | None) -> int | None:
    """Half a per cent goes up."""
    whole = sum(line.weight for line in lines)
    shares = (line.weight * Fraction(min(line.of(who) or 0, line.need or 0), line.need or 1) for line in lines)
    met = sum(shares, start=Fraction())
    return int(met * 100 / whole + Fraction(1, 2)) if whole else None


def leads(found: Chart) -> tuple[FactorLine, ...]:
    """Where we offer more than every competitor that is known, what weighs most first (S4)."""
    better = (line for line in found.lines if line.us is not None and line.rival and line.us > line.rival[1])
    return _by_weight(better)


def lags(found: Chart, settings: Settings) -> tuple[FactorLine, ...]:
    """Where a competitor offers more than we on what matters to the customer, what weighs most first (S4)."""
    matters = (line for line in needed(found) if (line.need or 0) >= settings.strategy_factor_matters or line.weighed)
    return _by_weight(line for line in matters if line.us is not None and line.rival and line.us < line.rival[1])


def openings(found: Chart) -> tuple[Opening, ...]:
    """Needs nobody meets, or nobody well enough, the widest by weight first (S4).

    Where no offer is known there is none; nobody meets a need of which the best offer is less than half.
    """
    wide = [line for line in needed(found) if line.best is not None and line.best < (line.need or 0)]
    wide.sort(key=lambda line: -line.weight * ((line.need or 0) - (line.best or 0)))
    return tuple(
        Opening(line.factor, line.need or 0, line.best or 0, 2 * (line.best or 0) < (line.need or 0)) for line in wide
    )


def _by_weight(lines: Iterable[FactorLine]) -> tuple[FactorLine, ...]:
    return tuple(sorted(lines, key=lambda line: (-line.weight, -(line.need or 0))))
