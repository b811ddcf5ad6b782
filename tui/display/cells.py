"""Text as cells: one character a cell, whatever the text is.

The right half of a wide character is `FILLER`. What terminals draw in different widths (emoji, joined and combining
characters) is a lone surrogate that stands for it: no clean text holds one.
"""

from rich.cells import cell_len, get_character_cell_size

FILLER = "\0"
_NO_WIDTH = "\x02"
_JOINER = "\u200d"
_FIRST_ODD, _LAST_ODD = 0xD800, 0xDFFF
_PICTURES = 0x1F000
"""From here on Unicode has pictures, in which terminals of different ages differ."""
_HAN = range(0x20000, 0x40000)


class Cells(dict[int, str]):
    """What each character is as cells, for `str.translate`; learns them as they come."""

    def __init__(self) -> None:
        super().__init__()
        self._odd: dict[str, str] = {}
        self._signs: dict[str, str] = {}

    @property
    def full(self) -> bool:
        """Whether there may be no sign left for what one more frame brings."""
        return len(self._odd) > (_LAST_ODD - _FIRST_ODD) // 2

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        width = get_character_cell_size(sign)
        if not width:
            cells = _NO_WIDTH
        elif code >= _PICTURES and code not in _HAN:
            cells = self._stands_for(sign) + FILLER * (width - 1)
        else:
            cells = sign + FILLER * (width - 1)
        self[code] = cells
        return cells

    def of(self, text: str) -> str:
        """A clean text as cells."""
        cells = text.translate(self)
        if _NO_WIDTH not in cells:
            return cells
        clusters: list[str] = []
        for sign in text:
            if clusters and (self[ord(sign)] == _NO_WIDTH or clusters[-1].endswith(_JOINER)):
                clusters[-1] += sign
            elif self[ord(sign)] != _NO_WIDTH:
                clusters.append(sign)
        return "".join(
            self[ord(each)] if len(each) == 1 else self._stands_for(each) + FILLER * (cell_len(each) - 1)
            for each in clusters
        )

    def _stands_for(self, cluster: str) -> str:
        sign = self._signs.get(cluster)
        if sign is None:
            sign = self._signs[cluster] = chr(min(_FIRST_ODD + len(self._signs), _LAST_ODD))
            self._odd[sign] = cluster
        return sign

    def odd(self, text: str) -> bool:
        """Whether terminals may disagree how wide one of these cells is."""
        return bool(self._odd) and not self._odd.keys().isdisjoint(text)

    def whole(self, sign: str) -> str:
        """What a cell stands for."""
        return self._odd.get(sign, sign)

    def wide(self, sign: str) -> bool:
        """Whether it is the left half of a wide character."""
        return sign != FILLER and cell_len(self.whole(sign)) > 1
