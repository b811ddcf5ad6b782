"""The factor chart told: its lines, the needs nobody meets, where we lead and where we lag (S4)."""

from collections.abc import Iterator, Sequence

from models.rules import factors
from models.rules.factors import FactorLine
from models.rules.pictures_strategy import chart
from models.rules.settings import Settings
from tui import phrases
from tui.pictures.lines import drawn
from tui.pictures.saying import Saying
from tui.strategy.told import Entry, Teller, labelled
from tui.widgets.listing import Span
from tui.words import t

ROLES = {"title": "strong", "heading": "accent", "danger": "against", "warning": "warn", "dim": "muted", "good": "good"}
"""What a text of a picture is, as a list shows it."""


def fits(tell: Teller) -> str:
    """How well we, and everybody in it, meet the needs."""
    found = tell.sheets.competition.chart
    ours = factors.fit(found)
    told = [_fit(t("factor_side.us"), ours)]
    told += [_fit(tell.rival(each), factors.fit(found, each)) for each in found.rivals]
    return phrases.listed(told) if ours.all else ""


def _fit(name: str, found: factors.Fit) -> str:
    if found.percent is None:
        return t("strategy.fit.unknown", name=name)
    some = found.known < found.all
    return t("strategy.fit.part" if some else "strategy.fit", name=name, percent=found.percent, known=found.known,
             all=found.all)  # fmt: skip


def lines(tell: Teller, settings: Settings, width: int) -> Iterator[Entry]:
    """The chart with a line for every factor, and what it says."""
    found = tell.sheets.competition
    if all(line.blank for line in found.chart.lines):
        yield Entry(None, (Span(t("strategy.factors.none"), "muted"),))
    picture = chart(found.chart, found.rival_names, found.account, blank=True)
    for place, each in enumerate(drawn(picture, width - 2, Saying(tell.today, tell.mask))):
        row = place - 1
        key = ("factor", found.chart.lines[row].factor) if 0 <= row < len(found.chart.lines) else None
        yield Entry(key, tuple(Span(span.text, ROLES.get(span.style, "")) for span in each.line), whole=True)
    yield from _said(tell, settings)


def _said(tell: Teller, settings: Settings) -> Iterator[Entry]:
    found = tell.sheets.competition.chart
    for opening in factors.openings(found):
        code = "strategy.nobody_meets" if opening.nobody else "strategy.nobody_well"
        name = phrases.label("factor", opening.factor)
        yield Entry(("factor", opening.factor), (
            Span(t(code, factor=name), "warn"),
            Span("  " + t("strategy.needs_best", need=opening.need, best=opening.best), "muted"),
        ))  # fmt: skip
    leads, lags = factors.leads(found), factors.lags(found, settings)
    if leads:
        yield Entry(None, labelled(t("strategy.leads"), _named(leads), "good"))
    if lags:
        yield Entry(None, labelled(t("strategy.lags"), _named(lags), "against"))


def _named(found: Sequence[FactorLine]) -> str:
    return phrases.listed(
        t("strategy.against", factor=phrases.label("factor", line.factor), us=line.us, them=line.rival[1])
        for line in found if line.rival
    )  # fmt: skip
