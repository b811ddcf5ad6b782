"""The balance of power and the map of influence: sums, signs, days, departments and where they lean (P6, P17)."""

import pytest

from models.rules.facts import ActFact, PersonFact, StanceFact
from models.rules.influence import concern, departments, leaning
from models.rules.power import MOST_DAYS, Balance, Weighed, by, days, total, weighed
from models.rules.settings import DEFAULTS
from models.rules.vocabulary import ActKind, Level, Stance, UnitKind
from models.rules.vocabulary_org import Concern
from tests.rules.made import TODAY, ago, person, unit

C, S, N, E, B, U = Stance


def told(*people: PersonFact, opportunity: int | None = None, back: int = 0) -> tuple[Weighed, ...]:
    return weighed(people, opportunity, ago(back), DEFAULTS)


@pytest.mark.parametrize(
    ("stance", "influence", "balance"),
    [
        (S, 3, Balance(ours=3)), (E, 4, Balance(theirs=4)), (B, 5, Balance(theirs=10)), (N, 4, Balance(undecided=4)),
        (U, 5, Balance(unknown=5)), (S, None, Balance(unweighed=1)), (C, 2, Balance(ours=4)),
    ],
)  # fmt: skip
def test_influence_counts_by_the_stance(stance: Stance, influence: int | None, balance: Balance) -> None:
    acts = (ActFact(ActKind.TIP, ago(1)),)
    assert total(told(person(1, stance, influence=influence, acts=acts))) == balance


@pytest.mark.parametrize(("act", "ours"), [(59, 10), (60, 10), (61, 5), (None, 5)])
def test_a_doubtful_champion_counts_as_a_supporter(act: int | None, ours: int) -> None:
    acts = (ActFact(ActKind.TIP, ago(act)),) if act is not None else ()
    assert total(told(person(1, StanceFact(C, ago(300)), influence=5, acts=acts))).ours == ours


def test_a_champion_was_one_when_he_still_acted() -> None:
    champion = person(1, StanceFact(C, ago(300)), influence=5, acts=(ActFact(ActKind.TIP, ago(200)),))
    assert [total(told(champion, back=each)).ours for each in (301, 250, 150, 0)] == [0, 10, 10, 5]


def test_the_stance_on_an_opportunity_goes_first() -> None:
    one = person(1, StanceFact(S, ago(9)), StanceFact(E, ago(5), opportunity=7), influence=2)
    assert total(told(one)) == Balance(ours=2)
    assert total(told(one, opportunity=7)) == Balance(theirs=2)


def test_a_day_in_the_past_knows_nothing_of_later() -> None:
    one = person(1, StanceFact(S, ago(20)), StanceFact(E, ago(5)), influence=3, since=ago(30))
    assert [total(told(one, back=each)) for each in (31, 25, 20, 6, 5)] == [
        Balance(), Balance(unknown=3), Balance(ours=3), Balance(ours=3), Balance(theirs=3),
    ]  # fmt: skip


def test_a_step_may_weigh_otherwise() -> None:
    people = (person(1, S, influence=3), person(2, E, influence=4))
    assert total(weighed(people, None, TODAY, DEFAULTS, {2: 1})) == Balance(ours=3, theirs=1)


def test_groups_sum_up_to_the_whole() -> None:
    people = (
        person(1, S, influence=3, level=Level.DECISION), person(2, E, influence=4, level=Level.OPERATION),
        person(3, influence=5, level=Level.DECISION), person(4, N),
    )  # fmt: skip
    found = told(*people)
    sums = by(found, lambda each: each.level)
    assert sums == {
        Level.DECISION: Balance(ours=3, unknown=5), Level.OPERATION: Balance(theirs=4), None: Balance(unweighed=1),
    }  # fmt: skip
    whole = Balance()
    for each in sums.values():
        whole |= each
    assert whole == total(found) and whole.net == -1


def test_days_are_those_on_which_anybody_moved() -> None:
    people = (person(1, StanceFact(S, ago(9)), StanceFact(E, ago(5), opportunity=7)), person(2, StanceFact(N, ago(5))))
    assert days(people, None, TODAY) == (ago(9), ago(5), TODAY)
    assert days(people, 7, TODAY, ago(7)) == (ago(7), ago(5), TODAY)
    assert days((), None, TODAY) == (TODAY,)
    assert days(people[1:], None, ago(6)) == (ago(6),)


def test_of_many_days_the_newest_are_told() -> None:
    one = person(1, *(StanceFact(S, ago(each)) for each in range(40, 0, -1)))
    assert days((one,), None, TODAY) == (*(ago(each) for each in range(MOST_DAYS - 1, 0, -1)), TODAY)
    assert len(days((one,), None, TODAY, ago(100))) == MOST_DAYS


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("财务部", Concern.FINANCE), ("信息中心", Concern.IT), ("生产技术部", Concern.PRODUCTION),
        ("招标中心", Concern.PURCHASING), ("基建部电气", Concern.ENGINEERING), ("Finance", Concern.FINANCE),
        ("IT", Concern.IT), ("Auditing", None), ("物业公司", Concern.PROPERTY), ("档案室", None), ("", None),
        ("North China power design institute", Concern.DESIGN),
    ],
)  # fmt: skip
def test_a_department_cares_about_what_its_name_says(name: str, code: Concern | None) -> None:
    assert concern(name) is code


@pytest.mark.parametrize(
    ("people", "stance"),
    [
        ((), U), (((S, 3),), S), (((S, 3), (E, 3)), N), (((S, 4), (E, 1)), S), (((S, 1), (N, 1)), N),
        (((E, 1), (N, 1)), E), (((B, 5), (S, 1)), B), (((U, 5), (S, 1)), S), (((S, None),), U), (((B, 2),), B),
    ],
)  # fmt: skip
def test_a_department_leans_as_its_weight_does(people: tuple[tuple[Stance, int | None], ...], stance: Stance) -> None:
    found = [Weighed(person(at), each, weight) for at, (each, weight) in enumerate(people)]
    assert leaning(found) is stance


def test_the_map_tells_departments_by_weight_and_what_nobody_knows_of_them() -> None:
    units = (
        unit(1, name="总部"), unit(2, name="财务部", parent=1), unit(3, name="档案室", parent=1),
        unit(4, UnitKind.COMMITTEE, name="评标委员会", members=frozenset({7})),
    )  # fmt: skip
    people = (
        person(7, S, unit=2, influence=4, contacts=1), person(8, unit=2), person(9, unit=None, influence=1),
        person(6, unit=3, placeholder=True),
    )  # fmt: skip
    found = {each.unit: each for each in departments(units, told(*people), {2: ("付款条件", 5)})}
    assert list(found) == [2, 4, 3, None]
    assert (found[2].written, found[2].concern, found[2].weight) == ("付款条件", Concern.FINANCE, 5)
    assert (found[2].people, found[2].missing) == ((7, 8), ("stance", "influence"))
    assert (found[4].people, found[4].missing) == ((7,), ("concern",))
    assert (found[3].people, found[3].seats, found[3].missing) == ((), (6,), ("people", "concern"))
    assert (found[None].balance, found[None].missing) == (Balance(unknown=1), ("contact", "stance"))
