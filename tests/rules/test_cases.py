"""The five worked cases of the method: what the rules must say of each."""


from models.rules.actions import next_action
from models.rules.coach import candidates
from models.rules.coverage import coverage, gaps
from models.rules.facts import (
    AccountFacts,
    CompetitorFact,
    Finding,
    InsideFact,
    PersonFact,
    RelationFact,
    StanceFact,
)
from models.rules.funnel import totals
from models.rules.gifts import verdict
from models.rules.landmines import landmines
from models.rules.questions import ranked
from models.rules.risks import risks, warnings
from models.rules.settings import DEFAULTS
from models.rules.stances import columns
from models.rules.vocabulary import (
    EventKind,
    GiftKind,
    GiftPolicy,
    Inside,
    Level,
    Personality,
    Position,
    RelationKind,
    RelationshipGrade,
    Role,
    Severity,
    Stance,
    Step,
    UnitKind,
)
from tests.rules.made import TODAY, account, ago, change, deal, person, unit

HUANG, LIU, MA, ZHANG, TENDER_SEAT, DESIGN_SEAT = 1, 2, 3, 4, 5, 6


def codes(found: tuple[Finding, ...]) -> list[str]:
    return [f.code for f in found]


def the(code: str, found: tuple[Finding, ...]) -> Finding:
    return next(f for f in found if f.code == code)


def grid_bureau() -> AccountFacts:
    """C1: North China grid bureau with its branch Langfang."""
    return account(
        industry="power_grid",
        units=(
            unit(1, UnitKind.COMPANY),
            unit(2, name="网络调度中心", parent=1),
            unit(3, name="生产技术部", parent=1),
            unit(4, name="基建部", parent=1),
            unit(5, UnitKind.DEPARTMENT, name="招标中心", parent=1),
            unit(6, UnitKind.OUTSIDE_BODY, name="华北电力设计院"),
        ),
        people=(
            person(HUANG, Stance.NEUTRAL, name="黄主任", unit=2, roles=frozenset({Role.GATEKEEPER}),
                   influence=5, likes_us=True, grade=RelationshipGrade.B, personality=Personality.C,
                   contacts=1, last_contact=ago(20)),
            person(LIU, StanceFact(Stance.ENEMY, ago(10), competitor=7), name="刘工", unit=3,
                   roles=frozenset({Role.TECHNICAL}), influence=4, contacts=1, last_contact=ago(10)),
            person(MA, Stance.NEUTRAL, name="马工", unit=4, roles=frozenset({Role.USER}), influence=3),
            person(ZHANG, Stance.SUPPORTER, account=2, name="张科长", roles=frozenset({Role.USER}),
                   influence=3, likes_us=True, contacts=1, last_contact=ago(40)),
            person(TENDER_SEAT, name="", placeholder=True, unit=5, roles=frozenset({Role.PURCHASER})),
            person(DESIGN_SEAT, name="", placeholder=True, unit=6, level=Level.DESIGN_INSTITUTE),
        ),
        opportunities=(deal(1, amount=280_000_000, recorded=ago(50)),),
        competitors=(CompetitorFact(7, "某厂", Position.FAVOURED, 1),),
        last_contact=ago(10),
    )  # fmt: skip


def test_c1_says_who_is_missing() -> None:
    found = gaps(grid_bureau(), 1, TODAY, DEFAULTS)
    assert codes(found)[:2] == ["role_missing:decision_maker", "no_contact"]
    without = the("no_contact", found)
    assert dict(without.detail)["units"] == "招标中心 / 华北电力设计院"
    assert set(without.people) == {MA, TENDER_SEAT, DESIGN_SEAT}
    assert set(the("personality_unknown", found).people) == {LIU, MA, ZHANG}
    assert the("role_missing:purchaser", found).people == (TENDER_SEAT,)
    assert "stance_unknown" not in codes(found)


def test_c1_proposes_huang_and_zhang_as_coaches_and_says_why() -> None:
    found = candidates(grid_bureau(), TODAY, DEFAULTS)
    assert [c.person for c in found] == [ZHANG, HUANG]
    assert found[0].reasons == ("supporter", "likes_us", "working_role", "in_touch")
    assert found[1].reasons == ("likes_us", "relationship", "working_role", "in_touch")
    assert set(the("coach_candidate", gaps(grid_bureau(), 1, TODAY, DEFAULTS)).people) == {HUANG, ZHANG}


def test_c1_board() -> None:
    assert columns(grid_bureau().people, 1) == {
        Stance.CHAMPION: (),
        Stance.SUPPORTER: (ZHANG,),
        Stance.NEUTRAL: (HUANG, MA),
        Stance.ENEMY: (LIU,),
        Stance.BLOCKER: (),
        Stance.UNKNOWN: (TENDER_SEAT, DESIGN_SEAT),
    }


