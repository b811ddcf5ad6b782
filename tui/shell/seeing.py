"""What a member may see: everything, unless the settings keep engineers to their own or their office's accounts."""

from typing import TYPE_CHECKING

from tui import phrases
from tui.shell import failing
from tui.shell.context import Context, Stop

if TYPE_CHECKING:
    from models.search import Hit


def viewer(context: Context) -> int | None:
    """The member for whom reads choose; None, which sees all, only where everybody sees all."""
    from models.reads import thresholds

    if thresholds.settings().visibility == "all":
        return None
    member = context.member()
    if member is None:
        raise Stop(failing.REFUSED, phrases.refused("not_visible", {}))
    return member.id


def ensure(context: Context, account: int) -> None:
    """Raise Stop for an account who sits here may not see."""
    if (member := viewer(context)) is not None and account not in _visible(context, member):
        raise Stop(failing.REFUSED, phrases.refused("not_visible", {}))


def _visible(context: Context, member: int) -> frozenset[int]:
    from models.reads import accounts
    from models.rules.filters import Filter

    return frozenset(accounts.ordering(Filter(), viewer=member, today=context.today))


def only(context: Context, hits: "list[Hit]") -> "list[Hit]":
    """What was found, without what belongs to accounts who sits here may not see."""
    member = viewer(context)
    if member is None:
        return hits
    seen = _visible(context, member)
    return [hit for hit in hits if hit.account is None or hit.account in seen]
