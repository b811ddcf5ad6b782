"""What the reports add up: sums made by the database, what a member may see, the records behind each sum."""

from datetime import date, timedelta

import pytest

from models.reads import reports
from models.reads.reports import REPORTS, Asked
from models.rules.pictures import Bars, Count, Label, Money, Thing, records
from models.rules.reporting import NONE
from models.tables.complaints import Complaint
from models.tables.ledger import Conduct
from models.tables.opportunities import Competitor
from models.tables.team import Setting
from models.tables.visits import Gift
from models.writes import derive
from tests.models.conftest import TODAY, Make, Queries

ASKED = Asked(TODAY)
ALL = [(name, way) for name, report in REPORTS.items() for way in report.ways or ("",) if not report.must]


@pytest.fixture
def field(make: Make) -> dict[str, int]:
    """Two accounts of two members; deals open, won, lost, postponed and delivered."""
    li, wang = make.member("李华", office="北京"), make.member("王强", office="上海")
    grid = make.account("华北局", owner=li, source="inquiry", phone="1", registered=date(2026, 1, 1))
    shen = make.account("申江股份", owner=wang, source="inquiry", phone="1", registered=date(2025, 1, 1))
    make.account("无主", phone="1")
    rival = make.row(Competitor, name="某厂")
    soon = TODAY + timedelta(10)
    make.opportunity(grid, "快了", amount=1000, expected_date=soon, step="negotiation")
    make.opportunity(grid, "没日期", amount=50, step="lead")
    make.opportunity(grid, "签了", amount=300, signed_date=date(2026, 3, 1), step="proposal")
    make.opportunity(grid, "交付了", outcome="won", amount=200, signed_date=date(2025, 3, 1),
                     delivered_date=date(2025, 9, 1), step="delivery", owner=wang, reason="service")
    make.opportunity(shen, "丢了", outcome="lost", amount=700, closed_date=date(2026, 5, 2), reason="price",
                     winner=rival)
    decided = make.opportunity(shen, "也丢了", outcome="lost", closed_date=date(2026, 5, 30), owner=li)
    judged = make.person(shen, "王总工")
    make.stance(judged, "supporter", -300, member=li)
    make.row(Conduct, account=shen, opportunity=decided, person=judged, acted="enemy", date=TODAY)
    make.opportunity(shen, "推迟", outcome="suspended", amount=90)
    day = date(2026, 3, 1)
    make.row(Complaint, account=grid, kind="service", text="报修没人来", date=day, moved=day)
    for who, verdict in ((li, "allowed"), (None, "refused")):
        make.row(Gift, account=grid, kind="gift", what="茶叶", value=200, date=day, verdict=verdict, member=who)
    derive.rebuild(TODAY)
    return {"李华": li, "王强": wang, "华北局": grid, "申江股份": shen, "某厂": rival}  # fmt: skip


def told(name: str, asked: Asked = ASKED) -> dict[object, tuple[int, ...]]:
    """The numbers of a report's rows by the code of each."""
    picture = reports.picture(name, asked)
    assert isinstance(picture, Bars)
    return {row.key: _numbers(row.beside) for row in picture.rows if row.key is not None}


def _numbers(labels: tuple[Label | None, ...]) -> tuple[int, ...]:
    found = (label.number if isinstance(label, Count) else label.minor if isinstance(label, Money) else None
             for label in labels)  # fmt: skip
    return tuple(number for number in found if number is not None)


def test_sums(field: dict[str, int]) -> None:
    assert told("funnel") == {"lead": (1, 50, 13), "negotiation": (1, 1000, 750), "delivery": (2, 500, 500)}
    assert told("urgency") == {"O": (1, 300), "H": (1, 1000), "D": (1, 90), "F": (2, 700), NONE: (1, 50)}
    assert told("sources") == {"inquiry": (2, 1, 500), NONE: (1, 0, 0)}
    assert told("won") == {str(field["李华"]): (1, 300), str(field["王强"]): (1, 200)}
    assert told("lost") == {f"price|{field['某厂']}": (1, 700), "|": (1, 0)}


@pytest.mark.parametrize(
    ("name", "by", "found"),
    [
        ("won", "reason", {"": (1, 300), "service": (1, 200)}),
        ("won", "month", {"2025-03": (1, 200), "2026-03": (1, 300)}),
        ("lost", "month", {"2026-05": (2, 700)}),
        ("lost", "step", {"lead": (2, 700)}),
        ("lost", "competitor", {"1": (1, 700), "": (1, 0)}),
        ("lost", "owner", {"2": (1, 700), "1": (1, 0)}),
    ],
)
def test_ways(field: dict[str, int], name: str, by: str, found: dict[object, tuple[int, ...]]) -> None:
    assert told(name, ASKED._replace(by=by)) == found


