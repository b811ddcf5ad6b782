from typing import Any

import pytest

from models.rules.coach import candidates, doubtful, firm_champions, idle_since, inside, mark, third_visit_due
from models.rules.facts import ActFact, InsideFact, RelationFact, StanceFact
from models.rules.settings import DEFAULTS
from models.rules.vocabulary import ActKind, Inside, RelationKind, RelationshipGrade, Role, Stance
from tests.rules.made import TODAY, account, ago, deal, person


def champion(key: int, days: int, *acts: int, **fields: Any) -> Any:
    done = tuple(ActFact(ActKind.TIP, ago(d)) for d in acts)
    return person(key, StanceFact(Stance.CHAMPION, ago(days)), acts=done, **fields)


@pytest.mark.parametrize(
    ("fields", "stance", "reasons"),
    [
        ({}, Stance.SUPPORTER, ("supporter",)),
        ({"likes_us": True}, Stance.NEUTRAL, ("likes_us",)),
        ({"likes_us": True}, Stance.UNKNOWN, ("likes_us",)),
        ({"grade": RelationshipGrade.A}, Stance.NEUTRAL, ("relationship",)),
        ({"grade": RelationshipGrade.B}, Stance.NEUTRAL, ("relationship",)),
        ({"grade": RelationshipGrade.C}, Stance.NEUTRAL, None),
        ({"insides": (InsideFact(Inside.INSIDE, ago(5)),)}, Stance.NEUTRAL, ("inside",)),
        ({"roles": frozenset({Role.TECHNICAL}), "last_contact": ago(1)}, Stance.NEUTRAL, None),
        ({"likes_us": True}, Stance.ENEMY, None),
        ({"likes_us": True}, Stance.BLOCKER, None),
        ({"likes_us": True}, Stance.CHAMPION, None),
        ({"likes_us": True, "placeholder": True}, Stance.UNKNOWN, None),
        (
            {"likes_us": True, "roles": frozenset({Role.USER}), "last_contact": ago(60)},
            Stance.SUPPORTER,
            ("supporter", "likes_us", "working_role", "in_touch"),
        ),
        ({"likes_us": True, "last_contact": ago(61)}, Stance.NEUTRAL, ("likes_us",)),
        ({"likes_us": True, "roles": frozenset({Role.DECISION_MAKER})}, Stance.NEUTRAL, ("likes_us",)),
    ],
)
def test_a_candidate_is_warm_and_says_why(
    fields: dict[str, Any], stance: Stance, reasons: tuple[str, ...] | None
) -> None:
    found = candidates(account(people=(person(1, stance, **fields),)), TODAY, DEFAULTS)
    assert [c.reasons for c in found] == ([] if reasons is None else [reasons])


def test_relations_speak_for_a_candidate() -> None:
    people = (
        person(1, Stance.NEUTRAL, likes_us=True),
        person(2, Stance.BLOCKER),
        person(3, Stance.SUPPORTER),
        person(4, Stance.NEUTRAL),
    )

    def reasons(*relations: RelationFact) -> tuple[str, ...]:
        found = candidates(account(people=people, relations=relations), TODAY, DEFAULTS)
        return next(c.reasons for c in found if c.person == 1)

    assert reasons(RelationFact(1, 2, RelationKind.RIVAL)) == ("likes_us", "against_opponent")
    assert reasons(RelationFact(2, 1, RelationKind.RIVAL)) == ("likes_us", "against_opponent")
    assert reasons(RelationFact(3, 1, RelationKind.MENTOR)) == ("likes_us", "close_to_supporter")
    assert reasons(RelationFact(1, 3, RelationKind.REPORTS_TO)) == ("likes_us",)
    assert reasons(RelationFact(1, 3, RelationKind.RIVAL)) == ("likes_us",)
    assert reasons(RelationFact(1, 4, RelationKind.ALLY)) == ("likes_us",)
    assert reasons(RelationFact(2, 3, RelationKind.RIVAL)) == ("likes_us",)


def test_each_reason_has_its_points() -> None:
    people = (
        person(1, Stance.SUPPORTER),
        person(2, grade=RelationshipGrade.B),
        person(3, insides=(InsideFact(Inside.INSIDE, ago(5)),)),
        person(4, likes_us=True, last_contact=ago(5)),
        person(5, likes_us=True, roles=frozenset({Role.GATEKEEPER})),
        person(6, likes_us=True),
        person(7, likes_us=True),
        person(8, Stance.ENEMY),
    )
    relations = (RelationFact(6, 8, RelationKind.RIVAL), RelationFact(7, 1, RelationKind.OLD_COLLEAGUE))
    found = candidates(account(people=people, relations=relations), TODAY, DEFAULTS)
    assert {c.person: c.score for c in found} == {1: 4, 2: 2, 3: 2, 4: 4, 5: 4, 6: 4, 7: 4}


