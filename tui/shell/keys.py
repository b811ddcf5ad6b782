"""`inroad keys`: every key of the screens, from the widgets that answer it. The one command that loads Textual."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from tui import keymap, keynames, words
from tui.shell import failing, output, showing
from tui.shell.context import Context
from tui.shell.parsing import Asked, Parser


class Key(NamedTuple):
    """A key: its id in the user's keymap, what it is pressed by, what it does, and where."""

    id: str
    keys: str
    does: str
    where: str


def arguments(parser: Parser) -> None:
    """How to print them."""
    output.formats(parser)


def run(context: Context, asked: Asked) -> int:
    """Print them, with the user's own keys in the place of ours."""
    found = sorted({(key.id, key.keys): key for key in sorted(_keys(context.config.keys), reverse=True)}.values())
    wrong = keymap.problems(context.config.keys)
    if asked.json:
        problems = [problem._asdict() for problem in wrong]
        output.put_json(context, {"schema": 1, "keys": [key._asdict() for key in found], "problems": problems})
    elif asked.csv:
        output.put_csv(context, Key._fields, found)
    else:
        heads = [words.t(f"shell.head.{name}") for name in ("key", "what", "id")]
        showing.show(context, showing.table(heads, [(key.keys, key.does, key.id) for key in found]))
    for problem in wrong:
        context.say(keymap.sentence(problem))
    return failing.DONE


def _keys(mine: Any) -> Iterator[Key]:
    for kind in keymap.widgets():
        for binding in keymap.bindings(kind):
            pressed = mine.get(binding.id, binding.key)
            yield Key(binding.id, keynames.listed(pressed), words.t(binding.description), kind.__name__)
