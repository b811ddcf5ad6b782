"""`inroad import` and `inroad export` from the outside: files as they come out of other programs, and what is said."""

import csv
import io
import json
import sqlite3
from pathlib import Path

import pytest

from models.exchange import exporting as lists
from models.exchange.kinds import KINDS, plain
from models.tables import Setting
from tests.shell.conftest import Shell, Terminal
from tui import words
from tui.main import main
from tui.shell import exporting, importing

CHINESE_CRM = (
    "客户编号,客户名称,客户简称,行业,信息来源,负责人,上级单位,电话,地址,员工人数,备注\r\n"
    "C0001,华东电网有限公司,华东局,电网,展会,李华,,021-5888 0000,上海市浦东新区,1200,"
    "\"每年三月定预算；\r\n招标在四季度\"\r\n"
    "C0002,苏州供电公司,苏州,电网,老客户上下游,李华,华东电网有限公司,0512-6666 0000,,300,\r\n"
    "C0003,江海造船厂,,造船,上门咨询,,,'+86 513 8100 0000,南通,\"2,500\",=cmd|' /C calc'!A0\r\n"
).encode("gb18030")
"""An export of a Chinese CRM program: GB18030, headings of its own beside those we know."""

ENGLISH = (
    "Account ID,Account Name,Industry (Sector),Lead Source,Account Owner,Billing Street,Gift Rule Since\n"
    '0015,"Siemens Ltd., China",Energy,Trade Show,"Li, Hua","No. 7 Wangjing Zhonghuan, Beijing",03/31/2026\n'
    "0016,Huawei Technologies,Telecommunications,Web,,Bantian,\n"
).encode("utf-8-sig")
ENGLISH_MAP = """
[columns]
"Account Name" = "name"
"Industry (Sector)" = "industry"
"Lead Source" = "source"
"Account Owner" = "owner"
"Billing Street" = "address"
"Gift Rule Since" = "gift_policy_date"
[values.industry]
"Energy" = "power_grid"
"Telecommunications" = "telecom"
[values.source]
"Trade Show" = "exhibition"
"Web" = "Internet"
[values.owner]
"Li, Hua" = "李华"
[dates]
format = "%m/%d/%Y"
"""
"""An English CRM program, and the map that says what its columns are."""

FOREIGN_DEALS = (
    "Deal ID,Client,Stage,Item,Close Date,Close Value\n"
    "1C1I7A6R,华北局,Won,GTX Pro,03/01/2026,1054\n"
    "Z063OYW0,廊坊局,Lost,GTXPro,03/11/2026,0\n"
    "EC4QE1BX,,Engaging,GTX Pro,,\n"
    "MV1LWRNH,华北局,Wonn,GTX Pro,02/30/2026,\n"
)
FOREIGN_MAP = """
[columns]
"Deal ID" = "name"
Client = "account"
Stage = "stage"
Item = "product"
"Close Date" = "closed_date"
"Close Value" = "amount"
[values.stage]
Engaging = "diagnosis"
[dates]
format = "%m/%d/%Y"
"""
"""Deals of an English CRM program: stages of its own, American dates, a product in two spellings, slips."""

EXCEL_PEOPLE = (
    "姓名\t客户\t职务\t部门\t采购角色\t立场\t影响力\t电话\t生日\r\n"
    "陈处长\t华北局\t处长\t物资处\t采购者；把关者\t支持\t4\t138 0000 1111\t3月8日\r\n"
    "\"小 \"\"周\"\"\"\t廊坊局\t\t\t使用者\t\t\t\t\r\n"
).encode("utf-16")
"""What Excel calls Unicode text: UTF-16 with tabs."""


def rows(shell: Shell, *argv: str) -> list[dict[str, str]]:
    answer = shell("export", *argv, "--csv", "--codes")
    assert answer.code == 0
    return list(csv.DictReader(io.StringIO(answer.out)))


def put(shell: Shell, name: str, data: bytes | str) -> str:
    path = Path(shell.environment["HOME"]) / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return str(path)


