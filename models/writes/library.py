"""Changing, hiding and bringing back entries of the library, and noting on which opportunities they were used (Q10)."""

from collections.abc import Mapping
from typing import Any

from models.reads.rows import rows
from models.reads.stock import Entry, entry, noun_of
from models.rules.nouns import NOUNS
from models.rules.values import Invalid, Value
from models.tables import BY_NAME, LibraryUse
from models.writes import permits, questions, records
from models.writes.intents import Refused, Work, intention
from models.writes.records import CHECKS, fetch


@intention("library.revise")
def revise(work: Work, number: int, before: Mapping[str, Value], after: Mapping[str, Value]) -> int:
    """Change an entry, `before` being what the user saw; a shipped one gets a row that stands for it.

    Answers the id of the row. Raises Stale, Invalid or Refused.
    """
    permits.role_of(work.actor.member)
    found = _found(number)
    if found.row is not None:
        _fill(work, found)
        records.edit.within(work, found.noun, found.row, before, after)
        return found.row
    return _stand_in(work, found, after)


@intention("library.hide")
def hide(work: Work, number: int, *, hidden: bool = True) -> None:
    """Hide an entry for the whole team, shipped or our own, or show it again (Q11)."""
    permits.role_of(work.actor.member)
    noun, within = noun_of(number)
    if noun == "question":
        questions.hide.within(work, within, hidden=hidden)
        return
    found = _found(number)
    if found.row is None:
        _stand_in(work, found, {"hidden": hidden})
    else:
        work.alter(fetch(noun, found.row), hidden=hidden)


@intention("library.restore")
def restore(work: Work, number: int) -> None:
    """Take back all our changes to a shipped entry; Refused for one that was not changed, or is our own."""
    permits.role_of(work.actor.member)
    found = _found(number)
    if found.row is None or not found.shipped:
        raise Refused("as_shipped")
    work.remove(fetch(found.noun, found.row))


@intention("library.use")
def use(work: Work, number: int, opportunity: int) -> int:
    """Note that an entry was used on an opportunity; answers the row, which may have been there."""
    account = fetch("opportunity", opportunity).account_id
    permits.ensure(work, "library_use", {"account": account})
    _found(number)
    u = LibraryUse
    there = rows(u.select(u.id).where((u.item == number) & (u.opportunity == opportunity)))
    if there:
        return int(there[0][0])
    row = work.add(
        LibraryUse, account=account, opportunity=opportunity, item=number, date=work.actor.today,
        member=work.actor.member,
    )  # fmt: skip
    return int(row.id)


@intention("library.unuse")
def unuse(work: Work, number: int, opportunity: int) -> None:
    """Forget that an entry was used on an opportunity; nothing happens where it was not."""
    u = LibraryUse
    for row in u.select().where((u.item == number) & (u.opportunity == opportunity)):
        permits.ensure(work, "library_use", row.__data__)
        work.remove(row)


def _found(number: int) -> Entry:
    try:
        return entry(number)
    except LookupError:
        raise Refused("gone", noun=noun_of(number)[0]) from None


def _fill(work: Work, found: Entry) -> None:
    """Write into the row of a shipped entry what it only stands for so far: a question may be no more than hidden."""
    row = fetch(found.noun, found.row or 0)
    stored = _columns(found.values)
    work.alter(row, **{code: held for code, held in stored.items() if held and not row.__data__[code]})


def _columns(values: Mapping[str, Value]) -> dict[str, Any]:
    return {code: ";".join(map(str, held)) if isinstance(held, tuple) else held for code, held in values.items()}


def _stand_in(work: Work, shipped: Entry, values: Mapping[str, Value]) -> int:
    """A row of ours that stands for a shipped entry."""
    noun = NOUNS[shipped.noun]
    checked = records.verified(noun, {**shipped.values, **values}, whole=True)
    if noun.code in CHECKS:
        CHECKS[noun.code](work, checked, None)
    row = work.add(BY_NAME[noun.code], shipped=noun_of(shipped.number)[1], **_columns(checked))
    return int(row.id)


def _check_said(*codes: str) -> Any:
    """A check that a text is there in Chinese or English."""

    def check(_: Work, values: dict[str, Value], row: Any) -> None:
        if row is not None and row.shipped is not None:
            return
        if not any(values.get(f"{language}{code}") for language in ("zh", "en") for code in codes):
            raise Invalid({f"zh{codes[0]}": "required"})

    return check


CHECKS |= {
    "question": _check_said(""), "script": _check_said(""), "case_story": _check_said("_pain", "_solution"),
    "concern": _check_said("_problem", "_criteria"), "handbook_page": _check_said("_name"),
}  # fmt: skip
