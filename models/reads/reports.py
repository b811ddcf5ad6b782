"""The reports by name, each with the read that answers with its picture and what can be asked of it (T16).

A report is added here and nowhere else: the screens, the shell and its completions go by this table. The modules
are imported when their report is asked for.
"""

from collections.abc import Mapping
from datetime import date
from importlib import import_module
from typing import Any, NamedTuple

from models.rules.pictures import Label, Picture, Thing
from models.rules.settings import Settings


class Asked(NamedTuple):
    """What a report is asked for: by whom, of which days (both included), by what, about which account or deal."""

    today: date
    settings: Settings = Settings()
    viewer: int | None = None
    since: date | None = None
    until: date | None = None
    by: str = ""
    account: int | None = None
    opportunity: int | None = None


class Behind(NamedTuple):
    """A record behind a group of a picture, with what is told of it."""

    thing: Thing
    label: Label
    told: tuple[Label, ...] = ()


class Report(NamedTuple):
    """A report: `module:function` of the read that takes an `Asked` and answers with a picture.

    `shows` names the tables it reads; `period` says that it minds the days; `ways` are what it can be made by, the
    usual one first; `about` are the nouns it can be asked about, and `must` says that it has to be about one;
    `behind` is the read that takes the code of a group as well and answers with the records behind it.
    """

    read: str
    shows: frozenset[str]
    period: bool = False
    ways: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    must: bool = False
    behind: str = ""


