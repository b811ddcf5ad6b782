"""What the roles of a theme look like on lines that are drawn by hand."""

from collections.abc import Mapping

from rich.color import Color as RichColor
from rich.style import Style
from textual.color import Color
from textual.widget import Widget

ROLES: Mapping[str, tuple[str, bool]] = {
    "head": ("head", True), "title": ("title", True), "muted": ("muted", False), "for": ("for", False),
    "against": ("against", False), "warn": ("warning", True), "good": ("success", False), "accent": ("accent", False),
    "strong": ("", True), "mark": ("mark", True), "here": ("primary", True), "bad": ("error", True),
    "pick": ("mark", False),
}  # fmt: skip
"""For each role the variable of the theme that gives its colour, and whether it is bold."""
RAISED = frozenset({"head"})
"""Roles that stand on the colour of a surface."""


class Drawn(Widget):
    """A widget that draws its own lines.

    The stylesheet could give each role a colour as well, but Textual would work out each of them for each widget,
    used or not, and twice at the start.
    """

    _roles: dict[str, Style] | None = None

    def notify_style_update(self) -> None:
        self._roles = None
        super().notify_style_update()

    def role(self, name: str) -> Style:
        """The style of a role; without a name that of the widget."""
        if self._roles is None:
            self._roles = {"": self.rich_style}
        if name not in self._roles:
            self._roles[name] = self._roles[""] + self._style(name)
        return self._roles[name]

    def _style(self, name: str) -> Style:
        variable, bold = ROLES[name]
        return Style(
            color=self._colour(variable) if variable else None,
            bgcolor=self._colour("surface") if name in RAISED else None,
            bold=bold or None,
        )

    def _colour(self, variable: str) -> RichColor:
        return Color.parse(self.app.theme_variables[variable]).rich_color
