"""The list of accounts: filtered, sorted, under saved views, marked and edited many at a time."""

from collections.abc import Sequence
from functools import partial

from textual import work

from models.reads import accounts, views
from models.reads.accounts import AccountRow
from models.rules.filters import parse
from models.rules.nouns import ACCOUNT
from models.writes import preferences
from models.writes.merging import merge
from tui import deleting, lines, phrases, typed
from tui.keys import Act, key
from tui.listed_pane import ListedPane, Source
from tui.modals.ask import Ask
from tui.modals.chooser import Chooser, Option, among
from tui.widgets.listing import Column, Line, Span
from tui.words import many, t

SORTS = ("urgency", "name", "due", "amount", "last_contact", "owner", "value_class", "completeness")
BULK = ("industry", "region", "mode", "kind", "source", "owner", "company_grade", "tags")
"""The fields that make sense for many accounts at once."""

SAVE = ("save",)
"""What the row among the views stands for that saves the filter in force."""


class Accounts(ListedPane[AccountRow]):
    """Every account one may see; Enter opens it, capital letters show its faces."""

    NAME = "accounts"
    SHOWS = frozenset({
        "account", "other_name", "opportunity", "visit", "visit_person", "promise", "person", "stance_entry",
        "account_event", "member", "task", "gift", "relation", "inside_mark", "act", "account_state",
    })
    BINDINGS = [
        key("a", "add", "accounts.add"),
        key("e", "edit", "accounts.edit"),
        key("n", "visit", "accounts.visit"),
        key("d", "delete", "accounts.delete", show=False),
        key("full_stop,comma", "due", "accounts.due", show=False),
        key("r", "leads", "accounts.leads", show=False),
        key("w", "views", "list.views", show=False),
    ]
    ACTS = (
        Act("accounts.merge", "merge"),
        Act("accounts.save_view", "save_view(False)"),
        Act("accounts.share_view", "save_view(True)"),
    )
    SORTS = SORTS
    SORT_BY = "accounts.sort_by"
    sort = "urgency"

    @property
    def account_here(self) -> int | None:
        """The account under the cursor."""
        return self.listing.current if isinstance(self.listing.current, int) else None

    # Reading ------------------------------------------------------------------------------------------

    def source(self, terms: str, sort: str) -> Source[AccountRow]:
        filter, member, today = parse(terms), self.app.member, self.app.today
        return Source(
            partial(accounts.head, filter, sort, viewer=member, today=today),
            partial(accounts.ordering, filter, sort, viewer=member, today=today),
            accounts.window,
            among=partial(accounts.among_them, filter, sort, viewer=member, today=today),
        )

    def empty_text(self) -> str:
        return t("accounts.none_match", terms=self.terms) if self.terms else t("accounts.empty")

    def columns_of(self) -> tuple[Column, ...]:
        wide = self.size.width >= 76
        return (
            Column(self.heading()), *self._sorted_by(), Column(t("column.urgency"), 4), Column(t("column.stage"), 6),
            *((Column(t("column.amount"), 12, right=True), Column(t("column.owner"), 9)) if wide else ()),
            Column(t("column.next"), 26 if wide else 16), Column("", 3),
        )

    def _sorted_by(self) -> tuple[Column, ...]:
        """What the list is put in order by and shows nowhere else (A9, A17)."""
        if self.sort == "completeness":
            return (Column(t("column.completeness"), 6, right=True),)
        return (Column(t("column.value_class"), 10),) if self.sort == "value_class" else ()

    def _sort_value(self, row: AccountRow) -> tuple[str, ...]:
        if self.sort == "completeness":
            return (f"{row.completeness}%",)
        value = phrases.label("value_class", row.value_class) if row.value_class else ""
        return (self.app.mask.text(value),) if self.sort == "value_class" else ()

    def line_of(self, row: AccountRow) -> Line:
        name = self.app.mask.name("account", row.id, row.name)
        step = lines.next_step(row.due, self.app.mask.text(row.next_text), self.app.today)
        late = row.due is not None and row.due < self.app.today
        more: tuple[str, ...] = ()
        if self.size.width >= 76:
            owner = self.app.mask.name("member", row.owner, row.owner_name)
            more = (phrases.money(row.amount) if row.amount else "", owner)
        return Line(row.id, (
            Span(name, "strong"), *self._sort_value(row),
            Span(row.urgency or "", "warn" if row.urgency in ("H", "O") else ""),
            t(f"information_stage.short.{row.stage}") if row.stage else "",
            *more, Span(step, "against" if late else "muted"),
            Span({0: "!!", 1: "!"}.get(row.worst, ""), "against"),
        ))

    @work(group="ask")
    async def action_leads(self) -> None:
        """The raw leads, ranked; one of them may be opened."""
        from tui.sheets.leads import LeadsSheet

        chosen = await self.app.push_screen_wait(LeadsSheet())
        if chosen is not None:
            self.post_message(self.Go(chosen, "brief", None))

    # Views ---------------------------------------------------------------------------------------------

    @work(group="ask")
    async def action_views(self) -> None:
        saved = await self.app.read(views.views, self.app.member, self.NAME)
        options = [Option(view.id, view.name, f"{view.terms}  {t('sort.' + view.sort)}") for view in saved]
        options.append(Option(SAVE, t("accounts.save_this"), self.terms))
        chosen = await self.app.push_screen_wait(
            Chooser(t("accounts.views"), among(options), hint=t("accounts.views_hint"))
        )
        if chosen == SAVE:
            self.action_save_view(False)
        view = next((view for view in saved if view.id == chosen), None)
        if view is not None:
            self.app.say("")
            self.terms, self.sort = view.terms, view.sort
            self.refresh_soon()

    @work(group="ask")
    async def action_save_view(self, shared: bool) -> None:
        name = await self.app.push_screen_wait(Ask(t("accounts.view_name"), self.terms))
        if name and await self.app.write(preferences.save_view, self.NAME, name, self.terms, self.sort, shared=shared):
            self.app.say(t("status.view_saved", name=name))

    # Acting -------------------------------------------------------------------------------------------

    @work(group="ask")
    async def action_add(self) -> None:
        made = await self.recorder().add("account", values={"owner": self.app.member})
        if made is not None and not self.listing.go_to(made):
            self.made = made

    @work(group="ask")
    async def action_visit(self) -> None:
        if self.account_here is not None:
            await self.recorder().add("visit", self.account_here)

    def _chosen(self) -> list[int]:
        return [row for row in self.listing.chosen if isinstance(row, int)]

    @work(group="ask")
    async def action_edit(self) -> None:
        rows = self._chosen()
        if len(rows) == 1:
            await self.recorder().edit("account", rows[0])
        elif rows:
            await self._edit_many(rows)

    async def _edit_many(self, rows: Sequence[int]) -> None:
        """One field of all marked accounts."""
        options = [Option(code, typed.label("account", ACCOUNT.field(code))) for code in BULK]
        code = await self.app.push_screen_wait(Chooser(t("accounts.bulk_field", n=len(rows)), among(options)))
        if code is None:
            return
        if await self.recorder().edit_many("account", rows, ACCOUNT.field(str(code))):
            self.listing.unmark()

    @work(group="ask")
    async def action_delete(self) -> None:
        if await deleting.delete(self.app, [("account", row) for row in self._chosen()]):
            self.listing.unmark()

    def action_due(self) -> None:
        """What can be done and put off stands elsewhere: say where."""
        self.app.say(t("accounts.nothing_due"), bad=True)

    def _told_apart(self, row: AccountRow) -> Option:
        """An account among others of its name: owner, people, amount, last contact."""

        met = phrases.day(row.last_contact, self.app.today) if row.last_contact else t("board.never_met")
        owner = self.app.mask.name("member", row.owner, row.owner_name)
        amount = phrases.money(row.amount) if row.amount else ""
        beside = " ".join(filter(None, (owner, many("accounts.people", row.people), amount, met, f"#{row.id}")))
        return Option(row.id, self.app.mask.name("account", row.id, row.name), beside)

    @work(group="ask")
    async def action_merge(self) -> None:
        rows = self._chosen()
        if len(rows) < 2:
            self.app.say(t("status.mark_two"), bad=True)
            return
        options = [self._told_apart(row) for row in await self.app.read(accounts.window, rows)]
        keep = await self.app.push_screen_wait(Chooser(t("accounts.merge_keep"), among(options)))
        if isinstance(keep, int) and await self.app.write(merge, "account", keep, rows):
            self.listing.unmark()
            self.app.say(t("status.merged", n=len(rows)))
