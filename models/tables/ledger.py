"""The way to a decision: what a coach told, doubts and their answers, who meets whom, how people acted in the end."""

from peewee import DateField, TextField

from models.base import Table, ref
from models.tables.accounts import Account
from models.tables.opportunities import Opportunity
from models.tables.people import Person
from models.tables.team import Member


class Intel(Table):
    """What was to be collected from a coach and was told, and by whom; of all opportunities if it names none (P11)."""

    account = ref(Account)
    opportunity = ref(Opportunity, null=True)
    item = TextField()
    person = ref(Person, null=True)
    date = DateField()
    text = TextField(default="")
    member = ref(Member, null=True, index=False)


class Doubt(Table):
    """A doubt of a person or of a role about buying from us, our answer, and who sees to it (P16)."""

    account = ref(Account)
    opportunity = ref(Opportunity)
    person = ref(Person, null=True)
    role = TextField(default="")
    text = TextField(default="")
    answer = TextField(default="")
    owner = ref(Member, null=True, index=False)
    due = DateField(null=True)
    state = TextField(default="open")


class Touch(Table):
    """Who of ours meets whom of theirs, at which level, and by when (P16)."""

    account = ref(Account)
    opportunity = ref(Opportunity)
    layer = TextField()
    colleague = ref(Member, index=False)
    person = ref(Person, null=True)
    text = TextField(default="")
    due = DateField(null=True)
    done = DateField(null=True)


class Conduct(Table):
    """How somebody acted when an opportunity was decided, seen afterwards, as the stance it showed (P4, O21)."""

    account = ref(Account)
    opportunity = ref(Opportunity)
    person = ref(Person)
    acted = TextField()
    text = TextField(default="")
    date = DateField()
    member = ref(Member, null=True, index=False)
