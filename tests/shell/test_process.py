"""The shell as a process: what it loads, and what it does with a closed pipe, a full disk, an old locale."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.shell.conftest import Shell

ROOT = Path(__file__).parents[2]
FRONT = "from tui.main import run; run()"
FORBIDDEN = ("textual", "pypinyin", "psycopg", "psycopg2", "babel", "asyncio", "vobject", "icalendar", "docx", "rich")

LOADED = (
    "import os, sys, json\nfrom tui.main import run\n"
    "def told(code):\n"
    "    names = [name for name, found in sys.modules.items() if found and type(found).__name__ != 'Later']\n"
    "    sys.stderr.write(json.dumps([code, sorted(names)]))\n"
    "    sys.stderr.flush()\n"
    "os._exit = told\n"
    "run()"
)
"""Says at the end with which code it ended, and which modules it has loaded."""


def start(shell: Shell, *argv: str, front: str) -> "subprocess.CompletedProcess[bytes]":
    environment = {**shell.environment, "PYTHONPATH": str(ROOT), "PATH": os.environ["PATH"]}
    return subprocess.run([sys.executable, "-c", front, *argv], env=environment, capture_output=True, timeout=60)


def piped(shell: Shell, command: str, **environment: str) -> "subprocess.CompletedProcess[bytes]":
    """A line of sh in which `inroad` stands for us."""
    whole = {**shell.environment, "PYTHONPATH": str(ROOT), "PATH": os.environ["PATH"], **environment}
    inroad = f"inroad() {{ {sys.executable} -c '{FRONT}' \"$@\"; }}; "
    return subprocess.run(["bash", "-c", inroad + command], env=whole, capture_output=True, timeout=60)


@pytest.mark.parametrize("argv", [("brief", "hbj", "--json"), ("find", "hbj"), ("due",), ("funnel",), ("--help",)])
def test_a_look_up_loads_nothing_heavy(shell: Shell, argv: tuple[str, ...]) -> None:
    code, modules = json.loads(start(shell, *argv, front=LOADED).stderr)
    assert code == 0
    assert not set(FORBIDDEN) & set(modules)
    assert not {name for name in modules if name.startswith(("tui.app", "tui.screens", "tui.panes", "tui.widgets"))}


@pytest.mark.parametrize(("command", "code"), [
    ("find -", 2), ("brief -", 2), ("due", 0), ("import accounts -", 1), ("restore copy.db", 2),
])  # fmt: skip
def test_a_closed_standard_input_is_an_empty_one(shell: Shell, command: str, code: int) -> None:
    done = piped(shell, f"inroad {command} <&-")
    assert (done.returncode, b"fault in the program" in done.stderr) == (code, False)


def test_only_the_command_that_was_named_is_loaded(shell: Shell) -> None:
    spy = (
        "import sys\nfrom tui.main import main\nmain(sys.argv[1:])\n"
        "sys.stderr.write(' '.join(name for name, found in sys.modules.items() if found))"
    )
    loaded = start(shell, "funnel", front=spy).stderr.decode().split()
    assert "tui.shell.funnel" in loaded
    assert not {"tui.shell.brief", "tui.shell.find", "tui.shell.completions", "tui.shell.init"} & set(loaded)


def test_a_reader_that_leaves_early_is_no_failure(shell: Shell) -> None:
    done = piped(shell, "set -o pipefail; for i in 1 2 3; do inroad find hbj --json; inroad --help; done | head -1")
    assert done.stderr == b""
    assert done.stdout == b"{\n"


def test_a_full_disk_is_told(shell: Shell) -> None:
    done = piped(shell, "inroad funnel --json > /dev/full")
    assert done.returncode == 1
    assert done.stderr.decode() == "inroad: 写不出去：没有空间了\n"


def test_a_closed_output_is_told(shell: Shell) -> None:
    done = piped(shell, "inroad funnel --json >&-")
    assert done.returncode == 1
    assert done.stderr.decode().startswith("inroad: ")
    assert done.stderr.count(b"\n") == 1


def test_the_c_locale_speaks_english_and_prints_names(shell: Shell) -> None:
    done = piped(shell, "inroad brief hbj", LC_ALL="C", LANG="")
    assert done.returncode == 0
    assert "华北局" in done.stdout.decode()
    assert "Risks" in done.stdout.decode()


def test_an_old_locale_gets_marks_and_json_stays_whole(shell: Shell) -> None:
    page = piped(shell, "inroad brief hbj", LANG="en_GB", PYTHONIOENCODING="latin-1")
    assert page.returncode == 0
    assert b"???" in page.stdout
    data = piped(shell, "inroad brief hbj --json", PYTHONIOENCODING="latin-1")
    assert json.loads(data.stdout)["account"]["name"] == "华北局"


def test_without_a_terminal_the_program_says_so(shell: Shell) -> None:
    for command in ("inroad < /dev/null", "inroad demo < /dev/null"):
        done = piped(shell, command)
        assert done.returncode == 2
        assert done.stdout == b""
        assert done.stderr.count(b"\n") == 1
        assert "终端" in done.stderr.decode()


def test_the_shells_accept_their_completions(shell: Shell) -> None:
    asked = ("inroad --lang zh br", "inroad find --type p")
    tried = (f"COMP_WORDS=({words}) COMP_CWORD=3 && _inroad && echo ${{COMPREPLY[@]}}" for words in asked)
    done = piped(shell, " && ".join(["source <(inroad completions bash)", *tried]))
    assert done.stderr == b""
    assert done.stdout.split() == [b"brief", b"person"]
