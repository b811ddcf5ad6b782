"""What is made of an account: value class, key-account test, what we are to it, at every bound (A9, A11, A12)."""

from datetime import date, timedelta

import pytest

from models.rules import key_account
from models.rules.facts import AccountFacts, OpportunityFact, PersonFact
from models.rules.figure_facts import JudgedFact
from models.rules.judging import judgement
from models.rules.key_account import CHOICE, NATURE
from models.rules.settings import DEFAULTS
from models.rules.value_class import proposal
from models.rules.vocabulary import Outcome, RelationshipGrade, ValueClass
from models.rules.vocabulary_figures import KeyMark, KeyVerdict, SupplierRelation, ValueMark

TODAY = date(2026, 11, 23)
G, M, S, V = RelationshipGrade, ValueMark, SupplierRelation, ValueClass
MILLION = 100_000_000


@pytest.mark.parametrize(("amount", "marks", "found", "raised"), [
    (0, (), V.ORDINARY, ()),
    (MILLION - 1, (), V.ORDINARY, ()),
    (MILLION, (), V.IMPORTANT, ()),
    (3 * MILLION - 1, (), V.IMPORTANT, ()),
    (3 * MILLION, (), V.STRATEGIC, ()),
    (0, (M.CONTINUITY,), V.STRATEGIC, (M.CONTINUITY,)),
    (0, (M.REPEAT_LIKELY,), V.ORDINARY, ()),
    (0, (M.REPEAT_LIKELY, M.RECOMMENDS), V.IMPORTANT, (M.REPEAT_LIKELY, M.RECOMMENDS)),
    (0, (M.BENCHMARK, M.GROUP_INFLUENCE, M.COOPERATION), V.ORDINARY, ()),
    (MILLION, (M.BENCHMARK, M.COOPERATION), V.STRATEGIC, (M.BENCHMARK, M.COOPERATION)),
    (MILLION, (M.BENCHMARK, M.RECOMMENDS), V.IMPORTANT, ()),
])  # fmt: skip
def test_the_class_goes_by_the_amount_and_is_raised_by_one_at_most(
    amount: int, marks: tuple[ValueMark, ...], found: ValueClass, raised: tuple[ValueMark, ...]
) -> None:
    proposed = proposal(amount, marks, DEFAULTS)
    assert (proposed.value_class, proposed.marks) == (found, raised)


@pytest.mark.parametrize(("marks", "found"), [
    ((), None),
    ((KeyMark.COMPLEX,), KeyVerdict.NOT_KEY),
    ((*NATURE[:3], *CHOICE[:3]), KeyVerdict.KEY),
    ((KeyMark.COMPLEX, KeyMark.LARGE_PURCHASES, KeyMark.TAILORED, *CHOICE[:3]), KeyVerdict.PROJECT),
    ((KeyMark.LARGE_PURCHASES,), KeyVerdict.PROJECT),
    (NATURE, KeyVerdict.GROWING),
    (CHOICE, KeyVerdict.GROWING),
    (CHOICE[:2], KeyVerdict.NOT_KEY),
])  # fmt: skip
def test_a_key_account_bears_three_marks_of_each_kind_and_buys_again(
    marks: tuple[KeyMark, ...], found: KeyVerdict | None
) -> None:
    assert key_account.verdict(marks) == found


@pytest.mark.parametrize(("company", "personal", "found"), [
    (G.NONE, G.NONE, S.OUTSIDER), (G.C, G.C, S.OUTSIDER), (G.C, G.B, S.FRIEND), (G.B, G.C, S.SUPPLIER),
    (G.B, G.B, S.PARTNER), (G.A, G.A, S.PARTNER),
])  # fmt: skip
def test_what_we_are_to_it_goes_by_both_relationships(
    company: RelationshipGrade, personal: RelationshipGrade, found: SupplierRelation
) -> None:
    facts = AccountFacts(1, "甲", company_grade=company, people=(PersonFact(1, 1, "乙", grade=personal),))
    assert judgement(facts, TODAY, DEFAULTS).relation == found
    allied = facts._replace(judged=JudgedFact(alliance=True))
    assert judgement(allied, TODAY, DEFAULTS).relation == S.ALLIANCE
    assert judgement(allied, TODAY, DEFAULTS).ways == ()


def test_the_amount_is_what_was_won_in_a_year_and_what_is_open() -> None:
    year = TODAY.replace(year=2025)
    deals = (
        OpportunityFact(1, "在谈", 1, 40), OpportunityFact(2, "丢了", 1, 9_000, outcome=Outcome.LOST),
        OpportunityFact(3, "早了", 1, 5_000, outcome=Outcome.WON, signed=year),
        OpportunityFact(4, "成了", 1, 2, outcome=Outcome.WON, signed=year + timedelta(1)),
    )  # fmt: skip
    assert judgement(AccountFacts(1, "甲", opportunities=deals), TODAY, DEFAULTS).proposal.amount == 42


def test_nothing_known_is_judged_as_such() -> None:
    found = judgement(AccountFacts(1, "甲"), TODAY, DEFAULTS)
    assert (found.grading.grade, found.place.advice, found.verdict, found.relation) == (None, None, None, S.OUTSIDER)
    assert found.grading.missing
    assert found.proposal.value_class == V.ORDINARY
