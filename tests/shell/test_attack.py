"""The shell under attack: arguments, settings and files made to break it end in an exit code and one line."""

import csv
import io
import json
import os
import pwd
import shutil
import sqlite3
import unicodedata
from pathlib import Path
from typing import NoReturn

import pytest

from models import base
from tests.shell.conftest import Answer, Shell
from tui.shell.commands import MODULES
from tui.shell.exporting import KINDS

HOSTILE = {
    "nothing": "", "dash": "-", "dashes": "--", "three": "---", "newline": "甲\n乙", "return": "甲\r乙",
    "escape": "\x1b[31m", "bell": "\x07", "bidi": "\u202e甲\u2066", "separator": "\u2028", "surrogate": "\udcff\udcfe",
    "nul": "甲\x00乙", "quote": "'", "fts": '"*" OR NEAR(', "percent": "%s%n{0}${HOME}", "markup": "[/]",
    "emoji": "👩\u200d👩\u200d👧", "long": "长" * 400,
}
"""A fault that is there: whoever mends it takes the mark away."""


def one_line(answer: Answer, *, json: bool = False) -> None:
    """What was said is one line that nothing in it acts on the terminal, and no word of ours is missing."""
    if json:
        error = answer.json()["error"]
        assert (error["exit"], error["text"][:20]) == (answer.code, answer.err[8:28])
    else:
        assert answer.out == ""
    assert answer.err.startswith("inroad: ")
    assert answer.err.count("\n") == 1
    told = answer.err[:-1].replace("\u200d", "")
    assert not [each for each in told if unicodedata.category(each) in ("Cc", "Cf", "Cs", "Zl", "Zp")]
    for leaked in ("Traceback", "Error", "argument", "shell.", "phrase.", "exchange.", "fault."):
        assert leaked not in answer.err


# Arguments ---------------------------------------------------------------------------------------------------

SURPLUS = ("due", "funnel", "undo", "check", "doctor", "keys", "init")


@pytest.mark.parametrize("text", [
    pytest.param(text, id=name) for name, text in HOSTILE.items()
])  # fmt: skip
def test_what_a_command_does_not_take_is_told_in_one_line(shell: Shell, text: str) -> None:
    for name in SURPLUS:
        answer = shell(name, text)
        assert answer.code == 2, name
        one_line(answer)


@pytest.mark.parametrize("text", [
    pytest.param(text, id=name) for name, text in HOSTILE.items()
])  # fmt: skip
def test_no_such_command_is_told_in_one_line(shell: Shell, text: str) -> None:
    answer = shell(text)
    assert answer.code == 2
    one_line(answer)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_question_of_anything_is_answered(shell: Shell, text: str) -> None:
    if text in ("-", ""):
        assert shell("find", text, stdin="").code == 2
        return
    for argv in (("find", text), ("find", "--", text), ("brief", text), ("funnel", "--account", text)):
        answer = shell(*argv)
        assert answer.code in (0, 2, 3), argv
        assert not set(answer.out + answer.err) & set("\x1b\x07\x00\u202e\u2066"), argv


@pytest.mark.parametrize("argv", [("find",), ("brief",), ("brief", "--json"), ("find", "--csv")], ids=" ".join)
def test_a_question_of_any_length_is_answered_shortly(shell: Shell, argv: tuple[str, ...]) -> None:
    for text in ("长" * 1_000_000, "\0\udcff" * 100_000, "qz" * 100_000):
        answer = shell(*argv, "-", stdin=text)
        assert answer.code in (2, 3)
        assert len(answer.out + answer.err) < 1000


NUMBERS = ("0", "-1", "", " 5", "+5", "1.5", "1_0", "٣", "１", "½", "0x5", "nan", "1001", "9" * 40, "9" * 5000)


