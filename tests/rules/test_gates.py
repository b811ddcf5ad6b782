"""The gates of the information stages, the decision chain and qualification (O2, O3, O4, P18)."""

from typing import Any

import pytest

from models.rules import chain, gates
from models.rules.actions import due_items
from models.rules.facts import (
    AccountFacts,
    ChainFact,
    CompetitorFact,
    InsideFact,
    LinkFact,
    OpportunityFact,
    PersonFact,
    TickFact,
)
from models.rules.qualification import qualification
from models.rules.settings import DEFAULTS
from models.rules.vocabulary import (
    DueKind,
    InformationStage,
    Inside,
    Mode,
    Outcome,
    Position,
    RelationshipGrade,
    Role,
    UnitKind,
)
from models.rules.vocabulary_gates import Disqualified, GateItem, Screening, WayOut
from tests.rules.made import TODAY, account, ago, all_of, deal, person, unit

G = InformationStage.GENERAL
E = InformationStage.EFFECTIVE
P = InformationStage.PROSPECT
B = RelationshipGrade.B
BOSS = frozenset({Role.DECISION_MAKER})
TECH = frozenset({Role.TECHNICAL})


def tick(item: GateItem, opportunity: int | None = 1, **more: Any) -> TickFact:
    return TickFact(1, item, ago(3), opportunity, **more)


def line(item: GateItem, facts: AccountFacts, opportunity: int = 1) -> gates.GateLine:
    """An item of the gate before an opportunity, or of the next one but one."""
    found = gates.through(facts, opportunity, P, DEFAULTS)
    return next(each for each in found if each.item is item)


def on_chain(*people: PersonFact, contacts: int = 0, key: tuple[int, ...] = (), **more: Any) -> AccountFacts:
    links = tuple(LinkFact(n, p.id, None, p.id in key) for n, p in enumerate(people, 1))
    more.setdefault("opportunities", (deal(1),))
    return account(people=people, chains=(ChainFact(1, links, contacts),), **more)


# The lists ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mode", "stage", "count", "first", "last"),
    [
        (Mode.INDEPENDENT, E, 11, GateItem.PROJECT_PLACE, GateItem.FORM_FILLED),
        (Mode.GROUP, E, 11, GateItem.COMPANY_PLACE, GateItem.FORM_FILLED),
        (Mode.STRATEGIC, E, 9, GateItem.COMPANY_PLACE, GateItem.FORM_FILLED),
        (Mode.INDEPENDENT, P, 7, GateItem.DESIGN_TENDER, GateItem.KEY_PEOPLE_GRADE),
        (Mode.GROUP, P, 7, GateItem.DESIGN_TENDER, GateItem.KEY_PEOPLE_GRADE),
        (Mode.STRATEGIC, P, 5, GateItem.SHORTLIST_SECOND, GateItem.KEY_PEOPLE_GRADE),
    ],
)  # fmt: skip
def test_each_mode_has_its_lists(
    mode: Mode, stage: InformationStage, count: int, first: GateItem, last: GateItem
) -> None:
    found = [item for item, _ in gates.listed(mode, stage)]
    assert (len(found), found[0], found[-1]) == (count, first, last)
    assert len(set(found)) == count


def test_the_purchase_mode_decides_and_none_is_independent() -> None:
    assert gates.gate(account(opportunities=(deal(),)), 1, DEFAULTS).mode is Mode.INDEPENDENT
    strategic = account(mode=Mode.STRATEGIC, opportunities=(deal(),))
    assert GateItem.SHORTLIST_FIRST in gates.gate(strategic, 1, DEFAULTS).open


def test_the_gate_is_that_of_the_next_stage_and_the_last_stage_has_none() -> None:
    at = {}
    for stage in (G, E, P):
        at[stage] = gates.gate(account(opportunities=(deal(information_stage=stage),)), 1, DEFAULTS).next
    assert at == {G: E, E: P, P: None}
    with pytest.raises(KeyError):
        gates.gate(account(opportunities=(deal(),)), 9, DEFAULTS)


def test_a_jump_over_a_stage_asks_for_both_gates_and_the_way_back_for_nothing() -> None:
    both = gates.through(account(opportunities=(deal(),)), 1, P, DEFAULTS)
    assert len(both) == 18 and {each.stage for each in both} == {G, E, P}
    assert gates.through(account(opportunities=(deal(information_stage=P),)), 1, G, DEFAULTS) == ()


# Ticks -------------------------------------------------------------------------------------------------------


def test_a_tick_is_of_one_opportunity_and_one_about_the_company_of_all() -> None:
    facts = account(
        opportunities=(deal(1), deal(2)),
        ticks=(tick(GateItem.CLEAR_NEED, 1), tick(GateItem.DEVELOPER_KNOWN, None)),
    )
    assert line(GateItem.CLEAR_NEED, facts, 1).met and not line(GateItem.CLEAR_NEED, facts, 2).met
    assert line(GateItem.DEVELOPER_KNOWN, facts, 1).met and line(GateItem.DEVELOPER_KNOWN, facts, 2).met


