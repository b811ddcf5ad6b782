"""Anything is found by Chinese, pinyin or initials, and the index follows the rows."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from models import base, search
from models.reads import library
from models.reads.entries import KINDS
from models.reads.rows import rows
from models.tables.accounts import Account, OtherName
from models.tables.people import Person
from models.tables.questions import Question
from models.tables.search import SearchEntry
from models.tables.team import Setting
from models.tables.visits import Visit
from tests.models.conftest import Make, Queries


@pytest.fixture
def bureau(make: Make) -> int:
    """华北局 with people, a deal and a visit, among others that are alike; everything indexed."""
    account = make.account("华北局", short_name="华北")
    make.row(OtherName, account=account, name="North China Grid Bureau")
    for name in ("廊坊局", "湖北局建设", "华东局", "汉北建筑"):
        make.account(name)
    make.person(account, "黄主任", title="保护处处长", unit=make.unit(account, "网调中心"))
    make.person(account, "单雄信", title="科长")
    make.opportunity(account, "继电保护技改")
    make.visit(account, -3, happened="谈了技改标准和备品")
    search.rebuild()
    return account


@pytest.mark.parametrize(
    "query", ["hbj", "HBJ", "华北", "huabei", "North China", "华北局", "huabeiju", "north", "ncgb"]
)
def test_a_name_wins_however_it_is_typed(bureau: int, query: str) -> None:
    found = search.best(query)
    assert isinstance(found, search.Hit)
    assert (found.kind, found.row, found.title) == ("account", bureau, "华北局")


def test_what_a_member_may_not_see_does_not_crowd_out_what_he_may(make: Make) -> None:
    make.row(Setting, key="visibility", value="own")
    me, other = make.member("李", role="engineer"), make.member("王")
    mine = make.account("北方电力", owner=me)
    person = make.person(mine, "北野")
    for number in range(60):
        make.person(make.account(f"北方{number}", owner=other), "北野")
    search.rebuild()
    assert {(hit.kind, hit.row) for hit in search.find("北", limit=5, viewer=me)} == {
        ("account", mine), ("person", person),
    }  # fmt: skip
    assert len(search.find("北", limit=5)) == 5


def test_what_could_be_several_is_answered_with_all_of_them(bureau: int) -> None:
    found = search.best("北局")
    assert isinstance(found, list)
    assert {hit.title for hit in found} == {"华北局", "湖北局建设"}
    assert search.best("没有的") == []


def test_the_other_name_that_answered_is_told(bureau: int) -> None:
    assert search.find("north china")[0].subtitle == "North China Grid Bureau"


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("hzr", "黄主任"), ("sxx", "单雄信"), ("shan", "单雄信"), ("网调", "黄主任"), ("hbj 科长", "单雄信"),
        ("huabei hzr", "黄主任"),
    ],
)  # fmt: skip
def test_people_are_found_by_surname_readings_department_and_account(bureau: int, query: str, title: str) -> None:
    assert search.find(query, ["person"])[0].title == title


def test_opportunities_and_visits_are_found_by_their_words(bureau: int) -> None:
    deal, visit = search.find("技改", KINDS)
    assert (deal.kind, visit.kind) == ("opportunity", "visit")
    assert deal.title == "继电保护技改" and visit.title.endswith(" 华北")
    assert visit.account == deal.account == bureau
    assert "技改标准" in visit.subtitle
    assert search.find("jigai", ["visit"]) == []


def test_only_the_kinds_asked_for_are_answered(bureau: int) -> None:
    assert {hit.kind for hit in search.find("华北", ["account"])} == {"account"}
    assert {hit.kind for hit in search.find("华北", ["opportunity", "person"])} == {"opportunity", "person"}
    assert search.find("华北", []) == []


def test_questions_of_the_library_are_found_too(make: Make) -> None:
    own = make.row(Question, zh="贵司的备自投怎么切换？", en="How does your transfer switch?")
    assert [hit.row for hit in search.find("备自投")] == [library.OWN + own]
    assert [hit.row for hit in search.find("beizitou", ["library"])] == [library.OWN + own]
    shipped = next(iter(library.shipped().values()))
    assert shipped.id in [hit.row for hit in search.find(shipped.zh, ["library"])]
    Question.create(shipped=shipped.id, hidden=True)
    assert shipped.id not in [hit.row for hit in search.find(shipped.zh, ["library"])]


@pytest.mark.parametrize("query", ["", " ", "!?", '"', "a AND", "NEAR(", "*", "华*北", "\ue000h", "x" * 500])
def test_anything_may_be_typed(bureau: int, query: str) -> None:
    search.find(query)
    search.best(query)


def test_the_entries_follow_the_rows(bureau: int) -> None:
    person = Person.get(Person.name == "黄主任").id
    Person.update(name="王主任").where(Person.id == person).execute()
    search.refresh("person", [person])
    assert search.find("hzr", ["person"]) == []
    assert search.find("wzr", ["person"])[0].row == person
    search.remove("person", [person])
    assert search.find("wzr", ["person"]) == []


@pytest.mark.on_file
def test_what_is_gone_is_not_found_and_leaves_no_token(bureau: int) -> None:
    visit = Visit.get()
    visit.delete_instance()
    search.refresh("visit", [visit.id])
    assert search.find("备品") == []
    counts = [base.db.execute_sql(f"SELECT count(*) FROM {name}").fetchone() for name in ("search", "search_entry")]
    assert counts[0] == counts[1]


def test_a_new_name_of_an_account_reaches_its_people(bureau: int) -> None:
    Account.update(name="华西局", short_name="").where(Account.id == bureau).execute()
    OtherName.delete().execute()
    search.refresh("account", [bureau])
    assert search.find("hxj hzr", ["person"])[0].title == "黄主任"
    assert search.find("华北") == []
    assert search.find("备品")[0].title.endswith(" 华西局")


def test_a_new_name_of_a_unit_reaches_the_people_in_it(bureau: int) -> None:
    person: Any = Person.get(Person.name == "黄主任")
    person.unit.name = "调控中心"
    person.unit.save()
    search.refresh("unit", [person.unit_id])
    assert search.find("调控", ["person"])[0].row == person.id


def test_refreshing_what_did_not_change_writes_nothing(bureau: int, queries: Queries) -> None:
    with queries.counted():
        for kind in (*KINDS, "library"):
            search.refresh(kind, [1, 2, 3])
    assert not [text for text in queries.texts if not text.startswith("SELECT")]


def _entries() -> list[tuple[Any, ...]]:
    e = SearchEntry
    return sorted(rows(e.select(e.kind, e.row, e.title, e.text)))


@pytest.mark.on_file
def test_rebuilding_makes_the_same_index_again(bureau: int) -> None:
    before = _entries()
    told: list[tuple[int, int]] = []
    assert search.rebuild(lambda done, total: told.append((done, total))) == len(before)
    assert _entries() == before
    assert told[-1] == (len(before), len(before))
    base.db.execute_sql("INSERT INTO search(search) VALUES('integrity-check')")


def test_finding_costs_a_fixed_number_of_queries(bureau: int, queries: Queries) -> None:
    assert queries.of(lambda: search.find("hbj", ["account", "person"])) <= 3
    assert queries.of(lambda: search.find("技改")) <= 9


@pytest.mark.on_file
def test_finding_loads_nothing_heavy(database: Path) -> None:
    code = (
        "import sys; from models import base, search; base.open_database(sys.argv[1]); search.find('hbj');"
        "print(sorted({'pypinyin', 'textual', 'asyncio', 'rich'} & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", code, str(database)], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