def test_c1_coverage_and_risks_are_sensible() -> None:
    seen = coverage(grid_bureau(), 1, TODAY, DEFAULTS)
    assert not seen.decision_met and seen.reached_percent == 0 and seen.deciders == ()
    assert seen.neglected == ()
    assert the("competitor_stirs", risks(grid_bureau(), TODAY, DEFAULTS)).people == (LIU,)
    action = next_action(grid_bureau(), TODAY, DEFAULTS)
    assert action is not None and action.why


def test_c1_questions_say_why() -> None:
    class Q:
        def __init__(self, key: int, level: str, gap: str, role: str, industry: str = "") -> None:
            self.id, self.level, self.spin, self.w = key, level, "situation", ()
            self.gaps, self.roles = (gap,), (role,)
            self.industries = (industry,) if industry else ()
            self.personality, self.phase = (), ()

    library = [
        Q(1, "broad_open", "role_missing:decision_maker", "gatekeeper"),
        Q(2, "broad_open", "criteria_missing", "technical", "bank"),
        Q(3, "target_closed", "bant:budget", "decision_maker"),
    ]
    huang = grid_bureau().people[0]
    found = ranked(library, grid_bureau(), huang, 1, TODAY, DEFAULTS)
    assert [r.question_id for r in found] == [1, 3]
    assert found[0].why == ("gap:role_missing:decision_maker", "role:gatekeeper", "next_level:broad_open")


LIU_VICE, WANG, MANAGER = 1, 2, 3


def listed_company(liu: PersonFact | None = None) -> AccountFacts:
    """C2 before the loss: Liu promises, a new general manager gives the tender to technology."""
    friend = liu or person(
        LIU_VICE, StanceFact(Stance.CHAMPION, ago(300)), name="刘副总", unit=1, level=Level.MANAGEMENT,
        influence=3, contacts=9, last_contact=ago(5), insides=(InsideFact(Inside.INSIDE, ago(300)),),
    )  # fmt: skip
    return account(
        units=(unit(1), unit(2, name="技术部"), unit(3, UnitKind.COMPANY)),
        people=(
            friend,
            person(WANG, name="王总工", unit=2, roles=frozenset({Role.TECHNICAL}), influence=5),
            person(MANAGER, name="总经理", unit=3, level=Level.DECISION,
                   roles=frozenset({Role.DECISION_MAKER}), influence=5),
        ),
        events=(change(1, 6, MANAGER), change(2, 3, LIU_VICE)),
        opportunities=(deal(1, amount=300_000_000, step=Step.PROPOSAL, recorded=ago(30)),),
        last_contact=ago(5),
        visits=9,
    )  # fmt: skip


def test_c2_warns_before_the_loss() -> None:
    opening = warnings(listed_company(), risks(listed_company(), TODAY, DEFAULTS))
    assert codes(opening) == [
        "personnel_change",
        "personnel_change",
        "single_thread",
        "decision_level_unmet",
        "champion_doubtful",
    ]
    assert all(w.severity == Severity.HIGH for w in opening[:4])
    assert the("single_thread", opening).people == (LIU_VICE,)
    assert the("decision_level_unmet", opening).people == (MANAGER,)


def test_c2_says_that_the_champion_moved() -> None:
    moved = the("champion_moved", risks(listed_company(), TODAY, DEFAULTS))
    assert (moved.people, moved.since, moved.severity) == ((LIU_VICE,), ago(3), Severity.HIGH)


def test_c2_still_says_so_once_liu_is_marked_down() -> None:
    gone = person(LIU_VICE, StanceFact(Stance.CHAMPION, ago(300)), StanceFact(Stance.UNKNOWN, ago(1)))
    assert "champion_moved" in codes(risks(listed_company(gone), TODAY, DEFAULTS))


def test_c2_shows_wang_and_the_general_manager_as_gaps() -> None:
    found = gaps(listed_company(), 1, TODAY, DEFAULTS)
    assert set(the("no_contact", found).people) == {WANG, MANAGER}
    assert set(the("stance_unknown", found).people) == {WANG, MANAGER}
    assert the("stance_unknown", found).severity == Severity.HIGH


def test_c2_sends_us_to_the_general_manager_and_wang() -> None:
    action = next_action(listed_company(), TODAY, DEFAULTS)
    assert action is not None
    assert action.code == "meet_decision_level"
    assert action.people == (MANAGER, WANG)
    assert {"single_thread", "decision_level_unmet"} <= set(action.why)


DIRECTOR, DEPUTY = 1, 2


