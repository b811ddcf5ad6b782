"""A proposal as a DOCX file; python-docx is loaded when one is written."""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time
from io import BytesIO
from typing import TYPE_CHECKING

from tui.proposals.telling import Bar, Bullets, Chart, Heading, Lines, Paragraph, Piece

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Cell

STYLE = "Light Grid Accent 1"
EASTERN = "Microsoft YaHei"
"""The face of Chinese characters; the one of the template has none."""


def written(pieces: Iterable[Piece], day: date) -> bytes:
    """The file. It names nobody as its author, and the day it is of as the day it was made."""
    import docx

    made = docx.Document()
    _face(made)
    about = made.core_properties
    about.author, about.comments, about.last_modified_by = "", "", ""
    about.created = about.modified = datetime.combine(day, time(), UTC)
    for piece in pieces:
        _put(made, piece)
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def _face(made: "Document") -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt

    for style in made.styles:
        fonts = style.element.find(f".//{qn('w:rFonts')}")
        if fonts is not None:
            fonts.set(qn("w:eastAsia"), EASTERN)
    normal = made.styles["Normal"]
    normal.font.size = Pt(11)
    normal.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), EASTERN)


def _put(made: "Document", piece: Piece) -> None:
    match piece:
        case Heading():
            made.add_heading(piece.text, 0 if piece.level == 1 else 1)
        case Paragraph():
            _paragraph(made, piece)
        case Bullets():
            for item in piece.items:
                made.add_paragraph(item, style="List Bullet")
        case Lines():
            _table(made, piece.heads, piece.rows, piece.right)
        case Chart():
            _table(made, (), tuple((bar.text, _drawn(bar), bar.days) for bar in piece.bars), frozenset())


def _drawn(bar: Bar) -> str:
    """A bar of characters that are as wide as the spaces before them."""
    return "\u3000" * (bar.before // 2) + "■" * max(bar.length // 2, 1)


def _paragraph(made: "Document", piece: Paragraph) -> None:
    from docx.enum.text import WD_COLOR_INDEX

    run = made.add_paragraph().add_run(piece.text)
    if piece.hole:
        run.font.highlight_color = WD_COLOR_INDEX.YELLOW


def _table(
    made: "Document", heads: tuple[str, ...], rows: tuple[tuple[str, ...], ...], right: frozenset[int]
) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    lines = ((heads,) if heads else ()) + rows
    table = made.add_table(len(lines), len(lines[0]), style=STYLE if heads else "Normal Table")

    def put(cell: "_Cell", text: str, *, flush: bool) -> None:
        cell.text = text
        if flush:
            cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT

    _each(lines, lambda row, column, text: put(table.cell(row, column), text, flush=column in right and row > 0))
    made.add_paragraph()


def _each(lines: tuple[tuple[str, ...], ...], put: Callable[[int, int, str], None]) -> None:
    for row, texts in enumerate(lines):
        for column, text in enumerate(texts):
            put(row, column, text)
