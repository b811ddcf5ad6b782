"""The question library: the shipped questions, with what users added, changed and hid (Q10, Q11).

A question has a number: a shipped one that of the playbook, one of our own `OWN` plus the id of its row.
"""

from functools import cache

from models.playbook import Question as Shipped
from models.playbook import questions
from models.reads.rows import several, told

OWN = 1_000_000
"""What the number of a question of our own begins at."""


@cache
def shipped() -> dict[int, Shipped]:
    """The shipped questions by number; not to be changed."""
    return {question.id: question for question in questions()}


def shelf() -> dict[int, Shipped]:
    """Every question that is not hidden, by number. One query."""
    return _shelves()[0]


def hidden() -> dict[int, Shipped]:
    """The questions somebody hid, by number. One query."""
    return _shelves()[1]


def with_rows(*, hidden: bool) -> list[tuple[int, Shipped, int | None]]:
    """What is shown, or hidden, each with its number and the id of its row, if it has one. One query."""
    *shelves, own = _shelves()
    return [(number, book, own.get(number)) for number, book in shelves[hidden].items()]


def _shelves() -> tuple[dict[int, Shipped], dict[int, Shipped], dict[int, int]]:
    """What is shown, what is hidden, and the ids of the rows."""
    found, out, own = dict(shipped()), dict[int, Shipped](), dict[int, int]()
    sql = "SELECT id, shipped, level, spin, w, roles, industries, zh, en, hidden FROM question ORDER BY id"
    for key, origin, level, spin, w, roles, industries, zh, en, away in told(sql):
        number = origin or OWN + key
        own[number] = key
        old = found.get(number) or Shipped(number, level, spin, (), (), (), (), (), (), zh, en)
        found[number] = old._replace(
            level=level or old.level,
            spin=spin or old.spin,
            w=several(w) or old.w,
            roles=several(roles) or old.roles,
            industries=several(industries) or old.industries,
            zh=zh or old.zh or en,
            en=en or old.en or zh,
        )
        if away:
            out[number] = found.pop(number)
    return found, out, own

