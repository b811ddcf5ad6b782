"""What the rules are told about accounts is complete, and costs the same however much there is."""

from contextlib import closing
from datetime import timedelta

import pytest

from models import base, engine
from models.reads import facts, library, questions, thresholds
from models.reads.rows import told
from models.rules.clock import Yearly
from models.rules.facts import AccountFacts
from models.rules.vocabulary import Bant, Party, Role, Spin, Stance, VisitKind, W
from models.tables.accounts import Account
from models.tables.opportunities import InsideMark, Opportunity, PersonRole
from models.tables.people import AccountEvent, Act, CommitteeMember
from models.tables.questions import Asking, Need, Question
from models.tables.team import Setting
from models.tables.visits import Gift
from tests.models.conftest import TODAY, Make, Queries


def test_an_account_that_is_gone_has_no_facts(make: Make) -> None:
    assert facts.facts([99], TODAY) == {}
    with pytest.raises(LookupError):
        facts.one(99, TODAY)


def test_an_account_tells_its_own_fields(make: Make) -> None:
    owner = make.member()
    account = make.account(
        "华北局", industry="power_grid", owner=owner, company_grade="B", source="tender", phone="010-1234567",
        gift_policy="limit", gift_limit=20000,
    )
    told = facts.one(account, TODAY)
    assert (told.name, told.industry, told.owner, told.company_grade) == ("华北局", "power_grid", owner, "B")
    assert told.passive_source and told.has_contact
    assert (told.gift_policy, told.gift_limit) == ("limit", 20000)
    assert told.people == () and told.last_contact is None and told.visits == 0


def test_a_person_is_told_with_roles_stances_marks_and_contacts(make: Make) -> None:
    account = make.account()
    deal = make.opportunity(account)
    person = make.person(account, "刘工", "technical gatekeeper", level="management", influence=4,
                         personality="C", needs="security;money", birthday="1970-05-06", phone="1391")
    make.row(PersonRole, person=person, opportunity=deal, role="decision_maker")
    make.stance(person, "neutral", -5)
    make.stance(person, "enemy", -20, evidence="说过", opportunity=deal)
    make.row(Act, person=person, kind="tip", date=TODAY)
    make.row(InsideMark, person=person, inside="inside", date=TODAY)
    make.visit(account, -9, person)
    make.visit(account, -3, person, kind="phone")
    make.visit(account, 4, person, state="planned")
    told = facts.one(account, TODAY).people[0]
    assert told.roles == {Role.TECHNICAL, Role.GATEKEEPER}
    assert told.roles_on == ((deal, frozenset({Role.DECISION_MAKER})),)
    assert [(s.stance, s.opportunity) for s in told.stances] == [("enemy", deal), ("neutral", None)]
    assert (told.birthday, told.needs, told.reachable) == (Yearly(5, 6), ("security", "money"), True)
    assert (told.last_contact, told.contacts) == (TODAY - timedelta(3), 2)
    assert len(told.acts) == len(told.insides) == 1


def test_each_account_is_told_with_all_below_it(make: Make, queries: Queries) -> None:
    top = make.account("总部")
    left, right = make.account("左", parent=top), make.account("右", parent=top)
    low = make.account("低", parent=left)
    alone = make.account("另一家")
    asked = [left, top, alone, low, 99]
    assert facts.houses(asked) == {
        left: (left, low), top: (top, left, right, low), alone: (alone,), low: (low,), 99: (99,),
    }  # fmt: skip
    assert queries.of(lambda: facts.houses(asked)) == 1


