"""Help on the command line, in the language in use."""

from argparse import Action
from collections.abc import Iterable

from models.rules.text import cells
from tui import phrases, words
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
        pairs.append((name or value, _about(parser, action)))
    return pairs


def _about(parser: Parser, action: Action) -> str:
    """What a position or an option is for, with the codes it takes."""
    told = words.t(action.help or "")
    labels = parser.labels.get(action.dest)
    if not labels:
        return told
    return words.t("shell.help.choices", what=told, choices=coded((code, words.t(key)) for code, key in labels.items()))


def coded(choices: Iterable[tuple[str, str]]) -> str:
    """Codes with their words, where these are others than the code."""
    return phrases.listed(_coded(code, label) for code, label in choices)


def _coded(code: str, label: str) -> str:
    if label.lower() == code.replace("_", " ").lower():
        return code
    return label if label.startswith(f"{code} ") else words.t("shell.help.choice", code=code, label=label)


def _listed(context: Context, pairs: list[tuple[str, str]]) -> None:
    widest = max(cells(name) for name, _ in pairs)
    lines = [line("  ", Span(name, "title"), " " * (widest - cells(name) + 2), text) for name, text in pairs]
    showing.show(context, lines, context.width, widest + 4)
