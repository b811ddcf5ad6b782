"""Who decides: the influence map, the balance of power, and the finder of the key decision maker (P6, P14, P17)."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import NamedTuple

from models.reads import facts as facts_read
from models.reads import orgchart, persons, sight
from models.reads.reports import Asked, Behind
from models.reads.rows import listed, told
from models.rules import decider as finder
from models.rules import influence as map_rule
from models.rules import pictures_power as pictures
from models.rules import power as power_rule
from models.rules.decider import Answered, Proposed
from models.rules.facts import AccountFacts, PersonFact, UnitFact
from models.rules.needs import opportunity_of
from models.rules.people import by_weight
from models.rules.pictures import Bars, Label, Name, Note, Thing, Word, Words
from models.rules.pictures_power import NOBODY, Group, Who
from models.rules.power import Balance, Weighed
from models.rules.urgency import leading
from models.rules.vocabulary import Level
from models.rules.vocabulary_org import Ground, GroundAnswer


class Weights(NamedTuple):
    """An account's people as far as one may see them, on the opportunity asked about, and what they weigh there.

    `step` is the customer's step the weights are of, "" where they are the usual ones; `units` of all its houses.
    """

    facts: AccountFacts
    opportunity: int | None
    step: str
    influence: Mapping[int, int]
    units: tuple[UnitFact, ...]


def weights(asked: Asked) -> Weights:
    """Who weighs how much on the opportunity asked about; LookupError where one may not see the account.

    Two queries beside those of the facts and of who may see them.
    """
    if asked.account is None or asked.account not in sight.seen(asked.viewer, [asked.account]):
        raise LookupError(asked.account)
    facts = orgchart.seen_facts(asked.account, asked.today, asked.viewer)
    deal = opportunity_of(facts, asked.opportunity) if asked.opportunity is not None else None
    step = deal.buying_step if deal is not None else None
    here = {person.account for person in facts.people} | {asked.account}
    units = [unit for each in persons.units(sorted(here)).values() for unit in each]
    held = at_step([person.id for person in facts.people], step.value) if step else {}
    return Weights(facts, asked.opportunity, step.value if step else "", held, tuple(units))


def at_step(people: Sequence[int], step: str) -> dict[int, int]:
    """The influence of people at a step of the customer's, where it is another than usual (P6). One query."""
    sql = f"""SELECT person_id, influence FROM step_influence
        WHERE buying_step = ? AND person_id IN {listed(people)} ORDER BY id"""
    return dict(told(sql, (step,)))


# The influence map -------------------------------------------------------------------------------------------


def influence(asked: Asked) -> Bars:
    """The influence map of the account or opportunity asked about (P6)."""
    found = weights(asked)
    more = orgchart.unit_more(sorted({person.account for person in found.facts.people} | {found.facts.id}))
    known = {key: (each.concern, each.weight) for key, each in more.items()}
    made = map_rule.departments(found.units, _weighed(found, asked), known)
    return pictures.influence(made, {unit.id: unit.name for unit in found.units}, found.facts.id)


def _weighed(found: Weights, asked: Asked) -> tuple[Weighed, ...]:
    return power_rule.weighed(found.facts.people, found.opportunity, asked.today, asked.settings, found.influence)


# The balance of power ----------------------------------------------------------------------------------------


def power(asked: Asked) -> Bars:
    """The balance of power by level, by department, or over time; the change is that over the days told (P17)."""
    found = weights(asked)
    last = min(asked.until or asked.today, asked.today)
    days = power_rule.days(found.facts.people, found.opportunity, last, asked.since)
    each_day = [
        power_rule.weighed(found.facts.people, found.opportunity, day, asked.settings, found.influence) for day in days
    ]
    whole = [power_rule.total(each) for each in each_day]
    group = _by_unit(found) if asked.by == "unit" else _level
    sums = [power_rule.by(each, group) for each in each_day]
    groups = [
        Group(code, label, tuple(each.get(key, Balance()) for each in sums), str(key) if isinstance(key, Level) else "")
        for key, code, label in _groups(found, asked.by) if any(key in each for each in sums)
    ]  # fmt: skip
    return pictures.power(groups, days, whole, asked.by)


def _level(person: PersonFact) -> Hashable:
    return person.level


def _by_unit(found: Weights) -> Callable[[PersonFact], Hashable]:
    known = {unit.id for unit in found.units}
    return lambda person: person.unit if person.unit in known else None


