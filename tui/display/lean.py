"""Textual's frames, drawn by a `Painter`: only the cells that changed, scrolled by the terminal itself.

It leans on private parts of Textual; `fits` looks for them, and where one is missing, or anything fails while it
draws, `tui.guarded` goes on with the stock display. Where a frame holds what it does not know (a link, an inline
program) that frame alone is drawn by the stock display.
"""

import os
from collections.abc import Iterable, Iterator, Mapping
from inspect import signature
from typing import Any

from rich.color import ColorSystem
from rich.style import Style
from textual._ansi_sequences import SYNC_END, SYNC_START
from textual._compositor import ChopsUpdate, Compositor, LayoutUpdate
from textual.app import App
from textual.strip import Strip

from tui.display.painter import Painter, Row

_NAMES = {
    "_batch_count", "_running", "_closed", "is_headless", "_driver", "console", "_begin_update", "CompositorUpdate",
    "screen", "outer_size", "clamp_offset", "cursor_position", "is_inline", "render_segments", "Control", "move_to",
    "_previous_cursor_position", "_handle_exception", "write", "_end_update", "flush", "post_display_hook",
}  # fmt: skip
"""All that the stock display does."""
_SCROLLING = {
    "xterm", "tmux", "screen", "linux", "rxvt", "alacritty", "foot", "wezterm", "konsole", "gnome", "putty", "st",
    "vt100", "vt102", "vt220", "vt320", "vt420",
}  # fmt: skip
"""Kinds of terminals with scroll regions, by the first word of TERM."""
_ERASING = _SCROLLING - {"screen", "vt100", "vt102", "vt220", "vt320", "vt420"}
"""Those that erase with the colour of the background."""


class Unknown(Exception):
    """A frame holds what only the stock display can draw."""


def fits() -> bool:
    """Whether the installed Textual draws as this module thinks it does."""
    try:
        return (
            set(App._display.__code__.co_names) >= _NAMES
            and App._display.__code__.co_varnames[:3] == ("self", "screen", "renderable")
            and set(App._begin_update.__code__.co_names) >= {"_sync_available", "SYNC_START"}
            and [*signature(LayoutUpdate).parameters] == ["strips", "region"]
            and [*signature(ChopsUpdate).parameters] == ["chops", "spans", "chop_ends"]
            and {"crop", "min", "render"} <= set(ChopsUpdate.render_segments.__code__.co_names)
            and {"LayoutUpdate", "_render_chops"} <= set(Compositor.render_full_update.__code__.co_names)
            and {"render_style", "_color_system"} <= set(Strip.render.__code__.co_names)
            and {"_ansi", "_link", "render_ansi"} <= set(Strip.render_style.__code__.co_names)
            and Strip.render_ansi(Style(bold=True, italic=True), ColorSystem.TRUECOLOR) == "1;3"
        )
    except (AttributeError, TypeError, ValueError):
        return False


def painter_for(environment: Mapping[str, str]) -> Painter:
    """A painter that asks of the terminal only what its kind is known to do."""
    kind = environment.get("TERM", "").partition("-")[0]
    kitty = "kitty" in environment.get("TERM", "") or "KITTY_WINDOW_ID" in environment
    erases = (kind in _ERASING or "TMUX" in environment) and "STY" not in environment and not kitty
    return Painter(scrolls=kind in _SCROLLING, erases=erases)


class Lean:
    """Draws the frames of one app."""

    def __init__(self, painter: Painter | None = None) -> None:
        self._painter = painter or painter_for(os.environ)
        self._cursor = (-1, -1)

    def forget(self) -> None:
        """The terminal may show anything now; safe in a signal handler."""
        self._painter.forget()
        self._cursor = (-1, -1)

    def show(self, app: App[Any], update: object) -> bool:
        """Draw a frame; False when the stock display must."""
        driver = app._driver
        if driver is None or app.is_headless or app._batch_count or not app._running or app._closed or update is None:
            return False
        if driver.is_inline or not isinstance(update, LayoutUpdate | ChopsUpdate):
            self.forget()
            return False
        size, cursor = app.screen.outer_size, app.cursor_position
        try:
            drawn = self.drawn(update, *app.size, app.console._color_system or ColorSystem.TRUECOLOR)
        except Unknown:
            self.forget()
            return False
        place = app._previous_cursor_position = size.clamp_offset(cursor)
        if drawn or place != self._cursor:
            self._cursor = place
            drawn += f"\x1b[{place.y + 1};{place.x + 1}H"
            driver.write(f"{SYNC_START}{drawn}{SYNC_END}" if app._sync_available else drawn)
            driver.flush()
        app.post_display_hook()
        return True

    def drawn(self, update: LayoutUpdate | ChopsUpdate, width: int, height: int, colours: ColorSystem) -> str:
        """What to write, with the pen reset before and after; raises Unknown."""
        painter = self._painter
        painter.begin(width, height)
        strips: Iterator[tuple[int, int, Iterable[Strip]]]
        if isinstance(update, ChopsUpdate):
            strips = _chops(update)
        elif update.region == (0, 0, width, height):
            strips = ((y, 0, line) for y, line in enumerate(update.strips))
        else:
            raise Unknown
        wanted: dict[int, Row] = {}
        for y, x, line in strips:
            if not 0 <= y < height:
                raise Unknown
            wanted[y] = painter.laid(wanted.get(y), y, x, self._pieces(line, colours))
        return painter.paint(wanted)

    def _pieces(self, line: Iterable[Strip], colours: ColorSystem) -> list[Row]:
        piece = self._painter.piece
        pieces: list[Row] = []
        for strip in line:
            for text, style, control in strip:
                if style is None:
                    codes = ""
                elif style._link:
                    raise Unknown
                else:
                    codes = style._ansi if style._ansi is not None else Strip.render_ansi(style, colours)
                if control:
                    raise Unknown
                pieces.append(piece(text, codes))
        return pieces


def _chops(update: ChopsUpdate) -> Iterator[tuple[int, int, Iterable[Strip]]]:
    """The parts of lines that shall be drawn, cut as the stock display cuts them."""
    for y, left, right in update.spans:
        for end, (x, strip) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
            if strip is None or x >= right or end <= left:
                continue
            yield y, x, [strip if end <= right else strip.crop(0, right - x)]
