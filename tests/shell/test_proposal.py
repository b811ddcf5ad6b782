"""A proposal out of what is on record, as Markdown and as DOCX, and what is to be mended in it."""

from datetime import date
from io import BytesIO
from pathlib import Path

import docx
import pytest

from models import base, search
from models.tables import Need, Opportunity
from models.tables.dealing import Milestone, Quotation, SolutionPart, ValueLine
from models.tables.library import CaseStory
from tests.models.conftest import TODAY
from tests.shell.conftest import Shell

INTERNAL = ("死敌", "教练", "内线", "底线")


@pytest.fixture
def deal(shell: Shell) -> int:
    """An opportunity with all a proposal speaks of."""
    put = shell.open()
    deal = put.opportunity(1, "保护换代|一期", need="保护不误动", need_cause="老装置退役", outcome="open")
    Opportunity.update(outcome="lost").where(Opportunity.id != deal).execute()
    pain = put.row(Need, account=1, opportunity=deal, kind="problem", text="一年误动*四次*", state="open")
    wanted = {"kind": "criterion", "text": "可靠", "weight": 60, "our_answer": "双重化", "state": "open"}
    put.row(Need, account=1, opportunity=deal, **wanted)
    put.row(SolutionPart, account=1, opportunity=deal, layer="base", text="双套保护", need=pain)
    put.row(ValueLine, account=1, opportunity=deal, kind="cost_saved", text="少停电", amount=120_000_00, need=pain)
    put.row(Quotation, account=1, opportunity=deal, date=TODAY, amount=90_000_00, years=2, state="given")
    put.row(Milestone, account=1, opportunity=deal, kind="trial", deliverable="试运行报告", due=date(2027, 2, 1))
    search.rebuild()
    base.close_database()
    return deal


@pytest.mark.usefixtures("deal")
def test_a_proposal_is_markdown_on_standard_output_and_what_to_mend_beside_it(shell: Shell) -> None:
    answer = shell("proposal", "保护换代")
    assert answer.code == 0
    assert answer.out.startswith("# 保护换代\\|一期：方案建议书\n")
    assert "| 一年误动\\*四次\\* | 双套保护 | 12万 |" in answer.out
    assert "2 年投资回报率 167%" in answer.out
    assert "█" in answer.out
    assert "同行业、可公开的案例" in answer.err
    assert not any(word in answer.out for word in INTERNAL)


@pytest.mark.usefixtures("deal")
def test_a_reference_is_a_case_of_our_own_and_none_that_came_with_the_program(shell: Shell) -> None:
    assert "## 成功案例\n\n【" in shell("proposal", "保护换代").out
    put = shell.open()
    put.row(CaseStory, zh_name="廊坊局", zh_pain="误动", zh_figures="三年零误动", industries="power_grid")
    base.close_database()
    assert "## 成功案例\n\n廊坊局\n\n误动；三年零误动\n" in shell("proposal", "保护换代").out


@pytest.mark.usefixtures("deal")
def test_a_proposal_is_found_by_its_account_where_one_is_open(shell: Shell) -> None:
    assert shell("proposal", "hbj").out == shell("proposal", "保护换代").out
    shell.open().opportunity(1, "另一个", outcome="open")
    base.close_database()
    several = shell("proposal", "hbj")
    assert (several.code, several.out) == (3, "")
    assert "另一个" in several.err


def test_an_account_without_an_open_opportunity_has_no_proposal(shell: Shell) -> None:
    shell.open()
    Opportunity.update(outcome="lost").execute()
    base.close_database()
    assert shell("proposal", "hbj").code == 3


@pytest.mark.usefixtures("deal")
def test_docx_is_written_under_the_name_of_the_opportunity_and_over_nothing(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert shell("proposal", "保护换代", "--format", "docx", "--shape", "plan").code == 0
    made = docx.Document(BytesIO((tmp_path / "保护换代-一期.docx").read_bytes()))
    told = [paragraph.text for paragraph in made.paragraphs]
    assert told[0] == "保护换代|一期：方案建议书"
    assert "可行性分析" in told
    assert [cell.text for cell in made.tables[0].rows[1].cells] == ["一年误动*四次*", "双套保护", "12万"]
    assert made.core_properties.author == ""
    again = shell("proposal", "保护换代", "--format", "docx")
    assert again.code == 1
    assert "已" in again.err
    assert shell("proposal", "保护换代", "--format", "docx", "--force").code == 0


@pytest.mark.usefixtures("deal")
def test_an_edited_file_is_checked_for_bad_habits(shell: Shell, tmp_path: Path) -> None:
    bad, good = tmp_path / "bad.md", tmp_path / "good.md"
    bad.write_text("# 摘要\n\n尊敬的领导：\n\n华北局【】\n", encoding="utf-8")
    good.write_text("# 摘要\n\n华北局一年少停四次电。\n", encoding="utf-8")
    found = shell("proposal", "保护换代", "--check", str(bad))
    assert (found.code, found.out) == (1, "")
    assert [line.partition("：")[0] for line in found.err.splitlines()] == ["第 3 行", "第 5 行"]
    assert shell("proposal", "保护换代", "--check", str(good)).code == 0
    assert shell("proposal", "保护换代", "--check", "-", stdin=bad.read_text(encoding="utf-8")).code == 1
    assert shell("proposal", "保护换代", "--check", str(tmp_path / "none.md")).code == 1


def test_what_is_hidden_from_a_member_makes_no_proposal(shell: Shell, deal: int) -> None:
    from models.tables import Account, Member, Setting

    put = shell.open()
    other = put.member("王")
    Member.update(role="engineer").where(Member.id == 1).execute()
    Account.update(owner=other).where(Account.id == 1).execute()
    Setting.create(key="visibility", value="own")
    assert Opportunity.get_by_id(deal)
    base.close_database()
    assert shell("proposal", "保护换代").code == 3
