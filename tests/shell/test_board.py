"""`inroad board`: the stance board of today and of a day, for people and for programs."""

from datetime import timedelta

import pytest

from models import base
from models.tables import StanceEntry
from tests.models.conftest import TODAY
from tests.shell.conftest import Shell

PERSON = {
    "id", "name", "title", "department", "level", "roles", "placeholder", "stance", "since", "stance_before", "assumed",
    "doubtful", "inside", "competitor", "evidence",
}


def day(back: int) -> str:
    return (TODAY - timedelta(back)).isoformat()


def moved(shell: Shell) -> str:
    """Somebody of the first account turns away 5 days ago; answers his name."""
    put = shell.open()
    name = "宋处长"
    person = put.person(1, name)
    put.row(StanceEntry, person=person, stance="supporter", date=TODAY - timedelta(50))
    put.row(StanceEntry, person=person, stance="enemy", date=TODAY - timedelta(5), evidence="夸对手", confirmed=True)
    base.close_database()
    return name


def test_the_board_has_exactly_the_fields_it_promises(shell: Shell) -> None:
    name = moved(shell)
    found = shell("board", "华北局", "--asof", day(0), "--since", day(10), "--json").json()
    assert set(found) == {"schema", "asof", "account", "id", "opportunity", "compared_with", "people", "moves"}
    assert (found["schema"], found["asof"], found["compared_with"]) == (1, day(0), day(10))
    assert all(set(person) == PERSON for person in found["people"])
    someone = next(person for person in found["people"] if person["name"] == name)
    assert (someone["stance"], someone["since"], someone["stance_before"]) == ("enemy", day(5), "supporter")
    assert [(m["name"], m["before"], m["after"], m["date"]) for m in found["moves"]] == [
        (name, "supporter", "enemy", day(5))
    ]


def test_an_earlier_day_shows_the_board_of_that_day(shell: Shell) -> None:
    name = moved(shell)
    then = shell("board", "华北局", "--asof", day(20), "--json").json()
    someone = next(person for person in then["people"] if person["name"] == name)
    assert (then["asof"], someone["stance"], someone["stance_before"]) == (day(20), "supporter", None)
    now, today = (shell("board", "华北局", *more, "--json").json() for more in ((), ("--asof", day(0))))
    assert now["people"] == today["people"] and now["asof"] == day(0)
    same = shell("board", "华北局", "--asof", day(9), "--since", day(9), "--json").json()
    assert same["moves"] == [] and all(p["stance"] == p["stance_before"] for p in same["people"])


@pytest.mark.parametrize(("language", "told"), [
    ("zh", ("对立方", "原支持者", "1 人变动")), ("en", ("opponent", "1 moved")),
])  # fmt: skip
def test_people_read_columns_evidence_and_who_moved(shell: Shell, language: str, told: tuple[str, ...]) -> None:
    name = moved(shell)
    answer = shell("--lang", language, "board", "华北局", "--since", day(10))
    assert answer.code == 0 and name in answer.out and "夸对手" in answer.out
    text = answer.out.lower()
    assert all(each in text for each in told), answer.out


def test_what_is_no_day_or_has_not_come_or_is_not_there(shell: Shell) -> None:
    assert shell("board", "华北局", "--asof", "someday").code == 2
    assert shell("board", "华北局", "--asof", day(-3)).code == 2
    assert shell("board", "没有这个").code == 3
    heads = shell("board", "hbj", "--csv").out.splitlines()[0]
    assert set(heads.split(",")) == PERSON
