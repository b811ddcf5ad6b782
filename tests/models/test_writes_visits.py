"""What a visit leaves behind: next steps, promises, stances, the third-visit task; questions and their harvest."""

from datetime import timedelta

import pytest

from models.reads import library
from models.reads.questions import guide
from models.reads.records import record
from models.reads.tasks import tasks
from models.reads.visits import promises
from models.reads.visits import visit as visited
from models.rules.values import Invalid, Value
from models.rules.vocabulary import AskingState, Harvest, Inside, Party, Role, Stance
from models.tables import (
    Asking,
    Competitor,
    Intent,
    Need,
    Opportunity,
    OpportunityCompetitor,
    PersonRole,
    Promise,
    Question,
    Snooze,
    StanceEntry,
    Task,
    Visit,
    VisitPerson,
)
from models.writes import people, questions, records, undo, visits
from models.writes.intents import Conflict, Refused, Stale
from models.writes.visits import Moved, Promised
from tests.models.conftest import TODAY, Make
from tests.models.writing import STEP, Office, actor, changes, office

__all__ = ["office"]

DONE: dict[str, Value] = {"kind": "visit", "state": "done", "date": TODAY}


def test_a_visit_is_one_intent_with_its_promises_and_stances(office: Office) -> None:
    account = office.account()
    person = office.person(account)
    theirs = Promised(Party.THEM, "给清单", None, person)
    done = visits.log_visit(
        office.boss, account, {**DONE, "people": (person,)}, promises=[theirs, STEP],
        moves=[Moved(person, Stance.SUPPORTER, "说好")],
    )  # fmt: skip
    assert Intent.get_by_id(done.intent).account == account
    assert {p.next_step: p.by for p in Promise.select()} == {False: "them", True: "us"}
    assert all(p.__data__["visit"] == done.value for p in Promise.select())
    entry = StanceEntry.get()
    assert (entry.stance, entry.evidence, entry.date) == ("supporter", "说好", TODAY)
    assert entry.__data__["visit"] == done.value and entry.__data__["opportunity"] is None
    assert ("add", "visit_person") in changes(done.intent)


@pytest.mark.parametrize("promises", [[], [Promised(Party.THEM, "回话", TODAY)], [Promised(Party.US, "送样")]])
def test_no_visit_is_done_without_a_dated_next_step_of_ours(office: Office, promises: list[Promised]) -> None:
    account = office.account()
    with pytest.raises(Refused, match="next_step_missing"):
        visits.log_visit(office.boss, account, DONE, promises=promises)
    assert not Visit.select().exists() and not Promise.select().exists()


def test_a_reason_for_none_stands_for_a_next_step(office: Office) -> None:
    account = office.account()
    with pytest.raises(Refused):
        visits.log_visit(office.boss, account, DONE, no_next_step="  ")
    visits.log_visit(office.boss, account, DONE, no_next_step="项目取消")
    assert Visit.get().no_next_step == "项目取消"


def test_there_is_no_way_round_the_next_step(office: Office) -> None:
    account = office.account()
    with pytest.raises(Refused, match="next_step_missing"):
        records.add(office.boss, "visit", DONE, account)
    planned = office.planned(account, date=TODAY)
    with pytest.raises(Refused, match="next_step_missing"):
        records.edit(office.boss, "visit", planned, {"state": "planned"}, {"state": "done"})
    with pytest.raises(Refused, match="next_step_missing"):
        visits.log_visit(office.boss, account, {"state": "done"}, visit=planned)
    assert Visit.get_by_id(planned).state == "planned"


def test_a_planned_visit_is_completed_with_what_happened(office: Office) -> None:
    account = office.account()
    planned = office.planned(account, date=TODAY)
    before = record("visit", planned).values
    after = {**before, "state": "done", "happened": "谈得好"}
    visits.log_visit(office.boss, account, after, promises=[STEP], visit=planned, before=before)
    assert (Visit.get().state, Visit.get().happened) == ("done", "谈得好")
    visits.log_visit(office.boss, account, {"happened": "谈得很好"}, visit=planned)
    assert Visit.get().happened == "谈得很好"


def test_a_done_visit_lies_not_ahead_and_an_advance_is_named(office: Office) -> None:
    account = office.account()
    ahead = {**DONE, "date": TODAY + timedelta(1)}
    with pytest.raises(Refused, match="visit_ahead"):
        visits.log_visit(office.boss, account, ahead, promises=[STEP])
    with pytest.raises(Refused, match="advance_unnamed"):
        visits.log_visit(office.boss, account, {**DONE, "result": "advance"}, promises=[STEP])
    visits.log_visit(office.boss, account, {**DONE, "result": "advance", "advance": "送样测试"}, promises=[STEP])


