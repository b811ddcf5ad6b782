"""After won or lost: ratings of the day against how people acted, and whose optimism is shown to whom."""

from datetime import timedelta
from typing import Any

import pytest

from models.reads import rating
from models.reads.reports import Asked, behind, picture
from models.rules.pictures import Bars, Count
from models.rules.values import Invalid, Value
from models.tables import Conduct
from models.writes import records
from models.writes.intents import Refused
from tests.models.conftest import TODAY, Make, Queries
from tests.models.writing import Office, office

__all__ = ["office"]


@pytest.fixture
def lost(make: Make) -> dict[str, int]:
    """An opportunity that was lost twenty days ago: Li took Huang for a supporter, Wang was right about Liu."""
    li, wang = make.member("李华", office="北京"), make.member("王强", office="上海")
    boss, elsewhere = (make.member(n, role="manager", office=o) for n, o in (("赵总", "北京"), ("钱总", "上海")))
    account = make.account(owner=li)
    deal = make.opportunity(account, outcome="lost", closed_date=TODAY - timedelta(20))
    huang, liu = make.person(account, "黄主任"), make.person(account, "刘工")
    make.stance(huang, "neutral", -90, member=wang)
    make.stance(huang, "supporter", -40, member=li)
    make.stance(huang, "blocker", -5, member=wang)
    make.stance(liu, "enemy", -40, member=wang)
    make.row(Conduct, account=account, opportunity=deal, person=huang, acted="enemy", date=TODAY, text="投了反对")
    make.row(Conduct, account=account, opportunity=deal, person=liu, acted="enemy", date=TODAY)
    return {"deal": deal, "li": li, "wang": wang, "boss": boss, "elsewhere": elsewhere, "account": account}


def test_the_rating_of_the_day_of_the_decision_stands_against_what_he_did(lost: dict[str, int], make: Make) -> None:
    make.person(lost["account"], "没角色")
    make.person(lost["account"], "马工", "user")
    found = rating.judged(lost["deal"], TODAY)
    assert found.day == TODAY - timedelta(20)
    assert {(row.name, row.rated, row.member, row.acted, row.gap) for row in found.people} == {
        ("黄主任", "supporter", "李华", "enemy", 2), ("刘工", "enemy", "王强", "enemy", 0),
        ("马工", "unknown", "", "", None),
    }  # fmt: skip
    assert {row.member for row in rating.judged(lost["deal"], TODAY, lost["wang"]).people} == {"", "王强"}


def test_an_open_opportunity_judges_nobody(make: Make) -> None:
    deal = make.opportunity(make.account())
    assert rating.judged(deal, TODAY) == rating.Judged(None, ())


@pytest.mark.parametrize(("viewer", "seen"), [
    ("li", {"李华"}), ("wang", {"王强"}), ("boss", {"李华"}), ("elsewhere", {"王强"}), (None, {"李华", "王强"}),
])  # fmt: skip
def test_optimism_is_shown_to_himself_and_his_manager_only(
    lost: dict[str, int], viewer: str | None, seen: set[str]
) -> None:
    asked = Asked(TODAY, viewer=lost[viewer] if viewer else None)
    drawn = picture("optimism", asked)
    assert isinstance(drawn, Bars)
    records: list[dict[str, Any]] = [dict(row.record) for row in drawn.rows]
    assert {record["member"].text for record in records} == seen
    told = {record["member"].text: record["tenths"] for record in records}
    assert told.get("李华", Count(20)) == Count(20) and told.get("王强", Count(0)) == Count(0)
    others = [lost[each] for each in ("li", "wang") if {"li": "李华", "wang": "王强"}[each] not in seen]
    assert all(behind("optimism", str(other), asked) == [] for other in others)


def test_behind_a_member_are_the_ratings_that_were_off_most_first(lost: dict[str, int], queries: Queries) -> None:
    found = behind("optimism", str(lost["li"]), Asked(TODAY))
    assert [each.thing.id for each in found] == [lost["deal"]]
    assert queries.of(lambda: picture("optimism", Asked(TODAY))) == 3
    early = Asked(TODAY, until=TODAY - timedelta(30))
    assert not picture("optimism", early).rows


def test_optimism_by_size_and_by_step_is_of_the_same_ratings(lost: dict[str, int], queries: Queries) -> None:
    for by, groups in (("size", ["unknown"]), ("step", ["lead"])):
        asked = Asked(TODAY, viewer=lost["boss"], by=by)
        drawn = picture("optimism", asked)
        assert isinstance(drawn, Bars) and [row.key for row in drawn.rows] == groups
        assert dict(drawn.rows[0].record)["tenths"] == Count(20)
        assert [each.thing.id for each in behind("optimism", groups[0], asked)] == [lost["deal"]]
        assert queries.of(lambda asked=asked: picture("optimism", asked)) == 3


def test_how_somebody_acted_is_said_once_and_only_when_it_is_decided(office: Office) -> None:
    account = office.account()
    person = office.person(account)
    deal = records.add(office.boss, "opportunity", {
        "name": "技改", "step": "lead", "information_stage": "general", "outcome": "open",
    }, account).value  # fmt: skip
    told: dict[str, Value] = {"person": person, "acted": "enemy", "opportunity": deal}
    with pytest.raises(Refused) as refused:
        records.add(office.boss, "conduct", told, account)
    assert refused.value.reason == "not_decided"
    lost: dict[str, Value] = {"outcome": "lost", "reason": "price"}
    records.edit(office.boss, "opportunity", deal, {"outcome": "open", "reason": ""}, lost)
    assert records.add(office.boss, "conduct", told, account).value
    with pytest.raises(Invalid) as wrong:
        records.add(office.boss, "conduct", told, account)
    assert wrong.value.errors == {"person": "judged_already"}
    with pytest.raises(Invalid):
        other = office.person(account, "刘工")
        records.add(office.boss, "conduct", {**told, "person": other, "acted": "unknown"}, account)
