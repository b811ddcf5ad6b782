from typing import Any

import pytest

from models.rules.advice import Action, advice, coach_action
from models.rules.facts import AccountFacts, Finding
from models.rules.settings import DEFAULTS
from models.rules.vocabulary import Level, Role, Stance
from tests.rules.made import TODAY, account, ago, deal, person

S, N, E = Stance.SUPPORTER, Stance.NEUTRAL, Stance.ENEMY
OPEN = (deal(7),)


def act(code: str, facts: AccountFacts, *people: int, **fields: Any) -> Action:
    return advice(Finding(code, "high", people, **fields), facts, TODAY, DEFAULTS)


@pytest.mark.parametrize(
    ("risk", "action"),
    [
        ("champion_doubtful", "test_champion"),
        ("champion_moved", "secure_successor"),
        ("stance_fell", "learn_why"),
        ("silent", "get_in_touch"),
        ("complaint_open", "settle_complaint"),
        ("chain_out_of_control", "map_influence"),
        ("competitor_stirs", "comparison_test"),
        ("overdue", "collect_overdue"),
        ("something_else", "look_into"),
    ],
)
def test_plain_risks_have_their_action(risk: str, action: str) -> None:
    found = act(risk, account(), 3, detail=(("days", 5),))
    assert found == Action(action, (3,), (("days", 5),), (risk,))


@pytest.mark.parametrize("risk", ["single_thread", "decision_level_unmet"])
def test_the_way_leads_upward(risk: str) -> None:
    head = person(1, level=Level.DECISION, influence=3)
    people = (head, person(2, influence=5), person(3, S, contacts=1), person(4))
    assert act(risk, account(people=people)) == Action("meet_decision_level", (1, 2), (), (risk,))


def test_four_unmet_deciders_are_too_many_to_name() -> None:
    people = tuple(person(i, level=Level.DECISION) for i in range(1, 5))
    assert act("decision_level_unmet", account(people=people)).people == (1, 2, 3)


def test_nobody_known_above_means_asking_who_decides() -> None:
    people = (person(1, S, contacts=1), person(2, N, contacts=1), person(3, level=Level.DECISION, placeholder=True))
    found = act("decision_level_unmet", account(people=people))
    assert found == Action("find_decision_maker", (1,), (), ("decision_level_unmet", "role_missing:decision_maker"))


def test_with_the_decision_level_met_a_thread_is_widened_among_the_undecided() -> None:
    head = person(1, E, level=Level.DECISION, contacts=1)
    people = (head, person(2, S, contacts=1), *(person(i, N, contacts=1) for i in (3, 4, 5)), person(6))
    found = act("single_thread", account(people=people))
    assert found == Action("widen_support", (3, 4, 5), (), ("single_thread",))


@pytest.mark.parametrize(
    ("people", "who", "action"),
    [
        ((), (), "learn_successor"),
        ((person(1),), (9,), "learn_successor"),
        ((person(1),), (1,), "meet_newcomer"),
        ((person(1, contacts=1),), (1,), "learn_stance"),
        ((person(1, S, contacts=1),), (1,), "secure_successor"),
    ],
)
def test_a_personnel_change(people: tuple[Any, ...], who: tuple[int, ...], action: str) -> None:
    found = act("personnel_change", account(people=people), *who, since=ago(5), detail=(("event", "new head"),))
    expected = () if action == "learn_successor" else who
    assert found == Action(action, expected, (("event", "new head"),), ("personnel_change",))


def test_no_inside_contact_means_winning_the_best_candidate_or_asking_the_manager() -> None:
    people = (person(1, likes_us=True), person(2, S, roles=frozenset({Role.USER})))
    found = act("no_inside_contact", account(people=people))
    assert found.code == "develop_coach" and found.people == (2,)
    assert found.why == ("no_inside_contact", "candidate:supporter", "candidate:working_role")
    assert act("no_inside_contact", account()) == Action("ask_manager", why=("no_inside_contact",))


def test_nobody_warm_is_nobody_to_develop() -> None:
    assert coach_action(account(people=(person(1),), opportunities=OPEN), TODAY, DEFAULTS, "no_coach") is None