def test_deals_of_another_program_come_in_and_the_rest_is_explained(shell: Shell) -> None:
    file, told = put(shell, "deals.csv", FOREIGN_DEALS), put(shell, "map.toml", FOREIGN_MAP)
    refused = shell("import", "opportunities", file, "--map", told)
    assert refused.code == 4
    answer = shell("import", "opportunities", file, "--map", told, "--skip-refused")
    assert answer.code == 0
    assert answer.err.splitlines()[1:] == [
        "新登记产品：GTX Pro", "产品“GTXPro”按“GTX Pro”登记", "第 4 行：客户：必填",
        "第 5 行：步骤或结果“Wonn”：没有这个选项；结束日期“02/30/2026”：看不懂的日期，试试：今天、周五、+3d、6/12",
        f"不能导入的 2 行和原因写在 {file}.refused.csv", "已导入 2 行；inroad undo 可以整批撤销",
    ]  # fmt: skip
    found = {row["name"]: row for row in rows(shell, "opportunities")}
    won, lost = found["1C1I7A6R"], found["Z063OYW0"]
    assert (won["outcome"], won["signed_date"], won["closed_date"]) == ("won", "2026-03-01", "2026-03-01")
    assert (lost["outcome"], lost["reason"], lost["product"], lost["step"]) == ("lost", "other", "GTX Pro", "lead")
    assert shell("undo").code == 0
    assert {row["name"] for row in rows(shell, "opportunities")} == {"保护改造"}
    assert rows(shell, "products") == []


def test_the_fields_of_a_deal_are_listed(shell: Shell) -> None:
    listed = shell("import", "opportunities", "--fields").out
    assert "account*" in listed
    assert "stage" in listed
    assert "won 成单" in listed


# Files of other programs -------------------------------------------------------------------------------------


def test_a_file_of_a_chinese_crm_comes_in(shell: Shell) -> None:
    answer = shell("import", "accounts", put(shell, "客户.csv", CHINESE_CRM))
    assert (answer.code, answer.out) == (0, "")
    assert answer.err.splitlines() == [
        "读到 3 行：GB18030，逗号分隔", "没有导入的列：客户编号", "“行业”列表新增一项：造船",
        "已导入 3 行；inroad undo 可以整批撤销",
    ]  # fmt: skip
    found = {row["name"]: row for row in rows(shell, "accounts")}
    east, branch, yard = found["华东电网有限公司"], found["苏州供电公司"], found["江海造船厂"]
    assert (east["industry"], east["source"], east["owner"]) == ("power_grid", "exhibition", "李华")
    assert east["staff"] == "1200"
    assert (branch["parent"], branch["source"]) == ("华东电网有限公司", "existing_customer_chain")
    assert east["notes"] == "每年三月定预算；\n招标在四季度"
    assert (yard["industry"], yard["phone"], yard["notes"]) == ("造船", "'+86 513 8100 0000", "'=cmd|' /C calc'!A0")


def test_a_file_of_an_english_crm_comes_in_by_its_map(shell: Shell) -> None:
    told = put(shell, "map.toml", ENGLISH_MAP)
    answer = shell("import", "accounts", put(shell, "accounts.csv", ENGLISH), "--map", told)
    assert (answer.code, "没有导入的列：Account ID" in answer.err) == (0, True)
    found = {row["name"]: row for row in rows(shell, "accounts")}
    siemens = found["Siemens Ltd., China"]
    assert (siemens["industry"], siemens["source"], siemens["owner"]) == ("power_grid", "exhibition", "李华")
    assert (siemens["address"], siemens["gift_policy_date"]) == ("No. 7 Wangjing Zhonghuan, Beijing", "2026-03-31")
    assert found["Huawei Technologies"]["source"] == "internet"


def test_people_come_in_from_excel(shell: Shell) -> None:
    answer = shell("import", "people", put(shell, "people.txt", EXCEL_PEOPLE))
    assert answer.code == 0
    assert "读到 2 行：UTF-16，制表符分隔" in answer.err
    assert "新建部门 1 个" in answer.err
    found = {row["name"]: row for row in rows(shell, "people")}
    chen, zhou = found["陈处长"], found['小 "周"']
    assert (chen["department"], chen["roles"], chen["stance"]) == ("物资处", "purchaser;gatekeeper", "supporter")
    assert (chen["birthday"], chen["influence"], zhou["account"], zhou["roles"]) == ("03-08", "4", "廊坊局", "user")
    assert shell("undo").err == "已撤销：批量导入\n"
    assert "陈处长" not in {row["name"] for row in rows(shell, "people")}
    assert shell("check").code == 0


# What is said ------------------------------------------------------------------------------------------------


def test_every_refused_row_is_told_and_nothing_goes_in(shell: Shell) -> None:
    before = shell("export", "history").out
    text = "名称,负责人,采购模式\n华北局,,\n甲,谁,\n乙,,随便\n丙,,集团采购\n"
    answer = shell("import", "accounts", "-", stdin=text)
    assert (answer.code, answer.out) == (4, "")
    assert answer.err.splitlines()[1:] == [
        "第 2 行：客户已经有了：华北局，负责人 李华",
        "第 3 行：负责人：没有叫“谁”的同事",
        "第 4 行：采购模式“随便”：" + words.t("invalid.not_a_choice"),
        "有 3 行不能导入，一行也没有导入（加 --skip-refused 可以先导入其余的）",
    ]
    assert shell("export", "history").out == before


