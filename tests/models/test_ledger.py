"""The stored ledger: the board of a day, what moved, its entries with observer and visit, and undo."""

from datetime import timedelta

import pytest

from models.reads import ledger, people
from models.rules.values import Invalid, Value
from models.rules.vocabulary import Stance
from models.writes import people as writing
from models.writes import records, undo
from models.writes.intents import Forbidden
from tests.models.conftest import TODAY, Make, Queries
from tests.models.writing import Office, everything, office

__all__ = ["office"]


def day(back: int) -> object:
    return TODAY - timedelta(back)


@pytest.fixture
def house(database: object, make: Make) -> dict[str, int]:
    """Huang came over, Liu turned away at a visit, Ma is not known; a seat stands empty."""
    account = make.account("华北局")
    ours = make.member("李华")
    found = {"account": account, "deal": make.opportunity(account)}
    for key, name in (("huang", "黄主任"), ("liu", "刘工"), ("ma", "马工")):
        found[key] = make.person(account, name)
    found["seat"] = make.person(account, "", "decision_maker", placeholder=True, title="局长")
    make.stance(found["huang"], "neutral", -40)
    make.stance(found["huang"], "supporter", -20, evidence="替我们说话", member=ours, confirmed=True)
    visit = make.visit(account, -10, found["liu"])
    make.stance(found["liu"], "supporter", -60)
    make.stance(found["liu"], "enemy", -10, evidence="夸对手", visit=visit, member=ours)
    make.stance(found["liu"], "neutral", -5, opportunity=found["deal"])
    return found


def test_the_board_of_today_asked_for_by_its_day_is_the_board(house: dict[str, int]) -> None:
    now = ledger.board(house["account"], today=TODAY)
    dated = ledger.board(house["account"], today=TODAY, as_of=TODAY)
    assert dated.columns == now.columns and dated.moves == ()
    assert now == people.board(house["account"], today=TODAY)


def test_equal_days_differ_in_nothing(house: dict[str, int]) -> None:
    for back in (0, 10, 15, 60, 200):
        found = ledger.board(house["account"], today=TODAY, as_of=day(back), since=day(back))  # type: ignore[arg-type]
        assert found.moves == ()
        assert all(c.stance_before == c.stance for column in found.columns for c in column.cards)


def test_an_earlier_day_shows_what_was_known_then_and_who_moved_since(house: dict[str, int]) -> None:
    then = ledger.board(house["account"], today=TODAY, as_of=day(30))  # type: ignore[arg-type]
    assert {card.name or card.title: column.letter for column in then.columns for card in column.cards} == {
        "黄主任": "N", "刘工": "S", "马工": "?", "局长": "?",
    }  # fmt: skip
    assert all(card.last_contact is None for column in then.columns for card in column.cards)
    moved = [(m.name, m.before, m.after, m.evidence, m.member, m.confirmed) for m in then.moves]
    assert moved == [
        ("刘工", "supporter", "enemy", "夸对手", "李华", False),
        ("黄主任", "neutral", "supporter", "替我们说话", "李华", True),
    ]


def test_with_two_days_only_what_lies_between_is_told(house: dict[str, int]) -> None:
    found = ledger.board(house["account"], today=TODAY, as_of=day(15), since=day(30))  # type: ignore[arg-type]
    assert [move.name for move in found.moves] == ["黄主任"]
    on_deal = ledger.board(house["account"], house["deal"], today=TODAY, since=day(8))  # type: ignore[arg-type]
    assert [(move.name, move.before, move.after) for move in on_deal.moves] == [("刘工", "enemy", "neutral")]


def test_every_entry_names_its_day_evidence_observer_visit_and_how_sure_it_is(house: dict[str, int]) -> None:
    rows = ledger.ledger(house["account"])
    assert [(row.person_name, row.before, row.stance) for row in rows] == [
        ("刘工", "enemy", "neutral"), ("刘工", "supporter", "enemy"), ("黄主任", "neutral", "supporter"),
        ("黄主任", "unknown", "neutral"), ("刘工", "unknown", "supporter"),
    ]  # fmt: skip
    turned = rows[1]
    assert (turned.day, turned.evidence, turned.member, turned.visit_day) == (day(10), "夸对手", "李华", day(10))
    assert (rows[0].opportunity_name, rows[2].confirmed) == ("技改", True)
    assert next(row.person_name for row in ledger.ledger(house["account"], house["deal"])) == "刘工"


def test_days_are_those_on_which_somebody_moved(house: dict[str, int]) -> None:
    assert [(when, len(rows)) for when, rows in ledger.days(house["account"])] == [
        (day(5), 1), (day(10), 1), (day(20), 1), (day(40), 1), (day(60), 1),
    ]  # fmt: skip


def test_the_reads_cost_the_same_for_many_and_for_few(house: dict[str, int], make: Make, queries: Queries) -> None:
    def asked() -> tuple[int, int]:
        return (
            queries.of(lambda: ledger.board(house["account"], today=TODAY, as_of=day(9))),  # type: ignore[arg-type]
            queries.of(lambda: ledger.ledger(house["account"])),
        )

    few = asked()
    for n in range(30):
        someone = make.person(house["account"], f"人{n}")
        make.stance(someone, "neutral", -n)
        make.stance(someone, "supporter", -n - 3)
    assert asked() == few
    assert few[1] == 3


# Writing ------------------------------------------------------------------------------------------------------


def test_undo_restores_the_board_of_every_day(office: Office) -> None:
    account = office.account()
    person = office.person(account)
    writing.move_stance(office.boss, person, Stance.NEUTRAL, when=day(9))  # type: ignore[arg-type]
    boards = [ledger.board(account, today=TODAY, as_of=TODAY - timedelta(n)).columns for n in range(12)]
    stored = everything()
    writing.move_stance(office.boss, person, Stance.SUPPORTER, "点头", when=day(3))  # type: ignore[arg-type]
    assert ledger.board(account, today=TODAY, since=day(9)).moves  # type: ignore[arg-type]
    undo.undo(office.boss)
    assert everything() == stored
    assert [ledger.board(account, today=TODAY, as_of=TODAY - timedelta(n)).columns for n in range(12)] == boards


def test_an_entry_is_mended_and_only_opponents_back_somebody(office: Office) -> None:
    account = office.account()
    person = office.person(account)
    rival = records.add(office.boss, "competitor", {"name": "恒驰"}).value
    told: dict[str, Value] = {"stance": "enemy", "date": TODAY, "competitor": rival}
    entry = records.add(office.boss, "stance_entry", told, person).value
    before: dict[str, Value] = {"confirmed": False, "evidence": ""}
    records.edit(office.boss, "stance_entry", entry, before, {"confirmed": True, "evidence": "当面说的"})
    row = ledger.ledger(account)[0]
    assert (row.confirmed, row.evidence, row.competitor, row.member) == (True, "当面说的", "恒驰", "王总")
    with pytest.raises(Invalid) as wrong:
        records.edit(office.boss, "stance_entry", entry, {"stance": "enemy"}, {"stance": "neutral"})
    assert wrong.value.errors == {"competitor": "not_opposed"}


def test_a_stance_is_the_business_of_those_who_may_move_it(office: Office) -> None:
    account = records.add(office.boss, "account", {"name": "别家", "owner": office.engineer.member}).value
    person = office.person(account)
    told: dict[str, Value] = {"stance": "neutral", "date": TODAY}
    with pytest.raises(Forbidden):
        records.add(office.other, "stance_entry", told, person)
    assert records.add(office.engineer, "stance_entry", told, person).value
