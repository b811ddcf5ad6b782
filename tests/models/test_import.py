"""Files of accounts and people come in whole, with every refusal told, and one undo takes all back."""

from datetime import date
from typing import Any

import pytest

from models.exchange import entering, importing, kinds, mapping, sheets
from models.exchange.importing import NotTaken, Report
from models.exchange.kinds import Labels
from models.exchange.lists import joined, parted
from models.exchange.mapping import Map
from models.exchange.reports import Job
from models.exchange.sheets import Unreadable
from models.reads import history, thresholds
from models.reads.records import record
from models.reads.rows import rows
from models.search import find
from models.tables import Account, AccountState, Choice, Member, OtherName, Person, StanceEntry, Unit
from models.writes import undo
from models.writes.derive import derive
from models.writes.intents import Actor
from tests.models.conftest import TODAY, Queries
from tests.models.writing import Office, everything, office

__all__ = ["office"]

ZH = Labels(
    {"name": ("名称", "客户名称"), "industry": ("行业",), "owner": ("负责人",), "other_names": ("别名",)},
    {"industry": {"电网": "power_grid"}, "mode": {"集团采购": "group"}, "roles": {"使用者": "user"},
     "stance": {"支持": "supporter"}},
)  # fmt: skip


def job(text: str, kind: str = "accounts", **more: Any) -> Job:
    told = mapping.read_map(more.pop("told").encode(), kinds.KINDS[kind]) if "told" in more else Map()
    return Job(kind, sheets.read(text.encode()), ZH, told, **more)


def bring(who: Actor, text: str, kind: str = "accounts", **more: Any) -> Report:
    return importing.bring_in(who, job(text, kind, **more)).value


def refusals(who: Actor, text: str, kind: str = "accounts", **more: Any) -> list[tuple[int, str, str]]:
    """Line, field and code of every reason; what is previewed is what is refused."""
    wanted = job(text, kind, **more)
    seen = importing.preview(who, wanted)
    before = everything()
    with pytest.raises(NotTaken) as refused:
        importing.bring_in(who, wanted)
    assert refused.value.report.refused == seen.refused
    assert everything() == before
    return [(remark.line, why.field, why.code) for remark in seen.refused for why in remark.reasons]


def names() -> list[str]:
    return [row.name for row in Account.select().order_by(Account.id)]


def account(name: str) -> dict[str, Any]:
    found = Account.select(Account.id).where(Account.name == name).tuples().first()
    return dict(record("account", found[0]).values)


# The file itself ---------------------------------------------------------------------------------------------

TABLE = "名称,简称\n华北局,华北\n"


@pytest.mark.parametrize(
    ("data", "encoding", "separator"),
    [
        (TABLE.encode(), "UTF-8", ","),
        (TABLE.encode("utf-8-sig"), "UTF-8", ","),
        (TABLE.encode("utf-16"), "UTF-16", ","),
        (b"\xfe\xff" + TABLE.encode("utf-16-be"), "UTF-16", ","),
        (TABLE.encode("utf-16-le"), "UTF-16", ","),
        (TABLE.encode("utf-16-be"), "UTF-16", ","),
        (TABLE.encode("gb18030"), "GB18030", ","),
        (TABLE.replace(",", ";").encode(), "UTF-8", ";"),
        (TABLE.replace(",", "\t").encode("utf-16"), "UTF-16", "\t"),
        (b"sep=;\r\n" + TABLE.replace(",", ";").encode(), "UTF-8", ";"),
        (TABLE.replace("\n", "\r\n").encode(), "UTF-8", ","),
        (TABLE.replace("\n", "\r").encode(), "UTF-8", ","),
        ((TABLE + ",\n\n  , \n").encode(), "UTF-8", ","),
    ],
)  # fmt: skip
def test_encoding_and_separator_are_found_out(data: bytes, encoding: str, separator: str) -> None:
    sheet = sheets.read(data)
    assert (sheet.encoding, sheet.separator, sheet.headings) == (encoding, separator, ("名称", "简称"))
    assert [line.cells for line in sheet.lines] == [("华北局", "华北")]