_DEALS = frozenset({"opportunity", "opportunity_state", "account", "member"})
_SELLING = "models.reads.selling"
_MOVING = "models.reads.conversion"
_ACCOUNT = ("account",)
_DEAL = ("opportunity",)
_ACCOUNTS = "models.reads.account_pictures"
_BOUGHT = _DEALS | {"annual_figure"}
_GATE = frozenset({"opportunity", "account", "person", "gate_tick", "chain_link", "visit", "inside_mark"})
_DEALT = "models.reads.dealing_pictures"
_DEALING = frozenset({"opportunity", "value_line", "quotation", "negotiation", "concession", "milestone"})
_STRATEGY = "models.reads.strategy_pictures"
_EITHER = ("account", "opportunity")
_FACTORS = frozenset({"factor_score", "need", "opportunity", "opportunity_competitor", "competitor", "choice"})
_INFLUENCE = "models.reads.influence"
_PEOPLE = frozenset({
    "person", "person_role", "stance_entry", "act", "unit", "committee_member", "relation", "account", "opportunity",
})  # fmt: skip
_PROGRESS = "models.reads.progress"
_DECIDING = frozenset({
    "person", "person_role", "stance_entry", "unit", "committee_member", "visit", "visit_person", "doubt", "touch",
    "chain_link", "opportunity",
})
REPORTS: Mapping[str, Report] = {
    "funnel": Report(f"{_SELLING}:funnel", _DEALS, about=_ACCOUNT, behind=f"{_SELLING}:behind_funnel"),
    "urgency": Report(f"{_SELLING}:urgency", _DEALS, about=_ACCOUNT, behind=f"{_SELLING}:behind_urgency"),
    "sources": Report(f"{_SELLING}:sources", _DEALS, period=True, behind=f"{_SELLING}:behind_source"),
    "won": Report(
        f"{_SELLING}:won", _DEALS, period=True, ways=("owner", "reason", "month"), about=_ACCOUNT,
        behind=f"{_SELLING}:behind_won",
    ),
    "lost": Report(
        f"{_SELLING}:lost", _DEALS | {"competitor"}, period=True,
        ways=("reason", "competitor", "step", "owner", "month"), about=_ACCOUNT, behind=f"{_SELLING}:behind_lost",
    ),
    "risks": Report(
        "models.reads.radar_report:risks", frozenset({"account_state", "account", "member"}),
        behind="models.reads.radar_report:behind",
    ),
    "complaints": Report(
        "models.reads.complaints_report:complaints", frozenset({"complaint", "account", "member"}), period=True,
        about=_ACCOUNT, behind="models.reads.complaints_report:behind",
    ),
    "gifts": Report(
        "models.reads.gifts_report:gifts", frozenset({"gift", "account", "member", "person"}), period=True,
        ways=("kind", "account", "member"), about=_ACCOUNT, behind="models.reads.gifts_report:behind",
    ),
    "plans": Report(
        "models.reads.planning_report:plans",
        frozenset({"visit_plan", "plan_line", "visit", "account", "member"}), period=True, ways=("week", "month"),
    ),
    "hygiene": Report(
        f"{_MOVING}:hygiene", _DEALS | {"visit", "promise"}, period=True, behind=f"{_MOVING}:behind_hygiene"
    ),
    "conversion": Report(f"{_MOVING}:conversion", _DEALS, period=True),
    "classes": Report(f"{_MOVING}:classes", _DEALS, period=True),
    "pyramid": Report(
        f"{_ACCOUNTS}:layers", _BOUGHT, period=True, ways=("layer", "class", "account"),
        behind=f"{_ACCOUNTS}:behind_layers",
    ),
    "matrix": Report(f"{_ACCOUNTS}:matrix", _BOUGHT, behind=f"{_ACCOUNTS}:behind_matrix"),
    "whitespace": Report(
        f"{_ACCOUNTS}:whitespace", _BOUGHT | {"product", "competitor", "opportunity_competitor"}, about=_ACCOUNT
    ),
    "leads": Report(
        "models.reads.leads:ranking", frozenset({"account", "lead", "opportunity"}),
        ways=("raw", "kept", "later", "dropped"),
    ),
    "optimism": Report(
        "models.reads.rating:optimism", frozenset({"conduct", "stance_entry", "opportunity", "member"}), period=True,
        ways=("member", "size", "step"), behind="models.reads.rating:behind_optimism",
    ),
    "gate": Report("models.reads.gates:picture", _GATE, about=_DEAL, must=True),
    "value": Report(f"{_DEALT}:value", _DEALING, about=_DEAL, must=True),
    "concessions": Report(f"{_DEALT}:concessions", _DEALING, about=_DEAL, must=True),
    "delivery": Report(f"{_DEALT}:delivery", _DEALING, about=_DEAL, must=True),
    "coverage": Report(f"{_PROGRESS}:coverage_picture", _DECIDING, about=_DEAL, must=True),
    "progress": Report(f"{_PROGRESS}:progress_picture", _DECIDING, about=_DEAL, must=True),
    "factors": Report(f"{_STRATEGY}:factors", _FACTORS, about=_EITHER, must=True),
    "evaluation": Report(f"{_STRATEGY}:evaluation", frozenset({"annual_figure", "opportunity", "account", "survey"})),
    "orgchart": Report("models.reads.orgchart:orgchart", _PEOPLE, about=_EITHER, must=True),
    "influence": Report(f"{_INFLUENCE}:influence", _PEOPLE | {"step_influence"}, about=_EITHER, must=True),
    "power": Report(
        f"{_INFLUENCE}:power", _PEOPLE | {"step_influence"}, period=True, ways=("level", "unit", "time"),
        about=_EITHER, must=True, behind=f"{_INFLUENCE}:behind_power",
    ),
    "decider": Report(f"{_INFLUENCE}:decider", _PEOPLE | {"decider_ground", "chain_link"}, about=_EITHER, must=True),
}  # fmt: skip
"""In the order of the list on the screen."""


def picture(name: str, asked: Asked) -> Picture:
    """The picture of a report; KeyError for a name or a way that there is not."""
    report = REPORTS[name]
    by = asked.by or next(iter(report.ways), "")
    if by and by not in report.ways:
        raise KeyError(by)
    made: Picture = _found(report.read)(asked._replace(by=by))
    return made


def behind(name: str, group: str, asked: Asked) -> list[Behind]:
    """The records behind a group of a report, the most important first; none where it has no such read."""
    report = REPORTS[name]
    if not report.behind:
        return []
    by = asked.by or next(iter(report.ways), "")
    made: list[Behind] = _found(report.behind)(asked._replace(by=by), group)
    return made


def _found(where: str) -> Any:
    module, _, function = where.partition(":")
    return getattr(import_module(module), function)
