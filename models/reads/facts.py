"""What the rules are told about accounts, read in a fixed number of queries however many accounts there are.

A `known` letter of an opportunity is one that fields of the record answer by themselves: when (an expected
date), how_much (an amount or a budget), what (a product or a need), why (its cause), where (a place), who (a
decision maker among the account's people, or on the deal), how (a decision route or the customer's buying
step). Sources: Q5, P15.
"""

import threading
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from functools import partial
from itertools import chain
from typing import Any, TypeVar

from models import base
from models.reads import dealing_facts, deals, figure_facts, gate_facts, persons, radar_facts
from models.reads.rows import grouped, listed, maybe, told
from models.rules import accounts as profiles
from models.rules.facts import AccountFacts, DealingFact, OpportunityFact, PersonFact
from models.rules.vocabulary import GiftPolicy, Kind, Mode, RelationshipGrade, Source, ValueClass

T = TypeVar("T")
CHUNK = 500
"""Accounts read at once."""


class _Last(threading.local):
    """The facts a thread read last, and what they were read for."""

    asked: object = None
    found: AccountFacts


_last = _Last()


def one(account: int, today: date, *, include_branches: bool = False) -> AccountFacts:
    """The facts of one account; LookupError when there is none.

    A thread that only reads has those it read last at hand, as long as nobody wrote: faces of an account share them.
    """
    seen = base.seen()
    asked = (base.db.obj, seen, account, today, include_branches)
    if seen is None or _last.asked != asked:
        found = facts((account,), today, include_branches=include_branches)
        if account not in found:
            raise LookupError(account)
        _last.asked, _last.found = asked if seen is not None else None, found[account]
    return _last.found


def facts(
    accounts: Sequence[int], today: date, *, include_branches: bool = False
) -> dict[int, AccountFacts]:
    """The facts of each account by its id, ids that are gone left out.

    With `include_branches` the people, units and relations of all branches below count as the account's own
    (P5); visits, promises and opportunities stay with the account they belong to. Entries dated later than
    tomorrow are not seen. At most 22 queries for each 500 accounts.
    """
    gathered: dict[int, AccountFacts] = {}
    wanted = list(dict.fromkeys(accounts))
    for start in range(0, len(wanted), CHUNK):
        chunk = wanted[start : start + CHUNK]
        alone: dict[int, tuple[int, ...]] = {account: (account,) for account in chunk}
        tree = houses(chunk) if include_branches else alone
        gathered |= _gather(tree, today + timedelta(days=1))
    return gathered


def houses(accounts: Sequence[int]) -> dict[int, tuple[int, ...]]:
    """Each account with all accounts below it, itself first. One query, with a row for each account it names."""
    sql = f"""WITH RECURSIVE houses(house, above) AS (SELECT id, parent_id FROM account WHERE id IN {listed(accounts)}
        UNION SELECT b.id, b.parent_id FROM account AS b JOIN houses ON b.parent_id = houses.house)
        SELECT house, above FROM houses"""
    line, sizes = _line(dict(told(sql)))
    places = {house: place for place, house in enumerate(line)}
    return {
        root: (root, *sorted(line[places[root] + 1 : places[root] + sizes[root]])) if root in places else (root,)
        for root in accounts
    }


def _line(above: dict[int, int | None]) -> tuple[list[int], dict[int, int]]:
    """Accounts in a line, each followed by all below it, and how many places that takes; a ring is cut open."""
    below = grouped((parent, house) for house, parent in above.items())
    sizes: dict[int, int] = {}
    cut = set()
    for head in sorted(above, key=lambda house: above[house] in above):
        waiting = [] if head in sizes else [head]
        cut.update(waiting)
        while waiting:
            sizes[house := waiting.pop()] = 1
            waiting += (each for each in below.get(house, ()) if each not in sizes)
    line = list(sizes)
    for house in reversed(line):
        if house not in cut:
            sizes[above[house] or 0] += sizes[house]
    return line, sizes


