"""What managers remark on a contact (V12)."""

from peewee import DateField, TextField

from models.base import Table, ref
from models.tables.accounts import Account
from models.tables.team import Member
from models.tables.visits import Visit


class Remark(Table):
    """An opinion on a contact: where it sticks, what helps."""

    account = ref(Account)
    visit = ref(Visit)
    date = DateField()
    text = TextField()
    member = ref(Member, null=True, index=False)
