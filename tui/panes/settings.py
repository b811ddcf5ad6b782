"""The place of settings: every number of the method with its default, the lists, our products, one's own keys."""

import os
from collections.abc import Callable, Hashable, Iterator, Mapping
from functools import partial
from typing import NamedTuple

from textual import work

from models.reads import shelf
from models.reads.lists import Entry
from models.reads.shelf import SettingRow, Shelf
from models.rules import thresholds
from models.rules.settings import DEFAULTS, OneOf, Settings, Within
from models.rules.values import Invalid
from models.writes import preferences
from tui import folders, keymap, phrases
from tui.keymap import Problem
from tui.keys import key
from tui.modals.ask import Ask
from tui.modals.chooser import Chooser, Option, among
from tui.modals.weighing import Weighing
from tui.rows_pane import RowsPane
from tui.widgets.listing import Cell, Column, Line, Span
from tui.words import known, many, t

OWN = ("language", "theme", "keys")
"""What is this user's own, on this machine."""


class Answer(NamedTuple):
    """What the place shows: what is stored, and what is wrong with the user's own keys."""

    shelf: Shelf
    keys: tuple[Problem, ...]


class SettingsPlace(RowsPane[Answer]):
    """Rows are ("setting", name), ("choice", list, code), ("product", id) and ("own", what)."""

    NAME = "settings"
    SHOWS = frozenset({"setting", "choice", "product", "account", "opportunity"})
    EDITS = frozenset({"product"})
    LACKS = frozenset({"visit", "done", "snooze"})
    BINDINGS = [
        key("e", "edit", "settings.change"),
        key("r", "reset", "settings.reset"),
        key("a", "add", "settings.add"),
        key("d", "delete", "settings.hide"),
    ]

    def read(self) -> Callable[[], Answer] | None:
        return partial(_ask, self.app.member, self.app.config.keys)

    # Telling ------------------------------------------------------------------------------------------

    def show(self, answer: Answer | None) -> None:
        narrow = self.size.width < 100
        columns = (
            Column(t("settings.head.what"), 24 if narrow else 34), Column(t("settings.head.now"), 13, right=True),
            Column(t("settings.head.default"), 13, right=True), Column(t("settings.head.means"), 0),
        )  # fmt: skip
        self.fill(self._lines(answer) if answer else [], columns)

    def _lines(self, answer: Answer) -> Iterator[Line]:
        group = ""
        for row in answer.shelf.settings:
            if row.group != group:
                group = row.group
                yield _title(t(f"setting.group.{group}"))
            yield Line(("setting", row.name), _cells(row))
        for name, entries in answer.shelf.lists.items():
            yield _title(t("settings.list", name=t(f"enum.{name}"), n=len(entries)))
            for entry in entries:
                yield Line(("choice", name, entry.code), _entry(entry))
        yield _title(t("settings.products", n=len(answer.shelf.products)))
        if not answer.shelf.products:
            yield _title(t("settings.no_products"), "muted", ("product", 0))
        for goods in answer.shelf.products:
            price = phrases.money(goods.list_price, self.app.settings.currency) if goods.list_price is not None else ""
            yield Line(("product", goods.id), (f"  {goods.name}", price, "", phrases.listed((goods.code, goods.line))))
        yield _title(t("settings.own"))
        yield from self._own(answer.keys)

    def _own(self, found: tuple[Problem, ...]) -> Iterator[Line]:
        now = {"language": t("settings.language.now"), "theme": t(f"theme.{self.app.theme}")}
        for what in ("language", "theme"):
            yield Line(("own", what), (f"  {t(f'settings.{what}')}", now[what], "", t(f"settings.{what}.means")))
        mine = self.app.config.keys
        where = folders.config_file(os.environ)
        yield Line(("own", "keys"), (
            f"  {t('settings.keys')}", t("settings.own_keys", n=len(mine)), "", t("settings.keys.means", path=where),
        ))  # fmt: skip
        wrong: dict[str, list[Problem]] = {}
        for problem in found:
            wrong.setdefault(problem.id, []).append(problem)
        for id, keys in mine.items():
            label = t(f"key.{id}") if known(f"key.{id}") else id
            said = phrases.clauses(map(keymap.sentence, wrong.get(id, ())))
            told = Span(said or id, "against" if said else "muted")
            yield Line(("own", "keys", id), (f"    {label}", keys, "", told))

    def more(self, row: Hashable) -> list[tuple[str, str]]:
        """Who changed a setting last, and when; what it may be."""
        found = self._setting(row)
        if found is None:
            return []
        told = [(t("settings.may_be"), _may_be(found.name))]
        if found.changed:
            day = phrases.day(found.changed.at.astimezone().date(), self.app.today)
            who = self.app.mask.name("member", found.changed.by, found.changed.by)
            told.append((t("settings.changed_by"), f"{day} {who}"))
        return told

    def _setting(self, row: Hashable) -> SettingRow | None:
        rows = self.answer.shelf.settings if self.answer else []
        return next((each for each in rows if row == ("setting", each.name)), None)

    # Acting -------------------------------------------------------------------------------------------

    @work(group="ask")
    async def action_edit(self) -> None:
        """Change what is under the cursor."""
        match self.listing.current:
            case ("setting", str(name)):
                await self._change(name)
            case ("choice", str(name), str(code)):
                await self._rename(name, code)
            case ("product", int(id)) if id:
                await self.edit(("product", id))
            case ("product", _):
                await self.recorder().add("product")
            case ("own", "language"):
                await self.app.run_action("app.language")
            case ("own", "theme"):
                await self.app.run_action("app.theme")
                self.retell()
            case ("own", *_):
                self.app.say(t("settings.keys.means", path=folders.config_file(os.environ)))

    def _allowed(self) -> bool:
        may = self.answer is not None and self.answer.shelf.may
        if not may:
            self.app.say(t("settings.not_yours"), bad=True)
        return may

    async def _change(self, name: str) -> None:
        if not self._allowed():
            return
        wanted = await self._chosen(name)
        if wanted is not None:
            await self._put(name, wanted)

    async def _put(self, name: str, wanted: Mapping[str, str | None]) -> None:
        """Change settings that belong together, once it is known what that moves."""
        before = self.app.settings
        after = before._replace(**{each: getattr(DEFAULTS, each) for each in wanted})
        after = after.with_overrides({each: text for each, text in wanted.items() if text is not None})
        if after == before:
            self.app.say(t("settings.same"))
            return
        if thresholds.telling(name) and not await self.app.push_screen_wait(Weighing(_named(name), before, after)):
            return
        try:
            done = await self.app.write(preferences.put_settings, wanted)
        except Invalid as wrong:
            told = (f"{_named(each)}: {_wrong(each, code)}" for each, code in wrong.errors.items())
            self.app.say(phrases.clauses(told), bad=True)
            return
        if done:
            values = phrases.listed(_shown(each, getattr(after, each)) for each in wanted)
            self.app.say(t("settings.changed", name=_named(name), value=values))

    async def _chosen(self, name: str) -> dict[str, str | None] | None:
        """What a setting shall be, asked until it will do; None when it was left."""
        may, now = thresholds.bounds(name), self.app.settings
        if isinstance(may, OneOf):
            options = [Option(code, _shown(name, code)) for code in may.codes]
            chosen = await self.app.push_screen_wait(
                Chooser(_named(name), among(options), current=getattr(now, name), hint=_means(name))
            )
            return None if chosen is None else {name: str(chosen)}
        names = thresholds.together(name)
        title = phrases.listed(map(_named, names))
        typed = " ".join(_typed(each, getattr(now, each)) for each in names)
        hint = phrases.sentences((_means(name), _may_be(name)))
        while (said := await self.app.push_screen_wait(Ask(title, typed, hint))) is not None:
            typed = said
            try:
                return _sound(names, said, now)
            except Invalid as wrong:
                hint = phrases.clauses(_wrong(*each) for each in wrong.errors.items())
        return None

    async def _rename(self, name: str, code: str) -> None:
        if not self._allowed():
            return
        before = phrases.label(name, code)
        said = await self.app.push_screen_wait(Ask(t("settings.rename"), before, t("settings.rename_hint")))
        if said is not None and said != before and await self.app.write(preferences.rename_choice, name, code, said):
            self.app.say(t("settings.renamed", before=before, after=phrases.label(name, code)))

    @work(group="ask")
    async def action_add(self) -> None:
        """Put something on the list the cursor is in."""
        match self.listing.current:
            case ("choice", str(name), *_):
                if not self._allowed():
                    return
                said = await self.app.push_screen_wait(Ask(t("settings.add_to", name=t(f"enum.{name}"))))
                if said and await self.app.write(preferences.add_choice, name, said):
                    self.app.say(t("settings.added", name=said))
            case ("product", *_):
                await self.recorder().add("product")
            case _:
                self.app.say(t("settings.add_where"), bad=True)

    @work(group="ask")
    async def action_delete(self) -> None:
        """Offer an entry of a list no more, or again; delete a product."""
        match self.listing.current:
            case ("choice", str(name), str(code)):
                entries = self.answer.shelf.lists[name] if self.answer else []
                hidden = next((each.hidden for each in entries if each.code == code), False)
                if self._allowed() and await self.app.write(preferences.hide_choice, name, code, hidden=not hidden):
                    self.app.say(t("settings.shown" if hidden else "settings.hidden", name=phrases.label(name, code)))
            case ("product", int(id)) if id:
                await self.delete([("product", id)])
            case _:
                self.app.say(t("settings.hide_what"), bad=True)

    @work(group="ask")
    async def action_reset(self) -> None:
        """Put a setting back to its default."""
        found = self._setting(self.listing.current)
        if found is None:
            self.app.say(t("settings.reset_what"), bad=True)
        elif self._allowed():
            await self._put(found.name, dict.fromkeys(thresholds.together(found.name)))


