from models.rules.facts import (
    CompetitorFact,
    RelationFact,
    StanceFact,
)
from models.rules.risks import risks, warnings
from models.rules.settings import DEFAULTS
from models.rules.vocabulary import (
    GiftPolicy,
    Outcome,
    Position,
    RelationKind,
    Role,
    Severity,
    Stance,
)
from tests.rules.made import TODAY, account, ago, change, deal, person

OPEN = (deal(7, recorded=ago(40)),)
DECIDER = frozenset({Role.DECISION_MAKER})
S, N, E, C = Stance.SUPPORTER, Stance.NEUTRAL, Stance.ENEMY, Stance.CHAMPION


def test_an_account_with_nothing_to_decide_is_calm() -> None:
    quiet = account(
        people=(person(1, roles=DECIDER), person(2, contacts=1)),
        opportunities=(deal(7, outcome=Outcome.LOST),),
        competitors=(CompetitorFact(1, "X", Position.FAVOURED),),
        recorded=ago(900),
    )
    assert risks(quiet, TODAY, DEFAULTS) == risks(account(), TODAY, DEFAULTS) == ()


def test_the_gravest_come_first_then_the_oldest() -> None:
    facts = account(
        people=(person(1, S), person(2, StanceFact(N, ago(90)), StanceFact(E, ago(9)))),
        events=(change(1, 3), change(2, 30, 1)),
        opportunities=(deal(7, recorded=ago(40)),),
        complaints=(4,),
    )
    assert [(r.code, r.severity) for r in risks(facts, TODAY, DEFAULTS)] == [
        ("complaint_open", "high"),
        ("champion_moved", "high"),
        ("personnel_change", "high"),
        ("single_thread", "high"),
        ("decision_level_unmet", "medium"),
        ("stance_fell", "medium"),
        ("personnel_change", "medium"),
        ("chain_out_of_control", "low"),
    ]
    assert all(Severity(r.severity) for r in risks(facts, TODAY, DEFAULTS))


def test_the_brief_opens_in_its_order() -> None:
    facts = account(
        gift_policy=GiftPolicy.FORBIDDEN,
        complaints=(4,),
        people=(person(1, StanceFact(C, ago(90)), taboo="golf"), person(2)),
        relations=(RelationFact(1, 2, RelationKind.RIVAL),),
        events=(change(1, 3),),
        opportunities=OPEN,
    )
    order = [
        "gift_policy",
        "complaint_open",
        "landmine",
        "landmine",
        "taboo",
        "personnel_change",
        "single_thread",
        "decision_level_unmet",
        "champion_doubtful",
    ]
    assert [w.code for w in warnings(facts, risks(facts, TODAY, DEFAULTS))] == order
    meeting_two = [w.code for w in warnings(facts, risks(facts, TODAY, DEFAULTS), {2})]
    assert meeting_two == [*order[:2], "landmine", *order[5:]]
    assert warnings(account(), risks(account(), TODAY, DEFAULTS)) == ()
