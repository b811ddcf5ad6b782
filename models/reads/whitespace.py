"""Where accounts stand with our product lines: what they have, what is open, where a competitor sits (A15)."""

from collections.abc import Collection, Iterable
from typing import Any

from peewee import JOIN, SQL, Case, fn

from models.reads.rows import rows
from models.reads.turnovers import seen, won
from models.rules.pictures_accounts import Space
from models.rules.vocabulary import Outcome, Position
from models.rules.vocabulary_figures import WhiteSpace
from models.tables.accounts import Account, Product
from models.tables.opportunities import Opportunity, OpportunityCompetitor

Spaces = dict[int, dict[str, Space]]
_STATES = tuple(WhiteSpace)
_FIRST_THREE = (SQL("1"), SQL("2"), SQL("3"))
"""By the first columns asked for: repeated with its values an expression is another one to a server."""
_INSTALLED, _OPEN, _LOST = "installed", "open", "lost"


def spaces(viewer: int | None, accounts: Collection[int] | None = None) -> tuple[Spaces, tuple[str, ...]]:
    """By account the lines of which anything is known, and every line we sell, "" last where a deal names no product.

    What we have installed comes before what is open, and that before a competitor. Four queries, besides who may
    see what.
    """
    products = _products()
    lines = {line for _, line in products}
    found: Spaces = {}
    for account, line, space in (*_deals(viewer, accounts), *_rivals(viewer, accounts, products)):
        here = found.setdefault(account, {})
        if line not in here or _STATES.index(space.state) < _STATES.index(here[line].state):
            here[line] = space
    loose = {line for here in found.values() for line in here} - lines
    return found, (*sorted(lines), *sorted(loose))


def _line() -> Any:
    """The line of a product; one without a line is its own; nothing where there is no product."""
    p = Product
    return fn.COALESCE(Case(None, ((p.line != "", p.line),), p.name), "")


def _products() -> list[tuple[str, str]]:
    """Names of products with their lines."""
    return [(name, line) for name, line in rows(Product.select(Product.name, _line()).order_by(Product.id))]


def _deals(viewer: int | None, accounts: Collection[int] | None) -> Iterable[tuple[int, str, Space]]:
    """What was won, is open, or was lost to a named competitor, summed by account and line."""
    o, p = Opportunity, Product
    lost = (o.outcome == Outcome.LOST) & o.winner.is_null(False)
    state = Case(None, ((won(), _INSTALLED), (o.outcome == Outcome.OPEN, _OPEN)), _LOST)
    query = o.select(
        o.account, _line(), state, fn.SUM(fn.COALESCE(o.amount, 0)), fn.MAX(o.id), fn.MAX(o.winner)
    )
    query = query.join(p, JOIN.LEFT_OUTER, on=(o.product == p.id)).switch(o).join(Account, on=(o.account == Account.id))
    query = seen(query, viewer, accounts).where((o.outcome == Outcome.OPEN) | (o.outcome == Outcome.WON) | lost)
    for account, line, code, amount, newest, winner in rows(query.group_by(*_FIRST_THREE)):
        if code == _LOST:
            yield account, line, Space(WhiteSpace.COMPETITOR, competitor=winner, opportunity=newest)
        else:
            yield account, line, Space(WhiteSpace(code), int(amount), opportunity=newest)


def _rivals(
    viewer: int | None, accounts: Collection[int] | None, products: Collection[tuple[str, str]]
) -> Iterable[tuple[int, str, Space]]:
    """Competitors that supply now or are in place: in the line of their deal, or in those their products name."""
    c, o, p = OpportunityCompetitor, Opportunity, Product
    query = (
        c.select(c.account, c.competitor, c.opportunity, _line(), c.products)
        .join(o, JOIN.LEFT_OUTER, on=(c.opportunity == o.id))
        .join(p, JOIN.LEFT_OUTER, on=(o.product == p.id))
        .switch(c)
        .join(Account, on=(c.account == Account.id))
    )
    there = c.supplies_now | (c.position == Position.INCUMBENT)
    query = seen(query, viewer, accounts).where(there & (c.position != Position.OUT)).order_by(c.id)
    for account, competitor, deal, line, text in rows(query):
        for each in {line} - {""} or _named(text, products):
            yield account, each, Space(WhiteSpace.COMPETITOR, competitor=competitor, opportunity=deal)


def _named(text: str, products: Collection[tuple[str, str]]) -> Collection[str]:
    """The lines that a text names, by themselves or by a product of theirs."""
    told = text.casefold()
    return {line for name, line in products if told and any(word and word.casefold() in told for word in (name, line))}