def telecom_bureau(suspected: bool) -> AccountFacts:
    """C3: the new director and the deputy who used to decide."""
    return account(
        people=(
            person(DIRECTOR, name="新局长", level=Level.DECISION, influence=5,
                   roles=frozenset({Role.DECISION_MAKER}), contacts=1, last_contact=ago(2)),
            person(DEPUTY, Stance.NEUTRAL, name="副局长", level=Level.DECISION, influence=4,
                   contacts=6, last_contact=ago(9)),
        ),
        relations=(RelationFact(DIRECTOR, DEPUTY, RelationKind.RIVAL, suspected),),
        events=(change(1, 20, DIRECTOR),),
        opportunities=(deal(1),),
    )  # fmt: skip


def test_c3_warns_the_director_s_visitor_not_to_mention_the_deputy() -> None:
    for suspected, certainty in ((True, "suspected"), (False, "known")):
        (found,) = landmines(telecom_bureau(suspected), {DIRECTOR})
        assert found.code == "landmine" and found.people == (DIRECTOR, DEPUTY)
        assert dict(found.detail)["certainty"] == certainty
        opening = warnings(telecom_bureau(suspected), risks(telecom_bureau(suspected), TODAY, DEFAULTS), {DIRECTOR})
        assert codes(opening)[:2] == ["landmine", "personnel_change"]


def test_c3_keeps_the_director_s_stance_a_question() -> None:
    found = gaps(telecom_bureau(True), 1, TODAY, DEFAULTS)
    assert the("stance_unknown", found).people == (DIRECTOR,)


def test_c3_judges_the_invitation_by_the_policy() -> None:
    judged = verdict(GiftPolicy.UNKNOWN, None, 0, GiftKind.INVITATION, 200_000)
    assert (judged.outcome, judged.reason) == ("refused", "policy_unknown")


def test_c4_is_worth_437_5_of_950() -> None:
    table = [(100, 25), (50, 75), (10, 75), (120, 50), (300, 50)]
    table += [(150, 25), (40, 50), (60, 25), (100, 75), (20, 50)]
    deals = [deal(i, amount=wan * 1_000_000, probability=p) for i, (wan, p) in enumerate(table)]
    funnel = totals(deals, DEFAULTS)
    assert (funnel.total, funnel.weighted) == (950_000_000, 437_500_000)


PURCHASING, BUYER, NEW_DEPUTY = 1, 2, 3


def electronics() -> AccountFacts:
    """C5: a new deputy head of purchasing decrees business meals only."""
    return account(
        gift_policy=GiftPolicy.BUSINESS_MEALS_ONLY,
        gift_policy_source="致供应商函",
        gift_policy_date=ago(15),
        gifts_refused=(ago(3),),
        complaints=(99,),
        people=(
            person(PURCHASING, Stance.SUPPORTER, name="采购部长", unit=1, level=Level.MANAGEMENT, contacts=40,
                   roles=frozenset({Role.PURCHASER}), influence=3, last_contact=ago(10)),
            person(BUYER, Stance.SUPPORTER, name="采购员", unit=2, contacts=90, last_contact=ago(3)),
            person(NEW_DEPUTY, name="新副部长", unit=1, roles=frozenset({Role.PURCHASER}), influence=5),
        ),
        units=(unit(1), unit(2)),
        events=(change(1, 20, NEW_DEPUTY), change(2, 15, kind=EventKind.POLICY_CHANGE)),
        opportunities=(deal(1),),
    )  # fmt: skip


def test_c5_opens_with_the_policy() -> None:
    opening = warnings(electronics(), risks(electronics(), TODAY, DEFAULTS))
    assert codes(opening)[:3] == ["gift_policy", "complaint_open", "personnel_change"]
    assert dict(opening[0].detail) == {
        "policy": "business_meals_only",
        "source": "致供应商函",
        "refused": 1,
    }


def test_c5_never_lets_a_hint_pass_silently() -> None:
    hint = verdict(GiftPolicy.BUSINESS_MEALS_ONLY, None, 0, GiftKind.REQUEST, None)
    assert (hint.allowed, hint.reason) == (False, "request_against_policy")
    meal = verdict(GiftPolicy.BUSINESS_MEALS_ONLY, None, 0, GiftKind.BUSINESS_MEAL, 30_000)
    assert meal.allowed


def test_c5_has_the_new_deputy_as_a_grave_gap_and_event() -> None:
    found = gaps(electronics(), 1, TODAY, DEFAULTS)
    assert the("stance_unknown", found).people == (NEW_DEPUTY,)
    assert the("stance_unknown", found).severity == Severity.HIGH
    event = the("personnel_change", risks(electronics(), TODAY, DEFAULTS))
    assert (event.people, event.severity) == ((NEW_DEPUTY,), Severity.HIGH)
    newcomer = electronics()._replace(complaints=())
    action = next_action(newcomer, TODAY, DEFAULTS)
    assert action is not None and NEW_DEPUTY in action.people
