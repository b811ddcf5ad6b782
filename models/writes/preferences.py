"""Saved views, settings and the entries of editable lists."""

from typing import Any

from models.rules.settings import DEFAULTS
from models.rules.text import clean
from models.rules.values import Invalid
from models.tables import Choice, SavedView, Setting
from models.writes import permits
from models.writes.intents import Refused, Work, intention


@intention("view.save")
def save_view(work: Work, place: str, name: str, terms: str, sort: str, *, shared: bool = False) -> int:
    """Save a filter and a sort under a name, for oneself or for all; the same name is overwritten.

    A shared one is overwritten only by whoever may change the settings.
    """
    title = clean(name)
    if not title:
        raise Refused("name_missing")
    member = None if shared else work.actor.member
    owner = SavedView.member.is_null() if shared else SavedView.member == member
    there = SavedView.get_or_none(owner & (SavedView.place == place) & (SavedView.name == title))
    if there is not None:
        if shared:
            permits.ensure(work, "setting", {})
        work.alter(there, terms=clean(terms), sort=sort)
        return int(there.id)
    return int(work.add(SavedView, member=member, place=place, name=title, terms=clean(terms), sort=sort).id)


@intention("view.delete")
def delete_view(work: Work, view: int) -> None:
    """Forget a saved view; a shared one only by whoever may change the settings."""
    row: Any = SavedView.get_or_none(SavedView.id == view)
    if row is None:
        raise Refused("gone", noun="saved_view")
    if row.member_id is None:
        permits.ensure(work, "setting", {})
    elif row.member_id != work.actor.member:
        raise Refused("not_own")
    work.remove(row)


@intention("setting.change")
def put_setting(work: Work, key: str, value: str) -> None:
    """Change a setting, with history; Invalid where it is a number and the value is none."""
    permits.ensure(work, "setting", {})
    try:
        DEFAULTS.with_overrides({key: clean(value)})
    except ValueError as wrong:
        raise Invalid({key: "not_a_number"}) from wrong
    there = Setting.get_or_none(Setting.key == key)
    if there is None:
        work.add(Setting, key=key, value=clean(value))
    else:
        work.alter(there, value=clean(value))


def ensure_choice(work: Work, name: str, code: str) -> None:
    """Add a value to an editable list unless it is there."""
    there = Choice.select().where((Choice.list == name) & (Choice.code == code))
    if not there.exists():
        work.add(Choice, list=name, code=code, label=code)
