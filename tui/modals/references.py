"""What the references of a form may be set to, and making by its name what nobody has recorded yet."""

from collections.abc import Mapping, Sequence

from models.reads import labels, records
from models.rules.fields import Field
from models.rules.nouns import NOUNS
from models.rules.values import Invalid, Value
from models.writes import records as writing
from tui import typed
from tui.desk import Desk
from tui.modals.chooser import Option
from tui.words import t

DEFAULTS: dict[str, dict[str, Value]] = {
    "unit": {"kind": "department"},
    "opportunity": {"step": "lead", "information_stage": "general", "outcome": "open"},
    "visit": {"kind": "visit", "state": "done"},
    "promise": {"by": "us"},
    "account": {"gift_policy": "unknown", "company_grade": "none"},
    "opportunity_competitor": {"position": "in_play"},
    "need": {"kind": "problem", "state": "open"},
    "solution_part": {"layer": "base"},
    "value_line": {"kind": "cost_saved"},
    "quotation": {"offer": "full", "state": "given"},
    "concession": {"state": "planned"},
    "milestone": {"kind": "requirements", "state": "planned"},
    "deal_report": {"kind": "progress"},
    "script": {"scene": "value"},
    "member": {"role": "engineer", "active": True},
}
"""What a new one of a noun holds unless something else is typed."""
MADE = frozenset({"account", "unit", "product", "person", "opportunity", "competitor"})
"""Nouns a name is enough for."""


class References:
    """The references of forms about one account, or about none."""

    def __init__(self, app: Desk, account: int | None) -> None:
        self.app = app
        self.account = account

    async def options(self, field: Field, query: str, near: Sequence[object] = ()) -> list[Option]:
        """What a reference may be set to, best match first; what is `near` comes before all while nothing is typed."""
        found = await self.app.read(
            records.options, field.noun, self.account, query, viewer=self.app.member
        )
        found = found if query.strip() else sorted(found, key=lambda option: option.id not in near)
        return [Option(o.id, self.app.mask.name(field.noun, o.id, o.text)) for o in found]

    async def names(self, field: Field, value: Value) -> list[str]:
        """The names of what a reference is set to."""
        held = [key for key in typed.held(value) if isinstance(key, int)]
        names = await self.app.read(labels.names, field.noun, held) if held else {}
        return [self.app.mask.name(field.noun, key, names.get(key, "")) for key in held]

    def makes(self, field: Field) -> bool:
        """Whether something new can be made for a reference by its name alone."""
        return field.noun in MADE and (self.account is not None or not NOUNS[field.noun].within)

    async def make(self, field: Field, name: str) -> Option | None:
        """Record a new one under a name, as one intention; nothing where it was refused, and why is said."""
        noun = NOUNS[field.noun]
        try:
            done = await self.app.write(writing.add, noun.code, self._values(noun.code, name), self._within(field))
        except Invalid as wrong:
            self.app.say("; ".join(typed.unplaced(wrong.errors, noun.code)), bad=True)
            return None
        if done is None:
            return None
        self.app.say(t("chooser.made", noun=t(f"noun.{noun.code}"), name=name))
        return Option(done.value, name)

    def _values(self, noun: str, name: str) -> Mapping[str, Value]:
        own: dict[str, Value] = {"owner": self.app.member} if noun == "account" else {}
        return {**DEFAULTS.get(noun, {}), **own, "name": name}

    def _within(self, field: Field) -> int | None:
        return self.account if NOUNS[field.noun].within else None
