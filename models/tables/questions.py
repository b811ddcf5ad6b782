"""Questions of our own, what was asked and answered, and the needs that came of it."""

from peewee import BooleanField, DateField, IntegerField, TextField

from models.base import Table, ref
from models.tables.accounts import Account
from models.tables.opportunities import Opportunity
from models.tables.people import Person
from models.tables.team import Member
from models.tables.visits import Visit


class Question(Table):
    """A question a user added, or changed, or hid; `shipped` is its number in the playbook (Q11)."""

    shipped = IntegerField(null=True, unique=True)
    level = TextField(default="")
    spin = TextField(default="")
    w = TextField(default="")
    roles = TextField(default="")
    industries = TextField(default="")
    zh = TextField(default="")
    en = TextField(default="")
    hidden = BooleanField(default=False)


class Asking(Table):
    """A question chosen for a person, put, and answered (Q4); `question` numbers it, 0 is a free one."""

    account = ref(Account)
    opportunity = ref(Opportunity, null=True)
    person = ref(Person, null=True)
    visit = ref(Visit, null=True)
    question = IntegerField(default=0)
    text = TextField(default="")
    state = TextField(default="chosen")
    answer = TextField(default="")
    meant = TextField(default="")
    harvest = TextField(default="")
    date = DateField()
    member = ref(Member, null=True, index=False)


class Need(Table):
    """A problem, the need it became, or the criterion that follows (Q2); weight in per cent."""

    account = ref(Account)
    opportunity = ref(Opportunity, null=True)
    person = ref(Person, null=True)
    visit = ref(Visit, null=True)
    asking = ref(Asking, null=True)
    parent = ref("self", null=True)
    kind = TextField(default="problem")
    text = TextField()
    priority = IntegerField(null=True)
    weight = IntegerField(null=True)
    state = TextField(default="open")
    our_answer = TextField(default="")
    date = DateField(null=True)
