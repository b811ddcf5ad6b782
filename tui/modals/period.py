"""Ask for a period by its name, or for its first and last day."""

from datetime import date

from models.rules import dates
from models.rules.reporting import PERIODS, period
from tui.desk import Desk
from tui.modals.ask import Ask
from tui.modals.chooser import Chooser, Option, among
from tui.pictures import saying
from tui.words import t

OWN = "own"
"""The period whose days are asked for."""
Days = tuple[date | None, date | None]


async def ask_period(app: Desk, before: Days) -> Days | None:
    """The first and the last day of the period somebody chooses, none for all time; nothing when it is given up."""
    options = [Option(code, t(f"reports.period.{code}"), saying.period(*period(code, app.today))) for code in PERIODS]
    options.append(Option(OWN, t("reports.period.own")))
    code = await app.push_screen_wait(Chooser(t("reports.period"), among(options)))
    if code == OWN:
        return await _own(app, before)
    return period(code, app.today) if isinstance(code, str) else None


async def _own(app: Desk, before: Days) -> Days | None:
    since = await _day(app, t("reports.since"), before[0])
    until = await _day(app, t("reports.until"), before[1]) if since else None
    return (min(since, until), max(since, until)) if since and until else None


async def _day(app: Desk, question: str, before: date | None) -> date | None:
    """A day, today unless he says otherwise; asked until it is one, or given up."""
    typed, hint = (before or app.today).isoformat(), t("ask.day")
    while typed:
        said = await app.push_screen_wait(Ask(question, typed, hint))
        day = dates.parse(said, app.today) if said else None
        if day is not None or not said:
            return day
        typed, hint = said, t("invalid.not_a_date")
    return None
