"""Reading a CSV file somebody else made: its encoding and separator found out, every row with its line number (T11)."""

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

LARGEST = 64 << 20
"""Bytes of a file that is still read."""
HEAD = 1 << 20
"""Letters within which the headings stand."""
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


class Lines:
    """The rows of a file below its headings, read anew from its bytes each time they are gone through."""

    def __init__(self, raw: Callable[[], Iterator[Line]]) -> None:
        """Read them once, to know their number, and that all of them can be read; raises Unreadable."""
        self.raw = raw
        self.count = sum(1 for _ in self)

    def __len__(self) -> int:
        return self.count

    def __iter__(self) -> Iterator[Line]:
        return islice((each for each in self.raw() if any(map(str.strip, each.cells))), 1, None)

    def __getitem__(self, place: int) -> Line:
        return next(islice(self, place, None))


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file as it was read; blank rows are left out."""

    encoding: str
    separator: str
    headings: tuple[str, ...]
    lines: Lines


def read(data: bytes) -> Sheet:
    """The rows of a CSV file; raises Unreadable."""
    if len(data) > LARGEST:
        raise Unreadable("too_large", detail=str(LARGEST >> 20))
    encoding, text = decoded(data)
    blank = "\ufeff\0 \t\r\n"
    if not text[:HEAD].strip(blank) and not text.strip(blank):
        raise Unreadable("empty")
    text = text[:HEAD]  # the whole of it once more in memory is too much
    told, separator = _told_separator(text)
    separator = separator or _separator(text)
    del text

    def raw() -> Iterator[Line]:
        return _records(data, encoding, told, separator)

    heads = next((each.cells for each in raw() if any(map(str.strip, each.cells))), ())
    lines = Lines(raw)
    if not lines:
        raise Unreadable("no_rows")
    headings = tuple(cell.strip() for cell in heads)
    return Sheet(_SHOWN.get(encoding, encoding.upper()), separator, headings, lines)


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


def _records(data: bytes, encoding: str, told: int, separator: str) -> Iterator[Line]:
    """Every record with the line it begins on; raises Unreadable where quotes do not match."""
    text = io.TextIOWrapper(io.BytesIO(data), encoding, newline="")
    text.read(told)
    before = 1 if told else 0
    reader = csv.reader(text, delimiter=separator, strict=True)
    number = 1
    try:
        for cells in reader:
            yield Line(number + before, tuple(cells))
            number = reader.line_num + 1
    except csv.Error as wrong:
        code = "cell_too_long" if "field larger" in str(wrong) else "quotes"
        raise Unreadable(code, number + before) from None
