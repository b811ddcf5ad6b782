"""What is judged of a raw lead, beside what its account says of itself."""

from peewee import BigIntegerField, IntegerField, TextField

from models.base import Table, ref
from models.tables.accounts import Account


class Lead(Table):
    """An account judged as a lead, once each; scores 1 to 5, money in minor units (A13)."""

    account = ref(Account)
    competition = IntegerField(null=True)
    growth = IntegerField(null=True)
    standing = IntegerField(null=True)
    bottleneck = TextField(default="")
    hidden_value = BigIntegerField(null=True)
    leading = TextField(default="unknown")
    needs_more = TextField(default="unknown")
    servable = TextField(default="unknown")
    years = IntegerField(null=True)
    verdict = TextField(default="raw", index=True)
    reason = TextField(default="")
