"""A picture as a table: the rows it is made of, under their fields."""

from collections.abc import Sequence

from models.rules.pictures import Picture, Record, records
from tui.pictures.saying import Plain, Saying, heading, mapped, number, plain


def rows(picture: Picture) -> list[dict[str, Plain]]:
    """The rows of a picture for programs."""
    return [mapped(record) for record in records(picture)]


def fields(found: Sequence[Record]) -> list[str]:
    """The fields of these rows in order."""
    return list(dict.fromkeys(field for record in found for field, _ in record))


def coded(picture: Picture) -> tuple[list[str], list[list[Plain]]]:
    """Fields and rows in codes, as CSV for programs has them."""
    found = records(picture)
    heads = fields(found)
    return heads, [[_flat(mapped(record).get(field)) for field in heads] for record in found]


def _flat(told: Plain) -> Plain:
    """One text of several."""
    return ";".join(told) if isinstance(told, list) else told


def told(picture: Picture, say: Saying) -> list[list[str]]:
    """Headings and rows in the language in use, numbers as plain numbers, as a file for people has them."""
    found = records(picture)
    heads = [field for field in fields(found) if not field.endswith("_id")]
    lines = [dict(record) for record in found]
    body = [
        [str(plain(line.get(field))) if number(line.get(field)) else say(line.get(field)) for field in heads]
        for line in lines
    ]
    return [[heading(field) for field in heads], *body]
