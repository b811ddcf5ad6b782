"""What the place of settings shows: every setting with its default and who changed it last, the lists, our products."""

from datetime import datetime
from typing import NamedTuple

from peewee import JOIN

from models.reads import lists
from models.reads.lists import Entry
from models.reads.rows import rows
from models.rules import rights, thresholds
from models.rules.rights import Deed
from models.rules.settings import DEFAULTS, Settings
from models.rules.vocabulary import MemberRole
from models.tables.accounts import Product
from models.tables.history import Change, Intent
from models.tables.team import Member, Setting


class Changed(NamedTuple):
    """Who changed something last, and when."""

    by: str
    at: datetime


class SettingRow(NamedTuple):
    """A setting: its value now and by default; `changed` where somebody ever changed it."""

    name: str
    group: str
    value: int | str
    default: int | str
    changed: Changed | None


class ProductRow(NamedTuple):
    """One of our products."""

    id: int
    name: str
    code: str
    line: str
    list_price: int | None


class Shelf(NamedTuple):
    """All of it; `may` says whether the member may change settings and lists."""

    settings: list[SettingRow]
    lists: dict[str, list[Entry]]
    products: list[ProductRow]
    may: bool


def shelf(member: int | None) -> Shelf:
    """Everything the place shows. Some queries, as many as there are lists and columns of them."""
    now = Settings().with_overrides(dict(rows(Setting.select(Setting.key, Setting.value))))
    changed = _changed()
    found = [
        SettingRow(name, thresholds.group(name), getattr(now, name), getattr(DEFAULTS, name), changed.get(name))
        for name in thresholds.names()
    ]
    p = Product
    goods = [ProductRow(*row) for row in rows(p.select(p.id, p.name, p.code, p.line, p.list_price).order_by(p.name))]
    return Shelf(found, {name: lists.entries(name, counted=True) for name in lists.names()}, goods, _may(member, now))


def _changed() -> dict[str, Changed]:
    """The last change of each setting, by its name. Two queries."""
    c, i = Change, Intent
    query = c.select(c.row, c.before, c.after, i.at, Member.name).join(i, on=(c.intent == i.id))
    query = query.join(Member, JOIN.LEFT_OUTER, on=(i.member == Member.id))
    named: dict[int, str] = dict(rows(Setting.select(Setting.id, Setting.key)))
    found: dict[str, Changed] = {}
    for row, before, after, at, by in rows(query.where(c.table == "setting").order_by(c.id)):
        told = named.get(row) or _named(before) or _named(after)
        if told:
            named[row] = told
            found[told] = Changed(by or "", at)
    return found


def _named(text: str) -> str:
    """The key a row of settings had, as the history tells of it."""
    import json

    return str(json.loads(text).get("key", ""))


def _may(member: int | None, settings: Settings) -> bool:
    found = rows(Member.select(Member.role).where((Member.id == member) & Member.active)) if member else []
    return any(rights.may(MemberRole(role), Deed.CHANGE_SETTINGS, False, settings) for (role,) in found)
