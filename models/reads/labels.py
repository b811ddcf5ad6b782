"""What rows are called that others point to."""

from collections.abc import Iterable, Mapping
from datetime import date

from models.reads.rows import listed, told

SHOWN: Mapping[str, tuple[str, str]] = {
    "account": ("name", "short_name"), "person": ("name", "title"), "unit": ("name", "kind"),
    "opportunity": ("name", "place"), "product": ("name", "code"), "competitor": ("name", "strengths"),
    "member": ("name", "office"), "need": ("text", "kind"),
}  # fmt: skip
"""For each noun that is referred to: the column of its name, and of what else tells it apart."""


def names(noun: str, ids: Iterable[int]) -> dict[int, str]:
    """The names of rows of a noun by id, without those that are gone. One query."""
    label, hint = SHOWN[noun]
    found = told(f"SELECT t.id, t.{label}, t.{hint} FROM {noun} AS t WHERE t.id IN {listed(set(ids))}")
    return {key: text or beside for key, text, beside in found}


def people(ids: Iterable[int]) -> dict[int, str]:
    """The names of people by id; a seat goes by its title. One query."""
    return names("person", ids)


def visits(ids: Iterable[int]) -> dict[int, tuple[date, str]]:
    """The day and kind of visits by id, without those that are gone. One query."""
    found = told(f"SELECT id, date, kind FROM visit WHERE id IN {listed(set(ids))}", days=(1,))
    return {key: (day, kind) for key, day, kind in found}
