"""From the words of a command line to the command that answers them, and from its errors to a sentence."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import IO

from models.rules.text import term_safe
from tui import config, words
from tui.shell import failing
from tui.shell.context import Context, moment
from tui.shell.parsing import PROGRAM, Globals, Parser, Usage, day, parse

Start = Callable[[Context], int]
LONGEST = 600
"""Letters of an error: what was typed wrong may have any length, its advice stands at the end."""


def answer(
    argv: Sequence[str], environment: Mapping[str, str], stdin: IO[str], out: IO[str], err: IO[str], *, start: Start
) -> int:
    """Do what a command line asks; every error anybody foresaw becomes one sentence and an exit code."""
    try:
        words.use(_likely(argv, environment))
    except FileNotFoundError:
        err.write(f"{PROGRAM}: the catalogues of words were never built: python tui/locale/build.py\n")
        return failing.FAILED
    try:
        code = _dispatch(argv, environment, (stdin, out, err), start)
        out.flush()
        return code
    except BrokenPipeError:
        return failing.DONE
    except failing.foreseen() as error:
        code, text = failing.told(error)
        err.write(f"{PROGRAM}: {term_safe(text) if code == failing.NOTHING else _one_line(text)}\n")
        return code


def _one_line(text: str) -> str:
    """A sentence about what was typed, however long that was."""
    line = " ".join(term_safe(text).split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST // 2]} … {line[-LONGEST // 2 :]}"


def _likely(argv: Sequence[str], environment: Mapping[str, str]) -> str:
    """The language in which to speak before the settings are known; mostly the one they ask for."""
    wish = argv[argv.index("--lang") + 1] if "--lang" in argv[:-1] else environment.get("INROAD_LANG", "")
    return words.matched(wish) or words.from_environment(environment)


def _dispatch(
    argv: Sequence[str], environment: Mapping[str, str], streams: tuple[IO[str], IO[str], IO[str]], start: Start
) -> int:
    asked = Globals().parse_args(list(argv))
    language = _language(asked.lang)
    settings = config.load(environment, database=asked.db, language=language, ascii=asked.ascii or None)
    if settings.language != words.language():
        words.use(settings.language)
    _check_database(settings.database, environment)
    context = _context(settings, asked.today, environment, streams)
    if asked.version:
        return _version(context)
    if asked.help:
        from tui.shell import helping

        return helping.overview(context)
    if not asked.rest:
        return start(context)
    return _command(context, asked.rest[0], asked.rest[1:], start)


def _command(context: Context, name: str, rest: Sequence[str], start: Start) -> int:
    from tui.shell import commands

    if name not in commands.MODULES:
        raise Usage(_unknown(name, list(commands.MODULES)))
    parser = Parser(name)
    module = commands.load(name)
    module.arguments(parser)
    asked = parse(parser, rest)
    if asked.help:
        from tui.shell import helping

        return helping.one(context, parser)
    asked.start = start
    try:
        return module.run(context, asked)
    except failing.foreseen() as error:
        if getattr(asked, "json", False) and not context.answered:
            failing.put(context, error)
        raise


def _unknown(name: str, names: Sequence[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, names, 1)
    if near:
        return words.t("shell.usage.command_near", given=name, near=near[0])
    return words.t("shell.usage.command", given=name, names=", ".join(names))


def _language(wish: str | None) -> str | None:
    found = None if wish is None else words.matched(wish)
    if wish is not None and found is None:
        raise Usage(words.t("shell.usage.language", given=wish))
    return found


def _check_database(database: str, environment: Mapping[str, str]) -> None:
    """Whether what names the database can be its path or its address; raises Usage."""
    if not database.strip():
        raise Usage(words.t("shell.usage.db_empty"))
    scheme, mark, _ = database.partition("://")
    if mark and scheme.replace("+", "").isalnum() and scheme not in ("postgresql", "postgres"):
        raise Usage(words.t("shell.usage.db_scheme", given=f"{scheme}://"))
    if database.startswith("~/"):
        home = environment.get("HOME") or "/home/…"
        raise Usage(words.t("shell.usage.db_home", right=f"{home}{database[1:]}"))


def _context(
    settings: config.Config, asked_day: str | None, environment: Mapping[str, str],
    streams: tuple[IO[str], IO[str], IO[str]],
) -> Context:  # fmt: skip
    wanted: date | None = None
    today, now = moment(None)
    if asked_day is not None:
        wanted = day(asked_day, today)
        today, now = moment(wanted)
    return Context(settings, environment, today, now, streams, wanted)


def _version(context: Context) -> int:
    from importlib.metadata import PackageNotFoundError, version

    try:
        number = version(PROGRAM)
    except PackageNotFoundError:
        number = "0+source"
    context.out.write(f"{PROGRAM} {number}\n")
    return failing.DONE
