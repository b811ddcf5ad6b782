"""Plans of contacts: drafted, handed in and locked, judged, compared with what was done, and asked for in time (V3)."""

from datetime import date, timedelta

import pytest

from models.reads import planning as reading
from models.reads import plans_due, reports, today
from models.reads.planning import Plan
from models.reads.reports import Asked
from models.rules.pictures import Bars, Count, Name, Share
from models.rules.settings import Settings
from models.rules.values import Value
from models.rules.vocabulary import DueKind
from models.rules.vocabulary_planning import Kept, PlanFactor, PlanSpan, PlanState
from models.tables import Account, Approval, PlanLine, Setting, Visit, VisitPlan
from models.writes import approvals, planning, records, undo, visits
from models.writes.intents import Actor, Refused
from models.writes.visits import Promised
from tests.models.conftest import TODAY, Queries
from tests.models.writing import STEP, Office, everything, office

__all__ = ["office"]

PLAIN = Settings()
NEXT = TODAY + timedelta(days=7)
"""Monday of the next week."""


def later(who: Actor, days: int) -> Actor:
    return who._replace(now=who.now + timedelta(days), today=who.today + timedelta(days))


def plan(who: Actor, day: date = NEXT, span: PlanSpan = PlanSpan.WEEK, *, at: date = TODAY) -> Plan:
    assert who.member is not None
    return reading.plan(who.member, span, day, at, PLAIN)


class Week:
    """The engineer's accounts: one with a promise, one never seen, one he is at twice next week."""

    def __init__(self, office: Office) -> None:
        self.me, self.manager = office.engineer, office.manager
        mine: dict[str, Value] = {"owner": self.me.member}
        self.blank = office.account("电信局", **mine)
        self.promised = office.account("廊坊局", **mine)
        self.chief = office.person(self.promised, "黄主任")
        records.add(self.me, "promise", {"by": "us", "text": "送样", "due": NEXT + timedelta(2), "person": self.chief},
                    self.promised)  # fmt: skip
        self.house = office.account("华北局", **mine)
        self.monday, self.tuesday = self.planned(NEXT), self.planned(NEXT + timedelta(1))

    def planned(self, day: date, account: int | None = None) -> int:
        values: dict[str, Value] = {"date": day, "state": "planned", "kind": "visit"}
        return visits.log_visit(self.me, account or self.house, values).value

    def done(self, visit: int, day: date) -> None:
        visits.log_visit(
            later(self.me, 14), self.house, {"state": "done", "date": day}, promises=[STEP], visit=visit
        )


@pytest.fixture
def week(office: Office) -> Week:
    return Week(office)


def test_a_draft_proposes_who_waits_and_who_was_never_seen_and_says_why(week: Week) -> None:
    found = plan(week.me)
    assert found.state is PlanState.OPEN
    assert [(each.account_name, each.day) for each in found.contacts] == [
        ("华北局", NEXT), ("华北局", NEXT + timedelta(1)),
    ]  # fmt: skip
    told = {each.account_name: (each.proposal.factors, each.proposal.day) for each in found.proposals}
    assert told["廊坊局"] == ((PlanFactor.PROMISE, PlanFactor.UNKNOWN), NEXT + timedelta(2))
    assert told["电信局"][0] == (PlanFactor.UNKNOWN,)
    assert "华北局" not in told, "who is planned already is not proposed"
    (waits,) = [each for each in found.proposals if each.account_name == "廊坊局"]
    assert waits.people == ((week.chief, "黄主任"),)


def test_what_is_proposed_is_planned_in_one_step_and_taken_back_in_one(week: Week) -> None:
    before = everything()
    made = planning.take(week.me, [each.proposal for each in plan(week.me).proposals])
    assert [Visit.get_by_id(key).state for key in made.value] == ["planned"] * len(made.value)
    found = plan(week.me)
    assert len(found.contacts) == 2 + len(made.value)
    assert not found.proposals
    undo.undo(week.me)
    assert everything() == before


