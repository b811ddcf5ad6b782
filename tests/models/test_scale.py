"""What a list asks of the database as it grows: plans that read an index in order, few rows, few questions."""

from typing import Any

import pytest
from peewee import SqliteDatabase

from models import base, search
from models.reads import accounts, today, visits
from models.reads.rows import rows
from models.rules.filters import Filter, parse
from models.rules.settings import Settings
from models.tables.accounts import Account, AccountState
from models.tables.team import Setting
from models.writes import derive
from tests.models.conftest import TODAY, Make, Queries

ALL = Filter()
INDEXED = ("name", "urgency", "due", "amount", "last_contact", "owner")


def plan(query: Any) -> str:
    """How the database means to answer a query."""
    _on_a_file()
    return _told(base.db.execute_sql, *query.sql())


def _on_a_file() -> None:
    """A server chooses its plan anew with the rows it has; one that holds is had from a file only."""
    if not isinstance(base.db.obj, SqliteDatabase):
        pytest.skip("a plan that holds is had from a file only")


def _told(execute: Any, sql: str, values: Any) -> str:
    return "\n".join(str(row[3]) for row in execute(f"EXPLAIN QUERY PLAN {sql}", values).fetchall())


@pytest.fixture
def many(make: Make, monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """Sixty accounts of two members, where twenty are many."""
    li, wang = make.member("李华", office="北京"), make.member("王强", office="上海")
    for number in range(60):
        name = f"{'华北' if number % 2 else '廊坊'}{number:02}局"
        account = make.account(name, sort_key=f"{number:02}", owner=(li, wang, None)[number % 3], phone="1")
        if number % 4 == 0:
            make.opportunity(account, amount=number, expected_date=TODAY)
        if number % 5 == 0:
            make.visit(account, -number)
        if number % 7 == 0:
            make.promise(account, "送样", number)
    derive.rebuild(TODAY)
    search.rebuild()
    for name, value in {"WALKED": 20, "FAR": 32, "SCREENFUL": 4, "_TRIED": 4, "_MOST_TRIED": 8}.items():
        monkeypatch.setattr(accounts, name, value)
    monkeypatch.setattr(search, "FEW", 10)
    return {"李华": li, "王强": wang}


@pytest.mark.parametrize("sort", INDEXED)
def test_the_head_of_a_list_is_read_off_an_index(many: dict[str, int], sort: str) -> None:
    for query in accounts._spans(sort, ()):
        told = plan(query.limit(100))
        assert "TEMP B-TREE" not in told, told
        assert "INDEX" in told, told


@pytest.mark.parametrize("sort", INDEXED)
@pytest.mark.parametrize("text", ["", "mine", "急:无", "局", "华北", "huabei", "hb mine"])
@pytest.mark.parametrize("balance", [0, accounts._BALANCE])
def test_the_head_of_a_list_is_its_beginning(
    many: dict[str, int], sort: str, text: str, balance: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(accounts, "_BALANCE", balance)
    found = accounts.head(parse(text), sort, viewer=many["李华"], today=TODAY)
    whole = list(accounts.ordering(parse(text), sort, viewer=many["李华"], today=TODAY))
    if found is not None:
        assert not found.whole
        assert list(found.ids) == whole[: len(found.ids)]
        assert accounts.SCREENFUL <= len(found.ids) <= len(whole)
    assert found is not None or text not in {"", "局"}


@pytest.mark.parametrize("sort", INDEXED)
def test_words_some_accounts_hold_are_looked_for_in_the_index_and_the_order_read(
    many: dict[str, int], sort: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "passing", lambda *_: pytest.fail("it tried accounts one by one"))
    found = accounts.head(parse("华北"), sort, today=TODAY)
    assert found is not None and len(found.ids) == accounts.SCREENFUL


def test_a_long_word_in_pinyin_is_tried_on_the_first_accounts_before_the_index_is_asked_who_holds_it(
    many: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not search.slow("huab") and search.slow("huabe") and not search.slow("华北华北华北") and not search.slow("")
    whole = list(accounts.ordering(parse("华北"), "name", today=TODAY))
    monkeypatch.setattr(search, "few", lambda *_: pytest.fail("it asked for all that hold it"))
    found = accounts.head(parse("huabei"), "name", today=TODAY)
    assert found is not None and not found.whole
    assert list(found.ids) == whole[: len(found.ids)]


@pytest.mark.parametrize("sort", accounts.SORTS)
@pytest.mark.parametrize("text", ["", "mine", "急:无", "华北", "hb mine"])
def test_some_accounts_stand_among_themselves_as_in_the_whole_list(
    many: dict[str, int], sort: str, text: str
) -> None:
    whole = list(accounts.ordering(parse(text), sort, viewer=many["李华"], today=TODAY))
    some = [*whole[3:9], *accounts.ordering(ALL, "name")[::7]]
    found = accounts.among_them(parse(text), sort, some, viewer=many["李华"], today=TODAY)
    assert found == [key for key in whole if key in some]
    queries = Queries()
    assert queries.of(lambda: accounts.among_them(parse(text), sort, some, viewer=many["李华"], today=TODAY)) <= 5


def test_what_few_hold_is_all_there_at_once(many: dict[str, int]) -> None:
    for text in ("07局", "没有", "lf08", "廊坊08"):
        found = accounts.head(parse(text), "urgency", today=TODAY)
        assert found is not None and found.whole
        assert list(found.ids) == list(accounts.ordering(parse(text), "urgency", today=TODAY))


def test_a_short_list_is_all_there_at_once(many: dict[str, int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(accounts, "WALKED", 60)
    found = accounts.head(ALL, "urgency")
    assert found is not None and found.whole and len(found.ids) == 60


def test_an_order_no_index_holds_has_no_head(many: dict[str, int]) -> None:
    assert accounts.head(ALL, "owner") is not None


@pytest.mark.parametrize("sort", accounts.SORTS)
def test_accounts_of_which_nothing_was_found_yet_are_in_every_list(many: dict[str, int], sort: str) -> None:
    AccountState.delete().where(AccountState.account < 10).execute()
    assert len(set(accounts.ordering(ALL, sort))) == 60


def test_a_head_reads_few_rows_and_asks_few_questions(many: dict[str, int], monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []
    plain = accounts._keys
    monkeypatch.setattr(accounts, "_keys", lambda query: iter(_counted(plain(query), read)))
    queries = Queries()
    for text, most in (("", 4), ("mine", 10), ("局", 10), ("局 mine", 12)):
        read.clear()
        asked = queries.of(lambda text=text: accounts.head(parse(text), "urgency", viewer=many["李华"], today=TODAY))
        assert asked <= most, (text, asked)
        assert sum(read) <= 2 * accounts.WALKED + accounts.FAR, (text, read)


def _counted(keys: Any, read: list[int]) -> list[int]:
    found = list(keys)
    read.append(len(found))
    return found


def test_a_member_who_sees_only_his_own_has_a_head_of_them(many: dict[str, int], make: Make) -> None:
    make.row(Setting, key="visibility", value="own")
    found = accounts.head(ALL, "name", viewer=many["王强"])
    assert found is not None and not found.whole
    owners = {owner for (owner,) in rows(Account.select(Account.owner).where(Account.id.in_(list(found.ids))))}
    assert owners == {many["王强"], None}, "what nobody owns is everybody's"


def test_what_a_member_does_first_is_read_off_an_index(many: dict[str, int]) -> None:
    _on_a_file()
    asked: list[str] = []
    plain = base.db.obj.execute_sql

    def noting(sql: str, params: Any = None, *rest: Any) -> Any:
        if '"account_state"' in sql and "LIMIT" in sql:
            asked.append(_told(plain, sql, params))
        return plain(sql, params, *rest)

    base.db.obj.execute_sql = noting
    try:
        today.today(many["李华"], TODAY, settings=Settings())
    finally:
        del base.db.obj.execute_sql
    assert len(asked) == 2
    assert all("COVERING INDEX" in told and "TEMP B-TREE" not in told for told in asked), asked


def test_the_visits_of_an_account_in_one_state_are_read_off_an_index(make: Make) -> None:
    _on_a_file()
    account = make.account()
    make.visit(account, -1)
    asked: list[str] = []
    plain = base.db.obj.execute_sql

    def noting(sql: str, params: Any = None, *rest: Any) -> Any:
        if "ORDER BY" in sql and '"happened"' in sql:
            asked.append(_told(plain, sql, params))
        return plain(sql, params, *rest)

    base.db.obj.execute_sql = noting
    try:
        visits.timeline(account, state="done", limit=100)
    finally:
        del base.db.obj.execute_sql
    assert len(asked) == 1
    assert "account_id_state_date" in asked[0] and "TEMP B-TREE" not in asked[0], asked
