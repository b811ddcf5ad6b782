"""What stands in a form and is not saved, as a draft on disk; and back into the fields."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from typing import Any

from models.rules.fields import Field
from models.rules.values import parse
from tui import drafts, typed
from tui.modals.answers import Answers


class Draft:
    """The draft of one form under its key; a form without a key keeps none."""

    def __init__(self, key: str, answers: Answers) -> None:
        self.key = key
        self.answers = answers

    def keep(self) -> None:
        """Keep what was typed, and over what. Raises OSError."""
        data: dict[str, Any] = {"fields": {}, "labels": {}, "over": {}}
        for field in self.answers.fields:
            held = self.answers.typed(field)
            data["fields"][field.code] = held
            data["over"][field.code] = _plain(self.answers.before(field))
            if isinstance(held, tuple):
                data["labels"][field.code] = self.answers.labels(field)
        drafts.keep(self.key, data)

    def drop(self) -> None:
        """Throw it away."""
        if self.key:
            drafts.drop(self.key)

    def restore(self, today: date) -> bool:
        """Put it into the fields; answers whether there was one.

        What was not typed stays as it is stored now; where somebody changed meanwhile what was typed over, saving
        finds it stale and asks. What a new form was opened with stays, unless it is what was typed over.
        """
        data = drafts.load(self.key) if self.key else None
        if not data:
            return False
        fields, labels, under = (_part(data, name) for name in ("fields", "labels", "over"))
        for field in self.answers.fields:
            held, over = fields.get(field.code), under.get(field.code)
            stands = _plain(self.answers.before(field))
            if over is not None and self.key.startswith("edit-"):
                if held == over:
                    continue
                self._stand_on(field, over, today)
            elif stands and over != stands and self.key.startswith("add-"):
                continue
            self.answers.put(field, held, labels.get(field.code, ()))
        return True

    def _stand_on(self, field: Field, over: Any, today: date) -> None:
        if over != _plain(self.answers.before(field)):
            with suppress(ValueError):
                text = isinstance(over, str)
                self.answers.values[field.code] = parse(field, over, today) if text else typed.value(field, over)


def _plain(held: Any) -> Any:
    return list(held) if isinstance(held, tuple) else held


def _part(data: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """A part of a draft; nothing where a file says something else."""
    found = data.get(name)
    return found if isinstance(found, dict) else {}
