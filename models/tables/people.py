"""People on the buying side: who they are, where they stand, how they relate, what happened among them."""

from peewee import BooleanField, DateField, IntegerField, TextField

from models.base import Table, ref
from models.tables.accounts import Account, Unit
from models.tables.team import Member


class Person(Table):
    """A person of an account, or a placeholder seat nobody is known for (P1)."""

    account = ref(Account)
    unit = ref(Unit, null=True)
    name = TextField(default="")
    sort_key = TextField(default="", index=True)
    placeholder = BooleanField(default=False)
    title = TextField(default="")
    level = TextField(default="")
    phone = TextField(default="")
    email = TextField(default="")
    messaging = TextField(default="")
    office = TextField(default="")
    birthday = TextField(default="")
    home_town = TextField(default="")
    school = TextField(default="")
    career = TextField(default="")
    family = TextField(default="")
    hobbies = TextField(default="")
    interests = TextField(default="")
    taboo = TextField(default="")
    cares_about = TextField(default="")
    needs = TextField(default="")
    introduced_by = ref("self", null=True)
    personality = TextField(default="")
    thinking = TextField(default="")
    influence = IntegerField(null=True)
    personal_grade = TextField(default="none")
    wanted_grade = TextField(default="none")
    trust = TextField(default="")
    relationship_stage = TextField(default="")
    space = TextField(default="")
    likes_us = BooleanField(default=False)
    camp = TextField(default="")
    recorded = DateField(null=True)
    tags = TextField(default="")
    notes = TextField(default="")


class CommitteeMember(Table):
    """A person who sits on a committee besides his own unit (P16)."""

    unit = ref(Unit)
    person = ref(Person)


class PersonMove(Table):
    """A person went from one account to another (P1)."""

    person = ref(Person)
    origin = ref(Account, index=False)
    account = ref(Account, index=False)
    date = DateField()
    note = TextField(default="")


class AccountEvent(Table):
    """A change at the account worth knowing (A16)."""

    account = ref(Account)
    date = DateField()
    kind = TextField()
    text = TextField()
    person = ref(Person, null=True)


class Relation(Table):
    """How one person relates to another (P10)."""

    person = ref(Person)
    other = ref(Person)
    kind = TextField()
    strength = IntegerField(null=True)
    suspected = BooleanField(default=False)
    note = TextField(default="")


class Act(Table):
    """What a coach did for us (P11)."""

    person = ref(Person)
    date = DateField()
    kind = TextField()
    text = TextField(default="")
    member = ref(Member, null=True, index=False)
