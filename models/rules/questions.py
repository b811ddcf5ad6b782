"""Which questions to ask next, and why: down the funnel, at the gaps, to the person (Q1, Q3–Q6)."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import NamedTuple, Protocol

from models.rules.facts import AccountFacts, AskedFact, PersonFact
from models.rules.needs import opportunity_of
from models.rules.openings import open_gaps
from models.rules.people import known, met, roles_of
from models.rules.settings import Settings
from models.rules.urgency import leading
from models.rules.vocabulary import AskingState, Phase, QuestionLevel, Role, Spin

_UNANSWERED = 100
_LEVEL, _LEVEL_STEP = 30, 12
_MATCH = {"role": 15, "industry": 10, "personality": 8, "phase": 8, "spin": 12}
_MISS = {"role": -20, "industry": -10, "personality": -8, "phase": -8}
_GAPS = {
    "role_missing:decision_maker": 20,
    "bant": 14,
    "criteria_missing": 14,
    "5w2h": 10,
    "personality_unknown": 8,
}
_GAP, _NEXT_GAP, _MOST_GAPS = 12, 3, 3
_RANKS = {level: level.rank for level in QuestionLevel}


class Askable(Protocol):
    """What a question must tell of itself; codes as stored, an empty collection means any (Q1, Q3, Q11)."""

    @property
    def id(self) -> int: ...  # noqa: D102
    @property
    def level(self) -> str: ...  # noqa: D102
    @property
    def spin(self) -> str: ...  # noqa: D102
    @property
    def w(self) -> Collection[str]: ...  # noqa: D102
    @property
    def roles(self) -> Collection[str]: ...  # noqa: D102
    @property
    def industries(self) -> Collection[str]: ...  # noqa: D102
    @property
    def gaps(self) -> Collection[str]: ...  # noqa: D102
    @property
    def personality(self) -> Collection[str]: ...  # noqa: D102
    @property
    def phase(self) -> Collection[str]: ...  # noqa: D102


class Ranked(NamedTuple):
    """A question to ask: its id and level, its points, and the codes of the reasons that gave them."""

    question_id: int
    level: QuestionLevel
    score: int
    why: tuple[str, ...]


class SpinBalance(NamedTuple):
    """How often each SPIN kind was used, and the code of a hint, "" when none is due (Q3)."""

    counts: tuple[tuple[Spin, int], ...]
    hint: str


class _Moment(NamedTuple):
    """All that judges a question: who is asked, what is open, how deep the talk has come."""

    next_level: QuestionLevel
    gaps: frozenset[str]
    roles: frozenset[Role]
    personality: str
    industry: str
    phase: Phase | None
    hint: str
    unanswered: frozenset[int]


def level_reached(facts: AccountFacts, person: int | None, opportunity: int | None) -> QuestionLevel | None:
    """The deepest level answered by a person, or by anyone; a person met is past small talk (Q1)."""
    people = [p for p in known(facts) if person in (None, p.id) and met(p)]
    answered = {
        QuestionLevel(a.level)
        for a in facts.asked
        if a.level and a.state is AskingState.ANSWERED
        if person in (None, a.person) and a.opportunity in (None, opportunity)
    }
    levels = answered | ({QuestionLevel.RAPPORT} if people else set())
    return max(levels, key=lambda level: _RANKS[level], default=None)


def next_level(reached: QuestionLevel | None) -> QuestionLevel:
    """The level to ask at next: one deeper, and the deepest again once it is reached (Q1)."""
    levels = tuple(QuestionLevel)
    return levels[min(_RANKS[reached] if reached else 0, len(levels) - 1)]


def spin_balance(asked: Iterable[AskedFact], settings: Settings) -> SpinBalance:
    """The count of each SPIN kind, and `no_implication` or `no_need_payoff` where one is wanting (Q3).

    From `spin_many` situation questions on there should be one about implications, from as many
    implications one about the benefit of a solution.
    """
    kinds = [a.spin for a in asked]
    count = {spin: kinds.count(spin) for spin in Spin}
    hint = ""
    if count[Spin.SITUATION] >= settings.spin_many and not count[Spin.IMPLICATION]:
        hint = "no_implication"
    elif count[Spin.IMPLICATION] >= settings.spin_many and not count[Spin.NEED_PAYOFF]:
        hint = "no_need_payoff"
    return SpinBalance(tuple(count.items()), hint)


def ranked(
    questions: Iterable[Askable],
    facts: AccountFacts,
    person: PersonFact | None,
    opportunity: int | None,
    today: date,
    settings: Settings,
    limit: int = 3,
) -> tuple[Ranked, ...]:
    """The next best questions for a person, or for anyone, best first, each with its reasons (Q6).

    What the person answered never comes again; what was chosen or asked and not answered comes first;
    questions of another industry are left out. Equal points go by level, then id.
    """
    library = tuple(questions)
    answered = _in_state(facts, person, (AskingState.ANSWERED,))
    moment = _moment(library, facts, person, opportunity, today, settings)
    fitting = [
        _judged(q, moment)
        for q in library
        if q.id not in answered and not (q.industries and facts.industry and facts.industry not in q.industries)
    ]
    fitting.sort(key=lambda r: (-r.score, _RANKS[r.level], r.question_id))
    return tuple(fitting[:limit])


def _in_state(facts: AccountFacts, person: PersonFact | None, states: tuple[AskingState, ...]) -> frozenset[int]:
    return frozenset(a.question for a in facts.asked if a.state in states and (person is None or a.person == person.id))


def _moment(
    library: tuple[Askable, ...],
    facts: AccountFacts,
    person: PersonFact | None,
    opportunity: int | None,
    today: date,
    settings: Settings,
) -> _Moment:
    subject = opportunity_of(facts, opportunity) or leading(facts, today, settings)
    scope = subject.id if subject else opportunity
    put = [a for a in facts.asked if person is None or a.person == person.id]
    answered = _in_state(facts, None, (AskingState.ANSWERED,))
    covered = {gap for q in library if q.id in answered for gap in q.gaps}
    return _Moment(
        next_level=next_level(level_reached(facts, person.id if person else None, scope)),
        gaps=open_gaps(facts, person, scope, covered, today, settings),
        roles=roles_of(person, scope) if person else frozenset(),
        personality=str(person.personality or "") if person else "",
        industry=facts.industry or "",
        phase=subject.phase if subject else None,
        hint=spin_balance(put, settings).hint,
        unanswered=_in_state(facts, person, (AskingState.CHOSEN, AskingState.ASKED)),
    )


def _judged(question: Askable, moment: _Moment) -> Ranked:
    level = QuestionLevel(question.level)
    terms = {
        **({"unanswered": _UNANSWERED} if question.id in moment.unanswered else {}),
        **_gap_terms(question, moment.gaps),
        **_fit("role", question.roles, moment.roles),
        **_fit("industry", question.industries, {moment.industry}),
        **_fit("personality", question.personality, {moment.personality} - {""}),
        **_fit("phase", question.phase, {moment.phase} if moment.phase else ()),
        **_level_term(level, moment.next_level),
    }
    if moment.hint and question.spin == moment.hint.removeprefix("no_"):
        terms[f"spin:{question.spin}"] = _MATCH["spin"]
    why = tuple(name for name, points in terms.items() if name and points > 0)
    return Ranked(question.id, level, sum(terms.values()), why)


def _gap_terms(question: Askable, open_ones: frozenset[str]) -> Mapping[str, int]:
    """The weightiest open gap in full, up to two more for a little."""
    touched = open_ones.intersection((*question.gaps, *[f"5w2h:{w}" for w in question.w]))
    if not touched:
        return {}
    first, *rest = sorted(touched, key=lambda gap: (-_gap_points(gap), gap))
    return {f"gap:{first}": _gap_points(first)} | {f"gap:{gap}": _NEXT_GAP for gap in rest[: _MOST_GAPS - 1]}


def _gap_points(gap: str) -> int:
    return _GAPS.get(gap) or _GAPS.get(gap.partition(":")[0], _GAP)


def _fit(name: str, wanted: Collection[str], has: Collection[str]) -> Mapping[str, int]:
    """Points for a match, fewer than none for a question made for others, none where either is open."""
    if not wanted or not has:
        return {}
    common = [one for one in wanted if one in has]
    return {f"{name}:{common[0]}": _MATCH[name]} if common else {f"{name}:": _MISS[name]}


def _level_term(level: QuestionLevel, wanted: QuestionLevel) -> Mapping[str, int]:
    away = _RANKS[level] - _RANKS[wanted]
    name = "next_level" if away == 0 else "ahead" if away > 0 else "step_back"
    return {f"{name}:{level}": _LEVEL - _LEVEL_STEP * abs(away)}
