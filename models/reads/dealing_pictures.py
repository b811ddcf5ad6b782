"""The reports on one opportunity's dealing: its value case, its concessions, its delivery (O12, O16, O19)."""

from models.reads import sight
from models.reads.dealing import Dealing, dealing
from models.reads.reports import Asked
from models.rules import pictures_dealing as pictures
from models.rules.pictures import Bars


def value(asked: Asked) -> Bars:
    """What the value comes to year by year."""
    return pictures.value(_dealt(asked).worth)


def concessions(asked: Asked) -> Bars:
    """The staircase of concessions, from the target of the plan, else from the price."""
    found = _dealt(asked)
    start = found.plan.target if found.plan and found.plan.target is not None else found.price
    return pictures.concessions(found.plan, start, found.steps, found.deal.account)


def delivery(asked: Asked) -> Bars:
    """The timeline of the delivery."""
    found = _dealt(asked)
    return pictures.delivery(found.marks, found.deal.signed, asked.today, found.deal.account)


def _dealt(asked: Asked) -> Dealing:
    """What is dealt; LookupError for what is gone or not to be seen (T4)."""
    if asked.opportunity is None:
        raise LookupError
    found = dealing(asked.opportunity, settings=asked.settings)
    if found.deal.account not in sight.seen(asked.viewer, [found.deal.account]):
        raise LookupError(asked.opportunity)
    return found