# What a setting is called, may be, and is now -------------------------------------------------------------------


def _named(name: str) -> str:
    return t(f"setting.{name}") if known(f"setting.{name}") else name


def _means(name: str) -> str:
    return t(f"setting.{name}.tip") if known(f"setting.{name}.tip") else ""


def _shown(name: str, value: int | str) -> str:
    """A value as people read it."""
    may = thresholds.bounds(name)
    if not isinstance(may, Within) or not isinstance(value, int):
        return t(f"setting.{name}.{value}") if known(f"setting.{name}.{value}") else str(value)
    if may.unit == "money":
        return phrases.money(value) if value else t("settings.none")
    return many(f"setting.unit.{may.unit}", value)


def _typed(name: str, value: int | str) -> str:
    """A value as it is typed."""
    may = thresholds.bounds(name)
    if isinstance(may, Within) and may.unit == "money" and isinstance(value, int):
        return f"{value / 100:.2f}".removesuffix(".00")
    return str(value)


def _may_be(name: str) -> str:
    """Between what a setting may be, and what it is by default."""
    may, default = thresholds.bounds(name), _shown(name, getattr(DEFAULTS, name))
    if isinstance(may, Within):
        low, high = _typed(name, may.low), _shown(name, may.high)
        return t("settings.between", low=low, high=high, default=default)
    return t("settings.by_default", default=default)


