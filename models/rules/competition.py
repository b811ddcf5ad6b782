"""How to compete: where we stand on an opportunity, the strategy that fits, and the openings to wait for (S1, S2)."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from models.rules import factors, potential, power, stances, urgency
from models.rules.factors import Chart
from models.rules.facts import AccountFacts, CompetitorFact, Finding
from models.rules.figures import turnover_lately
from models.rules.people import known
from models.rules.power import Balance
from models.rules.settings import Settings
from models.rules.vocabulary import EventKind, Kind, Position
from models.rules.vocabulary_strategy import Challenge, Lever, MarketPosition, Strategy

_BY_POSITION = {
    MarketPosition.LEADER: (Strategy.DEFENCE,),
    MarketPosition.STRONG_CHALLENGER: (Strategy.ATTACK,),
    MarketPosition.ORDINARY_CHALLENGER: (Strategy.FLANKING, Strategy.GUERRILLA),
}
_BY_KIND = {
    Kind.STRATEGIC: (Strategy.DEFENCE,),
    Kind.VALUE: (Strategy.FLANKING,),
    Kind.TRANSACTIONAL: (Strategy.ATTACK, Strategy.GUERRILLA),
}
LEVERS = {
    Challenge.WIN: (Lever.QUALITY, Lever.SERVICE, Lever.PRICE, Lever.PEOPLE, Lever.BRAND, Lever.EXECUTIVES),
    Challenge.PENETRATE: (Lever.QUALITY, Lever.SERVICE, Lever.PRICE, Lever.PEOPLE, Lever.BRAND, Lever.EXECUTIVES),
    Challenge.KEEP: (Lever.BARRIERS, Lever.EMBEDDING),
}
"""What moves an account, by what it asks of us (S5)."""
_OPENINGS = frozenset({
    EventKind.PERSONNEL_CHANGE, EventKind.REORGANISATION, EventKind.QUALITY_TROUBLE, EventKind.COST_CUTTING,
})  # fmt: skip
"""Events that open a door a competitor held shut (S2, A16)."""


class Inputs(NamedTuple):
    """What a strategy is advised from; None is what nobody knows.

    `share` is our part of the customer's business in per cent, `against` the competitor whose fit is compared.
    """

    kind: Kind | None
    share: int | None
    supplies: bool
    incumbents: tuple[int, ...]
    against: int | None
    fits: tuple[int, int] | None
    power: Balance


class Option(NamedTuple):
    """A strategy, and whether our position, the kind of account, or both call for it."""

    strategy: Strategy
    by: str


class Advice(NamedTuple):
    """Where we stand, what that asks of us, the strategies that fit, and what all of it rests on."""

    position: MarketPosition
    challenge: Challenge
    options: tuple[Option, ...]
    inputs: Inputs
    triggers: tuple[Finding, ...]
    """What guerrilla waits for, newest first; none where it is not advised."""

    @property
    def attacks(self) -> bool:
        """Whether the stance is attack rather than defence (S1)."""
        return self.challenge is not Challenge.KEEP

    @property
    def agree(self) -> bool:
        """Whether position and kind call for the same."""
        return any(option.by == "both" for option in self.options)


def here(facts: AccountFacts, opportunity: int | None) -> tuple[CompetitorFact, ...]:
    """The competitors on an opportunity, those at the whole account among them, each once: on the deal goes first."""
    of = [rival for rival in facts.competitors if rival.opportunity in (None, opportunity)]
    of.sort(key=lambda rival: rival.opportunity is None)
    told = {rival.id: rival for rival in reversed(of)}
    return tuple(sorted(told.values(), key=lambda rival: list(Position).index(rival.position)))


def inputs(
    facts: AccountFacts, opportunity: int | None, kind: Kind | None, chart: Chart, today: date, settings: Settings
) -> Inputs:
    """What is known of our position on an opportunity, or at the account (S2)."""
    rivals = [rival for rival in here(facts, opportunity) if rival.position is not Position.OUT]
    incumbents = tuple(rival.id for rival in rivals if rival.position is Position.INCUMBENT)
    against = _against([*incumbents, *(rival.id for rival in rivals), *chart.rivals], chart)
    lately = turnover_lately(facts.figures, facts.opportunities, today)
    return Inputs(
        kind, potential.place(facts, today, settings).percent,
        bool(lately) or any(urgency.won(deal) for deal in facts.opportunities), incumbents, against,
        None if against is None else factors.compared(chart, against),
        balance(facts, opportunity, today, settings),
    )  # fmt: skip


def balance(facts: AccountFacts, opportunity: int | None, today: date, settings: Settings) -> Balance:
    """The balance of power on an opportunity, or at the account (P17)."""
    return power.total(power.weighed(facts.people, opportunity, today, settings))


def _against(rivals: Iterable[int], chart: Chart) -> int | None:
    """The incumbent, else the first who is in it: one that can be compared goes before one that cannot."""
    wanted = list(dict.fromkeys(rivals))
    return next((rival for rival in wanted if factors.compared(chart, rival)), wanted[0] if wanted else None)


def position(found: Inputs, settings: Settings) -> MarketPosition:
    """Leader: incumbent with more than half the business; strong challenger: the better fit and no less power (S2)."""
    if found.supplies and not found.incumbents and (found.share or 0) > settings.strategy_leader_percent:
        return MarketPosition.LEADER
    better = found.fits is not None and found.fits[0] > found.fits[1]
    if better and found.power.ours >= found.power.theirs:
        return MarketPosition.STRONG_CHALLENGER
    return MarketPosition.ORDINARY_CHALLENGER


def advise(
    facts: AccountFacts, opportunity: int | None, kind: Kind | None, chart: Chart, today: date, settings: Settings
) -> Advice:
    """The strategy for an opportunity, or for the account where none is named, with what it rests on (S1, S2)."""
    found = inputs(facts, opportunity, kind, chart, today, settings)
    place = position(found, settings)
    options = strategies(place, kind)
    waits = any(option.strategy is Strategy.GUERRILLA for option in options)
    return Advice(
        place, _challenge(place, found), options, found, triggers(facts, today, settings) if waits else ()
    )


def _challenge(place: MarketPosition, found: Inputs) -> Challenge:
    if place is MarketPosition.LEADER:
        return Challenge.KEEP
    return Challenge.PENETRATE if found.supplies else Challenge.WIN


def strategies(place: MarketPosition, kind: Kind | None) -> tuple[Option, ...]:
    """What fits the position and the kind; where they disagree both, the position's first (S2).

    Without a kind the position alone speaks. Whoever leads has nothing to wait for, and who is strong neither.
    """
    mine = _BY_POSITION[place]
    if kind is None:
        return tuple(Option(each, "position") for each in mine)
    fitting = [each for each in mine if each in _BY_KIND[kind]]
    if fitting:
        return tuple(Option(each, "both") for each in fitting)
    return Option(mine[0], "position"), Option(_BY_KIND[kind][0], "kind")


def triggers(facts: AccountFacts, today: date, settings: Settings) -> tuple[Finding, ...]:
    """What opens a door: changes at the account, and relations to a competitor that cool, newest first (S2, A16)."""
    since = today - timedelta(days=settings.recent_event_days)
    found = [
        Finding(
            f"trigger.{event.kind}", people=(event.person,) if event.person else (), since=event.date,
            detail=(("text", event.text),),
        )
        for event in facts.events if event.kind in _OPENINGS and since <= event.date <= today
    ]  # fmt: skip
    for person in known(facts):
        now = stances.current(person)
        cooled = now.before is not None and stances.opposes_us(now.before) and stances.trend(now) == "up"
        if cooled and now.since is not None and since <= now.since <= today:
            found.append(Finding("trigger.cooling", people=(person.id,), since=now.since))
    return tuple(sorted(found, key=lambda each: each.since or date.min, reverse=True))
