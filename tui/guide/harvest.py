"""What an answer becomes: a need, a competitor's note, a stance sign, a fact about the person (Q4)."""

from collections.abc import Awaitable, Callable, Hashable, Sequence

from models.reads import records
from models.reads.questions import AskingRow, NeedRow
from models.rules import stances
from models.rules.fields import Field, FieldKind
from models.rules.nouns import PERSON
from models.rules.values import Invalid, Value, parse
from models.rules.vocabulary import Harvest, NeedKind, Stance
from models.writes import questions as writing
from models.writes.intents import Stale
from tui import phrases, typed
from tui.desk import Desk
from tui.modals.ask import Ask
from tui.modals.chooser import Chooser, Option, among
from tui.words import t

Found = dict[str, Value] | None
TYPED = (FieldKind.TEXT, FieldKind.NOTE, FieldKind.MONTHDAY, FieldKind.WHOLE)
HIDDEN = frozenset({"name", "tags"})
"""Fields no answer goes into."""
NEW = "new:"


class Harvester:
    """Asks what is missing and turns an answer into something more."""

    def __init__(self, app: Desk) -> None:
        self.app = app

    async def turn(self, row: AskingRow, into: Harvest, needs: Sequence[NeedRow]) -> bool:
        """Turn it; answers whether that was done."""
        ways: dict[Harvest, Callable[[], Awaitable[Found]]] = {
            Harvest.NEED: lambda: self._need(row, needs), Harvest.COMPETITOR: self._competitor,
            Harvest.STANCE: lambda: self._stance(row), Harvest.FACT: lambda: self._fact(row),
        }
        if into in (Harvest.STANCE, Harvest.FACT) and row.person is None:
            self.app.say(t("refused.person_missing"), bad=True)
            return False
        values = await ways[into]()
        if values is None:
            return False
        try:
            done = await self.app.write(writing.harvest, row.id, into, values)
        except (Invalid, Stale) as wrong:
            self._complain(wrong)
            return False
        if done:
            self.app.say(t("guide.turned", into=phrases.label("harvest", into)))
        return done is not None

    def _complain(self, wrong: Invalid | Stale) -> None:
        if isinstance(wrong, Invalid):
            self.app.say("; ".join(typed.unplaced(wrong.errors)), bad=True)
        else:
            self.app.say(t("guide.changed_meanwhile"), bad=True)

    async def _choose(self, title: str, options: Sequence[Option]) -> Hashable:
        chosen: Hashable = await self.app.push_screen_wait(Chooser(title, among(options)))
        return chosen

    async def _need(self, row: AskingRow, needs: Sequence[NeedRow]) -> Found:
        kinds = [Option(kind.value, phrases.label("need_kind", kind)) for kind in NeedKind]
        kind = await self._choose(t("harvest.need_kind"), kinds)
        if kind is None:
            return None
        parent = await self._parent(NeedKind(str(kind)), needs)
        if parent is None:
            return None
        text = await self.app.push_screen_wait(Ask(t("harvest.need_text"), row.answer, t("harvest.need_hint")))
        return {"kind": str(kind), "parent": parent or None, "text": text} if text else None

    async def _parent(self, kind: NeedKind, needs: Sequence[NeedRow]) -> int | None:
        """What it refines, 0 for nothing; a problem stands alone."""
        above = [need for need in needs if need.kind != NeedKind.CRITERION]
        if kind is NeedKind.PROBLEM or not above:
            return 0
        options = [
            Option(need.id, self.app.mask.text(need.text), phrases.label("need_kind", need.kind)) for need in above
        ]
        chosen = await self._choose(t("harvest.parent"), [*options, Option(0, t("harvest.no_parent"))])
        return chosen if isinstance(chosen, int) else None

    async def _competitor(self) -> Found:
        async def source(query: str) -> Sequence[Option]:
            found = await self.app.read(records.options, "competitor", None, query)
            options = [Option(o.id, self.app.mask.name("competitor", o.id, o.text)) for o in found]
            fresh, what = query.strip(), t("noun.competitor")
            return [*options, Option(f"{NEW}{fresh}", t("form.new_entry", text=fresh, what=what))] if fresh else options

        chosen = await self.app.push_screen_wait(Chooser(t("harvest.which_competitor"), source))
        if isinstance(chosen, str):
            return {"name": chosen.removeprefix(NEW)}
        return {"competitor": chosen} if isinstance(chosen, int) else None

    async def _stance(self, row: AskingRow) -> Found:
        options = [Option(s.value, f"{stances.letter(s)} {phrases.label('stance', s)}") for s in Stance]
        chosen = await self._choose(t("harvest.which_stance"), options)
        return {"stance": str(chosen), "evidence": row.answer} if chosen is not None else None

    async def _fact(self, row: AskingRow) -> Found:
        fields = [f for f in PERSON.fields if f.code not in HIDDEN and f.kind in (*TYPED, FieldKind.CHOICE)]
        options = [Option(field.code, typed.label("person", field)) for field in fields]
        code = await self._choose(t("harvest.which_field"), options)
        if code is None or row.person is None:
            return None
        field = PERSON.field(str(code))
        found = await self._picked(field) if field.kind is FieldKind.CHOICE else await self._typed(field, row)
        return None if found is None else {"field": field.code, "value": found}

    async def _picked(self, field: Field) -> Value:
        options = [Option(choice.value, typed.code_label(field, choice.value)) for choice in field.choices or ()]
        chosen = await self._choose(typed.label("person", field), options)
        return None if chosen is None else str(chosen)

    async def _typed(self, field: Field, row: AskingRow) -> Value:
        """The answer behind what the field holds, to be mended; a note is added to by itself."""
        now = (await self.app.read(records.record, "person", row.person or 0)).values[field.code]
        held = "" if field.kind is not FieldKind.TEXT else typed.text(field, now)
        start = "；".join(filter(None, (held, row.answer)))
        title = typed.label("person", field)
        text = await self.app.push_screen_wait(Ask(title, start, typed.hint("person", field)))
        if not text:
            return None
        try:
            return parse(field, text, self.app.today)
        except ValueError as wrong:
            self.app.say(typed.error(field, str(wrong)), bad=True)
            return None