def test_skipped_rows_lie_in_a_file_that_can_be_mended(shell: Shell) -> None:
    path = put(shell, "a.csv", "名称,负责人,电话\n甲,谁,\n乙,李华,'=1\n丙,谁\n")
    answer = shell("import", "accounts", path, "--skip-refused")
    assert (answer.code, "已导入 1 行" in answer.err) == (0, True)
    kept = Path(path + ".refused.csv")
    assert kept.stat().st_mode & 0o777 == 0o600
    assert kept.read_bytes().startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(io.StringIO(kept.read_text("utf-8-sig")))) == [
        ["名称", "负责人", "电话", "行号", "原因"],
        ["甲", "谁", "", "2", "负责人：没有叫“谁”的同事"],
        ["丙", "谁", "", "4", "只有 2 格，应有 3 格"],
    ]
    kept.write_text(kept.read_text("utf-8-sig").replace("谁,", "李华,"), "utf-8")
    assert shell("import", "accounts", str(kept)).code == 0
    shell("import", "accounts", path, "--skip-refused")
    assert Path(path + ".refused-2.csv").exists()


def test_a_dry_run_changes_nothing(shell: Shell) -> None:
    before = shell("export", "history").out
    text = "name,account,department\n甲,新厂,处\n"
    answer = shell("import", "people", "-", "--dry-run", "--create-accounts", stdin=text)
    assert answer.code == 0
    assert answer.err.splitlines()[1:] == [
        "按表中提到的新建客户：新厂", "新建部门 1 个", "检查完毕：可以导入 1 行，现在没有导入",
    ]  # fmt: skip
    assert shell("import", "people", "-", "--dry-run", stdin="name,account\n甲,新厂\n").code == 4
    assert shell("export", "history").out == before


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "文件是空的"), (b"name\n", "只有表头"), (b"PK\x03\x04", "工作簿"), (b"name\nCaf\xe9, x\n", "编码"),
        (b'name\nx\n"y\n', "第 3 行"), ("名称,name\nx,y\n".encode(), "同一个字段：名称 · name"),
        (b"a,b\nc,d\n", "缺少“名称”"),
    ],
)  # fmt: skip
def test_a_file_that_will_not_do_is_one_sentence(shell: Shell, data: bytes, said: str) -> None:
    answer = shell("import", "accounts", put(shell, "x.csv", data))
    assert (answer.code, answer.out) == (1, "")
    assert said in answer.err.splitlines()[-1]


def test_a_bad_map_is_one_sentence(shell: Shell) -> None:
    data, told = put(shell, "x.csv", "a\nb\n"), put(shell, "m.toml", '[columns]\na = "nmae"')
    answer = shell("import", "accounts", data, "--map", told)
    assert (answer.code, "“nmae”不是可以导入的字段" in answer.err) == (1, True)


@pytest.mark.parametrize(
    ("argv", "code", "said"),
    [
        (("import", "accounts"), 2, "还缺"), (("import", "boats", "x"), 2, "不能是"),
        (("export", "boats"), 2, "不能是"),
        (("import", "accounts", "nowhere.csv"), 1, "没有这个文件"), (("import", "accounts", "/"), 1, "读不了"),
        (("export", "accounts", "--json", "--csv"), 2, "一起用"),
    ],
)  # fmt: skip
def test_wrong_usage_is_one_sentence(shell: Shell, argv: tuple[str, ...], code: int, said: str) -> None:
    answer = shell(*argv)
    assert (answer.code, answer.out, said in answer.err) == (code, "", True)
    assert answer.err.count("\n") == 1


def test_words_follow_the_language(shell: Shell) -> None:
    shell.environment["LANG"] = "en_GB.UTF-8"
    text = "Name,Parent,Owner\n" + "".join(f"{name}\n" for name in ("华北局,,", "A,None such,", "B,,C"))
    answer = shell("import", "accounts", "-", stdin=text)
    assert answer.err.splitlines() == [
        "3 rows: UTF-8, apart by commas",
        "Line 2: The account is on record: 华北局, owned by 李华",
        'Line 3: Parent: there is no account "None such" (--create-accounts makes it)',
        'Line 4: Owner: nobody of ours is called "C"',
        "3 rows were refused, so nothing was imported (--skip-refused takes the others)",
    ]


def test_the_fields_are_listed(empty: Shell) -> None:
    answer = empty("import", "people", "--fields")
    assert answer.code == 0
    for field in KINDS["people"].fields:
        assert field.code in answer.out
    assert "exchange." not in answer.out


