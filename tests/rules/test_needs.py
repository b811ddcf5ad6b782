import pytest

from models.rules.facts import AskedFact, NeedFact
from models.rules.needs import bant_unknown, criteria_known, five_w, opportunity_of
from models.rules.vocabulary import AskingState, Bant, NeedKind, NeedState, W
from tests.rules.made import TODAY, account, deal


def asked(state: AskingState, letter: W, on: int | None = None) -> AskedFact:
    return AskedFact(1, 1, state, TODAY, w=frozenset({letter}), opportunity=on)


def test_opportunity_of() -> None:
    facts = account(opportunities=(deal(1), deal(2)))
    found = opportunity_of(facts, 2)
    assert found is not None and found.id == 2
    assert opportunity_of(facts, None) is None
    assert opportunity_of(facts, 3) is None


def test_five_w_knows_the_record_and_the_answers() -> None:
    facts = account(
        opportunities=(deal(1, known=frozenset({W.WHEN})), deal(2)),
        asked=(
            asked(AskingState.ANSWERED, W.WHO),
            asked(AskingState.ANSWERED, W.HOW, 1),
            asked(AskingState.ANSWERED, W.WHERE, 2),
            asked(AskingState.ASKED, W.WHY),
            asked(AskingState.CHOSEN, W.WHAT),
        ),
    )
    assert {w for w, yes in five_w(facts, 1).items() if yes} == {W.WHEN, W.WHO, W.HOW}
    assert {w for w, yes in five_w(facts, 2).items() if yes} == {W.WHO, W.WHERE}
    assert {w for w, yes in five_w(facts, None).items() if yes} == {W.WHO}
    assert list(five_w(account(), None)) == list(W)


def test_only_an_unknown_answer_leaves_bant_open() -> None:
    assert bant_unknown(deal()) == ("budget", "authority", "need", "timeline")
    answered = (
        ("need", Bant.NO),
        ("budget", Bant.PARTLY),
        ("timeline", Bant.YES),
        ("authority", Bant.UNKNOWN),
    )
    assert bant_unknown(deal(bant=answered)) == ("authority",)


@pytest.mark.parametrize(
    ("kind", "state", "on", "known"),
    [
        (NeedKind.CRITERION, NeedState.OPEN, None, True),
        (NeedKind.CRITERION, NeedState.MET, 1, True),
        (NeedKind.CRITERION, NeedState.OPEN, 2, False),
        (NeedKind.CRITERION, NeedState.DROPPED, 1, False),
        (NeedKind.NEED, NeedState.OPEN, 1, False),
    ],
)
def test_criteria_count_for_their_opportunity(kind: NeedKind, state: NeedState, on: int | None, known: bool) -> None:
    facts = account(needs=(NeedFact(1, kind, "load", state, opportunity=on),))
    assert criteria_known(facts, 1) is known
