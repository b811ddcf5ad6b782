"""What reports can be about: everything, the account in hand, or one of its opportunities."""

from typing import NamedTuple

from models.reads import choices, labels
from tui.desk import Desk
from tui.modals.chooser import Chooser, Option, among
from tui.words import t

_EVERYTHING = -1


class Subject(NamedTuple):
    """The account or opportunity that reports are about, with what it is called."""

    noun: str
    id: int
    account: int
    name: str


class Chosen(NamedTuple):
    """What was chosen; None is everything."""

    about: Subject | None


async def choose(app: Desk, account: int, now: Subject | None) -> Chosen | None:
    """Ask what the reports shall be about; None when the question was left."""
    subjects = await app.read(_subjects, account)
    options = [Option(_EVERYTHING, t("reports.everything"))] + [
        Option(place, app.mask.name(each.noun, each.id, each.name), t(f"noun.{each.noun}"))
        for place, each in enumerate(subjects)
    ]
    current = subjects.index(now) if now in subjects else _EVERYTHING
    place = await app.push_screen_wait(Chooser(t("reports.about"), among(options), current=current))
    if not isinstance(place, int):
        return None
    return Chosen(None if place == _EVERYTHING else subjects[place])


def _subjects(account: int) -> list[Subject]:
    """The account, and its opportunities."""
    named = labels.names("account", [account]).get(account, "")
    deals = choices.options("opportunity", account)
    return [Subject("account", account, account, named)] + [
        Subject("opportunity", deal.id, account, deal.text) for deal in deals
    ]
