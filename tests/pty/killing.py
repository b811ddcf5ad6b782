"""Typing into the real program until it is killed at a random moment, and what must be there afterwards."""

import json
import random
import signal
import time
from pathlib import Path
from typing import NamedTuple

from tests.pty.terminal import Terminal
from tests.pty.test_program import LONG, House

LETTERS = "谈标准送样报价周五参数测试abcxyz0123456789"
class Place(NamedTuple):
    """Where one types: steps of keys, each with what shows that it was taken, and the draft that is kept there.

    `back` are the steps while something is kept, where they differ.
    """

    steps: tuple[tuple[bytes, str], ...]
    draft: str
    held: tuple[str, ...]
    back: tuple[tuple[bytes, str], ...] = ()


_LIU = (
    (b"5", "按回车在这里选"), (b"\r", "哪个客户？"), ("华北局".encode(), "> 华北局"), (b"\r", "接下来最该问"),
    (b"p", "这次问谁"), (b"lg\r", "怎么应对"),
)  # fmt: skip
PLACES = {
    "capture": Place(((b"c", "速记：客户"),), "capture-0", ("line",)),
    "form": Place(((b"2a", "名称*"),), "add-account-0", ("fields", "name")),
    "answer": Place((*_LIU, (b"\r", "答>")), "answer-", ("text",)),
    "notes": Place(
        (*_LIU, (b"i", "开场")), "notes-", ("parts", "opening"), (*_LIU, (b"i", "开场"), (b"\x1b[Z", "开场"))
    ),
}  # fmt: skip


class Typist:
    """Types in one place of the program, run after run; `seconds` is how long what is seen must stand to be kept."""

    def __init__(self, house: House, place: str, dice: random.Random, seconds: float) -> None:
        self.house = house
        self.place = place
        self.dice = dice
        self.seconds = seconds
        self.kept = ""

    def run(self, number: int) -> str:
        """One run: what was kept is offered and comes back, more is typed, the end; answers what had to be kept."""
        place = PLACES[self.place]
        with self.house(size=(80, 23)) as terminal:
            terminal.wait("到期  ", LONG)
            if self.kept:
                terminal.wait("份草稿没保存", LONG)
            for keys, shows in (place.back if self.kept and place.back else place.steps):
                terminal.send(keys)
                terminal.wait(shows, LONG)
            if self.kept:
                terminal.wait(self.kept, LONG)
            terminal.keys("<c-u>")
            must = self._until_killed(terminal, f"n{number}q")
        self.kept = self.draft()
        assert self.kept.startswith(must), (self.kept, must)
        return must

    def _until_killed(self, terminal: Terminal, text: str) -> str:
        """Type letter by letter; what stood on the screen for so long when the end came."""
        seen: list[tuple[float, str]] = []
        end = time.monotonic() + self.dice.uniform(0.1, 2.5 * self.seconds)
        while time.monotonic() < end:
            terminal.keys(self.dice.choice(LETTERS) if seen else text)
            if not seen:
                terminal.wait(text, LONG)
                seen.append((time.monotonic(), text))
                continue
            pause = self.dice.choice((0.0, 0.02, 0.1, 0.3))
            while terminal.pump(pause):
                pass
            shown = self._shown(terminal, text)
            if shown != seen[-1][1]:
                seen.append((time.monotonic(), shown))
            if len(shown) > 24:
                time.sleep(max(0.0, min(0.2, end - time.monotonic())))
                break
        terminal.signal(signal.SIGKILL)
        dead = time.monotonic()
        assert terminal.exit_code(LONG) == -signal.SIGKILL
        return max((shown for when, shown in seen if dead - when >= self.seconds), key=len, default="")

    @staticmethod
    def _shown(terminal: Terminal, begin: str) -> str:
        """What stands where one types."""
        line = next((line for line in terminal.lines() if begin in line), "")
        return line[line.index(begin) :].split(" ")[0] if line else ""

    def draft(self) -> str:
        """What the draft on the disk holds."""
        place = PLACES[self.place]
        found = [path for path in self.house.drafts if path.stem.startswith(place.draft)]
        return _held(found[0], place.held) if found else ""


def _held(path: Path, where: tuple[str, ...]) -> str:
    data = json.loads(path.read_text("utf-8"))
    for name in where:
        data = data[name]
    return str(data).strip()