def test_the_third_visit_without_an_inside_contact_raises_one_task_per_cause(office: Office) -> None:
    account = office.account()
    deal = office.deal(account)
    for days in range(-9, -7):
        office.visit(account, day=TODAY + timedelta(days), opportunity=deal)
    office.visit(account, kind="phone", opportunity=deal)
    assert not Task.select().exists()
    office.visit(account, opportunity=deal)
    assert [(task.code, task.cause) for task in Task.select()] == [("third_visit", f"third_visit:{account}:{deal}")]
    office.visit(account, opportunity=deal)
    assert Task.select().count() == 1
    for _ in range(3):
        office.visit(account)
    assert Task.select().count() == 1
    visits.settle(office.boss, "task", Task.get().id)
    office.visit(account)
    assert [task.cause for task in Task.select().order_by(Task.id)][1:] == [f"third_visit:{account}:0"]
    other = office.deal(account)
    for _ in range(3):
        office.visit(account, opportunity=other)
    assert Task.select().count() == 2


def test_a_task_of_an_opportunity_names_it(office: Office) -> None:
    account = office.account()
    deal = office.deal(account)
    for _ in range(3):
        office.visit(account, opportunity=deal)
    (item,) = tasks([account])[account]
    assert item.detail == (("deal", Opportunity.get_by_id(deal).name),)


@pytest.mark.parametrize(
    ("state", "promises", "reason", "lacking"),
    [
        ("done", (), "", True), ("planned", (), "", False), ("done", (STEP,), "", False), ("done", (), "已停产", False),
        ("done", (Promised(Party.US, "送样"),), "", True), ("done", (), " ", True),
    ],
)  # fmt: skip
def test_what_a_done_visit_lacks_is_known_before_it_is_logged(
    office: Office, state: str, promises: tuple[Promised, ...], reason: str, lacking: bool
) -> None:
    account = office.account()
    assert visits.lacks_step(state, promises, reason) is lacking
    kept = office.visit(account)
    assert not visits.lacks_step(state, promises, reason, kept)


def test_a_visit_changed_in_nothing_is_no_entry_of_history_and_raises_no_task(office: Office) -> None:
    account = office.account()
    for _ in range(3):
        office.visit(account)
    Task.delete().execute()
    visit = Visit.select().order_by(Visit.id.desc()).get().id
    known, intents = record("visit", visit).values, Intent.select().count()
    done = visits.log_visit(office.boss, account, known, visit=visit, before=known)
    assert (done.value, done.intent, done.touched) == (visit, None, frozenset())
    assert (Task.select().count(), Intent.select().count()) == (0, intents)


def test_the_time_of_a_visit_is_a_time(office: Office) -> None:
    visit = office.planned(office.account(), time="9:05")
    assert Visit.get().time == "09:05"
    with pytest.raises(Invalid) as wrong:
        records.edit(office.boss, "visit", visit, {"time": "09:05"}, {"time": "late"})
    assert wrong.value.errors == {"time": "not_a_time"}


def test_a_visit_done_before_steps_were_asked_for_can_still_be_corrected(office: Office, make: Make) -> None:
    account = office.account()
    visit = make.visit(account, -9)
    assert not visits.lacks_step("done", (), "", visit)
    visits.log_visit(office.boss, account, {**DONE, "date": TODAY, "happened": "谈标准"}, visit=visit)
    assert Visit.get_by_id(visit).happened == "谈标准"
    planned = office.planned(account)
    assert visits.lacks_step("done", (), "", planned)


def test_a_promise_of_theirs_says_who_of_them_promised(office: Office) -> None:
    account = office.account()
    person = office.person(account)
    theirs = Promised(Party.THEM, "给出参数", TODAY + timedelta(3), person)
    visits.log_visit(office.boss, account, DONE, promises=[STEP, theirs])
    told = {(row.by, row.person) for row in promises(account)}
    assert told == {("us", None), ("them", person)}


def test_an_inside_contact_spares_the_task(office: Office) -> None:
    account = office.account()
    people.mark_inside(office.boss, office.person(account), Inside.INSIDE)
    for _ in range(4):
        office.visit(account)
    assert not Task.select().exists()


