"""What every command is handed: settings, surroundings, the day, the streams; and the way to the database."""

import io
import os
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from functools import cached_property
from typing import IO, TYPE_CHECKING

from tui import words
from tui.config import Config, user

if TYPE_CHECKING:
    from models.reads.team import Who
    from models.writes.intents import Actor


LONGEST = 10_000
"""Letters of a question that are read from standard input."""


class Stop(Exception):
    """The command ends here: one sentence for stderr, the exit code, and what a question could have meant."""

    def __init__(self, code: int, text: str, could_be: "Sequence[Mapping[str, object]]" = ()) -> None:
        super().__init__(text)
        self.code = code
        self.text = text
        self.could_be = could_be


class Context:
    """The surroundings of one run; nothing in the shell looks at the process but through this."""

    def __init__(
        self, config: Config, environment: Mapping[str, str], today: date, now: datetime,
        streams: tuple[IO[str], IO[str], IO[str]], day: date | None = None,
    ) -> None:  # fmt: skip
        self.config = config
        self.environment = environment
        self.today = today
        self.now = now
        self.streams = streams
        stdin, self.out, self.err = streams
        self.stdin = stdin or io.StringIO()  # it may have been closed
        self.day = day
        """The day somebody asked for instead of today's."""
        self.viewer: tuple[int | None] | None = None
        """The member for whom reads choose, once that was asked: see `seeing.viewer`."""
        self.answered = False
        """Whether a document was begun on standard output, after which no other may follow."""

    def on(self, database: str) -> "Context":
        """The same surroundings with another database."""
        config = self.config._replace(database=database)
        return Context(config, self.environment, self.today, self.now, self.streams, self.day)

    @cached_property
    def terminal(self) -> bool:
        """Whether a person reads the answer on a terminal that may show colour."""
        return self.out.isatty() and not self.environment.get("NO_COLOR")

    @cached_property
    def width(self) -> int:
        """How many cells a line of the answer may take."""
        wish = self.environment.get("COLUMNS", "")
        if wish.isascii() and wish.isdigit() and len(wish) < 6 and int(wish) >= 20:
            return int(wish)
        try:
            return max(20, os.get_terminal_size(self.out.fileno()).columns)
        except (OSError, ValueError, AttributeError):
            return 80

    @cached_property
    def login(self) -> str:
        """The login of who sits here."""
        return user()

    def say(self, text: str) -> None:
        """Tell the person something that is not data."""
        from models.rules.text import term_safe

        self.err.write(term_safe(text) + "\n")

    def open(self) -> None:
        """Open the database; raises Stop when there is none, and the Fault that stood in the way."""
        from models import base, faults

        try:
            base.open_database(self.config.database)
        except faults.Missing:
            raise Stop(5, words.t("shell.no_database", path=self.config.database)) from None
        from models.reads import thresholds

        words.rename(thresholds.renamed())

    def open_if_there(self) -> "Who | None":
        """Open the database for the screens, which know what to do when there is none; who sits here."""
        from models import base, faults

        try:
            base.open_database(self.config.database)
        except faults.Missing:
            return None
        return self.member()

    def clock(self) -> datetime:
        """The present instant."""
        return datetime.now(UTC)

    def member(self) -> "Who | None":
        """The member whose login this is, None when the database does not know him."""
        from models.reads import team

        found = team.by_login(self.login)
        return found if found and found.active else None

    def actor(self) -> "Actor":
        """Who acts, for a write; raises Stop when he is not a member."""
        from models.writes.intents import Actor

        found = self.member()
        if found is None:
            from models.reads import team

            key = "shell.not_a_member" if team.members() else "shell.no_members"
            raise Stop(4, words.t(key, login=self.login))
        return Actor(found.id, self.now, self.today)

    def asked_text(self, text: str) -> str:
        """A query as it was given; `-` reads it from standard input, where `ps` shows it to nobody."""
        return " ".join(self.stdin.read(LONGEST).split()) if text == "-" else text.strip()


def _clock() -> datetime:
    """Now, where the user is; in UTC where his zone is none that there is."""
    try:
        return datetime.now().astimezone()
    except ValueError:
        return datetime.now(UTC)


def moment(today: date | None) -> tuple[date, datetime]:
    """The day and the instant of this run; with a day given the instant is that day's, at this hour."""
    now = _clock()
    if today is not None and today != now.date():
        now = datetime.combine(today, now.time()).astimezone()
    return now.date(), now.astimezone(UTC)
