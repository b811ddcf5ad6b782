"""How cells look, and the shortest sequences from one look to the next."""

from typing import NamedTuple

ON_BLANKS = frozenset({"4", "7", "9", "21", "51", "52", "53"})
"""Attributes that show on a blank cell, too."""
_OFF = {"1": "22", "2": "22", "3": "23", "4": "24", "7": "27", "9": "29"}


class Pen(NamedTuple):
    """How the terminal draws what comes next; the colours as it is told them, "" for its own."""

    attributes: frozenset[str] = frozenset()
    fore: str = ""
    back: str = ""

    @classmethod
    def told(cls, codes: str) -> "Pen":
        """The pen after a reset and these codes of an SGR sequence."""
        attributes, fore, back = set[str](), "", ""
        words = iter(codes.split(";") if codes else ())
        for word in words:
            if word in {"38", "48"}:
                kind = next(words)
                rest = [next(words) for _ in range(3 if kind == "2" else 1)]
                colour = ";".join([word, kind, *rest])
                fore, back = (colour, back) if word == "38" else (fore, colour)
            elif len(word) > 1 and (word[:-1] in {"3", "9"}):
                fore = "" if word == "39" else word
            elif len(word) > 1 and word[:-1] in {"4", "10"}:
                back = "" if word == "49" else word
            else:
                attributes.add(word)
        return cls(frozenset(attributes), fore, back)


class Look(NamedTuple):
    """How a cell looks; in a blank one only the background counts."""

    pen: Pen
    blank: bool


def step(pen: Pen, look: Look) -> tuple[str, Pen]:
    """The shortest sequence that makes the pen draw this look, and the pen after it."""
    wanted = look.pen
    if look.blank:
        wanted = Pen(pen.attributes - ON_BLANKS, pen.fore, look.pen.back)
    if wanted == pen:
        return "", pen
    full = (f"\x1b[{';'.join(filter(None, ('0', *sorted(look.pen.attributes), *look.pen[1:])))}m", look.pen)
    if full[0] == "\x1b[0m":
        full = ("\x1b[m", look.pen)
    lost = pen.attributes - wanted.attributes
    if not lost <= _OFF.keys():
        return full
    off = {_OFF[each] for each in lost}
    kept = {each for each in wanted.attributes & pen.attributes if _OFF.get(each) in off}
    codes = [*sorted(off), *sorted(kept | (wanted.attributes - pen.attributes))]
    if wanted.fore != pen.fore:
        codes.append(wanted.fore or "39")
    if wanted.back != pen.back:
        codes.append(wanted.back or "49")
    return min((f"\x1b[{';'.join(codes)}m", wanted), full, key=lambda each: len(each[0]))
