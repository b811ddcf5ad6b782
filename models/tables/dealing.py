"""Dealing: the value case, quotations, negotiation, contract, delivery and what comes after; money in minor units."""

from peewee import BigIntegerField, DateField, IntegerField, TextField

from models.base import Table, ref
from models.tables.accounts import Account
from models.tables.opportunities import Opportunity
from models.tables.people import Person
from models.tables.questions import Need
from models.tables.team import Approval, Member


class SolutionPart(Table):
    """A part of the solution, for the pain it answers (O12)."""

    account = ref(Account)
    opportunity = ref(Opportunity)
    layer = TextField(default="base")
    text = TextField()
    need = ref(Need, null=True)
    roles = TextField(default="")


class ValueLine(Table):
    """A figure of the value case, a year or once; `person` of the customer stands by it (O12)."""

    account = ref(Account)
    opportunity = ref(Opportunity)
    kind = TextField(default="cost_saved")
    text = TextField()
    amount = BigIntegerField()
    need = ref(Need, null=True)
    person = ref(Person, null=True)
    basis = TextField(default="")


class Quotation(Table):
    """A version of the quotation; `number` counts those of a deal (O13)."""

    account = ref(Account)
    opportunity = ref(Opportunity)
    number = IntegerField(default=1)
    date = DateField()
    amount = BigIntegerField()
    offer = TextField(default="full")
    state = TextField(default="given")
    years = IntegerField(null=True)
    terms = TextField(default="")
    risk_terms = TextField(default="")
    pilot_amount = BigIntegerField(null=True)
    rollout_amount = BigIntegerField(null=True)
    optimisation_amount = BigIntegerField(null=True)
    valid_until = DateField(null=True)
    member = ref(Member, null=True, index=False)


class Negotiation(Table):
    """The plan of a negotiation, one for a deal (O16)."""

    account = ref(Account)
    opportunity = ref(Opportunity)
    target = BigIntegerField(null=True)
    walk_away = BigIntegerField(null=True)
    our_goal = TextField(default="")
    their_goal = TextField(default="")
    their_limit = TextField(default="")
    strategy = TextField(default="")
    alternatives = TextField(default="")
    preparation = TextField(default="")
    executive = ref(Member, null=True, index=False)
    executive_date = DateField(null=True)


class Concession(Table):
    """A step we may give way by, what it is worth, and what we get for it (O16)."""

    account = ref(Account)
    opportunity = ref(Opportunity)
    place = IntegerField(null=True)
    give = TextField()
    gain = TextField(default="")
    worth = BigIntegerField(null=True)
    state = TextField(default="planned")


class NegotiationRound(Table):
    """A round of the negotiation: the offers on the table, what was given and got (O16)."""

    account = ref(Account)
    opportunity = ref(Opportunity)
    date = DateField()
    our_offer = BigIntegerField(null=True)
    their_offer = BigIntegerField(null=True)
    text = TextField()
    gave = TextField(default="")
    got = TextField(default="")
    person = ref(Person, null=True)
    member = ref(Member, null=True, index=False)


class Contract(Table):
    """The review of a contract, one for a deal, and what is named at its signing (O18)."""

    account = ref(Account)
    opportunity = ref(Opportunity)
    state = TextField(default="draft")
    approval = ref(Approval, null=True)
    delivery_standard = TextField(default="")
    acceptance = TextField(default="")
    response_hours = IntegerField(null=True)
    solution_hours = IntegerField(null=True)
    payment_terms = TextField(default="")
    risk_terms = TextField(default="")
    success = ref(Member, null=True, index=False)
    success_team = TextField(default="")
    service_plan = TextField(default="")
    order_handling = TextField(default="")
    renewal = DateField(null=True)


class Milestone(Table):
    """A milestone of the delivery with what is handed over (O19)."""

    account = ref(Account)
    opportunity = ref(Opportunity)
    kind = TextField(default="other")
    deliverable = TextField()
    due = DateField()
    state = TextField(default="planned")
    done = DateField(null=True)
    owner = ref(Member, null=True, index=False)


class DealReport(Table):
    """A report to the customer: how delivery goes, or what of the promised value was reached (O19, O20)."""

    account = ref(Account)
    opportunity = ref(Opportunity)
    kind = TextField(default="progress")
    date = DateField()
    text = TextField()
    promised = BigIntegerField(null=True)
    reached = BigIntegerField(null=True)
    new_needs = TextField(default="")
    member = ref(Member, null=True, index=False)


class Payment(Table):
    """Money that is to come in, and when it came (O20)."""

    account = ref(Account)
    opportunity = ref(Opportunity)
    text = TextField()
    amount = BigIntegerField()
    due = DateField()
    paid = DateField(null=True)


class ServicePackage(Table):
    """A package of service after delivery: what it holds, what it costs a year, from when to when (O20)."""

    account = ref(Account)
    opportunity = ref(Opportunity)
    level = TextField(default="standard")
    text = TextField()
    state = TextField(default="offered")
    yearly = BigIntegerField(null=True)
    start = DateField(null=True)
    until = DateField(null=True)
