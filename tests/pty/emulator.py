"""A terminal that exists only in memory: pyte, what pyte lacks, and the answers a modern terminal gives."""

import codecs
import re
from typing import Any

import pyte
from wcwidth import wcwidth

_TOKEN = re.compile(
    rb"\x1b\[(?P<private>[<=>?]?)(?P<numbers>[0-9;:]*)(?P<between>[ -/]*)(?P<final>[@-~])"
    rb"|\x1b(?P<kind>[]P^_X])(?P<string>[^\x07\x1b]*)(?:\x07|\x1b\\)"
    rb"|\x1b(?P<plain>[ -/]*[0-OQ-WYZ\\`-~])"
)
_UNFINISHED = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*|[]P^_X][^\x07\x1b]*\x1b?|[ -/]*)\Z")

_COLOURS = {b"10": b"c0c0/c0c0/c0c0", b"11": b"0000/0000/0000"}
_ALTERNATE = {47, 1047, 1049}
_REPORTED = {7, 25, 1004, 1049, 2004, 2026}


class Emulator:
    """A screen that is fed bytes and keeps the modes and strings pyte knows nothing of."""

    def __init__(self, columns: int, lines: int, *, answers: bool = True) -> None:
        self.modes: set[int] = {7, 25}
        self.strings: list[bytes] = []
        self._answers = answers
        self._replies: list[bytes] = []
        self._decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        self._unfinished = b""
        self._main: pyte.Screen = pyte.Screen(columns, lines)
        self._screen = self._main
        self._stream = pyte.Stream(self._screen)

    @property
    def lines(self) -> list[str]:
        """The lines of the screen, without the spaces at their ends."""
        screen = self._screen
        return [_told(screen.buffer[y], screen.columns).rstrip() for y in range(screen.lines)]

    @property
    def cursor(self) -> tuple[int, int]:
        """Column and line of the cursor, from 0."""
        return self._screen.cursor.x, self._screen.cursor.y

    def resize(self, columns: int, lines: int) -> None:
        """Change the size of both screens."""
        for screen in {id(s): s for s in (self._main, self._screen)}.values():
            screen.resize(lines, columns)

    def feed(self, data: bytes) -> bytes:
        """Show what a program wrote; returns what a terminal would answer."""
        data = self._unfinished + data
        cut = _UNFINISHED.search(data)
        self._unfinished = data[cut.start() :] if cut else b""
        data = data[: cut.start()] if cut else data
        at = 0
        for token in _TOKEN.finditer(data):
            self._show(data[at : token.start()])
            at = token.end()
            if token["final"]:
                self._control(token)
            elif token["kind"]:
                self._string(token["kind"], token["string"])
            elif token["plain"] in {b"7", b"8", b"D", b"E", b"M", b"c"}:
                self._show(token[0])
        self._show(data[at:])
        replies, self._replies = b"".join(self._replies), []
        return replies

    def _show(self, data: bytes) -> None:
        if data:
            self._stream.feed(self._decode(data))

    def _reply(self, answer: bytes) -> None:
        if self._answers:
            self._replies.append(answer)

    def _control(self, token: re.Match[bytes]) -> None:
        private, final = token["private"], token["between"] + token["final"]
        numbers = [int(word) for word in re.findall(rb"\d+", token["numbers"])]
        match private, final:
            case b"?", b"h" | b"l":
                for mode in numbers:
                    self._set_mode(mode, final == b"h")
            case b"?", b"$p":
                state = 0 if numbers[0] not in _REPORTED else 1 if numbers[0] in self.modes else 2
                self._reply(b"\x1b[?%d;%d$y" % (numbers[0], state))
            case b"", b"c":
                self._reply(b"\x1b[?62;22c")
            case b"", b"n" if numbers == [6]:
                column, line = self.cursor
                self._reply(b"\x1b[%d;%dR" % (line + 1, column + 1))
            case b"", b"S" | b"T":
                self._scroll(numbers[0] if numbers else 1, up=final == b"S")
            case b"", _ if not token["between"]:
                self._show(token[0].replace(b":", b";"))

    def _set_mode(self, mode: int, on: bool) -> None:
        (self.modes.add if on else self.modes.discard)(mode)
        if mode in _ALTERNATE:
            self._switch(on)
        elif mode in {7, 25}:
            (self._screen.set_mode if on else self._screen.reset_mode)(mode, private=True)

    def _switch(self, alternate: bool) -> None:
        self._stream.detach(self._screen)
        self._screen = pyte.Screen(self._main.columns, self._main.lines) if alternate else self._main
        self._stream.attach(self._screen)

    def _scroll(self, count: int, *, up: bool) -> None:
        screen = self._screen
        keep = screen.cursor.y
        top, bottom = screen.margins or (0, screen.lines - 1)
        screen.cursor.y = bottom if up else top
        for _ in range(count):
            (screen.index if up else screen.reverse_index)()
        screen.cursor.y = keep

    def _string(self, kind: bytes, body: bytes) -> None:
        self.strings.append(kind + body)
        code, _, rest = body.partition(b";")
        if kind == b"]" and rest == b"?" and code in _COLOURS:
            self._reply(b"\x1b]%s;rgb:%s\x1b\\" % (code, _COLOURS[code]))


def _told(line: Any, columns: int) -> str:
    """A line as it is seen: where half of a wide character was written over, the other half is blank."""
    told, place = "", 0
    while place < columns:
        sign = line[place].data
        wide = bool(sign) and wcwidth(sign[0]) == 2
        torn = wide and place + 1 < columns and line[place + 1].data != ""
        told += " " if not sign or torn else sign
        place += 2 if wide and not torn else 1
    return told
