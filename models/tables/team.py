"""Our own people, what they saved for themselves, and what waits for a decision."""

from peewee import BooleanField, DateField, TextField

from models.base import Moment, Table, ref


class Member(Table):
    """One of our people (T1)."""

    name = TextField(index=True)
    login = TextField(unique=True)
    role = TextField(default="engineer")
    office = TextField(default="")
    region = TextField(default="")
    active = BooleanField(default=True)


class Setting(Table):
    """A threshold, weight or period somebody changed, or a fact about our company."""

    key = TextField(unique=True)
    value = TextField()


class Choice(Table):
    """An entry a user added to an editable list, or one shipped that is hidden."""

    list = TextField()
    code = TextField()
    label = TextField(default="")
    hidden = BooleanField(default=False)

    class Meta:
        """A code stands once in a list."""

        indexes = ((("list", "code"), True),)


class SavedView(Table):
    """A filter and a sort of a list under a name; shared when it has no member."""

    member = ref(Member, null=True)
    place = TextField()
    name = TextField()
    terms = TextField(default="")
    sort = TextField(default="")


class Approval(Table):
    """Something put before an approver (T9); `subject` is table:id, `payload` what it would do, as JSON."""

    kind = TextField()
    state = TextField(default="asked", index=True)
    subject = TextField()
    text = TextField(default="")
    reason = TextField(default="")
    payload = TextField(default="{}")
    asked_by = ref(Member)
    asked_at = Moment()
    decided_by = ref(Member, null=True)
    decided_at = Moment(null=True)
    comment = TextField(default="")


class Consent(Table):
    """A voice given for an approval that needs several: as management, the sales department, the owner (T4)."""

    approval = ref(Approval)
    voice = TextField()
    member = ref(Member)
    at = Moment()
    comment = TextField(default="")

    class Meta:
        """A voice is given once."""

        indexes = ((("approval", "voice"), True),)


class Snooze(Table):
    """A due item a member does not want to see before a day; `item` is table:id or a risk's name."""

    member = ref(Member)
    item = TextField()
    until = DateField()

    class Meta:
        """One day per member and item."""

        indexes = ((("member", "item"), True),)
