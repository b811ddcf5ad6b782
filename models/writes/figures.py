"""What figures of a year and the team of an account ask of their values (A14, A17, A18)."""

from typing import Any

from models.reads import thresholds
from models.reads.figure_facts import figures
from models.rules.figure_facts import FigureFact
from models.rules.figures import moved
from models.rules.values import Invalid, Value
from models.tables.figures import AnnualFigure, TeamMember
from models.writes.intents import Work
from models.writes.records import CHECKS


def _check_figure(_: Work, values: dict[str, Value], row: Any) -> None:
    """One set of figures for a year; a marked change on the year before wants its reason (A17)."""
    account = int(str(values["account"])) if row is None else row.account_id
    told: dict[str, Any] = {name: values.get(name) for name in FigureFact._fields}
    figure, f = FigureFact(**told), AnnualFigure
    twin = f.select().where((f.account == account) & (f.year == figure.year) & (f.id != (row.id if row else 0)))
    if twin.exists():
        raise Invalid({"year": "year_there"})
    before = next((each for each in figures([account]).get(account, ()) if each.year == figure.year - 1), None)
    if not values.get("reason") and moved(figure, before, thresholds.settings().turnover_moved_percent):
        raise Invalid({"reason": "reason_of_change"})


def _check_team(_: Work, values: dict[str, Value], row: Any) -> None:
    """Nobody stands in a team twice with one role (A18)."""
    account, m = int(str(values["account"])) if row is None else row.account_id, TeamMember
    same = (m.account == account) & (m.colleague == values["colleague"]) & (m.role == values["role"])
    if m.select().where(same & (m.id != (row.id if row else 0))).exists():
        raise Invalid({"colleague": "in_team"})


CHECKS |= {"annual_figure": _check_figure, "team_member": _check_team}
