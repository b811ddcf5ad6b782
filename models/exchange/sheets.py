"""Reading a CSV file somebody else made: its encoding and separator found out, every row with its line number (T11)."""

import csv
import io
from dataclasses import dataclass

LARGEST = 64 << 20
"""Bytes of a file that is still read."""
SEPARATORS = (",", ";", "\t")
_MARKS = (
    (b"\xff\xfe\0\0", "utf-32"), (b"\0\0\xfe\xff", "utf-32"), (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"),
)  # fmt: skip
"""How files with a byte order mark begin."""
_BOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How workbooks begin, which are no CSV whatever they are called."""
_SHOWN = {"utf-8-sig": "UTF-8", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16"}
_STRAY = 0.1
"""A text of UTF-8 may hold so many NUL bytes; UTF-16 holds more."""


class Unreadable(Exception):
    """The file cannot be used as a whole: `code` says why, `line` and `detail` where."""

    def __init__(self, code: str, line: int = 0, detail: str = "") -> None:
        """Say why, and where."""
        super().__init__(code, line, detail)
        self.code = code
        self.line = line
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the file and the line it begins on, counted from 1."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file as it was read; blank rows are left out."""

    encoding: str
    separator: str
    headings: tuple[str, ...]
    lines: tuple[Line, ...]


def read(data: bytes) -> Sheet:
    """The rows of a CSV file; raises Unreadable."""
    if len(data) > LARGEST:
        raise Unreadable("too_large", detail=str(LARGEST >> 20))
    encoding, text = decoded(data)
    if not text.strip("\ufeff\0 \t\r\n"):
        raise Unreadable("empty")
    told, separator = _told_separator(text)
    separator = separator or _separator(text)
    lines = [each for each in _records(text[told:], separator, 1 if told else 0) if any(map(str.strip, each.cells))]
    headings = tuple(cell.strip() for cell in lines[0].cells) if lines else ()
    if len(lines) < 2:
        raise Unreadable("no_rows")
    return Sheet(_SHOWN.get(encoding, encoding.upper()), separator, headings, tuple(lines[1:]))


def decoded(data: bytes) -> tuple[str, str]:
    """The encoding and the text of a file; raises Unreadable when it is none of ours, or a workbook."""
    if data.startswith(_BOOKS):
        raise Unreadable("workbook")
    marked = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)
    for encoding in (marked,) if marked else _likely(data):
        try:
            return encoding, data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable("encoding")


def _likely(data: bytes) -> tuple[str, ...]:
    """The encodings a file without a mark may have, the likeliest first."""
    plain = ("utf-8", "gb18030")
    if data.count(0) <= _STRAY * len(data) and _fits(data, "utf-8"):
        return plain
    if not data[::2].count(0) and data[1::2].count(0):
        return ("utf-16-le", *plain)
    if data[::2].count(0) and not data[1::2].count(0):
        return ("utf-16-be", *plain)
    return plain


def _fits(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _told_separator(text: str) -> tuple[int, str]:
    """What a first line `sep=;`, as Excel writes it, says: its length, and the separator; 0 when there is none."""
    first = text.partition("\n")[0]
    told = first.strip().lower()
    sign = told[4:] or ("\t" if "\t" in first else "")
    if told.startswith("sep=") and len(sign) == 1 and not sign.isalnum() and sign not in '"\\' and sign.isascii():
        return len(first) + 1, sign
    return 0, ""


def _separator(text: str) -> str:
    """The separator that takes the headings apart into most."""
    counts = {}
    for each in SEPARATORS:
        try:
            counts[each] = len(next(csv.reader(io.StringIO(text, newline=""), delimiter=each), ()))
        except csv.Error:
            counts[each] = 0
    return max(SEPARATORS, key=lambda each: counts[each])


def _records(text: str, separator: str, before: int) -> list[Line]:
    """Every record with the line it begins on; raises Unreadable where quotes do not match."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    found, number = [], 1
    try:
        for cells in reader:
            found.append(Line(number + before, tuple(cells)))
            number = reader.line_num + 1
    except csv.Error as wrong:
        code = "cell_too_long" if "field larger" in str(wrong) else "quotes"
        raise Unreadable(code, number + before) from None
    return found
