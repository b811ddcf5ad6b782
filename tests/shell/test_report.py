"""`inroad report`: stable rows, the picture in the terminal and as SVG, exit codes, what a member may see."""

import csv
import io
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from models.reads.reports import REPORTS
from models.rules.text import cells
from models.tables.figures import AnnualFigure
from models.tables.opportunities import Competitor
from models.tables.strategy import FactorScore
from models.tables.team import Member, Setting
from tests.models.conftest import TODAY
from tests.shell.conftest import Shell

ROWS = {
    "funnel": {"step", "count", "amount", "weighted"},
    "urgency": {"class", "count", "amount"},
    "sources": {"source", "accounts", "won", "amount"},
    "won": {"owner", "owner_id", "count", "amount"},
    "lost": {"reason", "competitor", "competitor_id", "count", "amount"},
    "pyramid": {"account", "account_id", "turnover", "share", "cumulative_before", "class", "layer"},
    "matrix": {
        "account", "account_id", "potential", "years", "share", "advice", "yearly_potential", "share_percent",
    },
    "whitespace": {"account", "account_id", "product", "state", "amount", "competitor"},
    "evaluation": {
        "rank", "account", "account_id", "year", "turnover", "before", "growth", "of_all", "share", "cumulated",
        "per_year", "satisfaction",
    },
}  # fmt: skip


@pytest.fixture
def sold(shell: Shell) -> Shell:
    """The same shell, with a deal won and two lost, one of them to a competitor with a name full of signs."""
    put = shell.open()
    rival = put.row(Competitor, name="<某厂> & =1+1\x1b[31m")
    put.opportunity(1, "一期", amount=50_000_000, outcome="won", signed_date=TODAY.replace(month=3), owner=1)
    put.opportunity(1, "二期", amount=30_000_000, outcome="lost", closed_date=TODAY.replace(month=5), winner=rival,
                    reason="price", owner=1)  # fmt: skip
    put.row(AnnualFigure, account=1, year=TODAY.year - 1, total_spend=100_000_000)
    put.opportunity(2, "三期", amount=20_000_000, outcome="lost", closed_date=TODAY.replace(year=2025), owner=1)
    shell.settle()
    return shell


@pytest.mark.parametrize("name", ROWS)
def test_a_report_has_exactly_the_fields_it_promises(sold: Shell, name: str) -> None:
    told = sold("report", name, "--json").json()
    assert (told["schema"], told["name"]) == (1, name)
    assert set(told) == {"schema", "name", "rows"} | ({"since", "until"} if REPORTS[name].period else set())
    assert told["rows"] and all(set(row) == ROWS[name] for row in told["rows"])
    table = list(csv.DictReader(io.StringIO(sold("report", name, "--csv").out)))
    assert [set(row) for row in table] == [ROWS[name]] * len(told["rows"])


def test_the_funnel_is_that_of_the_command_funnel(sold: Shell) -> None:
    rows = sold("report", "funnel", "--json").json()["rows"]
    steps = sold("funnel", "--json").json()["steps"]
    assert [{"code": row.pop("step"), **row} for row in rows] == steps
    assert sold("report", "funnel", "lfj", "--json").json()["rows"][0]["amount"] == 0


def test_losses_are_by_reason_and_winner_or_by_what_was_asked_for(sold: Shell) -> None:
    rows = sold("report", "lost", "--json").json()["rows"]
    assert [(row["reason"], row["competitor_id"], row["count"], row["amount"]) for row in rows] == [
        ("price", 2, 1, 300_000), (None, None, 1, 200_000),
    ]  # fmt: skip
    months = sold("report", "lost", "--by", "month", "--json").json()["rows"]
    assert [row["month"] for row in months] == ["2025-11", "2026-05"]
    owners = sold("report", "lost", "--by", "owner", "--json").json()["rows"]
    assert owners == [{"owner": "李华", "owner_id": 1, "count": 2, "amount": 500_000}]


def test_days_are_included_and_leave_out_all_others(sold: Shell) -> None:
    won = sold("report", "won", "--since", "2026-03-23", "--until", "2026-03-23", "--json").json()
    assert (won["since"], won["until"]) == ("2026-03-23", "2026-03-23")
    assert [row["amount"] for row in won["rows"]] == [500_000]
    none = sold("report", "won", "--since", "2026-03-24")
    assert (none.code, "还没有数据" in none.err) == (0, True)
    assert len(sold("report", "lost", "--until", "2025-12-31", "--json").json()["rows"]) == 1


