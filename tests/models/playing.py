"""Random writes of every kind, for the proofs that hold whatever was done."""

import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from models.reads import stock
from models.reads.records import record
from models.rules.complaints import ASKS
from models.rules.values import Invalid, Value
from models.rules.vocabulary import GiftKind, Harvest, Inside, MemberRole, Party, RiskCode, Stance
from models.rules.vocabulary_figures import TeamRole
from models.rules.vocabulary_gates import GateItem
from models.rules.vocabulary_leads import LeadVerdict
from models.rules.vocabulary_planning import PlanSpan
from models.rules.vocabulary_strategy import FactorSide, HoldItem
from models.rules.vocabulary_visits import PlanQuestion, Preparation
from models.tables import (
    BY_NAME,
    Account,
    Asking,
    Complaint,
    Member,
    Opportunity,
    Person,
    Promise,
    Remark,
    RiskAcceptance,
    Visit,
)
from models.writes import (
    approvals,
    dealing,
    gates,
    gifts,
    leads,
    ledger,
    library,
    people,
    planning,
    preferences,
    preparing,
    questions,
    radar,
    records,
    remarks,
    strategy,
    visits,
)
from models.writes.intents import Actor, Refused
from models.writes.merging import merge
from models.writes.visits import Moved, Promised
from tests.models.conftest import TODAY
from tests.models.writing import STEP

_DEALT: tuple[tuple[str, dict[str, Value]], ...] = (
    ("solution_part", {"layer": "base", "text": "柜"}),
    ("value_line", {"kind": "cost_saved", "text": "省", "amount": 5}),
    ("quotation", {"amount": 7, "offer": "full", "state": "given"}), ("negotiation", {"walk_away": 3}),
    ("concession", {"give": "降价", "state": "planned"}), ("negotiation_round", {"text": "谈"}), ("contract", {}),
    ("milestone", {"kind": "trial", "deliverable": "试运行", "state": "planned"}),
    ("deal_report", {"kind": "value", "text": "季报"}), ("payment", {"text": "首付", "amount": 9}),
    ("service_package", {"level": "basic", "text": "巡检", "state": "offered"}),
)

_STRATEGY: tuple[tuple[str, dict[str, Value]], ...] = (
    ("factor_score", {}), ("factor_score", {}), ("plan_review", {}), ("hold_tick", {}),
    ("barrier", {"kind": "technical", "text": "规约", "state": "building"}), ("account_plan", {"year": TODAY.year}),
    ("incentive", {"kind": "rights", "text": "优先供货"}), ("survey", {"score": 7}),
)

_LEDGER: tuple[tuple[str, dict[str, Value]], ...] = (
    ("intel", {"item": "project_size", "text": "三百万"}), ("doubt", {"text": "怕停电", "answer": "夜里割接"}),
    ("touch", {"layer": "decision", "text": "认识"}), ("conduct", {"acted": "neutral", "text": "没说话"}),
    ("stance_entry", {"stance": "supporter", "evidence": "说好"}),
)


_DATED = ("approved", "informed", "carried_out", "followed_up")


