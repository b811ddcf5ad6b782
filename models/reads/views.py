"""Saved views of a list: one's own and those shared with all."""

from typing import NamedTuple

from models.reads.rows import rows
from models.tables import SavedView


class ViewRow(NamedTuple):
    """A filter and a sort under a name."""

    id: int
    name: str
    terms: str
    sort: str
    shared: bool


def views(member: int | None, place: str) -> list[ViewRow]:
    """The views of a place that a member may use, by name. One query."""
    v = SavedView
    query = (
        v.select(v.id, v.name, v.terms, v.sort, v.member)
        .where((v.place == place) & (v.member.is_null() | (v.member == member)))
        .order_by(v.name, v.id)
    )
    return [ViewRow(id, name, terms, sort, owner is None) for id, name, terms, sort, owner in rows(query)]
