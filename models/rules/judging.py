"""What follows for one account from everything that is judged and counted of it, each with its parts (A6, A8–A12)."""

from datetime import date
from typing import NamedTuple

from models.rules import figures, grading, key_account, potential, urgency, value_class
from models.rules.facts import AccountFacts
from models.rules.grading import Grading
from models.rules.people import known
from models.rules.potential import Place
from models.rules.settings import Settings
from models.rules.value_class import Proposal
from models.rules.vocabulary import RelationshipGrade
from models.rules.vocabulary_figures import KeyMark, KeyVerdict, SupplierRelation, ValueMark


class Judgement(NamedTuple):
    """The grade, the place in the matrix, the proposed value class, the key-account test, what we are to the account.

    `personal` is the best relationship with anybody there, which with that of the house makes the relation.
    """

    grading: Grading
    place: Place
    proposal: Proposal
    verdict: KeyVerdict | None
    marks: frozenset[KeyMark]
    relation: SupplierRelation
    company: RelationshipGrade
    personal: RelationshipGrade
    ways: tuple[tuple[SupplierRelation, ...], ...]


def judgement(facts: AccountFacts, today: date, settings: Settings) -> Judgement:
    """What an account is by the data (A6, A8, A9, A11, A12)."""
    judged = facts.judged
    open_amount = sum(deal.amount or 0 for deal in facts.opportunities if urgency.alive(deal))
    amount = figures.won_lately(facts.opportunities, today) + open_amount
    marks = frozenset(KeyMark(mark) for mark in judged.key_marks)
    grades = [person.grade for person in known(facts)]
    personal = max(grades, key=lambda grade: grade.rank, default=RelationshipGrade.NONE)
    relation = key_account.relation(facts.company_grade, personal, alliance=judged.alliance)
    return Judgement(
        grading.grading(facts, today, settings), potential.place(facts, today, settings),
        value_class.proposal(amount, [ValueMark(mark) for mark in judged.value_marks], settings),
        key_account.verdict(marks), marks, relation, facts.company_grade, personal, key_account.ways(relation),
    )  # fmt: skip
