"""Adding, editing and deleting any noun: values checked, the stale edit noticed, everything deleted put on record."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from models.base import Table
from models.reads.lists import shipped
from models.reads.records import record
from models.reads.registered import registered
from models.reads.rows import above
from models.rules import names, pinyin
from models.rules.fields import Field, FieldKind, Noun
from models.rules.nouns import NOUNS
from models.rules.values import Invalid, Value, check
from models.rules.vocabulary import MODE_OF_SUBTYPE, ApprovalKind, MemberRole, ModeSubtype
from models.tables import (
    BY_NAME,
    Account,
    Choice,
    CommitteeMember,
    Member,
    OtherName,
    PersonRole,
    VisitMember,
    VisitPerson,
)
from models.writes import permits
from models.writes.inbox import put_before
from models.writes.intents import Conflict, Forbidden, Refused, Stale, Work, intention
from models.writes.uprooting import uproot

SETS: dict[tuple[str, str], tuple[type[Table], str, str]] = {
    ("account", "other_names"): (OtherName, "account", "name"),
    ("person", "roles"): (PersonRole, "person", "role"),
    ("visit", "people"): (VisitPerson, "visit", "person"),
    ("visit", "our_people"): (VisitMember, "visit", "member"),
    ("unit", "members"): (CommitteeMember, "unit", "person"),
}
"""The fields that are rows of their own: table, the column that names the owner, the column that holds the value."""

_AT_HOME = frozenset({"unit", "need", "opportunity"})
"""What only means something within its account; people may be met and known anywhere."""
CHECKS: dict[str, Callable[[Work, dict[str, Value], Any], None]] = {}
"""What a noun asks of its values beyond each field for itself; the row is None while it is being made."""
BORN: dict[str, Callable[[Work, dict[str, Any]], dict[str, Any]]] = {}
"""What a new row of a noun knows by itself besides its values."""
FOLLOWS: dict[str, Callable[[Work, Any, Mapping[str, Value], Mapping[str, Value]], dict[str, Value]]] = {}
"""What follows by itself from an edit of a noun: further values, out of those there are and those wanted."""


@intention("record.add")
def add(
    work: Work, code: str, values: Mapping[str, Value], within: int | None = None, *, anyway: bool = False
) -> int:
    """Record a new thing of the noun `code`; answers its id. Raises Invalid or Refused.

    An account on record under the same name is refused and the attempt put on record; `anyway` makes a second
    one, and puts the conflict before a manager (T2).
    """
    noun = NOUNS[code]
    checked = verified(noun, values, whole=True)
    if noun.within:
        fetch(noun.within, within or 0)
    permits.ensure(work, code, {**checked, noun.within: within} if noun.within else checked)
    if code in CHECKS:
        CHECKS[code](work, checked if within is None else {**checked, noun.within: within}, None)
    twin = registered(str(checked["name"])) if code == "account" else None
    if twin and not anyway:
        raise Forbidden("registered", twin.id, name=twin.name, owner=twin.owner, day=str(twin.day or ""))
    made = insert(work, noun, checked, within)
    if twin and work.actor.member is not None:
        put_before(
            work, ApprovalKind.CONFLICT, f"account:{made}", str(checked["name"]), twin.name, {"account": twin.id}
        )
    return made


def insert(work: Work, noun: Noun, checked: Mapping[str, Value], within: int | None) -> int:
    """Make the row, and the rows of its set fields, from values that were checked."""
    table: Any = BY_NAME[noun.code]
    columns: dict[str, Any] = {k: v for k, v in checked.items() if (noun.code, k) not in SETS}
    if noun.within:
        columns[noun.within] = within
        _ensure_near(noun, checked, within if noun.within == "account" else fetch("person", within or 0).account_id)
    columns |= _born(work, noun.code, table)
    if noun.code in BORN:
        columns |= BORN[noun.code](work, columns)
    row = work.add(table, **(_stored(columns) | _keys(noun.code, columns)))
    _enlist(work, noun, columns)
    for field, value in checked.items():
        if (noun.code, field) in SETS:
            _put_set(work, noun.code, field, row.id, value)
    return int(row.id)


@intention("record.edit")
def edit(work: Work, code: str, row: int, before: Mapping[str, Value], after: Mapping[str, Value]) -> None:
    """Change what differs between `before`, which the user saw, and `after`; raises Stale, Invalid or Refused."""
    noun = NOUNS[code]
    wanted = {k: v for k, v in after.items() if v != before.get(k)}
    if not wanted:
        return
    found = fetch(code, row)
    permits.ensure(work, code, found.__data__)
    wanted = verified(noun, wanted)
    there = record(code, row)
    now = there.values
    _ensure_near(noun, wanted, there.account)
    stale = tuple(
        Conflict(k, before.get(k), now[k], v) for k, v in wanted.items() if now[k] != before.get(k) and now[k] != v
    )
    if stale:
        raise Stale(code, row, stale)
    if code in CHECKS:
        CHECKS[code](work, {**now, **wanted}, found)
    follows = FOLLOWS[code](work, found, now, wanted) if code in FOLLOWS else {}
    _apply(work, noun, found, wanted | follows)


def _apply(work: Work, noun: Noun, found: Any, wanted: Mapping[str, Value]) -> None:
    columns = {k: v for k, v in wanted.items() if (noun.code, k) not in SETS}
    if columns:
        work.alter(found, **_stored(columns), **_keys(noun.code, columns))
        _enlist(work, noun, columns)
    for field, value in wanted.items():
        if (noun.code, field) in SETS:
            _put_set(work, noun.code, field, found.id, value)


@intention("record.edit_many")
def edit_many(work: Work, noun: str, rows: Iterable[int], after: Mapping[str, Value]) -> int:
    """Put the same values into many rows, all or none; answers how many changed."""
    changed = 0
    for row in rows:
        fetch(noun, row)
        now = record(noun, row).values
        edit.within(work, noun, row, {k: now[k] for k in after}, after)
        changed += any(now[k] != v for k, v in after.items())
    return changed


@intention("record.delete")
def delete(work: Work, noun: str, rows: Iterable[int]) -> int:
    """Delete things with all that hangs on them; answers how many rows went. One undo brings all back."""
    if noun == "member":
        raise Refused("member_stays")
    found = [fetch(noun, row) for row in dict.fromkeys(rows)]
    for row in found:
        permits.ensure(work, noun, row.__data__)
    uproot(work, found)
    permits.ensure_all(work, noun)
    return work.removed


def fetch(noun: str, row: int) -> Any:
    """The row itself; Refused when it is gone."""
    table: Any = BY_NAME[noun]
    found = table.get_or_none(table.id == row)
    if found is None:
        raise Refused("gone", noun=noun)
    return found


def verified(noun: Noun, values: Mapping[str, Value], *, whole: bool = False) -> dict[str, Value]:
    """The values, cleaned and each checked against its field; raises Invalid with every error.

    `whole` asks for the required fields too, as for a new row.
    """
    errors: dict[str, str] = {}
    checked: dict[str, Value] = {}
    for field in noun.fields:
        if field.code not in values:
            if whole and field.required:
                errors[field.code] = "required"
            continue
        try:
            checked[field.code] = _known(noun, field, check(field, values[field.code]))
        except ValueError as wrong:
            errors[field.code] = str(wrong)
    errors |= _dangling(noun, checked)
    errors |= {code: "no_such_field" for code in values if code not in {f.code for f in noun.fields}}
    if noun.code == "person" and whole and not checked.get("name") and not checked.get("placeholder"):
        errors.setdefault("name", "required")
    if errors:
        raise Invalid(errors)
    return checked


def _known(noun: Noun, field: Field, value: Value) -> Value:
    """The value, or the word for nothing known where a choice that has one was left empty."""
    if field.kind is not FieldKind.CHOICE or value:
        return value
    default: Any = BY_NAME[noun.code]._meta.fields[field.code].default
    return str(default or "")


def _dangling(noun: Noun, values: Mapping[str, Value]) -> dict[str, str]:
    """The fields that refer to rows which are not there."""
    errors: dict[str, str] = {}
    for field in noun.fields:
        value = values.get(field.code)
        if field.kind not in (FieldKind.REF, FieldKind.REFS) or value in (None, ()):
            continue
        wanted = value if isinstance(value, tuple) else (value,)
        table: Any = BY_NAME[field.noun]
        if table.select().where(table.id.in_(wanted)).count() < len(wanted):
            errors[field.code] = "no_such_row"
    return errors


def _ensure_near(noun: Noun, values: Mapping[str, Value], house: int | None) -> None:
    """Raise Invalid unless units and needs are of the account, and deals of it, of a branch or of a group above."""
    for field in noun.fields:
        wanted = values.get(field.code)
        if field.noun in _AT_HOME and wanted is not None:
            there = fetch(field.noun, int(str(wanted))).account_id
            near = field.noun == "opportunity" and (
                there in above(Account, [house or 0]) or house in above(Account, [there])
            )
            if there != house and not near:
                raise Invalid({field.code: "other_account"})


def _stored(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as columns: several choices in one column are joined."""
    return {k: ";".join(v) if isinstance(v, tuple) else v for k, v in values.items()}


