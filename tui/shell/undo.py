"""`inroad undo`: take back one's own last change."""

from tui import phrases, words
from tui.shell import failing
from tui.shell.context import Context, Stop
from tui.shell.parsing import Asked, Parser


def arguments(parser: Parser) -> None:
    """Nothing."""


def run(context: Context, _asked: Asked) -> int:
    """Undo, and say what was undone."""
    from models.writes import undo
    from models.writes.intents import Refused

    context.open()
    try:
        done = undo.undo(context.actor())
    except Refused as refused:
        if refused.reason == "nothing_to_undo":
            raise Stop(failing.NOTHING, phrases.refused(refused.reason, refused.detail)) from None
        raise
    context.say(words.t("shell.undone", what=phrases.about(phrases.intent(done.value.name), done.value.account)))
    return failing.DONE
