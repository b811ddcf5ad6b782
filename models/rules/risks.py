"""The risk radar and the warnings that open a brief (S12, V6)."""

from collections.abc import Iterable, Set
from datetime import date

from models.rules.facts import AccountFacts, Finding
from models.rules.gates import lost
from models.rules.gifts import policy_finding
from models.rules.landmines import landmines
from models.rules.once import once
from models.rules.radar import Watched, watched
from models.rules.risks_course import course_risks
from models.rules.risks_money import money_risks
from models.rules.risks_people import people_risks
from models.rules.settings import Settings
from models.rules.vocabulary import RiskCode, Severity

_BEFORE_LANDMINES = ("complaint_open",)
_AFTER_LANDMINES = ("personnel_change", "single_thread", "decision_level_unmet", "champion_doubtful")


@once
def risks(facts: AccountFacts, today: date, settings: Settings) -> tuple[Finding, ...]:
    """Every risk of an account that rings, gravest first, then the oldest, those of unknown age before them (S12).

    Judged on the leading opportunity where one is undecided; details say which data raised each.
    """
    return tuple(each.risk for each in everything(facts, today, settings) if each.accepted is None)


@once
def everything(facts: AccountFacts, today: date, settings: Settings) -> tuple[Watched, ...]:
    """The same with those that somebody accepted (S12)."""
    found = [
        *people_risks(facts, today, settings), *course_risks(facts, today, settings),
        *money_risks(facts, today, settings), *lost(facts, settings),
    ]  # fmt: skip
    return watched(facts, sorted(found, key=_gravest_first))


def _gravest_first(risk: Finding) -> tuple[int, date, int, tuple[int, ...]]:
    kind = list(RiskCode).index(RiskCode(risk.code))
    return (Severity(risk.severity).rank, risk.since or date.min, kind, risk.people)


def warnings(
    facts: AccountFacts, found: Iterable[Finding], meeting: Set[int] | None = None
) -> tuple[Finding, ...]:
    """What opens the brief, in its order: of the risks found, and the landmines of those met, or of all (V6, P10)."""
    found = tuple(found)
    policy = policy_finding(facts)
    return (
        *((policy,) if policy else ()),
        *_of(_BEFORE_LANDMINES, found),
        *landmines(facts, meeting),
        *_of(_AFTER_LANDMINES, found),
    )


def _of(codes: Iterable[str], found: tuple[Finding, ...]) -> tuple[Finding, ...]:
    return tuple(risk for code in codes for risk in found if risk.code == code)
