"""What was done to records, told in words: who, when, and each field before and after (T6)."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from models.reads import labels
from models.reads.history import ChangeRow, IntentRow
from models.rules.fields import FieldKind
from models.rules.nouns import NOUNS
from tui import phrases, typed
from tui.desk import Desk
from tui.widgets.listing import Line, Span
from tui.words import known, t

Names = dict[tuple[str, int], str]
Visits = dict[int, tuple[date, str]]
ISO = re.compile("([0-9]{4}-[0-9]{2}-[0-9]{2})(T[0-9:.+]+)?")
"""A stored day, or moment."""
HIDDEN = frozenset({
    "id", "sort_key", "name_key", "recorded", "changed", "registered", "registered_by", "cause", "zone", "question",
    "asking", "payload", "subject", "item", "shipped",
})
UNTOLD = frozenset({"account", "member", "visit"})
"""What goes without saying of a row that was made."""
REFERS = {
    "person": "person", "other": "person", "introduced_by": "person", "account": "account", "origin": "account",
    "opportunity": "opportunity", "competitor": "competitor", "winner": "competitor", "member": "member",
    "owner": "member", "unit": "unit", "product": "product", "asked_by": "member", "decided_by": "member",
}
"""Columns that hold an id, and what it is the id of."""
CODED = {
    ("stance_entry", "stance"): "stance", ("promise", "state"): "promise_state", ("task", "state"): "task_state",
    ("asking", "state"): "asking_state", ("asking", "harvest"): "harvest", ("approval", "state"): "approval_state",
    ("approval", "kind"): "approval_kind", ("task", "code"): "action",
    ("person_role", "role"): "role", ("gift", "verdict"): "gift_verdict",
}
"""Columns of codes that are in no form, and the family of their words."""
FIELDS = 6
"""Fields told of one change."""


def called(intents: Iterable[IntentRow]) -> tuple[Names, Visits]:
    """The names of all that intents refer to; for the reading thread. A query for each noun."""
    wanted: dict[str, set[int]] = {}
    visits: set[int] = set()
    for change in (change for intent in intents for change in intent.changes):
        for side in (change.before, change.after):
            for name, value in side.items():
                if name == "visit" and isinstance(value, int):
                    visits.add(value)
                elif name in REFERS and isinstance(value, int):
                    wanted.setdefault(REFERS[name], set()).add(value)
    found = {noun: labels.names(noun, ids) for noun, ids in wanted.items()}
    names = {(noun, id): text for noun, told in found.items() for id, text in told.items()}
    return names, labels.visits(visits) if visits else {}


class Past:
    """Tells intents in the language in use, under the mask."""

    def __init__(self, app: Desk, names: Names, visits: Visits) -> None:
        self.app = app
        self.names = names
        self.visits = visits

    def lines(self, row: IntentRow) -> Iterator[Line]:
        """One intent, and each of its changes below it."""
        at = row.at.astimezone()
        when = f"{phrases.day(at.date(), self.app.today)} {at:%H:%M}"
        who = self.app.mask.name("member", row.member, row.member_name)
        undone = t("history.undone") if row.undone else ""
        yield Line(("intent", row.id), (
            Span(f"{when}  ", "accent"), Span(_what(row), "muted" if row.undone else "strong"),
            Span(f"  {who} {undone}", "muted"),
        ))
        for change in row.changes:
            yield Line(("intent", row.id), (f"    {t('table.' + change.table)}  ", Span(self._told(change), "muted")))

    def _told(self, change: ChangeRow) -> str:
        fields = _in_order(change.table, [name for name in (change.after or change.before) if name not in HIDDEN])
        told = [self._field(change, name) for name in fields if self._said(change, name)]
        head = "" if change.op == "alter" else t(f"history.{change.op}") + " "
        return head + "; ".join(told[:FIELDS])

    def _said(self, change: ChangeRow, name: str) -> bool:
        told = (change.after or change.before)[name]
        return change.op == "alter" or (name not in UNTOLD and told not in (None, "", False))

    def _field(self, change: ChangeRow, name: str) -> str:
        label = t(f"field.{change.table}.{name}") if known(f"field.{change.table}.{name}") else name
        new = self._value(change.table, name, (change.after or change.before).get(name))
        if change.op != "alter":
            return f"{label} {new}"
        return f"{label} {self._value(change.table, name, change.before.get(name)) or '-'} -> {new or '-'}"

    def _value(self, table: str, name: str, value: Any) -> str:
        if value is None or value == "":
            return ""
        if name == "visit":
            return self._visit(value)
        if name in REFERS and isinstance(value, int):
            noun = REFERS[name]
            return self.app.mask.name(noun, value, self.names.get((noun, value), str(value)))
        if (table, name) in CODED:
            return phrases.label(CODED[(table, name)], str(value))
        if isinstance(value, str) and (day := _stored_day(value)):
            return phrases.day(day, self.app.today)
        return self.app.mask.text(_shown(table, name, value))

    def _visit(self, visit: int) -> str:
        """A visit by its day and kind; one that is gone, by nothing."""
        found = self.visits.get(visit)
        return f"{phrases.day(found[0], self.app.today)} {phrases.label('visit_kind', found[1])}" if found else ""


def _stored_day(text: str) -> date | None:
    """The day of a stored day or moment; None for any other text, however like one it looks."""
    found = ISO.fullmatch(text)
    try:
        return date.fromisoformat(found[1]) if found else None
    except ValueError:
        return None


def _what(row: IntentRow) -> str:
    """What was done, and where the word does not tell, to what."""
    what = phrases.intent(row.name)
    if not row.name.startswith("record.") or not row.changes:
        return what
    return t("history.of", what=what, of=t(f"table.{row.changes[0].table}"))


def _in_order(table: str, names: list[str]) -> list[str]:
    """Fields as the form of their noun has them, which begins with what tells one from another; others last."""
    places = {field.code: place for place, field in enumerate(NOUNS[table].fields)} if table in NOUNS else {}
    return sorted(names, key=lambda name: places.get(name, len(places)))


def _shown(table: str, name: str, value: Any) -> str:
    """A stored value of a field as a form would show it."""
    field = next((f for f in NOUNS[table].fields if f.code == name), None) if table in NOUNS else None
    if field is None:
        return t("flag.yes" if value else "flag.no") if isinstance(value, bool) else str(value)
    if field.kind is FieldKind.CHOICES:
        value = tuple(part for part in str(value).split(";") if part)
    return typed.shown(field, value)
