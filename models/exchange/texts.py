"""Records as the text of a file, piece by piece: CSV for spreadsheets, JSON for programs."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from models.exchange.cells import Label, shown
from models.exchange.exporting import Record
from models.rules.fields import Field, FieldKind
from models.rules.text import clean, spreadsheet_safe
from models.rules.values import Value

MARK = "\ufeff"
"""What a CSV file begins with so that spreadsheets take it for UTF-8."""


def codes(field: Field, code: str) -> str:
    """For a file of codes: no words."""
    del field
    return code


def csv_lines(
    wanted: Sequence[Field], heads: Sequence[str], found: Iterable[Record], label: Label, *, end: str = "\r\n"
) -> Iterator[str]:
    """The headings and a line for each record; no cell will be taken for a formula."""
    yield csv_line(heads, end)
    for record in found:
        yield csv_line([shown(field, record.values[field.code], label) for field in wanted], end)


def csv_line(cells: Sequence[str], end: str = "\r\n") -> str:
    """One line of a CSV file."""
    out = io.StringIO()
    csv.writer(out, lineterminator=end).writerow([spreadsheet_safe(clean(cell, notes=True)) for cell in cells])
    return out.getvalue()


def json_lines(
    kind: str, wanted: Sequence[Field], found: Iterable[Record], dump: Callable[[Any], str] = json.dumps
) -> Iterator[str]:
    """One document, `{"schema": 1, "kind", "rows": [...]}`: codes, amounts in 元, what is not known is null."""
    yield f'{{"schema": 1, "kind": {json.dumps(kind)}, "rows": ['
    between = "\n"
    for record in found:
        yield between + dump(document(wanted, record))
        between = ",\n"
    yield "\n]}\n"


def document(wanted: Sequence[Field], record: Record) -> Mapping[str, Any]:
    """One record as JSON knows it: beside each name of something else its id."""
    found: dict[str, Any] = {"id": record.id}
    for field in wanted:
        found[field.code] = _plain(field, record.values[field.code])
        if field.code in record.ids:
            ids = record.ids[field.code]
            found[f"{field.code}_{'ids' if isinstance(ids, tuple) else 'id'}"] = ids
    return found


def _plain(field: Field, value: Value) -> Any:
    if value is None or value == "":
        return None
    match value:
        case bool():
            return value
        case int() if field.kind is FieldKind.MONEY:
            return value // 100 if value % 100 == 0 else value / 100
        case date():
            return value.isoformat()
    return value
