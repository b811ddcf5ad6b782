"""Taking out what is shown: as text for the clipboard, as a file."""

import os
from collections.abc import Callable, Sequence
from errno import EEXIST, ENOENT
from pathlib import Path
from typing import TYPE_CHECKING

from models.rules.text import spreadsheet_safe, term_safe
from tui.desk import Desk
from tui.widgets.listing import Line, Listing, Span
from tui.widgets.rows import every
from tui.words import t

if TYPE_CHECKING:
    from models.rules.pictures import Picture
    from tui.pictures.saying import Saying


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
    import io

    text = io.StringIO(newline="")
    csv.writer(text).writerows([[spreadsheet_safe(cell) for cell in row] for row in rows])
    write_text(path, text.getvalue(), mark=True)


def write_text(path: str, text: str, *, mark: bool = False) -> None:
    """Write a text likewise, where it shall with the mark by which spreadsheets know UTF-8."""
    write_bytes(path, text.encode("utf-8-sig" if mark else "utf-8"))


def write_bytes(path: str, content: bytes) -> None:
    """Write any file likewise: whole or not at all."""
    from models import faults
    from models.exchange import publishing

    try:
        target = Path(path).expanduser()
    except RuntimeError:  # nobody is called that
        raise FileNotFoundError(ENOENT, os.strerror(ENOENT), path) from None
    try:
        publishing.publish(str(target), [content])
    except faults.Exists as there:
        raise FileExistsError(EEXIST, os.strerror(EEXIST), path) from there
    except faults.Fault as fault:
        raise fault.__cause__ or fault from None


def write_picture(path: str, picture: "Picture", say: "Saying", told: str = "") -> None:
    """Write a picture as SVG, or its rows as CSV, by the ending of the name; `told` stands under its title."""
    from tui.pictures import table
    from tui.pictures.svg import svg

    if path.lower().endswith(".svg"):
        write_text(path, svg(picture, say, told))
    else:
        write(path, table.told(picture, say))


async def offer(app: Desk, name: str, hint: str, put: Callable[[str], None]) -> None:
    """Ask for the name of a new file and put there what `put` writes; say how it went."""
    from tui.modals.ask import Ask

    path = await app.push_screen_wait(Ask(t("export.where"), name, hint))
    if not path:
        return
    try:
        put(path)
    except FileExistsError:
        app.say(t("export.exists", path=path), bad=True)
    except OSError as wrong:
        app.say(t("export.failed", path=path, why=wrong.strerror or ""), bad=True)
    else:
        app.say(t("export.done", path=path))