def test_promises_and_tasks_are_settled_once(office: Office) -> None:
    account = office.account()
    office.visit(account)
    promise = Promise.get()
    visits.settle(office.boss, "promise", promise.id)
    assert (Promise.get().state, Promise.get().closed) == ("done", TODAY)
    for later, kept in ((0, True), (5, True), (5, False)):
        with pytest.raises(Refused, match="already_settled"):
            visits.settle(actor(office.boss.member, later), "promise", promise.id, kept=kept)
    task = records.add(office.boss, "task", {"text": "问价"}, account).value
    visits.settle(office.boss, "task", task, kept=False)
    assert Task.get().state == "dropped"


def test_an_item_is_put_off_for_oneself_only_and_not_into_the_past(office: Office) -> None:
    for days in (3, 5):
        visits.snooze(office.boss, "promise:1", TODAY + timedelta(days))
    visits.snooze(office.manager, "promise:1", TODAY + timedelta(1))
    assert Snooze.select().count() == 2
    with pytest.raises(Refused, match="snooze_past"):
        visits.snooze(office.boss, "promise:1", TODAY)


def test_a_stance_belongs_to_a_deal_of_the_same_account(office: Office) -> None:
    person, elsewhere = office.person(office.account("甲")), office.deal(office.account("乙"))
    with pytest.raises(Refused, match="other_account"):
        people.move_stance(office.boss, person, Stance.ENEMY, opportunity=elsewhere)
    rival = records.add(office.boss, "competitor", {"name": "恒驰电气"}).value
    for stance in (Stance.BLOCKER, Stance.NEUTRAL):
        people.move_stance(office.boss, person, stance, competitor=rival)
    assert [entry.__data__["competitor"] for entry in StanceEntry.select().order_by(StanceEntry.id)] == [rival, None]


def test_a_branchs_people_count_on_a_deal_of_the_group(office: Office) -> None:
    top = office.account("总局")
    branch, stranger = office.account("分局", parent=top), office.account("别家")
    deal, own, person = office.deal(top), office.deal(branch, "小修"), office.person(branch)
    people.move_stance(office.boss, person, Stance.SUPPORTER, opportunity=deal)
    for on in (deal, own):
        people.take_roles(office.boss, person, on, [Role.TECHNICAL])
    people.mark_inside(office.boss, person, Inside.INSIDE, opportunity=deal)
    with pytest.raises(Refused, match="other_account"):
        people.mark_inside(office.boss, office.person(stranger), Inside.INSIDE, opportunity=deal)
    with pytest.raises(Refused, match="other_account"):
        people.take_roles(office.boss, office.person(top), own, [Role.USER])
    people.transfer(office.boss, person, top)
    assert [role.__data__["opportunity"] for role in PersonRole.select()] == [deal]
    people.transfer(office.boss, person, stranger)
    assert not PersonRole.select().exists()


def test_a_person_moves_to_another_account_and_his_past_stays(office: Office) -> None:
    old, new = office.account("甲"), office.account("乙")
    person, other = office.person(old, roles=("user",)), office.person(old, "刘工")
    records.add(office.boss, "relation", {"other": other, "kind": "rival"}, person)
    visit = office.visit(old, person)
    done = people.transfer(office.boss, person, new, "跳槽")
    assert record("person", person).account == new and Intent.get_by_id(done.intent).account == old
    assert Visit.get_by_id(visit).__data__["account"] == old
    assert VisitPerson.get().__data__["person"] == person
    with pytest.raises(Refused, match="same_account"):
        people.transfer(office.boss, person, new)


def test_a_question_is_chosen_once_asked_answered_and_then_stays(office: Office) -> None:
    account = office.account()
    person = office.person(account)
    asking = questions.choose(office.boss, account, 200, "怎么分工？", person=person).value
    assert questions.choose(office.boss, account, 200, "怎么分工？", person=person).value == asking
    questions.tick(office.boss, asking)
    with pytest.raises(Refused, match="already_asked"):
        questions.drop(office.boss, asking)
    questions.tick(office.boss, asking)
    questions.tick(office.boss, asking)
    questions.answer(office.boss, asking, "看三天", "怕麻烦")
    row = Asking.get_by_id(asking)
    assert (row.state, row.answer, row.meant) == (AskingState.ANSWERED, "看三天", "怕麻烦")
    with pytest.raises(Refused, match="already_answered"):
        questions.tick(office.boss, asking)
    free = questions.choose(office.boss, account, 0, "还有谁？").value
    questions.drop(office.boss, free)
    assert Asking.select().count() == 1