def _gather(tree: dict[int, tuple[int, ...]], until: date) -> dict[int, AccountFacts]:
    everywhere = sorted({house for below in tree.values() for house in below})
    own = list(tree)
    staff = persons.people(everywhere, until)
    relations, units = persons.relations(everywhere), persons.units(everywhere)
    parts = _parts(own, until)
    promised = deals.promises(own)
    contacts = deals.contacts(own, until)
    bids, dealt = deals.opportunities(own, contacts, staff), dealing_facts.dealt(own)
    found: dict[int, AccountFacts] = {}
    for head in told(f"{_HEADS} WHERE id IN {listed(own)}", days=[_HEAD.index(each) for each in _DAYS]):
        below = tree[head[0]]
        found[head[0]] = AccountFacts(
            **_head(head, _all(staff, below)),
            people=_all(staff, below),
            units=_all(units, below),
            relations=_all(relations, below),
            last_contact=contacts.last(head[0]),
            visits=contacts.visits(head[0]),
            opportunities=_quoted(bids.get(head[0], ()), dealt.get(head[0], ())),
            dealing=tuple(dealt.get(head[0], ())),
            promises=tuple(promised.open.get(head[0], ())),
            complaints=_complaints(parts, promised, head[0]),
            **_of(parts, head[0]),
        )
    return found


def _quoted(bids: Iterable[OpportunityFact], dealt: Iterable[DealingFact]) -> tuple[OpportunityFact, ...]:
    """The opportunities, with which of them a first quotation was given for (O13)."""
    given = {each.opportunity for each in dealt if each.kind == "quotation"}
    return tuple(bid._replace(quoted=True) if bid.id in given else bid for bid in bids)


def _parts(own: Sequence[int], until: date) -> dict[str, dict[int, list[Any]]]:
    """The fields of an account that are lists read by one query each, by field and account."""
    planned, recent = deals.visits(own, until)
    readers: dict[str, Callable[[Sequence[int]], dict[int, list[Any]]]] = {
        "events": persons.events,
        "competitors": deals.competitors,
        "asked": deals.asked,
        "needs": deals.needs,
        "gifts_refused": deals.gifts_refused,
        "figures": figure_facts.figures,
        "chains": partial(gate_facts.chains, until=until),
        "ticks": gate_facts.ticks,
    }
    parts: dict[str, dict[int, list[Any]]] = {name: read(own) for name, read in readers.items()}
    kept = radar_facts.kept(own)
    parts |= {"moves": kept.moves, "accepted": kept.accepted, "planning": kept.planning, "scored": kept.scored}
    return parts | {"planned": planned, "recent_visits": recent, "complained": kept.complained}


def _of(parts: dict[str, dict[int, list[Any]]], account: int) -> dict[str, Any]:
    return {name: tuple(found.get(account, ())) for name, found in parts.items()}


def _complaints(
    parts: dict[str, dict[int, list[Any]]], promised: "deals.Promised", account: int
) -> tuple[int, ...]:
    """Complaints nobody dealt with yet: still planned, or with an open promise (V14)."""
    planned = {visit.id for visit in parts["planned"].get(account, ()) if visit.kind == "complaint"}
    return tuple(sorted(planned | promised.complaints.get(account, set())))


CARD_ONLY = ("nature", "region", "address", "website", "mode_subtype", "authority")
"""Columns of which only that they hold anything matters (A17)."""
_HEAD = (
    "id", "name", "industry", "owner", "company_grade", "source", "phone", "gift_policy", "gift_limit",
    "gift_policy_source", "gift_policy_date", "registered", "sort_key", "mode", "kind", "value_class",
    *CARD_ONLY,
    *figure_facts.JUDGED,
)
_DAYS = ("gift_policy_date", "registered", "cooperating_since")
_HEADS = f"SELECT {', '.join('owner_id' if each == 'owner' else each for each in _HEAD)} FROM account"


def _head(row: Sequence[Any], people: Iterable[PersonFact]) -> dict[str, Any]:
    """The fields of an account's own row."""
    account = dict(zip(_HEAD, row, strict=True))
    card = profiles.known(account)
    for code in CARD_ONLY:
        del account[code]
    source, phone = account.pop("source"), account.pop("phone")
    judged = figure_facts.judged({name: account.pop(name) for name in figure_facts.JUDGED})
    return account | {
        "industry": account["industry"] or None,
        "company_grade": RelationshipGrade(account["company_grade"] or "none"),
        "mode": maybe(Mode, account["mode"]),
        "kind": maybe(Kind, account["kind"]),
        "value_class": maybe(ValueClass, account["value_class"]),
        "judged": judged,
        "passive_source": bool(source) and Source(source).passive,
        "has_contact": bool(phone) or any(person.reachable for person in people),
        "gift_policy": GiftPolicy(account["gift_policy"] or "unknown"),
        "recorded": account.pop("registered"),
        "card": card,
    }


def _all(found: dict[int, list[T]], below: Iterable[int]) -> tuple[T, ...]:
    return tuple(chain.from_iterable(map(found.__getitem__, filter(found.__contains__, below))))
