"""Complaints, from the day they were received to what was learned of them (V14)."""

from peewee import BigIntegerField, DateField, TextField

from models.base import Table, ref
from models.tables.accounts import Account
from models.tables.opportunities import Opportunity
from models.tables.people import Person
from models.tables.team import Member


class Complaint(Table):
    """A complaint; `state` follows from what is filled, `moved` is the day it last changed; money in minor units."""

    account = ref(Account)
    kind = TextField()
    text = TextField()
    date = DateField()
    person = ref(Person, null=True)
    opportunity = ref(Opportunity, null=True)
    due = DateField(null=True)
    responsible = ref(Member, null=True, index=False)
    solution = TextField(default="")
    compensation = BigIntegerField(null=True)
    approved = DateField(null=True)
    approved_by = ref(Member, null=True, index=False)
    informed = DateField(null=True)
    carried_out = DateField(null=True)
    followed_up = DateField(null=True)
    dealt_with = TextField(default="")
    summary = TextField(default="")
    state = TextField(default="received")
    moved = DateField(null=True)
