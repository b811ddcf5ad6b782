from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import playbook
from models.rules.facts import AccountFacts, AskedFact, CompetitorFact
from models.rules.questions import level_reached, next_level, ranked, spin_balance
from models.rules.settings import DEFAULTS
from models.rules.vocabulary import AskingState, Personality, Phase, Position, QuestionLevel, Role, Spin, Stance
from tests.rules.made import TODAY, account, deal, person

LEVELS = list(QuestionLevel)


@dataclass(frozen=True)
class Q:
    id: int
    level: str = "rapport"
    spin: str = ""
    w: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    industries: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()
    personality: tuple[str, ...] = ()
    phase: tuple[str, ...] = ()


def asked(question: int, state: str = "answered", level: str = "", who: int = 1, **fields: Any) -> AskedFact:
    return AskedFact(question, who, AskingState(state), TODAY, level, **fields)


HIM = person(1, Stance.NEUTRAL, roles=frozenset({Role.USER}), personality=Personality.S)
FACTS = account(
    people=(HIM, person(2)),
    industry="telecom",
    opportunities=(deal(7, phase=Phase.SELECTION),),
    competitors=(CompetitorFact(1, "X", Position.OUT),),
)


def why(question: Q, facts: AccountFacts = FACTS) -> tuple[int, tuple[str, ...]]:
    (found,) = ranked([question], facts, HIM, 7, TODAY, DEFAULTS)
    return found.score, found.why


@pytest.mark.parametrize(
    ("asked_of", "who", "on", "contacts", "reached"),
    [
        ((), 1, 7, 0, None),
        ((), 1, 7, 1, "rapport"),
        ((), None, 7, 1, "rapport"),
        ((asked(1, level="broad_open"), asked(2, level="directed_open")), 1, 7, 0, "directed_open"),
        ((asked(1, level="directed_open"), asked(2, level="broad_open")), 1, 7, 1, "directed_open"),
        ((asked(1, "asked", "target_closed"), asked(2, "chosen", "target_open")), 1, 7, 0, None),
        ((asked(1, level="target_closed", who=2),), 1, 7, 0, None),
        ((asked(1, level="target_closed", who=2),), None, 7, 0, "target_closed"),
        ((asked(1, level="target_open", opportunity=7),), 1, 7, 0, "target_open"),
        ((asked(1, level="target_open", opportunity=8),), 1, 7, 0, None),
        ((asked(0, level=""),), 1, 7, 0, None),
    ],
)
def test_the_level_reached(
    asked_of: tuple[AskedFact, ...], who: int | None, on: int, contacts: int, reached: str | None
) -> None:
    facts = account(people=(person(1, contacts=contacts), person(2)), asked=asked_of)
    assert level_reached(facts, who, on) == reached


def test_the_walk_goes_one_level_down_and_stays_at_the_bottom() -> None:
    assert next_level(None) is QuestionLevel.RAPPORT
    assert [next_level(level) for level in LEVELS] == [*LEVELS[1:], LEVELS[-1]]


@pytest.mark.parametrize(
    ("situation", "implication", "payoff", "hint"),
    [
        (0, 0, 0, ""),
        (2, 0, 0, ""),
        (3, 0, 0, "no_implication"),
        (9, 1, 0, ""),
        (0, 2, 0, ""),
        (0, 3, 0, "no_need_payoff"),
        (9, 3, 1, ""),
    ],
)
def test_spin_balance(situation: int, implication: int, payoff: int, hint: str) -> None:
    kinds = [Spin.SITUATION] * situation + [Spin.IMPLICATION] * implication + [Spin.NEED_PAYOFF] * payoff
    balance = spin_balance([asked(i, spin=kind) for i, kind in enumerate([*kinds, None])], DEFAULTS)
    counts = {"situation": situation, "problem": 0, "implication": implication, "need_payoff": payoff}
    assert dict(balance.counts) == counts
    assert balance.hint == hint


@pytest.mark.parametrize(
    ("question", "score", "reasons"),
    [
        (Q(1), 30, ("next_level:rapport",)),
        (Q(1, "broad_open"), 18, ("ahead:broad_open",)),
        (Q(1, "directed_open"), 6, ("ahead:directed_open",)),
        (Q(1, "directed_closed"), -6, ()),
        (Q(1, "target_closed"), -30, ()),
        (Q(1, gaps=("bant:need",)), 44, ("gap:bant:need", "next_level:rapport")),
        (Q(1, gaps=("role_missing:decision_maker",)), 50, ("gap:role_missing:decision_maker", "next_level:rapport")),
        (Q(1, gaps=("criteria_missing",)), 44, ("gap:criteria_missing", "next_level:rapport")),
        (Q(1, gaps=("role_missing:technical",)), 42, ("gap:role_missing:technical", "next_level:rapport")),
        (Q(1, w=("who",)), 40, ("gap:5w2h:who", "next_level:rapport")),
        (Q(1, gaps=("stance_unknown", "role_missing:user", "competitors_unknown")), 30, ("next_level:rapport",)),
        (
            Q(1, w=("who", "how", "why"), gaps=("bant:need", "5w2h:who")),
            50,
            ("gap:bant:need", "gap:5w2h:how", "gap:5w2h:who", "next_level:rapport"),
        ),
        (Q(1, roles=("technical", "user")), 45, ("role:user", "next_level:rapport")),
        (Q(1, roles=("technical",)), 10, ("next_level:rapport",)),
        (Q(1, industries=("bank", "telecom")), 40, ("industry:telecom", "next_level:rapport")),
        (Q(1, personality=("S",)), 38, ("personality:S", "next_level:rapport")),
        (Q(1, personality=("D",)), 22, ("next_level:rapport",)),
        (Q(1, phase=("selection",)), 38, ("phase:selection", "next_level:rapport")),
        (Q(1, phase=("planning", "decision")), 22, ("next_level:rapport",)),
        (Q(1, spin="implication"), 30, ("next_level:rapport",)),
    ],
)
def test_each_reason_has_its_points(question: Q, score: int, reasons: tuple[str, ...]) -> None:
    assert why(question) == (score, reasons)


