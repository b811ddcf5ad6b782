"""Making several records of one thing one; undo takes them apart again."""

from collections.abc import Iterable
from typing import Any

from models.reads.rows import above
from models.rules import names
from models.rules.nouns import NOUNS
from models.tables import DERIVED, Account, Approval, OtherName, Relation
from models.writes import permits, records
from models.writes.intents import Refused, Work, intention
from models.writes.records import fetch
from models.writes.uprooting import referrers

MERGEABLE = frozenset({"account", "person", "competitor", "product"})
_LED = {"mode": ("mode_subtype",), "gift_policy": ("gift_limit", "gift_policy_source", "gift_policy_date")}
"""Fields that only say something about the one they stand under."""


@intention("merge")
def merge(work: Work, noun: str, keep: int, others: Iterable[int]) -> None:
    """Fill what the kept row lacks from the others, move all that hangs on them over, and remove them."""
    if noun not in MERGEABLE:
        raise Refused("cannot_merge", noun=noun)
    kept = fetch(noun, keep)
    permits.ensure(work, noun, kept.__data__)
    for other in dict.fromkeys(others):
        if other != keep:
            gone = fetch(noun, other)
            permits.ensure(work, noun, gone.__data__)
            _merge_into(work, noun, kept, gone)
    permits.ensure_all(work, noun)


def _merge_into(work: Work, noun: str, kept: Any, gone: Any) -> None:
    kind: Any = type(kept)
    place = gone.parent_id if noun == "account" else None
    for table, field in referrers(kind):
        _point_to(work, table, field, kept, gone)
    missing = _missing(noun, kept.__data__, gone.__data__)
    work.remove(gone)
    work.alter(kept, **missing, **records._keys(noun, missing))
    for waiting in Approval.select().where(Approval.subject == f"{noun}:{gone.id}"):
        work.alter(waiting, subject=f"{noun}:{kept.id}")
    if noun == "account":
        work.account = kept.id
        _take_names(work, kept, gone)
        _take_place(work, kept, place)
    elif noun == "person":
        both = (Relation.person == kept.id) & (Relation.other == kept.id)
        for ring in Relation.select().where(both):
            work.remove(ring)


def _missing(noun: str, there: dict[str, Any], gone: dict[str, Any]) -> dict[str, Any]:
    """What the kept row lacks and the other knows; who sits on a seat is nobody's placeholder any more."""
    columns = [field.code for field in NOUNS[noun].fields if field.code in there and field.code != "parent"]
    found = {name: gone[name] for name in columns if _unknown(there[name]) and not _unknown(gone[name])}
    for leader, led in _LED.items():
        if leader in found:
            found |= {name: gone[name] for name in led}
        elif there.get(leader) != gone.get(leader):
            found = {name: value for name, value in found.items() if name not in led}
    if noun == "person":
        found["placeholder"] = there["placeholder"] and gone["placeholder"]
        if there["placeholder"] and not gone["placeholder"]:
            found["name"] = gone["name"]
    return found


def _take_names(work: Work, kept: Any, gone: Any) -> None:
    """The names of the one that is gone find the one that is kept."""
    there = {other.name_key for other in OtherName.select().where(OtherName.account == kept.id)}
    there |= {kept.name_key, names.key(kept.short_name)}
    for name in (gone.name, gone.short_name):
        key = names.key(name)
        if key and key not in there:
            work.add(OtherName, account=kept.id, name=name, name_key=key)
            there.add(key)


def _take_place(work: Work, kept: Any, place: int | None) -> None:
    """Stand where the one that is gone stood, where one's own place is none or under oneself."""
    if kept.parent_id is None or kept.id in above(Account, [kept.parent_id]):
        free = place is not None and kept.id not in above(Account, [place])
        work.alter(kept, parent=place if free else None)


def _unknown(value: object) -> bool:
    return value is False or value in (None, "", "unknown", "none")


def _point_to(work: Work, table: Any, field: Any, kept: Any, gone: Any) -> None:
    """Point the rows at the kept one; a link that would only say again what is there goes."""
    link = not referrers(table)
    told = [f for f in table._meta.sorted_field_names if f not in ("id", "version", field.name)]
    there = {tuple(row.__data__[f] for f in told) for row in table.select().where(field == kept.id)}
    for row in table.select().where(field == gone.id):
        if table in DERIVED:
            row.delete_instance()
        elif table is type(kept) and row.id == kept.id:
            work.alter(kept, **{field.name: None})
        elif link and tuple(row.__data__[f] for f in told) in there:
            work.remove(row)
        else:
            work.alter(row, **{field.name: kept.id})
