"""Competition told: the advice with what it rests on, and the competitors with their history (S1-S3, S5)."""

from collections.abc import Iterator

from models.reads.rivals import BidRow, RivalRow
from models.reads.strategy import BattleRow
from models.rules.competition import LEVERS, Inputs
from models.rules.nouns import COMPETITOR
from models.rules.vocabulary_strategy import Challenge
from tui import phrases, typed
from tui.strategy.told import Entry, Teller, joined, labelled
from tui.widgets.listing import Span
from tui.words import t

_WATCHED = ("incumbent", "favoured")


def subject(tell: Teller) -> str:
    """What the competition is looked at on, and how to look at something else."""
    found = tell.sheets.competition
    name = t("strategy.whole_account")
    if found.subject is not None:
        name = tell.mask.name("opportunity", found.subject, found.subject_name)
    others = len(found.subjects) - (found.subject is not None)
    return joined(name, t("strategy.others", n=others) if others else "")


def advice(tell: Teller) -> Iterator[Entry]:
    """Where we stand, what to do, and why."""
    found = tell.sheets.competition.advice
    stance = t("strategy.attacks" if found.attacks else "strategy.defends")
    yield Entry(None, (
        *labelled(t("strategy.position"), phrases.label("market_position", found.position), "strong"),
        Span(f"  {t('strategy.challenge')}  ", "muted"), Span(phrases.label("challenge", found.challenge), "strong"),
        Span(f"  {stance}", "accent"),
    ))  # fmt: skip
    for option in found.options:
        name = phrases.label("strategy", option.strategy)
        yield Entry(("strategy", option.strategy.value), (
            Span(f"▸ {name}  ", "good" if option.by == "both" else "warn"),
            Span(t(f"strategy.how.{option.strategy}")), Span(f"  {_because(tell, option.by)}", "muted"),
        ))  # fmt: skip
    yield from _inputs(tell, found.inputs)
    levers = phrases.listed(phrases.label("lever", lever) for lever in LEVERS[found.challenge])
    what = t("strategy.levers.keep" if found.challenge is Challenge.KEEP else "strategy.levers.more")
    yield Entry(None, labelled(what, levers))
    yield from _triggers(tell)


def _because(tell: Teller, by: str) -> str:
    found = tell.sheets.competition.advice
    kind = phrases.label("kind", found.inputs.kind) if found.inputs.kind else ""
    return t(f"strategy.by.{by}", position=phrases.label("market_position", found.position), kind=kind)


def _inputs(tell: Teller, found: Inputs) -> Iterator[Entry]:
    """What the advice rests on; what is not known says so, and Enter fills it."""
    unknown = t("strategy.not_known")
    kind = phrases.label("kind", found.kind) if found.kind else unknown
    yield Entry(("field", "kind"), labelled(t("strategy.input.kind"), kind, "" if found.kind else "warn"))
    share = unknown if found.share is None else f"{found.share}%"
    beside = t("strategy.supplies" if found.supplies else "strategy.supplies_not")
    yield Entry(("add", "figures"), (
        *labelled(t("strategy.input.share"), share, "warn" if found.share is None else ""),
        Span(f"  {beside}", "muted"),
    ))  # fmt: skip
    incumbents = phrases.listed(map(tell.rival, found.incumbents))
    yield Entry(("add", "rivals"), labelled(t("strategy.input.incumbent"), incumbents or t("strategy.nobody_else")))
    fits = t("strategy.fit_unknown")
    if found.fits is not None:
        fits = t("strategy.fits", ours=found.fits[0], theirs=found.fits[1], rival=tell.rival(found.against))
    style = "warn" if found.fits is None else "good" if found.fits[0] > found.fits[1] else "against"
    yield Entry(("factors", 0), labelled(t("strategy.input.factors"), fits, style))
    power = t("strategy.power", ours=found.power.ours, theirs=found.power.theirs, unknown=found.power.unknown)
    good = found.power.ours >= found.power.theirs
    yield Entry(None, labelled(t("strategy.input.power"), power, "good" if good else "against"))


