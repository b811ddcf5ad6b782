"""What was thought of before a visit (V7)."""

from peewee import TextField

from models.base import Table, ref
from models.tables.visits import Visit


class Preparation(Table):
    """A check that was ticked for a visit, its `item`; or a `question` of its plan with the answer, the `text`."""

    visit = ref(Visit)
    item = TextField(default="")
    question = TextField(default="")
    text = TextField(default="")

    class Meta:
        """Either stands once at a visit."""

        indexes = ((("visit", "item", "question"), True),)
