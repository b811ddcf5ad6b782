"""What is measured of an account on a day, for its plan and the reviews of it (S8)."""

from datetime import date

from models.reads import facts as facts_read
from models.reads import strategy_facts, thresholds
from models.rules import account_plan, holding
from models.rules.account_plan import Measure
from models.rules.facts import AccountFacts
from models.rules.holding import BarrierFact, HoldFact, SurveyFact
from models.rules.settings import Settings


def measured(account: int, today: date) -> dict[str, Measure]:
    """The measures of an account; LookupError when it is gone. Three queries besides the facts and the settings."""
    told = facts_read.one(account, today, include_branches=True)
    walls, ticks = strategy_facts.barriers([account]), strategy_facts.held([account])
    asked = strategy_facts.surveys([account])
    return of(
        told, walls.get(account, []), ticks.get(account, []), asked.get(account, []), today, thresholds.settings()
    )


def of(
    told: AccountFacts, walls: list[BarrierFact], ticks: list[HoldFact], asked: list[SurveyFact], today: date,
    settings: Settings,
) -> dict[str, Measure]:  # fmt: skip
    """The same from what is read already."""
    return account_plan.measures(
        told, today, settings,
        barriers=sum(each.standing for each in holding.barriers(walls, today, settings)),
        held=sum(bool(line.done) for line in holding.holding(ticks, today.year)),
        satisfaction=holding.satisfaction(told, asked, today, settings).score,
    )  # fmt: skip
