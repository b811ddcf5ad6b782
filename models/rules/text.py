"""What text may be stored, how wide it is in a terminal, and how it travels in a spreadsheet.

Stored text is hostile: a note can carry escape sequences, direction overrides, invisible letters and
formulas. `clean` is for every write and import, `term_safe` for shell output, the spreadsheet pair for
files. Patterns are compiled by `re` when first used: importing costs nothing. Sources: T11, T17.
"""

import re
from collections.abc import Iterator
from unicodedata import category, east_asian_width, normalize

_INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164"
    "\ud800-\udfff\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
) + "".join(chr(plane << 16 | 0xFFFE) + chr(plane << 16 | 0xFFFF) for plane in range(1, 17))
_BASE = (
    "\u00a9\u00ae\u203c\u2049\u2122\u2139\u2194-\u21aa\u231a-\u23ff\u24c2\u25aa-\u25fe\u2600-\u27bf\u2934"
    "\u2935\u2b05-\u2b55\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
)
_ONE = f"[{_BASE}][\ufe0f\U0001f3fb-\U0001f3ff]?"
_EMOJI = (
    "\U0001f3f4[\U000e0061-\U000e007a\U000e0030-\U000e0039]{1,8}\U000e007f"
    f"|[0-9#*]\ufe0f\u20e3|{_ONE}(?:\u200d{_ONE})*"
)
_EMOJI_AT = f"(?:{_EMOJI})"
_THREAT = f"({_EMOJI})|[\x00-\x08\x0b-\x1f\x7f-\x9f{_INVISIBLE}]"
_BREAK = "\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]"
_PLAIN = "[ -~\u00a1-\u00ac\u00ae-\u02ff\u3001-\u3029\u4e00-\u9fff\uff01-\uff5e]*"
_FORMULA = r"['\s]*[=+\-@＝＋－＠]|'*[\t\r\n]"
_NO_WIDTH = frozenset({"Mn", "Me", "Cf", "Cc", "Cs"})


def clean(text: str, *, notes: bool = False) -> str:
    """The text as it may be stored: NFC, trimmed, with nothing that acts on a terminal or cannot be seen.

    Controls, direction marks, lone surrogates and invisible characters go (but those inside an emoji stay);
    line breaks and tabs stay in notes and become a space elsewhere. Cleaning twice changes nothing.
    """
    if re.fullmatch(_PLAIN, text):
        return text.strip()
    before = None
    while text != before:
        before = text
        text = re.sub(_BREAK, "\n" if notes else " ", normalize("NFC", text))
        text = text if notes else text.replace("\t", " ")
        text = re.sub(_THREAT, _kept, text)
        text = normalize("NFC", text).strip()
    return text


def _kept(match: re.Match[str]) -> str:
    return match[1] or ""


def term_safe(text: str, mark: str = "\ufffd") -> str:
    """The text as a shell may print it: threats become a visible mark, line breaks stay, a tab is a space.

    For an output that cannot show U+FFFD, hand over `mark="?"`.
    """
    if re.fullmatch(_PLAIN, text):
        return text
    lines = text.replace("\r\n", "\n").replace("\t", " ")
    return re.sub(_THREAT, lambda match: match[1] or mark, lines)


def cells(text: str) -> int:
    """How many terminal cells the text takes: wide and emoji 2, combining marks and controls 0, others 1."""
    if text.isascii() and text.isprintable():
        return len(text)
    return sum(width for _, width in _clusters(text))


def bounded(text: str, width: int, mark: str = "") -> str:
    """The text cut to at most `width` cells, never through a wide character or an emoji.

    `mark` ends a text that was cut, where it fits.
    """
    if cells(text) <= width:
        return text
    room = width - cells(mark)
    if room < 0:
        room, mark = width, ""
    kept, used = [], 0
    for cluster, size in _clusters(text):
        used += size
        if used > room:
            break
        kept.append(cluster)
    return "".join(kept) + mark


def pad(text: str, width: int, *, right: bool = False) -> str:
    """The text in exactly `width` cells: cut, or filled with spaces behind it (before it when `right`)."""
    cut = bounded(text, width)
    space = " " * (width - cells(cut))
    return space + cut if right else cut + space


def _clusters(text: str) -> Iterator[tuple[str, int]]:
    """What stands together in the terminal, with its width: an emoji sequence, or one character."""
    position = 0
    emoji = re.compile(_EMOJI_AT)
    while position < len(text):
        character = text[position]
        match = emoji.match(text, position) if text[position + 1 : position + 2] > "\u1fff" else None
        if match and len(match[0]) > 1:
            yield match[0], 2
            position = match.end()
        else:
            yield character, _width(character)
            position += 1


def _width(character: str) -> int:
    if east_asian_width(character) in "WF":
        return 2
    if category(character) in _NO_WIDTH or "\u1160" <= character <= "\u11ff":
        return 0
    return 1


def spreadsheet_safe(text: str) -> str:
    """The text as a cell of a CSV or XLSX file: an apostrophe before what would be taken for a formula.

    Text beginning with `= + - @`, their full-width forms, a tab or a line break is guarded, also behind
    spaces or apostrophes, so that `spreadsheet_plain` gives back exactly what was stored. Text that merely
    looks like a number (`-5`, `+86 10 …`) is guarded as well: a spreadsheet would turn that telephone
    number into 8.6E+11. A number is an int, float or Decimal and never comes here.
    """
    return f"'{text}" if re.match(_FORMULA, text) else text


def spreadsheet_plain(text: str) -> str:
    """The text a guarded cell stands for; a cell without a guard is what it is."""
    return text[1:] if text.startswith("'") and re.match(_FORMULA, text[1:]) else text