def test_an_answer_somebody_else_wrote_meanwhile_is_not_overwritten(office: Office) -> None:
    account = office.account()
    asking = questions.choose(office.boss, account, 0, "?").value
    seen = {"answer": "", "meant": ""}
    questions.answer(office.manager, asking, "看三天")
    with pytest.raises(Stale) as stale:
        questions.answer(office.boss, asking, "看一天", before=seen)
    assert (stale.value.noun, stale.value.row) == ("asking", asking)
    assert stale.value.conflicts == (Conflict("answer", "", "看三天", "看一天"),)
    assert Asking.get_by_id(asking).answer == "看三天"
    questions.answer(office.boss, asking, "看三天", before=seen)
    questions.answer(office.boss, asking, meant="怕麻烦", before=seen)
    questions.answer(office.boss, asking, "看一天", before={"answer": "看三天", "meant": ""})
    row = Asking.get_by_id(asking)
    assert (row.answer, row.meant, row.state) == ("看一天", "怕麻烦", AskingState.ANSWERED)


def test_what_was_asked_in_a_call_is_tied_to_its_visit(office: Office) -> None:
    account, other = office.account(), office.account("乙")
    person = office.person(account)
    asked = [questions.choose(office.boss, account, 0, text, person=person).value for text in ("一", "二")]
    elsewhere = questions.choose(office.boss, other, 0, "三").value
    questions.answer(office.boss, asked[0], "定值核对要三天")
    need = questions.harvest(office.boss, asked[0], Harvest.NEED, {"kind": "problem"}).value
    visit = visits.log_visit(office.boss, account, DONE, promises=[STEP], askings=[*asked, elsewhere]).value
    assert [(a.id, a.__data__["visit"]) for a in Asking.select().order_by(Asking.id)] == [
        (asked[0], visit), (asked[1], visit), (elsewhere, None),
    ]  # fmt: skip
    assert Need.get_by_id(need).__data__["visit"] == visit
    assert [row.text for row in visited(visit).asked] == ["一", "二"]
    later = visits.log_visit(office.boss, account, DONE, promises=[STEP], askings=asked).value
    assert not visited(later).asked
    undo.undo(office.boss)
    undo.undo(office.boss)
    assert {a.__data__["visit"] for a in Asking.select()} == {None} and Need.get_by_id(need).__data__["visit"] is None


@pytest.mark.parametrize("own", [False, True])
def test_a_hidden_question_is_off_the_shelf_for_all_until_it_is_shown_again(office: Office, own: bool) -> None:
    number = 200
    if own:
        row = Question.create(level="rapport", spin="situation", zh="路上顺利吗？", en="A good journey?")
        number = library.OWN + row.id
    account = office.account()
    whole = len(library.shelf())
    questions.hide(office.engineer, number)
    assert number not in library.shelf() and len(library.shelf()) == whole - 1
    assert list(library.hidden()) == [number]
    assert number not in {line.id for line in guide(account, TODAY, limit=whole).next}
    undo.undo(office.engineer)
    assert number in library.shelf() and not library.hidden()
    undo.redo(office.engineer)
    questions.hide(office.other, number, hidden=False)
    assert number in {line.id for line in guide(account, TODAY, limit=whole).next}
    with pytest.raises(Refused, match="gone"):
        questions.hide(office.engineer, 9_999)


def test_an_answer_becomes_a_need_a_competitors_note_a_stance_or_a_fact(office: Office) -> None:
    account = office.account()
    person = office.person(account, notes="旧")
    asking = questions.choose(office.boss, account, 0, "?", person=person).value
    questions.answer(office.boss, asking, "定值核对要三天")
    need = questions.harvest(office.boss, asking, Harvest.NEED, {"kind": "problem"}).value
    assert (Need.get_by_id(need).text, Need.get_by_id(need).__data__["asking"]) == ("定值核对要三天", asking)
    for _ in range(2):
        questions.harvest(office.boss, asking, Harvest.COMPETITOR, {"name": "恒驰电气"})
    assert Competitor.select().count() == 1 and OpportunityCompetitor.get().notes.count("定值") == 2
    questions.harvest(office.boss, asking, Harvest.STANCE, {"stance": "neutral"})
    assert StanceEntry.get().evidence == "定值核对要三天"
    questions.harvest(office.boss, asking, Harvest.FACT, {"field": "hobbies", "value": "钓鱼"})
    questions.harvest(office.boss, asking, Harvest.FACT, {})
    now = record("person", person).values
    assert (now["hobbies"], now["notes"]) == ("钓鱼", "旧\n定值核对要三天")
    nobody = questions.choose(office.boss, account, 0, "?").value
    for into in (Harvest.STANCE, Harvest.FACT):
        with pytest.raises(Refused, match="person_missing"):
            questions.harvest(office.boss, nobody, into, {"stance": "neutral"})


