"""An import is written piece by piece: others write between, and one that is cut off is taken back by whoever comes."""

from collections.abc import Callable
from typing import Any

import pytest

from models import base, faults
from models.exchange import entering, importing
from models.exchange.importing import NotTaken
from models.reads import history, thresholds
from models.tables import Account, Change, Intent, Person
from models.writes import daily, pieces, records, undo
from models.writes.derive import derive
from models.writes.intents import Refused
from models.writes.uprooting import referrers
from tests.models.conftest import TODAY, Queries
from tests.models.test_import import job
from tests.models.writing import Office, everything, office

__all__ = ["office"]
MANY = "name,parent\n" + "".join(f"客户{n},{'客户3' if n % 7 == 5 else ''}\n" for n in range(1100))


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pieces small enough for an import to have many."""
    monkeypatch.setattr(entering, "PIECE", 200)
    monkeypatch.setattr(pieces, "STORED", 1)


def at(share: float, do: Callable[[], object]) -> Callable[[int, int], None]:
    """Do something once so much of the import is done."""
    left = [do]

    def told(done: int, total: int) -> None:
        if left and done >= share * total:
            left.pop()()

    return told


def stopped() -> None:
    raise KeyboardInterrupt


def cut_off(office: Office, monkeypatch: pytest.MonkeyPatch, share: float = 0.5, text: str = MANY) -> None:
    """An import that ends half-way like a program that was killed."""
    with monkeypatch.context() as patched:
        patched.setattr(pieces.Pieces, "give_up", lambda self: None)
        with pytest.raises(KeyboardInterrupt):
            importing.bring_in(office.manager, job(text), at(share, stopped))
    assert Account.select().exists()


def test_others_write_between_the_pieces(office: Office) -> None:
    free: list[bool] = []
    added = at(0.5, lambda: records.add(office.engineer, "account", {"name": "别人的"}))

    def told(done: int, total: int) -> None:
        free.append(not base.db.in_transaction())
        added(done, total)

    importing.bring_in(office.manager, job(MANY), told)
    assert all(free) and len(free) > 6
    assert Account.select().count() == 1101
    undo.undo(office.manager)
    assert [a.name for a in Account.select()] == ["别人的"]


def test_no_piece_is_larger_than_it_may_be(office: Office) -> None:
    sizes: list[int] = []
    seen = [Change.select().count()]

    def told(_done: int, _total: int) -> None:
        now = Change.select().count()
        sizes.append(now - seen[0])
        seen[0] = now

    importing.bring_in(office.manager, job(MANY), told)
    assert 0 < max(sizes) <= entering.PIECE


def test_half_an_import_is_in_no_history_and_no_undo(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    before = history.latest(limit=3)
    cut_off(office, monkeypatch)
    assert history.latest(limit=3) == before
    with pytest.raises(Refused, match="nothing_to_undo"):
        undo.undo(office.manager)


@pytest.mark.parametrize("share", [0.36, 0.5, 0.7, 0.99])
def test_the_turn_of_the_day_takes_back_what_was_cut_off(
    office: Office, monkeypatch: pytest.MonkeyPatch, share: float
) -> None:
    office.account("老客户")
    before, intents = everything(), Intent.select().count()
    cut_off(office, monkeypatch, share, MANY.replace("客户3\n", "老客户\n"))
    assert daily.turn(TODAY)
    assert everything() == before
    assert Intent.select().count() == intents
    assert not pieces.unfinished()


def test_a_group_no_longer_counts_the_people_of_half_an_import(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    group = office.account("集团")
    office.account("分局", parent=group)
    derive([group], TODAY, thresholds.settings())
    before = everything()
    text = "name,account\n" + "".join(f"人{n},分局\n" for n in range(600))
    with monkeypatch.context() as patched:
        patched.setattr(pieces.Pieces, "give_up", lambda self: None)
        with pytest.raises(KeyboardInterrupt):
            importing.bring_in(office.manager, job(text, "people"), at(0.99, stopped))
    assert everything()["account_state"] != before["account_state"]
    daily.turn(TODAY)
    assert everything() == before


def test_the_next_import_takes_back_what_was_cut_off(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    cut_off(office, monkeypatch)
    assert importing.bring_in(office.manager, job(MANY)).value.taken == 1100
    assert Account.select().count() == 1100


def test_what_goes_wrong_half_way_takes_all_back_at_once(office: Office) -> None:
    before = everything()
    with pytest.raises(KeyboardInterrupt):
        importing.bring_in(office.manager, job(MANY), at(0.6, stopped))
    assert everything() == before
    assert not pieces.unfinished()


def test_what_others_built_on_half_an_import_stays(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    cut_off(office, monkeypatch)
    one, other = Account.get(Account.name == "客户1").id, Account.get(Account.name == "客户2").id
    records.add(office.boss, "person", {"name": "黄主任"}, one)
    records.edit(office.boss, "account", other, {"region": ""}, {"region": "河北"})
    daily.turn(TODAY)
    assert sorted(a.name for a in Account.select()) == ["客户1", "客户2"]
    assert [p.name for p in Person.select()] == ["黄主任"]
    assert len(history.latest(limit=3)[-1].changes) == 2
    assert not pieces.unfinished()


def test_a_file_is_judged_anew_when_what_it_rests_on_moved(office: Office) -> None:
    def add() -> Any:
        return records.add(office.boss, "account", {"name": "客户8"})

    with pytest.raises(NotTaken) as refused:
        importing.bring_in(office.manager, job(MANY), at(0, add))
    assert [why.code for each in refused.value.report.refused for why in each.reasons] == ["duplicate"]
    assert Account.select().count() == 1


def test_a_file_is_not_judged_anew_when_nothing_it_rests_on_moved(office: Office) -> None:
    account = office.account("老客户")
    judged: list[int] = []

    def edit(done: int, _total: int) -> None:
        judged.append(done)
        now = len(judged)
        records.edit(office.boss, "account", account, {"region": f"{now - 1}" if now > 1 else ""}, {"region": f"{now}"})

    assert importing.bring_in(office.manager, job(MANY), edit).value.taken == 1100
    assert judged.count(500) == 1


def test_undo_of_twice_the_rows_asks_twice_the_questions_at_most(office: Office, queries: Queries) -> None:
    def cost(count: int) -> int:
        text = "name,account,roles,stance,department\n"
        text += "".join(f"人{n},老客户,user,supporter,处\n" for n in range(count))
        importing.bring_in(office.manager, job(text, "people"))
        return queries.of(lambda: undo.undo(office.manager))

    office.account("老客户")
    few = cost(200)
    assert cost(400) <= 2 * few
    assert not Person.select().exists()


def test_to_take_a_person_away_no_table_is_looked_through() -> None:
    assert [f"{table.__name__}.{field.name}" for table, field in referrers(Person) if not field.index] == []


@pytest.mark.on_file
def test_only_one_imports_at_a_time(office: Office) -> None:
    with pieces.alone(), pytest.raises(faults.Locked):
        importing.bring_in(office.manager, job("name\n甲\n"))
    assert importing.bring_in(office.manager, job("name\n甲\n")).value.taken == 1