WRONG: list[tuple[tuple[str, ...], str]] = [
    (("nothing",), "funnel, urgency, sources, won, lost"),
    ((), "种类"),
    (("funnel", "--since", "今天"), "起止日期"),
    (("won", "--since", "+2d", "--until", "今天"), "--since"),
    (("won", "--by", "step"), "owner, reason, month"),
    (("funnel", "--by", "step"), "没有可选的"),
    (("sources", "hbj"), "sources"),
    (("won", "--since", "2月30日"), "2月30日"),
    (("won", "--json", "--csv"), "--json"),
    (("won", "--json", "--svg", "-"), "--svg -"),
]


@pytest.mark.parametrize(("argv", "said"), WRONG, ids=[" ".join(argv) for argv, _ in WRONG])
def test_wrong_usage_is_exit_code_2_and_says_what_is_right(sold: Shell, argv: tuple[str, ...], said: str) -> None:
    answer = sold("report", *argv)
    assert (answer.code, said in answer.err, answer.err.count("\n")) == (2, True, 1)


def test_nobody_of_that_name_is_exit_code_3(sold: Shell) -> None:
    assert sold("report", "funnel", "没有这家").code == 3


def test_an_engineer_sees_the_sums_of_what_he_may_see(sold: Shell) -> None:
    sold.open()
    Setting.create(key="visibility", value="own")
    Member.update(role="engineer").execute()
    other = Member.create(name="王强", login="wang", role="engineer").id
    from models.tables.accounts import Account

    Account.update(owner=other).where(Account.id == 2).execute()
    sold.settle()
    assert [row["reason"] for row in sold("report", "lost", "--json").json()["rows"]] == ["price"]
    assert sold("report", "lost", "lfj", "--json").code in (3, 4)


@pytest.mark.parametrize("width", [20, 50, 80, 200])
@pytest.mark.parametrize("name", ROWS)
def test_no_line_of_a_picture_is_wider_than_the_terminal(sold: Shell, name: str, width: int) -> None:
    sold.environment["COLUMNS"] = str(width)
    out = sold("report", name).out
    assert max(cells(line) for line in out.splitlines()) <= width
    assert "\x1b" not in out


def test_a_picture_in_ascii_has_no_other_sign_but_words(sold: Shell) -> None:
    out = sold("--lang", "en", "--ascii", "report", "funnel").out
    assert out.isascii() and "==" in out and ".." in out


def test_svg_is_written_to_a_file_of_ones_own_and_over_nothing(sold: Shell, tmp_path: Path) -> None:
    target = tmp_path / "lost.svg"
    answer = sold("report", "lost", "--svg", str(target))
    assert (answer.code, answer.out) == (0, "")
    text = target.read_text("utf-8")
    told = "".join(ElementTree.fromstring(text).itertext())
    assert "<某厂> & =1+1" in told and "\x1b" not in text
    assert target.stat().st_mode & 0o077 == 0
    assert sold("report", "lost", "--svg", str(target)).code == 1
    assert sold("report", "lost", "--svg", str(target), "--force").code == 0
    assert target.read_text("utf-8") == text
    assert sold("report", "lost", "--svg", "-").out == text


def test_svg_goes_beside_the_rows(sold: Shell, tmp_path: Path) -> None:
    answer = sold("report", "won", "--json", "--svg", str(tmp_path / "won.svg"))
    assert answer.json()["name"] == "won" and (tmp_path / "won.svg").exists()


def test_the_factor_chart_is_of_an_account_or_an_opportunity(sold: Shell) -> None:
    put = sold.open()
    deal = put.opportunity(1, "四期")
    rival = Competitor.get(Competitor.name.startswith("<")).id
    for side, score, whom in (("need", 10, None), ("us", 4, None), ("them", 3, rival)):
        put.row(FactorScore, account=1, opportunity=deal, factor="price", side=side, score=score, competitor=whom)
    sold.settle()
    told = sold("report", "factors", "四期", "--json").json()
    assert told["rows"] == [{
        "factor": "price", "need": 10, "us": 4, "them": 3, "weight": 10, "competitor": "<某厂> & =1+1\x1b[31m",
        "opening": "nobody",
    }]  # fmt: skip
    assert sold("report", "factors", "hbj", "--json").json()["rows"] == [], "another opportunity leads"
    assert "没人满足" in sold("report", "factors", "四期").out
    assert sold("report", "factors").code == 2
    assert "<svg" in sold("report", "factors", "四期", "--svg", "-").out
