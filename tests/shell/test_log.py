"""`inroad log`: a visit in one line; what was understood, one undo, and what is asked where it is not clear."""

import pytest

from models import base
from tests.shell.conftest import Shell

LINE = 'hbj 黄+刘 谈技改标准 刘:E>N "愿意看测试报告" 我:周五送样 他:下周给参数 @昨天 14:00'


def stored(shell: Shell) -> tuple[int, ...]:
    """Visits, stance entries, promises, people and intents there are."""
    shell.open()
    from models.tables import Intent, Person, Promise, StanceEntry, Visit

    counts = tuple(table.select().count() for table in (Visit, StanceEntry, Promise, Person, Intent))
    base.close_database()
    return counts


def test_one_line_is_one_intention_and_one_undo(shell: Shell) -> None:
    before = stored(shell)
    answer = shell("log", LINE)
    assert answer.code == 0
    for told in ("华北局", "黄主任、刘工", "谈技改标准", "中立者", "愿意看测试报告", "送样", "给参数", "昨天 14:00"):
        assert told in answer.out
    assert "inroad undo" in answer.err
    assert [now - old for now, old in zip(stored(shell), before, strict=True)] == [1, 1, 2, 0, 1]
    assert shell("undo").code == 0
    assert stored(shell)[:4] == before[:4]


def test_a_dry_run_prints_the_same_and_stores_nothing(shell: Shell) -> None:
    before = stored(shell)
    tried = shell("log", "--dry-run", LINE)
    assert (tried.code, tried.err) == (0, "")
    assert stored(shell) == before
    assert shell("log", LINE).out == tried.out


def test_the_document_has_exactly_the_fields_it_promises(shell: Shell) -> None:
    found = shell("log", LINE, "--json").json()
    assert set(found) == {
        "schema", "visit", "account", "date", "time", "state", "kind", "people", "text", "stances", "promises",
        "no_next_step", "result", "advance", "purposes", "aims", "opportunity", "amount", "place", "information",
        "reaction", "members", "line",
    }  # fmt: skip
    assert found["account"]["name"] == "华北局" and isinstance(found["visit"], int)
    assert [each["name"] for each in found["people"]] == ["黄主任", "刘工"]
    (stance,) = found["stances"]
    assert (stance["stance"], stance["stance_before"], stance["evidence"]) == ("neutral", "enemy", "愿意看测试报告")
    assert [(each["by"], each["text"], each["next_step"]) for each in found["promises"]] == [
        ("us", "送样", True), ("them", "给参数", False),
    ]  # fmt: skip
    again = shell("log", "--dry-run", "--json", found["line"]).json()
    assert again["visit"] is None
    assert {**again, "visit": 0, "stances": 0} == {**found, "visit": 0, "stances": 0}


@pytest.mark.parametrize(("line", "code", "says"), [
    ("没有这家 谈标准 无:等", 3, "没有这家"),
    ("局 谈标准 无:等", 3, "局#1"),
    ("hbj 黄+赵 谈标准 无:等", 3, "赵"),
    ("hbj 工:>N 无:等", 3, "工#"),
    ("hbj 黄 谈标准 @99/99 无:等", 2, "99/99"),
    ("hbj 刘:X>Q 无:等", 2, "X>Q"),
    ("hbj 黄 结果:有进展 无:等", 2, "进展"),
    ("hbj 黄 谈标准", 4, "下一步"),
])  # fmt: skip
def test_what_is_not_clear_is_asked_and_nothing_stored(shell: Shell, line: str, code: int, says: str) -> None:
    before = stored(shell)
    answer = shell("log", line)
    assert answer.code == code and says in answer.err
    failed = shell("log", line, "--json")
    assert failed.code == code and failed.json()["error"]["exit"] == code
    assert stored(shell) == before


def test_a_number_names_one_of_several_and_people_may_be_new(shell: Shell) -> None:
    found = shell("log", "--dry-run", "--json", "局#2 谈标准 无:等").json()
    assert found["account"]["name"] == "廊坊局"
    before = stored(shell)
    answer = shell("log", "hbj 黄+赵工 谈标准 赵工:>S 我:周五送样", "--new-people")
    assert answer.code == 0 and "赵工" in answer.out
    assert [now - old for now, old in zip(stored(shell), before, strict=True)] == [1, 1, 1, 1, 1]
    assert shell("undo").code == 0
    assert stored(shell)[:4] == before[:4]


def test_a_stranger_may_not_and_an_engineer_names_only_what_he_sees(shell: Shell) -> None:
    put = shell.open()
    from models.tables import Account, Member, Setting

    other = put.member("王")
    Member.update(role="engineer").where(Member.id == 1).execute()
    Account.update(owner=other).where(Account.id == 1).execute()
    Setting.create(key="visibility", value="own")
    base.close_database()
    for line in ("hbj 谈标准 无:等", "#1 谈标准 无:等"):
        assert shell("log", line).code == 3
    assert shell("log", "lfj 谈标准 无:等").code == 0
    shell.open()
    Member.update(login="somebody-else").where(Member.id == 1).execute()
    Setting.delete().execute()
    base.close_database()
    assert shell("log", "lfj 谈标准 无:等").code == 4


def test_english_words_do_as_well(shell: Shell) -> None:
    line = "hbj huang and liu talked standards liu:opponent>neutral us:sample fri them:data next week @yesterday 2pm"
    answer = shell("--lang", "en", "log", line)
    assert answer.code == 0
    assert "talked standards" in answer.out and "next step" in answer.out and "Neutral" in answer.out
