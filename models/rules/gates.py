"""The gates of the information stages: what must be met, what the data says of it, and what is missing (O2, O3).

The wording is the playbook's; here are codes. An opportunity is general from its first moment, so what makes it
general is asked for with the first promotion, together with what makes it effective. An account without a purchase
mode has the gates of independent purchase.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from models.rules import chain, coach
from models.rules.facts import AccountFacts, Finding, OpportunityFact, TickFact
from models.rules.needs import opportunity_of
from models.rules.once import once
from models.rules.people import ids, known
from models.rules.qualification import qualification
from models.rules.settings import Settings
from models.rules.urgency import alive
from models.rules.vocabulary import InformationStage, Mode, Position, Severity
from models.rules.vocabulary_gates import Disqualified, GateItem

I = GateItem
_STAGES = list(InformationStage)
_EFFECTIVE = (
    I.DETAILS, I.DEMONSTRATED, I.TECHNOLOGY_NEED, I.INSIDE_CONTACT, I.CHAIN_KNOWN, I.COMPETITORS_KNOWN, I.FORM_FILLED,
)  # fmt: skip
_PROSPECT = (I.DESIGN_TENDER, I.FIRST_QUOTATION, I.VISIT_INVITED, I.EXCHANGES, I.INSIDE_ON_CHAIN)
_QUALIFIED = (I.COMPANY_GRADE, I.KEY_PEOPLE_GRADE)
_COMPANY = (I.COMPANY_PLACE, I.CONTACT_PHONE, I.CLEAR_NEED)

LISTS: Mapping[Mode, Mapping[InformationStage, tuple[GateItem, ...]]] = {
    Mode.INDEPENDENT: {
        InformationStage.GENERAL: (I.PROJECT_PLACE, I.CONTACT_PHONE, I.CLEAR_NEED),
        InformationStage.EFFECTIVE: (I.DEVELOPER_KNOWN, *_EFFECTIVE),
        InformationStage.PROSPECT: (*_PROSPECT, *_QUALIFIED),
    },
    Mode.GROUP: {
        InformationStage.GENERAL: _COMPANY,
        InformationStage.EFFECTIVE: (I.COMPANY_KNOWN, *_EFFECTIVE),
        InformationStage.PROSPECT: (*_PROSPECT, *_QUALIFIED),
    },
    Mode.STRATEGIC: {
        InformationStage.GENERAL: _COMPANY,
        InformationStage.EFFECTIVE: (
            I.SHORTLIST_FIRST, I.COMPANY_KNOWN, I.DEMONSTRATED_INVITED, I.DESIGN_QUOTATION, I.CHAIN_KNOWN,
            I.FORM_FILLED,
        ),
        InformationStage.PROSPECT: (I.SHORTLIST_SECOND, I.EXCHANGES, I.INSIDE_ON_CHAIN, *_QUALIFIED),
    },
}  # fmt: skip
"""The lists by purchase mode and stage, with what the rule of qualification (O3) and form 1 (O1) ask besides."""


class GateLine(NamedTuple):
    """An item of a gate: whether it is met, by a tick or by the data; `people` are those the data names."""

    item: GateItem
    stage: InformationStage
    met: bool
    tick: TickFact | None = None
    people: tuple[int, ...] = ()


class Gate(NamedTuple):
    """Where an opportunity stands and what leads on: `lines` of the gate before it, `next` None at the last stage."""

    opportunity: int
    mode: Mode
    stage: InformationStage
    next: InformationStage | None
    lines: tuple[GateLine, ...]

    @property
    def open(self) -> tuple[GateItem, ...]:
        """What is missing."""
        return tuple(line.item for line in self.lines if not line.met)


@once
def gate(facts: AccountFacts, opportunity: int, settings: Settings) -> Gate:
    """The gate an opportunity stands before; at the last stage the one it came through. KeyError for another's (O2)."""
    subject = opportunity_of(facts, opportunity)
    if subject is None:
        raise KeyError(opportunity)
    at = _STAGES.index(subject.information_stage)
    after = _STAGES[at + 1] if at + 1 < len(_STAGES) else None
    return Gate(
        opportunity, mode_of(facts), subject.information_stage, after,
        _lines(facts, subject, after or subject.information_stage, settings),
    )


def mode_of(facts: AccountFacts) -> Mode:
    """The purchase mode that decides which lists apply (A4)."""
    return facts.mode or Mode.INDEPENDENT


def listed(mode: Mode, stage: InformationStage) -> tuple[tuple[GateItem, InformationStage], ...]:
    """What is asked for to reach a stage, each with the stage in whose list it stands (O2)."""
    first = (InformationStage.GENERAL,) if stage is InformationStage.EFFECTIVE else ()
    return tuple((item, each) for each in (*first, stage) for item in LISTS[mode][each])


def through(
    facts: AccountFacts, opportunity: int, stage: InformationStage, settings: Settings
) -> tuple[GateLine, ...]:
    """Every item between the stage an opportunity is at and a later one; none for the same or an earlier one (O2)."""
    subject = opportunity_of(facts, opportunity)
    if subject is None:
        raise KeyError(opportunity)
    steps = _STAGES[_STAGES.index(subject.information_stage) + 1 : _STAGES.index(stage) + 1]
    return tuple(line for each in steps for line in _lines(facts, subject, each, settings))


def progress(facts: AccountFacts, opportunity: int, settings: Settings) -> tuple[GateLine, ...]:
    """Every item of every stage, those passed too, in the order of the stages; KeyError for another's (O2)."""
    subject = opportunity_of(facts, opportunity)
    if subject is None:
        raise KeyError(opportunity)
    lists = LISTS[mode_of(facts)]
    return tuple(_line(item, stage, facts, subject, settings) for stage in _STAGES for item in lists[stage])


