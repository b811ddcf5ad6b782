"""What the ledger and the way to a decision ask of their records, and ticking off who met whom (P4, P11, P16)."""

from typing import Any

from models.rules.rating import decided_on
from models.rules.values import Invalid, Value
from models.rules.vocabulary import Outcome, Stance
from models.rules.vocabulary_ledger import DoubtState
from models.tables import Conduct
from models.writes import permits
from models.writes.intents import Refused, Work, intention
from models.writes.records import BORN, CHECKS, fetch

_OPPOSED = (Stance.ENEMY, Stance.BLOCKER)
_NEXT = {
    DoubtState.OPEN: DoubtState.ANSWERED, DoubtState.ANSWERED: DoubtState.SETTLED, DoubtState.SETTLED: DoubtState.OPEN,
}  # fmt: skip


@intention("doubt.state")
def answer(work: Work, doubt: int) -> str:
    """Take a doubt on: open, answered, settled, and open again; answers its state (P16)."""
    row = fetch("doubt", doubt)
    permits.ensure(work, "doubt", row.__data__)
    state = _NEXT[DoubtState(row.state or DoubtState.OPEN)]
    if state is DoubtState.ANSWERED and not row.answer:
        raise Refused("answer_missing")
    work.alter(row, state=state.value)
    return state.value


@intention("touch.done")
def touched(work: Work, touch: int) -> bool:
    """Say that a meeting of the plan took place today, or take that back; answers whether it has (P16)."""
    row = fetch("touch", touch)
    permits.ensure(work, "touch", row.__data__)
    work.alter(row, done=None if row.done else work.actor.today)
    return row.done is not None


def _check_stance(_: Work, values: dict[str, Value], __: Any) -> None:
    """Only who stands against us backs a competitor (P4)."""
    if values.get("competitor") is not None and values.get("stance") not in _OPPOSED:
        raise Invalid({"competitor": "not_opposed"})


def _check_conduct(_: Work, values: dict[str, Value], row: Any) -> None:
    """How somebody acted is seen once it is decided, and said once (O21)."""
    deal, person = int(str(values["opportunity"])), values["person"]
    row_of = fetch("opportunity", deal)
    if decided_on(Outcome(row_of.outcome), row_of.signed_date, row_of.closed_date) is None:
        raise Refused("not_decided")
    if values["acted"] == Stance.UNKNOWN:
        raise Invalid({"acted": "not_a_choice"})
    c = Conduct
    there = c.select().where((c.opportunity == deal) & (c.person == person))
    if any(each.id != (row.id if row is not None else 0) for each in there):
        raise Invalid({"person": "judged_already"})


def _born_conduct(work: Work, _: dict[str, Any]) -> dict[str, Any]:
    return {"date": work.actor.today}


CHECKS |= {"stance_entry": _check_stance, "conduct": _check_conduct}
BORN["conduct"] = _born_conduct
