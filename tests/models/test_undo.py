"""Undo gives back every row and every derived row; it refuses, naming the fields, what later changes touched."""

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models import base, search
from models.rules.values import Value
from models.tables import BY_NAME, Account, Change, Intent, Person, Visit
from models.writes import approvals, records, undo
from models.writes.derive import rebuild
from models.writes.intents import Actor, Refused
from tests.models.conftest import TODAY
from tests.models.playing import Play
from tests.models.writing import Everything, Office, everything, office

__all__ = ["office"]


def test_undo_takes_back_and_redo_does_again_step_by_step(office: Office) -> None:
    pictures = [everything()]
    account = office.account()
    pictures.append(everything())
    person = office.person(account, roles=("user",))
    pictures.append(everything())
    office.visit(account, person)
    pictures.append(everything())
    for picture in reversed(pictures[:-1]):
        undo.undo(office.boss)
        assert everything() == picture
    for picture in pictures[1:]:
        undo.redo(office.boss)
        assert everything() == picture
    with pytest.raises(Refused, match="nothing_to_redo"):
        undo.redo(office.boss)
    undo.undo(office.boss)
    assert everything() == pictures[-2]


def test_undo_answers_what_it_took_back_and_is_in_the_history(office: Office) -> None:
    account = office.account()
    done = undo.undo(office.boss)
    assert done.value.name == "record.add" and "account" in done.touched
    taken, original = Intent.get_by_id(done.intent), Intent.get(Intent.name == "record.add")
    assert (taken.undoes, original.undone, taken.account) == (original.id, taken.id, account)
    again = undo.redo(office.boss)
    assert again.value.name == "record.add" and Intent.get_by_id(original.id).undone is None


def test_one_takes_back_only_ones_own(office: Office) -> None:
    account = office.account()
    records.edit(office.manager, "account", account, {"region": ""}, {"region": "河北"})
    undo.undo(office.manager)
    with pytest.raises(Refused, match="nothing_to_undo"):
        undo.undo(office.manager)
    assert Account.get().region == ""


def test_undo_refuses_what_was_changed_since_and_names_the_fields(office: Office) -> None:
    account = office.account(region="北京", phone="1")
    seen: dict[str, Value] = {"region": "北京", "phone": "1"}
    records.edit(office.boss, "account", account, seen, {"region": "河北", "phone": "2"})
    records.edit(office.manager, "account", account, {"region": "河北"}, {"region": "天津"})
    before = everything()
    with pytest.raises(Refused, match="undo_conflict") as refused:
        undo.undo(office.boss)
    assert refused.value.detail == {"table": "account", "fields": "region"}
    assert everything() == before


def test_undo_keeps_what_others_did_to_other_fields(office: Office) -> None:
    account = office.account(region="北京")
    records.edit(office.boss, "account", account, {"region": "北京"}, {"region": "河北"})
    records.edit(office.manager, "account", account, {"phone": ""}, {"phone": "2"})
    undo.undo(office.boss)
    assert (Account.get().region, Account.get().phone) == ("北京", "2")


def test_undo_refuses_to_take_away_what_others_built_on_or_removed(office: Office) -> None:
    account = office.account()
    records.add(office.manager, "person", {"name": "黄主任"}, account)
    with pytest.raises(Refused, match="still_used"):
        undo.undo(office.boss)
    person = Person.get().id
    records.delete(office.boss, "person", [person])
    with pytest.raises(Refused, match="undo_conflict"):
        undo.undo(office.manager)
    assert Account.select().exists() and not Person.select().exists()


def test_redo_is_over_once_something_new_was_done(office: Office) -> None:
    office.account("甲")
    undo.undo(office.boss)
    office.account("乙")
    with pytest.raises(Refused, match="nothing_to_redo"):
        undo.redo(office.boss)
    undo.undo(office.boss)
    assert undo.redo(office.boss).value.name == "record.add"
    with pytest.raises(Refused, match="nothing_to_redo"):
        undo.redo(office.boss)
    assert [a.name for a in Account.select()] == ["乙"]


def test_a_deleted_account_comes_back_with_everything_and_under_its_old_ids(office: Office) -> None:
    account = office.account(other_names=("NCG",))
    person, deal = office.person(account, roles=("user",)), office.deal(account, amount=1)
    office.visit(account, person, opportunity=deal)
    approvals.ask_transfer(office.boss, account, office.other.member or 0, "x")
    before = everything()
    records.delete(office.boss, "account", [account])
    undo.undo(office.boss)
    assert everything() == before
    undo.redo(office.boss)
    assert not Visit.select().exists()


def test_the_newest_intent_counts_up_whatever_is_done(office: Office) -> None:
    seen = [undo.latest()]
    office.account()
    seen.append(undo.latest())
    undo.undo(office.boss)
    seen.append(undo.latest())
    assert seen == sorted(set(seen))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("undo")


def fresh(folder: Path) -> Actor:
    """A new database with one admin in it, who acts."""
    base.close_database()
    for old in folder.iterdir():
        old.unlink() if old.is_file() else None
    base.open_database(str(folder / "inroad.db"), create=True)
    return Office().boss


def rebuilt() -> Everything:
    """Everything, with what is derived made anew."""
    rebuild(TODAY)
    search.rebuild()
    return everything()


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_any_writes_taken_back_one_by_one_leave_everything_as_it_was(folder: Path, seed: int) -> None:
    me = fresh(folder)
    play = Play(random.Random(seed), me)
    pictures = [everything()]
    for _ in range(45):
        if play.move():
            pictures.append(everything())
    assert rebuilt() == pictures[-1]
    for picture in reversed(pictures[:-1]):
        undo.undo(me)
        assert everything() == picture
    for picture in pictures[1:]:
        undo.redo(me)
        assert everything() == picture
    base.close_database()


def test_the_play_knows_every_table_it_should(folder: Path) -> None:
    me = fresh(folder)
    play = Play(random.Random(7), me)
    touched: set[str] = set()
    left = {
        "product", "attitude", "act", "account_field", "visit_member", "question", "choice", "saved_view", "consent",
        "play_tick",
    }  # fmt: skip
    expected = {name for name in BY_NAME if name not in left | {"intent", "change", "search_entry"}}
    expected -= {"account_state", "opportunity_state", "need", "task"}
    for _ in range(6000):
        if expected <= touched:
            break
        before = undo.latest()
        if play.move():
            touched |= {change.table for change in Change.select().where(Change.intent > before)}
    assert expected <= touched
    base.close_database()
