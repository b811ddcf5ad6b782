"""What commands do: undo, init, backup, restore, check, doctor; who may, and what stands in the way."""

from typing import Any, NoReturn

import pytest

from models import base, engine, files
from tests.models.conftest import TODAY
from tests.shell.conftest import Answer, Shell


def test_undo_takes_back_and_says_what(shell: Shell) -> None:
    answer = shell("undo")
    assert answer.code == 3
    from models.writes import records
    from models.writes.intents import Actor
    from tui.shell.context import moment

    shell.open()
    records.edit(Actor(1, moment(TODAY)[1], TODAY), "account", 2, {"phone": ""}, {"phone": "0316"})
    base.close_database()
    answer = shell("undo")
    assert (answer.code, answer.out) == (0, "")
    assert "已撤销：修改（廊坊局）" in answer.err


def test_a_stranger_may_look_and_not_touch(shell: Shell) -> None:
    shell.open()
    from models.tables import Member

    Member.update(login="somebody-else").execute()
    base.close_database()
    assert shell("brief", "hbj").code == 0
    answer = shell("undo")
    assert answer.code == 4
    assert "管理员" in answer.err


def test_an_engineer_sees_only_what_he_may(shell: Shell) -> None:
    put = shell.open()
    from models.tables import Account, Member, Setting

    other = put.member("王")
    Member.update(role="engineer").where(Member.id == 1).execute()
    Account.update(owner=other).where(Account.id == 1).execute()
    Setting.create(key="visibility", value="own")
    base.close_database()
    assert shell("brief", "hbj").code == 3
    assert shell("brief", "lfj").code == 0
    assert "华北局" not in shell("find", "huabei").out
    assert shell("funnel", "--json").json()["total"] == 0


def test_init_makes_a_database_and_enters_who_calls(empty: Shell) -> None:
    assert empty("init", "--name", "李华", "--company", "继保公司").code == 0
    assert empty("funnel", "--json").json()["total"] == 0
    again = empty("init")
    assert again.code == 0
    assert "李华" in again.err
    empty.open()
    from models.tables import Member, Setting

    assert [(each.name, each.role) for each in Member.select()] == [("李华", "admin")]
    assert Setting.get(Setting.key == "company").value == "继保公司"


def test_a_folder_to_share_must_hold_nothing_else(empty: Shell) -> None:
    empty.database.with_name("other.txt").write_text("mine")
    answer = empty("init", "--shared")
    assert answer.code == 1
    assert f"{empty.database.parent}/inroad/inroad.db" in answer.err
    assert not empty.database.exists()


def test_init_puts_the_worked_cases_in_once(empty: Shell) -> None:
    assert empty("init", "--demo").code == 0
    assert empty("brief", "hbj").code == 0
    assert empty("init", "--demo").code == 4


def test_restore_asks_before_it_replaces(shell: Shell) -> None:
    copy = str(shell.database.with_name("copy.db"))
    assert shell("backup", copy).code == 0
    before = shell.database.stat().st_ino
    answer = shell("restore", copy)
    assert (answer.code, answer.err.count("\n"), "--yes" in answer.err) == (2, 1, True)
    for said in ("", "\n", "n\n", "no\n"):
        answer = shell("restore", copy, stdin=said, terminal=True)
        assert (answer.code, "(y/N)" in answer.err) == (1, True)
    assert shell.database.stat().st_ino == before
    assert shell("restore", copy, stdin="Ｙ\n", terminal=True).code == 0
    assert shell.database.stat().st_ino != before


def test_restore_has_nothing_to_ask_where_nothing_is(shell: Shell) -> None:
    copy = shell.database.with_name("copy.db")
    shell.database.rename(copy)
    answer = shell("restore", str(copy))
    assert answer.code == 0
    assert shell.database.exists()


def test_backup_restore_and_check(shell: Shell) -> None:
    copy = str(shell.database.with_name("copy.db"))
    assert shell("backup", copy).code == 0
    assert shell("backup", copy).code == 1
    assert shell("backup", copy, "--force").code == 0
    shell.open()
    from models.tables import Account

    Account.update(name="别的局").execute()
    base.close_database()
    answer = shell("restore", copy, "--yes")
    assert answer.code == 0
    assert "before-" in answer.err
    assert shell("brief", "hbj").code == 0
    assert shell("check").code == 0
    assert shell("restore", copy + ".none", "--yes").code == 1


def test_check_finds_what_is_missing(shell: Shell) -> None:
    shell.open()
    base.db.execute_sql("DELETE FROM account_state")
    base.close_database()
    answer = shell("check", "--json")
    assert answer.code == 1
    assert [each["code"] for each in answer.json()["findings"]] == ["account_state"]


def test_doctor_always_has_something_to_tell(shell: Shell, empty: Shell) -> None:
    facts = {each["code"]: each for each in shell("doctor", "--json").json()["facts"]}
    assert facts["member"]["ok"]
    assert facts["engine"]["ok"]
    assert facts["database"]["value"] == str(shell.database)
    page = shell("doctor").out
    assert "shell." not in page
    assert not {"yes", "no", "lean", "stock"} & set(page.replace("：", " ").split())
    shell.database.write_bytes(b"no database at all, but long enough to hold a header" * 4)
    told = shell("doctor")
    assert told.code == 0
    assert "不是数据库" in told.out


def test_doctor_says_that_a_folder_cannot_be_written(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "writable", lambda _: False)
    facts = {each["code"]: each["ok"] for each in shell("doctor", "--json").json()["facts"]}
    assert facts["writable"] is False
    assert "wal" in shell("doctor").out


def test_doctor_tells_once_that_a_database_cannot_be_opened(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(_: object) -> NoReturn:
        raise engine.sqlite.OperationalError("unable to open database file")

    monkeypatch.setattr("models.migrations.verify", denied)
    monkeypatch.setattr(files, "writable", lambda _: False)
    told = [each for each in shell("doctor", "--json").json()["facts"] if each["code"] in ("database", "member")]
    assert [each["ok"] for each in told] == [False]
    assert "只读" in told[0]["value"]


def test_a_locked_database_is_exit_code_5(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "PATIENCE", 0.05)
    held: Any = engine.sqlite.connect(str(shell.database), isolation_level=None)
    held.execute("BEGIN IMMEDIATE")
    try:
        answer = shell("undo")
    finally:
        held.close()
    assert answer.code == 5
    assert "别人正在写" in answer.err


def _unreadable(answer: Answer) -> bool:
    return answer.code == 1 and answer.err.startswith("inroad: ") and answer.err.count("\n") == 1


def test_a_file_that_is_no_database_is_told(shell: Shell) -> None:
    shell.database.write_bytes(b"")
    assert _unreadable(shell("brief", "hbj"))
    shell.database.write_bytes(b"hello" * 100)
    assert _unreadable(shell("brief", "hbj"))


def test_settings_that_cannot_be_read_are_told(shell: Shell) -> None:
    file = shell.database.parent / ".config" / "inroad" / "config.toml"
    file.parent.mkdir(parents=True)
    file.write_text("theme = ", "utf-8")
    answer = shell("due")
    assert (answer.code, answer.err.count("\n")) == (2, 1)


@pytest.mark.parametrize("kind", ["bash", "zsh", "fish"])
def test_completions_name_every_command_and_option(shell: Shell, kind: str) -> None:
    answer = shell("completions", kind)
    assert answer.code == 0
    for text in ("brief", "doctor", "until", "person"):
        assert text in answer.out
    assert "shell.help" not in answer.out
