"""What is known of the way a house decides: who weighs how much at which step, and how it is governed (P6, P14)."""

from peewee import IntegerField, TextField

from models.base import Table, ref
from models.tables.accounts import Account
from models.tables.opportunities import Opportunity
from models.tables.people import Person


class StepInfluence(Table):
    """The influence of a person at one step of the customer's, where it is another than usual (P6)."""

    person = ref(Person)
    buying_step = TextField()
    influence = IntegerField()


class DeciderGround(Table):
    """An answer to one of the questions that lead to the key decision maker; of all deals if it names none (P14)."""

    account = ref(Account)
    opportunity = ref(Opportunity, null=True)
    answer = TextField()
    note = TextField(default="")