def _enlist(work: Work, noun: Noun, values: Mapping[str, Any]) -> None:
    """Put what is said of a field with an editable list on the list, where it is not, for the next to choose it."""
    for field in noun.fields:
        text = values.get(field.code) if field.kind is FieldKind.LISTED else None
        if not text or text in shipped(field.code):
            continue
        if not Choice.select().where((Choice.list == field.code) & (Choice.code == text)).exists():
            work.add(Choice, list=field.code, code=text, label=text)


def _keys(code: str, values: Mapping[str, Any]) -> dict[str, str]:
    """The keys by which a name is sorted and compared."""
    keys: dict[str, str] = {}
    name = values.get("name")
    fields = BY_NAME[code]._meta.fields
    if isinstance(name, str):
        if "sort_key" in fields:
            keys["sort_key"] = pinyin.sort_key(name, person=code == "person")
        if "name_key" in fields:
            keys["name_key"] = names.key(name)
    return keys


def _born(work: Work, code: str, table: Any) -> dict[str, Any]:
    """What a new row knows of its making."""
    fields = table._meta.fields
    known: dict[str, Any] = {}
    if "recorded" in fields:
        known["recorded"] = work.actor.today
    if code == "account":
        known |= {"registered": work.actor.today, "registered_by": work.actor.member}
    if "member" in fields and code != "task":
        known["member"] = work.actor.member
    if code == "need":
        known["date"] = work.actor.today
    return known


