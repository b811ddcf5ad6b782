"""Contacts, what was promised in them, what stances they showed, and what was given."""

from peewee import BigIntegerField, BooleanField, DateField, TextField

from models.base import Table, ref
from models.tables.accounts import Account
from models.tables.opportunities import Competitor, Opportunity
from models.tables.people import Person
from models.tables.team import Approval, Member


class Visit(Table):
    """A contact planned, done or cancelled (V1); date and time are local, `zone` says where."""

    account = ref(Account)
    opportunity = ref(Opportunity, null=True)
    kind = TextField(default="visit")
    state = TextField(default="planned")
    date = DateField(index=True)
    time = TextField(default="")
    zone = TextField(default="")
    place = TextField(default="")
    purposes = TextField(default="")
    opening = TextField(default="")
    agenda = TextField(default="")
    positioning = TextField(default="")
    happened = TextField(default="")
    information = TextField(default="")
    measures = TextField(default="")
    reaction = TextField(default="")
    progress = TextField(default="")
    agreement = TextField(default="")
    aims = TextField(default="")
    result = TextField(default="")
    advance = TextField(default="")
    no_next_step = TextField(default="")
    links = TextField(default="")
    member = ref(Member, null=True)

    class Meta:
        """The timeline of an account: what is planned, and what was done."""

        indexes = ((("account", "state", "date"), False),)


class VisitPerson(Table):
    """A person of the customer at a contact."""

    visit = ref(Visit)
    person = ref(Person)


class VisitMember(Table):
    """One of our people at a contact."""

    visit = ref(Visit)
    member = ref(Member)


class Promise(Table):
    """Something promised by us or by them; a next step is a dated one of ours (V9)."""

    account = ref(Account)
    opportunity = ref(Opportunity, null=True)
    visit = ref(Visit, null=True)
    person = ref(Person, null=True)
    by = TextField(default="us")
    text = TextField()
    due = DateField(null=True, index=True)
    state = TextField(default="open", index=True)
    next_step = BooleanField(default=False)
    member = ref(Member, null=True)
    closed = DateField(null=True)


class StanceEntry(Table):
    """One entry of the stance ledger: for the account, or for one deal only (P4)."""

    person = ref(Person)
    opportunity = ref(Opportunity, null=True)
    stance = TextField()
    date = DateField()
    evidence = TextField(default="")
    confirmed = BooleanField(default=False)
    competitor = ref(Competitor, null=True)
    visit = ref(Visit, null=True)
    member = ref(Member, null=True, index=False)


class Task(Table):
    """Something to do that a rule or a colleague raised; a cause raises it once (V11, T13)."""

    account = ref(Account)
    opportunity = ref(Opportunity, null=True)
    person = ref(Person, null=True)
    member = ref(Member, null=True)
    text = TextField(default="")
    code = TextField(default="")
    cause = TextField(default="", index=True)
    due = DateField(null=True, index=True)
    state = TextField(default="open", index=True)


class Gift(Table):
    """A gift, meal or invitation: given, asked for or refused (V15); value in minor units."""

    account = ref(Account)
    person = ref(Person, null=True)
    date = DateField()
    kind = TextField()
    what = TextField()
    value = BigIntegerField(null=True)
    occasion = TextField(default="")
    verdict = TextField()
    approval = ref(Approval, null=True)
    member = ref(Member, null=True, index=False)
