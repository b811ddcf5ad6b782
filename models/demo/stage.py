"""Playing the steps of the cases through the writes, each on its own day."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from models import playbook
from models.demo.steps import Step
from models.reads.records import record
from models.reads.rows import ids
from models.rules.fields import Field, FieldKind
from models.rules.nouns import NOUNS
from models.rules.values import Value
from models.rules.vocabulary import Harvest, Inside, Party, Stance
from models.rules.vocabulary_gates import GateItem
from models.rules.vocabulary_visits import PlanQuestion
from models.tables import Contract, Promise
from models.writes import (
    approvals,
    dealing,
    gates,
    gifts,
    people,
    preparing,
    questions,
    radar,
    records,
    remarks,
    visits,
)
from models.writes.intents import Actor

_DATED = frozenset({
    "account_event", "act", "quotation", "negotiation_round", "deal_report", "hold_tick", "survey", "plan_review",
    "intel", "complaint",
})  # fmt: skip
"""Nouns whose date is the day of the step unless another is told."""
_MONEY = 100
"""Minor units in what the cases count amounts in."""


class Stage:
    """What is known while the cases are played: the day, the language, and the id behind every key."""

    def __init__(self, language: str, today: date, now: datetime, login: str) -> None:
        self.language = language
        self.today = today
        self.now = now
        self.login = login
        self.ids: dict[tuple[str, str], int] = {}
        self.texts = {question.id: question.text(language) for question in playbook.questions()}
        self.plays: dict[str, Callable[[Actor, dict[str, Any]], int]] = {
            "edit": self._edit, "settle": self._settle, "visit": self._visit, "stance": self._stance,
            "inside": self._inside, "ask": self._ask, "tick": self._tick, "answer": self._answer,
            "gift": self._gift, "transfer": self._transfer, "sign": self._sign, "gate": self._gate,
            "accept": self._accept, "prepare": self._prepare, "remark": self._remark,
        }  # fmt: skip

    def play(self, step: Step) -> None:
        """Do what a step tells, on its day."""
        when = timedelta(days=step.day)
        actor = Actor(self._id("member", step.entry.get("by_member", "me")), self.now + when, self.today + when)
        entry = self._told(step.entry)
        made = self.plays[step.kind](actor, entry) if step.kind in self.plays else self._add(actor, step.kind, entry)
        if "key" in entry and step.kind not in ("tick", "answer"):
            self.ids[(step.kind, entry["key"])] = made

    def _told(self, entry: Mapping[str, Any]) -> dict[str, Any]:
        """An entry in the language of the demo."""
        plain = {k: v for k, v in entry.items() if k not in ("zh", "en")}
        told: dict[str, Any] = entry.get(self.language, {})
        return plain | told

    def _id(self, noun: str, key: str | None) -> int | None:
        return self.ids.get((noun, key)) if key == "me" else None if key is None else self.ids[(noun, key)]

    def _values(self, noun: str, entry: Mapping[str, Any]) -> dict[str, Value]:
        """The fields of a noun that an entry gives, as they are stored."""
        given = [field for field in NOUNS[noun].fields if field.code in entry]
        return {field.code: self._value(field, entry[field.code]) for field in given}

    def _value(self, field: Field, told: Any) -> Value:
        value: Value = told
        match field.kind:
            case FieldKind.REF:
                value = self._id(field.noun, told)
            case FieldKind.REFS:
                value = tuple(self.ids[(field.noun, key)] for key in told)
            case FieldKind.CHOICES | FieldKind.NAMES:
                value = tuple(told)
            case FieldKind.DATE:
                value = self.today + timedelta(days=told)
            case FieldKind.MONTHDAY if isinstance(told, int):
                value = f"{self.today + timedelta(days=told):%m-%d}"
            case FieldKind.MONEY:
                value = told * _MONEY
        return value

    def _add(self, actor: Actor, noun: str, entry: dict[str, Any]) -> int:
        within = NOUNS[noun].within
        if noun in _DATED:
            entry.setdefault("date", entry["day"])
        if noun == "member":
            entry["login"] = entry.get("login") or self.login
            entry["name"] = entry.get("name") or self.login
        if noun == "account":
            entry.setdefault("owner", "me")
        if noun == "annual_figure":
            entry["year"] += self.today.year
        if noun == "account_plan":
            entry.setdefault("year", self.today.year)
        values = self._values(noun, entry)
        return records.add(actor, noun, values, self._id(within, entry[within]) if within else None).value

    def _edit(self, actor: Actor, entry: dict[str, Any]) -> int:
        noun, row = entry["noun"], self.ids[(entry["noun"], entry["of"])]
        records.edit(actor, noun, row, record(noun, row).values, self._values(noun, entry))
        return row

    def _visit(self, actor: Actor, entry: dict[str, Any]) -> int:
        values = self._values("visit", {"kind": "visit", "state": "done", "date": entry["day"], **entry})
        promises = [self._promised(self._told(promise)) for promise in entry.get("promise", ())]
        moves = [self._moved(self._told(move)) for move in entry.get("move", ())]
        account = self.ids[("account", entry["account"])]
        none = entry.get("no_next_step", "")
        asked = [self.ids[("ask", key)] for key in entry.get("askings", ())]
        return visits.log_visit(
            actor, account, values, promises=promises, moves=moves, no_next_step=none, askings=asked
        ).value  # fmt: skip

    def _promised(self, told: dict[str, Any]) -> visits.Promised:
        due = self.today + timedelta(days=told["due"]) if "due" in told else None
        return visits.Promised(Party(told["by"]), told["text"], due, self._id("person", told.get("person")))

    def _moved(self, told: dict[str, Any]) -> visits.Moved:
        rival = self._id("competitor", told.get("competitor"))
        return visits.Moved(self.ids[("person", told["person"])], Stance(told["stance"]), told["evidence"], rival)

    def _settle(self, actor: Actor, entry: dict[str, Any]) -> int:
        visit = self.ids[("visit", entry["visit"])]
        promises = list(Promise.select(Promise.id).where(Promise.visit == visit).order_by(Promise.id).tuples())
        row = int(promises[entry["number"]][0])
        visits.settle(actor, "promise", row, kept=entry["kept"])
        return row

    def _stance(self, actor: Actor, entry: dict[str, Any]) -> int:
        return people.move_stance(
            actor, self.ids[("person", entry["person"])], Stance(entry["stance"]), entry.get("evidence", ""),
            opportunity=self._id("opportunity", entry.get("opportunity")), confirmed=entry.get("confirmed", False),
            competitor=self._id("competitor", entry.get("competitor")),
        ).value  # fmt: skip

    def _inside(self, actor: Actor, entry: dict[str, Any]) -> int:
        deal = self._id("opportunity", entry.get("opportunity"))
        person = self.ids[("person", entry["person"])]
        return people.mark_inside(actor, person, Inside(entry["inside"]), opportunity=deal).value

    def _ask(self, actor: Actor, entry: dict[str, Any]) -> int:
        number = entry.get("question", 0)
        return questions.choose(
            actor, self.ids[("account", entry["account"])], number, entry.get("text") or self.texts[number],
            person=self._id("person", entry.get("person")),
            opportunity=self._id("opportunity", entry.get("opportunity")),
        ).value  # fmt: skip

    def _tick(self, actor: Actor, entry: dict[str, Any]) -> int:
        asking = self.ids[("ask", entry["key"])]
        questions.tick(actor, asking)
        return asking

    def _answer(self, actor: Actor, entry: dict[str, Any]) -> int:
        asking = self.ids[("ask", entry["key"])]
        questions.answer(actor, asking, entry["answer"], entry.get("meant", ""))
        if "harvest" in entry:
            told = self._told(entry["harvest"])
            values = self._values("need", told)
            self.ids[("need", told["key"])] = questions.harvest(actor, asking, Harvest.NEED, values).value
        return asking

    def _gift(self, actor: Actor, entry: dict[str, Any]) -> int:
        values = self._values("gift", {"date": entry["day"], **entry})
        account = self.ids[("account", entry["account"])]
        reason = entry.get("reason", "")
        return gifts.log_gift(actor, account, values, escalate=bool(reason), reason=reason).value

    def _transfer(self, actor: Actor, entry: dict[str, Any]) -> int:
        account, member = self.ids[("account", entry["account"])], self.ids[("member", entry["member"])]
        return approvals.ask_transfer(actor, account, member, entry["reason"]).value

    def _accept(self, actor: Actor, entry: dict[str, Any]) -> int:
        return radar.accept(actor, self.ids[("account", entry["account"])], entry["code"], entry["reason"]).value

    def _prepare(self, actor: Actor, entry: dict[str, Any]) -> int:
        """What was ticked and answered before a visit; answers the visit."""
        visit = self.ids[("visit", entry["visit"])]
        for code in entry.get("checked", ()):
            preparing.check(actor, visit, code)
        for question in PlanQuestion:
            if question.value in entry:
                preparing.answer(actor, visit, question, entry[question.value])
        return visit

    def _remark(self, actor: Actor, entry: dict[str, Any]) -> int:
        return remarks.remark(actor, self.ids[("visit", entry["visit"])], entry["text"]).value

    def _gate(self, actor: Actor, entry: dict[str, Any]) -> int:
        deal = self.ids[("opportunity", entry["opportunity"])]
        return gates.tick(actor, deal, GateItem(entry["item"]), entry["evidence"]).value

    def _sign(self, actor: Actor, entry: dict[str, Any]) -> int:
        """A contract goes before the approver, is approved, and is signed, on one day."""
        deal = self.ids[("opportunity", entry["contract_of"])]
        (contract,) = ids(Contract.select(Contract.id).where(Contract.opportunity == deal))
        approvals.decide(actor, dealing.ask(actor, contract, entry["reason"]).value, approve=True)
        dealing.sign(actor, contract, actor.today)
        return contract
