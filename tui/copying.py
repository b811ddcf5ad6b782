"""Taking out what is shown: as text for the clipboard, as a file."""

import os
from collections.abc import Sequence
from errno import ENOENT
from pathlib import Path

from models.rules.text import spreadsheet_safe, term_safe
from tui.widgets.listing import Line, Listing, Span
from tui.widgets.rows import every


def texts(line: Line) -> list[str]:
    """The cells of a line as plain texts."""
    return [(cell.text if isinstance(cell, Span) else cell).strip() for cell in line.cells]


def chosen(listing: Listing) -> list[Line]:
    """The marked lines, or the one under the cursor."""
    wanted = set(listing.chosen)
    found = [line for line in every(listing.rows) if line.key in wanted] if listing.marked else []
    line = listing.rows.line(listing.cursor) if len(listing.rows) else None
    return found or ([line] if line else [])


def plain(lines: Sequence[Line]) -> str:
    """Lines as text, a tab between cells."""
    return term_safe("\n".join("\t".join(filter(None, texts(line))) for line in lines))


def shown(listing: Listing) -> list[list[str]]:
    """All rows of a list with its headings; a row that is not here yet is left out."""
    rows = [texts(line) for line in every(listing.rows)]
    heads = [[column.title for column in listing.columns]] if listing.columns else []
    return heads + rows


def write(path: str, rows: Sequence[Sequence[str]]) -> None:
    """Write rows as CSV to a new file that only the user can read; raises OSError, FileExistsError among them."""
    import csv

    try:
        target = Path(path).expanduser()
    except RuntimeError:  # nobody is called that
        raise FileNotFoundError(ENOENT, os.strerror(ENOENT), path) from None
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8-sig", newline="") as out:
        csv.writer(out).writerows([[spreadsheet_safe(cell) for cell in row] for row in rows])
        out.flush()
        os.fsync(out.fileno())
