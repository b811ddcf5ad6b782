"""`inroad restore`: put a copy in the place of the database; the old one is kept beside it."""

import os
from unicodedata import normalize

from models.rules.text import term_safe
from tui import words
from tui.shell import failing
from tui.shell.context import Context, Stop
from tui.shell.parsing import Asked, Parser, Usage, no_stream


def arguments(parser: Parser) -> None:
    """The copy, and whether to ask."""
    parser.add_argument("file", metavar="FILE", help="shell.help.restore_file")
    parser.add_argument("--yes", action="store_true", help="shell.help.yes")


def run(context: Context, asked: Asked) -> int:
    """Look at the copy, put it in place, and say what became of the old database."""
    from models import backup

    no_stream(asked.file)
    if context.config.database.startswith(("postgresql://", "postgres://")):
        raise Stop(failing.FAILED, words.t("shell.restore_server"))
    if not asked.yes:
        _ask(context)
    stamp = f"{context.now:before-%Y%m%dT%H%M%SZ}"
    kept = backup.restore(asked.file, context.config.database, stamp)
    context.say(words.t("shell.restored", path=context.config.database))
    if kept:
        context.say(words.t("shell.kept", path=kept))
    return failing.DONE


def _ask(context: Context) -> None:
    """Ask who sits here whether what is there may be replaced; raises Usage where nobody does, Stop for a no."""
    path = context.config.database
    if not os.path.lexists(path):
        return
    if not context.stdin.isatty():
        raise Usage(words.t("shell.restore_unasked", path=path))
    context.err.write(term_safe(words.t("shell.restore_ask", path=path)) + " ")
    context.err.flush()
    if normalize("NFKC", context.stdin.readline()).strip().lower() not in ("y", "yes", "是"):
        raise Stop(failing.FAILED, words.t("shell.restore_kept", path=path))
