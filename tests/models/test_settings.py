"""Settings change with history and undo; all accounts follow piece by piece; lists are added to, renamed and hidden."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from models.exchange import importing
from models.reads import changing, lists, shelf, thresholds
from models.reads.rows import rows
from models.rules.settings import DEFAULTS
from models.rules.values import Invalid
from models.tables import Account, AccountState, Setting
from models.writes import daily, preferences, records, renewal, undo
from models.writes.derive import derive
from models.writes.intents import Forbidden, Refused
from models.writes.renewal import left_to_others
from tests.models.conftest import TODAY, Queries
from tests.models.test_import import job
from tests.models.writing import Office, changes, everything, office

__all__ = ["office"]

SOON = TODAY + timedelta(40)
"""A day between one month and two from now."""


@pytest.fixture
def stepwise() -> Iterator[None]:
    """Leave what follows from a setting to whoever takes the steps."""
    token = left_to_others.set(True)
    yield
    left_to_others.reset(token)


def urgencies() -> list[str]:
    return [urgency for (urgency,) in rows(AccountState.select(AccountState.urgency).order_by(AccountState.account))]


def deal(office: Office, name: str, expected: date = SOON) -> int:
    account = office.account(name, phone="0512-6666 0000")
    office.deal(account, expected_date=expected, amount=200_00)
    return account


# Changing ----------------------------------------------------------------------------------------------------


def test_a_change_is_history_follows_at_once_and_goes_with_one_undo(office: Office) -> None:
    deal(office, "华北局")
    before, stood = everything(), urgencies()
    done = preferences.put_settings(office.boss, {"urgency_h_months": "2"})
    assert changes(done.intent) == [("add", "setting")]
    assert (stood, urgencies()) == (["A"], ["H"])
    assert thresholds.settings().urgency_h_months == 2
    assert not renewal.pending()
    undo.undo(office.boss)
    assert everything() == before
    undo.redo(office.boss)
    assert urgencies() == ["H"]


def test_what_is_the_default_is_not_stored(office: Office) -> None:
    preferences.put_settings(office.boss, {"contact_days": "30"})
    preferences.put_settings(office.boss, {"contact_days": str(DEFAULTS.contact_days)})
    assert not Setting.select().where(Setting.key == "contact_days").exists()
    preferences.put_settings(office.boss, {"contact_days": "30"})
    preferences.put_settings(office.boss, {"contact_days": None})
    assert thresholds.settings() == DEFAULTS


@pytest.mark.parametrize(
    ("wanted", "errors"),
    [
        ({"contact_days": "0"}, {"contact_days": "too_low"}),
        ({"contact_days": "sixty"}, {"contact_days": "not_a_number"}),
        ({"urgency_h_months": "3"}, {"urgency_h_months": "not_ascending"}),
        ({"visibility": "some"}, {"visibility": "not_a_choice"}),
    ],
)
def test_what_cannot_be_changes_nothing(office: Office, wanted: dict[str, str], errors: dict[str, str]) -> None:
    before = everything()
    with pytest.raises(Invalid) as wrong:
        preferences.put_settings(office.boss, wanted)
    assert wrong.value.errors == errors
    assert everything() == before


def test_only_who_may_changes_settings_and_lists(office: Office) -> None:
    for who in (office.manager, office.engineer, office.assistant):
        for attempt in (
            lambda who=who: preferences.put_settings(who, {"contact_days": "30"}),
            lambda who=who: preferences.add_choice(who, "industry", "造船"),
            lambda who=who: preferences.rename_choice(who, "industry", "power_grid", "输配电"),
            lambda who=who: preferences.hide_choice(who, "industry", "power_grid"),
        ):
            with pytest.raises(Forbidden):
                attempt()
        assert not shelf.shelf(who.member).may
    assert shelf.shelf(office.boss.member).may


# What follows ------------------------------------------------------------------------------------------------


def test_all_accounts_follow_in_pieces_with_others_between(office: Office, stepwise: None) -> None:
    del stepwise
    for name in ("甲局", "乙局", "丙局"):
        deal(office, name)
    preferences.put_settings(office.boss, {"urgency_h_months": "2"})
    assert urgencies() == ["A", "A", "A"]
    assert renewal.step(TODAY, 1) == (1, 3)
    assert urgencies() == ["H", "A", "A"]
    deal(office, "丁局")
    assert renewal.step(TODAY, 2) == (3, 4)
    assert urgencies() == ["H", "H", "H", "H"]
    assert renewal.step(TODAY) == (4, 4)
    assert renewal.step(TODAY) is None
    assert not renewal.pending()
    assert thresholds.settings().urgency_h_months == 2


def test_a_second_change_begins_again(office: Office, stepwise: None) -> None:
    del stepwise
    for name in ("甲局", "乙局"):
        deal(office, name)
    preferences.put_settings(office.boss, {"urgency_h_months": "2"})
    renewal.step(TODAY, 1)
    undo.undo(office.boss)
    renewal.finish(TODAY)
    assert urgencies() == ["A", "A"]


def test_the_turn_of_a_day_goes_on_with_what_was_cut_off(office: Office, stepwise: None) -> None:
    del stepwise
    deal(office, "华北局")
    preferences.put_settings(office.boss, {"urgency_h_months": "2"})
    assert daily.turn(TODAY)
    assert urgencies() == ["H"]
    assert not renewal.pending()


def test_a_change_takes_as_many_statements_whatever_there_is(
    office: Office, queries: Queries, stepwise: None
) -> None:
    del stepwise
    deal(office, "华北局")
    one = queries.of(lambda: preferences.put_settings(office.boss, {"urgency_h_months": "2"}))
    for name in ("甲局", "乙局", "丙局"):
        deal(office, name)
    two = queries.of(lambda: preferences.put_settings(office.boss, {"urgency_a_months": "4"}))
    assert two <= one


def test_what_nothing_follows_from_derives_nothing(office: Office, stepwise: None) -> None:
    del stepwise
    deal(office, "华北局")
    preferences.put_settings(office.boss, {"visibility": "own"})
    preferences.put_setting(office.boss, "company", "远大")
    assert not renewal.pending()


def test_what_would_move_is_told_before(office: Office) -> None:
    deal(office, "华北局")
    deal(office, "廊坊局", TODAY + timedelta(80))
    before = everything()
    after = DEFAULTS._replace(urgency_h_months=2, probability_lead=50)
    found = changing.moves(changing.concerned(), TODAY, DEFAULTS, after)
    assert (found.looked_at, found.moved, found.accounts) == (2, 1, (("A", "H", 1),))
    assert [name for _, name in found.names] == ["华北局"]
    assert (found.deals, found.weighted) == (2, (100_00, 200_00))
    assert everything() == before
    both = found.with_more(found)
    assert (both.moved, both.deals, both.weighted) == (2, 4, (200_00, 400_00))


# Lists -------------------------------------------------------------------------------------------------------


def entry(name: str, code: str) -> Any:
    return next(each for each in lists.entries(name, counted=True) if each.code == code)


def test_lists_are_of_fields_and_named_as_their_codes_are() -> None:
    assert set(lists.names()) >= {"industry", "reason"}
    for name, family in lists.families().items():
        assert name == family.lower()


def test_an_entry_is_added_used_hidden_and_shown_again(office: Office) -> None:
    before = everything()
    preferences.add_choice(office.boss, "industry", "  造船 ")
    assert "造船" in lists.offered("industry")
    office.account("江海", industry="造船")
    assert entry("industry", "造船").used == 1
    preferences.hide_choice(office.boss, "industry", "造船")
    assert "造船" not in lists.offered("industry")
    assert entry("industry", "造船").hidden
    preferences.add_choice(office.boss, "industry", "造船")
    assert "造船" in lists.offered("industry")
    for _ in range(4):
        undo.undo(office.boss)
    assert everything() == before


def test_what_is_there_is_not_added_twice(office: Office) -> None:
    preferences.add_choice(office.boss, "industry", "造船")
    preferences.rename_choice(office.boss, "industry", "power_grid", "输配电")
    for name in ("造船", "power_grid", "输配电"):
        with pytest.raises(Refused) as refused:
            preferences.add_choice(office.boss, "industry", name)
        assert refused.value.reason == "choice_there"
    with pytest.raises(Refused):
        preferences.rename_choice(office.boss, "industry", "telecom", "造船")
    with pytest.raises(Refused):
        preferences.add_choice(office.boss, "industry", " ")


def test_an_entry_is_called_otherwise_and_what_is_recorded_stays(office: Office) -> None:
    house = office.account("江海", industry="造船")
    preferences.rename_choice(office.boss, "industry", "造船", "船舶")
    preferences.rename_choice(office.boss, "industry", "power_grid", "输配电")
    assert thresholds.renamed() == {"industry.造船": "船舶", "industry.power_grid": "输配电"}
    assert Account.get_by_id(house).industry == "造船"
    preferences.rename_choice(office.boss, "industry", "power_grid", "")
    preferences.rename_choice(office.boss, "industry", "造船", "")
    assert thresholds.renamed() == {}


def test_a_shipped_entry_is_hidden(office: Office) -> None:
    preferences.hide_choice(office.boss, "reason", "late")
    assert "late" not in lists.offered("reason")
    preferences.hide_choice(office.boss, "reason", "late", hidden=False)
    assert "late" in lists.offered("reason")


def test_the_place_tells_who_changed_what(office: Office) -> None:
    preferences.put_settings(office.boss, {"contact_days": "30"})
    preferences.put_settings(office.boss, {"contact_days": None, "gate_visits": "4"})
    found = {row.name: row for row in shelf.shelf(office.boss.member).settings}
    assert (found["contact_days"].value, found["contact_days"].default) == (60, 60)
    assert found["contact_days"].changed and found["contact_days"].changed.by == "王总"
    assert found["gate_visits"].value == 4
    assert found["spin_many"].changed is None


def test_derived_rows_are_as_if_all_were_derived_at_once(office: Office) -> None:
    houses = [deal(office, name) for name in ("甲局", "乙局")]
    preferences.put_settings(office.boss, {"contact_days": "5", "probability_lead": "70"})
    stored = everything()
    derive(houses, TODAY, thresholds.settings())
    assert everything() == stored


def test_what_is_typed_in_a_form_is_on_the_list_for_the_next(office: Office) -> None:
    before = everything()
    house = office.account("江海", industry="造船")
    office.account("南通", industry="造船")
    assert lists.offered("industry").count("造船") == 1
    records.edit(office.boss, "account", house, {"industry": "造船"}, {"industry": "港口"})
    assert lists.offered("industry")[-2:] == ["港口", "造船"]
    for _ in range(3):
        undo.undo(office.boss)
    assert everything() == before


def test_an_empty_cell_of_a_file_is_no_hidden_entry(office: Office) -> None:
    preferences.hide_choice(office.boss, "industry", "power_grid")
    preferences.rename_choice(office.boss, "industry", "telecom", "通讯")
    importing.bring_in(office.boss, job("name,industry\n甲,\n乙,通讯\n"))
    assert [row.industry for row in Account.select().order_by(Account.id)] == ["", "telecom"]
