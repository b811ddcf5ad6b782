"""Pyramid, matrix and white space over all accounts, and the group of one: sums by the database (A7, A8, A15)."""

from collections.abc import Iterator
from datetime import date

import pytest

from models.reads import reports
from models.reads.groups import Group, group
from models.reads.reports import Asked
from models.rules.pictures import Bars, Name, records
from models.tables import AnnualFigure, Product, Setting
from models.writes import derive
from tests.models.conftest import TODAY, Make, Queries

ASKED = Asked(TODAY)
NAMES = ("pyramid", "matrix", "whitespace")


def rows(name: str, asked: Asked = ASKED) -> Iterator[dict[str, object]]:
    """The rows of a report, labels as their plain values."""
    for record in records(reports.picture(name, asked)):
        yield {field: label[-1] if label is not None else None for field, label in record}


@pytest.fixture
def field(make: Make) -> dict[str, int]:
    """A group with two branches and an account of somebody else's; deals, figures, products and a competitor."""
    li, wang = make.member("李华", role="engineer"), make.member("王强", role="engineer")
    power, relay = make.row(Product, name="UPS-1", line="电源"), make.row(Product, name="继电器", line="继保")
    top = make.account("集团", owner=li, yearly_potential=30_000_000, cooperating_since=date(2020, 1, 1))
    east, west = (make.account(name, owner=li, parent=top) for name in ("东区", "西区"))
    other = make.account("申江", owner=wang)
    make.opportunity(top, "一", outcome="won", amount=100, signed_date=date(2025, 12, 31), product=power)
    make.opportunity(top, "二", outcome="won", amount=50, signed_date=date(2026, 1, 1), product=power)
    make.opportunity(top, "三", amount=70, product=power)
    make.opportunity(east, "四", amount=40, product=relay)
    make.opportunity(west, "五", amount=30)
    make.opportunity(other, "六", amount=20, signed_date=date(2026, 2, 1))
    make.row(AnnualFigure, account=top, year=2025, turnover=120, total_spend=1000)
    make.row(AnnualFigure, account=west, year=2026, turnover=0)
    rival = make.rival(west, "某厂", supplies_now=True, products="他们的继保")
    derive.rebuild(TODAY)
    return {"li": li, "wang": wang, "集团": top, "东区": east, "西区": west, "申江": other, "某厂": rival}


def test_turnover_counts_what_was_won_or_entered_once(field: dict[str, int]) -> None:
    assert [(row["account"], row["turnover"]) for row in rows("pyramid")] == [("集团", 170), ("申江", 20)]


@pytest.mark.parametrize(
    ("since", "until", "turnover"),
    [
        (date(2025, 1, 1), date(2025, 12, 31), 120),
        (date(2025, 1, 2), date(2025, 12, 31), 100),
        (date(2025, 1, 1), date(2025, 12, 30), None),
        (date(2025, 12, 31), date(2026, 1, 1), 150),
        (date(2026, 1, 2), None, None),
        (None, date(2025, 12, 31), 120),
    ],
)
def test_a_year_counts_whole_where_it_lies_in_the_days(
    field: dict[str, int], since: date | None, until: date | None, turnover: int | None
) -> None:
    found = {row["account"]: row["turnover"] for row in rows("pyramid", ASKED._replace(since=since, until=until))}
    assert found.get("集团") == turnover


def test_behind_a_layer_are_its_accounts(field: dict[str, int]) -> None:
    told = reports.behind("pyramid", "layer:top", ASKED)
    assert [each.thing.id for each in told] == [field["集团"]]
    assert [each.thing.id for each in reports.behind("pyramid", "class:B", ASKED)] == [field["申江"]]


def test_the_matrix_places_those_of_whom_something_is_known(field: dict[str, int]) -> None:
    (row,) = rows("matrix")
    assert (row["account"], row["potential"], row["years"], row["share"]) == ("集团", 3, 3, 1)
    assert row["advice"] == "penetrate"
    assert [each.thing.id for each in reports.behind("matrix", "3:1", ASKED)] == [field["集团"]]
    assert reports.behind("matrix", "1:1", ASKED) == []


def test_white_space_tells_what_each_has(field: dict[str, int]) -> None:
    found = {(row["account"], row["product"]): row["state"] for row in rows("whitespace")}
    assert found["集团", "电源"] == "installed" and found["东区", "继保"] == "open" and found["西区", None] == "open"
    assert found["西区", "继保"] == "competitor" and found["西区", "电源"] == "blank"
    assert found["申江", None] == "installed" and len(found) == 4 * 3


