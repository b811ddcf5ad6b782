"""`inroad gate`: what an opportunity lacks, for people and for programs."""

import pytest

from models import base
from models.tables import GateTick
from tests.models.conftest import TODAY
from tests.shell.conftest import Shell


def test_the_gate_has_exactly_the_fields_it_promises(shell: Shell) -> None:
    put = shell.open()
    put.row(GateTick, account=1, opportunity=1, item="clear_need", date=TODAY, evidence="招标文件写明")
    base.close_database()
    found = shell("gate", "保护改造", "--json").json()
    assert set(found) == {
        "schema", "opportunity", "id", "account", "mode", "information_stage", "next", "open", "items",
    }  # fmt: skip
    assert (found["opportunity"], found["account"], found["information_stage"], found["next"]) == (
        "保护改造", "华北局", "general", "effective",
    )  # fmt: skip
    assert all(set(item) == {"code", "met", "auto", "evidence"} for item in found["items"])
    items = {item["code"]: item for item in found["items"]}
    assert items["clear_need"] == {"code": "clear_need", "met": True, "auto": False, "evidence": "招标文件写明"}
    assert items["chain_known"] == {"code": "chain_known", "met": False, "auto": True, "evidence": None}
    assert found["open"] == [code for code, item in items.items() if not item["met"]]


@pytest.mark.parametrize(("language", "label"), [("zh", "对我们这类产品有明确需求"), ("en", "Clear need for our kind")])
def test_an_account_means_its_leading_opportunity_and_people_read_labels(
    shell: Shell, language: str, label: str
) -> None:
    answer = shell("--lang", language, "gate", "hbj")
    assert answer.code == 0
    assert "保护改造" in answer.out and label in answer.out and "[ ]" in answer.out


def test_rows_for_a_spreadsheet_and_nothing_where_there_is_no_opportunity(shell: Shell) -> None:
    lines = shell("gate", "保护改造", "--csv").out.splitlines()
    assert lines[0] == "code,met,auto,evidence" and len(lines) == 12
    assert shell("gate", "lfj").code == 3
    assert shell("gate", "没有这个").code == 3
