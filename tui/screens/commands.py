"""What every place can do: find, commands, help, undo, copying and exporting what is shown, drafts, registers."""

from collections.abc import Hashable
from typing import TYPE_CHECKING, Any

from textual import getters, work
from textual.binding import ActiveBinding
from textual.screen import Screen
from textual.widget import Widget

from tui import keys, lines
from tui.desk import Desk
from tui.keys import Act, key
from tui.pane import Pane
from tui.terminal import clipboard_note
from tui.widgets.listing import Listing
from tui.words import t

if TYPE_CHECKING:
    from models.search import Hit


class Commands(Screen[None]):
    """The commands of the workbench that are not about where things stand."""

    BINDINGS = [
        key("p", "profile", "account.profile"),
        key("exclamation_mark", "radar", "account.radar", show=False),
        key("f,ctrl+k", "find", "find.open"),
        key("c", "capture", "capture.open"),
        key("u", "undo", "change.undo"),
        key("ctrl+r", "redo", "change.redo", show=False),
        key("colon,ctrl+p", "palette", "palette.open", show=False),
        key("question_mark", "help", "help.open"),
        key("y", "copy", "list.copy", show=False),
        key("x", "export", "list.export", show=False),
    ]
    ACTS = (
        Act("drafts.open", "drafts"),
        Act("account.ask_transfer", "ask_transfer"),
        Act("account.complaints", "complaints"),
        Act("account.phone", "phone"),
        Act("registers.products", "register('product')"),
        Act("registers.competitors", "register('competitor')"),
    )

    app = getters.app(Desk)

    place: str
    face: str
    account: int | None

    def go(
        self, account: int, face: str = "brief", row: Hashable = None, meet: tuple[int, ...] | None = None
    ) -> None:
        """Take an account in hand; the workbench knows how."""
        raise NotImplementedError

    def account_under_cursor(self) -> int | None:
        """The account the commands are about."""
        raise NotImplementedError

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """Every key that works here, in the language in use."""
        return {pressed: keys.spoken(active) for pressed, active in super().active_bindings.items()}

    @work(group="ask")
    async def action_find(self) -> None:
        from tui.modals.finder import Finder

        finder = Finder()
        hit = finder.found(await self.app.push_screen_wait(finder))
        if hit is not None:
            self.open_hit(hit)

    def hush(self) -> None:
        """What was said is old."""
        raise NotImplementedError

    def open_hit(self, hit: "Hit") -> None:
        """Open what was found where it lives."""
        self.hush()
        face = {"person": "board", "opportunity": "opportunities", "visit": "visits"}.get(hit.kind, "brief")
        if hit.kind == "library":
            self.open_shelved(hit.row)
        elif hit.account is not None:
            self.go(hit.account, face, None if hit.kind == "account" else hit.row)

    def open_shelved(self, number: int) -> None:
        """Open the guide at a question, the library at anything else."""
        from models.reads.stock import noun_of

        if noun_of(number)[0] == "question":
            self.open_question(number)
        else:
            self.place = "library"
            self.open_entry(number)

    @work(group="ask")
    async def open_entry(self, number: int) -> None:
        """Show an entry of the library whole."""
        from tui.sheets.entry import EntrySheet

        await self.app.push_screen_wait(EntrySheet(number))

    def open_question(self, number: int) -> None:
        """Open the guide at a question of the library."""
        from tui.guide.whom import want

        want(self.app, getattr(self, "account", None) or 0, number)
        self.place = "guide"
        for pane in self.query("#guide").results(Pane):
            pane.refresh_soon()

    @work(group="ask")
    async def action_palette(self) -> None:
        from tui.modals.palette import Palette

        offers = {offer.id: offer for offer in self.offers()}
        chosen = await self.app.push_screen_wait(Palette(list(offers.values())))
        if chosen is not None:
            offer = offers[str(chosen)]
            await self.app.run_action(offer.action, offer.node)

    def offers(self) -> list[keys.Offer]:
        """Every command that works here."""
        focused: Widget | Screen[None] = self.focused or self
        shown = {
            pressed: active.binding.key_display or self.app.get_key_display(active.binding.with_key(pressed))
            for pressed, active in self.active_bindings.items()
        }
        return keys.offers(focused.ancestors_with_self, self.active_bindings, shown)

    @work(group="ask")
    async def action_help(self) -> None:
        from tui.modals.help import Help

        await self.app.push_screen_wait(Help(self.offers()))

    @work(group="ask")
    async def action_profile(self) -> None:
        """Everything recorded of the account; an account of its group may be opened from there."""
        from tui.sheets.account import AccountSheet

        account = self.account_under_cursor()
        if account is None:
            self.app.say(t("status.no_account"), bad=True)
            return
        chosen = await self.app.push_screen_wait(AccountSheet(account))
        if chosen is not None:
            self.go(chosen, self.face)

    @work(group="ask")
    async def action_phone(self) -> None:
        """What to say on the telephone to get an appointment, with whom the guide was last about (V5)."""
        from tui.guide.whom import whom
        from tui.sheets.appointment import AppointmentSheet

        account = self.account_under_cursor()
        if account is None:
            self.app.say(t("status.no_account"), bad=True)
            return
        chosen = whom(self.app, account)
        await self.app.push_screen_wait(AppointmentSheet(account, chosen.person, chosen.opportunity))

    @work(group="ask")
    async def action_radar(self) -> None:
        """The risks of the account; from one of them one goes where it is acted on."""
        from tui.sheets.radar import RadarSheet

        account = self.account_under_cursor()
        if account is None:
            self.app.say(t("status.no_account"), bad=True)
            return
        chosen = await self.app.push_screen_wait(RadarSheet(account))
        if chosen is not None:
            self.go(account, chosen.face, chosen.row)

    def on_desk_visited(self, event: Desk.Visited) -> None:
        """Ask what to bring up to date after a visit; nobody waits for the answer (V10)."""
        from tui.sheets.visit import VisitSheet

        event.stop()
        self.app.push_screen(VisitSheet(event.visit))

    @work(group="ask")
    async def action_complaints(self) -> None:
        """The complaints of the account."""
        from tui.sheets.complaints import ComplaintsSheet

        account = self.account_under_cursor()
        if account is None:
            self.app.say(t("status.no_account"), bad=True)
        else:
            await self.app.push_screen_wait(ComplaintsSheet(account))

    @work(group="ask")
    async def action_ask_transfer(self) -> None:
        from tui.sheets.account import ask_transfer

        account = self.account_under_cursor()
        if account is None:
            self.app.say(t("status.no_account"), bad=True)
        else:
            await ask_transfer(self.app, account)

    @work(group="ask")
    async def action_capture(self) -> None:
        """Log a visit in one line, about the account in hand unless another is named."""
        from tui.modals.capture import start

        if await start(self.app, self.account_under_cursor()) is not None:
            self.app.say(t("capture.saved"))

    @work(group="ask")
    async def action_register(self, noun: str) -> None:
        from tui.sheets.register import Register

        await self.app.push_screen_wait(Register(noun))

    def action_copy(self) -> None:
        """Copy what is marked or under the cursor; where the terminal may drop it, say what else works."""
        from tui import copying

        if isinstance(self.focused, Listing):
            self.app.copy_to_clipboard(copying.plain(copying.chosen(self.focused)))
            note = clipboard_note()
            self.app.say(t(f"status.copied_{note}" if note else "status.copied"))

    @work(group="ask")
    async def action_export(self) -> None:
        """Write what is shown to a file."""
        from tui import copying

        listing = self.focused
        if isinstance(listing, Listing):
            name = f"~/inroad-{self.place}-{self.app.today.isoformat()}.csv"
            shown = copying.shown
            await copying.offer(self.app, name, t("export.hint"), lambda path: copying.write(path, shown(listing)))

    @work(group="ask")
    async def action_drafts(self) -> None:
        """Open a form that was left half filled."""
        from tui import drafts
        from tui.modals.chooser import Chooser, Option, among
        from tui.recording import Recorder

        options = [Option(draft, lines.draft(draft)) for draft in drafts.pending()]
        chosen = await self.app.push_screen_wait(Chooser(t("drafts.title"), among(options), blank=t("drafts.none")))
        if chosen is None:
            return
        kind, _, rest = str(chosen).partition("-")
        if kind == "capture":
            self.action_capture()
        elif kind in ("add", "edit"):
            await Recorder(self.app).resume(str(chosen))
        elif kind == "remark":
            from tui.sheets.visit import VisitSheet

            self.app.push_screen(VisitSheet(int(rest), remark=True))
        elif kind == "prepare":
            from tui.sheets.visit import VisitSheet

            visit, _, question = rest.partition("-")
            self.app.push_screen(VisitSheet(int(visit), question=question))
        else:
            self._resume_guide(kind, rest, drafts.load(str(chosen)) or {})

    def _resume_guide(self, kind: str, row: str, kept: dict[str, Any]) -> None:
        """Open the guide where something was being answered, with the cursor on the question."""
        from tui.guide.whom import whom

        account = int(row) if kind in ("call", "notes") else kept.get("account")
        if not isinstance(account, int):
            self.app.say(t("refused.gone", noun=t("table.asking")), bad=True)
            return
        if kind not in ("call", "notes"):
            whom(self.app, account).aim = ("asking", int(row))
        self.account, self.place = account, "guide"

    @work(group="write")
    async def action_undo(self) -> None:
        from models.writes.undo import undo

        shown = [pane for pane in self.query(Pane) if pane.display and pane.is_mounted]
        for pane in shown:
            pane.expect_back()
        if done := await self.app.write(undo):
            self.app.undone(*done.value, again=False)
        else:
            for pane in shown:
                pane.expect_back(False)

    @work(group="write")
    async def action_redo(self) -> None:
        from models.writes.undo import redo

        if done := await self.app.write(redo):
            self.app.undone(*done.value, again=True)


