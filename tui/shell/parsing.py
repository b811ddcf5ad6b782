"""Reading the command line: argparse underneath, every sentence ours, one line that says what is right."""

import argparse
import re
from argparse import REMAINDER, SUPPRESS, Action, ArgumentParser, Namespace
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NoReturn

from tui import words

vars(argparse)["_"] = str  # it asks gettext for each of its words, which nobody sees: 2 ms of looking for files
Asked = Namespace
PROGRAM = "inroad"


class Usage(Exception):
    """The command line is not one we know; the text is one line that says what is right. Exit code 2."""


class _Unformatted:
    """What argparse asks for the look of its help, which is never shown; the true one would import shutil."""

    def __init__(self, prog: str) -> None:
        self.prog = prog

    def _format_args(self, action: Action, _default: object) -> str:
        return str(action.metavar)


class Parser(ArgumentParser):
    """The parser of one command: no English of argparse's comes out of it."""

    def __init__(self, command: str = "") -> None:
        name = f"{PROGRAM} {command}".strip()
        super().__init__(
            name, usage=name, add_help=False, allow_abbrev=False,
            formatter_class=_Unformatted,  # type: ignore[arg-type]
        )  # fmt: skip
        self.command = command
        self.labels: dict[str, Mapping[str, str]] = {}
        """For a position or an option that takes one of several codes, the key of the words for each."""
        self.add_argument("-h", "--help", action="store_true", help="shell.help.help")

    def one_of(self, name: str, labels: Mapping[str, str], **more: str) -> None:
        """Take one of several codes, which have words."""
        action = self.add_argument(name, metavar="KIND", choices=tuple(labels), **more)  # type: ignore[arg-type]
        self.labels[action.dest] = labels

    def error(self, message: str) -> NoReturn:
        """Say what is wrong, and how it is written."""
        raise wrong(self, _translated(message))


class Globals(Parser):
    """The options that stand before the command."""

    def __init__(self) -> None:
        super().__init__()
        self.add_argument("--db", metavar="PATH", help="shell.help.db")
        self.add_argument("--lang", metavar="zh|en", help="shell.help.lang")
        self.add_argument("--today", metavar="DATE", help="shell.help.today")
        self.add_argument("--ascii", action="store_true", help="shell.help.ascii")
        self.add_argument("--version", action="store_true", help="shell.help.version")
        self.add_argument("rest", nargs=REMAINDER, help=SUPPRESS)


def options_of(parser: ArgumentParser) -> list[Action]:
    """What a parser takes, in order, without what is not to be shown."""
    return [action for action in parser._actions if action.help != SUPPRESS]


def written(parser: Parser) -> str:
    """How a command is written, in one line: `inroad find QUERY [--limit N]`."""
    parts = [_one(action) for action in options_of(parser) if action.dest != "help"]
    if not parser.command:
        parts.append(words.t("shell.arg.command"))
    return " ".join([parser.prog, *parts])


def _one(action: Action) -> str:
    name = argument(action)
    if not action.option_strings:
        return f"[{name}]" if action.nargs == "?" else name
    value = f"[{name}]" if action.nargs == "?" else name
    return f"[{action.option_strings[-1]}{' ' + value if name else ''}]"


def argument(action: Action) -> str:
    """What stands for the value of an option or a position, "" for a switch."""
    if action.nargs == 0:
        return ""
    if action.choices is not None and not action.metavar:
        return "|".join(map(str, action.choices))
    return _named(str(action.metavar or action.dest.upper()))


def _named(what: str) -> str:
    """What an error of argparse calls by its code, in our words."""
    return ", ".join(
        words.t(f"shell.arg.{each.lower()}") if words.known(f"shell.arg.{each.lower()}") else each
        for each in what.split(", ")
    )


_MESSAGES = (
    (r"the following arguments are required: (?P<what>.*)", "shell.usage.missing"),
    (r"unrecognized arguments: (?P<what>.*)", "shell.usage.unknown"),
    (r"argument (?P<what>.*?): expected .*argument.*", "shell.usage.value"),
    (r"argument (?P<what>.*?): invalid choice: (?P<given>'.*') \(choose from (?P<from>.*)\)", "shell.usage.choice"),
    (r"argument (?P<what>.*?): invalid \w+ value: (?P<given>'.*')", "shell.usage.choice"),
    (r"argument (?P<what>.*?): not allowed with argument (?P<given>.*)", "shell.usage.together"),
    (r"argument (?P<what>.*?): ignored explicit argument (?P<given>'.*')", "shell.usage.no_value"),
)
_BEFORE = ("--db", "--lang", "--today", "--ascii", "--version")


def _translated(message: str) -> str:
    """A message of argparse in our words; what it says nobody knows is left out."""
    for pattern, key in _MESSAGES:
        if found := re.fullmatch(pattern, message, re.DOTALL):
            values = {**found.groupdict(), "what": _named(found["what"])}
            values["choices"] = values.pop("from", "").replace("'", "")
            if key == "shell.usage.unknown" and (stray := _stray(values["what"])):
                return words.t("shell.usage.before", what=stray)
            return words.t(key, **values)
    return words.t("shell.usage.wrong")


def _stray(what: str) -> str:
    """An option that stands before the command and was given behind it, if any."""
    first = (what.split() or [""])[0].partition("=")[0]
    return first if first in _BEFORE else ""


def day(text: str, today: date) -> date:
    """A date as people write them; raises Usage."""
    from models.rules import dates

    found = dates.parse(text, today)
    if found is None:
        raise Usage(words.t("shell.usage.date", given=text))
    return found


def whole(low: int, high: int) -> "Whole":
    """A number of an option between two bounds."""
    return Whole(low, high)


class Whole:
    """Reads a whole number between two bounds; raises Usage."""

    def __init__(self, low: int, high: int) -> None:
        self.low = low
        self.high = high

    def __call__(self, text: str) -> int:
        """The number."""
        if text.isascii() and text.isdigit() and self.low <= int(text) <= self.high:
            return int(text)
        raise Usage(words.t("shell.usage.number", given=text, low=self.low, high=self.high))


def parse(parser: Parser, argv: Sequence[str]) -> Asked:
    """What was asked; raises Usage. With -h nothing else matters."""
    before = list(argv[: argv.index("--")] if "--" in argv else argv)
    if "-h" in before or "--help" in before:
        return Namespace(help=True)
    asked = parser.parse_intermixed_args(list(argv))
    for action in options_of(parser):
        given = getattr(asked, action.dest, None)
        if isinstance(given, str) and not given.strip():
            raise wrong(parser, words.t("shell.usage.empty", what=called(action)))
    return asked


def called(action: Action) -> str:
    """What an option or a position is called in a sentence."""
    return action.option_strings[-1] if action.option_strings else argument(action)


def wrong(parser: Parser, what: str) -> Usage:
    """What is wrong with a command line, and how it is written."""
    return Usage(words.t("shell.usage.line", wrong=what, right=written(parser)))


def no_stream(name: str) -> None:
    """Raise Usage where a file was asked for and `-` was given."""
    if name == "-":
        raise Usage(words.t("shell.usage.no_stream", what=words.t("shell.arg.file")))
