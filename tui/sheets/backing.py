"""Who of ours stands behind an account, and its years, in words (A14, A17, A18)."""

from collections.abc import Hashable, Iterable, Iterator
from datetime import date

from models.reads.account_team import MateRow
from models.reads.account_years import YearRow
from models.rules.figures import Moved, YearFigures
from tui import phrases
from tui.mask import Mask
from tui.widgets.listing import Span
from tui.words import many, t

Told = tuple[Hashable, tuple[Span, ...], int]
MONEY = ("profit", "overdue", "total_spend")
_BETWEEN = "  "


def mates(found: Iterable[MateRow], today: date, mask: Mask) -> Iterator[Told]:
    """The owner and the team: who, as what, in which office, and whom he is still to meet there (A18, P16)."""
    rows = tuple(found)
    if rows and rows[0].id is not None:
        yield ("field", "owner"), (Span(t("backing.no_owner"), "warn"),), 1
    for row in rows:
        role = phrases.label("team_role", row.role) if row.role else t("backing.owner")
        key = ("field", "owner") if row.id is None else ("team_member", row.id)
        told = (phrases.label("member_role", row.post), mask.text(row.office), mask.text(row.note), _plan(row, today))
        yield key, (
            Span(role + _BETWEEN, "muted"), Span(mask.name("member", row.colleague, row.name), "strong"),
            Span("" if row.active else _BETWEEN + t("backing.left"), "warn"),
            Span(_BETWEEN + " · ".join(filter(None, told)), "muted"),
        ), 1  # fmt: skip


def _plan(row: MateRow, today: date) -> str:
    """How far his part of the touch plan is."""
    parts = []
    if row.planned:
        parts.append(many("backing.planned", row.planned))
    if row.due is not None:
        late = "backing.late" if row.due < today else "backing.due"
        parts.append(t(late, day=phrases.day(row.due, today)))
    if row.met:
        parts.append(many("backing.met", row.met))
    return t("backing.touches", what=phrases.listed(parts)) if parts else ""


def years(found: Iterable[YearRow], mask: Mask) -> Iterator[Told]:
    """The years, newest first, each with what moved against the year before and why."""
    for row in found:
        each = row.course
        key = ("annual_figure", row.id) if row.id is not None else ("year", each.figures.year)
        source = "" if row.id is not None else t("backing.from_deals")
        yield key, (
            Span(f"{each.figures.year}{_BETWEEN}", "accent"),
            Span(mask.text(_turnover(each.figures)) + _BETWEEN, "strong"),
            Span(mask.text(" · ".join(_beside(each.figures, each.share))), "muted"),
            Span(_BETWEEN + source if source else "", "muted"),
        ), 1  # fmt: skip
        if each.moved is not None:
            why = mask.text(each.reason) if each.reason else t("backing.no_reason")
            yield key, (
                Span(_moved(each.moved, mask) + _BETWEEN, "muted"), Span(why, "warn" if each.wanting else ""),
            ), 2  # fmt: skip
        elif each.reason:
            yield key, (Span(mask.text(each.reason)),), 2


def wanting(found: Iterable[YearRow]) -> str:
    """The years whose marked change still wants its reason, for the heading; "" when there are none (A17)."""
    missing = [str(row.course.figures.year) for row in found if row.course.wanting]
    return t("backing.reasons_wanted", years=phrases.listed(missing)) if missing else ""


def _turnover(figures: YearFigures) -> str:
    return t("backing.turnover", amount="?" if figures.turnover is None else phrases.money(figures.turnover))


def _beside(figures: YearFigures, share: int | None) -> Iterator[str]:
    """What else is known of the year; our share of what the customer spends stands behind its spending."""
    for code in MONEY:
        value = getattr(figures, code)
        if value is not None:
            yield t(f"backing.{code}", amount=phrases.money(value))
    if share is not None:
        yield t("backing.share", percent=share)
    if figures.deals is not None:
        yield many("backing.deals", figures.deals)
    if figures.collection_days is not None:
        yield many("backing.collection_days", figures.collection_days)


def _moved(moved: Moved, mask: Mask) -> str:
    sign = "+" if moved.percent > 0 else "−"
    return mask.text(t(f"backing.moved.{moved.field}", percent=f"{sign}{abs(moved.percent)}"))
