"""A tiny program built on `Guarded`, for tests/pty: every key and hook leaves a trace on the screen.

Started as `python guarded.py [MODE]`; the front door's order is kept: refuse, prepare, then Textual.
"""

import sys
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3]))

from tui import terminal

if terminal.refuse() is not None:
    textual = "textual" in sys.modules
    sys.stderr.write(f"refused {terminal.refuse()} textual={textual}\n")
    raise SystemExit(2)
terminal.prepare()

from textual import events, work  # noqa: E402
from textual.app import ComposeResult  # noqa: E402
from textual.content import Content  # noqa: E402
from textual.widgets import Input, Static  # noqa: E402

from tui.guarded import Guarded, run_guarded  # noqa: E402

SECRET = "张三13800138000"


class Probe(Guarded[None]):
    """Shows what reaches it."""

    CSS = "#state { color: red; } Static { height: 1; } Input { height: 1; border: none; padding: 0; }"
    BINDINGS = [
        ("ctrl+z", "suspend_process"),
        ("f5", "crash"),
        ("f6", "crash_thread"),
        ("f7", "crash_bare_thread"),
    ]
    ENABLE_COMMAND_PALETTE = False

    def compose(self) -> ComposeResult:
        yield Static("ready", id="state")
        yield Static("key -", id="key")
        yield Static("", id="said")
        yield Input(id="field") if "field" in sys.argv else Static("no field")

    def say(self, text: str) -> None:
        self.query_one("#said", Static).update(Content(text))

    def on_key(self, event: events.Key) -> None:
        self.query_one("#key", Static).update(Content(f"key {event.key} {event.character!r}"))

    def on_paste(self, event: events.Paste) -> None:
        self.query_one("#key", Static).update(Content(f"pasted {len(event.text)}"))

    def on_resize(self, event: events.Resize) -> None:
        self.query_one("#state", Static).update(f"ready {event.size.width}x{event.size.height}")

    def save_drafts(self) -> None:
        if target := next((a[7:] for a in sys.argv if a.startswith("drafts=")), None):
            Path(target).write_text("saved")

    def resumed(self) -> None:
        self.say("resumed")

    def paste_cut(self, kept: int, total: int) -> None:
        self.say(f"kept {kept} of {total}")

    def action_crash(self) -> None:
        customer = SECRET
        raise ValueError(f"bad value {customer}")

    @work(thread=True)
    def action_crash_thread(self) -> None:
        raise KeyError(SECRET)

    def action_crash_bare_thread(self) -> None:
        def fail() -> None:
            raise RuntimeError(SECRET)

        threading.Thread(target=fail).start()

    def on_mount(self) -> None:
        if "stuck" in sys.argv:
            self.call_after_refresh(self._stick)

    def _stick(self) -> None:
        time.sleep(60)


raise SystemExit(run_guarded(Probe()))
