"""What is due as rows of a list: the words of an item, the row it stands for, and where one acts on it (V4, S13)."""

from collections.abc import Hashable
from datetime import date
from typing import NamedTuple

from models.reads.today import DueRow
from models.rules.vocabulary import DueKind
from models.rules.vocabulary_planning import PlanSpan
from tui import phrases
from tui.desk import Desk

TABLES = frozenset({
    "account", "promise", "visit", "visit_person", "task", "snooze", "approval", "opportunity", "person",
    "stance_entry", "account_event", "inside_mark", "act", "gift", "setting", "account_state",
    "complaint", "risk_acceptance", "visit_plan", "account_plan", "plan_review", "survey", "barrier", "factor_score",
    "hold_tick",
})  # fmt: skip
"""What things fall due by."""
FACES = {
    DueKind.VISIT: "visits", DueKind.PROMISE_OURS: "visits", DueKind.PROMISE_THEIRS: "visits",
    **dict.fromkeys((DueKind.MILESTONE, DueKind.REPORT, DueKind.PAYMENT, DueKind.RENEWAL), "opportunities"),
    DueKind.OPENING: "strategy",
}  # fmt: skip
"""Which face of the account tells more about an item; the brief for all others."""
ABOUT = dict.fromkeys(("account_plan", "barrier", "survey", "hold_tick"), "strategy")
"""The same, of items about one of these."""
MARKS = {"high": "!! ", "medium": "! "}


class Target(NamedTuple):
    """A face of an account, and the row of it that is meant."""

    account: int
    face: str
    row: Hashable


def row_of(due: DueRow) -> Hashable:
    """The row an item stands for: (noun, id), or its name where it is no record."""
    noun, _, rest = due.key.partition(":")
    return (noun, int(rest)) if rest.isdigit() else (due.key, due.item.account)


def what(due: DueRow, app: Desk) -> str:
    """What is to be done, with how grave it is; under the mask its kind only."""
    item, mask = due.item, app.mask
    names = {p: mask.name("person", p, n) for p, n in zip(item.people, due.people, strict=False)}
    told = phrases.action(item, names) if not mask.on else phrases.label("due_kind", item.kind)
    return f"{MARKS.get(item.severity, '')}{told}"


def plan(due: DueRow) -> tuple[PlanSpan, date]:
    """Which plan of contacts an item asks for."""
    noun, day = due.item.subject
    return PlanSpan(noun.removeprefix("visit_plan_")), date.fromordinal(day)


def target(due: DueRow) -> Target:
    """Where the account tells more of it."""
    item = due.item
    face = ABOUT.get(item.subject[0]) or FACES.get(DueKind(item.kind), "brief")
    row = {"visits": item.subject, "opportunities": ("opportunity", item.opportunity or 0)}.get(face)
    return Target(item.account, face, row)
