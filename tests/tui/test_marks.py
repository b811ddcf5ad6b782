"""Signs that an old console or a Chinese terminal draws wrongly all have a plain one (display)."""

import ast
from collections.abc import Iterator
from pathlib import Path
from unicodedata import east_asian_width

from babel.messages.pofile import read_po

from tui.marks import PLAIN

ROOT = Path(__file__).parents[2] / "tui"
ELSEWHERE = {"display/cells.py", "shell/showing.py", "proposals/word.py"}
"""What draws no screen."""
HAN_PUNCTUATION = "\u2e80"


def texts() -> Iterator[tuple[str, str]]:
    for path in ROOT.rglob("*.py"):
        if (name := str(path.relative_to(ROOT))) not in ELSEWHERE:
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    yield name, node.value
    for path in ROOT.rglob("*.po"):
        with path.open("rb") as lines:
            for message in read_po(lines):
                yield path.name, str(message.string)


def test_every_sign_on_a_screen_has_a_plain_one() -> None:
    odd = {
        (sign, name) for name, text in texts() for sign in text
        if ord(sign) > 127 and ord(sign) not in PLAIN and sign < HAN_PUNCTUATION and east_asian_width(sign) not in "WF"
    }  # fmt: skip
    assert sorted(odd) == []
