"""Finding the key decision maker: grounds, who fits them and why, what nobody knows (P14)."""

import pytest

from models.rules.decider import Answered, Proposed, grounds, proposed, unknown
from models.rules.facts import AccountFacts, ChainFact, LinkFact, PersonFact, RelationFact
from models.rules.figure_facts import FigureFact
from models.rules.vocabulary import Level, Personality, RelationKind, Role, Stance, UnitKind
from models.rules.vocabulary_org import Ground, GroundAnswer
from tests.rules.made import account, deal, person, unit

A = GroundAnswer
HEAD = person(1, level=Level.DECISION)
MANAGER = person(2, level=Level.MANAGEMENT, roles=frozenset({Role.TECHNICAL}))


def found(facts: AccountFacts, *answers: GroundAnswer, opportunity: int | None = None) -> tuple[Proposed, ...]:
    return proposed(facts, opportunity, tuple(Answered(answer.ground, answer) for answer in answers))


@pytest.mark.parametrize(
    ("people", "answers", "first", "reasons"),
    [
        ((HEAD, MANAGER), (), (1,), ("level",)),
        ((HEAD, MANAGER), (A.CENTRALISED, A.HANDS_ON, A.LARGE), (1,), ("level", "centralised", "hands_on", "large")),
        ((HEAD, MANAGER), (A.DELEGATED, A.SMALL), (2,), ("delegated", "small")),
        ((person(3, roles=frozenset({Role.DECISION_MAKER}), influence=5), HEAD), (), (3,), ("role", "influence")),
        ((HEAD._replace(placeholder=True),), (), (1,), ("level",)),
    ],
)
def test_who_decides_follows_from_the_grounds(
    people: tuple[PersonFact, ...], answers: tuple[GroundAnswer, ...], first: tuple[int, ...], reasons: tuple[str, ...]
) -> None:
    best = found(account(people=people), *answers)[0]
    assert (best.people, best.reasons) == (first, reasons)


def test_nobody_is_proposed_without_a_ground() -> None:
    assert found(account(people=(person(1, influence=5), person(2, roles=frozenset({Role.INFLUENCER}))))) == ()
    assert found(account(people=(person(1, account=2, level=Level.DECISION),))) == ()


def test_a_committee_decides_where_all_sit_together() -> None:
    committee = unit(4, UnitKind.COMMITTEE, members=frozenset({1, 2, 99}))
    best = found(account(people=(HEAD, MANAGER), units=(committee,)), A.COLLECTIVE)[0]
    assert (best.unit, best.people, best.reasons, best.unknown) == (4, (1, 2), ("committee", "collective"), ("met",))


def test_who_stands_at_the_top_or_is_the_key_of_the_chain_is_proposed() -> None:
    reports = (RelationFact(2, 1, RelationKind.REPORTS_TO), RelationFact(3, 2, RelationKind.REPORTS_TO))
    people = (person(1), person(2), person(3), person(4))
    chains = (ChainFact(7, (LinkFact(1, 2, None), LinkFact(2, 4, None, key=True))),)
    facts = account(people=people, relations=reports, chains=chains, opportunities=(deal(7),))
    assert [(each.people, each.reasons) for each in found(facts, opportunity=7)] == [
        ((1,), ("top",)), ((4,), ("chain_key",)),
    ]  # fmt: skip
    assert [each.people for each in found(facts)] == [(1,)]


def test_what_nobody_knows_of_him_is_told() -> None:
    known = person(
        1, Stance.NEUTRAL, level=Level.DECISION, contacts=1, personality=Personality.D, reachable=True,
    )  # fmt: skip
    people = (known, HEAD._replace(id=2), HEAD._replace(id=3, placeholder=True))
    told = {each.people[0]: each.unknown for each in found(account(people=people))}
    assert told == {1: (), 2: ("stance", "met", "personality", "contact"), 3: ("name",)}


@pytest.mark.parametrize(
    ("amount", "spend", "answer"),
    [
        (30, 100, A.LARGE), (29, 100, A.MEDIUM), (10, 100, A.MEDIUM), (9, 100, A.SMALL), (None, 100, None),
        (5, None, None),
    ],
)  # fmt: skip
def test_the_share_follows_from_the_figures(amount: int | None, spend: int | None, answer: GroundAnswer | None) -> None:
    figures = (FigureFact(2022, total_spend=1), FigureFact(2023, total_spend=spend)) if spend else ()
    facts = account(opportunities=(deal(7, amount=amount),), figures=figures)
    share = {each.ground: each for each in grounds(facts, 7, {})}[Ground.SHARE]
    assert (share.answer, share.derived) == (answer, answer is not None)


def test_what_was_entered_goes_before_the_figures_and_the_rest_is_open() -> None:
    facts = account(opportunities=(deal(7, amount=90),), figures=(FigureFact(2023, total_spend=100),))
    entered = Answered(Ground.SHARE, A.SMALL, row=5, note="年报")
    answered = grounds(facts, 7, {Ground.SHARE: entered})
    assert answered[-1] == entered and [each.ground for each in answered] == list(Ground)
    assert unknown(answered, ()) == ("governance", "expertise", "style", "nobody")


def test_two_who_may_decide_alike_are_not_clear() -> None:
    two = found(account(people=(HEAD, HEAD._replace(id=2))))
    assert unknown((), two) == ("several",) and unknown((), two[:1]) == ()


@pytest.mark.parametrize("answer", list(GroundAnswer))
def test_every_answer_is_of_one_ground(answer: GroundAnswer) -> None:
    assert answer.ground in Ground