def test_candidates_are_ranked_by_points_then_weight() -> None:
    people = (
        person(1, likes_us=True),
        person(2, likes_us=True, influence=5),
        person(3, Stance.SUPPORTER, likes_us=True),
    )
    found = candidates(account(people=people), TODAY, DEFAULTS)
    assert [(c.person, c.score) for c in found] == [(3, 7), (2, 3), (1, 3)]


def test_the_opportunity_s_stance_decides_who_is_a_candidate() -> None:
    torn = person(1, Stance.SUPPORTER, StanceFact(Stance.ENEMY, ago(5), opportunity=7))
    facts = account(people=(torn,))
    assert candidates(facts, TODAY, DEFAULTS)
    assert not candidates(facts, TODAY, DEFAULTS, 7)


@pytest.mark.parametrize(
    ("days", "acts", "is_doubtful"),
    [
        (60, (), False),
        (61, (), True),
        (300, (60,), False),
        (300, (61,), True),
        (300, (200, 10, 90), False),
        (5, (100,), False),
    ],
)
def test_a_champion_without_an_act_becomes_doubtful(days: int, acts: tuple[int, ...], is_doubtful: bool) -> None:
    assert doubtful(champion(1, days, *acts), TODAY, DEFAULTS) is is_doubtful


def test_only_a_champion_can_be_doubtful() -> None:
    assert not doubtful(person(1, StanceFact(Stance.SUPPORTER, ago(900))), TODAY, DEFAULTS)
    assert not doubtful(person(1), TODAY, DEFAULTS)
    assert idle_since(person(1)) is None
    assert idle_since(champion(1, 30, 10)) == ago(10)
    here = person(1, StanceFact(Stance.CHAMPION, ago(90), opportunity=7))
    assert doubtful(here, TODAY, DEFAULTS, 7) and not doubtful(here, TODAY, DEFAULTS)


def test_firm_champions() -> None:
    facts = account(people=(champion(1, 10), champion(2, 300), champion(3, 300, 5, influence=5), person(4)))
    assert firm_champions(facts, TODAY, DEFAULTS) == (3, 1)


@pytest.mark.parametrize(
    ("marks", "anywhere", "on_seven"),
    [
        ((), False, False),
        ((InsideFact(Inside.INSIDE, ago(9)),), True, True),
        ((InsideFact(Inside.INSIDE_KEY, ago(9), 7),), True, True),
        ((InsideFact(Inside.INSIDE_KEY, ago(9), 8),), True, False),
        ((InsideFact(Inside.INSIDE, ago(9)), InsideFact(Inside.NONE, ago(2))), False, False),
        ((InsideFact(Inside.NONE, ago(2)), InsideFact(Inside.INSIDE, ago(9))), False, False),
        ((InsideFact(Inside.INSIDE, ago(9)), InsideFact(Inside.NONE, ago(2), 7)), True, False),
        ((InsideFact(Inside.NONE, ago(9)),), False, False),
    ],
)
def test_the_newest_mark_of_a_scope_holds(marks: tuple[InsideFact, ...], anywhere: bool, on_seven: bool) -> None:
    facts = account(people=(person(1, insides=marks),))
    assert (inside(facts) == (1,)) is anywhere
    assert (inside(facts, 7) == (1,)) is on_seven


def test_how_far_inside_somebody_is_goes_by_the_opportunity_first() -> None:
    key, no, yes = (InsideFact(*told) for told in (
        (Inside.INSIDE_KEY, ago(30), 7), (Inside.NONE, ago(9)), (Inside.INSIDE, ago(2), 8)))
    found = [mark(person(1, insides=(key, no, yes)), opportunity) for opportunity in (7, 8, 9, None)]
    assert found == [Inside.INSIDE_KEY, Inside.INSIDE, Inside.NONE, Inside.INSIDE]


@pytest.mark.parametrize(
    ("visits", "marked", "due"), [(2, False, False), (3, False, True), (4, False, True), (3, True, False)]
)
def test_the_third_visit_wants_an_inside_contact(visits: int, marked: bool, due: bool) -> None:
    marks = (InsideFact(Inside.INSIDE, ago(9)),) if marked else ()
    people = (person(1, insides=marks),)
    on_deal = account(people=people, opportunities=(deal(7, visits=visits),), visits=0)
    assert third_visit_due(on_deal, 7, DEFAULTS) is due
    on_account = account(people=people, visits=visits, opportunities=(deal(7),))
    assert third_visit_due(on_account, None, DEFAULTS) is due