class Play:
    """Random writes of every kind by one member, on whatever is there; a refused one did nothing."""

    def __init__(self, dice: random.Random, me: Actor) -> None:
        self.dice = dice
        self.me = me
        self.moves: list[Callable[[], Any]] = [
            self.account, self.account, self.person, self.person, self.deal, self.unit, self.relation, self.rival,
            self.visit, self.visit, self.plan, self.complete, self.settle, self.stance, self.inside, self.ask,
            self.answer, self.harvest, self.gift, self.transfer_person, self.transfer_account, self.decide, self.edit,
            self.edit_many, self.delete, self.merge, self.setting, self.snooze, self.event, self.join,
            self.dealt, self.dealt, self.shelve, self.shelve, self.link, self.tick, self.figure, self.team, self.lead,
            self.strategy, self.strategy,
            self.decided, self.decided, self.weighed, self.complain, self.accept, self.move_day, self.remark,
            self.prepare, self.hand_in,
        ]  # fmt: skip

    def move(self) -> bool:
        """Do something; answers whether it was done."""
        try:
            done = self.dice.choice(self.moves)()
        except (Refused, Invalid):
            return False
        return done.intent is not None

    def any(self, table: Any) -> int:
        """Some row of a table; Refused when there is none."""
        found = [row.id for row in table.select(table.id)]
        if not found:
            raise Refused("gone")
        return int(self.dice.choice(found))

    def maybe(self, table: Any) -> int | None:
        return self.any(table) if self.dice.random() < 0.5 and table.select().exists() else None

    def word(self) -> str:
        return self.dice.choice(["华北局", "廊坊局", "黄主任", "刘工", "技改", "North China", "张科长"])

    def day(self, low: int, high: int) -> Any:
        return TODAY + timedelta(self.dice.randint(low, high))

    def account(self) -> Any:
        values: dict[str, Value] = {
            "name": self.word(), "parent": self.maybe(Account), "gift_policy": self.dice.choice(["forbidden", ""]),
            "other_names": tuple({self.word() for _ in range(self.dice.randint(0, 2))}),
        }  # fmt: skip
        return records.add(self.me, "account", values)

    def person(self) -> Any:
        values: dict[str, Value] = {
            "name": self.word(), "introduced_by": self.maybe(Person), "unit": self.maybe(BY_NAME["unit"]),
            "roles": tuple(self.dice.sample(["user", "technical", "decision_maker"], self.dice.randint(0, 2))),
        }  # fmt: skip
        return records.add(self.me, "person", values, self.any(Account))

    def deal(self) -> Any:
        values: dict[str, Value] = {
            "name": self.word(), "step": "lead", "information_stage": "general", "outcome": "open",
            "amount": self.dice.randint(0, 9) * 1000, "expected_date": self.day(-20, 300),
        }  # fmt: skip
        return records.add(self.me, "opportunity", values, self.any(Account))

    def hand_in(self) -> Any:
        return planning.submit(self.me, self.dice.choice(list(PlanSpan)), self.day(0, 30))

    def unit(self) -> Any:
        members = (self.any(Person),) if Person.select().exists() else ()
        values: dict[str, Value] = {"name": self.word(), "kind": "committee", "members": members}
        return records.add(self.me, "unit", values, self.any(Account))

    def relation(self) -> Any:
        return records.add(self.me, "relation", {"other": self.any(Person), "kind": "rival"}, self.any(Person))

    def rival(self) -> Any:
        competitor = self.maybe(BY_NAME["competitor"])
        if competitor is None:
            return records.add(self.me, "competitor", {"name": self.word()})
        values: dict[str, Value] = {
            "competitor": competitor, "opportunity": self.maybe(Opportunity), "position": "favoured",
        }  # fmt: skip
        return records.add(self.me, "opportunity_competitor", values, self.any(Account))

    def dealt(self) -> Any:
        """Something of the dealing on a deal, or what is there ticked off."""
        deal: Any = Opportunity.get_by_id(self.any(Opportunity))
        noun, values = self.dice.choice(_DEALT)
        if noun in ("milestone", "payment") and BY_NAME[noun].select().exists() and self.dice.random() < 0.3:
            return dealing.settle(self.me, noun, self.any(BY_NAME[noun]))
        dated = {field: self.day(-20, 20) for field in ("date", "due") if field in BY_NAME[noun]._meta.fields}
        return records.add(self.me, noun, {**values, **dated, "opportunity": deal.id}, deal.account_id)

    def link(self) -> Any:
        values: dict[str, Value] = {"person": self.any(Person), "opportunity": self.any(Opportunity)}
        return records.add(self.me, "chain_link", values, self.any(Account))

    def tick(self) -> Any:
        items = [item for item in GateItem if not item.auto]
        return gates.tick(self.me, self.any(Opportunity), self.dice.choice(items), evidence=self.word())

    def figure(self) -> Any:
        values: dict[str, Value] = {"year": TODAY.year - self.dice.randint(0, 3), "turnover": self.dice.randint(0, 9)}
        return records.add(self.me, "annual_figure", values, self.any(Account))

    def lead(self) -> Any:
        verdict = self.dice.choice(list(LeadVerdict)).value
        return leads.decide(self.me, self.any(Account), verdict, self.word())

    def team(self) -> Any:
        values: dict[str, Value] = {"colleague": self.any(Member), "role": self.dice.choice(list(TeamRole)).value}
        return records.add(self.me, "team_member", values, self.any(Account))

    def complain(self) -> Any:
        """A complaint received, or taken a step on."""
        if self.dice.random() < 0.5:
            values: dict[str, Value] = {"kind": "service", "text": self.word(), "date": self.day(-30, 0)}
            return records.add(self.me, "complaint", values, self.any(Account))
        row = self.any(Complaint)
        before = record("complaint", row).values
        field = next((field for field in ASKS.values() if not before[field]), "summary")
        said: Value = self.day(-3, 0) if field in _DATED else self.word()
        said = self.any(Member) if field == "responsible" else said
        return records.edit(self.me, "complaint", row, before, {field: said})

    def accept(self) -> Any:
        """A risk one lives with, and sometimes no longer."""
        if self.dice.random() < 0.3:
            return radar.withdraw(self.me, self.any(RiskAcceptance))
        deal = self.maybe(Opportunity)
        return radar.accept(self.me, self.any(Account), self.dice.choice(list(RiskCode)), self.word(), opportunity=deal)

    def remark(self) -> Any:
        """An opinion on a visit, read or withdrawn again at times."""
        if self.dice.random() < 0.7:
            return remarks.remark(self.me, self.any(Visit), self.word())
        if self.dice.random() < 0.5:
            return remarks.read(self.me, self.any(Visit))
        return remarks.withdraw(self.me, self.any(Remark))

    def prepare(self) -> Any:
        """A visit that is prepared: a check, or an answer to a question of its plan."""
        if self.dice.random() < 0.5:
            return preparing.check(self.me, self.any(Visit), self.dice.choice(list(Preparation)).value)
        return preparing.answer(self.me, self.any(Visit), self.dice.choice(list(PlanQuestion)), self.word())

    def move_day(self) -> Any:
        """A closing date or an amount that is moved."""
        deal = self.any(Opportunity)
        before = record("opportunity", deal).values
        wanted: dict[str, Value] = {"expected_date": self.day(-9, 90), "amount": self.dice.choice((100, 900, 5000))}
        return records.edit(self.me, "opportunity", deal, before, wanted)

    def strategy(self) -> Any:
        """Something of the strategy: a score, a barrier, a plan, a way to hold, a review, a survey."""
        noun, values = self.dice.choice(_STRATEGY)
        dated: dict[str, Value] = {"date": self.day(-90, 0)} if "date" in BY_NAME[noun]._meta.fields else {}
        if noun == "plan_review":
            return strategy.review(self.me, self.any(Account), self.word())
        if noun == "hold_tick":
            return strategy.hold(self.me, self.any(Account), self.dice.choice(list(HoldItem)), self.word())
        if noun == "factor_score":
            deal: Any = Opportunity.get_by_id(self.any(Opportunity))
            score = self.dice.choice([None, 3, 8])
            return strategy.score(self.me, deal.account_id, "price", FactorSide.NEED, score, opportunity=deal.id)
        return records.add(self.me, noun, {**values, **dated}, self.any(Account))

    def decided(self) -> Any:
        """Something on the way to a decision: told by a coach, doubted, planned, judged, or ticked off."""
        noun, values = self.dice.choice(_LEDGER)
        there = noun in ("doubt", "touch") and BY_NAME[noun].select().exists()
        if there and self.dice.random() < 0.4:
            return (ledger.answer if noun == "doubt" else ledger.touched)(self.me, self.any(BY_NAME[noun]))
        if noun == "stance_entry":
            return records.add(self.me, noun, {**values, "date": self.day(-90, 0)}, self.any(Person))
        deal: Any = Opportunity.get_by_id(self.any(Opportunity))
        dated = {"date": self.day(-90, 0)} if noun == "intel" else {}
        whose = {"colleague": self.any(Member)} if noun == "touch" else {}
        told: dict[str, Value] = {**values, **dated, **whose, "person": self.any(Person), "opportunity": deal.id}
        return records.add(self.me, noun, told, deal.account_id)

    def weighed(self) -> Any:
        """What somebody weighs at a step, or how the house decides."""
        if self.dice.random() < 0.5:
            held: dict[str, Value] = {"buying_step": "decision", "influence": self.dice.randint(1, 5)}
            return records.add(self.me, "step_influence", held, self.any(Person))
        deal: Any = Opportunity.get_by_id(self.any(Opportunity))
        answer: dict[str, Value] = {
            "answer": self.dice.choice(["centralised", "expert"]), "opportunity": deal.id, "note": self.word(),
        }  # fmt: skip
        return records.add(self.me, "decider_ground", answer, deal.account_id)

    def shelve(self) -> Any:
        """An entry of the library recorded, used on a deal, changed or hidden."""
        number = self.dice.choice([stock.SCRIPTS, stock.CASES, stock.CONCERNS, stock.PAGES]) + self.dice.randint(1, 7)
        match self.dice.randint(0, 4):
            case 0:
                return records.add(self.me, "script", {"scene": "value", "zh": self.word()})
            case 1:
                noun, field = self.dice.choice([
                    ("case_story", "zh_pain"), ("concern", "zh_problem"), ("handbook_page", "zh_name"),
                ])  # fmt: skip
                more: dict[str, Value] = {"page": "product"} if noun == "handbook_page" else {}
                return records.add(self.me, noun, {**more, field: self.word()})
            case 2:
                now = dict(stock.entry(number).values)
                return library.revise(self.me, number, now, {**now, "zh_name": self.word()})
            case 3:
                return library.hide(self.me, number, hidden=self.dice.random() < 0.5)
        return library.use(self.me, number, self.any(Opportunity))

    def visit(self) -> Any:
        person = self.maybe(Person)
        met = (person,) if person else ()
        moves = [Moved(person, self.dice.choice(list(Stance)), self.word())] if person else []
        values: dict[str, Value] = {
            "kind": "visit", "state": "done", "date": self.day(-90, 0), "people": met,
            "opportunity": self.maybe(Opportunity),
        }  # fmt: skip
        theirs = Promised(Party.THEM, self.word(), None, person)
        return visits.log_visit(self.me, self.any(Account), values, promises=[STEP, theirs], moves=moves)

    def plan(self) -> Any:
        values: dict[str, Value] = {"kind": "visit", "state": "planned", "date": self.day(-5, 20)}
        return visits.log_visit(self.me, self.any(Account), values)

    def complete(self) -> Any:
        values: dict[str, Value] = {"state": "done", "happened": self.word()}
        return visits.log_visit(self.me, 0, values, visit=self.any(Visit), no_next_step="无")

    def settle(self) -> Any:
        return visits.settle(self.me, "promise", self.any(Promise), kept=self.dice.random() < 0.5)

    def stance(self) -> Any:
        stance = self.dice.choice(list(Stance))
        return people.move_stance(self.me, self.any(Person), stance, opportunity=self.maybe(Opportunity))

    def inside(self) -> Any:
        return people.mark_inside(self.me, self.any(Person), self.dice.choice(list(Inside)))

    def ask(self) -> Any:
        number = self.dice.choice([0, 200, 205])
        return questions.choose(self.me, self.any(Account), number, "?", person=self.maybe(Person))

    def answer(self) -> Any:
        return questions.answer(self.me, self.any(Asking), self.word())

    def harvest(self) -> Any:
        into = self.dice.choice(list(Harvest))
        values: dict[Harvest, dict[str, Value]] = {
            Harvest.STANCE: {"stance": "neutral"},
            Harvest.COMPETITOR: {"name": "恒驰"},
            Harvest.NEED: {"kind": "problem", "text": "停电"},
            Harvest.FACT: {},
        }
        return questions.harvest(self.me, self.any(Asking), into, values[into])

    def gift(self) -> Any:
        values: dict[str, Value] = {"kind": self.dice.choice(list(GiftKind)).value, "what": "茶", "date": TODAY}
        return gifts.log_gift(self.me, self.any(Account), values, escalate=self.dice.random() < 0.5, reason="x")

    def transfer_person(self) -> Any:
        return people.transfer(self.me, self.any(Person), self.any(Account))

    def transfer_account(self) -> Any:
        return approvals.ask_transfer(self.me, self.any(Account), self.any(Member), "x")

    def decide(self) -> Any:
        approve = self.dice.random() < 0.7
        return approvals.decide(self.me, self.any(BY_NAME["approval"]), approve=approve, comment="好")

    def edit(self) -> Any:
        account = self.any(Account)
        before: dict[str, Value] = {"region": Account.get_by_id(account).region}
        now = record("account", account).values
        after: dict[str, Value] = {"region": self.word(), "parent": self.maybe(Account), "other_names": (self.word(),)}
        return records.edit(self.me, "account", account, {**now, **before}, {**now, **after})

    def edit_many(self) -> Any:
        rows = [row.id for row in Opportunity.select(Opportunity.id)]
        outcome = self.dice.choice(["open", "lost", "suspended"])
        after: dict[str, Value] = {"outcome": outcome, "reason": "price" if outcome == "lost" else "", "amount": None}
        return records.edit_many(self.me, "opportunity", rows, after)

    def delete(self) -> Any:
        nouns = ("account", "person", "opportunity", "visit", "unit", "competitor", "promise", "relation", "gift")
        noun = self.dice.choice(nouns)
        return records.delete(self.me, noun, {self.any(BY_NAME[noun]) for _ in range(2)})

    def merge(self) -> Any:
        noun = self.dice.choice(("account", "person", "competitor"))
        return merge(self.me, noun, self.any(BY_NAME[noun]), [self.any(BY_NAME[noun]) for _ in range(2)])

    def setting(self) -> Any:
        return preferences.put_setting(self.me, "probability_lead", str(self.dice.randint(10, 40)))

    def snooze(self) -> Any:
        return visits.snooze(self.me, f"promise:{self.dice.randint(1, 3)}", self.day(1, 9))

    def event(self) -> Any:
        values: dict[str, Value] = {
            "kind": "personnel_change", "date": self.day(-50, 0), "text": "换人", "person": self.maybe(Person),
        }  # fmt: skip
        return records.add(self.me, "account_event", values, self.any(Account))

    def join(self) -> Any:
        return approvals.join(self.me, "新人", f"new{self.dice.randint(1, 5)}", MemberRole.ENGINEER)
