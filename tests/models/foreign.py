"""An export of another CRM program, made up: its own stages and dates, slips in names, rows that lack something."""

import csv
import io
from datetime import date, timedelta
from random import Random
from typing import NamedTuple

HEADINGS = (
    "opportunity_id", "sales_agent", "product", "account", "deal_stage", "engage_date", "close_date", "close_value",
)  # fmt: skip
PRODUCTS = ("GTX Basic", "GTX Pro", "GTX Plus Basic", "GTX Plus Pro", "MG Special", "MG Advanced", "GTK 500")
SPELLED = {"GTXPro": "GTX Pro"}
"""As some rows write a product: the same letters."""
SLIPPED = {"MG Specal": "MG Special"}
"""A slip, which cannot be told from another product for certain."""
AGENTS = ("Moses Frase", "Darcel Schlecht", "Zane Levy", "Anna Snelling")
MAP = """
[columns]
opportunity_id = "name"
account = "account"
product = "product"
deal_stage = "stage"
close_date = "closed_date"
close_value = "amount"
[values]
stage = { Prospecting = "lead", Engaging = "diagnosis" }
product = { "MG Specal" = "MG Special" }
[dates]
format = "%m/%d/%Y"
"""
"""What its columns and values are in our words."""
REFUSED = {
    "no_account": ("account", "required"), "no_day": ("signed_date", "required"),
    "bad_day": ("closed_date", "not_a_date"), "bad_stage": ("stage", "not_a_choice"),
}  # fmt: skip
"""What is wrong with some rows, and the field and code it is refused by."""


class Made(NamedTuple):
    """A row as it was made; `wrong` is a key of REFUSED, or ""."""

    cells: tuple[str, ...]
    wrong: str


def accounts(count: int) -> tuple[str, ...]:
    """The names of its accounts."""
    syllables = ("Con", "Zoom", "Bet", "Gold", "Hat", "Inity", "Kin", "Xx", "Sum", "Dalt", "Ron", "Plex")
    ends = ("dax", "it", "tech", "dox", "fan", "trax", "holdings", "zone", "ace", "ville")
    every = [f"{first}{end}" for end in ends for first in syllables]
    return tuple(every[:count])


def rows(count: int, seed: int) -> list[Made]:
    """So many rows, the same for a seed."""
    dice = Random(seed)
    houses = accounts(85)
    return [_row(dice, number, houses) for number in range(count)]


def _row(dice: Random, number: int, houses: tuple[str, ...]) -> Made:
    stage = dice.choices(("Won", "Lost", "Engaging", "Prospecting"), (48, 28, 18, 6))[0]
    engaged = date(2016, 10, 20) + timedelta(dice.randrange(430))
    closed = engaged + timedelta(dice.randrange(3, 140))
    product = dice.choices((*PRODUCTS, *SPELLED, *SLIPPED), (*[10] * len(PRODUCTS), 6, 1))[0]
    over = stage in ("Won", "Lost")
    account, day = dice.choice(houses), f"{closed:%m/%d/%Y}" if over else ""
    value = str(dice.randrange(40, 30_000)) if stage == "Won" else "0" if stage == "Lost" else ""
    wrong = dice.choices(("", *REFUSED), (820, 160, 5, 5, 10))[0]
    if wrong == "no_account":
        account = ""
    elif wrong == "no_day":
        stage, day = "Won", ""
    elif wrong == "bad_day":
        day = "02/30/2017"
    elif wrong == "bad_stage":
        stage = "On Hold?"
    begun = "" if stage == "Prospecting" else f"{engaged:%m/%d/%Y}"
    return Made((f"{number:08X}", dice.choice(AGENTS), product, account, stage, begun, day, value), wrong)


def text(made: list[Made]) -> str:
    """The rows as a CSV file."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADINGS)
    writer.writerows(each.cells for each in made)
    return out.getvalue()
