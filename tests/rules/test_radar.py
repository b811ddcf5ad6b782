import pytest

from models.rules.actions import agenda
from models.rules.facts import AccountFacts, StanceFact
from models.rules.radar_facts import AcceptedFact
from models.rules.risks import everything, risks
from models.rules.settings import DEFAULTS
from models.rules.vocabulary import DueKind, Stance
from tests.rules.made import TODAY, account, ago, deal, person

FELL = person(1, StanceFact(Stance.SUPPORTER, ago(90)), StanceFact(Stance.ENEMY, ago(9)))


def told(accepted: AcceptedFact) -> AccountFacts:
    return account(people=(FELL, person(2)), opportunities=(deal(7),), accepted=(accepted,))


@pytest.mark.parametrize(
    ("accepted", "rings"),
    [
        (AcceptedFact(1, "stance_fell", ago(5), None, 1), False),
        (AcceptedFact(1, "stance_fell", ago(9), None, 1), False),
        (AcceptedFact(1, "stance_fell", ago(10), None, 1), True),
        (AcceptedFact(1, "stance_fell", ago(5), None, 2), True),
        (AcceptedFact(1, "stance_fell", ago(5), 7, 1), True),
        (AcceptedFact(1, "silent", ago(5), None, 1), True),
    ],
)
def test_a_risk_is_silent_once_it_is_accepted_and_rings_when_it_arises_anew(
    accepted: AcceptedFact, rings: bool
) -> None:
    facts = told(accepted)
    assert ("stance_fell" in {risk.code for risk in risks(facts, TODAY, DEFAULTS)}) is rings
    held = [each for each in everything(facts, TODAY, DEFAULTS) if each.risk.code == "stance_fell"]
    assert len(held) == 1 and (held[0].accepted is None) is rings


def test_what_is_accepted_asks_for_nothing() -> None:
    def asked(facts: AccountFacts) -> set[str]:
        found = agenda(facts, TODAY, DEFAULTS)
        return {item.code for item in found.items if item.kind is DueKind.RISK}

    before = told(AcceptedFact(1, "none", TODAY))
    after = told(AcceptedFact(1, "stance_fell", TODAY, None, 1))
    assert asked(before) - asked(after) == {"learn_why"}


def test_the_last_word_on_a_risk_counts() -> None:
    first, last = AcceptedFact(1, "stance_fell", ago(8), None, 1), AcceptedFact(2, "stance_fell", ago(1), None, 1)
    facts = told(first)._replace(accepted=(last, first))
    held = [each.accepted for each in everything(facts, TODAY, DEFAULTS) if each.risk.code == "stance_fell"]
    assert held == [last]