def _triggers(tell: Teller) -> Iterator[Entry]:
    """What guerrilla waits for: what happened lately that opens a door."""
    found = tell.sheets.competition.advice
    if not any(option.strategy == "guerrilla" for option in found.options):
        return
    if not found.triggers:
        yield Entry(("add", "events"), labelled(t("strategy.triggers"), t("strategy.triggers.none"), "muted"))
    for trigger in found.triggers:
        told = dict(trigger.detail)
        text = tell.text(str(told["text"])) if "text" in told else ""
        yield Entry(None, (
            Span(f"! {tell.day(trigger.since)}  ", "warn"),
            Span(t(f"strategy.{trigger.code}"), "strong"),
            Span(f"  {joined(text, tell.persons(trigger.people))}", "muted"),
        ))  # fmt: skip


# Competitors -------------------------------------------------------------------------------------------------


def rivals(tell: Teller) -> Iterator[Entry]:
    """Every competitor: his record, where he is in and how that came, who backs him, and deals against him."""
    found = tell.sheets.competition
    for row in found.rivals:
        yield _rival(tell, row)
        for code in ("strengths", "weaknesses", "attacks", "answers"):
            if text := getattr(row, code):
                label = typed.label("competitor", COMPETITOR.field(code))
                style = "good" if code == "answers" else ""
                yield Entry(("competitor", row.id), labelled(label, tell.text(text), style), 2)
        for bid in row.bids:
            yield from _bid(tell, bid)
        for battle in found.battles.get(row.id, ()):
            yield _battle(tell, battle)


def _rival(tell: Teller, row: RivalRow) -> Entry:
    score = ""
    if row.won or row.lost:
        score = t("profile.score", won=row.won, lost=row.lost, won_here=row.won_here, lost_here=row.lost_here)
    likes = tell.sheets.competition.likes.get(row.id, ())
    backers = tell.persons(dict.fromkeys([*row.backers, *likes]))
    return Entry(("competitor", row.id), (
        Span(tell.mask.name("competitor", row.id, row.name), "strong"), Span(f"  {score}" if score else "", "muted"),
        Span("  " + t("profile.backers", names=backers) if backers else "", "against"),
    ))  # fmt: skip


def _bid(tell: Teller, row: BidRow) -> Iterator[Entry]:
    deal = t("profile.whole_account")
    if row.opportunity is not None:
        deal = tell.mask.name("opportunity", row.opportunity, row.opportunity_name)
    supplies = t("profile.supplies") if row.supplies_now else ""
    told = [tell.text(text) for text in (row.price_level, row.products, row.connections, row.notes)]
    role = "muted" if row.position == "out" else "warn" if row.position in _WATCHED else ""
    key = ("opportunity_competitor", row.id)
    yield Entry(key, (
        Span(f"{deal}  ", "accent"), Span(phrases.label("position", row.position), role),
        Span(f"  {joined(supplies, *told)}", "muted"),
    ), 2)  # fmt: skip
    for move in tell.sheets.competition.moves.get(row.id, ()):
        before, after = phrases.label("position", move.before), phrases.label("position", move.after)
        yield Entry(key, (Span(f"{tell.day(move.date)}  ", "muted"), Span(f"{before} → {after}")), 3)


def _battle(tell: Teller, row: BattleRow) -> Entry:
    name = tell.mask.name("opportunity", row.deal, row.name)
    house = tell.mask.name("account", row.account, row.account_name)
    amount = phrases.money(row.amount) if row.amount is not None else ""
    reason = phrases.label("reason", row.reason) if row.reason else ""
    return Entry(("battle", row.account, row.deal), (
        Span(f"{tell.day(row.date)}  ", "muted"),
        Span(f"{t('strategy.won' if row.won else 'strategy.lost')}  ", "good" if row.won else "against"),
        Span(name), Span(f"  {joined(house, amount, reason)}", "muted"),
    ), 2)  # fmt: skip