def _wrong(name: str, code: str) -> str:
    may = thresholds.bounds(name)
    low, high = (_typed(name, may.low), _typed(name, may.high)) if isinstance(may, Within) else ("", "")
    return t(f"invalid.{code}", low=low, high=high)


def _sound(names: tuple[str, ...], said: str, now: Settings) -> dict[str, str | None]:
    """What was typed for settings that belong together, in their order; raises Invalid."""
    parts = said.split() if len(names) > 1 else [said]
    if len(parts) != len(names):
        raise Invalid({names[0]: "not_as_many"})
    told: dict[str, str | None] = {}
    for name, part in zip(names, parts, strict=True):
        try:
            told[name] = thresholds.parsed(name, part)
        except ValueError as wrong:
            raise Invalid({name: str(wrong)}) from None
    thresholds.ensure_sound(now.with_overrides({name: text or "" for name, text in told.items()}), told)
    return told


def _cells(row: SettingRow) -> tuple[Cell, ...]:
    changed = row.value != row.default
    return (
        f"  {_named(row.name)}", Span(_shown(row.name, row.value), "strong" if changed else ""),
        Span(_shown(row.name, row.default), "muted"), Span(_means(row.name), "muted"),
    )  # fmt: skip


def _entry(entry: Entry) -> tuple[Cell, ...]:
    state = t("settings.is_hidden") if entry.hidden else ""
    origin = "" if entry.shipped else t("settings.is_own")
    called = t("settings.is_renamed") if entry.label else ""
    used = many("settings.used", entry.used) if entry.used else ""
    label = phrases.label(entry.list, entry.code)
    return (
        Span(f"  {label}", "muted" if entry.hidden else ""), Span(state, "strong"), "",
        Span(" · ".join(filter(None, (origin, called, used))), "muted"),
    )  # fmt: skip


def _title(text: str, role: str = "title", row: Hashable = None) -> Line:
    return Line(row, (Span(text, role),))


def _ask(member: int | None, mine: Mapping[str, str]) -> Answer:
    return Answer(shelf.shelf(member), tuple(keymap.problems(mine)) if mine else ())
