"""What the terminal shows, cell by cell, and the fewest bytes that make it show something else."""

from typing import NamedTuple

from tui.display.cells import FILLER, Cells
from tui.display.pens import ON_BLANKS, Look, Pen, step

_UNKNOWN = "\x01"
_UNKNOWN_LOOK = "\x1f"
_HALVES = FILLER + _UNKNOWN
_FIRST_LOOK, _LAST_LOOK = 0x20, 0xD7FF
_NEAR = 4
"""Cells that are cheaper to write again than to jump over."""
_PIECES = 1000
"""Pieces of lines that are remembered as cells."""
_WORTH = 3
"""Lines that must be found elsewhere to let the terminal scroll."""


class Row(NamedTuple):
    """A line: a character and a look for each cell."""

    text: str
    looks: str


class Painter:
    """Knows what the terminal shows.

    `scrolls`: the terminal has scroll regions; `erases`: it erases with the background of the pen.
    """

    def __init__(self, *, scrolls: bool, erases: bool) -> None:
        self.scrolls = scrolls
        self.erases = erases
        self._cells = Cells()
        self._forget_looks()
        self._rows: list[Row] = []
        self._width = 0
        self._stale = True
        self._out: list[str] = []
        self._pen = Pen()
        self._at = (-1, -1)

    # What shall be shown

    def forget(self) -> None:
        """Nobody knows any more what the terminal shows; safe in a signal handler."""
        self._stale = True

    def begin(self, width: int, height: int) -> None:
        """Begin a frame of this size; looks and cells asked for before are void."""
        full = self._cells.full or len(self._looks) > _LAST_LOOK - _FIRST_LOOK - 2
        if full:
            self._cells = Cells()
            self._forget_looks()
        if self._stale or full or (width, height) != (self._width, len(self._rows)):
            self._stale = False
            self._width = width
            self._rows = [Row(_UNKNOWN * width, _UNKNOWN_LOOK * width)] * height

    def _forget_looks(self) -> None:
        self._looks: list[Look] = [Look(Pen(), blank=True)]
        self._names: dict[str, tuple[str, str]] = {}
        self._pieces: dict[tuple[str, str], Row] = {}
        self._steps: dict[tuple[Pen, str], tuple[str, Pen]] = {}

    def _look(self, codes: str) -> tuple[str, str]:
        """The signs for the look these SGR codes give to a text, and to blanks around it."""
        found = self._names.get(codes)
        if found is None:
            pen = Pen.told(codes)
            seen = pen.attributes & ON_BLANKS
            sign = self._signed(Look(pen, blank=False))
            blank = sign if seen else self._signed(Look(Pen(back=pen.back), blank=True))
            found = self._names[codes] = (sign, blank)
        return found

    def _signed(self, look: Look) -> str:
        if look not in self._looks:
            self._looks.append(look)
        return chr(_FIRST_LOOK + self._looks.index(look))

    def piece(self, text: str, codes: str) -> Row:
        """A clean text, drawn with these SGR codes after a reset, as cells."""
        found = self._pieces.get((text, codes))
        if found is None:
            if len(self._pieces) > _PIECES:
                self._pieces.clear()
            found = self._pieces[text, codes] = self._made(text, codes)
        return found

    def _made(self, text: str, codes: str) -> Row:
        cells = text if text.isascii() else self._cells.of(text)
        own, blank = self._look(codes)
        core = cells.strip(" ")
        if not core:
            return Row(cells, blank * len(cells))
        left = len(cells) - len(cells.lstrip(" "))
        return Row(cells, blank * left + own * len(core) + blank * (len(cells) - left - len(core)))

    def laid(self, row: Row | None, y: int, x: int, pieces: list[Row]) -> Row:
        """A line, or what the terminal shows on it now, with these pieces laid over it from x on."""
        under = row or self._rows[y]
        text = "".join([piece.text for piece in pieces])[: self._width - x]
        looks = "".join([piece.looks for piece in pieces])[: self._width - x]
        end = x + len(text)
        if text and end == self._width and self._cells.wide(text[-1]):
            text = text[:-1] + " "
        left, right = under.text[:x], under.text[end:]
        if left and under.text[x : x + 1] == FILLER and text:
            left = left[:-1] + " "
        if right[:1] == FILLER and text:
            right = " " + right[1:]
        return Row(left + text + right, under.looks[:x] + looks + under.looks[end:])

    # What the terminal must be told

    def paint(self, wanted: dict[int, Row]) -> str:
        """Make the terminal show these lines: what to write, from any place with the pen reset; "" if it does.

        It leaves the pen reset.
        """
        self._out, self._pen, self._at = [], Pen(), (-1, -1)
        if len(wanted) == len(self._rows) and all(row.text[:1] == _UNKNOWN for row in self._rows):
            self._clear(wanted)
        changed = [y for y in sorted(wanted) if wanted[y] != self._rows[y]]
        if self.scrolls and len(changed) > _WORTH:
            changed = self._scroll(wanted, changed)
        for y in changed:
            self._paint_row(y, wanted[y])
            self._rows[y] = wanted[y]
        if self._pen != Pen():
            self._out.append("\x1b[m")
        return "".join(self._out)

    def _clear(self, wanted: dict[int, Row]) -> None:
        """Fill the screen with the look most cells have, where the terminal can."""
        if not self.erases:
            return
        looks = "".join(row.looks for row in wanted.values())
        blanks = [sign for sign in set(looks) if self._looks[ord(sign) - _FIRST_LOOK].blank]
        if blanks:
            most = max(sorted(blanks), key=looks.count)
            self._draw_with(most)
            self._out.append("\x1b[2J")
            self._rows = [Row(" " * self._width, most * self._width)] * len(self._rows)

    def _scroll(self, wanted: dict[int, Row], changed: list[int]) -> list[int]:
        """Let the terminal move lines that only stand elsewhere; answers which lines differ after it."""
        by, moved = self._movement(wanted, changed)
        if len(moved) < max(_WORTH, len(changed) // 2):
            return changed
        first, last = min(moved[0], moved[0] + by), max(moved[-1], moved[-1] + by)
        if any(_UNKNOWN in row.text for row in self._rows[first : last + 1]):
            return changed
        for y in range(first, last + 1):
            wanted.setdefault(y, self._rows[y])
        step = f"\x1b[{last + 1}H" + "\x1bD" * by if by > 0 else f"\x1b[{first + 1}H" + "\x1bM" * -by
        self._out.append(f"\x1b[{first + 1};{last + 1}r{step}\x1b[r")
        empty = [Row(_UNKNOWN * self._width, _UNKNOWN_LOOK * self._width)] * abs(by)
        part = self._rows[first : last + 1]
        self._rows[first : last + 1] = part[by:] + empty if by > 0 else empty + part[:by]
        return [y for y in sorted(wanted) if wanted[y] != self._rows[y]]

    def _movement(self, wanted: dict[int, Row], changed: list[int]) -> tuple[int, list[int]]:
        """By how many lines most changed lines have moved up, and which lines come from there."""
        stood = {self._rows[y]: y for y in range(changed[0], changed[-1] + 1)}
        moved: dict[int, list[int]] = {}
        for y in changed:
            before = stood.get(wanted[y])
            if before is not None and before != y and not wanted[y].text.isspace():
                moved.setdefault(before - y, []).append(y)
        return max(moved.items(), key=lambda each: len(each[1]), default=(0, []))

    def _paint_row(self, y: int, row: Row) -> None:
        shown = self._rows[y]
        cells = zip(row.text, shown.text, row.looks, shown.looks, strict=True)
        differ = [x for x, (new, old, look, was) in enumerate(cells) if new != old or look != was]
        end = 0
        for start, stop in self._runs(row, differ):
            if start >= end:
                end = self._paint_run(y, row, start, stop)

    def _runs(self, row: Row, differ: list[int]) -> list[tuple[int, int]]:
        """Where the cells that differ begin and end, joined over what is as cheap to write again."""
        runs: list[tuple[int, int]] = []
        text = row.text + " "
        start = stop = -1
        for x in differ:
            if x != stop:
                if start >= 0:
                    stop += text[stop] == FILLER
                    if x > stop and (text[x] == FILLER or not self._same(row, stop, x)):
                        runs.append((start, stop))
                        start = -1
                if start < 0:
                    start = x - (text[x] == FILLER)
            stop = x + 1
        return [*runs, (start, stop + (text[stop] == FILLER))]

    def _same(self, row: Row, left: int, right: int) -> bool:
        """Whether the cells between two places are few and need no other pen than those before."""
        gap = row.looks[left:right]
        return len(gap) <= _NEAR and (row.text[left:right].isspace() or gap == row.looks[left - 1] * len(gap))

    def _paint_run(self, y: int, row: Row, start: int, stop: int) -> int:
        """Write cells; answers up to where. After a cell of doubtful width, all the line is written."""
        odd = self._cells.odd(row.text[start:stop])
        if odd:
            unknown = row.text.find(_UNKNOWN, stop)
            stop = unknown if unknown >= 0 else self._width
        self._go(start, y)
        shown = self._rows[y]
        x = start
        while x < stop:
            rest = row.looks[x:stop]
            count = len(rest) - len(rest.lstrip(rest[0]))
            self._draw_with(rest[0])
            text = row.text[x : x + count]
            if self.erases and self._looks[ord(rest[0]) - _FIRST_LOOK].blank and self._erased(x, y, count, shown.text):
                pass
            elif odd:
                self._write_odd(text, x, y)
            else:
                self._out.append(text.replace(FILLER, ""))
                self._at = (x + count, y)
            x += count
            if x < stop:
                self._go(x, y)
        if stop >= self._width:
            self._at = (-1, -1)  # terminals differ in where the cursor stands after the last column
        return stop

    def _erased(self, x: int, y: int, count: int, shown: str) -> bool:
        """Erase blank cells where that is shorter than writing them, and does not end inside a wide character.

        tmux takes what is written to the other half for a change of the erased one, too.
        """
        if x + count == self._width and count > _NEAR:
            self._out.append("\x1b[K")
        elif count > 3 * _NEAR and shown[x] not in _HALVES and shown[x + count] not in _HALVES:
            self._out.append(f"\x1b[{count}X")
        else:
            return False
        self._at = (x, y)
        return True

    def _write_odd(self, text: str, x: int, y: int) -> None:
        """Write cells one by one, and go to the next place wherever a doubtful one has left the cursor."""
        for at, sign in enumerate(text, x):
            if sign == FILLER:
                continue
            whole = self._cells.whole(sign)
            if whole == sign:
                self._out.append(sign)
                continue
            wide = text[at - x + 1 : at - x + 2] == FILLER
            self._out.append(f"  \x1b[2D{whole}" if wide else whole)
            self._at = (-1, -1)
            if at + 1 + wide < self._width:
                self._go(at + 1 + wide, y)
        self._at = (x + len(text), y)

    def _go(self, x: int, y: int) -> None:
        column, line = self._at
        if line == y and 0 <= column <= x:
            if x > column:
                self._out.append("\x1b[C" if x == column + 1 else f"\x1b[{x - column}C")
        else:
            self._out.append(f"\x1b[{y + 1};{x + 1}H" if x else f"\x1b[{y + 1}H")
        self._at = (x, y)

    def _draw_with(self, sign: str) -> None:
        key = (self._pen, sign)
        found = self._steps.get(key)
        if found is None:
            found = self._steps[key] = step(self._pen, self._looks[ord(sign) - _FIRST_LOOK])
        if found[0]:
            self._out.append(found[0])
            self._pen = found[1]