def test_what_the_data_says_is_not_made_true_by_a_tick() -> None:
    held = (tick(GateItem.INSIDE_CONTACT, auto=True), tick(GateItem.CHAIN_KNOWN))
    facts = account(opportunities=(deal(),), ticks=held)
    assert not line(GateItem.INSIDE_CONTACT, facts).met and not line(GateItem.CHAIN_KNOWN, facts).met


def test_a_phone_makes_a_contact_and_a_mail_or_a_seat_does_not() -> None:
    for given, met in ((person(1, phone=True), True), (person(1, reachable=True), False),
                       (person(1, phone=True, placeholder=True), False)):  # fmt: skip
        assert line(GateItem.CONTACT_PHONE, account(people=(given,), opportunities=(deal(),))).met is met


def test_competitors_are_known_with_what_each_offers() -> None:
    def known(*here: CompetitorFact) -> bool:
        return line(GateItem.COMPETITORS_KNOWN, account(competitors=here, opportunities=(deal(),))).met

    named = CompetitorFact(1, "X", Position.IN_PLAY, 1, "relays")
    silent = CompetitorFact(2, "Y", Position.IN_PLAY)
    assert not known() and not known(silent) and not known(named, silent)
    assert known(named) and known(named, silent._replace(position=Position.OUT))
    assert not known(named._replace(opportunity=2))


def test_form_and_quotation_come_from_the_record() -> None:
    bare, full = account(opportunities=(deal(),)), account(opportunities=(deal(form_filled=True, quoted=True),))
    for item in (GateItem.FORM_FILLED, GateItem.FIRST_QUOTATION):
        assert not line(item, bare).met and line(item, full).met


def test_an_inside_contact_counts_and_must_be_on_the_chain_for_prospect() -> None:
    inside = (InsideFact(Inside.INSIDE, ago(5)),)
    facts = on_chain(person(1, roles=BOSS))._replace(people=(person(1, roles=BOSS), person(2, insides=inside)))
    assert line(GateItem.INSIDE_CONTACT, facts).people == (2,)
    assert not line(GateItem.INSIDE_ON_CHAIN, facts).met
    assert line(GateItem.INSIDE_ON_CHAIN, on_chain(person(2, insides=inside))).people == (2,)


# The chain ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("people", "lacks"),
    [
        ((), ("decision_maker", "other_role", "contacts")),
        ((person(1, roles=BOSS, reachable=True),), ("other_role",)),
        ((person(1, roles=TECH, reachable=True),), ("decision_maker",)),
        ((person(1, roles=BOSS, reachable=True), person(2, roles=TECH)), ("contacts",)),
        ((person(1, roles=BOSS, reachable=True), person(2, roles=TECH, reachable=True)), ()),
        (
            (person(1, roles=BOSS, reachable=True), person(2, roles=TECH, reachable=True, placeholder=True)),
            ("contacts",),
        ),
    ],
)  # fmt: skip
def test_a_chain_is_known_by_a_decider_another_role_and_how_to_reach_them(
    people: tuple[PersonFact, ...], lacks: tuple[str, ...]
) -> None:
    facts = on_chain(*people)
    assert chain.lacks(facts, 1) == lacks
    assert line(GateItem.CHAIN_KNOWN, facts).met is (not lacks)


def test_a_committee_decides_and_is_reached_by_half_its_members() -> None:
    def reached(*days: int | None) -> bool:
        people = tuple(person(n, last_contact=d if d is None else ago(d)) for n, d in enumerate(days, 1))
        board = unit(7, UnitKind.COMMITTEE, members=frozenset(p.id for p in people))
        chains = (ChainFact(1, (LinkFact(1, None, 7),)),)
        facts = account(people=people, units=(board,), chains=chains, opportunities=(deal(),))
        assert chain.decides(facts, LinkFact(1, None, 7), 1)
        return chain.reached(facts, 1, TODAY, DEFAULTS)

    assert reached(90, None) and reached(90, 5, None)
    assert not reached(91, None) and not reached(90, None, None) and not reached()


@pytest.mark.parametrize(("days", "reached"), [(0, True), (90, True), (91, False), (None, False)])
def test_a_chain_is_reached_by_a_contact_with_a_decider_of_late(days: int | None, reached: bool) -> None:
    boss = person(1, roles=BOSS, last_contact=None if days is None else ago(days))
    assert chain.reached(on_chain(boss), 1, TODAY, DEFAULTS) is reached
    assert not chain.reached(on_chain(boss._replace(roles=TECH)), 1, TODAY, DEFAULTS)


@pytest.mark.parametrize(
    ("contacts", "met", "several"), [(3, (1, 1), True), (2, (1, 1), False), (3, (3, 0), False), (9, (0, 0), False)]
)
def test_several_exchanges_are_three_contacts_with_two_people(
    contacts: int, met: tuple[int, int], several: bool
) -> None:
    facts = on_chain(*(person(n, contacts=each) for n, each in enumerate(met, 1)), contacts=contacts)
    assert chain.exchanged(facts, 1, DEFAULTS) is several
    assert line(GateItem.EXCHANGES, facts).met is several


