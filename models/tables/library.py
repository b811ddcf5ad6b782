"""Scripts and case stories of our own, and on which opportunities entries of the library were used."""

from peewee import BooleanField, DateField, IntegerField, TextField

from models.base import Table, ref
from models.tables.accounts import Account
from models.tables.opportunities import Opportunity
from models.tables.team import Member


class Script(Table):
    """A script a user added, or one that stands for the shipped one of the number `shipped` (Q10)."""

    shipped = IntegerField(null=True, unique=True)
    scene = TextField(default="value")
    objection = TextField(default="")
    argument = TextField(default="")
    roles = TextField(default="")
    industries = TextField(default="")
    steps = TextField(default="")
    zh_name = TextField(default="")
    zh_empathy = TextField(default="")
    zh = TextField(default="")
    en_name = TextField(default="")
    en_empathy = TextField(default="")
    en = TextField(default="")
    hidden = BooleanField(default=False)


class CaseStory(Table):
    """A case a user added, or one that stands for the shipped one of the number `shipped` (Q10)."""

    shipped = IntegerField(null=True, unique=True)
    industries = TextField(default="")
    size = TextField(default="")
    pains = TextField(default="")
    zh_name = TextField(default="")
    zh_pain = TextField(default="")
    zh_solution = TextField(default="")
    zh_figures = TextField(default="")
    zh_words = TextField(default="")
    en_name = TextField(default="")
    en_pain = TextField(default="")
    en_solution = TextField(default="")
    en_figures = TextField(default="")
    en_words = TextField(default="")
    hidden = BooleanField(default=False)


class LibraryUse(Table):
    """That an entry of the library, by its number, was used on an opportunity (Q10)."""

    account = ref(Account)
    opportunity = ref(Opportunity)
    item = IntegerField(index=True)
    date = DateField()
    member = ref(Member, null=True, index=False)
