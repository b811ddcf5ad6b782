"""The profile of an account as lines: what each stands for, and the words for it."""

from collections.abc import Hashable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from rich.cells import cell_len

from models.reads.chart import SeatRow, UnitRow
from models.reads.profile import BLANK, AskedRow, GiftRow, Profile, TaskRow
from models.reads.rivals import BidRow, RivalRow
from models.rules.facts import Finding
from models.rules.fields import FieldKind
from models.rules.nouns import ACCOUNT, COMPETITOR
from tui import phrases, typed
from tui.mask import Mask
from tui.recording import policy
from tui.sheets import backing, judged
from tui.widgets.listing import Span
from tui.words import t

SECTIONS = (
    "judged", "fields", "team", "years", "group", "units", "events", "rivals", "gifts", "tasks", "asked",
)  # fmt: skip
"""The sections in their order."""
GROUPS: Mapping[str, tuple[str, ...]] = {
    "mode": ("mode", "mode_subtype", "authority"),
    "gift_policy": ("gift_policy", "gift_limit", "gift_policy_source", "gift_policy_date"),
}
"""Fields that are told, and edited, together under the first of them."""
TOGETHER = frozenset(code for group in GROUPS.values() for code in group[1:])
VERDICTS = {"allowed": "good", "asked": "warn", "refused": "against"}

Spans = tuple[Span, ...]


class Entry(NamedTuple):
    """A line: what it stands for, (noun, id) or ("field", code), and its text.

    `step` sets it in, and `hang` what does not fit on its first line.
    """

    key: Hashable
    spans: Spans
    step: int = 1
    hang: int = 2