def _groups(found: Weights, way: str) -> list[tuple[Hashable, str, Label]]:
    """The groups of a way in their order: key, code, label; those in none last."""
    if way == "unit":
        units = [(unit.id, f"unit:{unit.id}", Name("unit", unit.id, unit.name)) for unit in found.units]
        return [*units, (None, f"unit:{NOBODY}", Word("report.org", "no_unit"))]
    levels = [(level, f"level:{level.value}", Word("level", level.value)) for level in Level]
    return [*levels, (None, f"level:{NOBODY}", Word("report.org", "no_level"))]


def behind_power(asked: Asked, group: str) -> list[Behind]:
    """The people of a group of the balance, the weightiest first, with where they stand and what they weigh."""
    found = weights(asked)
    way, _, code = group.partition(":")
    key = _by_unit(found) if way == "unit" else _level
    wanted = [each for each in _weighed(found, asked) if str(key(each.person) or NOBODY) == code]
    order = {person.id: place for place, person in enumerate(by_weight(each.person for each in wanted))}
    return [
        Behind(
            Thing("person", each.person.id, each.person.account), called(each.person),
            (Word("report.stance", each.stance.value), Word("report.influence", str(each.influence or NOBODY))),
        )
        for each in sorted(wanted, key=lambda each: order[each.person.id])
    ]  # fmt: skip


def called(person: PersonFact) -> Label:
    """What a person is called; a seat by its title, or by what it decides."""
    if person.name and not person.placeholder:
        return Name("person", person.id, person.name)
    seat = person.name or person.title
    return Note(seat) if seat else Words("role", tuple(sorted(map(str, person.roles))))


# The key decision maker --------------------------------------------------------------------------------------


class Finding(NamedTuple):
    """What leads to the key decision maker: the grounds, who is proposed, what is unknown; people by id."""

    opportunity: int | None
    grounds: tuple[Answered, ...]
    proposed: tuple[Proposed, ...]
    unknown: tuple[str, ...]
    people: Mapping[int, PersonFact]
    units: Mapping[int, str]


def found_decider(facts: AccountFacts, opportunity: int | None) -> Finding:
    """Who has the last word on an opportunity, or on the account's. One query beside the facts."""
    grounds = finder.grounds(facts, opportunity, entered(facts.id, opportunity))
    proposed = finder.proposed(facts, opportunity, grounds)
    return Finding(
        opportunity, grounds, proposed, finder.unknown(grounds, proposed), {each.id: each for each in facts.people},
        {unit.id: unit.name for unit in facts.units},
    )  # fmt: skip


def entered(account: int, opportunity: int | None) -> dict[Ground, Answered]:
    """The newest answer to each ground, the opportunity's own before that of the whole account. One query."""
    sql = f"""SELECT id, opportunity_id, answer, note FROM decider_ground
        WHERE account_id IN {listed([account])} ORDER BY id"""
    known: dict[tuple[Ground, bool], Answered] = {}
    for row, deal, code, note in told(sql):
        if deal is None or deal == opportunity:
            answer = GroundAnswer(code)
            known[answer.ground, deal is not None] = Answered(answer.ground, answer, row=row, note=note)
    own = ((ground, known.get((ground, True)) or known.get((ground, False))) for ground in Ground)
    return {ground: answered for ground, answered in own if answered is not None}


def decider(asked: Asked) -> Bars:
    """Who may have the last word on the account or opportunity asked about, with why and what is unknown (P14)."""
    if asked.account is None or asked.account not in sight.seen(asked.viewer, [asked.account]):
        raise LookupError(asked.account)
    facts = facts_read.one(asked.account, asked.today)
    first = leading(facts, asked.today, asked.settings)
    deal = asked.opportunity if asked.opportunity is not None else first.id if first else None
    found = found_decider(facts, deal)
    return picture(found, asked.account)


def picture(found: Finding, account: int) -> Bars:
    """The finder as a picture."""
    return pictures.decider([(each, _who(each, found, account)) for each in found.proposed], found.unknown)


def _who(proposed: Proposed, found: Finding, account: int) -> Who:
    if proposed.unit is not None:
        return Who(Name("unit", proposed.unit, found.units.get(proposed.unit, "")), account)
    return Who(called(found.people[proposed.people[0]]), account)