def test_a_way_or_a_report_that_there_is_not(field: dict[str, int]) -> None:
    for name, by in (("won", "step"), ("nothing", "")):
        with pytest.raises(KeyError):
            reports.picture(name, ASKED._replace(by=by))


@pytest.mark.parametrize(
    ("since", "until", "won"),
    [
        (date(2025, 3, 1), date(2025, 3, 1), [200]), (date(2025, 3, 2), date(2026, 3, 1), [300]),
        (date(2026, 3, 2), None, []), (None, date(2025, 2, 28), []), (None, None, [300, 200]),
    ],
)  # fmt: skip
def test_days_count_from_the_first_to_the_last(
    field: dict[str, int], since: date | None, until: date | None, won: list[int]
) -> None:
    asked = ASKED._replace(since=since, until=until)
    assert [amount for _, amount in told("won", asked).values()] == won


def test_sources_are_of_the_accounts_registered_in_these_days(field: dict[str, int]) -> None:
    assert told("sources", ASKED._replace(until=date(2025, 12, 31))) == {"inquiry": (1, 0, 0)}


def test_a_report_can_be_of_one_account(field: dict[str, int]) -> None:
    asked = ASKED._replace(account=field["华北局"])
    assert told("lost", asked) == {} and len(told("won", asked)) == 2
    assert told("urgency", asked).keys() == {"O", "H", NONE}


@pytest.mark.parametrize("reach", ["own", "office"])
def test_nobody_is_told_of_what_he_may_not_see(field: dict[str, int], make: Make, reach: str) -> None:
    make.row(Setting, key="visibility", value=reach)
    for who, seen in (("李华", {"H", "O", NONE}), ("王强", {"D", "F"})):
        asked = ASKED._replace(viewer=field[who])
        assert told("urgency", asked).keys() == seen
        assert bool(told("lost", asked)) == (who == "王强")
        assert [each.label for each in reports.behind("lost", "|", asked)] == [
            each.label for each in reports.behind("lost", "|", ASKED) if who == "王强"
        ]
    assert told("sources", ASKED._replace(viewer=field["王强"])) == {"inquiry": (1, 0, 0), NONE: (1, 0, 0)}


@pytest.mark.parametrize(("name", "way"), ALL, ids=str)
def test_behind_each_sum_are_as_many_records_as_it_counts(field: dict[str, int], name: str, way: str) -> None:
    asked = ASKED._replace(by=way)
    drawn = reports.picture(name, asked)
    if not REPORTS[name].behind or not isinstance(drawn, Bars) or any(isinstance(row.key, Thing) for row in drawn.rows):
        return
    groups = told(name, asked)
    assert groups
    for code, numbers in groups.items():
        assert len(reports.behind(name, str(code), asked)) == numbers[0], code


def test_the_largest_deal_behind_a_sum_comes_first_with_its_account(field: dict[str, int]) -> None:
    first = reports.behind("lost", "2026-05", ASKED._replace(by="month"))[0]
    assert (first.label[-1], first.thing.account) == ("丢了", field["申江股份"])
    assert [label[-1] for label in first.told] == ["申江股份", 700]


def test_a_report_without_records_behind_it_has_none(field: dict[str, int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(REPORTS, "won", REPORTS["won"]._replace(behind=""))
    assert reports.behind("won", "1", ASKED) == []


@pytest.mark.parametrize(("name", "way"), ALL, ids=str)
def test_an_empty_database_has_empty_reports(make: Make, name: str, way: str) -> None:
    picture = reports.picture(name, ASKED._replace(by=way))
    assert all(not isinstance(label, Count | Money) or label[0] == 0 for row in records(picture) for _, label in row)


@pytest.mark.parametrize("name", ["funnel", "urgency", "sources", "won", "lost"])
def test_a_report_costs_the_same_however_much_there_is(
    field: dict[str, int], make: Make, queries: Queries, name: str
) -> None:
    make.row(Setting, key="visibility", value="own")
    asked = ASKED._replace(viewer=field["李华"])
    assert queries.of(lambda: reports.picture(name, asked)) <= 3
    code = str(next(iter(told(name, ASKED))))
    assert queries.of(lambda: reports.behind(name, code, asked)) <= 3
