"""The place of settings: every number of the method with its default, the lists, our products, one's own keys."""

import os
from collections.abc import Callable, Hashable, Iterator, Mapping
from functools import partial
from typing import NamedTuple

from textual import work

from models import tokens
from models.reads import shelf
from models.reads.shelf import SettingRow, Shelf
from models.rules import thresholds
from models.rules.names import folded
from models.rules.settings import DEFAULTS, OneOf
from models.rules.values import Invalid
from models.writes import preferences
from tui import folders, keymap, phrases
from tui import settings_told as telling
from tui.filtered_pane import FilteredPane
from tui.keymap import Problem
from tui.keys import key
from tui.modals.ask import Ask
from tui.modals.chooser import Chooser, Option, among
from tui.modals.weighing import Weighing
from tui.rows_pane import RowsPane
from tui.widgets.listing import Column, Line, Span
from tui.words import known, t

OWN = ("language", "theme", "keys")
"""What is this user's own, on this machine."""


class Answer(NamedTuple):
    """What the place shows: what is stored, and what is wrong with the user's own keys."""

    shelf: Shelf
    keys: tuple[Problem, ...]


class SettingsPlace(FilteredPane[Answer], RowsPane[Answer]):
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
        key("slash", "filter", "settings.filter"),
        key("escape", "clear", "settings.clear", show=False),
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
        lines = list(self._lines(answer)) if answer else []
        if self.terms:
            lines = _narrowed(lines, self.terms)
        self.filter_line.tell(self.terms, sum(1 for line in lines if line.key is not None))
        self.fill(lines, columns, t("settings.none_match", terms=self.terms) if self.terms else "")

    def narrow(self) -> None:
        self.retell()

    def _lines(self, answer: Answer) -> Iterator[Line]:
        group = ""
        for row in answer.shelf.settings:
            if row.group != group:
                group = row.group
                yield telling.title(t(f"setting.group.{group}"))
            yield Line(("setting", row.name), telling.cells(row))
        for name, entries in answer.shelf.lists.items():
            yield telling.title(t("settings.list", name=t(f"enum.{name}"), n=len(entries)))
            for entry in entries:
                yield Line(("choice", name, entry.code), telling.of_list(entry))
        yield telling.title(t("settings.products", n=len(answer.shelf.products)))
        if not answer.shelf.products:
            yield telling.title(t("settings.no_products"), "muted", ("product", 0))
        for goods in answer.shelf.products:
            price = phrases.money(goods.list_price, self.app.settings.currency) if goods.list_price is not None else ""
            yield Line(("product", goods.id), (f"  {goods.name}", price, "", phrases.listed((goods.code, goods.line))))
        yield telling.title(t("settings.own"))
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
        told = [(t("settings.may_be"), telling.may_be(found.name))]
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
        called = telling.named(name)
        if thresholds.telling(name) and not await self.app.push_screen_wait(Weighing(called, before, after)):
            return
        try:
            done = await self.app.write(preferences.put_settings, wanted)
        except Invalid as wrong:
            told = (f"{telling.named(each)}: {telling.wrong(each, code)}" for each, code in wrong.errors.items())
            self.app.say(phrases.clauses(told), bad=True)
            return
        if done:
            values = phrases.listed(telling.shown(each, getattr(after, each)) for each in wanted)
            self.app.say(t("settings.changed", name=called, value=values))

    async def _chosen(self, name: str) -> dict[str, str | None] | None:
        """What a setting shall be, asked until it will do; None when it was left."""
        may, now = thresholds.bounds(name), self.app.settings
        if isinstance(may, OneOf):
            options = [Option(code, telling.shown(name, code)) for code in may.codes]
            chosen = await self.app.push_screen_wait(
                Chooser(telling.named(name), among(options), current=getattr(now, name), hint=telling.means(name))
            )
            return None if chosen is None else {name: str(chosen)}
        names = thresholds.together(name)
        title = phrases.listed(map(telling.named, names))
        typed = " ".join(telling.typed(each, getattr(now, each)) for each in names)
        hint = phrases.sentences((telling.means(name), telling.may_be(name)))
        while (said := await self.app.push_screen_wait(Ask(title, typed, hint))) is not None:
            typed = said
            try:
                return telling.sound(names, said, now)
            except Invalid as wrong:
                hint = phrases.clauses(telling.wrong(*each) for each in wrong.errors.items())
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


def _narrowed(lines: list[Line], terms: str) -> list[Line]:
    """The lines that hold every word typed, in pinyin too, each under its title."""
    kept: list[Line] = []
    title: Line | None = None
    for line in lines:
        if line.key is None:
            title = line
        elif _holds(" ".join(cell if isinstance(cell, str) else cell.text for cell in line.cells), terms):
            kept += [title, line] if title is not None else [line]
            title = None
    return kept


def _holds(text: str, terms: str) -> bool:
    held = folded(text)
    return all(folded(word) in held or tokens.verify(word, text) for word in terms.split())


def _ask(member: int | None, mine: Mapping[str, str]) -> Answer:
    return Answer(shelf.shelf(member), tuple(keymap.problems(mine)) if mine else ())
