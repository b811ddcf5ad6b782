"""The stance board of an earlier day: choosing the day, the mark that one looks at the past, and who moved since."""

from collections.abc import Hashable, Iterator, Sequence
from datetime import date

from models.reads import ledger
from models.reads.ledger import LedgerRow
from models.reads.people import Board, Move
from models.rules import dates, stances
from models.rules.vocabulary import Stance
from tui import phrases
from tui.desk import Desk
from tui.modals.chooser import Chooser, Option, among
from tui.pages.spans import Line, Span, line
from tui.words import many, t

NOW = "now"
"""The choice that goes back to the board of today, or compares with nothing."""
MOST = 40
"""Days offered; any other one can be typed."""


async def ask_day(
    app: Desk, title: str, account: int, opportunity: int | None, current: date | None
) -> date | str | None:
    """The day somebody chooses among those on which anybody moved, or types; `NOW` for none, nothing when given up."""
    found = await app.read(ledger.days, account, opportunity)
    options = [Option(NOW, t("board.day_now"))]
    options += [Option(day, day.isoformat(), _told(app, rows)) for day, rows in found[:MOST] if day <= app.today]
    listed = among(options)

    async def source(query: str) -> Sequence[Option]:
        typed = dates.parse(query, app.today, past=True) if query.strip() else None
        if typed is None or typed > app.today:
            return await listed(query)
        return [Option(typed, typed.isoformat(), phrases.day(typed, app.today))]

    chosen: Hashable = await app.push_screen_wait(
        Chooser(title, source, hint=t("board.day_hint"), current=current or NOW)
    )
    return chosen if isinstance(chosen, date | str) else None


def _told(app: Desk, rows: Sequence[LedgerRow]) -> str:
    """Who moved on a day, newest first as they stand in the ledger."""
    mask = app.mask
    if mask.on:
        return many("board.moved_count", len(rows))
    return phrases.listed(f"{mask.name('person', r.person, r.person_name)} {_step(r.before, r.stance)}" for r in rows)


def _step(before: str, after: str) -> str:
    """N>S."""
    return f"{stances.letter(Stance(before))}>{stances.letter(Stance(after))}"


def mark(board: Board, app: Desk) -> Line:
    """What says that this is not the board of today, or what it is compared with."""
    told = []
    if board.as_of is not None:
        ago = (app.today - board.as_of).days
        told.append(Span(t("board.as_of", day=board.as_of.isoformat(), ago=many("board.days_ago", ago)), "past"))
    if board.since is not None:
        told.append(Span(t("board.since", day=board.since.isoformat()), "accent"))
    told.append(Span(many("board.moved_count", len(board.moves))))
    return line(*(piece for span in told for piece in (span, Span("  "))))


def tail(before: str, after: str) -> str:
    """What stands behind the name of somebody who moved since the day it is compared with."""
    return f" {_step(before, after)}" if before and before != after else ""


def moves(board: Board, app: Desk) -> Iterator[Line]:
    """Who moved between the two days, a line each."""
    for move in board.moves:
        yield _moved(move, app)


def _moved(move: Move, app: Desk) -> Line:
    mask = app.mask
    before, after = (Stance(code) for code in (move.before, move.after))
    gone = (stances.score(after) or 0) - (stances.score(before) or 0)
    beside = (
        phrases.day(move.date, app.today), "" if move.confirmed else t("page.brief.assumed"), mask.text(move.evidence),
        mask.text(move.member),
    )
    style = "" if mask.on or not gone else "good" if gone > 0 else "danger"
    step = phrases.stance(move.after, move.before)
    return line(
        Span(mask.name("person", move.person, move.name), "title"), Span(f"  {mask.text(step)}", style),
        Span(f"  {' · '.join(filter(None, beside))}", "dim"),
    )
