"""What the radar keeps: risks that were accepted, and days and amounts that were moved (S12)."""

from peewee import BigIntegerField, DateField, TextField

from models.base import Table, ref
from models.tables.accounts import Account
from models.tables.opportunities import Opportunity
from models.tables.people import Person
from models.tables.team import Member


class RiskAcceptance(Table):
    """A risk somebody can live with, and why; of the opportunity and the person it names only (S12)."""

    account = ref(Account)
    code = TextField()
    opportunity = ref(Opportunity, null=True)
    person = ref(Person, null=True)
    date = DateField()
    reason = TextField()
    member = ref(Member, null=True, index=False)


class OpportunityMove(Table):
    """An expected day, or an amount in minor units, that was changed: from what to what; one a day (S12)."""

    account = ref(Account)
    opportunity = ref(Opportunity)
    date = DateField()
    day_before = DateField(null=True)
    day_after = DateField(null=True)
    amount_before = BigIntegerField(null=True)
    amount_after = BigIntegerField(null=True)
