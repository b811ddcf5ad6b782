"""Files of opportunities come in: foreign stages and dates, slips in names, everything left out explained."""

from collections import Counter
from datetime import date
from typing import Any

import pytest

from models.exchange import exporting, importing, kinds, mapping, opportunities, sheets
from models.exchange.kinds import Labels
from models.exchange.reports import Job, Spelling
from models.reads import thresholds
from models.rules.values import Value
from models.tables import Account, Change, Competitor, Intent, Opportunity, OpportunityState, Product
from models.writes import undo
from models.writes.derive import derive
from tests.models import foreign
from tests.models.conftest import TODAY
from tests.models.test_import import job, refusals
from tests.models.writing import Office, everything, office

__all__ = ["office"]


def deals() -> dict[str, Any]:
    return {row.name: row for row in Opportunity.select()}


def bring(office: Office, text: str, **more: Any) -> importing.Report:
    return importing.bring_in(office.boss, job(text, "opportunities", **more)).value


# What a stage means ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ({}, {"outcome": "open", "step": "lead"}),
        ({"stage": "proposal"}, {"outcome": "open", "step": "proposal"}),
        ({"stage": "suspended"}, {"outcome": "suspended", "step": "lead", "closed_date": TODAY}),
        ({"stage": "lost"}, {"outcome": "lost", "step": "lead", "reason": "other", "closed_date": TODAY}),
        ({"stage": "lost", "reason": "price", "closed_date": date(2026, 1, 2)},
         {"outcome": "lost", "step": "lead", "reason": "price", "closed_date": date(2026, 1, 2)}),
        ({"stage": "won", "closed_date": date(2026, 1, 2)},
         {"outcome": "won", "step": "delivery", "signed_date": date(2026, 1, 2), "closed_date": date(2026, 1, 2)}),
        ({"stage": "won", "signed_date": date(2026, 1, 2)},
         {"outcome": "won", "step": "delivery", "signed_date": date(2026, 1, 2), "closed_date": date(2026, 1, 2)}),
        ({"stage": "won", "step": "repurchase", "signed_date": date(2026, 1, 2), "closed_date": date(2026, 1, 9)},
         {"outcome": "won", "step": "repurchase", "signed_date": date(2026, 1, 2), "closed_date": date(2026, 1, 9)}),
        ({"stage": "lead", "outcome": "lost"},
         {"outcome": "lost", "step": "lead", "reason": "other", "closed_date": TODAY}),
        ({"stage": "lead", "closed_date": date(2027, 1, 2)},
         {"outcome": "open", "step": "lead", "expected_date": date(2027, 1, 2)}),
        ({"closed_date": date(2027, 1, 2), "expected_date": date(2027, 1, 9)},
         {"outcome": "open", "step": "lead", "expected_date": date(2027, 1, 9)}),
    ],
)  # fmt: skip
def test_a_stage_is_a_step_or_an_outcome(given: dict[str, Value], wanted: dict[str, Value]) -> None:
    values = dict(given)
    assert opportunities.settle(values, TODAY) == ()
    assert {name: value for name, value in values.items() if value} == wanted


def test_a_win_without_a_day_lacks_one() -> None:
    assert opportunities.settle({"stage": "won"}, TODAY) == ("signed_date",)


# Rows --------------------------------------------------------------------------------------------------------

HOUSE = "华北局"
TABLE = "name,account,stage,product,owner,amount,winner\n"


def test_deals_come_in_with_what_they_name_and_go_with_one_undo(office: Office) -> None:
    Product.create(name="GTX Pro", code="G-1")
    house = HOUSE
    office.account(house)
    before = everything()
    report = bring(office, TABLE + f"A,{house},negotiation,g-1,,1280,\nB,{house},lost,GTXPro,,,Some Rival\n")
    assert (report.taken, report.things) == (2, (("winner", "Some Rival"),))
    found = deals()
    assert found["A"].product_id == found["B"].product_id == Product.get().id
    assert (found["A"].step, found["A"].amount, found["A"].bant_budget) == ("negotiation", 128_000, "unknown")
    assert (found["B"].outcome, found["B"].reason, found["B"].winner.name) == ("lost", "other", "Some Rival")
    assert OpportunityState.select().where(OpportunityState.opportunity == found["A"].id).exists()
    assert Intent.select().where(Intent.name == "record.import").count() == 1
    undo.undo(office.boss)
    assert everything() == before
    assert not Competitor.select().where(Competitor.name == "Some Rival").exists()


def test_a_row_that_will_not_do_says_why(office: Office) -> None:
    house = HOUSE
    office.account(house)
    text = TABLE + f",{house},lead,,,,\nA,,lead,,,,\nB,Nowhere,lead,,,,\nC,{house},won,,,,\nD,{house},x,,Nobody,,\n"
    assert refusals(office.boss, text, "opportunities") == [
        (2, "name", "required"), (3, "account", "required"), (4, "account", "no_such_account"),
        (5, "signed_date", "required"), (6, "stage", "not_a_choice"), (6, "owner", "no_such_member"),
    ]  # fmt: skip


