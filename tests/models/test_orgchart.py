"""The organisation chart and who decides are read at a fixed cost, as far as one may see (P6, P8, P14, P17)."""

import pytest

from models.reads import influence, orgchart, reports
from models.reads.reports import Asked
from models.rules.pictures import Bars, Tree, records
from models.rules.settings import DEFAULTS
from models.rules.vocabulary_org import Ground, GroundAnswer
from models.writes import records as writing
from tests.models.conftest import TODAY, Queries
from tests.models.writing import Office, office

__all__ = ["office"]


def unit(office: Office, account: int, name: str, parent: int | None = None) -> int:
    return writing.add(office.boss, "unit", {"name": name, "kind": "department", "parent": parent}, account).value


def test_a_chart_holds_the_group_the_units_and_their_people(office: Office) -> None:
    head = office.account("集团")
    house = office.account("华北局", parent=head)
    branch = office.account("廊坊局", parent=house)
    section = unit(office, house, "处室", unit(office, house, "部门"))
    huang = office.person(house, unit=section, level="management", roles=("technical",))
    other = office.person(branch, "张科长", camp="ours")
    found = orgchart.chart(house, None, TODAY, DEFAULTS)
    assert [(node.key[0], node.depth) for node in found.nodes] == [
        ("account", 0), ("account", 1), ("unit", 2), ("unit", 3), ("person", 4), ("account", 2), ("person", 3),
    ]  # fmt: skip
    assert (found.camp(huang), found.camp(other)) == ("undecided", "ours")
    picture = reports.picture("orgchart", Asked(TODAY, account=house))
    assert isinstance(picture, Tree)
    assert [dict(record)["id"] for record in records(picture)][4] is not None


def test_what_it_costs_does_not_grow_with_the_people(office: Office, queries: Queries) -> None:
    account = office.account()
    section = unit(office, account, "部门")
    counts = []
    for many in (1, 30):
        for at in range(many):
            office.person(account, f"人{many}-{at}", unit=section)
        counted = []
        for read in ("orgchart", "influence", "power", "decider"):
            asked = Asked(TODAY, account=account)
            counted.append(queries.of(lambda read=read, asked=asked: reports.picture(read, asked)))
        counts.append(counted)
    assert counts[0] == counts[1]


def test_one_who_may_not_see_an_account_sees_no_chart(office: Office) -> None:
    for read in ("orgchart", "influence", "power", "decider"):
        with pytest.raises(LookupError):
            reports.picture(read, Asked(TODAY, account=99))


def test_influence_at_a_step_goes_before_the_usual_one(office: Office) -> None:
    account = office.account()
    deal = office.deal(account, buying_step="evaluation")
    person = office.person(account, influence=2)
    writing.add(office.boss, "stance_entry", {"stance": "supporter", "date": TODAY}, person)
    writing.add(office.boss, "step_influence", {"buying_step": "evaluation", "influence": 5}, person)
    sums = []
    for subject in (None, deal):
        picture = reports.picture("power", Asked(TODAY, account=account, opportunity=subject))
        assert isinstance(picture, Bars) and picture.total is not None
        sums.append(picture.total.beside[0])
    assert [getattr(each, "number", None) for each in sums] == [2, 5]


def test_the_answer_of_an_opportunity_goes_before_that_of_the_account(office: Office) -> None:
    account = office.account()
    deal = office.deal(account)
    for answer, subject in (("centralised", None), ("delegated", deal), ("collective", None)):
        writing.add(office.boss, "decider_ground", {"answer": answer, "opportunity": subject}, account)
    whole, own = influence.entered(account, None), influence.entered(account, deal)
    assert whole[Ground.GOVERNANCE].answer is GroundAnswer.COLLECTIVE
    assert own[Ground.GOVERNANCE].answer is GroundAnswer.DELEGATED
