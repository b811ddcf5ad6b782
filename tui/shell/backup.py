"""`inroad backup`: a copy of the live database in one file."""

from tui import words
from tui.shell import failing
from tui.shell.context import Context
from tui.shell.parsing import Asked, Parser, no_stream


def arguments(parser: Parser) -> None:
    """A file, and whether one that is there may be replaced."""
    parser.add_argument("file", metavar="FILE", help="shell.help.backup_file")
    parser.add_argument("--force", action="store_true", help="shell.help.force")


def run(context: Context, asked: Asked) -> int:
    """Copy, and say where to."""
    from models import backup

    no_stream(asked.file)
    context.open()
    backup.backup(asked.file, force=asked.force, today=context.today)
    context.say(words.t("shell.backed_up", path=asked.file))
    return failing.DONE