def test_a_lack_of_implications_asks_for_one() -> None:
    many = tuple(asked(i, spin=Spin.SITUATION) for i in (90, 91, 92))
    facts = FACTS._replace(asked=many)
    assert why(Q(1, spin="implication"), facts) == (42, ("next_level:rapport", "spin:implication"))
    assert why(Q(1, spin="problem"), facts) == (30, ("next_level:rapport",))


def test_a_wider_level_is_a_step_back() -> None:
    facts = FACTS._replace(asked=(asked(90, level="directed_open"),))
    assert why(Q(1, "directed_closed"), facts) == (30, ("next_level:directed_closed",))
    assert why(Q(1, "directed_open"), facts) == (18, ("step_back:directed_open",))


def test_other_industries_are_left_out_unless_ours_is_unknown() -> None:
    bank = Q(1, industries=("bank",))
    assert ranked([bank], FACTS, HIM, 7, TODAY, DEFAULTS) == ()
    assert why(bank, FACTS._replace(industry=None)) == (20, ("next_level:rapport",))


def test_what_he_answered_never_comes_again() -> None:
    facts = FACTS._replace(asked=(asked(1), asked(2, who=2), asked(3, "asked"), asked(3)))
    found = ranked([Q(1), Q(2), Q(3)], facts, HIM, 7, TODAY, DEFAULTS)
    assert [r.question_id for r in found] == [2]
    assert ranked([Q(1), Q(2), Q(3)], facts, None, 7, TODAY, DEFAULTS) == ()


def test_what_is_unanswered_comes_first_with_its_reason() -> None:
    facts = FACTS._replace(asked=(asked(1, "chosen"), asked(2, "asked"), asked(3, "asked", who=2)))
    library = [Q(3, "broad_open"), Q(2, "target_closed"), Q(1, "directed_closed"), Q(4)]
    found = ranked(library, facts, HIM, 7, TODAY, DEFAULTS, limit=9)
    assert [r.question_id for r in found] == [1, 2, 4, 3]
    assert found[0].why == found[1].why == ("unanswered",)
    anyone = ranked(library, facts, None, 7, TODAY, DEFAULTS, limit=9)
    assert [r.question_id for r in anyone] == [3, 1, 2, 4]


def test_a_coach_s_answers_cover_their_group() -> None:
    friend = person(1, Stance.SUPPORTER)
    library = [Q(1, gaps=("coach:project",)), Q(2, gaps=("coach:project",)), Q(3, gaps=("coach:inside",))]
    facts = account(people=(friend,), asked=(asked(1, who=5),))
    found = ranked(library, facts, friend, None, TODAY, DEFAULTS, limit=9)
    assert {r.question_id: r.why[0] for r in found} == {
        1: "next_level:rapport",
        2: "next_level:rapport",
        3: "gap:coach:inside",
    }


def test_equal_points_go_by_level_then_id_and_the_limit_holds() -> None:
    library = [Q(9), Q(3), Q(5), Q(7)]
    assert [r.question_id for r in ranked(library, FACTS, HIM, 7, TODAY, DEFAULTS)] == [3, 5, 7]
    assert ranked(library, FACTS, HIM, 7, TODAY, DEFAULTS, limit=0) == ()


def test_the_leading_opportunity_stands_in_for_none() -> None:
    question = [Q(1, gaps=("bant:need",), phase=("selection",))]
    assert ranked(question, FACTS, HIM, None, TODAY, DEFAULTS) == ranked(question, FACTS, HIM, 7, TODAY, DEFAULTS)
    bare = FACTS._replace(opportunities=())
    (found,) = ranked(question, bare, HIM, None, TODAY, DEFAULTS)
    assert found.why == ("next_level:rapport",)


@given(st.randoms(use_true_random=False))
def test_the_order_of_the_library_changes_nothing(random: Any) -> None:
    library = list(playbook.questions())
    expected = ranked(library, FACTS, HIM, 7, TODAY, DEFAULTS, limit=20)
    random.shuffle(library)
    assert ranked(library, FACTS, HIM, 7, TODAY, DEFAULTS, limit=20) == expected
    assert len(expected) == 20 and all(r.why for r in expected)
