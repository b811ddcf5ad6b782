"""Customers: accounts in a tree, their names, units and the products we sell them."""

from typing import Any

from peewee import BigIntegerField, BooleanField, DateField, IntegerField, TextField

from models.base import Table, ref
from models.tables.team import Member


class Account(Table):
    """A customer we sell to (A1); money in minor units."""

    name = TextField(index=True)
    short_name = TextField(default="")
    sort_key = TextField(default="", index=True)
    name_key = TextField(default="", index=True)
    industry = TextField(default="")
    region = TextField(default="")
    address = TextField(default="")
    phone = TextField(default="")
    website = TextField(default="")
    nature = TextField(default="")
    staff = IntegerField(null=True)
    parent = ref("self", null=True)
    owner = ref(Member, null=True)
    registered_by = ref(Member, null=True, index=False)
    registered = DateField(null=True)
    source = TextField(default="")
    mode = TextField(default="")
    mode_subtype = TextField(default="")
    authority = TextField(default="")
    kind = TextField(default="")
    company_grade = TextField(default="none")
    value_class = TextField(default="")
    attitude = TextField(default="")
    market_influence = IntegerField(null=True)
    value_fit = IntegerField(null=True)
    criteria_fit = IntegerField(null=True)
    value_marks = TextField(default="")
    key_marks = TextField(default="")
    yearly_potential = BigIntegerField(null=True)
    cooperating_since = DateField(null=True)
    alliance = BooleanField(default=False)
    credit_limit = BigIntegerField(null=True)
    credit_days = IntegerField(null=True)
    credit_terms = TextField(default="")
    gift_policy = TextField(default="unknown")
    gift_limit = BigIntegerField(null=True)
    gift_policy_source = TextField(default="")
    gift_policy_date = DateField(null=True)
    tags = TextField(default="")
    notes = TextField(default="")


class OtherName(Table):
    """Another name of an account (A1)."""

    account = ref(Account)
    name = TextField()
    name_key = TextField(default="", index=True)


class AccountField(Table):
    """A field a user defined for an account (A1)."""

    account = ref(Account)
    name = TextField()
    value = TextField(default="")


class Unit(Table):
    """A department, group, committee or outside body under an account (P8)."""

    account = ref(Account)
    parent = ref("self", null=True)
    kind = TextField(default="department")
    name = TextField()
    position = IntegerField(default=0)
    concern = TextField(default="")
    weight = IntegerField(null=True)


class Product(Table):
    """Something we sell (A15); list price in minor units."""

    code = TextField(default="")
    name = TextField()
    line = TextField(default="")
    list_price = BigIntegerField(null=True)


class AccountState(Table):
    """What follows from an account's data, kept to sort and filter lists by; amounts in minor units.

    `sort_key` and `owner` are the account's own, kept beside the rest so that an index can hold a whole order.
    """

    account = ref(Account)
    sort_key = TextField(default="")
    owner = IntegerField(null=True)
    urgency = TextField(default="")
    urgency_rank = IntegerField(default=9)
    information_stage = TextField(default="")
    open_amount = BigIntegerField(default=0)
    weighted = BigIntegerField(default=0)
    due = DateField(null=True)
    next_text = TextField(default="")
    last_contact = DateField(null=True)
    people = IntegerField(default=0)
    risks = TextField(default="")
    worst = IntegerField(default=9)
    valid_until = DateField(null=True, index=True)
    agenda = TextField(default="")
    grade = TextField(default="")
    completeness = IntegerField(default=0)
    value_rank = IntegerField(default=9)

    class Meta:
        """The orders of lists, and what a member looks at first."""

        indexes = (
            (("urgency_rank", "sort_key", "account"), False),
            (("due", "sort_key", "account"), False),
            (("last_contact", "sort_key", "account"), False),
            (("owner", "urgency_rank", "due", "account"), False),
            (("owner", "sort_key", "account"), False),
            (("completeness", "sort_key", "account"), False),
            (("value_rank", "sort_key", "account"), False),
        )


_S: Any = AccountState
_S.add_index(_S.index(_S.open_amount.desc(), _S.sort_key, _S.account))
_S.add_index(_S.index(_S.owner, _S.worst, _S.urgency_rank, _S.open_amount.desc(), _S.account))