def _put_set(work: Work, code: str, field: str, owner: int, value: Value) -> None:
    """Make the rows of a set field hold just these values."""
    table, owner_column, value_column = SETS[(code, field)]
    columns: Any = table._meta.fields
    query: Any = table.select().where(columns[owner_column] == owner)
    if "opportunity" in columns:
        query = query.where(columns["opportunity"].is_null())
    there = {row.__data__[value_column]: row for row in query}
    wanted = list(value) if isinstance(value, tuple) else []
    for gone in there.keys() - set(wanted):
        work.remove(there[gone])
    for new in wanted:
        if new not in there:
            row: dict[str, Any] = {owner_column: owner, value_column: new}
            if table is OtherName:
                row["name_key"] = names.key(str(new))
            work.add(table, **row)


def _above(table: Any, row: int | None, parent: Value) -> None:
    """Raise Invalid where a row would come to stand under itself."""
    if row is not None and isinstance(parent, int) and row in above(table, [parent]):
        raise Invalid({"parent": "under_itself"})


def _check_account(work: Work, values: dict[str, Value], row: Any) -> None:
    """No account stands under itself; whom it belongs to is a manager's to say, but for oneself (T2, T3)."""
    _above(Account, row and row.id, values.get("parent"))
    _check_mode(values)
    owner, before = values.get("owner"), row and row.owner_id
    if owner != before and not (before is None and owner == work.actor.member):
        permits.ensure(work, "assign", row.__data__ if row else {})


def _check_mode(values: Mapping[str, Value]) -> None:
    """A sub-type belongs to one purchase mode (A4); where no mode is known there is nothing to contradict."""
    mode, subtype = values.get("mode"), values.get("mode_subtype")
    if mode and subtype and MODE_OF_SUBTYPE[ModeSubtype(str(subtype))] != mode:
        raise Invalid({"mode_subtype": "not_of_mode"})


def _check_tree(_: Work, values: dict[str, Value], row: Any) -> None:
    if row is not None:
        _above(type(row), row.id, values.get("parent"))


def _check_member(_: Work, values: dict[str, Value], row: Any) -> None:
    """A login belongs to one member, and somebody active is left who may enter others."""
    if row is not None and row.role == MemberRole.ADMIN and not (values["active"] and values["role"] == row.role):
        others = Member.select().where((Member.role == row.role) & Member.active & (Member.id != row.id))
        if row.active and not others.exists():
            raise Refused("last_admin")
    if Member.select().where((Member.login == values["login"]) & (Member.id != (row.id if row else 0))).exists():
        raise Refused("login_taken")


CHECKS |= {"account": _check_account, "unit": _check_tree, "need": _check_tree, "member": _check_member}