def test_a_long_chain_costs_one_query_and_a_row_for_each_account(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    chain = [make.account("层0")]
    for level in range(1, 120):
        chain.append(make.account(f"层{level}", parent=chain[-1]))
    read: list[int] = []

    def counted(sql: str) -> list[tuple[object, ...]]:
        found = told(sql)
        read.append(len(found))
        return found

    monkeypatch.setattr("models.reads.facts.told", counted)
    found = facts.houses(chain)
    assert read == [120]
    assert found[chain[0]] == tuple(chain)
    assert found[chain[60]] == tuple(chain[60:])


def test_only_visits_face_to_face_count_but_every_contact_is_one(make: Make) -> None:
    account, deal = make.account(), 0
    deal = make.opportunity(account)
    for days in range(-20, -13):
        make.visit(account, days, opportunity=deal)
    make.visit(account, -2, kind="online")
    make.visit(account, 40)
    told = facts.one(account, TODAY)
    assert (told.visits, told.last_contact) == (7, TODAY - timedelta(2))
    assert told.opportunities[0].visits == 7
    assert told.opportunities[0].last_contact == TODAY - timedelta(14)
    assert [v.kind for v in told.recent_visits] == [VisitKind.ONLINE] + [VisitKind.VISIT] * 4
    assert [v.date for v in told.recent_visits] == sorted((v.date for v in told.recent_visits), reverse=True)


def test_planned_visits_come_earliest_first_with_their_people(make: Make) -> None:
    account = make.account()
    one, two = make.person(account), make.person(account, "刘工")
    later = make.visit(account, 9, two, one, state="planned")
    sooner = make.visit(account, 2, state="planned")
    told = facts.one(account, TODAY).planned
    assert [v.id for v in told] == [sooner, later]
    assert told[1].people == (two, one)


def test_promises_come_by_due_date_and_only_open_ones(make: Make) -> None:
    account = make.account()
    undated = make.promise(account, days=None, by="them")
    late = make.promise(account, days=9)
    soon = make.promise(account, days=-1, next_step=True)
    make.promise(account, state="done")
    told = facts.one(account, TODAY).promises
    assert [p.id for p in told] == [soon, late, undated]
    assert told[0].next_step and told[2].by is Party.THEM


def test_a_complaint_is_open_while_planned_or_while_something_promised_for_it_is(make: Make) -> None:
    account = make.account()
    planned = make.visit(account, 0, kind="complaint", state="planned")
    waiting = make.visit(account, -3, kind="complaint")
    make.promise(account, visit=waiting)
    make.visit(account, -30, kind="complaint")
    assert facts.one(account, TODAY).complaints == (planned, waiting)


def test_fields_of_a_record_answer_5w2h(make: Make) -> None:
    account = make.account()
    make.opportunity(account)
    make.opportunity(account, amount=1, expected_date=TODAY, need="继保", need_cause="老化", place="廊坊",
                     route="owner_decides_owner_buys", bant_need="yes")
    make.person(account, "", "decision_maker", placeholder=True)
    bare, full = facts.one(account, TODAY).opportunities
    assert bare.known == frozenset()
    assert full.known == set(W) - {W.WHO}
    assert dict(full.bant)["need"] is Bant.YES
    make.person(account, "局长", "decision_maker")
    assert W.WHO in facts.one(account, TODAY).opportunities[0].known


def test_a_group_can_include_the_people_of_all_branches(make: Make) -> None:
    group = make.account()
    branch = make.account("廊坊局", parent=group)
    below = make.account("霸州站", parent=branch)
    people = [make.person(house) for house in (group, branch, below)]
    make.relation(people[1], people[2], "ally")
    make.unit(branch)
    make.opportunity(branch)
    alone = facts.one(group, TODAY)
    whole = facts.one(group, TODAY, include_branches=True)
    assert [p.id for p in alone.people] == people[:1]
    assert [(p.id, p.account) for p in whole.people] == list(zip(people, (group, branch, below), strict=True))
    assert len(whole.units) == len(whole.relations) == 1
    assert whole.opportunities == ()


def test_a_ring_of_parents_does_not_hang(make: Make) -> None:
    one = make.account()
    two = make.account("廊坊局", parent=one)
    Account.update(parent=two).where(Account.id == one).execute()
    assert facts.houses([one]) == {one: (one, two)}


def test_units_competitors_needs_events_and_gifts_are_told(make: Make) -> None:
    account = make.account()
    person = make.person(account)
    unit = make.unit(account, kind="committee")
    make.row(CommitteeMember, unit=unit, person=person)
    make.rival(account, position="incumbent")
    make.row(Need, account=account, kind="criterion", text="5 年质保")
    make.row(AccountEvent, account=account, kind="reorganisation", date=TODAY, text="合并")
    make.row(Gift, account=account, date=TODAY, kind="gift", what="茶", verdict="asked")
    make.row(Gift, account=account, date=TODAY, kind="gift", what="茶", verdict="allowed")
    told = facts.one(account, TODAY)
    assert told.units[0].members == {person}
    assert told.competitors[0].name == "某厂"
    assert told.needs[0].text == "5 年质保" and told.events[0].text == "合并"
    assert told.gifts_refused == (TODAY,)


def test_a_question_is_known_by_the_library_or_by_our_own_words_for_it(make: Make) -> None:
    account = make.account()
    person = make.person(account)
    shipped = min(library.shipped())
    own = make.row(Question, level="target_open", spin="implication", w="when;who", zh="何时定？")
    for question in (shipped, library.OWN + own, 0):
        make.row(Asking, account=account, person=person, question=question, date=TODAY, state="asked")
    known, ours, free = facts.one(account, TODAY).asked
    assert known.level == library.shipped()[shipped].level
    assert (ours.level, ours.spin, ours.w) == ("target_open", Spin.IMPLICATION, frozenset({W.WHEN, W.WHO}))
    assert (free.level, free.spin, free.w) == ("", None, frozenset())


def test_the_number_of_queries_does_not_depend_on_what_is_there(make: Make, queries: Queries) -> None:
    accounts = [make.account(f"局{n}") for n in range(20)]
    empty = queries.of(lambda: facts.facts(accounts, TODAY))
    for account in accounts:
        people = [make.person(account, f"人{n}", "user") for n in range(4)]
        for person in people:
            make.stance(person, Stance.NEUTRAL)
            make.visit(account, -3, person)
        make.opportunity(account)
        make.promise(account)
    assert queries.of(lambda: facts.facts(accounts, TODAY)) == empty <= 23
    assert queries.of(lambda: facts.facts(accounts[:1], TODAY)) == empty
    assert queries.of(lambda: facts.facts(accounts, TODAY, include_branches=True)) == empty + 1


def test_settings_are_the_stored_ones_over_the_defaults(make: Make) -> None:
    make.row(Setting, key="contact_days", value="45")
    make.row(Setting, key="our_company", value="某某公司")
    assert thresholds.settings().contact_days == 45
    assert thresholds.settings().probability_lead == 25


def test_a_signed_opportunity_is_told_as_it_stands(make: Make) -> None:
    account = make.account()
    make.row(Opportunity, account=account, name="x", outcome="won", signed_date=TODAY, delivered_date=TODAY)
    told = facts.one(account, TODAY).opportunities[0]
    assert (told.outcome, told.signed, told.delivered, told.phase) == ("won", TODAY, True, None)


def test_a_tree_of_needs_is_told_in_order_however_deep(make: Make) -> None:
    account = make.account()
    last = make.row(Need, account=account, kind="problem", text="层0")
    for level in range(1, 1200):
        last = make.row(Need, account=account, kind="need", text=f"层{level}", parent=last)
    first = make.row(Need, account=account, kind="problem", text="先", priority=1)
    told = questions.needs(account)
    assert [(row.id, row.depth) for row in told[:3]] == [(first, 0), (first - 1200, 0), (first - 1199, 1)]
    assert (told[-1].id, told[-1].depth) == (last, 1199)


def test_many_visits_take_no_more_questions_and_the_newest_are_told(make: Make, queries: Queries) -> None:
    account = make.account()
    person = make.person(account)
    make.visit(account, -1, person)
    few = queries.of(lambda: facts.one(account, TODAY))
    same_day = [make.visit(account, -2, person) for _ in range(8)]
    coming = make.visit(account, -30, person, state="planned")
    make.visit(account, -1, person, state="cancelled")
    assert queries.of(lambda: facts.one(account, TODAY)) == few
    told = facts.one(account, TODAY)
    assert [visit.id for visit in told.recent_visits] == [1, *reversed(same_day[-4:])]
    assert [visit.id for visit in told.planned] == [coming]
    assert (told.visits, told.people[0].contacts, told.last_contact) == (9, 9, TODAY - timedelta(1))


@pytest.mark.on_file
def test_a_thread_that_only_reads_has_at_hand_what_it_read_last(make: Make, queries: Queries) -> None:
    account = make.account()
    make.person(account)

    def read() -> AccountFacts:
        return facts.one(account, TODAY)

    assert read() is not read(), "who may write reads anew"
    base.reader()
    first = read()
    assert queries.of(read) == 0 and read() is first
    with closing(engine.sqlite.connect(base.db.obj.path)) as other:
        other.execute("UPDATE person SET name = '新人'")
        other.commit()
    assert read().people[0].name == "新人"


def test_who_decides_on_a_deal_goes_by_the_roles_on_it(make: Make) -> None:
    account = make.account()
    chief = make.person(account, "局长", "decision_maker")
    deals = [make.opportunity(account, name) for name in ("甲", "乙")]
    PersonRole.create(person=chief, opportunity=deals[0], role="user")
    assert [W.WHO in deal.known for deal in facts.one(account, TODAY).opportunities] == [False, True]
    PersonRole.create(person=make.person(account, "处长"), opportunity=deals[0], role="decision_maker")
    assert [W.WHO in deal.known for deal in facts.one(account, TODAY).opportunities] == [True, True]