def test_a_plan_handed_in_is_locked_and_goes_to_the_manager(week: Week) -> None:
    number = planning.submit(week.me, PlanSpan.WEEK, NEXT + timedelta(3)).value
    (asked,) = Approval.select()
    assert (asked.kind, asked.subject, asked.text) == ("visit_plan", f"visit_plan:{number}", "2026-11-30/2026-12-06")
    late = week.planned(NEXT + timedelta(3))
    found = plan(week.me)
    assert found.state is PlanState.SUBMITTED
    assert [each.contact for each in found.lines] == [week.monday, week.tuesday]
    assert late not in {each.contact for each in found.lines}
    with pytest.raises(Refused, match="plan_locked"):
        planning.submit(week.me, PlanSpan.WEEK, NEXT)
    with pytest.raises(Refused, match="own_request"):
        approvals.decide(week.me, asked.id, approve=True)
    approvals.decide(week.manager, asked.id, approve=True, comment="先去廊坊")
    found = plan(week.me)
    assert (found.state, found.comment) == (PlanState.APPROVED, "先去廊坊")


def test_a_plan_that_came_back_is_handed_in_anew(week: Week) -> None:
    planning.submit(week.me, PlanSpan.WEEK, NEXT)
    (asked,) = Approval.select()
    approvals.decide(week.manager, asked.id, approve=False, comment="电信局也去")
    found = plan(week.me)
    assert (found.state, found.comment) == (PlanState.RETURNED, "电信局也去")
    assert found.proposals, "it can be mended"
    week.planned(NEXT + timedelta(2), week.blank)
    planning.submit(week.me, PlanSpan.WEEK, NEXT)
    assert VisitPlan.select().count() == 1
    assert PlanLine.select().count() == 3
    again = Approval.select().where(Approval.state == "asked").get()
    approvals.withdraw(week.me, again.id)
    assert plan(week.me).state is PlanState.OPEN


def test_what_cannot_be_handed_in(week: Week, office: Office) -> None:
    with pytest.raises(Refused, match="plan_empty"):
        planning.submit(office.other, PlanSpan.WEEK, NEXT)
    with pytest.raises(Refused, match="plan_past"):
        planning.submit(week.me, PlanSpan.MONTH, date(2026, 10, 31))
    before = everything()
    planning.submit(week.me, PlanSpan.MONTH, date(2026, 12, 31))
    undo.undo(week.me)
    assert everything() == before


def test_a_member_alone_locks_his_plan_and_asks_nobody(office: Office) -> None:
    house = office.account(owner=office.boss.member)
    for each in (office.manager,):
        records.edit(office.boss, "member", each.member or 0, {"active": True}, {"active": False})
    visits.log_visit(office.boss, house, {"date": NEXT, "state": "planned", "kind": "visit"})
    planning.submit(office.boss, PlanSpan.WEEK, NEXT)
    assert not Approval.select().exists()
    assert plan(office.boss).state is PlanState.SUBMITTED


def test_plan_and_done_are_compared(week: Week) -> None:
    planning.submit(week.me, PlanSpan.WEEK, NEXT)
    week.done(week.monday, NEXT + timedelta(2))
    extra = week.planned(NEXT + timedelta(4), week.blank)
    week.done(extra, NEXT + timedelta(4))
    found = plan(week.me, at=NEXT + timedelta(14))
    assert [(each.kept, each.day, each.now) for each in found.lines] == [
        (Kept.DONE, NEXT, NEXT + timedelta(2)), (Kept.MISSED, NEXT + timedelta(1), NEXT + timedelta(1)),
    ]  # fmt: skip
    assert [each.account_name for each in found.contacts] == ["电信局"]
    assert found.tally is not None
    assert (found.tally.planned, found.tally.done, found.tally.extra, found.tally.percent) == (2, 1, 1, 50)


def test_a_line_outlives_its_contact_and_goes_with_its_account(week: Week) -> None:
    planning.submit(week.me, PlanSpan.WEEK, NEXT)
    records.delete(week.me, "visit", [week.monday])
    assert [each.kept for each in plan(week.me).lines] == [Kept.CANCELLED, Kept.AHEAD]
    Account.get_by_id(week.house)
    records.delete(week.me, "account", [week.house])
    assert plan(week.me).lines == ()


