"""Refining a list of raw leads: how near each is to the ideal customer, who is there, what it is worth now and later.

Each part is worth 0 to 100; what is not known is left out, the rest weighs more, and it is named. What a lead may
be worth later counts by the odds that it comes, and by how soon (A13).
"""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from math import floor
from typing import NamedTuple

from models.rules.potential import potential_score
from models.rules.settings import DEFAULTS, Settings
from models.rules.vocabulary import Bant
from models.rules.vocabulary_leads import LeadPart, LeadPoint, LeadVerdict
from models.rules.weights import shares

_FULL = 100
_STEP = 25
"""A score of one to five in hundredths, from nothing."""
_OF_THREE = Fraction(_FULL, 3)
ODDS = {Bant.YES: 100, Bant.PARTLY: 50, Bant.NO: 0}
"""What an answer says of the odds that a potential comes; nobody knowing says nothing."""
EVEN = 50
"""The odds as long as none of the questions has an answer."""
SOON, LEAST, A_YEAR = 1, 20, 20
"""Up to one year a potential counts whole, each year more takes so many per cent, and so many are left."""
KEEP, LATER, DROP = "keep", "later", "drop"


class LeadFact(NamedTuple):
    """What is known of a lead: of its account first, then what was judged; `id` is that of the judgement."""

    account: int
    name: str = ""
    industry: str = ""
    region: str = ""
    staff: int | None = None
    potential: int | None = None
    competition: int | None = None
    growth: int | None = None
    standing: int | None = None
    bottleneck: str = ""
    hidden_value: int | None = None
    leading: Bant = Bant.UNKNOWN
    needs_more: Bant = Bant.UNKNOWN
    servable: Bant = Bant.UNKNOWN
    years: int | None = None
    verdict: LeadVerdict = LeadVerdict.RAW
    reason: str = ""
    id: int | None = None


class Point(NamedTuple):
    """Something a part is made of, and what it is worth."""

    point: LeadPoint
    score: int


class Part(NamedTuple):
    """A part: its weight among those known in per cent, together a hundred, what it is worth, and out of what."""

    part: LeadPart
    weight: int
    score: int
    points: tuple[Point, ...]


class Ranking(NamedTuple):
    """A lead with its score, its parts, what is missing and what to do; no score where nothing is known."""

    lead: LeadFact
    score: int | None
    parts: tuple[Part, ...]
    missing: tuple[LeadPoint, ...]
    advice: str

    def of(self, part: LeadPart) -> int | None:
        """What a part is worth; None where nothing of it is known."""
        return next((each.score for each in self.parts if each.part is part), None)


POINTS: Mapping[LeadPart, tuple[LeadPoint, ...]] = {
    LeadPart.IDEAL: (LeadPoint.INDUSTRY, LeadPoint.SIZE, LeadPoint.LOCATION),
    LeadPart.COMPETITION: (LeadPoint.COMPETITION,),
    LeadPart.VISIBLE: (LeadPoint.POTENTIAL,),
    LeadPart.HIDDEN: (LeadPoint.GROWTH, LeadPoint.STANDING, LeadPoint.HIDDEN_VALUE),
}
QUESTIONS = (LeadPoint.LEADING, LeadPoint.NEEDS_MORE, LeadPoint.SERVABLE)
"""What makes the odds that a potential comes."""


def ranked(leads: Iterable[LeadFact], settings: Settings) -> list[Ranking]:
    """Leads, the best first, those of whom nothing is known last, ties by id (A13)."""
    found = [ranking(lead, settings) for lead in leads]
    return sorted(found, key=lambda each: (each.score is None, -(each.score or 0), each.lead.account))