def test_about_an_account_white_space_is_that_of_its_group(field: dict[str, int]) -> None:
    for key in ("集团", "东区"):
        names = [row["account"] for row in rows("whitespace", ASKED._replace(account=field[key]))]
        assert list(dict.fromkeys(names)) == ["集团", "东区", "西区"]


@pytest.mark.parametrize("name", NAMES)
def test_nobody_sees_the_accounts_of_others(field: dict[str, int], make: Make, name: str) -> None:
    make.row(Setting, key="visibility", value="own")
    told = {row["account"] for row in rows(name, ASKED._replace(viewer=field["wang"]))}
    assert told == ({"申江"} if name != "matrix" else set())
    with pytest.raises(LookupError):
        group(field["集团"], TODAY, viewer=field["wang"])
    with pytest.raises(LookupError):
        reports.picture("whitespace", ASKED._replace(viewer=field["wang"], account=field["集团"]))


@pytest.mark.parametrize("name", NAMES)
def test_a_report_on_nothing_is_empty(make: Make, name: str) -> None:
    assert list(rows(name)) == []
    make.account("一个")
    assert list(rows(name)) == []


@pytest.mark.parametrize(("name", "most"), [("pyramid", 3), ("matrix", 4), ("whitespace", 5)])
def test_the_questions_do_not_grow_with_the_deals(
    field: dict[str, int], make: Make, queries: Queries, name: str, most: int
) -> None:
    assert queries.of(lambda: reports.picture(name, ASKED)) <= most
    for number in range(30):
        account = make.account(f"新{number}")
        for amount in range(4):
            make.opportunity(account, f"商{amount}", outcome="won", amount=amount, signed_date=TODAY)
    assert queries.of(lambda: reports.picture(name, ASKED)) <= most


@pytest.mark.parametrize("name", NAMES)
def test_the_database_adds_up_and_answers_with_a_row_for_each_account(
    make: Make, queries: Queries, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from models.reads import account_pictures, turnovers, whitespace

    account = make.account("一个", yearly_potential=1)
    for number in range(50):
        make.opportunity(account, f"商{number}", outcome="won", amount=1, signed_date=TODAY)
    answered: list[int] = []
    for module in (turnovers, whitespace, account_pictures):
        asked = module.rows
        monkeypatch.setattr(module, "rows", lambda query, asked=asked: _noted(asked(query), answered))
    assert list(rows(name)) and max(answered) == 1


def _noted(found: list[tuple[object, ...]], answered: list[int]) -> list[tuple[object, ...]]:
    answered.append(len(found))
    return found


# The group of one account ------------------------------------------------------------------------------------


def sums(found: Group) -> dict[str, tuple[int, int, int, int]]:
    return {each.row.name: (each.own.bought, each.whole.bought, each.own.open_amount, each.whole.open_amount)
            for each in found.houses}  # fmt: skip


def test_a_group_adds_up_its_branches(field: dict[str, int]) -> None:
    found = group(field["西区"], TODAY)
    assert sums(found) == {"集团": (170, 170, 70, 140), "东区": (0, 0, 40, 40), "西区": (0, 0, 30, 30)}
    assert [each.depth for each in found.houses] == [0, 1, 1] and found.houses[0].branched
    names = [Name("account", each.row.id, each.row.name) for each in found.houses]
    assert [row.label for row in found.map.rows] == names
    assert found.houses[0].own.before == 120


def test_an_account_that_stands_alone_is_a_group_of_one(field: dict[str, int]) -> None:
    found = group(field["申江"], TODAY)
    assert sums(found) == {"申江": (20, 20, 0, 0)} and not found.houses[0].branched
    with pytest.raises(LookupError):
        group(999, TODAY)


def test_the_questions_do_not_grow_with_the_group(field: dict[str, int], make: Make, queries: Queries) -> None:
    before = queries.of(lambda: group(field["集团"], TODAY))
    assert before <= 10
    for number in range(20):
        make.opportunity(make.account(f"支{number}", parent=field["东区"]), "商", amount=5)
    derive.rebuild(TODAY)
    assert queries.of(lambda: group(field["集团"], TODAY)) == before
    assert len(group(field["集团"], TODAY).houses) == 23


def test_the_pyramid_is_drawn_by_layers_unless_it_is_asked_otherwise(field: dict[str, int]) -> None:
    drawn = reports.picture("pyramid", ASKED)
    assert isinstance(drawn, Bars) and drawn.centred
    assert not reports.picture("pyramid", ASKED._replace(by="account")).centred  # type: ignore[union-attr]