def test_progress_is_shown_to_a_person_only(shell: Shell) -> None:
    text = "name\n" + "".join(f"客户{n}\n" for n in range(1500))
    path, err = put(shell, "many.csv", text), Terminal()
    argv = ["import", "accounts", path]
    code = main(argv, environment=shell.environment, stdin=io.StringIO(), out=io.StringIO(), err=err)
    assert (code, "正在导入" in err.getvalue()) == (0, True)
    assert err.getvalue().splitlines()[-1].startswith("已导入 1500 行") or "\x1b[K已导入 1500 行" in err.getvalue()
    assert "正在导入" not in shell("import", "accounts", path).err


# Labels ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_no_label_means_two_things(kind: str, shell: Shell) -> None:
    assert shell.database
    words.use(words.LANGUAGES[0])
    labels = importing.labels(KINDS[kind])
    called = [(plain(label), code) for code, found in labels.headings.items() for label in found]
    for language in words.LANGUAGES:
        words.use(language)
        for field in KINDS[kind].fields:
            told = [exporting.label(field, choice.value).lower() for choice in field.choices or ()]
            assert len(told) == len(set(told))
            assert [labels.choices[field.code][label] for label in told] == [c.value for c in field.choices or ()]
    assert len({label for label, _ in called}) == len(set(called))
    codes = {field.code for field in KINDS[kind].fields}
    assert [one for one in called if one[0] in {plain(code) for code in codes} and one[0] != plain(one[1])] == []


# Export ------------------------------------------------------------------------------------------------------


def test_the_shell_knows_every_kind() -> None:
    assert tuple(exporting.KINDS) == lists.KINDS
    assert all(words.known(key) for key in exporting.KINDS.values())


@pytest.mark.parametrize("kind", exporting.KINDS)
@pytest.mark.parametrize("language", ["zh_CN.UTF-8", "en_GB.UTF-8"])
def test_every_list_is_exported_with_words_for_its_columns(shell: Shell, kind: str, language: str) -> None:
    shell.environment["LANG"] = language
    answer = shell("export", kind)
    assert answer.code == 0
    heads = next(csv.reader(io.StringIO(answer.out)))
    assert len(set(heads)) == len(heads) == len(lists.fields(kind))
    assert [head for head in heads if "." in head.rstrip(".") and head.startswith(("field", "enum", "exchange"))] == []
    document = shell("export", kind, "--json").json()
    assert (document["schema"], document["kind"]) == (1, kind)


@pytest.mark.parametrize("language", ["zh_CN.UTF-8", "en_GB.UTF-8"])
@pytest.mark.parametrize("codes", [(), ("--codes",)])
def test_what_is_exported_comes_in_again_elsewhere(
    shell: Shell, tmp_path_factory: pytest.TempPathFactory, language: str, codes: tuple[str, ...]
) -> None:
    folder = tmp_path_factory.mktemp("other")
    other = Shell(folder)
    shell.environment["LANG"] = other.environment["LANG"] = language
    assert other("init").code == 0
    with sqlite3.connect(other.database) as raw:
        raw.execute("UPDATE member SET name = '李华'")
    for kind in ("accounts", "people"):
        path = str(folder / f"{kind}.csv")
        assert shell("export", kind, path, *codes).code == 0
        assert other("import", kind, path).code == 0
        assert sorted(map(str, rows(other, kind))) == sorted(map(str, rows(shell, kind)))


def test_a_file_is_private_and_nothing_is_overwritten_unasked(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    answer = shell("export", "accounts", str(path))
    assert (answer.code, answer.out, answer.err) == (0, "", f"已导出 2 行：{path}\n")
    assert (path.stat().st_mode & 0o777, path.read_bytes()[:3]) == (0o600, b"\xef\xbb\xbf")
    again = shell("export", "accounts", str(path))
    assert (again.code, str(path) in again.err) == (1, True)
    assert shell("export", "people", str(path), "--force").code == 0
    assert path.read_text("utf-8-sig").startswith("姓名,客户")


def test_a_name_that_ends_in_json_is_json(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "people.json"
    assert shell("export", "people", str(path)).code == 0
    document = json.loads(path.read_text("utf-8"))
    huang = document["rows"][0]
    assert (huang["name"], huang["roles"], huang["stance"]) == ("黄主任", ["gatekeeper"], "supporter")
    assert (huang["account"], huang["influence"]) == ("华北局", 5)


def test_what_may_not_be_seen_is_not_exported(shell: Shell) -> None:
    made = shell.open()
    other = made.member("别人")
    made.account("别家", owner=other)
    made.row(Setting, key="visibility", value="own")
    shell.settle()
    with sqlite3.connect(shell.database) as raw:
        raw.execute("UPDATE member SET role = 'engineer'")
    assert {row["name"] for row in rows(shell, "accounts")} == {"华北局", "廊坊局"}

