"""What is asked of a deal that is no longer open, and the day it was closed (O1)."""

from datetime import date

from models.rules.vocabulary import Outcome


def lacking(outcome: Outcome, signed: date | None, reason: str) -> tuple[str, ...]:
    """The fields an outcome needs and lacks: a win has a signed date, a loss a reason (O1)."""
    if outcome is Outcome.WON and signed is None:
        return ("signed_date",)
    if outcome is Outcome.LOST and not reason:
        return ("reason",)
    return ()


def closed_on(before: Outcome, after: Outcome, signed: date | None, closed: date | None, today: date) -> date | None:
    """The day a deal was closed, once its outcome moved: a win on the day it was signed, else today.

    An outcome that stays keeps the day there is; an open deal has none.
    """
    if after is Outcome.OPEN:
        return None
    if before is after and closed is not None:
        return closed
    return signed if after is Outcome.WON and signed is not None else today
