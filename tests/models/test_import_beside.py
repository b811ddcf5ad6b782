"""A large import has a second process beside it, holds few rows at once, and is taken back piece by piece too."""

import errno
import pickle
from collections.abc import Iterator
from typing import Any

import pytest

from models import base, faults, search
from models.exchange import entering, importing
from models.exchange.importing import NotTaken
from models.exchange.spool import Row, Spool, ref_of
from models.reads import thresholds
from models.reads.entries import entries
from models.rules import vocabulary as v
from models.tables import Account, AccountState, Change, Intent, Person, SearchEntry, Setting, Unit
from models.writes import beside, daily, derive, pieces, records, undo
from models.writes.beside import STANDINGS, Asked
from models.writes.intents import Done, Forbidden, Refused
from tests.models.conftest import TODAY, Queries
from tests.models.test_import import job
from tests.models.writing import Everything, Office, everything, office

__all__ = ["office"]
HOUSES = "name,phone,parent\n" + "".join(f"客户{n},138{n:08},{'客户3' if n % 7 == 5 else ''}\n" for n in range(300))
PEOPLE = "name,account,roles,stance,department,title\n" + "".join(
    f"黄{chr(0x4E00 + n)},客户{n % 300},user,supporter,{'处' if n % 2 else ''},科长\n" for n in range(600)
)


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few rows are many."""
    monkeypatch.setattr(entering, "PIECE", 50)
    monkeypatch.setattr(undo, "MANY", 100)
    monkeypatch.setattr(undo, "PIECE", 50)
    monkeypatch.setattr(pieces, "CHUNK", 50)
    monkeypatch.setattr(pieces, "HELD", 60.0)


@pytest.fixture
def helper() -> Iterator[beside.Beside]:
    """A second process on the database that is open."""
    found = beside.Beside(base.db.obj.path)
    yield found
    found.close()


def brought(office: Office) -> int:
    """Both files in one database; answers how many people came."""
    importing.bring_in(office.manager, job(HOUSES))
    return importing.bring_in(office.manager, job(PEOPLE, "people")).value.taken


def derived_rows() -> Everything:
    return {name: found for name, found in everything().items() if name in ("account_state", "search_entry")}


def anew() -> Everything:
    """What follows from the rows, made from nothing."""
    AccountState.delete().execute()
    derive.rebuild(TODAY)
    search.rebuild()
    return derived_rows()


# Beside it -----------------------------------------------------------------------------------------------


@pytest.mark.on_file
def test_what_two_processes_make_is_what_one_would(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[beside.Beside] = []
    asked: list[str] = []
    ask = beside.Beside.ask

    def started() -> beside.Beside | None:
        found = beside.Beside(base.db.obj.path)
        made.append(found)
        return found

    def noted(self: beside.Beside, wanted: Asked) -> bool:
        answer = ask(self, wanted)
        asked.extend([wanted.what] if answer else [])
        return answer

    monkeypatch.setattr(beside, "MANY", 100)
    monkeypatch.setattr(beside, "beside", started)
    monkeypatch.setattr(beside.Beside, "ask", noted)
    assert brought(office) == 600
    assert [found.process.returncode is not None for found in made] == [True, True]
    assert set(asked) == {"account", "person", STANDINGS}
    assert derived_rows() == anew()


@pytest.mark.on_file
def test_the_second_process_answers_what_the_first_would(office: Office, helper: beside.Beside) -> None:
    office.person(office.account())
    for what, keys in (("account", [1]), ("person", [1]), ("unit", [1]), (STANDINGS, [1, 99])):
        asked = Asked(what, keys, TODAY)
        assert helper.ask(asked)
        (answer,) = helper.answers(30)
        assert answer == beside.work_out(asked)
        assert answer.seen == base.newest_intent()


@pytest.mark.on_file
def test_what_died_with_the_second_process_is_worked_out_by_the_first(office: Office, helper: beside.Beside) -> None:
    account = office.account()
    SearchEntry.delete().execute()
    helper.process.kill()
    asked = Asked("account", [account], TODAY)
    while helper.ask(asked) and not (found := helper.answers(1)):
        pass
    assert [answer.seen for answer in found] == [0] * len(found)
    assert not helper.ask(asked)
    base.transaction(beside.store_all)(found or [beside.Answer(asked, 0, None)])
    assert [e.title for e in SearchEntry.select()] == ["华北局"]


def test_what_was_worked_out_before_a_change_is_worked_out_again(office: Office) -> None:
    account = office.account()
    office.person(account)
    asked = [Asked("account", [account], TODAY), Asked(STANDINGS, [account], TODAY)]
    found = [beside.work_out(each) for each in asked]
    records.edit(office.boss, "account", account, {"name": "华北局"}, {"name": "东北局"})
    base.transaction(beside.store_all)(found)
    assert SearchEntry.get(SearchEntry.kind == "account").title == "东北局"
    assert derived_rows() == anew()


@pytest.mark.on_file
def test_there_is_no_second_process_for_a_journal_that_readers_hold_up(office: Office) -> None:
    del office
    base.db.obj.raw.execute("PRAGMA journal_mode=DELETE")
    assert beside.beside() is None
    with beside.helped(1) as found:
        assert found is None


# What is held --------------------------------------------------------------------------------------------


@pytest.fixture
def spools(monkeypatch: pytest.MonkeyPatch) -> list[Spool]:
    """Every spool an import makes."""
    made: list[Spool] = []

    class Watched(Spool):
        def __init__(self) -> None:
            super().__init__()
            made.append(self)

    monkeypatch.setattr(importing, "Spool", Watched)
    return made


def test_only_the_rows_of_a_piece_are_in_hand(office: Office, spools: list[Spool]) -> None:
    assert brought(office) == 600
    assert [len(spool) for spool in spools] == [300, 600]
    assert max(spool.in_hand for spool in spools) <= entering.PIECE
    assert all(spool.file.closed for spool in spools)


def test_rows_set_aside_come_back_as_they_were() -> None:
    spool = Spool()
    rows = [Row(number + 2, {"name": f"客户{number}", "gift_policy_date": TODAY}) for number in range(3)]
    rows[1].refuse("twice", "name", line=2)
    rows[2].above, rows[2].account = ref_of(0), 7
    for row in rows:
        spool.put(row)
    rows[0].values["name"] = "别的"
    spool.put(rows[0])
    found = spool.rows([2, 0, 1])
    assert [(row.number, row.line, row.name) for row in found] == [(2, 4, "客户2"), (0, 2, "别的"), (1, 3, "客户1")]
    assert (found[0].above, found[0].account, found[0].values["gift_policy_date"]) == (-1, 7, TODAY)
    assert [why.code for why in found[2].reasons] == ["twice"]
    assert list(spool.good()) == [0, 2]
    spool.ids[0] = 41
    assert [spool.id_of(ref) for ref in (rows[0].ref, 5, None)] == [41, 5, None]
    spool.close()


def test_what_is_set_aside_is_let_go_of_where_nothing_is_taken(office: Office, spools: list[Spool]) -> None:
    with pytest.raises(NotTaken):
        importing.bring_in(office.manager, job("name\n甲\n甲\n"))
    importing.preview(office.manager, job("name\n甲\n甲\n"))
    assert [spool.file.closed for spool in spools] == [True, True]


@pytest.mark.on_file
def test_a_full_disk_is_told_as_one(office: Office, monkeypatch: Any) -> None:
    def full(*_: Any) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(pickle, "dump", full)
    with pytest.raises(faults.DiskFull):
        importing.bring_in(office.manager, job("name\n甲\n"))


def test_an_import_takes_few_statements_for_a_row(office: Office, queries: Queries, monkeypatch: Any) -> None:
    monkeypatch.setattr(entering, "PIECE", 1000)
    monkeypatch.setattr(pieces, "CHUNK", 500)

    def cost(first: int, last: int) -> int:
        text = "name,account,roles,stance,department\n"
        text += "".join(f"黄{n},客户{n % 7},user,supporter,处\n" for n in range(first, last))
        return queries.of(lambda: importing.bring_in(office.manager, job(text, "people")))

    importing.bring_in(office.manager, job(HOUSES))
    few = cost(0, 200)
    assert cost(200, 1200) - few < 1000 // 8


# Taking it back ------------------------------------------------------------------------------------------


def test_a_large_import_is_taken_back_and_done_again(office: Office) -> None:
    office.account("老客户")
    before = everything()
    brought(office)
    done = everything()
    assert undo.undo(office.manager).value.name == "record.import"
    assert Account.select().count() == 301
    assert not Person.select().exists()
    assert not Unit.select().exists()
    undo.undo(office.manager)
    assert everything() == before
    undo.redo(office.manager)
    undo.redo(office.manager)
    assert everything() == done
    assert derived_rows() == anew()
    with pytest.raises(Refused, match="nothing_to_redo"):
        undo.redo(office.manager)


def test_others_write_between_the_pieces_of_an_undo(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    brought(office)
    written: list[Done[Any]] = []
    piece = pieces.Pieces.piece

    def noted(self: pieces.Pieces, do: Any) -> Any:
        assert not base.db.in_transaction()
        if len(written) < 3:
            written.append(records.add(office.engineer, "account", {"name": f"别人的{len(written)}"}))
        return piece(self, do)

    monkeypatch.setattr(pieces.Pieces, "piece", noted)
    undo.undo(office.manager)
    assert not Person.select().exists()
    assert Account.select().count() == 303
    assert derived_rows() == anew()


def cut_off(office: Office, monkeypatch: pytest.MonkeyPatch, what: Any, after: int) -> None:
    """An undo or redo that ends half-way like a program that was killed."""
    left, piece = [None] * after, pieces.Pieces.piece

    def stopping(self: pieces.Pieces, do: Any) -> Any:
        if not left:
            raise KeyboardInterrupt
        left.pop()
        return piece(self, do)

    with monkeypatch.context() as patched:
        patched.setattr(pieces.Pieces, "piece", stopping)
        patched.setattr(pieces.Pieces, "give_up", lambda self: None)
        with pytest.raises(KeyboardInterrupt):
            what(office.manager)


@pytest.mark.parametrize("after", [1, 9, 20])
def test_an_undo_that_was_cut_off_is_put_back(office: Office, monkeypatch: pytest.MonkeyPatch, after: int) -> None:
    brought(office)
    before, noted = everything(), Change.select().count()
    cut_off(office, monkeypatch, undo.undo, after)
    assert everything() != before
    assert daily.turn(TODAY)
    assert everything() == before
    assert Change.select().count() == noted
    assert not pieces.unfinished()
    undo.undo(office.manager)
    undo.undo(office.manager)
    assert not Account.select().exists()


def test_a_redo_that_was_cut_off_is_taken_back(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    brought(office)
    undo.undo(office.manager)
    before = everything()
    cut_off(office, monkeypatch, undo.redo, 9)
    assert Person.select().exists()
    assert daily.turn(TODAY)
    assert everything() == before
    undo.redo(office.manager)
    assert Person.select().count() == 600


@pytest.mark.parametrize("what", ["person", "edit", "unit"])
def test_an_undo_that_somebody_built_on_takes_nothing_back(
    office: Office, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    brought(office)
    undo.undo(office.manager)
    account = Account.get(Account.name == "客户7").id
    if what == "edit":
        records.edit(office.boss, "account", account, {"region": ""}, {"region": "河北"})
    else:
        records.add(office.boss, what, {"name": "黄主任"} | ({"kind": "department"} if what == "unit" else {}), account)
    monkeypatch.setattr(pieces.Pieces, "begin", lambda self, unless: pytest.fail("begun"))
    with pytest.raises(Refused, match="undo_conflict" if what == "edit" else "still_used"):
        undo.undo(office.manager)
    assert Account.select().count() == 300


def test_what_stands_in_the_way_of_an_undo_half_way_puts_all_back(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    brought(office)
    undo.undo(office.manager)
    before, piece, left = everything()["account"], pieces.Pieces.piece, [None] * 3
    account = Account.get(Account.name == "客户7").id

    def late(self: pieces.Pieces, do: Any) -> Any:
        if left and not left.pop() and not left:
            records.edit(office.boss, "account", account, {"region": ""}, {"region": "河北"})
        return piece(self, do)

    monkeypatch.setattr(pieces.Pieces, "piece", late)
    with pytest.raises(Refused, match="undo_conflict"):
        undo.undo(office.manager)
    now = everything()["account"]
    assert len(now) == 300
    assert len(set(now) - set(before)) == 1
    assert not pieces.unfinished()
    assert derived_rows() == anew()


def test_an_undo_asks_for_the_right_once_for_an_owner(office: Office, queries: Queries) -> None:
    brought(office)
    thresholds.settings()
    assert queries.of(lambda: undo.undo(office.manager)) < 900


def test_what_became_of_somebody_else_cannot_be_taken_back(office: Office) -> None:
    importing.bring_in(office.engineer, job(HOUSES))
    importing.bring_in(office.engineer, job(PEOPLE, "people"))
    Account.update(owner=office.other.member).where(Account.name == "客户9").execute()
    intents = Intent.select().count()
    with pytest.raises(Forbidden):
        undo.undo(office.engineer)
    assert Person.select().count() == 600
    assert not pieces.unfinished()
    assert Intent.select().count() == intents + 1


@pytest.mark.on_file
def test_the_index_forgets_what_was_taken_back(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "CHUNK", 500)
    brought(office)
    undo.undo(office.manager)
    undo.undo(office.manager)
    base.db.obj.raw.execute("CREATE VIRTUAL TABLE temp.words USING fts5vocab('main', 'search', 'row')")
    assert base.db.obj.raw.execute("SELECT count(*) FROM temp.words").fetchone() == (0,)
    kept = dict(base.db.obj.raw.execute("SELECT k, v FROM search_config").fetchall())
    assert kept["secure-delete"] == 1


# The hands they use --------------------------------------------------------------------------------------


def test_of_a_standing_that_is_there_only_what_differs_is_written(office: Office, queries: Queries) -> None:
    account = office.account()
    row = AccountState.get(AccountState.account == account)
    with queries.counted() as ran:
        office.person(account)
    (told,) = [text for text in ran.texts if '"account_state" SET' in text]
    assert '"people"' in told
    assert "sort_key" not in told
    assert AccountState.get(AccountState.account == account).id == row.id


def test_put_writes_what_is_alike_once_in_the_statement(office: Office, queries: Queries) -> None:
    del office
    with queries.counted() as ran:
        assert base.put(Unit, ("name",), [], alike={"account": 1}) == []
        keys = base.put(Setting, ("key",), [("1",), ("2",)], alike={"value": "o'k"})
    assert len(ran) == 1
    assert [(s.id, s.key, s.value) for s in Setting.select().order_by(Setting.id)] == [
        (keys[0], "1", "o'k"), (keys[1], "2", "o'k"),
    ]  # fmt: skip


def test_entries_of_people_are_told_without_their_department_by_its_own_kind(office: Office) -> None:
    account = office.account()
    unit = records.add(office.boss, "unit", {"name": "生技处", "kind": v.UnitKind.DEPARTMENT.value}, account).value
    person = office.person(account, unit=unit)
    assert search.rewritten("unit", [unit]).renamed == [unit]
    Unit.update(name="物资处").execute()
    search.store("unit", search.rewritten("unit", [unit]))
    (entry,) = entries("person", [person])
    assert SearchEntry.get(SearchEntry.kind == "person").text == entry.text
