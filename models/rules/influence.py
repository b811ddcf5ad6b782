"""The decision-influence map: departments, what they care about, what they weigh, and where they stand (P6)."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from models.rules.facts import UnitFact
from models.rules.people import by_weight, ids, met
from models.rules.power import Balance, Weighed, total
from models.rules.stances import score
from models.rules.vocabulary import Stance
from models.rules.vocabulary_org import Concern

_SPOKEN: tuple[tuple[Concern, tuple[str, ...]], ...] = (
    (Concern.IT, ("信息", "数据", "网络", "it ", "information", "digital")),
    (Concern.FINANCE, ("财务", "合约", "预算", "成本", "审计", "finance", "budget", "cost", "account", "contract")),
    (Concern.PURCHASING, ("采购", "招标", "招投标", "物资", "供应", "purchas", "procure", "tender", "suppl", "buying")),
    (Concern.DESIGN, ("设计", "design")),
    (Concern.ENGINEERING, ("工程", "基建", "engineer", "infrastructure", "construction", "techn", "技术")),
    (Concern.PRODUCTION, ("生产", "运行", "制造", "车间", "调度", "production", "operation", "manufactur", "dispatch")),
    (Concern.MARKETING, ("市场", "营销", "销售", "market", "sales")),
    (Concern.HUMAN_RESOURCES, ("人力", "人事", "human", "personnel")),
    (Concern.PROPERTY, ("物业", "后勤", "property", "facility", "facilities")),
    (Concern.MANAGEMENT, ("总经理", "总裁", "董事", "领导", "局长", "management", "board", "director", "executive")),
)
"""Departments by what their names say, the first that fits; 生产技术 is production rather than technology."""
_STANCES = {2: Stance.CHAMPION, 1: Stance.SUPPORTER, 0: Stance.NEUTRAL, -1: Stance.ENEMY, -2: Stance.BLOCKER}


class Department(NamedTuple):
    """A department on the map: its people's ids, the weightiest first, and what it stands at as one.

    `concern` is what such departments usually care about where nobody wrote it; None where its name says nothing.
    `missing` are codes of what nobody knows: people, contact, stance, influence, concern.
    """

    unit: int | None
    people: tuple[int, ...]
    seats: tuple[int, ...]
    balance: Balance
    stance: Stance
    weight: int | None
    written: str
    concern: Concern | None
    missing: tuple[str, ...]


def concern(name: str) -> Concern | None:
    """What a department of this name usually cares about; None where its name says nothing (P6)."""
    spoken = f"{name.lower()} "
    if "生产" in spoken:
        return Concern.PRODUCTION
    return next((code for code, words in _SPOKEN if any(word in spoken for word in words)), None)


def leaning(found: Sequence[Weighed]) -> Stance:
    """Where people stand as one: the average of their scores by influence, unknown ones left out; halves go down."""
    told = [(each.influence, points) for each in found if each.influence and (points := score(each.stance)) is not None]
    whole = sum(weight for weight, _ in told)
    if not whole:
        return Stance.UNKNOWN
    points = sum(weight * score_ for weight, score_ in told)
    return _STANCES[-((whole - 2 * points) // (2 * whole))]


def departments(
    units: Sequence[UnitFact], found: Sequence[Weighed], more: Mapping[int, tuple[str, int | None]]
) -> tuple[Department, ...]:
    """The map, the weightiest department first; those that only hold others are left out (P6).

    `more` are concern and weight by unit. A committee is told with its members; people in no unit come last.
    """
    holds = {unit.parent for unit in units}
    made = []
    for unit in units:
        here = [each for each in found if each.person.unit == unit.id or each.person.id in unit.members]
        if here or unit.id not in holds:
            made.append(_department(unit, here, *more.get(unit.id, ("", None))))
    known = {unit.id for unit in units}
    placed = {member for unit in units for member in unit.members}
    loose = [each for each in found if each.person.unit not in known and each.person.id not in placed]
    if loose:
        made.append(_department(None, loose, "", None))
    return tuple(sorted(made, key=_order))


def _order(of: Department) -> tuple[bool, int, int, int]:
    weight = of.balance.ours + of.balance.theirs + of.balance.undecided + of.balance.unknown
    return (of.unit is None, -(of.weight or 0), -weight, of.unit or 0)


def _department(unit: UnitFact | None, here: Sequence[Weighed], written: str, weight: int | None) -> Department:
    people = by_weight(each.person for each in here if not each.person.placeholder)
    usual = concern(unit.name) if unit is not None else None
    known = [each for each in here if not each.person.placeholder]
    missing = {
        "people": not people,
        "contact": bool(people) and not any(map(met, people)),
        "stance": any(each.stance is Stance.UNKNOWN for each in known),
        "influence": any(each.influence is None for each in known),
        "concern": unit is not None and not written,
    }
    return Department(
        unit.id if unit is not None else None, ids(people),
        ids(each.person for each in here if each.person.placeholder), total(here), leaning(here), weight, written,
        usual, tuple(code for code, yes in missing.items() if yes),
    )  # fmt: skip