def test_a_deal_of_the_same_name_is_another_only_by_its_days(office: Office) -> None:
    house = HOUSE
    Opportunity.create(account=office.account(house), name="年度采购", expected_date=date(2026, 12, 1))
    head = "name,account,expected_date\n"
    text = f"{head}年度采购,{house},2027-12-01\n年度采购,{house},2026-12-01\n框架,{house},\n框架,{house},2027-01-01\n"
    assert refusals(office.boss, text, "opportunities") == [(3, "name", "deal_duplicate"), (5, "name", "twice")]


def test_an_import_that_takes_nothing_leaves_nothing_to_undo(office: Office) -> None:
    bring(office, "name,account,stage\nA,,lead\n", skip_refused=True)
    assert not Intent.select().where(Intent.name.contains("record.import")).exists()


def test_a_new_product_that_is_like_another_is_told_of(office: Office) -> None:
    house = HOUSE
    office.account(house)
    Product.create(name="MG Special")
    text = "name,account,product\n" + "".join(
        f"{at},{house},{name}\n" for at, name in enumerate(("MG Specal", "mg-special", "GTK 500", "GTK 600"))
    )
    report = bring(office, text)
    assert report.things == (("product", "MG Specal"), ("product", "GTK 500"), ("product", "GTK 600"))
    assert report.spellings == (
        Spelling("product", "mg-special", "MG Special"), Spelling("product", "MG Specal", "MG Special", new=True),
    )  # fmt: skip


# A whole export of another program -----------------------------------------------------------------------------


def told(made: list[foreign.Made]) -> Job:
    map = mapping.read_map(foreign.MAP.encode(), kinds.KINDS["opportunities"])
    sheet = sheets.read(foreign.text(made).encode())
    return Job("opportunities", sheet, Labels(), map, skip_refused=True, create_accounts=True)


def comes_in(office: Office, count: int) -> None:
    made = foreign.rows(count, 7)
    wanted = told(made)
    seen = importing.preview(office.boss, wanted)
    before = everything()
    report = importing.bring_in(office.boss, wanted).value
    assert report == seen
    good = [each for each in made if not each.wrong]
    assert report.taken == len(good)
    assert Counter((why.field, why.code) for each in report.refused for why in each.reasons) == Counter(
        foreign.REFUSED[each.wrong] for each in made if each.wrong
    )
    assert report.left_out == ("sales_agent", "engage_date")
    assert [{each.typed, each.meant} for each in report.spellings] == [{"GTXPro", "GTX Pro"}]
    assert Counter(row.outcome for row in deals().values() if len(row.name) == 8) == Counter(
        {"Won": "won", "Lost": "lost"}.get(each.cells[4], "open") for each in good
    )
    assert Product.select().count() == len(foreign.PRODUCTS)
    wins = Opportunity.select().where(Opportunity.outcome == "won")
    assert all(row.closed_date == row.signed_date is not None for row in wins)
    states = sorted(map(str, OpportunityState.select().tuples()))
    derive([row.id for row in Account.select()], TODAY, thresholds.settings())
    assert sorted(map(str, OpportunityState.select().tuples())) == states
    undo.undo(office.boss)
    assert everything() == before


def test_a_foreign_export_comes_in_with_a_map_of_a_few_lines(office: Office) -> None:
    comes_in(office, 400)


@pytest.mark.long
def test_a_whole_foreign_export_comes_in(office: Office) -> None:
    comes_in(office, 9000)


# Out again -----------------------------------------------------------------------------------------------------


def test_what_is_exported_comes_in_again(office: Office) -> None:
    house = HOUSE
    office.account(house)
    bring(office, TABLE + f"A,{house},proposal,GTX Pro,,1280,\n")
    fields = exporting.fields("opportunities")
    assert [field.code for field in fields][:3] == ["account", "name", "amount"]
    assert "stage" not in {field.code for field in fields}
    (record,) = [each for each in exporting.records("opportunities", TODAY) if each.values["name"] == "A"]
    told = ["" if (value := record.values[f.code]) in (None, ()) else str(value) for f in fields]
    text = ",".join(f.code for f in fields) + "\n" + ",".join(told).replace(",A,", ",B,").replace("128000", "1280")
    bring(office, text + "\n")
    one, two = deals()["A"], deals()["B"]
    assert (one.step, one.amount, one.product_id, one.outcome) == (two.step, two.amount, two.product_id, two.outcome)
    assert Change.select().where((Change.table == "product") & (Change.op == "add")).count() == 1
