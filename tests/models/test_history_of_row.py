"""The history of one record: who, when, before and after, with its parts, and nothing a member may not see (T4, T6)."""

import pytest

from models.reads import history
from models.reads.records import record
from models.rules.values import Value
from models.rules.vocabulary import Stance
from models.tables import Setting
from models.writes import people, records
from models.writes.undo import undo
from tests.models.conftest import Queries
from tests.models.writing import Office, office

__all__ = ["office"]


def edited(office: Office, noun: str, row: int, **values: Value) -> None:
    before = record(noun, row).values
    records.edit(office.engineer, noun, row, {code: before[code] for code in values}, values)


def test_each_change_is_told_with_before_and_after_newest_first(office: Office) -> None:
    account = office.account(owner=office.engineer.member)
    edited(office, "account", account, region="北京")
    edited(office, "account", account, region="天津")
    newest, older, first = history.of_row("account", account)
    assert [(c.op, c.before.get("region"), c.after.get("region")) for c in (*newest.changes, *older.changes)] == [
        ("alter", "北京", "天津"), ("alter", "", "北京"),
    ]  # fmt: skip
    assert newest.member_name == "engineer"
    assert [change.op for change in first.changes if change.row == account] == ["add"]


def test_what_was_done_to_others_in_the_same_stroke_is_left_out_but_its_parts_are_told(office: Office) -> None:
    account = office.account(owner=office.engineer.member)
    person = office.person(account, roles=("decision_maker",))
    other = office.person(account, "刘工")
    (made,) = history.of_row("person", person)
    assert {change.table for change in made.changes} == {"person", "person_role"}
    assert {change.row for change in made.changes if change.table == "person"} == {person}
    assert len(history.of_row("person", other)) == 1


def test_an_undo_stands_in_the_history_and_erases_nothing(office: Office) -> None:
    account = office.account(owner=office.engineer.member)
    edited(office, "account", account, region="北京")
    undo(office.engineer)
    back, forth, _ = history.of_row("account", account)
    assert (back.undoes, forth.undone) == (forth.id, back.id)


@pytest.mark.parametrize("noun", ["account", "person", "opportunity", "visit", "task", "stance_entry"])
def test_a_row_of_an_account_that_is_not_to_be_seen_has_no_history(office: Office, noun: str) -> None:
    account = office.account(owner=office.engineer.member)
    person = office.person(account)
    rows = {
        "account": account, "person": person, "opportunity": office.deal(account),
        "visit": office.visit(account, person),
        "task": records.add(office.engineer, "task", {"text": "补资料"}, account).value,
        "stance_entry": people.move_stance(office.engineer, person, Stance.NEUTRAL, "说话客气").value,
    }  # fmt: skip
    assert history.whose(noun, rows[noun]) == account
    assert history.of_row(noun, rows[noun], viewer=office.other.member)
    Setting.create(key="visibility", value="own")
    assert history.of_row(noun, rows[noun], viewer=office.engineer.member)
    with pytest.raises(LookupError):
        history.of_row(noun, rows[noun], viewer=office.other.member)


def test_what_was_done_where_a_member_sees_nothing_is_left_out(office: Office) -> None:
    there = office.account("甲", owner=office.other.member)
    here = office.account("乙", owner=office.engineer.member)
    person = office.person(there)
    people.transfer(office.boss, person, here)
    Setting.create(key="visibility", value="own")
    assert len(history.of_row("person", person, viewer=office.boss.member)) == 2
    seen = history.of_row("person", person, viewer=office.engineer.member)
    assert there not in {intent.account for intent in seen}


def test_what_belongs_to_everybody_is_everybodys_to_look_up(office: Office) -> None:
    product = records.add(office.boss, "product", {"name": "继保装置"}).value
    assert history.whose("product", product) is None
    Setting.create(key="visibility", value="own")
    assert len(history.of_row("product", product, viewer=office.other.member)) == 1


def test_a_history_costs_the_same_however_long(office: Office, queries: Queries) -> None:
    account = office.account(owner=office.engineer.member)
    Setting.create(key="visibility", value="own")
    person = office.person(account)
    viewer = office.engineer.member
    plain = queries.of(lambda: history.of_row("person", person, viewer=viewer))
    for n in range(8):
        edited(office, "person", person, title=f"科长{n}")
    assert queries.of(lambda: history.of_row("person", person, viewer=viewer)) == plain <= 10
