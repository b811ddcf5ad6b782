"""The brief: exact fields of the stable JSON, and a page that fits."""

from datetime import timedelta
from typing import Any

import pytest

from models.rules.text import cells
from tests.models.conftest import TODAY
from tests.shell.conftest import Shell
from tui import words
from tui.pages.brief import SECTIONS

ACCOUNT = {
    "id", "name", "short_name", "grade", "kind", "mode", "company_relationship", "information_stage", "urgency",
    "amount", "owner", "owner_id", "gift_policy",
}  # fmt: skip
PERSON = {
    "id", "name", "title", "department", "level", "roles", "stance", "stance_before", "stance_since", "assumed",
    "personality", "influence", "relationship", "inside", "last_contact", "advice", "placeholder", "house",
}  # fmt: skip
LISTS = {
    "people": PERSON,
    "warnings": {"code", "severity", "people", "text"},
    "promises": {"by", "text", "due", "overdue"},
    "visits": {"date", "kind", "people", "summary"},
    "gaps": {"code", "people", "text"},
    "questions": {"id", "level", "spin", "text", "why"},
    "competitors": {"name", "position"},
    "risks": {"code", "severity", "since", "text"},
}


@pytest.fixture
def brief(shell: Shell) -> Any:
    return shell("brief", "hbj", "--json").json()


def test_a_brief_has_exactly_the_fields_it_promises(brief: Any) -> None:
    assert set(brief) == {"schema", "account", "next_action", *LISTS}
    assert brief["schema"] == 1
    assert set(brief["account"]) == ACCOUNT
    assert set(brief["next_action"]) == {"text", "why"}
    for name, fields in LISTS.items():
        assert brief[name], name
        assert all(set(each) == fields for each in brief[name]), name


def test_a_brief_speaks_in_codes_and_plain_values(brief: Any) -> None:
    account = brief["account"]
    assert (account["amount"], account["mode"]) == (1_280_000, "independent")
    assert account["gift_policy"] == "business_meals_only"
    assert account["grade"] is None
    people = {each["name"]: each for each in brief["people"]}
    huang = people["黄主任"]
    assert (huang["stance"], huang["stance_before"]) == ("supporter", "neutral")
    assert huang["stance_since"] == (TODAY - timedelta(20)).isoformat()
    assert huang["roles"] == ["gatekeeper"]
    assert huang["advice"]
    assert people["马工"]["personality"] is None
    assert people["马工"]["advice"] is None
    assert people[None]["placeholder"] is True


def test_the_gift_policy_opens_the_warnings(brief: Any) -> None:
    codes = [each["code"] for each in brief["warnings"]]
    assert codes[0] == "gift_policy"
    assert {"landmine", "taboo"} <= set(codes)
    mine = next(each for each in brief["warnings"] if each["code"] == "landmine")
    assert all(name in mine["text"] for name in ("黄主任", "马工"))


def test_promises_of_both_sides_say_whether_they_are_late(brief: Any) -> None:
    told = {each["text"]: (each["by"], each["overdue"]) for each in brief["promises"]}
    assert told == {"周五送样": ("us", False), "给参数": ("them", True)}


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("width", [60, 80, 120])
def test_the_page_fits_its_width_and_keeps_its_order(shell: Shell, language: str, width: int) -> None:
    answer = shell("--lang", language, "brief", "hbj", "--width", str(width))
    assert answer.code == 0
    assert max(cells(line) for line in answer.out.splitlines()) <= width
    words.use(words.matched(language) or "")
    places = [answer.out.index(f"\n{words.t(f'page.brief.{name}')} ") for name in SECTIONS]
    assert places == sorted(places)
    assert "shell." not in answer.out
    assert "{" not in answer.out
    assert "\x1b" not in answer.out


def test_a_terminal_gets_colour_unless_it_asks_for_none(shell: Shell) -> None:
    plain = shell("brief", "hbj").out
    coloured = shell("brief", "hbj", terminal=True).out
    assert "\x1b[" in coloured
    shell.environment["NO_COLOR"] = "1"
    assert shell("brief", "hbj", terminal=True).out == plain


def test_ascii_draws_no_sign_of_doubtful_width(shell: Shell) -> None:
    out = shell("--ascii", "brief", "hbj").out
    assert not set("·↑↓→—…") & set(out)
    assert "支持者 ^ 原中立者" in out


def test_a_person_gets_a_brief_of_his_own(shell: Shell) -> None:
    for argv in (("brief", "hzr"), ("brief", "--person", "hzr"), ("brief", "hzr", "--person", "--json")):
        assert shell(*argv).code == 0
    people = shell("brief", "--json", "hzr").json()["people"]
    assert [each["name"] for each in people] == ["黄主任"]
    assert shell("brief", "hbj", "hzr", "--json").json()["people"] == people


def test_a_question_may_come_on_standard_input(shell: Shell) -> None:
    assert shell("brief", "-", "--json", stdin="hbj\n").json()["account"]["name"] == "华北局"
    assert shell("find", "-", stdin=" 廊坊 ").code == 0


