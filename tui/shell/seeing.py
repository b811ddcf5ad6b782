"""What a member may see: everything, unless the settings keep engineers to their own or their office's accounts."""

from tui import phrases
from tui.shell import failing
from tui.shell.context import Context, Stop


def viewer(context: Context) -> int | None:
    """The member for whom reads choose; None, which sees all, only where everybody sees all."""
    if context.viewer is None:
        context.viewer = (_viewer(context),)
    return context.viewer[0]


def _viewer(context: Context) -> int | None:
    from models.reads import thresholds

    if thresholds.settings().visibility == "all":
        return None
    member = context.member()
    if member is None:
        raise Stop(failing.REFUSED, phrases.refused("not_visible", {}))
    return member.id


def ensure(context: Context, account: int) -> None:
    """Raise Stop for an account who sits here may not see."""
    from models.reads import sight

    if account not in sight.seen(viewer(context), [account]):
        raise Stop(failing.REFUSED, phrases.refused("not_visible", {}))
