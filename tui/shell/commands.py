"""The commands by name, each in a module of its own that is imported when it is the one asked for."""

from collections.abc import Mapping
from importlib import import_module
from typing import Protocol

from tui.shell.context import Context
from tui.shell.parsing import Asked, Parser

MODULES: Mapping[str, str] = {
    "brief": "brief",
    "board": "board",
    "find": "find",
    "due": "due",
    "log": "log",
    "funnel": "funnel",
    "gate": "gate",
    "report": "report",
    "proposal": "proposal",
    "undo": "undo",
    "import": "importing",
    "export": "exporting",
    "demo": "demo",
    "init": "init",
    "backup": "backup",
    "restore": "restore",
    "check": "check",
    "doctor": "doctor",
    "keys": "keys",
    "completions": "completions",
}
"""What `inroad --help` lists, in this order, and the module of `tui.shell` that does it."""


class Command(Protocol):
    """What the module of a command offers."""

    def arguments(self, parser: Parser) -> None:
        """Say what the command takes."""

    def run(self, context: Context, asked: Asked) -> int:
        """Do it; answers the exit code."""


def load(name: str) -> Command:
    """The module of a command."""
    module: Command = import_module(f"tui.shell.{MODULES[name]}")
    return module


def parser(name: str) -> Parser:
    """The parser of one command."""
    made = Parser(name)
    load(name).arguments(made)
    return made
