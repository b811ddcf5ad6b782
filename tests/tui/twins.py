"""Two terminals side by side: every frame is drawn by the stock display on one and by the lean one on the other."""

from collections.abc import Callable, Iterator
from typing import Any

import pyte
import wcwidth
from rich.color import ColorSystem
from textual._compositor import ChopsUpdate, LayoutUpdate

from tests.tui.conftest import Driver
from tui.app import Inroad
from tui.display.lean import Lean, Unknown
from tui.display.painter import Painter

Seen = tuple[str, str, str, bool, bool, bool, bool, bool]
TORN: Seen = ("", "", "", False, False, False, False, False)


class Screen(pyte.Screen):
    """Erases the whole display as terminals do, also where nothing was written yet."""

    def erase_in_display(self, how: int = 0, *args: Any, **more: Any) -> None:
        if how == 2:
            for y in range(self.lines):
                for x in range(self.columns):
                    self.buffer[y][x] = self.cursor.attrs
        super().erase_in_display(how, *args, **more)


class Glass:
    """A terminal, and every cell as it is seen: of a blank one, only the background."""

    def __init__(self, width: int, height: int) -> None:
        self.screen = Screen(width, height)
        self._stream = pyte.Stream(self.screen)
        self.bytes = 0

    def feed(self, text: str) -> None:
        self.bytes += len(text.encode())
        self._stream.feed(text)

    def row(self, y: int) -> list[Seen]:
        """What a line shows."""
        return list(self._seen(self.screen.buffer[y]))

    def _seen(self, line: Any) -> Iterator[Seen]:
        whole = False
        for x in range(self.screen.columns):
            cell = line[x]
            wide = bool(cell.data) and wcwidth.wcwidth(cell.data[0]) == 2
            ink = cell.underscore or cell.strikethrough or cell.reverse
            if (wide and line[x + 1].data) or (not cell.data and not whole):
                yield TORN
            elif cell.data.isspace() and not ink:
                yield " ", "", cell.bg, False, False, False, False, False
            else:
                yield (cell.data, cell.fg, cell.bg, cell.bold, cell.italics,
                       cell.underscore, cell.strikethrough, cell.reverse)  # fmt: skip
            whole = wide


def alike(mine: list[Seen], stock: list[Seen]) -> list[int]:
    """Where lines differ. Of a half of a wide character whose other half is gone, terminals make what they like."""
    return [x for x, (a, b) in enumerate(zip(mine, stock, strict=True)) if a != b and not (b is TORN and a[0] == " ")]


class Twins:
    """Draws what an app draws on both, and compares them after every frame."""

    def __init__(
        self, app: Inroad, *, scrolls: bool = True, erases: bool = True, colours: ColorSystem = ColorSystem.TRUECOLOR
    ) -> None:
        app.console._color_system = self._colours = colours
        self.lean = Lean(Painter(scrolls=scrolls, erases=erases))
        self.frames = 0
        self.differ: list[str] = []
        self._app = app
        self._rows: dict[int, tuple[object, object]] = {}
        self._new(*app.size)
        app._display = self.display  # type: ignore[method-assign]

    def _new(self, width: int, height: int) -> None:
        self.size = (width, height)
        self.stock, self.mine = Glass(width, height), Glass(width, height)
        self.lean.forget()

    def display(self, screen: object, renderable: object) -> None:
        """Take a frame instead of the driver, which has no terminal here."""
        app = self._app
        if not isinstance(renderable, LayoutUpdate | ChopsUpdate) or app._batch_count:
            return
        if app.size != self.size:
            self._new(*app.size)
        self.frames += 1
        stock = renderable.render_segments(app.console)
        self.stock.feed(stock)
        try:
            self.mine.feed(self.lean.drawn(renderable, *self.size, self._colours))
        except Unknown:
            self.lean.forget()
            self.mine.feed(stock)
        self.compare()

    def compare(self) -> None:
        """Note the first line that differs."""
        for y in self.stock.screen.dirty | self.mine.screen.dirty:
            if y >= self.size[1]:
                continue
            mine, stock = self.mine.row(y), self.stock.row(y)
            if unlike := alike(mine, stock):
                x, told = unlike[0], ["".join(cell[0] for cell in row) for row in (stock, mine)]
                self.differ.append(f"frame {self.frames}, {x}, {y}: {stock[x]} {mine[x]}\n{told[0]}\n{told[1]}")
                break
        self.stock.screen.dirty.clear()
        self.mine.screen.dirty.clear()


async def watched(driver: Driver, **terminal: Any) -> Twins:
    """Watch a program from a whole frame on."""
    twins = Twins(driver.app, **terminal)
    driver.app.refresh(layout=True)
    await driver.settle()
    assert twins.frames
    return twins


def crowd(execute: Callable[[str, tuple[Any, ...]], Any]) -> None:
    """Put many accounts into an open database, with names of all widths."""
    table = [str(row[1]) for row in execute("PRAGMA table_info(account)", ())]
    rest = ",".join(column for column in table if column not in {"id", "name", "short_name", "sort_key", "name_key"})
    for number in range(150):
        name = f"{'华东' * (number % 5)}{'é' * (number % 3)}A{number}厂"
        execute(
            f"INSERT INTO account(name, short_name, sort_key, name_key, {rest}) "
            f"SELECT ?, ?, ?, ?, {rest} FROM account ORDER BY id LIMIT 1 OFFSET ?",
            (name, name, f"{number:03}", name, number % 5),
        )