@pytest.mark.parametrize("text", NUMBERS, ids=lambda text: ascii(text)[:12])
def test_a_number_out_of_bounds_is_told(shell: Shell, text: str) -> None:
    for argv in (("find", "hbj", f"--limit={text}"), ("brief", "hbj", f"--width={text}")):
        answer = shell(*argv)
        assert answer.code == 2, argv
        one_line(answer)


NO_DAYS = (
    "", " ", "0000-00-00", "2026-02-30", "2026-02-31", "2月30日", "99999-01-01", "10000-01-01", "-1-01-01", "1/0", "32",
    "+99999999d", "-999999999d", "+" + "9" * 38 + "d", "9" * 5000, "now'; --", "2026-11-23T00:00", "\x1b[31m", "\udcff",
)  # fmt: skip


@pytest.mark.parametrize("text", NO_DAYS, ids=lambda text: ascii(text)[:20])
def test_what_is_no_day_is_told(shell: Shell, text: str) -> None:
    answer = shell("--today", text, "due", today=None)
    assert answer.code == 2
    one_line(answer)
    if text:
        answer = shell("due", f"--until={text}")
        assert answer.code == 2
        one_line(answer)


DAYS = ("0001-01-01", "0001-01-02", "9999-12-31", "9999-06-01", "1900-01-01", "1970-01-01", "2100-02-28", "3000-01-01")


@pytest.mark.parametrize("day", [
    pytest.param(day) for day in DAYS
])  # fmt: skip
def test_any_day_may_be_taken_for_today(shell: Shell, day: str) -> None:
    for argv in (("due",), ("brief", "hbj"), ("funnel",), ("find", "hbj"), ("check",), ("export", "promises")):
        answer = shell("--today", day, *argv, today=None)
        assert answer.code in (0, 2, 3), argv
        if answer.code == 2:
            one_line(answer)


@pytest.mark.parametrize("text", [
    "xx", "", "中文", "fr_FR.UTF-8", "\udcff", "\x1b[31m", "zh\n",
], ids=ascii)  # fmt: skip
def test_no_such_language_is_told(shell: Shell, text: str) -> None:
    answer = shell("--lang", text, "due")
    if answer.code:
        assert answer.code == 2
        one_line(answer)


# The database that is named ------------------------------------------------------------------------------------

DATABASES = {
    "a_folder": (".", 1), "dev_null": ("/dev/null", 1), "dev_full": ("/dev/full", 1), "dev_zero": ("/dev/zero", 1),
    "no_folder": ("no/such/folder/x.db", 5), "memory": (":memory:", 5), "mysql": ("mysql://host/x", 2),
    "sqlite": ("sqlite:///x.db", 2), "none": ("", 2), "home": ("~/x.db", 2),
    "query": ("x.db?mode=memory", 5), "file_url": ("file:x?mode=memory", 5), "escaped": ("%00", 5),
    "escape": ("\x1b[31m.db", 5), "surrogate": ("\udcff.db", 5), "long": ("x" * 300, 1), "deep": ("x/" * 3000, 1),
    "nul": ("a\x00b", 2), "newline": ("a\nb.db", 5),
}
COMMANDS = (("due",), ("find", "hbj", "--json"), ("brief", "hbj"), ("undo",), ("check",), ("export", "accounts"))


