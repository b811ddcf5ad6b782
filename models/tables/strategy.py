"""How an account is to be won, held and judged: factor scores, barriers, plans with reviews, surveys (S4-S11)."""

from peewee import BigIntegerField, BooleanField, DateField, IntegerField, TextField

from models.base import Table, ref
from models.tables.accounts import Account
from models.tables.opportunities import Competitor, Opportunity
from models.tables.people import Person
from models.tables.questions import Need
from models.tables.team import Member


class FactorScore(Table):
    """A score from 0 to 12 on a factor of competition: of the need, of us, or of a competitor (S4).

    It holds on one deal, or on all of the account where it names none; the criterion gives the weight.
    """

    account = ref(Account)
    opportunity = ref(Opportunity, null=True)
    factor = TextField()
    side = TextField()
    competitor = ref(Competitor, null=True)
    score = IntegerField(default=0)
    criterion = ref(Need, null=True)
    note = TextField(default="")


class Barrier(Table):
    """What keeps others out of an account (S6)."""

    account = ref(Account)
    opportunity = ref(Opportunity, null=True)
    kind = TextField()
    text = TextField()
    state = TextField(default="planned")
    strength = IntegerField(null=True)
    until = DateField(null=True)
    note = TextField(default="")


class Incentive(Table):
    """What the account is given for staying, or bound by (S11)."""

    account = ref(Account)
    kind = TextField()
    text = TextField()
    date = DateField(null=True)
    note = TextField(default="")


class AccountPlan(Table):
    """What people decided for an account and a year; the rest of the plan is computed (S8)."""

    account = ref(Account)
    year = IntegerField()
    goal = TextField(default="")
    goal_turnover = BigIntegerField(null=True)
    goal_share = IntegerField(null=True)
    goal_company_grade = TextField(default="")
    goal_personal_grade = TextField(default="")
    strategy = TextField(default="")
    approach = TextField(default="")
    interests = TextField(default="")
    resources = TextField(default="")
    outside_economy = TextField(default="")
    outside_trade = TextField(default="")
    outside_finance = TextField(default="")
    outside_nature = TextField(default="")
    outside_competition = TextField(default="")
    outside_people = TextField(default="")
    outside_international = TextField(default="")
    made = DateField(null=True)


class PlanReview(Table):
    """A review of the plan: what people said, and what was measured on the day, as a document (S8)."""

    account = ref(Account)
    date = DateField()
    text = TextField(default="")
    measures = TextField(default="")
    member = ref(Member, null=True, index=False)


class HoldTick(Table):
    """A way to hold the account that was taken, and by what one sees it (S9)."""

    account = ref(Account)
    item = TextField()
    date = DateField()
    evidence = TextField(default="")
    member = ref(Member, null=True, index=False)


class Survey(Table):
    """What somebody answered when asked how satisfied he is, from 1 to 10 (S10)."""

    account = ref(Account)
    person = ref(Person, null=True)
    date = DateField()
    score = IntegerField()
    quality = IntegerField(null=True)
    price = IntegerField(null=True)
    service = IntegerField(null=True)
    recommends = BooleanField(default=False)
    comment = TextField(default="")
    member = ref(Member, null=True, index=False)
