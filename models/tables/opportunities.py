"""Deals, the competitors in them, and the people as they stand on them."""

from typing import Any

from peewee import BigIntegerField, BooleanField, DateField, IntegerField, TextField

from models.base import Table, ref
from models.tables.accounts import Account, Product
from models.tables.people import Person
from models.tables.team import Member


class Competitor(Table):
    """A competitor, his strengths and our answers (S3)."""

    name = TextField()
    sort_key = TextField(default="", index=True)
    strengths = TextField(default="")
    weaknesses = TextField(default="")
    attacks = TextField(default="")
    answers = TextField(default="")
    notes = TextField(default="")


class Opportunity(Table):
    """A purchase we may win (O1); money in minor units, probability in per cent or null to go by the step."""

    account = ref(Account)
    name = TextField()
    sort_key = TextField(default="", index=True)
    place = TextField(default="")
    amount = BigIntegerField(null=True)
    quantity = TextField(default="")
    product = ref(Product, null=True)
    project_type = TextField(default="")
    need = TextField(default="")
    need_cause = TextField(default="")
    origin = TextField(default="")
    outcome = TextField(default="open", index=True)
    step = TextField(default="lead")
    information_stage = TextField(default="general")
    buying_step = TextField(default="")
    phase = TextField(default="")
    route = TextField(default="")
    probability = IntegerField(null=True)
    screening = TextField(default="")
    review_date = DateField(null=True)
    expected_date = DateField(null=True)
    signed_date = DateField(null=True)
    closed_date = DateField(null=True)
    delivered_date = DateField(null=True)
    reason = TextField(default="")
    winner = ref(Competitor, null=True, index=False)
    otherwise = TextField(default="")
    lesson = TextField(default="")
    budget_amount = BigIntegerField(null=True)
    budget_source = TextField(default="")
    budget_approval = TextField(default="")
    bant_budget = TextField(default="unknown")
    bant_budget_note = TextField(default="")
    bant_authority = TextField(default="unknown")
    bant_authority_note = TextField(default="")
    bant_need = TextField(default="unknown")
    bant_need_note = TextField(default="")
    bant_timeline = TextField(default="unknown")
    bant_timeline_note = TextField(default="")
    owner = ref(Member, null=True)
    recorded = DateField(null=True)
    documents = TextField(default="")
    shortlist = TextField(default="")
    our_rank = IntegerField(null=True)
    negotiating_with = TextField(default="")
    decision_by = TextField(default="")
    feeling = TextField(default="")
    feeling_note = TextField(default="")
    changed = DateField(null=True)
    notes = TextField(default="")


class OpportunityCompetitor(Table):
    """A competitor on a deal, or at the account when no deal is named (S3)."""

    account = ref(Account)
    opportunity = ref(Opportunity, null=True)
    competitor = ref(Competitor)
    position = TextField(default="in_play")
    supplies_now = BooleanField(default=False)
    price_level = TextField(default="")
    products = TextField(default="")
    connections = TextField(default="")
    notes = TextField(default="")


class PersonRole(Table):
    """A buying role of a person: by default, or on one deal (P2)."""

    person = ref(Person)
    opportunity = ref(Opportunity, null=True)
    role = TextField()


class InsideMark(Table):
    """A dated mark of an inside contact, on a deal when one is named (P11)."""

    person = ref(Person)
    opportunity = ref(Opportunity, null=True)
    inside = TextField()
    date = DateField()


class Attitude(Table):
    """What a person thinks of a competitor (P4)."""

    person = ref(Person)
    competitor = ref(Competitor)
    stance = TextField()
    note = TextField(default="")


class OpportunityState(Table):
    """What follows from a deal's data, kept so that lists can sort and filter by it.

    `rank` is the place of its step in the funnel, 9 outside; `updated` the day of the last news, `next_due` that of
    its next step; account and amount are its own, kept beside the rest so that an index can hold a whole order.
    """

    opportunity = ref(Opportunity)
    urgency = TextField(default="")
    probability = IntegerField(default=0)
    weighted = BigIntegerField(default=0)
    valid_until = DateField(null=True, index=True)
    account = IntegerField(default=0)
    rank = IntegerField(default=9)
    urgency_rank = IntegerField(default=9)
    amount = BigIntegerField(default=0)
    updated = DateField(null=True)
    next_due = DateField(null=True)


_S: Any = OpportunityState
_FUNNEL = (_S.rank, _S.urgency_rank, _S.weighted.desc(), _S.opportunity, _S.amount)
_S.add_index(_S.index(*_FUNNEL, name="opportunity_state_funnel"))
