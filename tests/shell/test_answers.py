"""What look-ups answer: exact fields of the stable JSON, exit codes, CSV, nothing that acts on a terminal."""

import csv
import io

import pytest

from models import base
from tests.shell.conftest import Shell
from tui import words


def test_nothing_found_is_exit_code_3(shell: Shell) -> None:
    for command in ("brief", "find"):
        answer = shell(command, "没有这家")
        assert (answer.code, answer.out) == (3, "")
        assert "没有这家" in answer.err


def test_what_could_be_several_is_listed(shell: Shell) -> None:
    shell.open()
    from models import search
    from models.tables import Account

    Account.create(name="华北局", short_name="华北局")
    search.rebuild()
    base.close_database()
    answer = shell("brief", "hbj")
    assert (answer.code, answer.out) == (3, "")
    assert answer.err.count("华北局") >= 2


def test_in_json_what_could_be_several_is_a_document_like_that_of_find(shell: Shell) -> None:
    put = shell.open()
    put.account("华东局")
    shell.settle()
    answer = shell("brief", "局", "--json")
    told = answer.json()
    assert (answer.code, told["schema"], told["error"]["code"], told["error"]["exit"]) == (3, 1, "ambiguous", 3)
    assert told["error"]["text"] in answer.err
    assert {each["name"] for each in told["results"]} >= {"华北局", "华东局"}
    found = shell("find", "局", "--json").json()["results"]
    assert all(each in found for each in told["results"])


@pytest.mark.parametrize("argv", [("brief", "没有这家"), ("brief", "x", "--person"), ("funnel", "--account", "没有")])
def test_in_json_nothing_is_a_document_too(shell: Shell, argv: tuple[str, ...]) -> None:
    answer = shell(*argv, "--json")
    assert answer.code == 3
    assert answer.json()["results"] == []
    assert answer.json()["error"] == {"code": "nothing", "exit": 3, "text": answer.err.removeprefix("inroad: ").strip()}


PRINTING = (("brief", "hbj"), ("find", "hbj"), ("due",), ("funnel",), ("check",), ("export", "people"))


@pytest.mark.parametrize("argv", PRINTING, ids=" ".join)
def test_in_json_every_error_is_one_document(empty: Shell, argv: tuple[str, ...]) -> None:
    answer = empty(*argv, "--json")
    error = answer.json()["error"]
    assert (answer.code, error["code"], error["exit"]) == (5, "unreachable", 5)
    assert error["text"] in answer.err
    assert empty(*argv, "--csv").out == "", "rows have no place for an error"


def test_a_seat_is_no_match(shell: Shell) -> None:
    put = shell.open()
    put.person(1, "钦差大臣", placeholder=True)
    shell.settle()
    for argv in (("brief", "钦"), ("brief", "钦差大臣"), ("brief", "钦", "--person")):
        answer = shell(*argv)
        assert (answer.code, answer.out) == (3, "")
        assert "没有找到" in answer.err
    assert shell("find", "钦").code == 0


def test_a_seat_does_not_come_before_an_account(shell: Shell) -> None:
    put = shell.open()
    put.person(1, "局里谁拍板", placeholder=True)
    shell.settle()
    answer = shell("brief", "局")
    assert answer.code == 3
    assert "华北局" in answer.err
    assert "拍板" not in answer.err


def test_find_has_exactly_the_fields_it_promises(shell: Shell) -> None:
    found = shell("find", "hbj", "--json").json()
    assert set(found) == {"schema", "results"}
    assert all(set(each) == {"type", "id", "name", "account", "account_id", "match"} for each in found["results"])
    first = found["results"][0]
    assert (first["type"], first["name"], first["account"]) == ("account", "华北局", "华北局")
    people = shell("find", "hbj", "--type", "person", "--limit", "2", "--json").json()["results"]
    assert [each["type"] for each in people] == ["person", "person"]


def test_due_has_exactly_the_fields_it_promises(shell: Shell) -> None:
    due = shell("due", "--until", "+7d", "--json").json()
    assert set(due) == {"schema", "items"}
    fields = {"date", "kind", "account", "account_id", "text", "why", "score", "terms"}
    assert all(set(each) == fields for each in due["items"])
    assert {"promise_ours", "promise_theirs"} <= {each["kind"] for each in due["items"]}
    assert "周五送样" in shell("due", "--until", "+7d").out
    assert "周五送样" not in shell("due").out
    assert all(each["score"] == sum(each["terms"].values()) for each in due["items"])


def test_due_ranked_is_the_list_of_today_with_the_terms_of_each_score(shell: Shell) -> None:
    items = shell("due", "--ranked", "--json").json()["items"]
    scores = [each["score"] for each in items]
    assert scores == sorted(scores, reverse=True) and {"risk", "promise_ours"} <= {each["kind"] for each in items}
    assert all(each["score"] == sum(each["terms"].values()) for each in items)
    told = shell("due", "--ranked").out
    assert f"{scores[0]} = " in told and f"{words.t('term.overdue')} " in told


def test_the_funnel_adds_up(shell: Shell) -> None:
    funnel = shell("funnel", "--json").json()
    assert set(funnel) == {"schema", "steps", "total", "weighted"}
    assert [each["code"] for each in funnel["steps"]] == [
        "lead", "diagnosis", "proposal", "negotiation", "delivery", "repurchase",
    ]  # fmt: skip
    assert all(set(each) == {"code", "count", "amount", "weighted"} for each in funnel["steps"])
    assert (funnel["total"], funnel["weighted"]) == (1_280_000, 640_000)
    assert shell("funnel", "--account", "lfj", "--json").json()["total"] == 0
    assert "128万" in shell("funnel").out
    assert "1.28M CNY" in shell("--lang", "en", "funnel").out


@pytest.mark.parametrize("argv", [("brief", "hbj"), ("find", "hbj"), ("due",), ("funnel",), ("check",), ("doctor",)])
def test_csv_is_rows_under_one_head(shell: Shell, argv: tuple[str, ...]) -> None:
    answer = shell(*argv, "--csv")
    rows = list(csv.reader(io.StringIO(answer.out)))
    assert answer.code == 0
    assert len({len(row) for row in rows}) == 1


def test_texts_that_look_like_formulas_are_guarded(shell: Shell) -> None:
    put = shell.open()
    put.promise(1, '=HYPERLINK("x")', 1)
    base.close_database()
    assert "'=HYPERLINK" in shell("brief", "hbj", "--csv").out
    assert "'=" not in shell("brief", "hbj", "--json").out


def test_nothing_stored_acts_on_the_terminal(shell: Shell) -> None:
    put = shell.open()
    hostile = "a\x1b]52;c;aGk=\x07b\x9b31mc\u202ed\x00"
    put.promise(1, hostile, 1)
    base.close_database()
    for argv in (("brief", "hbj"), ("due", "--until", "+9d"), ("brief", "hbj", "--csv"), ("brief", "hbj", "--json")):
        answer = shell(*argv)
        assert answer.code == 0
        assert not set("\x1b\x07\x9b\u202e\x00") & set(answer.out), argv
    assert hostile in {each["text"] for each in shell("brief", "hbj", "--json").json()["promises"]}
