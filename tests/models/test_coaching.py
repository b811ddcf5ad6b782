"""The coaches and the relationships of an account, as the sheets show them."""

from datetime import timedelta

from models.reads import coaching, relating
from models.rules.collecting import Known
from models.rules.settings import DEFAULTS
from models.rules.vocabulary import RelationshipGrade
from models.rules.vocabulary_ledger import IntelItem
from models.tables import AccountPlan, Act, Attitude, Competitor, InsideMark, Intel, OpportunityCompetitor
from tests.models.conftest import TODAY, Make, Queries


def test_coaches_their_acts_and_who_could_become_one(make: Make, queries: Queries) -> None:
    account = make.account()
    coach = make.person(account, "老郑")
    make.stance(coach, "champion", -100)
    make.row(Act, person=coach, kind="tip", date=TODAY - timedelta(90), text="对手来过")
    warm = make.person(account, "小何", trust="house_brand;person_honest")
    make.stance(warm, "supporter", -5)
    rival = make.row(Competitor, name="恒驰", strengths="价格")
    make.row(Attitude, person=warm, competitor=rival, stance="enemy")
    make.row(OpportunityCompetitor, account=account, competitor=rival, position="favoured", connections="老科长")
    make.row(Intel, account=account, item="project_size", person=warm, date=TODAY, text="三期")
    for days in (-9, -8, -7):
        make.visit(account, days, warm)
    found = coaching.coaching(account, None, TODAY, DEFAULTS)
    assert [(row.name, row.doubtful, [act.text for act in row.acts]) for row in found.coaches] == [
        ("老郑", True, ["对手来过"])
    ]
    assert [(row.name, row.found.reasons) for row in found.candidates] == [
        ("小何", ("supporter", "trusts_us", "against_competitor", "in_touch"))
    ]
    known = {each.item: each for each in found.checklist}
    assert known[IntelItem.PROJECT_SIZE].told and known[IntelItem.COMPETITORS_RELATIONS].known is Known.YES
    assert [(row.text, row.person_name) for row in found.told] == [("三期", "小何")]
    assert (found.visits, found.help) == (3, True)
    make.row(InsideMark, person=warm, inside="inside", date=TODAY)
    assert not coaching.coaching(account, None, TODAY, DEFAULTS).help
    few = queries.of(lambda: coaching.coaching(account, None, TODAY, DEFAULTS))
    for n in range(20):
        someone = make.person(account, f"人{n}")
        make.stance(someone, "champion", -3)
        make.row(Intel, account=account, item="decision_chain", person=someone, date=TODAY, text="见过")
    assert queries.of(lambda: coaching.coaching(account, None, TODAY, DEFAULTS)) == few


def test_what_was_told_of_one_opportunity_says_nothing_of_another(make: Make) -> None:
    account = make.account()
    here, there = make.opportunity(account), make.opportunity(account, "二期")
    make.row(Intel, account=account, opportunity=here, item="project_size", date=TODAY, text="三期")
    assert coaching.coaching(account, here, TODAY, DEFAULTS).told
    assert not coaching.coaching(account, there, TODAY, DEFAULTS).told


def test_relationships_stand_by_their_gap(make: Make, queries: Queries) -> None:
    account = make.account(company_grade="C")
    make.person(account, "甲", personal_grade="B", influence=5)
    boss = make.person(account, "乙", "decision_maker", trust="house_brand", relationship_stage="familiar")
    make.person(account, "丙", wanted_grade="A", personal_grade="B")
    found = relating.relating_of(account, None, TODAY, DEFAULTS)
    assert [(row.name, row.step.gap, row.step.wanted.why) for row in found.people] == [
        ("乙", 2, "decider"), ("丙", 1, "chosen"), ("甲", 0, "influence"),
    ]  # fmt: skip
    assert found.people[0].person == boss and found.people[0].trust and found.people[0].stage == "familiar"
    assert (found.company.grade, found.company.gap, found.company.wanted.why) == (RelationshipGrade.C, 1, "prospect")
    make.row(AccountPlan, account=account, year=TODAY.year, goal_company_grade="A")
    few = queries.of(lambda: relating.relating_of(account, None, TODAY, DEFAULTS))
    for n in range(20):
        make.person(account, f"人{n}")
    assert queries.of(lambda: relating.relating_of(account, None, TODAY, DEFAULTS)) == few
    planned = relating.relating_of(account, None, TODAY, DEFAULTS).company
    assert (planned.gap, planned.wanted.why) == (2, "plan")
