"""What the names of a capture line mean, and the line stored: who is found how, in how many queries, in one undo."""

import pytest

from models.reads import capture as reading
from models.rules.capture import Captured, Moved, Said
from models.rules.vocabulary import Party, Stance
from models.tables import Account, Opportunity, Person, Promise, StanceEntry, Visit, VisitPerson
from models.writes import capture, records, undo
from models.writes.intents import Refused
from tests.models.conftest import TODAY, Queries
from tests.models.writing import Office, everything, office

__all__ = ["office"]


@pytest.fixture
def house(office: Office) -> int:
    """An account with three people and a deal."""
    account = office.account(name="华北电网有限公司", short_name="华北局", owner=office.engineer.member)
    for name in ("黄主任", "刘工", "刘处"):
        office.person(account, name)
    office.deal(account, "技改")
    return account


def test_one_undo_takes_everything_back(office: Office, house: int) -> None:
    before = everything()
    line = "hbj 黄+新人 谈标准 新人:>S 我:周五送样 金额:280万"
    found = reading.understand(line, TODAY, None, {("person", "新人"): -1})
    assert found.clear and found.house is not None and found.house.id == house
    done = capture.capture(office.engineer, found.house.id, found.said, {-1: "新人"})
    visit = Visit.get_by_id(done.value)
    assert (visit.happened, visit.state, visit.date) == ("谈标准", "done", TODAY)
    fresh = Person.get(Person.name == "新人")
    assert VisitPerson.select().where(VisitPerson.person == fresh).count() == 1
    assert StanceEntry.get(StanceEntry.person == fresh).stance == "supporter"
    assert Promise.get(Promise.visit == visit).next_step
    assert Opportunity.get().amount == 280_000_000
    undo.undo(office.engineer)
    assert everything() == before


def test_a_new_person_who_is_not_used_is_not_made(office: Office, house: int) -> None:
    capture.capture(office.engineer, house, Captured(text="谈", no_next_step="等"), {-1: "新人"})
    assert not Person.select().where(Person.name == "新人").exists()


def test_the_promise_called_next_step_is_it(office: Office, house: int) -> None:
    first, second = Said(Party.US, "报价", TODAY), Said(Party.US, "送样", TODAY, None, step=True)
    done = capture.capture(office.engineer, house, Captured(text="谈", promises=(first, second)))
    steps = {row.text: row.next_step for row in Promise.select().where(Promise.visit == done.value)}
    assert steps == {"报价": False, "送样": True}


def test_what_is_not_clear_or_lacks_a_step_is_refused(office: Office, house: int) -> None:
    unclear = reading.understand("hbj 张+刘 谈 无:等", TODAY)
    assert [each.code for each in unclear.said.problems] == ["person_unknown", "person_ambiguous"]
    with pytest.raises(Refused, match="capture_unclear"):
        capture.capture(office.engineer, house, unclear.said)
    with pytest.raises(Refused, match="next_step_missing"):
        capture.capture(office.engineer, house, Captured(text="谈"))
    assert not Visit.select().exists()


@pytest.mark.parametrize(("line", "words"), [
    ("华北局 谈", 1), ("hbj 谈", 1), ("huabeiju 谈", 1), ("华北电网有限公司 谈", 1), ("华北电网 谈", 1),
    ('"华北局" 谈', 1), ("Big Power Company talked", 3), ("big power company", 3), ("Big talked", 1),
])  # fmt: skip
def test_the_account_leads_by_any_of_its_names(office: Office, house: int, line: str, words: int) -> None:
    other = office.account(name="Big Power Company", owner=office.engineer.member)
    found = reading.understand(line, TODAY)
    assert found.house is not None
    assert (found.house.id, found.house.words) == (other if line[0] in "Bb" else house, words)


def test_several_accounts_are_offered_and_one_chosen(office: Office, house: int) -> None:
    other = office.account(name="华南局", owner=office.engineer.member)
    found = reading.understand("局 谈", TODAY)
    assert found.house is None and {each.id for each in found.houses} == {house, other}
    assert found.said.problems[0].code == "account_ambiguous" and set(found.said.problems[0].ids) == {house, other}
    chosen = reading.understand("局 谈", TODAY, None, {("account", "局"): other})
    assert chosen.house is not None and (chosen.house.id, chosen.said.text) == (other, "谈")
    assert reading.understand("没有的 谈", TODAY).said.problems[0].code == "account_unknown"
    assert reading.understand("", TODAY).house is None


def test_the_stance_on_record_is_told_beside(office: Office, house: int) -> None:
    liu = Person.get(Person.name == "刘工").id
    said = Captured(text="谈", moves=(Moved(liu, None, Stance.ENEMY, "说不要"),), no_next_step="等")
    capture.capture(office.engineer, house, said)
    found = reading.understand("hbj 刘工:>N", TODAY)
    assert found.recorded == {liu: "enemy"}
    assert reading.stances([]) == {}


def test_seats_and_closed_deals_are_not_named(office: Office, house: int) -> None:
    records.add(office.engineer, "person", {"placeholder": True, "title": "总经理"}, house)
    known = reading.known(house)
    assert sorted(known.people.values()) == ["刘处", "刘工", "黄主任"]
    assert list(known.deals.values()) == ["技改"]


@pytest.mark.parametrize("line", ["华北电网局 hbj 黄 谈标准", "hbj 华北电网局 黄 谈标准", "hbj hbj 黄 谈标准"])
def test_an_account_named_twice_is_named_once(office: Office, house: int, line: str) -> None:
    name = Account.get_by_id(house).name
    found = reading.understand(line.replace("华北电网局", name), TODAY)
    assert found.house is not None
    assert (found.house.id, found.said.text) == (house, "谈标准")
    assert len(found.said.people) == 1


def test_the_number_of_queries_does_not_grow(office: Office, house: int, queries: Queries) -> None:
    line = "hbj 黄+刘工 谈标准 刘工:E>N 我:周五送样"
    few = queries.of(lambda: reading.understand(line, TODAY))
    for number in range(30):
        office.person(house, f"王{number}")
    assert queries.of(lambda: reading.understand(line, TODAY)) == few <= 14
