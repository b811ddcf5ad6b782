"""The plans of contacts our people hand in, line by line as they were when they were locked."""

from peewee import DateField, TextField

from models.base import Moment, Table, ref
from models.tables.accounts import Account
from models.tables.opportunities import Opportunity
from models.tables.team import Member
from models.tables.visits import Visit


class VisitPlan(Table):
    """A member's plan of a week or a month, by its first day (V3); `comment` is what the manager remarked."""

    member = ref(Member)
    span = TextField()
    start = DateField()
    state = TextField(default="submitted")
    submitted = Moment()
    comment = TextField(default="")

    class Meta:
        """A member has one plan of the same days."""

        indexes = ((("member", "span", "start"), True),)


class PlanLine(Table):
    """A contact as it was planned; `visit` is what it was to be, none once that was deleted."""

    plan = ref(VisitPlan)
    account = ref(Account)
    opportunity = ref(Opportunity, null=True, index=False)
    visit = ref(Visit, null=True)
    date = DateField()
    kind = TextField(default="visit")
    factors = TextField(default="")
