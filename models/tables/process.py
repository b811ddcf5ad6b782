"""Our sales process on an opportunity: the plays that were made."""

from peewee import DateField, TextField

from models.base import Table, ref
from models.tables.accounts import Account
from models.tables.opportunities import Opportunity
from models.tables.team import Member


class PlayTick(Table):
    """A play of a step that was made, by its code in the playbook (O5)."""

    account = ref(Account)
    opportunity = ref(Opportunity)
    play = TextField()
    date = DateField()
    note = TextField(default="")
    member = ref(Member, null=True, index=False)
