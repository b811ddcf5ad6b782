"""The decision chain of an opportunity, and what was ticked on the way through the gates."""

from peewee import BooleanField, DateField, IntegerField, TextField

from models.base import Table, ref
from models.tables.accounts import Account, Unit
from models.tables.opportunities import Opportunity
from models.tables.people import Person
from models.tables.team import Member


class ChainLink(Table):
    """A place in the decision chain: a person, or a group; `key` is who must be won (P18, O3)."""

    account = ref(Account)
    opportunity = ref(Opportunity)
    place = IntegerField(default=0)
    person = ref(Person, null=True)
    unit = ref(Unit, null=True)
    key = BooleanField(default=False)
    note = TextField(default="")


class GateTick(Table):
    """An item of a gate that was met, and by what one sees it; of all opportunities where it names none (O2).

    What the program found met when a gate was passed is kept, too: `auto`.
    """

    account = ref(Account)
    opportunity = ref(Opportunity, null=True)
    item = TextField()
    date = DateField()
    evidence = TextField(default="")
    auto = BooleanField(default=False)
    member = ref(Member, null=True, index=False)
