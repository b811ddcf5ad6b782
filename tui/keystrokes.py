"""Cuts what a terminal sends into texts, key sequences and pastes, before Textual's parser sees it.

The parser of Textual turns a sequence it does not know into the keys it is spelt with, so that one odd
function key would press digits and letters; it takes a paste letter by letter; and it waits as long for
the rest of an arrow key as for the rest of a lone Escape. Pure: no terminal, no clock.
"""

import re
from collections.abc import Iterator
from typing import Final, Literal, NamedTuple

PASTE_LIMIT: Final = 64 * 1024
"""Characters of one paste that are kept. Whatever is longer belongs into a file and `inroad import`."""

FLOOD: Final = 1024
"""So many letters at once were not typed: a paste on a terminal that does not mark pastes."""

Kind = Literal["text", "sequence", "alt", "escape", "paste"]


class Stroke(NamedTuple):
    """One piece of input. `total` is the length of a paste before it was cut."""

    kind: Kind
    text: str
    total: int = 0


_ESCAPE = "\x1b"
_PASTE = "\x1b[200~"
_PASTE_END = "\x1b[201~"
_HELD_LIMIT = 4096

_PIECE = re.compile(
    r"(?P<text>[^\x1b]+)"
    r"|(?P<sequence>\x1b(?:"
    r"\[\[[A-Z]"  # function keys of the Linux console
    r"|\[\d+\$(?!y)"  # function keys of rxvt
    r"|\[M[\s\S]{3}"  # the oldest mouse report
    r"|\[(?![M\[])[ -?]*[@-~]"  # control sequences
    r"|O[0-9;]*[ @-~]"  # keypad and function keys
    r"))"
    r"|(?P<alt>\x1b[^\x1b\[O\]P^_X])"
    r"|(?P<escape>\x1b(?=\x1b))"
    r"|(?P<junk>\x1b[]P^_X][^\x1b\x07]*(?:\x07|\x1b\\)"  # answers to questions nobody here asks
    r"|\x1b[]P^_X][^\x1b\x07]*(?=\x1b[^\\])"  # and what another sequence breaks off
    r"|\x1b\[[ -?]*(?=[^ -~])|\x1bO[0-9;]*(?=[^ -~]))"
)
"""A piece that is complete; what matches nothing yet is held until more comes or patience ends."""


class Keystrokes:
    """Reads decoded input in any portions; says how long to wait before `expire`."""

    def __init__(self, escape_delay: float) -> None:
        self._escape_delay = escape_delay
        self._held = ""
        self._paste: list[str] | None = None
        self._marked = False
        self._kept = 0
        self._total = 0

    @property
    def patience(self) -> float | None:
        """Seconds to wait for more input until `expire` is due; None for ever."""
        if self._paste is not None:
            return 2.0 if self._marked else 0.1
        if not self._held:
            return None
        return self._escape_delay if self._held == _ESCAPE else 0.5

    def feed(self, text: str) -> Iterator[Stroke]:
        """Take a portion of input and yield the pieces it completes."""
        text, self._held = self._held + text, ""
        at = 0
        while at < len(text):
            if self._paste is not None:
                end = self._swallow(text, at)
                if end is None:
                    return
                at = end
                yield self._close_paste()
                continue
            piece = _PIECE.match(text, at)
            if piece is None:
                self._held = text[at : at + _HELD_LIMIT]
                return
            at = piece.end()
            yield from self._strokes(piece)

    def expire(self) -> Iterator[Stroke]:
        """Give up waiting: a lone Escape was the key, an open paste has ended, a torn sequence is dropped."""
        held, self._held = self._held, ""
        if self._paste is not None:
            self._keep(held)
            yield self._close_paste()
        elif held == _ESCAPE:
            yield Stroke("escape", held)
        elif len(held) == 2:
            yield Stroke("alt", held)

    def _strokes(self, piece: re.Match[str]) -> Iterator[Stroke]:
        text = piece[0]
        match piece.lastgroup:
            case "text" if len(text) >= FLOOD:
                self._open_paste(marked=False)
                self._keep(text)
            case "text":
                yield Stroke("text", text)
            case "sequence" if text == _PASTE:
                self._open_paste(marked=True)
            case "sequence" if text != _PASTE_END:
                yield Stroke("sequence", text)
            case "alt":
                yield Stroke("alt", text)
            case "escape":
                yield Stroke("escape", text)

    def _swallow(self, text: str, at: int) -> int | None:
        """Take what belongs to the open paste; where it ends, or None if it goes on.

        A paste without marks goes on until nothing more comes.
        """
        if not self._marked:
            self._keep(text[at:])
            return None
        end = text.find(_PASTE_END, at)
        if end >= 0:
            self._keep(text[at:end])
            return end + len(_PASTE_END)
        edge = text.rfind(_ESCAPE, max(at, len(text) - len(_PASTE_END) + 1))
        stop = edge if edge >= 0 and _PASTE_END.startswith(text[edge:]) else len(text)
        self._keep(text[at:stop])
        self._held = text[stop:]  # perhaps the beginning of the end
        return None

    def _open_paste(self, *, marked: bool) -> None:
        self._paste, self._marked, self._kept, self._total = [], marked, 0, 0

    def _keep(self, text: str) -> None:
        if self._paste is not None:
            self._paste.append(text[: PASTE_LIMIT - self._kept])
            self._kept = min(PASTE_LIMIT, self._kept + len(text))
            self._total += len(text)

    def _close_paste(self) -> Stroke:
        text = "".join(self._paste or ())
        self._paste = None
        return Stroke("paste", text.replace("\x00", ""), self._total)
