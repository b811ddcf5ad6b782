"""Wrong usage is exit code 2 and one line, in the language in use, that says what is right."""

import re

import pytest

from models.rules.text import cells
from tests.shell.conftest import Shell
from tui.shell.commands import MODULES

WRONG = [
    (("brief",), "还缺"),
    (("brief", "hbj", "--colour"), "不认识 --colour"),
    (("brief", "hbj", "--width"), "要跟一个值"),
    (("brief", "hbj", "--width", "abc"), "整数"),
    (("brief", "hbj", "--json", "--csv"), "一起用"),
    (("brief", "-"), "要找什么"),
    (("brief", "hbj", "--lang", "en"), "前面"),
    (("find",), "还缺"),
    (("find", "x", "--type", "boat"), "不能是"),
    (("find", "x", "--limit", "0"), "整数"),
    (("due", "--until", "never"), "看不懂日期"),
    (("completions", "tcsh"), "不能是"),
    (("backup",), "还缺"),
    (("breif", "hbj"), "inroad brief"),
    (("sell",), "没有“sell”"),
    (("--lang", "fr", "due"), "zh 或 en"),
    (("--colour",), "不认识"),
    (("--db",), "要跟一个值"),
    (("undo", "everything"), "不认识 everything"),
    (("--db", "", "due"), "--db 不能为空"),
    (("--db", "mysql://host/x", "due"), "postgresql://"),
    (("export", "people", ""), "文件 不能为空"),
    (("import", "people", " "), "文件 不能为空"),
    (("import", "people", "x.csv", "--map", ""), "--map 不能为空"),
    (("import", "people", "-", "--map", "-"), "标准输入"),
    (("backup", ""), "文件 不能为空"),
    (("backup", "-"), "./-"),
    (("restore", ""), "文件 不能为空"),
    (("restore", "-"), "./-"),
    (("due", "--until", ""), "--until 不能为空"),
    (("init", "--name", ""), "--name 不能为空"),
    (("funnel", "--account", ""), "--account 不能为空"),
]


@pytest.mark.parametrize(("argv", "said"), WRONG, ids=[" ".join(argv) for argv, _ in WRONG])
def test_wrong_usage_is_told_in_one_line(shell: Shell, argv: tuple[str, ...], said: str) -> None:
    answer = shell(*argv)
    assert answer.code == 2
    assert answer.out == ""
    assert said in answer.err
    assert answer.err.count("\n") == 1
    assert answer.err.startswith("inroad: ")


def test_a_day_that_is_none_is_wrong_usage(shell: Shell) -> None:
    answer = shell("--today", "2月30日", "due", today=None)
    assert (answer.code, answer.out) == (2, "")
    assert "2月30日" in answer.err


def test_a_home_that_was_not_expanded_is_told_in_full(shell: Shell) -> None:
    answer = shell("--db", "~/sales.db", "due")
    assert answer.code == 2
    assert f"{shell.environment['HOME']}/sales.db" in answer.err


@pytest.mark.parametrize("name", MODULES)
def test_no_english_of_argparse_leaks(shell: Shell, name: str) -> None:
    for answer in (shell(name, "--nonsense"), shell(name, "--help")):
        for word in ("usage:", "optional", "positional", "unrecognized", "required", "show this help", "error:"):
            assert word not in answer.out + answer.err


@pytest.mark.parametrize("name", MODULES)
def test_every_command_has_help_in_both_languages(shell: Shell, english: Shell, name: str) -> None:
    chinese, other = shell(name, "-h"), english(name, "--help")
    assert (chinese.code, other.code) == (0, 0)
    assert chinese.out.startswith(f"用法： inroad {name}")
    assert other.out.startswith(f"Usage: inroad {name}")
    assert "shell." not in chinese.out + other.out


@pytest.mark.parametrize(("command", "codes"), [
    ("export", {"accounts": "客户", "rivals": "参与对手", "history": "改动历史"}),
    ("import", {"accounts": "客户", "people": "联系人"}), ("find", {"person": "人", "library": "话术"}),
])  # fmt: skip
def test_help_gives_every_code_with_its_word(
    shell: Shell, english: Shell, command: str, codes: dict[str, str]
) -> None:
    told = shell(command, "-h").out
    flat = "".join(told.split())
    assert all(f"{code}{label}" in flat for code, label in codes.items())
    assert "种类" in told.splitlines()[0]
    other = english(command, "-h").out
    assert all(code in other for code in codes)
    assert "KIND" in other.splitlines()[0]
    for page in (told, other):
        assert max(map(cells, page.splitlines())) <= 80
        assert "|" not in page
        assert page.count("\n\n") == 1, "what an option does stands beside it"


def test_the_fields_of_an_import_show_codes_and_words(shell: Shell, english: Shell) -> None:
    told = shell("import", "people", "--fields").out
    assert "champion 教练、" in told
    assert " D 决策高手、" in told
    other = english("import", "people", "--fields").out
    assert "champion, " in other
    assert "enemy (Opponent)" in other
    narrow = shell("import", "people", "--fields", terminal=True).out
    assert max(map(cells, re.sub(r"\x1b\[[\d;]*m", "", narrow).splitlines())) <= 80


def test_a_kind_that_is_none_is_told_with_those_there_are(shell: Shell, english: Shell) -> None:
    assert "accounts, people" in shell("import", "cars", "x.csv").err
    assert "account, person" in english("find", "x", "--type", "cars").err


def test_the_overview_names_every_command(english: Shell) -> None:
    answer = english("--help")
    assert answer.code == 0
    assert all(f"\n  {name} " in answer.out for name in MODULES)
    assert "shell." not in answer.out


def test_the_version_is_one_line(empty: Shell) -> None:
    answer = empty("--version")
    assert (answer.code, answer.out.split()[0], answer.out.count("\n")) == (0, "inroad", 1)


@pytest.mark.parametrize("argv", [("brief", "hbj"), ("find", "x"), ("due",), ("funnel",), ("undo",), ("check",)])
def test_without_a_database_the_way_to_one_is_told(empty: Shell, argv: tuple[str, ...]) -> None:
    answer = empty(*argv)
    assert (answer.code, answer.out) == (5, "")
    assert "inroad init" in answer.err
    assert "inroad demo" in answer.err
    assert not empty.database.exists()
