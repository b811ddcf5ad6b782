"""What holds an account told: barriers, the yearly list, satisfaction, incentives (S6, S9-S11)."""

from collections.abc import Iterator

from models.reads.holding import BarrierRow
from tui import phrases
from tui.strategy.told import Entry, Teller, joined
from tui.widgets.listing import Span
from tui.words import t

STATES = {"in_place": "good", "eroding": "warn"}


def barriers(tell: Teller) -> Iterator[Entry]:
    """Each way to keep others out, with what is on record and what to do."""
    found = tell.sheets.holding
    for wall in found.walls:
        told = t("strategy.wall", n=wall.standing, strength=wall.strength) if wall.standing else ""
        advice = wall.advice and t(f"strategy.wall.{wall.advice}")
        if wall.advice == "none":
            advice = t(f"strategy.wall.none.{wall.kind}")
        yield Entry(("wall", wall.kind.value), (
            Span(f"{phrases.label('barrier_kind', wall.kind)}  ", "strong"), Span(told, "good"),
            Span(("  " if told else "") + advice, "warn"),
        ))  # fmt: skip
        for row in found.barriers:
            if row.kind == wall.kind:
                yield _barrier(tell, row)


def _barrier(tell: Teller, row: BarrierRow) -> Entry:
    strength = t("strategy.strength", n=row.strength) if row.strength else ""
    until = t("strategy.until", day=tell.day(row.until)) if row.until else ""
    over = row.until is not None and row.until < tell.today
    return Entry(("barrier", row.id), (
        Span(f"{phrases.label('barrier_state', row.state)}  ", "against" if over else STATES.get(row.state, "muted")),
        Span(tell.text(row.text)), Span(f"  {joined(strength, until, tell.text(row.note))}", "muted"),
    ), 2)  # fmt: skip


def done(tell: Teller) -> str:
    """How many of the ways were taken this year."""
    found = tell.sheets.holding.holds
    return t("strategy.held", done=sum(bool(line.done) for line in found), all=len(found), year=tell.today.year)


def holds(tell: Teller) -> Iterator[Entry]:
    """The list of the year; Enter ticks a way with its evidence."""
    for line in tell.sheets.holding.holds:
        name = phrases.label("hold_item", line.item)
        if not line.done:
            before = t("strategy.held_before", day=tell.day(line.before)) if line.before else ""
            yield Entry(("hold", line.item.value), (Span("○ ", "warn"), Span(name), Span(f"  {before}", "muted")))
        for tick in line.done:
            yield Entry(("hold_tick", tick.id), (
                Span("✓ ", "good"), Span(f"{name}  "),
                Span(joined(tell.day(tick.date), tell.text(tick.evidence)), "muted"),
            ))  # fmt: skip


def satisfaction(tell: Teller) -> Iterator[Entry]:
    """The score with its trend, what drives it, what alarms, the signs of loyalty; then every answer."""
    sheet = tell.sheets.holding
    found = sheet.satisfaction
    for alert in found.alerts:
        yield Entry(("add", "satisfaction"), (
            Span("! ", "warn"), Span(t(f"strategy.alert.{alert}", people=tell.persons(found.people)), "warn"),
        ))  # fmt: skip
    if found.score is not None:
        drivers = [f"{phrases.label('driver', driver)} {tenths(value)}" for driver, value in found.drivers]
        weak = phrases.listed(phrases.label("driver", driver) for driver in found.weak)
        yield Entry(None, (
            Span(t("strategy.score", score=tenths(found.score)), "strong"),
            Span(_trend(found.score, found.before)),
            Span(f"  {phrases.listed(drivers)}", "muted"),
            Span("  " + t("strategy.weak", drivers=weak) if weak else "", "warn"),
        ))  # fmt: skip
    loyal = phrases.listed(phrases.label("loyalty_sign", sign) for sign in found.loyal)
    if loyal:
        yield Entry(None, (Span(t("strategy.loyal", signs=loyal), "good"),))
    for row in sheet.surveys:
        parts = ((code, getattr(row, code)) for code in ("quality", "price", "service"))
        told = [f"{phrases.label('driver', code)} {value}" for code, value in parts if value is not None]
        recommends = t("strategy.recommends") if row.recommends else ""
        yield Entry(("survey", row.id), (
            Span(f"{tell.day(row.date)}  ", "accent"), Span(f"{row.score}  ", "strong"),
            Span(tell.person(row.person)), Span(f"  {joined(*told, recommends, tell.text(row.comment))}", "muted"),
        ))  # fmt: skip


def _trend(now: int, before: int | None) -> str:
    if before is None:
        return ""
    sign = "↑" if now > before else "↓" if now < before else "="
    return "  " + t("strategy.before", sign=sign, score=tenths(before))


def tenths(value: int) -> str:
    """Tenths of a point as points."""
    return f"{value // 10}.{value % 10}"


def incentives(tell: Teller) -> Iterator[Entry]:
    """What the customer is given for staying, and what binds it."""
    for row in tell.sheets.holding.incentives:
        yield Entry(("incentive", row.id), (
            Span(f"{phrases.label('incentive_kind', row.kind)}  ", "strong"), Span(tell.text(row.text)),
            Span(f"  {joined(tell.day(row.date), tell.text(row.note))}", "muted"),
        ))  # fmt: skip
