"""Preparing a visit: ticking what was checked, answering the six questions of its plan (V7)."""

from typing import Any

from models.reads import lists
from models.rules.text import clean
from models.rules.vocabulary import VisitState
from models.rules.vocabulary_visits import PlanQuestion
from models.tables import Preparation
from models.writes import permits
from models.writes.intents import Refused, Work, intention
from models.writes.records import fetch


@intention("visit.check")
def check(work: Work, visit: int, code: str) -> bool:
    """Tick a check of a planned visit, or take the tick away; answers whether it is ticked now (V7)."""
    there = _there(work, visit, item=code)
    if there is not None:
        work.remove(there)
        return False
    if not code or code not in lists.offered(lists.PREPARATION):
        raise Refused("not_a_check")
    work.add(Preparation, visit=visit, item=code)
    return True


@intention("visit.prepare")
def answer(work: Work, visit: int, question: PlanQuestion, text: str) -> None:
    """Answer a question of the plan of a visit; no words take the answer away (V7)."""
    there, words = _there(work, visit, question=question.value), clean(text)
    if there is None and words:
        work.add(Preparation, visit=visit, question=question.value, text=words)
    elif there is not None and words:
        work.alter(there, text=words)
    elif there is not None:
        work.remove(there)


def _there(work: Work, visit: int, *, item: str = "", question: str = "") -> Any:
    """What is noted of it; Refused for a visit that lies behind, Forbidden for one of somebody else."""
    row = fetch("visit", visit)
    permits.ensure(work, "visit", row.__data__)
    if row.state != VisitState.PLANNED:
        raise Refused("not_planned")
    work.account = row.account_id
    p = Preparation
    return p.get_or_none((p.visit == visit) & (p.item == item) & (p.question == question))
