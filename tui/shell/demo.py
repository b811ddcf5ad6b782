"""`inroad demo`: the worked cases in a scratch database, made afresh each day."""

from tui import folders, words
from tui.shell.context import Context
from tui.shell.parsing import Asked, Parser

MARK = "demo_day"


def arguments(parser: Parser) -> None:
    """Whether to go on with what is there."""
    parser.add_argument("--keep", action="store_true", help="shell.help.keep")


def run(context: Context, asked: Asked) -> int:
    """Bring the scratch database up to date, and open the screens on it."""
    from tui.shell.context import Stop
    from tui.terminal import refuse

    if refusal := refuse():
        raise Stop(2, words.t(f"shell.{refusal}"))
    path = prepare(context, keep=asked.keep)
    return int(asked.start(context.on(path)))


def prepare(context: Context, *, keep: bool) -> str:
    """Make the scratch database unless today's, or with `keep` any, is there; answers its path."""
    from models import base

    path = f"{folders.state_folder(context.environment)}/demo-{words.short()}.db"
    if not _usable(path, context.today.isoformat(), keep):
        _discard(path)
        base.open_database(path, create=True)
        _build(context)
    base.close_database()
    return path


def _usable(path: str, today: str, keep: bool) -> bool:
    """Whether a scratch database can be gone on with; one that cannot be read cannot."""
    from models import base, faults

    try:
        base.open_database(path)
    except faults.Fault:
        return False
    made = base.db.execute_sql("SELECT value FROM setting WHERE key = ?", (MARK,)).fetchone()
    base.close_database()
    return made is not None and (keep or made[0] == today)


def _discard(path: str) -> None:
    import os
    from contextlib import suppress

    for suffix in ("", "-wal", "-shm", "-journal"):
        with suppress(FileNotFoundError):
            os.unlink(path + suffix)  # noqa: PTH108 - paths of databases are texts


def _build(context: Context) -> None:
    from models import demo
    from models.writes import preferences

    demo.build(words.language(), context.today, context.now, context.login)
    preferences.put_setting(context.actor(), MARK, context.today.isoformat())
