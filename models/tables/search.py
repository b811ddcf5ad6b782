"""What the search index holds, an entry per row that can be found."""

from peewee import IntegerField, TextField

from models.base import Table


class SearchEntry(Table):
    """A row that can be found: what it is, whose it is, and the words shown for it."""

    kind = TextField()
    row = IntegerField()
    account = IntegerField(null=True, index=True)
    title = TextField(default="")
    text = TextField(default="")

    class Meta:
        """One entry per row."""

        indexes = ((("kind", "row"), True),)
