"""The report on gifts: what passed, what waits, what was refused, and each one behind a group (V15)."""

from models.reads import reports
from models.reads.reports import Asked
from models.rules.pictures import Count, Money
from models.rules.values import Value
from models.writes import gifts, preferences
from tests.models.conftest import TODAY, Queries
from tests.models.writing import Office, office

__all__ = ["office"]


def log(office: Office, account: int, kind: str, value: int, **more: Value) -> int:
    values: dict[str, Value] = {"kind": kind, "what": "一顿饭", "value": value, "date": TODAY, **more}
    escalate = bool(more.pop("escalate", False))
    values.pop("escalate", None)
    return gifts.log_gift(office.engineer, account, values, escalate=escalate, reason="开业").value


def told(way: str, asked: Asked) -> dict[object, tuple[object, ...]]:
    return {row.key: row.beside for row in reports.picture("gifts", asked._replace(by=way)).rows}  # type: ignore[union-attr]


def test_gifts_are_counted_by_what_was_said_to_them(office: Office, queries: Queries) -> None:
    mine = office.account(owner=office.engineer.member, gift_policy="business_meals_only")
    other = office.account("东北局", owner=office.engineer.member, gift_policy="business_meals_only")
    log(office, mine, "business_meal", 20_000, person=office.person(mine))
    log(office, mine, "gift", 90_000, escalate=True)
    log(office, mine, "request", 10_000)
    log(office, other, "business_meal", 5_000, occasion="验收")
    asked = Asked(TODAY)
    assert told("", asked) == {
        "business_meal": (Count(2), Count(0), Count(0), Money(25_000)),
        "gift": (Count(1), Count(1), Count(0), Money(0)), "request": (Count(1), Count(0), Count(1), Money(0)),
    }  # fmt: skip
    assert told("account", asked)[str(mine)] == (Count(3), Count(1), Count(1), Money(20_000))
    assert told("member", asked) == {str(office.engineer.member): (Count(4), Count(1), Count(1), Money(25_000))}
    assert told("", asked._replace(account=other)) == {
        "business_meal": (Count(1), Count(0), Count(0), Money(5_000))
    }
    assert len(reports.behind("gifts", "business_meal", asked)) == 2
    assert len(reports.behind("gifts", str(mine), asked._replace(by="account"))) == 3
    assert len(reports.behind("gifts", str(office.engineer.member), asked._replace(by="member"))) == 4
    assert queries.of(lambda: reports.picture("gifts", asked)) == 1
    assert queries.of(lambda: reports.behind("gifts", "request", asked)) == 1


def test_gifts_of_accounts_one_may_not_see_are_not_counted(office: Office) -> None:
    mine = office.account(owner=office.engineer.member, gift_policy="business_meals_only")
    log(office, mine, "business_meal", 20_000)
    preferences.put_setting(office.boss, "visibility", "own")
    assert told("", Asked(TODAY, viewer=office.other.member)) == {}


def test_a_gift_nobody_gave_stands_under_nobody(office: Office) -> None:
    mine = office.account(owner=office.engineer.member, gift_policy="business_meals_only")
    made = log(office, mine, "business_meal", 20_000)
    from models.tables import Gift

    Gift.update(member=None).where(Gift.id == made).execute()
    assert list(told("member", Asked(TODAY))) == ["0"]
    assert len(reports.behind("gifts", "0", Asked(TODAY, by="member"))) == 1
