"""Who changed what, when and what for: the source of every undo."""

from peewee import IntegerField, TextField

from models.base import Moment, Table, ref
from models.tables.team import Member

UNFINISHED = "unfinished:"
"""What the name of an intent begins with that is still being written, piece by piece (see `models.writes.pieces`)."""


class Intent(Table):
    """One thing a member meant to do (T6): `undone` names what took it back, `undoes` what it took back."""

    member = ref(Member, null=True)
    at = Moment()
    name = TextField()
    account = IntegerField(null=True, index=True)
    undone = IntegerField(null=True)
    undoes = IntegerField(null=True)


class Change(Table):
    """One row an intent made, altered or removed; fields before and after as JSON (T6)."""

    intent = ref(Intent)
    table = TextField()
    row = IntegerField()
    op = TextField()
    before = TextField(default="{}")
    after = TextField(default="{}")

    class Meta:
        """The history of one row."""

        indexes = ((("table", "row"), False),)
