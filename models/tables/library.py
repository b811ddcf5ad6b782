"""Scripts, case stories, concerns and handbook pages of our own, and on which opportunities entries were used."""

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


class Concern(Table):
    """What a role fears and judges by: one a user added, or one that stands for the shipped one (Q8)."""

    shipped = IntegerField(null=True, unique=True)
    roles = TextField(default="")
    industries = TextField(default="")
    zh_name = TextField(default="")
    zh_problem = TextField(default="")
    zh_criteria = TextField(default="")
    zh_proof = TextField(default="")
    en_name = TextField(default="")
    en_problem = TextField(default="")
    en_criteria = TextField(default="")
    en_proof = TextField(default="")
    hidden = BooleanField(default=False)


class HandbookPage(Table):
    """A page of the sales handbook or of an industry report, ours or standing for the shipped one (Q13)."""

    shipped = IntegerField(null=True, unique=True)
    page = TextField(default="product")
    industries = TextField(default="")
    roles = TextField(default="")
    zh_name = TextField(default="")
    zh_features = TextField(default="")
    zh_advantages = TextField(default="")
    zh_benefits = TextField(default="")
    zh_state = TextField(default="")
    zh_asked = TextField(default="")
    zh_problems = TextField(default="")
    zh_today = TextField(default="")
    zh_solution = TextField(default="")
    zh_example = TextField(default="")
    zh_measures = TextField(default="")
    zh_guide = TextField(default="")
    en_name = TextField(default="")
    en_features = TextField(default="")
    en_advantages = TextField(default="")
    en_benefits = TextField(default="")
    en_state = TextField(default="")
    en_asked = TextField(default="")
    en_problems = TextField(default="")
    en_today = TextField(default="")
    en_solution = TextField(default="")
    en_example = TextField(default="")
    en_measures = TextField(default="")
    en_guide = TextField(default="")
    hidden = BooleanField(default=False)


class LibraryUse(Table):
    """That an entry of the library, by its number, was used on an opportunity (Q10)."""

    account = ref(Account)
    opportunity = ref(Opportunity)
    item = IntegerField(index=True)
    date = DateField()
    member = ref(Member, null=True, index=False)
