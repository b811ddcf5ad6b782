"""The account plan as a document of one page: headings, lists and tables for Markdown and DOCX (S8)."""

from collections.abc import Iterator
from datetime import date

from models.rules.account_plan import Goal
from tui import phrases
from tui.mask import Mask
from tui.proposals.telling import Bullets, Heading, Lines, Paragraph, Piece
from tui.strategy import planning
from tui.strategy.told import Sheets, Teller, joined
from tui.words import t

MOST = 6
"""Lines of a list on one page."""


class Printed(Teller):
    """Tells days that are read on any day."""

    def day(self, day: date | None) -> str:
        """A day in figures."""
        return day.isoformat() if day else ""


def pieces(sheets: Sheets, today: date) -> Iterator[Piece]:
    """The plan from its title to the last review; what nobody wrote or knows is left out."""
    tell, found = Printed(sheets, today, Mask()), sheets.plan
    yield Heading(t("plan.title", name=tell.text(found.name), year=found.year), 1)
    yield Paragraph(joined(t("plan.printed", day=today.isoformat()), _next(tell)))
    if found.goals:
        yield Heading(t("plan.goals"))
        heads = tuple(t(f"plan.head.{code}") for code in ("measure", "goal", "now", "met"))
        yield Lines(heads, tuple(map(_goal, found.goals)), frozenset({1, 2}))
    written = list(planning.written(tell))
    yield Heading(t("plan.strategy"))
    yield Paragraph(_advised(tell))
    if written:
        yield Bullets(tuple(f"{label}: {text}" for label, text in written))
    yield Heading(t("plan.interests"))
    yield Bullets(tuple(f"{label}: {text}" for label, text, _ in planning.interests_told(tell)))
    yield from _people(tell)
    yield from _actions(tell)
    if found.risks:
        yield Heading(t("plan.risks"))
        yield Bullets(tuple(planning.risk(tell, risk) for risk in found.risks[:MOST]))
    yield from _reviews(tell)


def _next(tell: Teller) -> str:
    due = tell.sheets.plan.review_due
    return t("strategy.review_due", day=tell.day(due)) if due else ""


def _goal(found: Goal) -> tuple[str, ...]:
    wanted, now = planning.measure(found.measure, found.goal), planning.measure(found.measure, found.now)
    met = t("plan.unknown") if found.met is None else t("plan.met" if found.met else "plan.not_met")
    return t(f"measure.{found.measure}"), wanted, now, met


def _advised(tell: Teller) -> str:
    """Where we stand, and the strategies that are advised."""
    found = tell.sheets.competition.advice
    options = (
        f"{phrases.label('strategy', option.strategy)}: {t(f'strategy.how.{option.strategy}')}"
        for option in found.options
    )
    place = phrases.label("market_position", found.position)
    return phrases.sentences((f"{t('strategy.position')}: {place}", *options))


def _people(tell: Teller) -> Iterator[Piece]:
    found = tell.sheets.plan.to_win[:MOST]
    if found:
        yield Heading(t("plan.to_win"))
        yield Bullets(tuple(
            joined(
                phrases.person(tell.text(each.person.name), tell.text(each.person.title), each.person.roles,
                               placeholder=each.person.placeholder),
                phrases.stance(each.stance), t("strategy.decides") if each.decides else "",
            )
            for each in found
        ))  # fmt: skip


def _actions(tell: Teller) -> Iterator[Piece]:
    found = tell.sheets.plan.actions[:MOST]
    if found:
        yield Heading(t("plan.actions"))
        heads = tuple(t(f"plan.head.{code}") for code in ("action", "owner", "due", "state"))
        rows = tuple(
            (planning.action(tell, row), row.owner, tell.day(row.due), phrases.label("task_state", row.state))
            for row in found
        )
        yield Lines(heads, rows, frozenset())


def _reviews(tell: Teller) -> Iterator[Piece]:
    """The newest review, and what changed since."""
    found = tell.sheets.plan
    if found.reviews:
        yield Heading(t("plan.review"))
        row = found.reviews[0]
        yield Paragraph(joined(tell.day(row.date), tell.text(row.text)))
        since = tuple(text for text, _ in planning.changes(found.since))
        if since:
            yield Bullets((t("strategy.since", day=tell.day(row.date)), *since))
