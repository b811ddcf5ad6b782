"""The profile of one account: everything recorded of it that has no face of its own, each line edited in place."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from functools import partial

from textual import on, work

from models.reads import records
from models.reads.profile import Profile, profile
from models.rules.values import Value
from models.writes import approvals, visits
from tui import deleting, phrases
from tui.desk import Desk
from tui.keys import key
from tui.modals.ask import Ask, day_after
from tui.modals.chooser import Chooser, Option, among
from tui.pages.spans import Span as PageSpan
from tui.pages.spans import wrapped
from tui.recording import Recorder
from tui.sheets.panel import SheetPanel
from tui.sheets.profile import GROUPS, SECTIONS, Entry, Page
from tui.widgets.listing import Line, Listing, Span
from tui.words import t

ADDS = {
    "judged": "annual_figure", "fields": "account_field", "team": "team_member", "years": "annual_figure",
    "group": "account", "units": "unit", "events": "account_event", "rivals": "opportunity_competitor",
    "gifts": "gift", "tasks": "task",
}  # fmt: skip
"""What `a` records in each section; among the approvals it asks for a transfer."""
DELETES = frozenset({
    "account_field", "team_member", "annual_figure", "unit", "person", "account_event", "opportunity_competitor",
    "gift", "task",
})  # fmt: skip
EDITS = DELETES | {"account", "competitor"}


class AccountSheet(SheetPanel[int, Profile]):
    """Every line stands for a record; answers with another account of the group that shall be opened."""

    HINT = "profile.hint"
    BINDINGS = [
        key("a", "add", "profile.add"),
        key("e", "edit", "profile.edit"),
        key("plus,＋", "branch", "profile.branch"),
        key("w", "whole_group", "profile.whole_group"),
        key("s", "seat", "profile.seat"),
        key("t", "transfer", "profile.transfer"),
        key("d", "delete", "profile.delete"),
        key("full_stop", "done", "profile.done"),
        key("comma", "snooze", "profile.snooze"),
        key("tab", "turn(1)", "profile.next", show=False),
        key("shift+tab", "turn(-1)", "profile.previous", show=False),
    ]

    def __init__(self, account: int) -> None:
        super().__init__()
        self.account = account
        self.places: list[str] = []
        """The section of each line."""
        self.wanted: Hashable = None
        """The row that shall have the cursor once it is there."""

    @property
    def section(self) -> str:
        """The section the cursor is in."""
        return self.places[self.listing.cursor] if self.places else SECTIONS[0]

    @property
    def row(self) -> tuple[str, int] | None:
        """The record under the cursor; a field is the account's own."""
        chosen = self.listing.current
        if not isinstance(chosen, tuple) or chosen[0] == "add":
            return None
        return ("account", self.account) if chosen[0] == "field" else chosen

    def read(self) -> Callable[[], Profile]:
        return partial(profile, self.account, self.app.today, viewer=self.app.member, settings=self.app.settings)

    def heading(self, found: Profile) -> str:
        name = self.app.mask.name("account", self.account, str(found.record.values["name"]))
        return t("profile.title", name=name)

    def fill(self, found: Profile) -> None:
        page = Page(found, self.app.today, self.app.mask)
        told = [(section, line) for section in SECTIONS for line in self._lines(page, section)]
        self.places = [section for section, _ in told]
        self.listing.fill([line for _, line in told])
        if self.listing.current is None and self.listing.cursor == 0:
            self.listing.cursor = 1
        if self.wanted is not None and self.listing.go_to(self.wanted):
            self.wanted = None

    # Lines --------------------------------------------------------------------------------------------

    def _lines(self, page: Page, section: str) -> Iterator[Line]:
        heading = page.upkeep() if section == "fields" else page.reasons() if section == "years" else ""
        style = "warn" if section == "years" else "muted"
        yield Line(None, (Span(t(f"profile.{section}"), "title"), Span(f"  {heading}", style)))
        entries = list(page.section(section)) or [
            Entry(("add", section), (Span(t(f"profile.{section}.none"), "muted"),))
        ]
        for entry in entries:
            yield from self._wrapped(entry)

    def _wrapped(self, entry: Entry) -> Iterator[Line]:
        step = 2 * entry.step
        spans = (PageSpan(" " * step), *(PageSpan(span.text, span.role) for span in entry.spans))
        for piece in wrapped(spans, max(20, self.size.width - 3), step + entry.hang):
            yield Line(entry.key, tuple(Span(span.text, span.style) for span in piece))

    def action_turn(self, by: int) -> None:
        """Go to the first line of the next or the previous section."""
        seen = [section for section in SECTIONS if section in self.places]
        if seen:
            section = seen[(seen.index(self.section) + by) % len(seen)]
            self.listing.cursor = self.places.index(section) + 1

    # Acting -------------------------------------------------------------------------------------------

    @on(Listing.Opened)
    def opened(self, event: Listing.Opened) -> None:
        """Enter opens an account of the group, adds where there is nothing, and edits in place."""
        event.stop()
        chosen = event.key
        if not isinstance(chosen, tuple):
            return
        if chosen[0] in ("add", "year"):
            self.action_add()
        elif chosen[0] == "field":
            self.edit_field(str(chosen[1]))
        elif chosen[0] == "account" and chosen[1] != self.account:
            self.dismiss(int(chosen[1]))
        else:
            self.action_edit()

    @work(group="ask")
    async def edit_field(self, code: str) -> None:
        """Edit a field of the account, with those that are told beside it."""
        await Recorder(self.app).edit("account", self.account, only=GROUPS.get(code, (code,)))

    @work(group="ask")
    async def action_edit(self) -> None:
        noun, row = self.row or ("account", self.account)
        if noun in EDITS:
            await Recorder(self.app).edit(noun, row)
        else:
            self.app.say(t("profile.not_here"), bad=True)

    @work(group="ask")
    async def action_add(self) -> None:
        if self.section == "asked":
            await ask_transfer(self.app, self.account)
        elif self.section == "group":
            await self._add_branch()
        else:
            await self._add(ADDS[self.section], self._beforehand())

    async def _add(self, noun: str, values: dict[str, Value]) -> None:
        made = await Recorder(self.app).add(noun, self.account, values=values)
        self._reach(noun, made)

    def _reach(self, noun: str, made: int | None) -> None:
        if made is not None:
            self.wanted = (noun, made)
            self.reload()

    def _beforehand(self) -> dict[str, Value]:
        """What is known of a new one from where the cursor stands."""
        noun, row = self.row or ("", 0)
        if noun == "year" or (self.section == "years" and noun != "annual_figure"):
            return {"year": row if noun == "year" else self.app.today.year}
        return {"unit": {"parent": row}, "competitor": {"competitor": row}}.get(noun, {})  # type: ignore[return-value]

    async def _add_branch(self) -> None:
        """A branch of this account, or of the one of the group under the cursor (A1)."""
        noun, row = self.row or ("", 0)
        parent = row if noun == "account" and self.section == "group" else self.account
        made = await Recorder(self.app).add("account", values={"parent": parent, "owner": self.app.member})
        self._reach("account", made)

    @work(group="ask")
    async def action_branch(self) -> None:
        await self._add_branch()

    @work(group="ask")
    async def action_whole_group(self) -> None:
        """The whole group with its sums and its white space; an account chosen there is opened (A15)."""
        from tui.sheets.account_group import GroupSheet

        chosen = await self.app.push_screen_wait(GroupSheet(self.account))
        if chosen is not None and chosen != self.account:
            self.dismiss(chosen)

    @work(group="ask")
    async def action_seat(self) -> None:
        """A place nobody is known for yet, in the unit under the cursor (P8)."""
        noun, row = self.row or ("", 0)
        await self._add("person", {"placeholder": True, "unit": row if noun == "unit" else None})

    @work(group="ask")
    async def action_transfer(self) -> None:
        await ask_transfer(self.app, self.account)

    @work(group="ask")
    async def action_delete(self) -> None:
        noun, row = self.row or ("", 0)
        if noun not in DELETES:
            self.app.say(t("profile.not_here"), bad=True)
        else:
            await deleting.delete(self.app, [(noun, row)])

    @work(group="write")
    async def action_done(self) -> None:
        noun, row = self.row or ("", 0)
        if noun != "task":
            self.app.say(t("rows.nothing_to_settle"), bad=True)
        elif await self.app.write(visits.settle, noun, row):
            self.app.say(t("rows.settled", noun=t("noun.task")))

    @work(group="ask")
    async def action_snooze(self) -> None:
        noun, row = self.row or ("", 0)
        if noun != "task":
            self.app.say(t("rows.nothing_to_settle"), bad=True)
            return
        day = await day_after(self.app, self.app.today, t("rows.until"))
        if day is not None and await self.app.write(visits.snooze, f"task:{row}", day):
            self.app.say(t("rows.snoozed", day=phrases.day(day, self.app.today)))


async def ask_transfer(app: Desk, account: int) -> None:
    """Ask for an account to be handed to one of us, and say why (T4)."""

    async def members(query: str) -> Sequence[Option]:
        found = await app.read(records.options, "member", None, "")
        options = [Option(each.id, app.mask.name("member", each.id, each.text), each.hint) for each in found]
        return await among(options)(query)

    member = await app.push_screen_wait(Chooser(t("profile.transfer_to"), members))
    if not isinstance(member, int):
        return
    reason = await app.push_screen_wait(Ask(t("profile.transfer_why")))
    if reason is not None and await app.write(approvals.ask_transfer, account, member, reason):
        app.say(t("profile.transfer_asked"))
