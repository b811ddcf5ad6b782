"""What can be done with an entry of the library: record, change, hide, copy it, note where it was used (Q10)."""

from collections.abc import Hashable, Sequence

from models.reads import stock, stock_use
from models.reads.stock import Entry
from models.rules.nouns import NOUNS
from models.rules.values import Value
from models.rules.vocabulary_library import EntryKind, Scene
from models.writes import library
from models.writes import records as writing
from tui import drafts, phrases, words
from tui.desk import Desk
from tui.entry_parts import PARTS
from tui.modals.ask import sure
from tui.modals.chooser import Chooser, Option, among
from tui.modals.form import Form
from tui.modals.references import References
from tui.recording import Recorder
from tui.terminal import clipboard_note
from tui.words import t

FAMILIES = {
    "level": "question_level", "spin": "spin", "scene": "scene", "argument": "argument", "objection": "objection",
    "size": "account_size", "roles": "role", "industries": "industry", "pains": "pain", "steps": "step", "w": "w",
    "page": "page",
}
"""The words of the codes in these fields."""


def tags(entry: Entry, *codes: str) -> list[str]:
    """The words of these fields of an entry."""
    told: list[str] = []
    for code in codes:
        held = entry.values.get(code, "")
        told += [phrases.label(FAMILIES[code], str(each)) for each in (held if isinstance(held, tuple) else (held,))]
    return [each for each in told if each]


class Shelving:
    """Acts on entries for one app."""

    def __init__(self, app: Desk) -> None:
        self.app = app

    def masked(self, entry: Entry, text: str) -> str:
        """A text of an entry as it may be shown: what we wrote ourselves may name somebody."""
        return text if entry.row is None else self.app.mask.text(text)

    def name(self, entry: Entry) -> str:
        """What an entry is called in the language in use."""
        return self.masked(entry, entry.name(words.language()))

    def parts(self, entry: Entry) -> list[tuple[str, str]]:
        """The texts of an entry by their codes, those that say something."""
        told = [(code, entry.text(code, words.language())) for code in PARTS[entry.noun]]
        return [(code, self.masked(entry, text)) for code, text in told if text]

    async def add(self, kind: str = "") -> int | None:
        """Record an entry of a kind, which is asked for where it is not known; answers its number."""
        if not kind:
            options = [Option(str(each), t(f"entry_kind.{each}")) for each in EntryKind]
            kind = str(await self.app.push_screen_wait(Chooser(t("library.add_what"), among(options))) or "")
        if not kind:
            return None
        objection = kind == EntryKind.OBJECTION
        noun = "script" if objection else kind
        values: dict[str, Value] = {"scene": Scene.OBJECTION.value} if objection else {}
        row = await Recorder(self.app).add(noun, values=values)
        return None if row is None else stock.number_of(noun, None, row)

    async def revise(self, number: int) -> bool:
        """Change an entry by its form; answers whether it was saved."""
        key = f"revise-{stock.noun_of(number)[0]}-{number}"
        try:
            entry = await self.app.read(stock.entry, number)
        except LookupError:
            drafts.drop(key)
            self.app.say(t("refused.gone", noun=t(f"noun.{stock.noun_of(number)[0]}")), bad=True)
            return False
        noun = NOUNS[entry.noun]

        async def save(typed: dict[str, Value]) -> bool:
            if all(typed[field.code] == form.answers.value(field) for field in form.asked):
                return True
            return await self.app.write(library.revise, number, form.values, typed) is not None

        form = Form(
            t("form.edit", noun=t(f"noun.{noun.code}")), noun.code, noun.fields, entry.values, save=save,
            references=References(self.app, None), draft=key,
        )
        saved: bool | None = await self.app.push_screen_wait(form)
        if saved:
            self.app.say(t("status.saved", noun=t(f"noun.{noun.code}")))
        return bool(saved)

    async def remove(self, found: Sequence[Entry]) -> bool:
        """Hide what came with the program, delete what is ours, once that is meant."""
        own = [entry for entry in found if not entry.shipped and entry.row is not None]
        if own and not await sure(self.app, t("confirm.delete", n=len(own)), t("confirm.undoable")):
            return False
        for noun in dict.fromkeys(entry.noun for entry in own):
            await self.app.write(writing.delete, noun, [each.row for each in own if each.noun == noun and each.row])
        shipped = [entry for entry in found if entry.shipped]
        for entry in shipped:
            await self.app.write(library.hide, entry.number)
        self.app.say(t("library.hidden", n=len(shipped)) if shipped else t("status.deleted", n=len(own)))
        return True

    async def show_again(self, found: Sequence[Entry]) -> None:
        """Put what was hidden back."""
        for entry in found:
            await self.app.write(library.hide, entry.number, hidden=False)
        self.app.say(t("library.shown_again", n=len(found)))

    async def restore(self, entry: Entry) -> None:
        """Take our changes to a shipped entry back."""
        if await self.app.write(library.restore, entry.number):
            self.app.say(t("library.restored"))

    async def use(self, entry: Entry) -> None:
        """Note on which opportunity it was used."""
        found = await self.app.read(stock_use.deals, self.app.member)
        mask = self.app.mask
        options: list[Option] = [
            Option(deal.id, mask.name("opportunity", deal.id, deal.name),
                   mask.name("account", deal.account, deal.account_name))
            for deal in found
        ]  # fmt: skip
        chosen: Hashable = await self.app.push_screen_wait(Chooser(t("library.used_where"), among(options)))
        if isinstance(chosen, int) and await self.app.write(library.use, entry.number, chosen):
            name = next(option.text for option in options if option.key == chosen)
            self.app.say(t("library.used", name=name))

    def copy(self, found: Sequence[Entry]) -> None:
        """Copy the texts; where the terminal may drop them, say what else works."""
        texts = ["\n".join((*self._heading(entry), *(text for _, text in self.parts(entry)))) for entry in found]
        self.app.copy_to_clipboard("\n\n".join(texts))
        note = clipboard_note()
        self.app.say(t(f"status.copied_{note}" if note else "status.copied"))

    def _heading(self, entry: Entry) -> tuple[str, ...]:
        """A question is its own heading; what is said aloud needs none; anything else has one."""
        return () if entry.noun in ("question", "script") else (self.name(entry),)
