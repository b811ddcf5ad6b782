from models.rules.people import by_weight, deciders, ids, known, met, roles_of
from models.rules.vocabulary import Level, Role, UnitKind
from tests.rules.made import account, ago, person, unit

DECIDER = frozenset({Role.DECISION_MAKER})


def test_roles_on_an_opportunity_replace_the_usual_ones() -> None:
    both = person(1, roles=frozenset({Role.USER}), roles_on=((7, DECIDER), (8, frozenset())))
    assert roles_of(both, None) == roles_of(both, 9) == {Role.USER}
    assert roles_of(both, 7) == DECIDER
    assert roles_of(both, 8) == frozenset()


def test_met_is_any_contact_and_a_seat_is_never_met() -> None:
    assert not met(person(1))
    assert met(person(1, contacts=1))
    assert met(person(1, last_contact=ago(900)))
    assert not met(person(1, contacts=1, placeholder=True))


def test_people_go_by_weight_then_name() -> None:
    people = (
        person(1, name="b"),
        person(2, name="a"),
        person(3, name="z", influence=1),
        person(4, influence=5, placeholder=True),
    )
    assert ids(by_weight(people)) == (4, 3, 2, 1)
    assert ids(known(account(people=people))) == (3, 2, 1)


def test_who_decides_is_the_decision_level_or_the_role_and_of_the_house() -> None:
    people = (
        person(1, level=Level.DECISION),
        person(2, roles=DECIDER, contacts=1, influence=5),
        person(3, roles_on=((7, DECIDER),)),
        person(4, level=Level.DECISION, account=2),
        person(5, level=Level.MANAGEMENT, roles=frozenset({Role.INFLUENCER})),
        person(6, roles=DECIDER, placeholder=True),
    )
    facts = account(people=people)
    assert [d.people for d in deciders(facts, None)] == [(2,), (1,), (6,)]
    assert [(d.people, d.met) for d in deciders(facts, 7)] == [
        ((2,), True),
        ((1,), False),
        ((3,), False),
        ((6,), False),
    ]


def test_a_committee_is_met_with_half_its_members() -> None:
    for members, met_ones, reached in (
        (4, 1, False),
        (4, 2, True),
        (3, 1, False),
        (3, 2, True),
        (1, 1, True),
    ):
        people = tuple(person(i, level=Level.DECISION, contacts=int(i <= met_ones)) for i in range(1, members + 1))
        board = unit(9, UnitKind.COMMITTEE, members=frozenset(range(1, members + 1)))
        (only,) = deciders(account(people=people, units=(board,)), None)
        assert only.met is reached
        assert only.people == tuple(range(1, members + 1))
        assert only.unmet == tuple(range(met_ones + 1, members + 1))


def test_a_committee_nobody_is_known_of_decides_nothing_yet() -> None:
    assert deciders(account(units=(unit(9, UnitKind.COMMITTEE),)), None) == ()
    gone = unit(9, UnitKind.COMMITTEE, members=frozenset({77}))
    (only,) = deciders(account(units=(gone,)), None)
    assert (only.people, only.met) == ((), False)
    assert deciders(account(units=(unit(9, members=frozenset({77})),)), None) == ()