def test_plans_to_hand_in_are_due_where_somebody_looks_at_them(week: Week, office: Office) -> None:
    thursday = TODAY + timedelta(3)
    found = plans_due.missing(week.me.member, thursday, PLAIN)
    assert [(each.code, each.date) for each in found] == [
        ("hand_in_week", TODAY - timedelta(3)), ("hand_in_week", TODAY + timedelta(4)),
        ("hand_in_month", date(2026, 10, 28)), ("hand_in_month", date(2026, 11, 28)),
    ]  # fmt: skip
    assert plans_due.missing(office.other.member, thursday, PLAIN) == [], "who has no account plans nothing"
    planning.submit(later(week.me, 3), PlanSpan.WEEK, NEXT)
    assert [each.code for each in plans_due.missing(week.me.member, thursday, PLAIN)].count("hand_in_week") == 1
    (asked,) = Approval.select()
    approvals.decide(week.manager, asked.id, approve=False, comment="太少")
    assert [each.code for each in plans_due.missing(week.me.member, thursday, PLAIN)].count("hand_in_week") == 2
    records.edit(office.boss, "member", week.manager.member or 0, {"active": True}, {"active": False})
    assert plans_due.missing(week.me.member, thursday, PLAIN), "who handed plans in goes on doing so"


def test_a_plan_to_hand_in_stands_among_what_is_due_and_can_be_put_off(week: Week) -> None:
    friday = TODAY + timedelta(4)
    (row,) = [each for each in today.today(week.me.member, friday).rows if each.item.code == "hand_in_week"
              and each.item.date == friday]  # fmt: skip
    assert (row.item.kind, row.account_name, row.overdue) == (DueKind.PLAN, "", 0)
    assert sum(points for _, points in row.item.terms) == row.item.score > 0
    listed = [each.item.code for each in today.due(friday, friday, member=week.me.member)]
    assert listed.count("hand_in_week") == 2
    visits.snooze(week.me, row.key, friday + timedelta(1))
    assert row.key not in {each.key for each in today.today(week.me.member, friday).rows}


def test_others_see_of_a_plan_what_they_may_see(week: Week, office: Office) -> None:
    planning.submit(week.me, PlanSpan.WEEK, NEXT)
    member = week.me.member or 0
    shown = reading.plan(member, PlanSpan.WEEK, NEXT, TODAY, PLAIN, viewer=office.other.member)
    assert len(shown.lines) == 2
    Setting.create(key="visibility", value="own")
    hidden = reading.plan(member, PlanSpan.WEEK, NEXT, TODAY, PLAIN, viewer=office.other.member)
    assert hidden.lines == ()
    assert reading.seen_by(office.other.member) == []
    assert [name for _, name in reading.seen_by(week.me.member)] == ["engineer"]


def test_a_plan_takes_as_many_queries_for_many_accounts(week: Week, office: Office, queries: Queries) -> None:
    def cost() -> int:
        return queries.of(lambda: plan(week.me))

    few = cost()
    for number in range(12):
        key = office.account(f"客户{number}", owner=week.me.member)
        week.planned(NEXT, key)
        visits.log_visit(week.me, key, {"date": TODAY, "state": "done", "kind": "visit"},
                         promises=[Promised(STEP.by, "报价", NEXT)])  # fmt: skip
    assert cost() <= few <= 40


def test_the_report_adds_up_what_became_of_the_plans_of_each(week: Week, office: Office) -> None:
    planning.submit(week.me, PlanSpan.WEEK, NEXT)
    week.done(week.monday, NEXT + timedelta(2))
    extra = week.planned(NEXT + timedelta(4), week.blank)
    week.done(extra, NEXT + timedelta(4))
    asked = Asked(NEXT + timedelta(14), viewer=office.manager.member)
    bars = reports.picture("plans", asked)
    assert isinstance(bars, Bars)
    (row,) = bars.rows
    assert row.label == Name("member", week.me.member or 0, "engineer")
    assert row.beside == (Count(1), Count(2), Count(1), Count(1), Share(1, 2))
    assert bars.total is not None
    assert bars.total.beside == row.beside
    assert dict(row.record)["missed"] == Count(1)
    nothing = (asked._replace(by="month"), asked._replace(since=NEXT + timedelta(1)), asked._replace(until=TODAY))
    assert [reports.picture("plans", each).rows for each in nothing] == [()] * 3


def test_the_report_tells_only_of_accounts_one_may_see(week: Week, office: Office, queries: Queries) -> None:
    planning.submit(week.me, PlanSpan.WEEK, NEXT)
    Setting.create(key="visibility", value="own")
    asked = Asked(NEXT, viewer=office.other.member)
    bars = reports.picture("plans", asked)
    assert isinstance(bars, Bars)
    assert bars.rows == ()
    assert queries.of(lambda: reports.picture("plans", asked)) <= 7