# Qualification -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("company", "personal", "key", "lacks"),
    [
        (B, B, (1,), ()),
        (RelationshipGrade.A, RelationshipGrade.A, (1, 2), (Disqualified.KEY_PEOPLE_GRADE,)),
        (RelationshipGrade.C, B, (1,), (Disqualified.COMPANY_GRADE,)),
        (B, RelationshipGrade.C, (1,), (Disqualified.KEY_PEOPLE_GRADE,)),
        (B, B, (), (Disqualified.NO_KEY_PEOPLE,)),
        (B, B, (3,), (Disqualified.NO_KEY_DECIDER,)),
    ],
)
def test_company_and_key_people_must_both_be_b_or_better(
    company: RelationshipGrade, personal: RelationshipGrade, key: tuple[int, ...], lacks: tuple[Disqualified, ...]
) -> None:
    people = (person(1, roles=BOSS, grade=personal), person(2, roles=TECH), person(3, roles=TECH, grade=B))
    facts = on_chain(*people, key=key, company_grade=company)
    assert qualification(facts, 1, DEFAULTS).lacks == lacks
    assert line(GateItem.COMPANY_GRADE, facts).met is (Disqualified.COMPANY_GRADE not in lacks)
    assert line(GateItem.KEY_PEOPLE_GRADE, facts).met is (set(lacks) <= {Disqualified.COMPANY_GRADE})


@pytest.mark.parametrize(
    ("visits", "company", "personal", "ways"),
    [
        (5, "C", "C", tuple(WayOut)), (5, "none", "none", tuple(WayOut)), (4, "C", "C", ()), (9, "B", "C", ()),
        (9, "C", "B", ()),
    ],
)  # fmt: skip
def test_many_visits_without_a_relationship_call_for_another_way(
    visits: int, company: str, personal: str, ways: tuple[WayOut, ...]
) -> None:
    boss = person(1, roles=BOSS, grade=RelationshipGrade(personal))
    facts = on_chain(
        boss, key=(1,), company_grade=RelationshipGrade(company), opportunities=(deal(1, visits=visits),)
    )
    assert qualification(facts, 1, DEFAULTS).ways == ways


# What follows ------------------------------------------------------------------------------------------------


def passed(**more: Any) -> OpportunityFact:
    return deal(1, information_stage=E, **more)


def test_what_held_at_the_gate_and_holds_no_more_is_a_risk_and_no_demotion() -> None:
    held = (tick(GateItem.FORM_FILLED, auto=True), tick(GateItem.CONTACT_PHONE, auto=True))
    facts = account(opportunities=(passed(form_filled=True),), ticks=held)
    (found,) = all_of("gate_item_lost", facts)
    assert (found.opportunity, dict(found.detail)["item"], found.since) == (1, "contact_phone", ago(3))
    assert facts.opportunities[0].information_stage is E
    whole = facts._replace(people=(person(1, phone=True),))
    assert all_of("gate_item_lost", whole) == []


def test_nothing_is_lost_that_no_gate_saw_nor_of_what_is_decided_or_went_back() -> None:
    held = (tick(GateItem.FORM_FILLED, auto=True),)
    assert all_of("gate_item_lost", account(opportunities=(passed(),))) == []
    assert all_of("gate_item_lost", account(opportunities=(passed(outcome=Outcome.LOST),), ticks=held)) == []
    assert all_of("gate_item_lost", account(opportunities=(deal(),), ticks=held)) == []


def almost(missing: int) -> AccountFacts:
    """A strategic account whose opportunity lacks so many items for effective."""
    people = (person(1, roles=BOSS, reachable=True, phone=True), person(2, roles=TECH, reachable=True))
    hand = [item for item, _ in gates.listed(Mode.STRATEGIC, E) if not item.auto]
    ticks = tuple(tick(item) for item in hand[missing:])
    return on_chain(*people, mode=Mode.STRATEGIC, ticks=ticks, opportunities=(deal(1, form_filled=True),))


@pytest.mark.parametrize(
    ("missing", "code"), [(0, "go_through_gate"), (1, "complete_gate"), (2, "complete_gate"), (3, None)]
)
def test_a_gate_that_is_met_or_almost_met_is_due_today(missing: int, code: str | None) -> None:
    found = [item for item in due_items(almost(missing), TODAY, DEFAULTS) if item.kind is DueKind.GATE]
    assert [(item.code, item.date) for item in found] == ([(code, TODAY)] if code else [])


def test_what_had_no_need_is_looked_at_again_on_its_day() -> None:
    later = deal(1, screening=Screening.NO_NEED_NOW, review=ago(-20))
    found = [i for i in due_items(account(opportunities=(later,)), TODAY, DEFAULTS) if i.kind is DueKind.REVIEW]
    assert [(item.code, item.date) for item in found] == [("review_need", ago(-20))]
    for other in (later._replace(screening=Screening.NEED_NOW), later._replace(outcome=Outcome.WON)):
        items = due_items(account(opportunities=(other,)), TODAY, DEFAULTS)
        assert not [item for item in items if item.kind is DueKind.REVIEW]
