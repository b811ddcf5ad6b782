"""Files of annual figures come in, a year of an account once, and go with one undo."""

from models.exchange import exporting, importing
from models.exchange.texts import codes, csv_lines
from models.reads.rows import rows
from models.tables.figures import AnnualFigure
from models.writes import undo
from tests.models.conftest import TODAY
from tests.models.test_import import job, refusals
from tests.models.writing import Office, everything, office

__all__ = ["office"]

TABLE = (
    "account,year,turnover,profit,deals,collection_days,overdue,total_spend\n"
    "华北局,2024,125万,18万,5,60,0,900万\n华北局,2025,1800000,-20000,7,45,,\n"
)


def test_figures_come_in_and_go_with_one_undo(office: Office) -> None:
    house = office.account("华北局")
    before = everything()
    assert importing.bring_in(office.boss, job(TABLE, "figures")).value.taken == 2
    found = {row.year: row for row in AnnualFigure.select().where(AnnualFigure.account == house)}
    assert (found[2024].turnover, found[2024].total_spend, found[2024].overdue) == (125_000_000, 900_000_000, 0)
    assert (found[2025].profit, found[2025].overdue, found[2025].deals) == (-2_000_000, None, 7)
    undo.undo(office.boss)
    assert everything() == before


def test_a_year_of_an_account_comes_in_once(office: Office) -> None:
    office.account("华北局")
    importing.bring_in(office.boss, job(TABLE, "figures"))
    text = "account,year,turnover\n华北局,2025,1\n华北局,2023,1\n华北局,2023,2\n,2022,1\n某局,2022,1\n华北局,20x,1\n"
    assert refusals(office.boss, text, "figures") == [
        (2, "year", "figures_duplicate"), (4, "year", "twice"), (5, "account", "required"),
        (6, "account", "no_such_account"), (7, "year", "not_a_number"),
    ]  # fmt: skip


def test_accounts_are_made_where_that_was_asked_for(office: Office) -> None:
    report = importing.bring_in(office.boss, job(TABLE, "figures", create_accounts=True)).value
    assert (report.taken, report.accounts) == (2, ("华北局",))
    assert AnnualFigure.select().count() == 2


def test_what_is_exported_comes_in_again(office: Office) -> None:
    office.account("华北局")
    importing.bring_in(office.boss, job(TABLE, "figures"))
    fields = exporting.fields("figures")
    found = list(exporting.records("figures", TODAY))
    text = "".join(csv_lines(fields, [field.code for field in fields], found, codes, end="\n"))
    stored = rows(AnnualFigure.select(AnnualFigure.year, AnnualFigure.turnover, AnnualFigure.profit))
    undo.undo(office.boss)
    importing.bring_in(office.boss, job(text, "figures"))
    assert rows(AnnualFigure.select(AnnualFigure.year, AnnualFigure.turnover, AnnualFigure.profit)) == stored
