"""What accounts turn over by year, and who of ours works on them."""

from peewee import BigIntegerField, IntegerField, TextField

from models.base import Table, ref
from models.tables.accounts import Account
from models.tables.team import Member


class AnnualFigure(Table):
    """The figures of an account for a year; money in minor units (A14)."""

    account = ref(Account)
    year = IntegerField()
    turnover = BigIntegerField(null=True)
    profit = BigIntegerField(null=True)
    deals = IntegerField(null=True)
    collection_days = IntegerField(null=True)
    overdue = BigIntegerField(null=True)
    total_spend = BigIntegerField(null=True)
    reason = TextField(default="")


class TeamMember(Table):
    """One of ours on the team of an account, and what he does there (A18)."""

    account = ref(Account)
    colleague = ref(Member)
    role = TextField(default="sales")
    note = TextField(default="")