def _lines(
    facts: AccountFacts, subject: OpportunityFact, stage: InformationStage, settings: Settings
) -> tuple[GateLine, ...]:
    return tuple(_line(item, each, facts, subject, settings) for item, each in listed(mode_of(facts), stage))


def _line(
    item: GateItem, stage: InformationStage, facts: AccountFacts, subject: OpportunityFact, settings: Settings
) -> GateLine:
    if item.auto:
        met, people = _BY_DATA[item](facts, subject, settings)
        return GateLine(item, stage, met, None, people)
    tick = ticked(facts, subject.id, item)
    return GateLine(item, stage, tick is not None, tick)


def ticked(facts: AccountFacts, opportunity: int, item: GateItem) -> TickFact | None:
    """The newest tick of an item on an opportunity, or of the company where it is about that (O2)."""
    here = [t for t in facts.ticks if t.item is item and not t.auto and t.opportunity in (None, opportunity)]
    return here[-1] if here else None


# What the data says ------------------------------------------------------------------------------------------

_Told = tuple[bool, tuple[int, ...]]


def _phone(facts: AccountFacts, subject: OpportunityFact, settings: Settings) -> _Told:  # noqa: ARG001
    people = ids(person for person in known(facts) if person.phone)
    return bool(people), people[:1]


def _inside(facts: AccountFacts, subject: OpportunityFact, settings: Settings) -> _Told:  # noqa: ARG001
    people = coach.inside(facts, subject.id)
    return bool(people), people


def _chain_known(facts: AccountFacts, subject: OpportunityFact, settings: Settings) -> _Told:  # noqa: ARG001
    return chain.is_known(facts, subject.id), ids(chain.people(facts, subject.id))


def _competitors(facts: AccountFacts, subject: OpportunityFact, settings: Settings) -> _Told:  # noqa: ARG001
    """At least one, and of each that is still in it what he offers (S3)."""
    here = [c for c in facts.competitors if c.opportunity in (None, subject.id)]
    return bool(here) and all(c.products for c in here if c.position is not Position.OUT), ()


def _form(facts: AccountFacts, subject: OpportunityFact, settings: Settings) -> _Told:  # noqa: ARG001
    return subject.form_filled, ()


def _quoted(facts: AccountFacts, subject: OpportunityFact, settings: Settings) -> _Told:  # noqa: ARG001
    return subject.quoted, ()


def _exchanges(facts: AccountFacts, subject: OpportunityFact, settings: Settings) -> _Told:
    return chain.exchanged(facts, subject.id, settings), ids(chain.contacted(facts, subject.id))


def _inside_on_chain(facts: AccountFacts, subject: OpportunityFact, settings: Settings) -> _Told:  # noqa: ARG001
    on_chain = set(ids(chain.people(facts, subject.id)))
    people = tuple(each for each in coach.inside(facts, subject.id) if each in on_chain)
    return bool(people), people


def _company_grade(facts: AccountFacts, subject: OpportunityFact, settings: Settings) -> _Told:
    return Disqualified.COMPANY_GRADE not in qualification(facts, subject.id, settings).lacks, ()


def _key_grade(facts: AccountFacts, subject: OpportunityFact, settings: Settings) -> _Told:
    found = qualification(facts, subject.id, settings)
    return not set(found.lacks) - {Disqualified.COMPANY_GRADE}, found.key


_BY_DATA: Mapping[GateItem, Callable[[AccountFacts, OpportunityFact, Settings], _Told]] = {
    I.CONTACT_PHONE: _phone, I.INSIDE_CONTACT: _inside, I.CHAIN_KNOWN: _chain_known,
    I.COMPETITORS_KNOWN: _competitors, I.FORM_FILLED: _form, I.FIRST_QUOTATION: _quoted, I.EXCHANGES: _exchanges,
    I.INSIDE_ON_CHAIN: _inside_on_chain, I.COMPANY_GRADE: _company_grade, I.KEY_PEOPLE_GRADE: _key_grade,
}  # fmt: skip
"""What makes each automatic item true, and whom the data names for it."""


# What follows ------------------------------------------------------------------------------------------------


def lost(facts: AccountFacts, settings: Settings) -> tuple[Finding, ...]:
    """Automatic items that held when the gate was passed and hold no longer: a risk, no demotion (O2, S12)."""
    found = []
    for subject in facts.opportunities:
        if not alive(subject):
            continue
        passed = {stage for stage in _STAGES if _STAGES.index(stage) <= _STAGES.index(subject.information_stage)}
        held = {t.item: t for t in facts.ticks if t.auto and t.opportunity == subject.id}
        items = {item for stage in passed for item in LISTS[mode_of(facts)][stage]}
        for item, tick in held.items():
            if item in items and not _BY_DATA[item](facts, subject, settings)[0]:
                detail = (("item", item.value), ("opportunity", subject.name))
                found.append(Finding("gate_item_lost", Severity.MEDIUM, (), tick.date, subject.id, detail))
    return tuple(found)


class Near(NamedTuple):
    """An undecided opportunity that lacks nothing for the next stage, or almost nothing."""

    opportunity: int
    name: str
    next: InformationStage
    open: tuple[GateItem, ...]


def near(facts: AccountFacts, settings: Settings) -> tuple[Near, ...]:
    """Undecided opportunities whose next gate is met or almost met, those met first (S13)."""
    found = []
    for subject in facts.opportunities:
        if alive(subject) and subject.information_stage is not _STAGES[-1]:
            here = gate(facts, subject.id, settings)
            if here.next is not None and len(here.open) <= settings.gate_almost:
                found.append(Near(subject.id, subject.name, here.next, here.open))
    return tuple(sorted(found, key=lambda each: len(each.open)))
