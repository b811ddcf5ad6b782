"""Help on the command line, in the language in use."""

from models.rules.text import cells
from tui import words
from tui.pages.spans import Span, line
from tui.shell import commands, failing, showing
from tui.shell.context import Context
from tui.shell.parsing import Globals, Parser, argument, options_of, written


def overview(context: Context) -> int:
    """What `inroad --help` says."""
    named = [(name, words.t(f"shell.command.{name}")) for name in commands.MODULES]
    _head(context, Globals(), words.t("shell.help.about"))
    for head, pairs in (("commands", named), ("options", _options(Globals()))):
        showing.show(context, [line(), line(Span(words.t(f"shell.help.{head}"), "heading"))])
        _listed(context, pairs)
    codes = line("  ", words.t("shell.help.exit_codes"))
    showing.show(context, [line(), line(Span(words.t("shell.help.codes"), "heading")), codes], context.width, 2)
    return failing.DONE


def one(context: Context, parser: Parser) -> int:
    """What `inroad COMMAND --help` says."""
    _head(context, parser, words.t(f"shell.command.{parser.command}"))
    showing.show(context, [line()])
    _listed(context, _options(parser))
    return failing.DONE


def _head(context: Context, parser: Parser, about: str) -> None:
    usage = line(Span(words.t("shell.help.usage"), "heading"), " ", written(parser))
    showing.show(context, [usage, line(about)], context.width)


def _options(parser: Parser) -> list[tuple[str, str]]:
    pairs = []
    for action in options_of(parser):
        value = argument(action)
        name = ", ".join(action.option_strings) + (f" {value}" if value and action.option_strings else "")
        pairs.append((name or value, words.t(action.help or "")))
    return pairs


def _listed(context: Context, pairs: list[tuple[str, str]]) -> None:
    widest = max(cells(name) for name, _ in pairs)
    lines = [line("  ", Span(name, "title"), " " * (widest - cells(name) + 2), text) for name, text in pairs]
    showing.show(context, lines, context.width, widest + 4)
