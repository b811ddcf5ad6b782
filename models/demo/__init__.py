"""The demo: five worked cases and their strategy, in Chinese or in English, around the day on which they are built.

The cases are TOML beside this file, both languages side by side, dates as days from today. They are played
through the writes in the order of their days, so that the demo has a history like any other database.
"""

from datetime import date, datetime

from models.base import transaction
from models.demo.stage import Stage
from models.demo.steps import steps
from models.tables import Account
from models.writes.intents import Actor, Refused, postponed

CASES = ("team", "c1", "c2", "c3", "c4", "c5", "strategy", "ledger", "figures", "radar")
"""The files of the demo, in the order in which steps of one day are taken."""


@transaction
def build(language: str, today: date, now: datetime, login: str) -> None:
    """Fill the open, empty database with the demo in a language; `login` becomes its admin and owns all accounts.

    Raises Refused `not_empty` when there is an account already.
    """
    if Account.select().exists():
        raise Refused("not_empty")
    stage = Stage("zh" if language.startswith("zh") else "en", today, now, login)
    with postponed(Actor(None, now, today)):
        for step in steps(CASES):
            stage.play(step)
