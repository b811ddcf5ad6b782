"""What somebody is likely to fear and to judge by, by the roles held and the industry, out of the library (Q8)."""

from collections.abc import Collection

from models.reads import stock
from models.reads.stock import Entry
from models.rules.arguing import Deal, Listener, concerns
from models.rules.vocabulary import Role

MOST = 2
"""How many are told."""


def fears(roles: Collection[str], industry: str | None) -> tuple[Entry, ...]:
    """The entries that fit best, those of the industry first; none without a role. At most one query (Q8)."""
    if not roles:
        return ()
    there = {entry.number: entry for entry in stock.of_noun("concern")}
    listener = Listener(frozenset(map(Role, roles)))
    picked = concerns(stock.worries(list(there.values())), listener, Deal(industry=industry or ""), MOST)
    return tuple(there[each.number] for each in picked)
