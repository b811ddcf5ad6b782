"""The reports on what is dealt on one opportunity: what they draw, and for whom (O12, O16, O19, T4)."""

import pytest

from models.reads import reports
from models.reads.reports import Asked
from models.rules.pictures import Bars, records
from models.tables import Concession, Milestone, Setting, ValueLine
from tests.models.conftest import TODAY, Make


@pytest.mark.parametrize("name", ["value", "concessions", "delivery"])
def test_a_deal_is_drawn_for_those_who_may_see_it(make: Make, name: str) -> None:
    make.row(Setting, key="visibility", value="own")
    owner, other = make.member("王", role="engineer"), make.member("李", role="engineer")
    account = make.account(owner=owner)
    deal = make.opportunity(account, amount=1000)
    asked = Asked(TODAY, viewer=owner, account=account, opportunity=deal)
    assert records(reports.picture(name, asked)) == ()
    make.row(ValueLine, account=account, opportunity=deal, kind="cost_saved", text="省", amount=600)
    make.row(Concession, account=account, opportunity=deal, give="备件", worth=100)
    make.row(Milestone, account=account, opportunity=deal, kind="trial", deliverable="试运行", due=TODAY)
    assert len(records(reports.picture(name, asked))) == {"value": 3}.get(name, 1)
    for hidden in (asked._replace(viewer=other), asked._replace(opportunity=None), asked._replace(opportunity=99)):
        with pytest.raises(LookupError):
            reports.picture(name, hidden)


def test_the_progress_is_drawn_for_those_who_may_see_it(make: Make) -> None:
    make.row(Setting, key="visibility", value="own")
    owner, other = make.member("王", role="engineer"), make.member("李", role="engineer")
    account = make.account(owner=owner)
    deal = make.opportunity(account)
    asked = Asked(TODAY, viewer=owner, account=account, opportunity=deal)
    found = reports.picture("gate", asked)
    assert isinstance(found, Bars) and len(found.rows) == 3 and records(found)
    for hidden in (asked._replace(viewer=other), asked._replace(opportunity=None), asked._replace(opportunity=99)):
        with pytest.raises(LookupError):
            reports.picture("gate", hidden)
