"""Leads as they are read and decided, and what is known of the credit of an account (A13, S14)."""

import pytest

from models.reads import reports
from models.reads.credit import account_credit
from models.reads.dealing import dealing
from models.reads.leads import leads
from models.reads.reports import Asked
from models.rules.credit import CreditFact
from models.rules.pictures import records
from models.rules.settings import DEFAULTS
from models.rules.values import Invalid
from models.rules.vocabulary_leads import LeadVerdict
from models.tables import AnnualFigure, Lead, Setting
from models.writes import leads as writing
from models.writes import records as recording
from models.writes.intents import Forbidden
from models.writes.undo import undo
from tests.models.conftest import TODAY, Make, Queries
from tests.models.writing import actor


def names(verdict: str = LeadVerdict.RAW, viewer: int | None = None) -> list[str]:
    return [each.lead.name for each in leads(DEFAULTS, viewer=viewer, verdict=verdict)]


@pytest.fixture
def field(make: Make) -> dict[str, int]:
    li, wang = make.member("李华", role="engineer"), make.member("王强", role="engineer")
    good = make.account("好", owner=li, yearly_potential=30_000_000)
    none = make.account("不明", owner=wang)
    busy = make.account("忙", owner=li)
    make.opportunity(busy, "技改")
    return {"li": li, "wang": wang, "好": good, "不明": none, "忙": busy}


def test_raw_is_what_has_no_opportunity_and_no_verdict(field: dict[str, int], make: Make) -> None:
    assert names() == ["好", "不明"]
    make.row(Lead, account=field["不明"], verdict="kept")
    make.row(Lead, account=field["忙"], verdict="raw")
    assert names() == ["好"] and names("kept") == ["不明"] and names("later") == names("dropped") == []


def test_one_sees_the_leads_one_may_see(field: dict[str, int], make: Make) -> None:
    make.row(Setting, key="visibility", value="own")
    assert names(viewer=field["wang"]) == ["不明"]
    rows = records(reports.picture("leads", Asked(TODAY, viewer=field["wang"])))
    assert [dict(row)["account_id"][-1] for row in rows] == [field["不明"]]  # type: ignore[index]


def test_a_verdict_is_one_step_and_undone_by_one(field: dict[str, int]) -> None:
    me = actor(field["li"])
    writing.decide(me, field["好"], "kept")
    assert names("kept") == ["好"] and names() == ["不明"]
    writing.decide(me, field["好"], "later", "等预算")
    assert (Lead.get().verdict, Lead.get().reason, Lead.select().count()) == ("later", "等预算", 1)
    undo(me)
    assert Lead.get().verdict == "kept"
    undo(me)
    assert names() == ["好", "不明"] and not Lead.select().exists()


def test_who_drops_a_lead_says_why(field: dict[str, int]) -> None:
    me = actor(field["li"])
    with pytest.raises(Invalid) as refused:
        writing.decide(me, field["好"], "dropped")
    assert refused.value.errors == {"reason": "required"}
    writing.decide(me, field["好"], "dropped", "买不起")
    assert names("dropped") == ["好"]


def test_an_account_is_judged_once_and_by_those_who_may(field: dict[str, int]) -> None:
    me = actor(field["li"])
    recording.add(me, "lead", {"verdict": "raw", "competition": 2}, field["好"])
    with pytest.raises(Invalid) as refused:
        recording.add(me, "lead", {"verdict": "raw"}, field["好"])
    assert refused.value.errors == {"verdict": "lead_there"}
    with pytest.raises(Forbidden):
        writing.decide(me, field["不明"], "kept")


def test_leads_cost_one_question_however_many_there_are(field: dict[str, int], make: Make, queries: Queries) -> None:
    assert queries.of(lambda: leads(DEFAULTS)) == 1
    for number in range(20):
        make.row(Lead, account=make.account(f"新{number}"), growth=3)
    assert queries.of(lambda: leads(DEFAULTS)) == 1 and len(leads(DEFAULTS)) == 22


def test_the_credit_is_what_is_agreed_and_the_newest_figures(make: Make, queries: Queries) -> None:
    account = make.account(credit_limit=500, credit_days=60, credit_terms="三七开")
    make.row(AnnualFigure, account=account, year=2024, collection_days=90, overdue=7)
    make.row(AnnualFigure, account=account, year=2025, collection_days=120)
    wanted = CreditFact(500, 60, "三七开", 120, 7)
    assert account_credit(account) == wanted and queries.of(lambda: account_credit(account)) == 2
    assert dealing(make.opportunity(account)).credit == wanted
    with pytest.raises(LookupError):
        account_credit(99)
