"""A tree as the rows of a list: only the lines that are looked at are made."""

from collections.abc import Callable, Hashable, Sequence
from typing import Generic, Protocol, TypeVar

from tui.widgets.rows import Line


class Keyed(Protocol):
    """A node that is known by its key."""

    @property
    def key(self) -> Hashable:
        """The key."""


Node = TypeVar("Node", bound=Keyed)


class Outline(Generic[Node]):
    """The nodes that are seen, told as lines when they come into sight."""

    def __init__(self, nodes: Sequence[Node], line: Callable[[Node], Line]) -> None:
        self.nodes = nodes
        self._line = line
        self._lines: dict[int, Line] = {}
        self._places: dict[Hashable, int] = {node.key: place for place, node in enumerate(nodes)}

    def __len__(self) -> int:
        return len(self.nodes)

    def line(self, index: int) -> Line | None:
        """The line at a place."""
        if index not in self._lines:
            self._lines[index] = self._line(self.nodes[index])
        return self._lines[index]

    def index(self, key: Hashable) -> int | None:
        """Where a node stands."""
        return self._places.get(key)

    def reach(self, place: int) -> None:
        """Every node is counted."""