def ranking(lead: LeadFact, settings: Settings) -> Ranking:
    """The score of a lead with what it is made of (A13)."""
    known = _known(lead, settings)
    weights = {part: int(getattr(settings, f"lead_weight_{part}")) for part in POINTS}
    found = {part: [Point(p, known[p]) for p in points if p in known] for part, points in POINTS.items()}
    means = {part: Fraction(sum(p.score for p in ps), len(ps)) for part, ps in found.items() if ps and weights[part]}
    if LeadPart.HIDDEN in means:
        means[LeadPart.HIDDEN] *= Fraction(odds(lead) * _soon(lead.years), _FULL * _FULL)
        asked = ((LeadPoint(code), ODDS.get(getattr(lead, code))) for code in QUESTIONS)
        found[LeadPart.HIDDEN] += [Point(point, worth) for point, worth in asked if worth is not None]
        found[LeadPart.HIDDEN] += [Point(LeadPoint.YEARS, _soon(lead.years))] if lead.years is not None else []
    total = sum(weights[part] for part in means)
    missing = _missing(lead, known, settings)
    if not total:
        return Ranking(lead, None, (), missing, LATER)
    score = sum((weights[part] * mean for part, mean in means.items()), Fraction(0)) / total
    told = shares({part: weights[part] for part in means})
    parts = tuple(Part(p, told[p], floor(mean), tuple(found[p])) for p, mean in means.items())
    return Ranking(lead, floor(score), parts, missing, _advice(floor(score), settings))


def _advice(score: int, settings: Settings) -> str:
    if score >= settings.lead_keep_score:
        return KEEP
    return LATER if score >= settings.lead_later_score else DROP


def odds(lead: LeadFact) -> int:
    """How likely the potential comes, in per cent: the mean of the answers there are (A13)."""
    told = [ODDS[answer] for answer in (lead.leading, lead.needs_more, lead.servable) if answer in ODDS]
    return sum(told) // len(told) if told else EVEN


def _soon(years: int | None) -> int:
    """What is left of a potential that comes within so many years, in per cent; unknown is soon."""
    return _FULL if years is None else max(LEAST, _FULL - A_YEAR * max(0, years - SOON))


def _known(lead: LeadFact, settings: Settings) -> dict[LeadPoint, int]:
    """What is known of a lead, each 0 to 100."""
    found: dict[LeadPoint, int] = {}
    for point, ideal, value in (
        (LeadPoint.INDUSTRY, settings.ideal_industries, lead.industry),
        (LeadPoint.LOCATION, settings.lead_regions, lead.region),
    ):
        if (wanted := _listed(ideal)) and value:
            found[point] = _FULL * (value in wanted)
    if _sized(settings) and lead.staff is not None:
        found[LeadPoint.SIZE] = _FULL * (settings.lead_size_low <= lead.staff <= settings.lead_size_high)
    if lead.competition is not None:
        found[LeadPoint.COMPETITION] = _FULL - _STEP * (lead.competition - 1)
    for point, amount in ((LeadPoint.POTENTIAL, lead.potential), (LeadPoint.HIDDEN_VALUE, lead.hidden_value)):
        if amount is not None:
            found[point] = floor(_OF_THREE * potential_score(amount, settings))
    for point, judged in ((LeadPoint.GROWTH, lead.growth), (LeadPoint.STANDING, lead.standing)):
        if judged is not None:
            found[point] = _STEP * (judged - 1)
    return found


def _listed(text: str) -> list[str]:
    return [each.strip() for each in text.replace("，", ",").split(",") if each.strip()]


def _sized(settings: Settings) -> bool:
    """Whether the ideal customer has a size."""
    return (settings.lead_size_low, settings.lead_size_high) != (DEFAULTS.lead_size_low, DEFAULTS.lead_size_high)


def _missing(lead: LeadFact, known: Mapping[LeadPoint, int], settings: Settings) -> tuple[LeadPoint, ...]:
    """What nobody filled in, as far as it is asked for."""
    unasked = {
        LeadPoint.INDUSTRY: not _listed(settings.ideal_industries), LeadPoint.SIZE: not _sized(settings),
        LeadPoint.LOCATION: not _listed(settings.lead_regions),
    }  # fmt: skip
    points = [point for each in POINTS.values() for point in each if point not in known and not unasked.get(point)]
    answers = [point for point in QUESTIONS if getattr(lead, point) not in ODDS]
    return (*points, *answers, *((LeadPoint.YEARS,) if lead.years is None else ()))
