"""The current values of one record of any noun, and what its references may be set to."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from models.base import Table
from models.reads import labels
from models.reads.choices import Option, options
from models.reads.rows import rows, several
from models.rules.fields import Field, FieldKind, Noun
from models.rules.nouns import NOUNS
from models.rules.values import Value, empty
from models.tables import BY_NAME
from models.tables.accounts import OtherName
from models.tables.opportunities import PersonRole
from models.tables.people import CommitteeMember
from models.tables.visits import VisitMember, VisitPerson

__all__ = ["Option", "Record", "options", "record"]

SETS: dict[tuple[str, str], tuple[Any, Any, Any, Any]] = {
    ("account", "other_names"): (OtherName, OtherName.account, OtherName.name, None),
    ("person", "roles"): (PersonRole, PersonRole.person, PersonRole.role, PersonRole.opportunity),
    ("visit", "people"): (VisitPerson, VisitPerson.visit, VisitPerson.person, None),
    ("visit", "our_people"): (VisitMember, VisitMember.visit, VisitMember.member, None),
    ("unit", "members"): (CommitteeMember, CommitteeMember.unit, CommitteeMember.person, None),
}
"""Fields that are rows of their own: table, whose they are, what they hold, and what must be null."""


class Record(NamedTuple):
    """A record as it is now: `values` of every field of its noun by code, `within` the row it belongs to.

    `texts` are the names of what a reference points to, by the field's code, "" for what is gone. `account`
    is the account it belongs to, or itself; None for what belongs to none.
    """

    id: int
    noun: str
    version: int
    within: int | None
    account: int | None
    values: Mapping[str, Value]
    texts: Mapping[str, tuple[str, ...]]


def record(noun_code: str, id: int) -> Record:
    """A record by the code of its noun and its id; LookupError when it is gone.

    One query for the record, and one for each set and each kind of thing it refers to.
    """
    noun, table = NOUNS[noun_code], BY_NAME[noun_code]
    row = _row(table, id)
    values = {field.code: _value(noun, field, row) for field in noun.fields}
    within = row.get(noun.within) if noun.within else None
    return Record(
        id=id, noun=noun_code, version=row["version"], within=within, account=_house(noun, row),
        values=values, texts=_texts(noun, values),
    )


def _row(table: type[Table], id: int) -> dict[str, Any]:
    found: Any = table.select().where(table.id == id).dicts().first()
    if found is None:
        raise LookupError(f"{table.__name__} {id}")
    return dict(found)


def _value(noun: Noun, field: Field, row: Mapping[str, Any]) -> Value:
    if (noun.code, field.code) in SETS:
        return _set(noun.code, field.code, row["id"])
    stored = row[field.code]
    if field.kind in (FieldKind.CHOICES, FieldKind.REFS, FieldKind.NAMES):
        return several(stored)
    found: Value = empty(field) if stored is None else stored
    return found


def _set(noun: str, field: str, owner: int) -> Value:
    table, of, holds, blank = SETS[(noun, field)]
    query = table.select(holds).where(of == owner).order_by(table.id)
    if blank is not None:
        query = query.where(blank.is_null())
    return tuple(value for (value,) in rows(query))


def _house(noun: Noun, row: Mapping[str, Any]) -> int | None:
    """The account a record belongs to, through the person where it hangs on one."""
    if noun.code == "account":
        return int(row["id"])
    if noun.within != "person":
        return row.get("account")
    return int(_row(BY_NAME["person"], row["person"])["account"])


def _texts(noun: Noun, values: Mapping[str, Value]) -> dict[str, tuple[str, ...]]:
    """The names of everything referred to, with one query for each noun it is."""
    wanted: dict[str, set[int]] = {}
    for field, ids in _references(noun, values):
        wanted.setdefault(field.noun, set()).update(ids)
    names = {code: labels.names(code, ids) for code, ids in wanted.items()}
    return {
        field.code: tuple(names[field.noun].get(id, "") for id in ids)
        for field, ids in _references(noun, values)
    }


def _references(noun: Noun, values: Mapping[str, Value]) -> Iterable[tuple[Field, tuple[int, ...]]]:
    for field in noun.fields:
        value: Any = values[field.code]
        if field.kind is FieldKind.REF and value is not None:
            yield field, (value,)
        elif field.kind is FieldKind.REFS and value:
            yield field, value