@pytest.mark.parametrize(("path", "code"), [
    pytest.param(*each, id=name)
    for name, each in DATABASES.items()
])  # fmt: skip
def test_what_is_no_database_is_told(
    empty: Shell, path: str, code: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    for argv in COMMANDS:
        answer = empty("--db", path, *argv)
        assert answer.code == code, argv
        one_line(answer, json="--json" in argv and code != 2)
    assert list(tmp_path.iterdir()) == []


def planted(path: Path, sql: str) -> None:
    """Do something to a database past the program."""
    connection = sqlite3.connect(path)
    connection.executescript(sql)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def spoilt(path: Path, how: str) -> None:
    """Make a sound database into one that must be refused."""
    sound = path.read_bytes()
    contents = {
        "empty": b"", "text": b"hello " * 50, "short": sound[:100], "half": sound[: len(sound) // 2],
        "one_byte_short": sound[:-1], "no_header": b"\0" * 100 + sound[100:],
        "schema_of_noise": sound[:120] + bytes((7 * n) % 251 for n in range(3976)) + sound[4096:],
    }
    scripts = {
        "newer": "PRAGMA user_version=99", "foreign": "PRAGMA application_id=1",
        "trigger": "CREATE TRIGGER evil AFTER INSERT ON account BEGIN DELETE FROM person; END",
        "view": "CREATE VIEW evil AS SELECT * FROM account", "table": "CREATE TABLE evil (x)",
        "column": "ALTER TABLE account ADD COLUMN evil TEXT",
    }
    if how in contents:
        path.write_bytes(contents[how])
    elif how in scripts:
        planted(path, scripts[how])
    else:
        Path(f"{path}-wal").write_bytes(b"garbage " * 1000)


SPOILT = (
    "empty", "text", "short", "half", "one_byte_short", "no_header", "schema_of_noise", "newer", "foreign", "trigger",
    "view", "table", "column", "log",
)  # fmt: skip


@pytest.mark.parametrize("how", SPOILT)
def test_a_database_that_is_not_right_is_refused_untouched(shell: Shell, how: str) -> None:
    spoilt(shell.database, how)
    before = shell.database.read_bytes()
    for argv in COMMANDS:
        answer = shell(*argv)
        assert answer.code == 1, argv
        one_line(answer, json="--json" in argv)
    assert shell.database.read_bytes() == before


@pytest.mark.parametrize("how", [pytest.param(how) for how in ("trigger", "view", "table", "column")])
def test_the_doctor_sees_what_was_planted(shell: Shell, how: str) -> None:
    spoilt(shell.database, how)
    facts = {fact["code"]: fact["ok"] for fact in shell("doctor", "--json").json()["facts"]}
    assert not facts["database"]


# Output ---------------------------------------------------------------------------------------------------------

PRINTING = (
    ("brief", "hbj"), ("find", "hbj"), ("find", "nothing-of-the-kind"), ("due",), ("funnel",), ("check",), ("doctor",),
    *(("export", kind) for kind in KINDS),
)  # fmt: skip


@pytest.mark.parametrize("argv", PRINTING, ids=" ".join)
def test_json_is_one_document_whatever_is_stored(shell: Shell, argv: tuple[str, ...]) -> None:
    shell.open()
    with base.db.obj.atomic():
        for table in ("account", "person", "opportunity"):
            sql = f'UPDATE "{table}" SET name = name || ? WHERE name != ?'
            base.db.obj.execute_sql(sql, ("\x1b]52;c;ZQ==\x07\u202e\x00[/]\u2028\"\\", ""))
    base.close_database()
    answer = shell(*argv, "--json")
    assert answer.code in (0, 3)
    json.loads(answer.out)
    assert not set(answer.out) & set("\x1b\x07\x00\u202e\u2028")


@pytest.mark.parametrize("name", MODULES)
def test_help_is_given_however_it_is_asked(shell: Shell, name: str) -> None:
    for argv in ((name, "-h"), (name, "--help"), (name, "-h", "--nonsense"), (name, "x", "y", "z", "--help")):
        answer = shell(*argv)
        assert (answer.code, answer.err) == (0, "")


def test_force_replaces_a_file_and_nothing_else(shell: Shell, tmp_path: Path) -> None:
    other, link, folder = tmp_path / "other.csv", tmp_path / "link.csv", tmp_path / "folder"
    other.write_text("mine")
    link.symlink_to(other)
    folder.mkdir()
    for target in (other, link, folder):
        answer = shell("export", "accounts", str(target))
        assert answer.code == 1
        one_line(answer)
    assert other.read_text() == "mine"
    assert shell("export", "accounts", str(other), "--force").code == 0
    assert shell("export", "accounts", str(folder), "--force").code == 1
    assert folder.is_dir()


@pytest.mark.parametrize("command", [("export", "accounts"), ("backup",)], ids=" ".join)
def test_force_never_replaces_a_pipe(shell: Shell, tmp_path: Path, command: tuple[str, ...]) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    answer = shell(*command, str(pipe), "--force")
    assert pipe.is_fifo()
    assert answer.code == 1
    one_line(answer)


@pytest.mark.parametrize("command", [("export", "accounts"), ("backup",), ("restore", "--yes")], ids=" ".join)
def test_a_name_no_file_can_have_is_told(shell: Shell, command: tuple[str, ...]) -> None:
    answer = shell(*command, "长" * 300)
    assert answer.code == 1
    one_line(answer)


# Settings and surroundings ------------------------------------------------------------------------------------

SETTINGS = {
    "syntax": "[keys", "bytes": "\udcff", "nul": "\x00", "keys_list": "keys = []", "keys_number": "keys = 5",
    "key_number": "[keys]\na = 5", "key_list": "[keys]\na = ['x']", "twice": "a = 1\na = 2",
    "trailing": "language = 'zh' x", "deep": "a = " + "[" * 5000, "digits": "a = " + "9" * 5000,
    "nul_in_path": 'database = "a\\u0000b"',
}  # fmt: skip
HARMLESS = (
    "theme = 5", "theme = ['dark']", "theme = 'none'", "language = 'fr'", "language = 5", "language = []",
    "ascii = 'no'", "mouse = []", "unknown = 1", "[a.b]\nc = 1", "[keys]\n'no.such' = 'z'", "[keys]\n'list.sort' = '?'",
    "[keys]\n'list.sort' = ''", "[keys]\n'app.mask' = '\U0001f600'", '[keys]\n"\\u001b[31m" = "x"', "database = ''",
)  # fmt: skip


def settle(shell: Shell, text: str) -> None:
    """Write the settings file; the database is named by the command line alone."""
    path = Path(shell.environment["HOME"]) / ".config" / "inroad" / "config.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode("utf-8", "surrogateescape"))


@pytest.mark.parametrize("text", [
    pytest.param(text, id=name)
    for name, text in SETTINGS.items()
])  # fmt: skip
def test_settings_that_cannot_be_used_are_told(shell: Shell, text: str) -> None:
    settle(shell, text)
    shell.environment.pop("INROAD_DB")
    answer = shell("due")
    assert answer.code == 2
    assert "config.toml" in answer.err
    one_line(answer)


def test_settings_may_begin_with_a_mark_of_their_encoding(shell: Shell) -> None:
    settle(shell, "\ufefflanguage = 'en'\n")
    shell.environment.pop("LANG")
    answer = shell("due", "-h")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.startswith("Usage:")


def test_settings_that_are_a_folder_or_locked_away_are_told(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    path = Path(shell.environment["HOME"]) / ".config" / "inroad" / "config.toml"
    path.mkdir(parents=True)
    answer = shell("due")
    assert (answer.code, "目录" in answer.err) == (2, True)
    one_line(answer)
    path.rmdir()

    def denied(*_: object, **__: object) -> NoReturn:
        raise PermissionError(13, "", str(path))

    monkeypatch.setattr("tui.config.open", denied, raising=False)
    answer = shell("due")
    assert (answer.code, "权限" in answer.err) == (2, True)
    one_line(answer)


@pytest.mark.parametrize(("text", "said"), [
    ("theme = 1\n\nx = = 2", "第 3 行"), ("\udcff", "UTF-8"), ("keys = 5", "keys"),
])  # fmt: skip
def test_what_is_wrong_with_the_settings_is_told(shell: Shell, text: str, said: str) -> None:
    settle(shell, text)
    assert said in shell("due").err


@pytest.mark.parametrize("text", HARMLESS)
def test_settings_of_the_wrong_kind_do_no_harm(shell: Shell, text: str) -> None:
    settle(shell, text)
    answer = shell("due")
    assert answer.code == 0
    assert answer.err == ""


@pytest.mark.parametrize("text", ["[keys]\n'no.such' = 'z'", "[keys]\n'list.sort' = '?'", "[keys]\n'list.sort' = ''"])
def test_the_list_of_keys_says_in_words_what_is_wrong_with_ones_own(shell: Shell, text: str) -> None:
    settle(shell, text)
    answer = shell("keys")
    assert answer.code == 0
    assert answer.err.count("\n") == 1
    assert "keymap." not in answer.err
    assert "\x1b" not in answer.err


@pytest.mark.parametrize(("name", "value"), [
    ("COLUMNS", "0"), ("COLUMNS", "-5"), ("COLUMNS", "abc"), ("COLUMNS", "20"), ("COLUMNS", "٣"),
    ("COLUMNS", "99999999"), pytest.param("COLUMNS", "9" * 5000, id="COLUMNS-long"), ("HOME", ""),
    ("HOME", "relative"), ("HOME", "/no/such/home"),
    ("XDG_CONFIG_HOME", "relative"), ("XDG_STATE_HOME", "\udcff"), ("LANG", ""), ("LANG", "xx_YY"),
    ("INROAD_LANG", "xx"), ("TERM", ""), ("NO_COLOR", ""),
])  # fmt: skip
def test_strange_surroundings_change_nothing(shell: Shell, name: str, value: str) -> None:
    shell.environment[name] = value
    for argv in (("due",), ("brief", "hbj"), ("find", "hbj", "--json"), ("doctor",)):
        answer = shell(*argv)
        assert answer.code == 0, argv
        assert answer.err == ""


def test_who_has_no_login_is_told(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(_uid: int) -> NoReturn:
        raise KeyError("getpwuid(): uid not found")

    monkeypatch.setattr(pwd, "getpwuid", unknown)
    assert shell("due").code == 0
    answer = shell("undo")
    assert answer.code == 4
    one_line(answer)


# Files that are brought in ------------------------------------------------------------------------------------

GARBAGE = (
    "", "\0", "\x1b[31m", "\u202e", "a" * 50_000, "=1+1", "@SUM(A1)", "-1", "\t=1", "＝1", "1e999", "nan", "9" * 4400,
    "½", "2026-02-31", "0000-00-00", ";;;", "x\ny", "\u2028", "👩\u200d👩\u200d👧", "\ufeff", "\U0010ffff", "../../x",
    "[/]", "%s{0}",
)  # fmt: skip
CANNOT = {
    "nothing": b"", "nul": b"\0" * 100, "mark": b"\xef\xbb\xbf", "mark_16": b"\xff\xfe", "half_16": b"\xff\xfen",
    "heading": "名称\n".encode(), "twice": "名称,名称\n甲,乙\n".encode(), "no_name": "简称\n甲\n".encode(),
    "bytes": b"name\n\xff\xff\xff\n", "surrogate": b"name\n\xed\xa0\x80x\n", "zip": b"PK\x03\x04xxx",
    "book": b"\xd0\xcf\x11\xe0", "quote": b'name\n"abc\n', "long_cell": b"name\n" + b"x" * 140_000 + b"\n",
    "json": b'[{"name": "x"}]', "html": b"<html></html>", "few": b"name,notes\nFoo\n", "many": b"name\nFoo,b\n",
    "itself": b"name,parent\nSelf,Self\n", "circle": b"name,parent\nAaa,Bbb\nBbb,Ccc\nCcc,Aaa\n",
    "same": b"name\n" + b"Dup Ltd\n" * 5,
    "told_letter": b"sep=x\nname\nFoo\n", "told_quote": b'sep="\nname\nFoo\n',
    "told_wide": "sep=💥\nname\nFoo\n".encode(),
}  # fmt: skip
MAPS = {
    "syntax": "[columns", "nul": "\0", "list": "columns = [1]", "number": "[values]\nindustry = 1",
    "field": "[columns]\na = 'boat'", "section": "[boat]\nx = 1", "format": "[dates]\nformat = []",
    "big": "[columns]\nname = 99999999999999999999",
    "deep": "a = " + "[" * 5000, "digits": "a = " + "9" * 5000,
}  # fmt: skip


@pytest.mark.parametrize("data", [
    pytest.param(data, id=name) for name, data in CANNOT.items()
])  # fmt: skip
def test_a_file_that_cannot_be_used_changes_nothing(shell: Shell, tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(data)
    before = shell("export", "accounts", "--json").out
    for more in ((), ("--dry-run",)):
        answer = shell("import", "accounts", str(path), *more)
        assert answer.code in (1, 4)
        assert answer.out == ""
        assert not set(answer.err) & set("\x1b\x07\x00")
    assert shell("export", "accounts", "--json").out == before


@pytest.mark.parametrize("text", [
    pytest.param(text, id=name) for name, text in MAPS.items()
])  # fmt: skip
def test_a_map_that_cannot_be_used_is_told(shell: Shell, tmp_path: Path, text: str) -> None:
    (tmp_path / "list.csv").write_text("name\nFoo\n")
    (tmp_path / "map.toml").write_text(text)
    answer = shell("import", "accounts", str(tmp_path / "list.csv"), "--map", str(tmp_path / "map.toml"))
    assert answer.code == 1
    one_line(answer)


@pytest.mark.parametrize(("kind", "field"), [
    ("accounts", field) for field in ("name", "other_names", "industry", "parent", "owner", "staff", "website", "notes")
] + [
    ("people", field) for field in ("name", "account", "department", "roles", "stance", "influence", "email")
])  # fmt: skip
def test_garbage_in_any_column_comes_in_clean_or_not_at_all(
    shell: Shell, tmp_path: Path, kind: str, field: str
) -> None:
    heads = list(dict.fromkeys(("name", *(("account",) if kind == "people" else ()), field)))
    path = tmp_path / "list.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, heads)
        writer.writeheader()
        for number, text in enumerate(GARBAGE):
            row = {"name": f"第{number}号公司甲", "account": "华北局"} | {field: text}
            writer.writerow({head: row[head] for head in heads})
    before = shell("export", kind, "--json").out
    taken = shell("import", kind, str(path), "--skip-refused", "--create-accounts")
    assert taken.code in (0, 4)
    assert not set(taken.err) & set("\x1b\x07\x00\u202e")
    assert shell("check").code == 0
    for cells in csv.reader(io.StringIO(shell("export", kind).out)):
        assert not [cell for cell in cells if cell.startswith(tuple("=+@\t\r＝＋＠"))]
    if taken.code == 0 and shell("export", kind, "--json").out != before:
        assert shell("undo").code == 0
        assert shell("export", kind, "--json").out == before
        assert shell("check").code == 0


def test_a_copy_is_not_put_in_place_unless_it_is_sound(shell: Shell, tmp_path: Path) -> None:
    before = shell("export", "accounts", "--json").out
    for how in ("empty", "text", "half", "trigger", "foreign", "newer"):
        copy = tmp_path / f"{how}.db"
        shutil.copy(shell.database, copy)
        spoilt(copy, how)
        answer = shell("restore", str(copy), "--yes")
        assert answer.code == 1, how
        one_line(answer)
    assert shell("export", "accounts", "--json").out == before


def test_a_file_of_which_nothing_came_in_promises_no_undo(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("name,staff\nFoo,xx\n")
    answer = shell("import", "accounts", str(path), "--skip-refused")
    assert "undo" not in answer.err, "it would take back what was done before"
