"""The organisation chart of an account, with the group above and the branches below it (P8, P10, A1)."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from models.reads import facts as facts_read
from models.reads import persons, sight
from models.reads.cards import PersonLine, cards
from models.reads.reports import Asked
from models.reads.rows import above, listed, told
from models.rules import orgchart as rule
from models.rules import pictures_org
from models.rules.facts import AccountFacts, RelationFact, UnitFact
from models.rules.orgchart import House, Key, Node
from models.rules.pictures import Tree
from models.rules.pictures_org import Told
from models.rules.settings import Settings
from models.rules.vocabulary import Camp, Stance


class UnitMore(NamedTuple):
    """What is known of a unit beyond its place: what it cares about, and its weight in decisions (P6)."""

    account: int
    concern: str
    weight: int | None


class OrgChart(NamedTuple):
    """An account's chart: the nodes, parents first, and what each of them stands for.

    `facts` hold those whom the viewer may see; `units` by account, `camps` only those set by hand; `opportunities`
    are what it can be looked at on, `opportunity` the one it is.
    """

    account: int
    opportunity: int | None
    nodes: tuple[Node, ...]
    houses: Mapping[int, str]
    units: Mapping[int, UnitFact]
    more: Mapping[int, UnitMore]
    cards: Mapping[int, PersonLine]
    camps: Mapping[int, Camp]
    facts: AccountFacts

    @property
    def relations(self) -> tuple[RelationFact, ...]:
        """How people of the chart relate to one another."""
        return self.facts.relations

    @property
    def opportunities(self) -> tuple[tuple[int, str], ...]:
        """The opportunities of the account."""
        return tuple((each.id, each.name) for each in self.facts.opportunities)

    def camp(self, person: int) -> Camp:
        """The camp somebody belongs to."""
        return rule.camp(Stance(self.cards[person].stance), self.camps.get(person))


def chart(
    account: int, opportunity: int | None, today: date, settings: Settings, *, viewer: int | None = None
) -> OrgChart:
    """The chart of an account; LookupError when it is gone. At most 33 queries, however many people there are."""
    facts = seen_facts(account, today, viewer)
    here = sorted({account, *facts_read.houses([account])[account]})
    houses = _houses(account, here, viewer)
    own = [house.id for house in houses if house.own]
    units = persons.units(own)
    told_cards = {card.id: card for card in cards(facts.people, facts, opportunity, today, settings)}
    known = {key: sum(card.marks) for key, card in told_cards.items()}
    return OrgChart(
        account, opportunity, rule.chart(houses, units, facts.people, facts.relations, known),
        {house.id: house.name for house in houses}, {unit.id: unit for each in units.values() for unit in each},
        unit_more(own), told_cards, _camps(own), facts,
    )  # fmt: skip


def seen_facts(account: int, today: date, viewer: int | None) -> AccountFacts:
    """The facts of an account with its branches, as far as a member may see those (T4); LookupError when it is gone."""
    facts = facts_read.one(account, today, include_branches=True)
    seen = sight.seen(viewer, {person.account for person in facts.people} - {account}) | {account}
    if all(person.account in seen for person in facts.people):
        return facts
    people = tuple(person for person in facts.people if person.account in seen)
    here = {person.id for person in people}
    both = tuple(each for each in facts.relations if each.person in here and each.other in here)
    return facts._replace(people=people, relations=both)


def _houses(account: int, below: Collection[int], viewer: int | None) -> list[House]:
    """The account, all above it, and the branches one may see, as the tree has them."""
    from models.tables.accounts import Account

    line = {*above(Account, [account]), *below}
    seen = sight.seen(viewer, line) | {account}
    columns = "id, parent_id, short_name, name"
    found = told(f"SELECT {columns} FROM account WHERE id IN {listed(seen)} ORDER BY sort_key, id")
    own = set(below)
    return [House(key, parent, short or name, key in own) for key, parent, short, name in found]


def unit_more(accounts: Sequence[int]) -> dict[int, UnitMore]:
    """What the units of accounts care about and weigh. One query."""
    found = told(f"SELECT id, account_id, concern, weight FROM unit WHERE account_id IN {listed(accounts)}")
    return {key: UnitMore(*rest) for key, *rest in found}


def _camps(accounts: Sequence[int]) -> dict[int, Camp]:
    """The camps that were set by hand. One query."""
    found = told(f"SELECT id, camp FROM person WHERE account_id IN {listed(accounts)} AND camp <> ''")
    return {key: Camp(camp) for key, camp in found}


def orgchart(asked: Asked) -> Tree:
    """The chart of the account asked about as a picture, its people as they stand on the opportunity asked about."""
    if asked.account is None or asked.account not in sight.seen(asked.viewer, [asked.account]):
        raise LookupError(asked.account)
    found = chart(asked.account, asked.opportunity, asked.today, asked.settings, viewer=asked.viewer)
    return picture(found)


def picture(found: OrgChart) -> Tree:
    """A chart as a picture."""
    return pictures_org.tree(found.nodes, {node.key: _told(found, node.key) for node in found.nodes}, found.relations)


def _told(found: OrgChart, key: Key) -> Told:
    """What a place of the chart is."""
    noun, row, _ = key
    if noun == "account":
        return Told(found.houses[row], row)
    if noun == "unit":
        unit, more = found.units[row], found.more.get(row)
        return Told(unit.name, more.account if more else found.account, more.concern if more else "", str(unit.kind))
    card = found.cards[row]
    return Told(
        card.name, card.account, card.title, "", card.roles, Stance(card.stance), found.camp(row), card.personality,
        card.influence, sum(card.marks),
    )  # fmt: skip
