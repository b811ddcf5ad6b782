"""The complaints of an account: how far each has come, what it asks for next and by when; one key goes on (V14)."""

from collections.abc import Callable, Hashable, Iterator
from datetime import date
from functools import partial

from textual import on, work

from models.reads import complaints as reading
from models.reads.complaints import ComplaintRow, Complaints
from models.rules.complaints import ASKS, following
from models.rules.nouns_complaints import COMPLAINT
from models.rules.vocabulary_complaints import ComplaintState
from models.writes.records import delete
from tui import phrases
from tui.keys import key
from tui.pages.spans import Span as PageSpan
from tui.pages.spans import wrapped
from tui.recording import Recorder
from tui.sheets.panel import SheetPanel
from tui.widgets.listing import Line, Listing, Span
from tui.words import t

_INDENT = 3
_WIDEST = 20


class ComplaintsSheet(SheetPanel[None, Complaints]):
    """Every line of a complaint stands for it."""

    HINT = "complaints.hint"
    ROWS = "complaint"
    BINDINGS = [
        key("a", "add", "complaints.add"),
        key("e", "edit", "complaints.edit"),
        key("d", "delete", "complaints.delete"),
        key("full_stop", "step", "complaints.step"),
        key("x", "form", "complaints.form"),
    ]

    def __init__(self, account: int) -> None:
        super().__init__()
        self.account = account

    def read(self) -> Callable[[], Complaints]:
        return partial(reading.complaints_of, self.account, self.app.today, self.app.settings, self.app.member)

    def heading(self, found: Complaints) -> str:
        name = self.app.mask.name("account", found.account, found.name)
        waiting = sum(1 for row in found.rows if row.state is not ComplaintState.CLOSED)
        return t("complaints.title", name=name, n=waiting)

    def fill(self, found: Complaints) -> None:
        self.listing.fill([line for row in found.rows for line in self._told(row, found)], empty=t("complaints.none"))

    # Telling ------------------------------------------------------------------------------------------

    def _told(self, row: ComplaintRow, found: Complaints) -> Iterator[Line]:
        values, closed = row.values, row.state is ComplaintState.CLOSED
        role = "muted" if closed else "against" if row.late else "strong"
        who = found.people.get(int(str(values["person"] or 0)), "")
        deal = found.deals.get(int(str(values["opportunity"] or 0)), "")
        beside = phrases.listed(filter(None, (
            self.app.mask.name("person", values["person"], who) if who else "",
            self.app.mask.name("opportunity", values["opportunity"], deal) if deal else "",
        )))  # fmt: skip
        yield from self._lines(row, 0, (
            PageSpan("✓  " if closed else "!! " if row.late else "!  ", role),
            PageSpan(f"{self._day(values['date'])}  {phrases.label('complaint_kind', str(values['kind']))}  ", "muted"),
            PageSpan(self.app.mask.text(str(values["text"])), role), PageSpan(f"  {beside}" if beside else "", "muted"),
        ))  # fmt: skip
        for state, field in ASKS.items():
            if values[field]:
                yield from self._lines(row, 1, self._step(state, field, row, found))
        step = following(row.state)
        if step is not None:
            yield from self._lines(row, 1, self._next(step, row))

    def _step(self, state: ComplaintState, field: str, row: ComplaintRow, found: Complaints) -> tuple[PageSpan, ...]:
        """A step that was taken: what was said, by whom or when."""
        value, more = row.values[field], ""
        if field == "responsible":
            value = self._member(value, found)
        elif isinstance(value, date):
            value = self._day(value)
        else:
            value = self.app.mask.text(str(value))
        if field == "approved":
            more = self._member(row.values["approved_by"], found)
        if field == "solution" and isinstance(paid := row.values["compensation"], int):
            more = t("complaints.compensation", amount=self.app.mask.text(phrases.money(paid)))
        return (
            PageSpan("✓ ", "good"), PageSpan(phrases.label("complaint_state", state) + "  ", "muted"),
            PageSpan(f"{value}  " if more else str(value)), PageSpan(more, "muted"),
        )  # fmt: skip

    def _next(self, step: ComplaintState, row: ComplaintRow) -> tuple[PageSpan, ...]:
        day = t("complaints.by", day=self._day(row.due)) if row.due else ""
        late = t("complaints.escalated") if row.late else ""
        return (
            PageSpan("○ ", "warn"), PageSpan(t(f"action.complaint_{step}")),
            PageSpan(f"  {day}", "against" if row.due and row.due < self.app.today else "muted"),
            PageSpan(f"  {late}" if late else "", "against"),
        )  # fmt: skip

    def _member(self, key: object, found: Complaints) -> str:
        name = found.members.get(key, "") if isinstance(key, int) else ""
        return self.app.mask.name("member", key, name) if name else ""

    def _day(self, day: object) -> str:
        return phrases.day(day, self.app.today) if isinstance(day, date) else ""

    def _lines(self, row: ComplaintRow, step: int, spans: tuple[PageSpan, ...]) -> Iterator[Line]:
        indented = (PageSpan(" " * _INDENT * step), *spans)
        for piece in wrapped(indented, max(_WIDEST, self.size.width - 3), _INDENT * (step + 1)):
            yield Line(row.id, tuple(Span(span.text, span.style) for span in piece))

    # Acting -------------------------------------------------------------------------------------------

    @property
    def recorder(self) -> Recorder:
        """Opens the forms."""
        return Recorder(self.app)

    def _row(self, key: Hashable) -> ComplaintRow | None:
        return next((row for row in self.found.rows if row.id == key), None) if self.found else None

    @work(group="ask")
    async def action_add(self) -> None:
        made = await self.recorder.add("complaint", self.account, {"date": self.app.today})
        if made is not None:
            self.reload()

    @on(Listing.Opened)
    def opened(self, event: Listing.Opened) -> None:
        """Enter goes on with it."""
        event.stop()
        if self._row(event.key) is not None:
            self.action_step()
        else:
            self.action_add()

    @work(group="ask")
    async def action_edit(self) -> None:
        row = self._row(self.listing.current)
        if row is not None and await self.recorder.edit("complaint", row.id):
            self.reload()

    @work(group="ask")
    async def action_step(self) -> None:
        """Ask for what takes it to the next state."""
        row = self._row(self.listing.current)
        step = following(row.state) if row else None
        if row is None or step is None:
            self.app.say(t("complaints.is_closed" if row else "complaints.none"), bad=True)
            return
        field = ASKS[step]
        only = (field, "compensation") if field == "solution" else (field,)
        start = {field: self.app.today} if COMPLAINT.field(field).past else {}
        if await self.recorder.edit("complaint", row.id, dict(start), only=only):
            self.reload()

    @work(group="write")
    async def action_delete(self) -> None:
        row = self._row(self.listing.current)
        if row is not None and await self.app.write(delete, "complaint", [row.id]):
            self.reload()

    @work(group="ask")
    async def action_form(self) -> None:
        """Write the complaint as a form to print: all its steps, empty ones to be filled by hand."""
        from tui import copying

        row = self._row(self.listing.current)
        if row is not None and self.found is not None:
            path = f"~/inroad-complaint-{row.id}.docx"
            await copying.offer(self.app, path, t("complaints.form_hint"), partial(self._write, row, self.found))

    def _write(self, row: ComplaintRow, found: Complaints, path: str) -> None:
        """As Word, or as Markdown, by the ending of the name."""
        from tui import copying
        from tui.pages import complaint
        from tui.proposals import markdown, word

        pieces = list(complaint.form(row, found, self.app.mask))
        as_word = path.lower().endswith(".docx")
        made = word.written(pieces, self.app.today) if as_word else markdown.written(pieces).encode()
        copying.write_bytes(path, made)
