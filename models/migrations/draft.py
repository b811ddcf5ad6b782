"""Write the statements for the tables as they are now: `python -m models.migrations.draft > …/m0001_first.py`.

With `--write` it renews the first step and its digest in place, which is right until the first release and wrong ever after.
"""

import re
import sys
from pathlib import Path
from typing import Any

import peewee

from models import base, engine, migrations
from models.migrations.steps import STEPS
from models.tables import TABLES

HERE = Path(__file__).parent
SEARCH = (
    "CREATE VIRTUAL TABLE search USING "
    "fts5(tokens, tokenize='unicode61', detail=none, columnsize=0, prefix='1 2 3 4')",
    "INSERT INTO search(search, rank) VALUES('secure-delete', 1)",
)
SERVER_SEARCH = (
    'CREATE TABLE "search" ("token" TEXT COLLATE "C" NOT NULL, '
    '"entry" INTEGER NOT NULL REFERENCES "search_entry" ("id") ON DELETE CASCADE, PRIMARY KEY ("token", "entry"))',
    'CREATE INDEX "search_entry_of" ON "search" ("entry")',
)
FIRST = '''"""The first step: every table of the first release (written by `python -m models.migrations.draft --write`)."""

STATEMENTS: tuple[str, ...] = (
{lines}
)
SQLITE: tuple[str, ...] = (
{search}
)
POSTGRES: tuple[str, ...] = (
{server}
)
'''
LIST = '''"""Each step and the digest of the schema after it (the first: `python -m models.migrations.draft --write`)."""

STEPS: tuple[tuple[str, str], ...] = (
{lines}
)
'''


class Neutral(peewee.SqliteDatabase):
    """A database without a file that names types by what they are for."""

    field_types = {
        "BIGINT": "{big}", "BOOL": "{flag}", "DATETIME": "{moment}", "DOUBLE": "{double}", "BLOB": "{blob}",
        "TEXT": "{text}",
    }


def neutral() -> list[str]:
    """The statements that make the tables, good for either engine."""
    before = base.db.obj
    base.db.initialize(Neutral(None))
    try:
        made = [query.query() for table in TABLES for query in _of(table)]
    finally:
        base.db.initialize(before)
    if any(values for _, values in made):
        raise ValueError("a statement has parameters")
    return [re.sub("INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT", "{key}", text) for text, _ in made]


def _of(table: Any) -> list[Any]:
    schema = table._schema
    return [schema._create_table(safe=False), *schema._create_indexes(safe=False)]


def first() -> str:
    """The first step as a module."""
    return FIRST.format(lines=_lines(neutral()), search=_lines(SEARCH), server=_lines(SERVER_SEARCH))


def digest(made: list[str]) -> str:
    """The digest of the schema that statements make on SQLite."""
    connection = engine.sqlite.connect(":memory:")
    for statement in made:
        connection.execute(statement)
    found = migrations.digest(connection)
    connection.close()
    return found


def _lines(texts: list[str] | tuple[str, ...]) -> str:
    return "\n".join(f"    {_quoted(text)}," for text in texts)


def _quoted(text: str) -> str:
    return f"'{text}'" if '"' in text else f'"{text}"'


def write() -> None:
    """Renew the first step in place."""
    made = [text.format_map(migrations.ON_SQLITE) for text in neutral()] + list(SEARCH)
    steps = [("m0001_first", digest(made)), *STEPS[1:]]
    HERE.joinpath("m0001_first.py").write_text(first(), encoding="utf-8")
    lines = "\n".join(f'    ("{name}", "{word}"),' for name, word in steps)
    HERE.joinpath("steps.py").write_text(LIST.format(lines=lines), encoding="utf-8")


if __name__ == "__main__":
    if sys.argv[1:] == ["--write"]:
        write()
    else:
        sys.stdout.write(first())