def test_an_answer_about_a_competitor_stays_on_the_deal_it_was_given_on(office: Office) -> None:
    account = office.account()
    one, other = office.deal(account, "甲"), office.deal(account, "乙")
    rival = records.add(office.boss, "competitor", {"name": "恒驰电气"}).value
    bid: dict[str, Value] = {"competitor": rival, "position": "favoured"}
    records.add(office.boss, "opportunity_competitor", {**bid, "opportunity": one}, account)
    asking = questions.choose(office.boss, account, 0, "?", opportunity=other).value
    questions.answer(office.boss, asking, "报价低")
    for _ in range(2):
        questions.harvest(office.boss, asking, Harvest.COMPETITOR, {"competitor": rival})
    found = {row.__data__["opportunity"]: row.notes for row in OpportunityCompetitor.select()}
    assert found == {one: "", other: "报价低; 报价低"}
    whole = records.add(office.boss, "opportunity_competitor", bid, account).value
    third = questions.choose(office.boss, account, 0, "?", opportunity=office.deal(account, "丙")).value
    questions.answer(office.boss, third, "在位")
    assert questions.harvest(office.boss, third, Harvest.COMPETITOR, {"competitor": rival}).value == whole


def test_what_is_promised_belongs_to_the_deal_the_same_form_names(office: Office) -> None:
    account = office.account()
    deal, visit = office.deal(account), office.planned(account)
    before = record("visit", visit).values
    after: dict[str, Value] = {**before, "state": "done", "date": TODAY, "opportunity": deal}
    visits.log_visit(office.boss, account, after, promises=[STEP], visit=visit, before=before)
    assert Promise.get().__data__["opportunity"] == Visit.get_by_id(visit).__data__["opportunity"] == deal


def test_a_visit_may_be_logged_for_an_earlier_day(office: Office) -> None:
    account = office.account()
    earlier = actor(office.boss.member, -3)
    values = {**DONE, "date": earlier.today}
    visits.log_visit(earlier, account, values, promises=[STEP])
    assert Visit.get().date == earlier.today


def test_many_visits_without_a_relationship_raise_one_task_of_the_deal(office: Office) -> None:
    account = office.account()
    deal, better = office.deal(account), office.deal(account, "乙")
    for _ in range(5):
        assert not Task.select().where(Task.code == "stall").exists()
        office.visit(account, opportunity=deal)
    (task,) = Task.select().where(Task.code == "stall")
    assert (task.cause, task.__data__["opportunity"]) == (f"stall:{account}:{deal}", deal)
    visits.settle(office.boss, "task", task.id)
    office.visit(account, opportunity=deal)
    assert Task.select().where(Task.code == "stall").count() == 1
    records.edit(office.boss, "account", account, {"company_grade": "none"}, {"company_grade": "B"})
    for _ in range(6):
        office.visit(account, opportunity=better)
        office.visit(account)
    assert Task.select().where(Task.code == "stall").count() == 1, "where we are known nothing stalls"


def test_a_planned_contact_is_moved_and_says_what_it_meets(office: Office) -> None:
    house = office.account()
    first, second = (office.planned(house, date=TODAY + timedelta(day), time="09:30") for day in (1, 2))
    assert visits.move(office.boss, first, TODAY + timedelta(3)).value == 0
    assert visits.move(office.boss, first, TODAY + timedelta(2)).value == 1
    assert Visit.get_by_id(first).date == TODAY + timedelta(2)
    undo.undo(office.boss)
    assert Visit.get_by_id(first).date == TODAY + timedelta(3)
    with pytest.raises(Refused, match="day_past"):
        visits.move(office.boss, second, TODAY - timedelta(1))
    with pytest.raises(Refused, match="visit_not_planned"):
        visits.move(office.boss, office.visit(house), TODAY + timedelta(1))
