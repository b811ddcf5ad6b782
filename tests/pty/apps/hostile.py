"""Every kind of widget, filled with text that wants to act on the terminal. For tests/pty."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3]))

from tui import terminal

terminal.prepare()

from rich.segment import ControlType, Segment  # noqa: E402
from rich.style import Style  # noqa: E402
from rich.text import Text  # noqa: E402
from textual import widgets  # noqa: E402
from textual.app import ComposeResult  # noqa: E402
from textual.containers import VerticalScroll  # noqa: E402
from textual.content import Content  # noqa: E402
from textual.strip import Strip  # noqa: E402
from textual.widget import Widget  # noqa: E402

from tests.pty.apps.payloads import TEXT  # noqa: E402
from tui.guarded import Guarded, run_guarded  # noqa: E402


class Raw(Widget):
    """Draws its own strips, with control segments and links, as no decent widget would."""

    DEFAULT_CSS = "Raw { height: 3; }"

    def render_line(self, y: int) -> Strip:
        link = Style(link=f"http://x/{TEXT}")
        control = Segment("\x1b]52;c;ZXZpbA==\x07", None, [(ControlType.BELL,)])
        return Strip([Segment(TEXT, link if y else None), control, Segment("|raw")]).adjust_cell_length(98)


class Hostile(Guarded[None]):
    """One screen of everything; the end of the list says that all was drawn."""

    ENABLE_COMMAND_PALETTE = False
    CSS = "VerticalScroll > * { max-height: 4; }"

    def compose(self) -> ComposeResult:
        content = Content(TEXT)
        with VerticalScroll():
            yield Raw()
            yield widgets.Static(content)
            yield widgets.Label(content)
            yield widgets.Button(content)
            yield widgets.Input(TEXT, placeholder=TEXT)
            yield widgets.TextArea(TEXT)
            yield widgets.OptionList(content)
            yield widgets.ListView(widgets.ListItem(widgets.Label(content)))
            yield widgets.Checkbox(content)
            yield widgets.RadioSet(widgets.RadioButton(content))
            yield widgets.Select([(content, 1)], value=1)
            yield widgets.SelectionList((content, 1))
            yield widgets.Tabs(widgets.Tab(content))
            yield widgets.Collapsible(title=TEXT.replace("[", ""))
            yield widgets.Log().write(TEXT)
            yield widgets.DataTable()
            yield widgets.Tree(Text(TEXT))
            yield widgets.Static("drawn", id="last")

    def on_mount(self) -> None:
        table = self.query_one(widgets.DataTable)
        table.add_columns("a", "b")
        table.add_row(TEXT, content := Content(TEXT).plain)
        box = self.query_one("#last", widgets.Static)
        box.border_title, box.styles.border = content.replace("[", ""), ("round", "red")
        self.notify(TEXT, markup=False)
        self.title = TEXT


raise SystemExit(run_guarded(Hostile()))
