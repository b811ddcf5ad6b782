"""Going from step to step of our sales process, and ticking off its plays (O5)."""

from typing import Any

from models import playbook
from models.reads.records import record
from models.reads.rows import ids
from models.rules import process
from models.rules.facts import OpportunityFact
from models.rules.funnel import step_of
from models.rules.values import Invalid, Value
from models.rules.vocabulary import Outcome, Step
from models.tables.process import PlayTick
from models.writes import records
from models.writes.intents import Refused, Work, intention
from models.writes.records import CHECKS, fetch


@intention("opportunity.step")
def move_step(work: Work, row: int, by: int) -> str:
    """Move an opportunity a step back (-1) or on (1); answers the step it is at now (O5).

    Raises Refused: at the ends, for the lost and the suspended, and for deliveries of what is not signed.
    """
    found = fetch("opportunity", row)
    fact = OpportunityFact(
        row, found.name, found.account_id, found.amount, Outcome(found.outcome), Step(found.step),
        signed=found.signed_date, delivered=found.delivered_date is not None,
    )  # fmt: skip
    target = process.beside(step_of(fact), by)
    if target is None:
        raise Refused("step_last" if by > 0 else "step_first")
    if why := process.refusal(fact, target):
        raise Refused(why)
    before = record("opportunity", row).values
    records.edit.within(work, "opportunity", row, before, {"step": target.value})
    return target.value


@intention("play.tick")
def tick(work: Work, opportunity: int, play: str) -> bool:
    """Tick a play of an opportunity off, or take its tick away; answers whether it is ticked now (O5)."""
    t = PlayTick
    there = ids(t.select(t.id).where((t.opportunity == opportunity) & (t.play == play)))
    if there:
        records.delete.within(work, "play_tick", there)
        return False
    values: dict[str, Value] = {"play": play, "date": work.actor.today, "opportunity": opportunity}
    records.add.within(work, "play_tick", values, fetch("opportunity", opportunity).account_id)
    return True


def known(play: str) -> bool:
    """Whether the playbook has a play of that code, its step and its own."""
    step, _, code = play.partition(".")
    return any(line.code == code for line in playbook.process().get(f"play.{step}", ()))


def _check(_: Work, values: dict[str, Value], row: Any) -> None:
    """A play of the playbook, ticked once for an opportunity of the account."""
    if row is not None and all(values.get(field) == row.__data__[field] for field in ("play", "opportunity")):
        return
    deal, play = int(str(values["opportunity"])), str(values["play"])
    account = row.account_id if row is not None else values.get("account")
    if fetch("opportunity", deal).account_id != account:
        raise Invalid({"opportunity": "other_account"})
    if not known(play):
        raise Invalid({"play": "not_a_choice"})
    t = PlayTick
    if t.select().where((t.opportunity == deal) & (t.play == play)).exists():
        raise Refused("play_ticked")


CHECKS["play_tick"] = _check
