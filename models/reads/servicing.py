"""What one has at hand for a service visit: what was delivered, how it was served, what is bought (V13)."""

from datetime import date
from typing import NamedTuple

from models.reads.rows import told
from models.rules.vocabulary import Purpose

LAST = 3
"""Records of each sort that are told, the newest first."""


class Delivered(NamedTuple):
    """An opportunity that was delivered: what, how much of it, where, and when."""

    id: int
    name: str
    product: str
    quantity: str
    place: str
    day: date | None


class Served(NamedTuple):
    """A service visit, or a complaint with its state, and what came of it."""

    noun: str
    id: int
    day: date
    text: str
    state: str = ""


class Bought(NamedTuple):
    """What the account bought in a year, in minor units."""

    year: int
    amount: int | None


class Service(NamedTuple):
    """The basic data, the service records, and the consumption."""

    delivered: tuple[Delivered, ...]
    records: tuple[Served, ...]
    bought: tuple[Bought, ...]


def service(account: int) -> Service:
    """What is known of what an account has from us. Four queries."""
    delivered = told(
        f"""SELECT o.id, o.name, COALESCE(p.name, ''), o.quantity, o.place, o.delivered_date
        FROM opportunity AS o LEFT JOIN product AS p ON p.id = o.product_id
        WHERE o.account_id = ? AND o.delivered_date IS NOT NULL ORDER BY o.delivered_date DESC, o.id LIMIT {LAST}""",
        (account,), days=(5,),
    )
    visits = told(
        f"""SELECT id, date, happened FROM visit WHERE account_id = ? AND state = 'done' AND purposes LIKE ?
        ORDER BY date DESC, id DESC LIMIT {LAST}""", (account, f"%{Purpose.SERVICE}%"), days=(1,),
    )
    complaints = told(
        f"""SELECT id, date, text, state FROM complaint WHERE account_id = ?
        ORDER BY date DESC, id DESC LIMIT {LAST}""", (account,), days=(1,),
    )
    bought = told(
        f"SELECT year, turnover FROM annual_figure WHERE account_id = ? ORDER BY year DESC LIMIT {LAST}", (account,)
    )
    records = [
        *(Served("visit", key, day, text) for key, day, text in visits),
        *(Served("complaint", key, day, text, state) for key, day, text, state in complaints),
    ]  # fmt: skip
    return Service(
        tuple(Delivered(*row) for row in delivered),
        tuple(sorted(records, key=lambda each: (each.day, each.id), reverse=True)),
        tuple(Bought(*row) for row in bought),
    )
