"""One opportunity in our sales process and in the customer's: its step with its plays, and what suits the purchase."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from models import playbook
from models.reads.records import Record, record
from models.reads.rows import rows
from models.rules import buying
from models.rules.buying import Purchase
from models.rules.facts import OpportunityFact
from models.rules.funnel import step_of
from models.rules.process import Play, plays
from models.rules.urgency import alive, won
from models.rules.values import Value
from models.rules.vocabulary import BuyingStep, Origin, Outcome, Phase, Route, Step
from models.rules.vocabulary_process import DecidedBy, Feeling
from models.tables.process import PlayTick

EMPTY: tuple[object, ...] = (None, "", ())


class Process(NamedTuple):
    """What is known: the step we are at with its plays, those of steps before it left open, the day of each tick.

    `missing` are fields that should be on record by now, `topics` those of the playbook that suit, in order.
    """

    record: Record
    step: Step
    plays: tuple[Play, ...]
    left: tuple[str, ...]
    ticked: Mapping[str, date]
    purchase: Purchase
    missing: tuple[str, ...]
    topics: tuple[str, ...]


def process(opportunity: int) -> Process:
    """Where an opportunity stands; LookupError when it is gone. The record, and one query."""
    found = record("opportunity", opportunity)
    fact = _fact(found)
    step, t = step_of(fact), PlayTick
    ticked = dict(rows(t.select(t.play, t.date).where(t.opportunity == opportunity).order_by(t.date.desc(), t.id)))
    before = list(Step)[: list(Step).index(step)] if alive(fact) else []
    purchase = _purchase(found.values, decided=not alive(fact))
    wanted = () if purchase.decided else buying.needed(purchase.step)
    missing = tuple(field for field in wanted if found.values[field] in EMPTY)
    if purchase.decided and won(fact) and purchase.feeling is None:
        missing = ("feeling",)
    return Process(
        found, step, plays(codes(step), ticked), tuple(c for each in before for c in codes(each) if c not in ticked),
        ticked, purchase, missing, buying.topics(purchase),
    )  # fmt: skip


def codes(step: Step) -> tuple[str, ...]:
    """The plays of a step, each by step and code (O5)."""
    return tuple(f"{step}.{line.code}" for line in playbook.process()[f"play.{step}"])


def _fact(found: Record) -> OpportunityFact:
    values = found.values
    signed = values["signed_date"]
    return OpportunityFact(
        found.id, str(values["name"]), found.account or 0, None, Outcome(str(values["outcome"])),
        Step(str(values["step"])), signed=signed if isinstance(signed, date) else None,
        delivered=values["delivered_date"] is not None,
    )  # fmt: skip


def _purchase(values: Mapping[str, Value], *, decided: bool) -> Purchase:
    def held(field: str) -> str:
        return str(values[field] or "")

    return Purchase(
        step=BuyingStep(held("buying_step")) if held("buying_step") else None,
        phase=Phase(held("phase")) if held("phase") else None,
        route=Route(held("route")) if held("route") else None,
        origin=Origin(held("origin")) if held("origin") else None,
        decided_by=DecidedBy(held("decision_by")) if held("decision_by") else None,
        feeling=Feeling(held("feeling")) if held("feeling") else None,
        decided=decided,
    )
