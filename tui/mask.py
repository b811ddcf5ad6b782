"""The mask: names, stances and notes as neutral codes, for when a customer can see the screen."""


_LETTERS = {"account": "A", "person": "P", "opportunity": "O", "competitor": "X", "member": "M"}


class Mask:
    """Says things as they are, or as codes that keep the same things the same."""

    def __init__(self) -> None:
        self.on = False
        self._codes: dict[tuple[str, object], str] = {}

    def name(self, kind: str, key: object, text: str) -> str:
        """A name, or a code such as P3 that stands for it as long as the program runs."""
        if not self.on:
            return text
        letter = _LETTERS.get(kind, "N")
        known = sum(1 for each, _ in self._codes if each == kind)
        return self._codes.setdefault((kind, key), f"{letter}{known + 1}")

    def text(self, text: str) -> str:
        """A note, or as many dots as say that there is one."""
        return "····" if self.on and text else text