@pytest.mark.parametrize(
    ("data", "code", "line"),
    [
        (b"", "empty", 0), (b"\xef\xbb\xbf", "empty", 0), (b" \n\r\n\0", "empty", 0),
        (b"name,phone\n", "no_rows", 0), (b"name,phone\n\n , \n", "no_rows", 0),
        (b"PK\x03\x04 and so on", "workbook", 0), (b"\xd0\xcf\x11\xe0\xa1", "workbook", 0),
        (b"name\nCaf\xe9, Ltd\n", "encoding", 0), (b"\xff\xfen", "encoding", 0),
        (b'name\n"open\n', "quotes", 2), (b'name,x\na,b\n"a"b,c\n', "quotes", 3),
        (b"name\n" + b"x" * 200_000, "cell_too_long", 2), (b"x" * (sheets.LARGEST + 1), "too_large", 0),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_a_file_that_cannot_be_used_says_why(data: bytes, code: str, line: int) -> None:
    with pytest.raises(Unreadable) as refused:
        sheets.read(data)
    assert (refused.value.code, refused.value.line) == (code, line)


def test_a_row_knows_the_line_it_begins_on() -> None:
    sheet = sheets.read('name,notes\n\n甲,"a ""b""\nc"\n乙,"x, y"\n'.encode())
    assert [(line.number, line.cells) for line in sheet.lines] == [(3, ("甲", 'a "b"\nc')), (5, ("乙", "x, y"))]
    assert sheets.read(b"sep=,\nname,x\na,b\n").lines[0].number == 3


# Headings and maps -------------------------------------------------------------------------------------------


def used(text: str, told: str = "", kind: str = "accounts") -> mapping.Columns:
    of = kinds.KINDS[kind]
    return mapping.columns(text.split(","), of, ZH, mapping.read_map(told.encode(), of) if told else Map())


def test_headings_say_the_field_by_code_or_label() -> None:
    found = used("客户名称,Short Name,ＰＨＯＮＥ*,foo,,负责人")
    assert found.used == ((0, "name"), (1, "short_name"), (2, "phone"), (5, "owner"))
    assert found.left_out == ("foo", "#5")


def test_headings_as_other_programs_write_them_are_known() -> None:
    assert used("名称,手机,城市").used == ((0, "name"), (1, "phone"), (2, "region"))
    people = used("name,account,角色,mobile", kind="people").used
    assert people == ((0, "name"), (1, "account"), (2, "roles"), (3, "phone"))


def test_with_a_map_only_what_it_names_is_used() -> None:
    found = used("Company,phone,x", '[columns]\n"company" = "name"\n"Fax" = "phone"')
    assert (found.used, found.left_out, found.absent) == (((0, "name"),), ("phone", "x"), ("fax",))


@pytest.mark.parametrize(
    ("headings", "told", "kind", "code", "detail"),
    [
        ("name,名称", "", "accounts", "heading_twice", "name · 名称"),
        ("phone", "", "accounts", "no_column", "name"),
        ("name", "", "people", "no_column", "account"),
        ("account", "", "people", "no_column", "name"),
        ("a", "[columns", "accounts", "map_syntax", None),
        ("a", "[colums]", "accounts", "map_section", "colums"),
        ("a", "columns = 3", "accounts", "map_section", "columns"),
        ("a", '[columns]\na = "nmae"', "accounts", "map_field", "nmae"),
        ("a", "[columns]\na = 3", "accounts", "map_value", "a"),
        ("a", '[values]\nindustry = "x"', "accounts", "map_section", "industry"),
        ("a", "[dates]\nformat = 3", "accounts", "map_value", "format"),
    ],
)  # fmt: skip
def test_headings_and_maps_that_will_not_do(headings: str, told: str, kind: str, code: str, detail: str | None) -> None:
    with pytest.raises(Unreadable) as refused:
        used(headings, told, kind)
    assert refused.value.code == code
    assert detail is None or refused.value.detail == detail


@pytest.mark.parametrize("entries", [("a",), ("a", "b"), ("Acme, Inc", 'the "A"; B', '"q"'), ("华、北", "x|y"), ()])
def test_lists_in_a_cell_come_apart_as_they_were_put_together(entries: tuple[str, ...]) -> None:
    assert parted(joined(entries)) == entries


@pytest.mark.parametrize(
    ("cell", "entries"),
    [("a、b；c", ("a", "b", "c")), (" a ; ; a", ("a",)), ('5" x; y', ('5" x', "y")), ('"open; b', ('"open', "b"))],
)  # fmt: skip
def test_lists_as_people_write_them(cell: str, entries: tuple[str, ...]) -> None:
    assert parted(cell) == entries


# Accounts ----------------------------------------------------------------------------------------------------


def test_accounts_come_in_with_all_their_fields(office: Office) -> None:
    text = (
        "名称,short_name,别名,行业,mode,负责人,parent,staff,gift_limit,gift_policy_date,phone,notes\n"
        '廊坊局,,,造船,group,engineer,华北,"1,200",200元,2026/3/1 0:00,\'+86 10,"一\n二"\n'
        "华北局,华北,NCG;华北电管局,电网,集团采购,engineer,,30.0,,,,\u202e=1\x1b[31m\n"
    )
    report = bring(office.manager, text)
    assert (report.taken, report.choices, report.refused) == (2, (("industry", "造船"),), ())
    branch, head = account("廊坊局"), account("华北局")
    assert (branch["staff"], branch["gift_limit"], branch["gift_policy_date"]) == (1200, 20_000, date(2026, 3, 1))
    assert (branch["phone"], branch["notes"]) == ("+86 10", "一\n二")
    assert (branch["industry"], branch["mode"]) == ("造船", "group")
    assert (head["other_names"], head["industry"], head["staff"]) == (("NCG", "华北电管局"), "power_grid", 30)
    assert head["notes"] == "=1[31m"
    assert branch["owner"] == head["owner"] == office.engineer.member
    assert branch["parent"] == Account.get(Account.name == "华北局").id
    assert Choice.select().count() == 1
    assert [hit.title for hit in find("hbj", ["account"])] == ["华北局"]
    assert {who for (who,) in rows(Account.select(Account.registered_by))} == {office.manager.member}


REFUSED = [
    ("name,phone\n甲\n", [(2, "", "too_few_cells")]),
    ("name\n甲,乙\n", [(2, "", "too_many_cells")]),
    ("name,phone\n,1\n", [(2, "name", "required")]),
    ("name,mode\n甲,sideways\n", [(2, "mode", "not_a_choice")]),
    ("name,staff\n甲,many\n乙,-1\n", [(2, "staff", "not_a_number"), (3, "staff", "too_low")]),
    ("name,gift_limit\n甲,lots\n", [(2, "gift_limit", "not_money")]),
    ("name,gift_policy_date\n甲,2月30日\n", [(2, "gift_policy_date", "not_a_date")]),
    (f"name\n{'长' * 4001}\n", [(2, "name", "too_long")]),
    ("name,owner\n甲,nobody\n", [(2, "owner", "no_such_member")]),
    ("name,parent\n甲,无此\n", [(2, "parent", "no_such_account")]),
    ("name\n老客户有限公司\n", [(2, "name", "duplicate")]),
    ("name\n曾用名\n", [(2, "name", "duplicate")]),
    ("name\n甲公司\n甲 公司\n甲有限公司\n", [(3, "name", "twice"), (4, "name", "twice")]),
    ("name,parent\n甲,甲\n", [(2, "parent", "under_itself")]),
    ("name,parent\n甲,乙\n乙,丙\n丙,甲\n", [(n, "parent", "under_itself") for n in (2, 3, 4)]),
    ("name,parent,mode\n甲,乙,\n乙,丙,\n丙,,sideways\n",
     [(2, "parent", "above_refused"), (3, "parent", "above_refused"), (4, "mode", "not_a_choice")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), REFUSED, ids=[wanted[0][2] for _, wanted in REFUSED])
def test_a_row_that_will_not_do_is_refused_with_its_line(
    office: Office, text: str, wanted: list[tuple[int, str, str]]
) -> None:
    office.account("老客户", other_names=("曾用名",))
    assert refusals(office.manager, text) == wanted


def test_a_trailing_separator_is_no_cell_too_many(office: Office) -> None:
    assert bring(office.manager, "name,phone\n甲,1,,\n").taken == 1


def test_a_twin_is_told_with_its_owner(office: Office) -> None:
    office.account("华北局", owner=office.engineer.member)
    (remark,) = importing.preview(office.other, job("name\n华北局\n")).refused
    assert remark.reasons[0].detail == {"name": "华北局", "owner": "engineer"}


def test_what_may_be_a_twin_goes_in_and_is_told(office: Office) -> None:
    office.account("华为技术有限公司", phone="0755-2878 0808")
    office.account("中兴通讯", website="https://www.zte.com.cn/x")
    text = "name,phone,website\n北京华为技术,,\n别的,+86 755 28780808,\n另外,,zte.com.cn\n无关,010-1,\n"
    told = [(each.line, each.reasons[0].code) for each in bring(office.manager, text).similar]
    assert told == [(2, "similar"), (3, "same_phone"), (4, "same_website")]


def test_an_engineer_gives_accounts_to_nobody_but_himself(office: Office) -> None:
    assert refusals(office.engineer, "name,owner\n甲,other\n乙,engineer\n") == [(2, "owner", "not_allowed")]
    assert bring(office.engineer, "name,owner\n乙,engineer\n丙,\n").taken == 2


def test_of_two_of_the_same_name_the_login_says_which(office: Office) -> None:
    Member.create(name="李华", login="a")
    Member.create(name="李华", login="b")
    assert refusals(office.manager, "name,owner\n甲,李华\n") == [(2, "owner", "ambiguous_member")]
    Member.update(active=False).where(Member.login == "b").execute()
    assert bring(office.manager, "name,owner\n甲,李华\n乙,b\n").taken == 2


def test_a_name_of_two_accounts_is_ambiguous_and_the_full_name_is_not(office: Office) -> None:
    for number in range(2):
        office.account(f"分局{number}", short_name="分局")
    assert refusals(office.manager, "name,parent\n甲,分局\n") == [(2, "parent", "ambiguous_account")]
    assert bring(office.manager, "name,parent\n甲,分局1\n").taken == 1


def test_a_parent_nobody_entered_is_made_when_asked_for(office: Office) -> None:
    report = bring(office.manager, "name,parent\n甲,集团\n乙,集团\n丙,甲\n", create_accounts=True)
    assert (report.taken, report.accounts) == (3, ("集团",))
    group = Account.get(Account.name == "集团").id
    parents = dict(rows(Account.select(Account.name, Account.parent)))
    assert parents["甲"] == parents["乙"] == group


def test_good_rows_go_in_when_refused_ones_are_skipped(office: Office) -> None:
    kept: list[Any] = []
    wanted = job("name,parent\n甲,\n,\n乙,无\n丙,乙\n丁,甲\n", skip_refused=True)
    report = importing.bring_in(office.manager, wanted, keep=kept.extend).value
    assert (report.taken, [each.line for each in kept]) == (2, [4, 5])
    assert {row.name for row in Account.select()} == {"甲", "丁"}


def test_what_cannot_be_kept_calls_the_import_off(office: Office) -> None:
    def full(_refused: Any) -> None:
        raise OSError(28, "full")

    before = everything()
    with pytest.raises(OSError, match="full"):
        importing.bring_in(office.manager, job("name,mode\n甲,\n乙,x\n", skip_refused=True), keep=full)
    assert everything() == before


def test_a_map_says_what_their_columns_values_and_dates_are(office: Office) -> None:
    told = """
    [columns]
    "Company Name" = "name"
    "Sector" = "industry"
    "Since" = "gift_policy_date"
    "Rep" = "owner"
    [values.industry]
    "Energy" = "电网"
    [values.owner]
    "Smith, J" = "engineer"
    [dates]
    format = "%m/%d/%Y"
    """
    text = 'Company Name,Sector,Since,Rep,Phone\nAcme,energy,03/01/2026,"Smith, J",1\n'
    report = bring(office.manager, text, told=told)
    assert report.left_out == ("Phone",)
    found = account("Acme")
    assert (found["industry"], found["gift_policy_date"]) == ("power_grid", date(2026, 3, 1))
    assert (found["owner"], found["phone"]) == (office.engineer.member, "")
    assert refusals(office.manager, text.replace("03/01", "13/01").replace("Acme", "B"), told=told) == [
        (2, "gift_policy_date", "not_a_date")
    ]


# People ------------------------------------------------------------------------------------------------------

PEOPLE = (
    "name,account,title,department,roles,stance,influence,birthday,introduced_by,placeholder\n"
    "黄主任,华北局,主任,生技处,gatekeeper;使用者,支持,5,6月12日,刘工,\n"
    "刘工,华北局,,生技处,,unknown,,,,否\n"
    ",华北,,,decision_maker,,,,,yes\n"
    "张科长,廊坊局,,生技处,,blocker,,,黄主任,\n"
)


@pytest.fixture
def houses(office: Office) -> list[int]:
    return [office.account("华北局", short_name="华北"), office.account("廊坊局", owner=office.other.member)]


def test_people_come_in_with_department_roles_and_stance(office: Office, houses: list[int]) -> None:
    report = bring(office.manager, PEOPLE, "people")
    assert (report.taken, report.departments) == (4, 2)
    huang, liu, seat, zhang = (
        record("person", Person.get(Person.name == name).id) for name in ("黄主任", "刘工", "", "张科长")
    )
    assert (huang.within, seat.within, zhang.within) == (houses[0], houses[0], houses[1])
    assert (huang.values["roles"], huang.values["influence"]) == (("gatekeeper", "user"), 5)
    assert (huang.values["birthday"], huang.values["introduced_by"]) == ("06-12", liu.id)
    assert (huang.texts["unit"], zhang.values["introduced_by"]) == (("生技处",), huang.id)
    assert huang.values["unit"] == liu.values["unit"] != zhang.values["unit"]
    assert seat.values["placeholder"] is True
    s = StanceEntry
    stances = set(rows(s.select(s.person, s.stance, s.confirmed, s.date)))
    assert stances == {(huang.id, "supporter", False, TODAY), (zhang.id, "blocker", False, TODAY)}
    assert [state.people for state in AccountState.select().order_by(AccountState.account)] == [2, 1]
    assert [hit.row for hit in find("hzr", ["person"])] == [huang.id]


NOT_THESE = [
    ("name,account\n,华北局\n", [(2, "name", "required")]),
    ("name,account\n甲,\n", [(2, "account", "required")]),
    ("name,account\n甲,无\n", [(2, "account", "no_such_account")]),
    ("name,account,roles\n甲,华北局,user;king\n", [(2, "roles", "not_a_choice")]),
    ("name,account,influence\n甲,华北局,9\n", [(2, "influence", "too_high")]),
    ("name,account\n黄主任,华北局\n", [(2, "name", "person_duplicate")]),
    ("name,account\n甲,华北局\n甲,华北\n", [(3, "name", "twice")]),
    ("name,account,introduced_by\n甲,华北局,谁\n", [(2, "introduced_by", "no_such_person")]),
    ("name,account,introduced_by\n甲,华北局,甲\n", [(2, "introduced_by", "under_itself")]),
    ("name,account,title,introduced_by\n甲,华北局,处长,\n甲,华北局,科员,\n乙,华北局,,甲\n",
     [(4, "introduced_by", "ambiguous_person")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), NOT_THESE, ids=[wanted[0][2] for _, wanted in NOT_THESE])
def test_a_person_who_will_not_do_is_refused(
    office: Office, houses: list[int], text: str, wanted: list[tuple[int, str, str]]
) -> None:
    office.person(houses[0], "黄主任")
    assert refusals(office.manager, text, "people") == wanted


def test_namesakes_of_other_title_are_two_people(office: Office, houses: list[int]) -> None:
    office.person(houses[0], "王工", title="工程师")
    assert bring(office.manager, "name,account,title\n王工,华北局,主任\n王工,廊坊局,\n", "people").taken == 2


def test_nobody_brings_people_into_anothers_account(office: Office, houses: list[int]) -> None:
    assert houses
    assert refusals(office.engineer, "name,account\n甲,廊坊局\n", "people") == [(2, "account", "not_own")]
    assert bring(office.other, "name,account\n甲,廊坊局\n", "people").taken == 1
    assert refusals(office.assistant, "name,account,stance\n乙,廊坊局,支持\n", "people") != []


def test_an_account_is_made_for_people_once(office: Office) -> None:
    report = bring(office.engineer, "name,account\n甲,新厂\n乙,新厂有限公司\n", "people", create_accounts=True)
    assert report.accounts == ("新厂",)
    assert {house for (house,) in rows(Person.select(Person.account))} == {Account.get(Account.name == "新厂").id}


def test_a_parent_whose_own_row_was_refused_is_not_made_instead(office: Office) -> None:
    text = "name,parent,mode\n甲,乙,\n乙,,sideways\n丙,,\n"
    report = bring(office.manager, text, create_accounts=True, skip_refused=True)
    assert (report.accounts, names()) == ((), ["丙"])


def test_an_account_no_good_row_names_is_not_made(office: Office) -> None:
    text = "name,account,level\n甲,新厂,king\n乙,旧厂,\n"
    assert bring(office.engineer, text, "people", create_accounts=True, skip_refused=True).accounts == ("旧厂",)
    assert Account.select().count() == 1


# As a whole --------------------------------------------------------------------------------------------------


def test_one_undo_takes_a_whole_import_back_and_redo_brings_it_again(office: Office, houses: list[int]) -> None:
    assert houses
    derive(houses, TODAY, thresholds.settings())
    before = everything()
    bring(office.manager, "name,parent,industry,别名\n甲,华北局,造船,a;b\n乙,甲,,\n")
    middle = everything()
    bring(office.manager, PEOPLE, "people")
    after = everything()
    assert len(history.latest(limit=1)[0].changes) == 4 + 2 + 3 + 2
    assert undo.undo(office.manager).value.name == "record.import"
    assert everything() == middle
    undo.undo(office.manager)
    assert everything() == before
    undo.redo(office.manager)
    undo.redo(office.manager)
    assert everything() == after


def test_derived_rows_are_those_a_rebuild_makes(office: Office) -> None:
    bring(office.manager, "name,parent\n甲,乙\n乙,\n丙,甲\n")
    bring(office.manager, "name,account,stance\n张,丙,supporter\n李,甲,\n", "people")
    stored = everything()
    AccountState.delete().execute()
    derive([row.id for row in Account.select()], TODAY, thresholds.settings())
    assert everything() == stored


def test_progress_goes_forward_to_the_end(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entering, "PIECE", 300)
    told: list[tuple[int, int]] = []
    text = "name\n" + "".join(f"客户{n}\n" for n in range(1200))
    importing.bring_in(office.manager, job(text), lambda done, total: told.append((done, total)))
    assert told == sorted(told)
    assert told[-1] == (3600, 3600)
    assert len(told) > 6


def test_more_rows_of_a_piece_ask_no_more_questions(office: Office, queries: Queries) -> None:
    def cost(first: int, count: int) -> int:
        text = f"name,parent,别名\n根{first},,\n"
        text += "".join(f"客户{n},根{first},别名{n}\n" for n in range(first, first + count))
        return queries.of(lambda: bring(office.manager, text))

    def people(first: int, count: int) -> int:
        text = "name,account,roles,stance,department\n"
        text += "".join(f"人{n},根0,user,supporter,处\n" for n in range(first, first + count))
        return queries.of(lambda: bring(office.manager, text, "people"))

    cost(0, 5)
    assert cost(1000, 40) == cost(2000, 20)
    people(0, 5)
    assert people(1000, 30) == people(2000, 20)
    assert Unit.select().count() == 1
    assert OtherName.select().count() == 65
