"""Saved views, settings and the entries of editable lists."""

from collections.abc import Mapping
from typing import Any

from models.reads.lists import shipped
from models.reads.rows import rows
from models.rules.settings import DEFAULTS, Settings
from models.rules.text import clean
from models.rules.thresholds import ensure_sound, parsed
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
    """Change one setting, or a fact about our company; see `put_settings`."""
    put_settings.within(work, {key: value})


@intention("setting.change")
def put_settings(work: Work, wanted: Mapping[str, str | None]) -> None:
    """Change settings that belong together, with history; None takes back what was changed. Raises Invalid.

    What follows for every account is brought up to date afterwards, in pieces (see `renewal`).
    """
    permits.ensure(work, "setting", {})
    told = {key: _checked(key, value) for key, value in wanted.items()}
    stored = dict(rows(Setting.select(Setting.key, Setting.value)))
    after = {**stored, **{key: value for key, value in told.items() if value is not None}}
    after = {key: value for key, value in after.items() if told.get(key, value) is not None}
    ensure_sound(Settings().with_overrides(after), told.keys() & set(Settings._fields))
    for key, value in told.items():
        there = Setting.get_or_none(Setting.key == key)
        if there is None and value is not None:
            work.add(Setting, key=key, value=value)
        elif there is not None and value is None:
            work.remove(there)
        elif there is not None:
            work.alter(there, value=value)


def _checked(key: str, value: str | None) -> str | None:
    """A value as it is stored; None for what is the default anyhow. Raises Invalid."""
    if key not in Settings._fields or value is None:
        return None if value is None else clean(value)
    try:
        told = parsed(key, clean(value))
    except ValueError as wrong:
        raise Invalid({key: str(wrong)}) from wrong
    return None if told == str(getattr(DEFAULTS, key)) else told


# Editable lists ---------------------------------------------------------------------------------------------


@intention("list.add")
def add_choice(work: Work, name: str, label: str) -> str:
    """Put an entry of our own on an editable list, or show one again that was hidden; answers its code."""
    permits.ensure(work, "setting", {})
    text = _labelled(name, label)
    there = Choice.get_or_none((Choice.list == name) & ((Choice.code == text) | (Choice.label == text)))
    if there is None:
        work.add(Choice, list=name, code=text, label=text)
    elif not there.hidden:
        raise Refused("choice_there", name=text)
    else:
        work.alter(there, hidden=False)
    return text


@intention("list.rename")
def rename_choice(work: Work, name: str, code: str, label: str) -> None:
    """Call an entry of a list otherwise; what is recorded with it is called so, too. No name takes back the first."""
    permits.ensure(work, "setting", {})
    text = clean(label)
    own = code if code not in shipped(name) else ""
    others = Choice.select().where((Choice.list == name) & (Choice.code != code))
    if text and (text in shipped(name) or others.where((Choice.code == text) | (Choice.label == text)).exists()):
        raise Refused("choice_there", name=text)
    _put_choice(work, name, code, label=text or own)


@intention("list.hide")
def hide_choice(work: Work, name: str, code: str, *, hidden: bool = True) -> None:
    """Offer an entry no more, or again; what was recorded with it stays."""
    permits.ensure(work, "setting", {})
    _put_choice(work, name, code, hidden=hidden)


def _put_choice(work: Work, name: str, code: str, **values: Any) -> None:
    """Note something of an entry that is shipped, on the list, or only recorded."""
    there = Choice.get_or_none((Choice.list == name) & (Choice.code == code))
    if there is None:
        work.add(Choice, list=name, code=code, **{"label": "" if code in shipped(name) else code, **values})
    else:
        work.alter(there, **values)


def _labelled(name: str, label: str) -> str:
    text = clean(label)
    if not text:
        raise Refused("name_missing")
    if text in shipped(name):
        raise Refused("choice_there", name=text)
    return text
