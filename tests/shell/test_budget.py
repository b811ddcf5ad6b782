"""What a look-up may cost, in things that can be counted: modules loaded, questions to the database."""

import json
import subprocess
import sys
from typing import Any

import pytest

from models import engine
from tests.shell.conftest import Shell
from tests.shell.test_process import FORBIDDEN, LOADED, start
from tui.later import PUT_OFF

HEAVY = {
    *FORBIDDEN, "dataclasses", "pathlib", "urllib.parse", "tomllib", "csv", "ssl", "email", "subprocess",
    "importlib.metadata", "importlib.resources", "rapidfuzz", "playhouse", "platformdirs", "tomlkit",
}
"""What costs milliseconds, and is not needed to say what is known of an account."""
OWN = 105
"""Modules of our own that a brief may load: what it tells looks at gates, dealing, plays, figures, completeness."""
STATEMENTS = 38
"""Statements of a whole `inroad brief`: opening, finding, who may see it, the brief."""


def test_a_brief_loads_no_more_than_it_needs(shell: Shell) -> None:
    code, modules = json.loads(start(shell, "brief", "hbj", "--json", front=LOADED).stderr)
    assert code == 0
    assert HEAVY & set(modules) == set()
    own = [name for name in modules if name.partition(".")[0] in ("tui", "models", "themes")]
    assert len(own) <= OWN, own
    assert not [name for name in own if name.startswith(("models.writes", "models.exchange", "models.tables."))]


def test_finding_loads_no_tables(shell: Shell) -> None:
    code, modules = json.loads(start(shell, "find", "hbj", "--json", front=LOADED).stderr)
    assert code == 0
    assert HEAVY & set(modules) == set()
    assert not [name for name in modules if name.startswith(("models.writes", "models.exchange", "models.tables."))]


def test_what_peewee_loads_for_others_waits_until_it_is_asked_for(shell: Shell) -> None:
    _, loaded = json.loads(start(shell, "brief", "hbj", "--json", front=LOADED).stderr)
    assert "peewee" in loaded
    assert not {"platform", "_hashlib", "dis", "_socket", "traceback", "tokenize", "_sqlite3"} & set(loaded)


@pytest.mark.parametrize("name", PUT_OFF)
def test_a_module_that_was_put_off_is_there_when_it_is_asked_for(name: str) -> None:
    code = (
        "import sys\nfrom tui import later\nlater.put_off()\n"
        f"import {name} as early\n"
        f"known = {{'calendar': 'monthrange', 'hashlib': 'sha256', 'socket': 'socket', 'uuid': 'UUID', "
        f"'inspect': 'signature', 'logging': 'Handler', 'mimetypes': 'guess_type', 'typing_extensions': 'deprecated', "
        f"'platformdirs': 'user_data_dir', 'textual.command': 'CommandList'}}['{name}']\n"
        f"assert callable(getattr(early, known))\n"
        f"import {name} as late\n"
        f"assert getattr(late, known) is getattr(early, known) and late is sys.modules['{name}']\n"
        f"from {name} import *\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_importing_compiles_no_pattern_of_ours() -> None:
    """Patterns are compiled when first used: a class over all Chinese characters takes a millisecond."""
    spy = (
        "import re, sys\nfrom re import _compiler\nmade, compile = [], _compiler.compile\n"
        "def noted(pattern, flags=0):\n"
        "    name = sys._getframe(3).f_globals.get('__name__', '')\n"
        "    made.append(name) if name.startswith(('tui.', 'models.')) else None\n"
        "    return compile(pattern, flags)\n"
        "_compiler.compile = noted\n"
        "import tui.main, tui.shell.opening, tui.shell.brief, tui.shell.brief_data, models.reads.brief, models.search\n"
        "print(*made)"
    )
    done = subprocess.run([sys.executable, "-c", spy], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_a_brief_asks_the_database_little(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    ran: Any = engine.File.execute_sql

    def noted(opened: Any, sql: str, *values: Any) -> Any:
        asked.append(sql)
        return ran(opened, sql, *values)

    monkeypatch.setattr(engine.File, "execute_sql", noted)
    assert shell("brief", "hbj", "--json").code == 0
    assert 0 < len(asked) <= STATEMENTS, asked