class Page:
    """Tells a profile in the language in use."""

    def __init__(self, profile: Profile, today: date, mask: Mask) -> None:
        self.profile = profile
        self.today = today
        self.mask = mask

    def section(self, name: str) -> Iterator[Entry]:
        """The lines of a section; none when there is nothing."""
        lines: Iterator[Entry] = getattr(self, f"_{name}")()
        return lines

    def upkeep(self) -> str:
        """How complete the card is, and what it lacks (A17)."""
        percent, missing = self.profile.upkeep
        lacking = phrases.listed(typed.label("account", ACCOUNT.field(code)) for code in missing)
        return t("profile.upkeep", percent=percent) + (t("profile.missing", fields=lacking) if lacking else "")

    def reasons(self) -> str:
        """The years that changed markedly without a reason (A17)."""
        return backing.wanting(self.profile.years)

    def _day(self, day: date | None) -> str:
        return phrases.day(day, self.today) if day else ""

    def _person(self, key: int | None) -> str:
        name = self.profile.names.get(key or 0, "")
        return self.mask.name("person", key, name) if name else ""

    def _member(self, name: str) -> str:
        return self.mask.name("member", name, name) if name else ""

    def _told(self, *parts: str) -> str:
        return " · ".join(filter(None, parts))

    def _judged(self) -> Iterator[Entry]:
        found = self.profile
        held = str(found.record.values["value_class"] or "")
        for key, spans, step in judged.lines(found.judgement, held, found.relations, self.today, self.mask):
            yield Entry(key, spans, step, 4)

    def _team(self) -> Iterator[Entry]:
        for key, spans, step in backing.mates(self.profile.team, self.today, self.mask):
            yield Entry(key, spans, step, 4)

    def _years(self) -> Iterator[Entry]:
        for key, spans, step in backing.years(self.profile.years, self.mask):
            yield Entry(key, spans, step, 6)

    # The card ----------------------------------------------------------------------------------------

    def _fields(self) -> Iterator[Entry]:
        found = list(self._known())
        width = max((cell_len(label) for _, label, _, _ in found), default=0) + 2
        for key, label, text, more in found:
            padded = label + " " * (width - cell_len(label))
            spans = (Span(padded, "muted"), Span(text), Span(f"  {more}" if more else "", "muted"))
            yield Entry(key, spans, hang=width)
        yield Entry(None, (Span(self._registered(), "muted"),))

    def _known(self) -> Iterator[tuple[Hashable, str, str, str]]:
        values = self.profile.record.values
        for field in ACCOUNT.fields:
            group = GROUPS.get(field.code, (field.code,))
            if field.code in TOGETHER or all(values[code] in BLANK for code in group):
                continue
            shown = self._told(*(self._shown(code) for code in group if code not in ("gift_policy_date",)))
            yield ("field", field.code), typed.label("account", field), shown, self._follows(field.code)
        for row in self.profile.fields:
            name = self.mask.name("field", row.name, row.name)
            yield ("account_field", row.id), name, self.mask.text(row.value), ""

    def _shown(self, code: str) -> str:
        record, field = self.profile.record, ACCOUNT.field(code)
        value = record.values[code]
        if value in BLANK:
            return ""
        if field.noun:
            return self.mask.name(field.noun, value, phrases.listed(record.texts.get(code, ())))
        if field.choices:
            return typed.shown(field, value)
        money = field.kind is FieldKind.MONEY and isinstance(value, int)
        return self.mask.text(phrases.money(int(str(value))) if money else typed.shown(field, value))

    def _follows(self, code: str) -> str:
        """What follows from a field: who sells, how, whether they came to us, since when the policy holds."""
        found = self.profile
        match code:
            case "mode" if found.seller:
                return t(f"profile.seller.{found.seller}")
            case "kind" if found.selling:
                return t(f"profile.selling.{found.selling}")
            case "source":
                return t("profile.passive" if found.passive else "profile.active")
            case "gift_policy":
                day = found.record.values["gift_policy_date"]
                return self._day(day if isinstance(day, date) else None)
            case _:
                return ""

    def _registered(self) -> str:
        found = self.profile
        by = self._member(found.registered_by)
        first = t("profile.registered", day=self._day(found.registered), name=by) if found.registered else ""
        if found.changed is None:
            return first
        at, name = found.changed
        day = self._day(at.astimezone().date())
        return self._told(first, t("profile.changed", day=day, name=self._member(name)))

    # Trees -------------------------------------------------------------------------------------------

    def _group(self) -> Iterator[Entry]:
        for row in self.profile.group:
            here = row.id == self.profile.record.id
            owner = self._member(row.owner_name)
            amount = phrases.money(row.amount) if row.amount else ""
            name = Span(self.mask.name("account", row.id, row.name), "strong" if here else "")
            more = self._told(t("profile.here") if here else "", owner, amount)
            yield Entry(("account", row.id), (name, Span(f"  {more}", "muted")), row.depth + 1)

    def _units(self) -> Iterator[Entry]:
        for row in self.profile.units:
            yield self._unit(row)
            for seat in row.seats:
                yield Entry(("person", seat.id), (Span(self._seat(seat), "warn"),), row.depth + 2)

    def _unit(self, row: UnitRow) -> Entry:
        count = t("profile.people", n=row.people) if row.people else ""
        if row.id is None:
            return Entry(None, (Span(self._told(t("profile.no_unit"), count), "muted"),))
        members = phrases.listed(self._person(key) for key in row.members)
        reached = "" if row.reached is None else t("profile.reached" if row.reached else "profile.not_reached")
        kind = phrases.label("unit_kind", row.kind)
        return Entry(("unit", row.id), (
            Span(self.mask.text(row.name), "strong"), Span(f"  {self._told(kind, count, members)}", "muted"),
            Span(f"  {reached}" if reached else "", "good" if row.reached else "warn"),
        ), row.depth + 1)  # fmt: skip

    def _seat(self, seat: SeatRow) -> str:
        name = self.mask.name("person", seat.id, seat.name) if seat.name else ""
        return phrases.person(name, self.mask.text(seat.title), seat.roles, placeholder=True)

    # What happened, who competes ---------------------------------------------------------------------

    def _events(self) -> Iterator[Entry]:
        for row in self.profile.events:
            kind = phrases.label("event_kind", row.kind)
            yield Entry(("account_event", row.id), (
                Span(f"{self._day(row.date)}  ", "accent"), Span(f"{kind}  ", "strong"), Span(self.mask.text(row.text)),
                Span(f"  {self._person(row.person)}", "muted"),
            ))  # fmt: skip

    def _rivals(self) -> Iterator[Entry]:
        for row in self.profile.rivals:
            yield self._rival(row)
            for code in ("strengths", "weaknesses", "attacks", "answers"):
                if text := getattr(row, code):
                    label = typed.label("competitor", COMPETITOR.field(code))
                    yield Entry(("competitor", row.id), (Span(f"{label}  ", "muted"), Span(self.mask.text(text))), 2)
            for bid in row.bids:
                yield self._bid(bid)

    def _rival(self, row: RivalRow) -> Entry:
        score = ""
        if row.won or row.lost:
            score = t("profile.score", won=row.won, lost=row.lost, won_here=row.won_here, lost_here=row.lost_here)
        backers = phrases.listed(self._person(key) for key in row.backers)
        name = self.mask.name("competitor", row.id, row.name)
        return Entry(("competitor", row.id), (
            Span(name, "strong"), Span(f"  {score}" if score else "", "muted"),
            Span("  " + t("profile.backers", names=backers) if backers else "", "against"),
        ))  # fmt: skip

    def _bid(self, row: BidRow) -> Entry:
        deal = t("profile.whole_account")
        if row.opportunity is not None:
            deal = self.mask.name("opportunity", row.opportunity, row.opportunity_name)
        supplies = t("profile.supplies") if row.supplies_now else ""
        known = [self.mask.text(text) for text in (row.price_level, row.products, row.connections, row.notes)]
        role = "muted" if row.position == "out" else "warn" if row.position in ("incumbent", "favoured") else ""
        return Entry(("opportunity_competitor", row.id), (
            Span(f"{deal}  ", "accent"), Span(phrases.label("position", row.position), role),
            Span(f"  {self._told(supplies, *known)}", "muted"),
        ), 2)  # fmt: skip

    # Gifts, tasks, approvals -------------------------------------------------------------------------

    def _gifts(self) -> Iterator[Entry]:
        if self.profile.record.values["gift_policy"] not in BLANK:
            told = t("form.policy", policy=self.mask.text(policy(self.profile.record.values, self.today)))
            yield Entry(("field", "gift_policy"), (Span(told, "warn"),))
        for row in self.profile.gifts:
            value = phrases.money(row.value) if row.value is not None else ""
            what = self._told(self.mask.text(row.what), value, self._person(row.person), self.mask.text(row.occasion))
            yield Entry(("gift", row.id), (
                Span(f"{self._day(row.date)}  ", "accent"), Span(f"{phrases.label('gift_kind', row.kind)}  ", "strong"),
                Span(what), Span(f"  {phrases.label('gift_verdict', row.verdict)}", VERDICTS.get(row.verdict, "")),
                Span(f"  {self._approved(row)}", "muted"),
            ))  # fmt: skip

    def _approved(self, row: GiftRow) -> str:
        state = phrases.label("approval_state", row.state) if row.state and row.state != row.verdict else ""
        judge, giver = self._member(row.decided_by), self._member(row.member_name)
        return self._told(state, judge, self.mask.text(row.reason), giver)

    def _tasks(self) -> Iterator[Entry]:
        for row in self.profile.tasks:
            late = row.due is not None and row.due < self.today
            who = self._told(self._person(row.person), self._member(row.member_name))
            yield Entry(("task", row.id), (
                Span(f"{self._day(row.due) or t('profile.no_date')}  ", "against" if late else "accent"),
                Span(self._task(row)), Span(f"  {who}", "muted"),
            ))  # fmt: skip

    def _task(self, row: TaskRow) -> str:
        if row.text:
            return self.mask.text(row.text)
        people = (row.person,) if row.person else ()
        found = Finding(row.code or "do_task", people=people)
        return phrases.action(found, {each: self._person(each) for each in people})

    def _asked(self) -> Iterator[Entry]:
        for row in self.profile.asked:
            yield Entry(("approval", row.id), self._approval(row))

    def _approval(self, row: AskedRow) -> Spans:
        asked = f"{self._day(row.asked_at.astimezone().date())} {self._member(row.asked_by)}"
        return (
            Span(f"{asked}  ", "accent"), Span(f"{phrases.label('approval_kind', row.kind)}  ", "strong"),
            Span(self.mask.text(self._told(row.text, row.reason))),
            Span(f"  {phrases.label('approval_state', row.state)}", "warn" if row.state == "asked" else ""),
            Span(f"  {self._told(self._member(row.decided_by), self.mask.text(row.comment))}", "muted"),
        )  # fmt: skip

