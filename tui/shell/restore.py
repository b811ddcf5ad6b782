"""`inroad restore`: put a copy in the place of the database; the old one is kept beside it."""

from tui import words
from tui.shell import failing
from tui.shell.context import Context, Stop
from tui.shell.parsing import Asked, Parser


def arguments(parser: Parser) -> None:
    """The copy."""
    parser.add_argument("file", metavar="FILE", help="shell.help.restore_file")


def run(context: Context, asked: Asked) -> int:
    """Look at the copy, put it in place, and say what became of the old database."""
    from models import backup

    if context.config.database.startswith(("postgresql://", "postgres://")):
        raise Stop(failing.FAILED, words.t("shell.restore_server"))
    stamp = f"{context.now:before-%Y%m%dT%H%M%SZ}"
    kept = backup.restore(asked.file, context.config.database, stamp)
    context.say(words.t("shell.restored", path=context.config.database))
    if kept:
        context.say(words.t("shell.kept", path=kept))
    return failing.DONE
