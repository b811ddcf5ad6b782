"""The library: shipped entries and ours as one list, versions, where entries were used, and finding them (Q10)."""

from pathlib import Path

import pytest

from models import search
from models.base import close_database, open_database
from models.exchange import exporting, importing, sheets, texts
from models.exchange.reports import Job
from models.playbook.shelf import pieces
from models.reads import arguing, concerns, history, library, shelf_search, stock, stock_use
from models.reads.library import OWN
from models.reads.stock import CASES, CONCERNS, PAGES, SCRIPTS
from models.rules.nouns import NOUNS
from models.rules.settings import DEFAULTS
from models.rules.values import Invalid, Value
from models.rules.vocabulary_library import Argument, EntryKind, Objection
from models.tables import LibraryUse
from models.writes import library as writing
from models.writes import preferences, questions, records, undo
from models.writes.intents import Forbidden, Refused, Stale
from tests.models.conftest import TODAY, Queries
from tests.models.writing import Office, actor, everything, office

__all__ = ["office"]

OURS: dict[str, Value] = {"scene": "value", "argument": "ease", "zh_name": "夜班少跑腿", "zh": "您夜里不用再爬塔。"}
FIRST = SCRIPTS + 1
QUESTION = min(library.shipped())


def values(number: int) -> dict[str, Value]:
    return dict(stock.entry(number).values)


def test_every_shipped_entry_fits_its_noun() -> None:
    for noun in ("script", "case_story", "concern", "handbook_page"):
        for piece in pieces(noun):
            told = records.verified(NOUNS[noun], dict(piece.values), whole=True)
            assert told == {**told, **piece.values}, piece.id
            texts = [code for code in NOUNS[noun].fields if code.code.startswith("zh")]
            paired = [(piece.values.get(f.code), piece.values.get("en" + f.code[2:])) for f in texts]
            assert all(bool(zh) == bool(en) for zh, en in paired), piece.id
        assert len({piece.id for piece in pieces(noun)}) == len(pieces(noun))


def test_the_shelf_has_all_kinds_and_every_argument_and_objection(office: Office) -> None:
    found = stock.entries()
    kinds = [entry.kind for entry in found]
    assert {kind: kinds.count(kind) for kind in EntryKind} == {
        EntryKind.QUESTION: len(library.shelf()), EntryKind.SCRIPT: 32, EntryKind.OBJECTION: 16,
        EntryKind.CASE_STORY: 14, EntryKind.CONCERN: 17, EntryKind.HANDBOOK_PAGE: 7,
    }
    assert len({entry.number for entry in found}) == len(found)
    lines = stock.scripts(found)
    assert {line.argument for line in lines} - {""} == set(Argument)
    assert {line.objection for line in lines} - {""} == set(Objection)
    assert all(entry.name("zh") and entry.name("en") for entry in found)


def test_an_entry_of_ours_is_added_changed_found_and_taken_away(office: Office) -> None:
    row = records.add(office.engineer, "script", OURS).value
    number = SCRIPTS + OWN + row
    assert stock.entry(number).name("en") == "夜班少跑腿" and not stock.entry(number).shipped
    before = values(number)
    writing.revise(office.engineer, number, before, {**before, "zh": "您夜里看一眼屏幕就行。"})
    found = stock_use.whole(number, None)
    assert [intent.name for intent in found.versions] == ["library.revise", "record.add"]
    assert found.versions[0].changes[0].before == {"zh": "您夜里不用再爬塔。"}
    with pytest.raises(Stale):
        writing.revise(office.other, number, before, {**before, "zh": "别的"})
    records.delete(office.engineer, "script", [row])
    with pytest.raises(LookupError):
        stock.entry(number)


@pytest.mark.parametrize(("noun", "said", "field"), [
    ("script", {"scene": "value", "zh_name": "只有标题"}, "zh"), ("question", {"level": "rapport"}, "zh"),
    ("case_story", {"zh_name": "只有标题"}, "zh_pain"), ("concern", {"zh_name": "只有标题"}, "zh_problem"),
    ("handbook_page", {"page": "industry", "zh_problems": "没有标题"}, "zh_name"),
])  # fmt: skip
def test_an_entry_says_something_in_some_language(
    office: Office, noun: str, said: dict[str, Value], field: str
) -> None:
    with pytest.raises(Invalid) as wrong:
        records.add(office.engineer, noun, said)
    assert wrong.value.errors == {field: "required"}


@pytest.mark.parametrize("number", [QUESTION, FIRST, CASES + 1, CONCERNS + 1, PAGES + 1])
def test_a_shipped_entry_is_changed_undone_and_restored(office: Office, number: int) -> None:
    before, stored = values(number), everything()
    code = "zh_name" if number > SCRIPTS else "zh"
    assert writing.revise(office.engineer, number, before, {**before, code: "我们的说法"}).value
    assert values(number)[code] == "我们的说法" and values(number)["industries"] == before["industries"]
    assert stock.entry(number).shipped and stock.entry(number).row
    undo.undo(office.engineer)
    assert values(number) == before and everything() == stored
    writing.revise(office.engineer, number, before, {**before, code: "我们的说法"})
    writing.revise(office.other, number, values(number), {**values(number), code: "更好的说法"})
    assert [intent.member for intent in stock_use.whole(number, None).versions] == [
        office.other.member, office.engineer.member,
    ]  # fmt: skip
    writing.restore(office.engineer, number)
    assert values(number) == before and stock.entry(number).row is None
    with pytest.raises(Refused, match="as_shipped"):
        writing.restore(office.engineer, number)


@pytest.mark.parametrize("number", [QUESTION, FIRST, CASES + 1, CONCERNS + 1, PAGES + 1])
def test_what_is_hidden_leaves_the_shelf_and_can_be_changed_and_come_back(office: Office, number: int) -> None:
    writing.hide(office.engineer, number)
    assert number not in {entry.number for entry in stock.entries()}
    assert number in {entry.number for entry in stock.entries(hidden=True)}
    writing.hide(office.engineer, number, hidden=False)
    assert number in {entry.number for entry in stock.entries()}
    before = values(number)
    code = "zh_name" if number > SCRIPTS else "zh"
    writing.revise(office.engineer, number, before, {**before, code: "改过"})
    assert values(number) == {**before, code: "改过"}
    with pytest.raises(Refused, match="gone"):
        writing.hide(office.engineer, SCRIPTS + 9999)


def test_fears_go_by_role_and_industry_and_ours_come_along(office: Office, queries: Queries) -> None:
    [first, second] = concerns.fears(("technical",), "bank")
    assert (first.values["industries"], second.values["industries"]) == (("bank",), ())
    assert concerns.fears((), "bank") == ()
    mine = records.add(office.boss, "concern", {
        "zh_problem": "怕切换", "roles": ("technical",), "industries": ("hospital",),
    }).value  # fmt: skip
    assert [each.row for each in concerns.fears(("technical",), "hospital")] == [mine, None]
    assert queries.of(lambda: concerns.fears(("technical",), "hospital")) == 1
    writing.hide(office.boss, CONCERNS + 3)
    assert [each.row for each in concerns.fears(("technical",), "hospital")] == [mine]


def test_uses_are_counted_with_the_share_of_won_deals(office: Office) -> None:
    account = office.account()
    won = office.deal(account, "甲", outcome="won", signed_date=TODAY)
    lost = office.deal(account, "乙", outcome="lost", reason="price", closed_date=TODAY)
    still = office.deal(account, "丙")
    for deal in (won, lost, still, still):
        writing.use(office.boss, FIRST, deal)
    assert stock_use.usage()[FIRST] == stock_use.Usage(3, 50)
    assert [row.name for row in stock_use.whole(FIRST, None).used] == ["丙", "乙", "甲"]
    assert stock_use.used_at(still) == {FIRST}
    assert history.latest(limit=1)[0].account == account
    writing.unuse(office.boss, FIRST, lost)
    assert stock_use.usage()[FIRST] == stock_use.Usage(2, 100)
    undo.undo(office.boss)
    assert stock_use.usage()[FIRST].times == 3
    records.delete(office.boss, "opportunity", [won, lost, still])
    assert not LibraryUse.select().exists() and FIRST not in stock_use.usage()


def test_a_question_put_on_a_deal_counts_as_used_and_one_only_chosen_does_not(office: Office) -> None:
    account = office.account()
    deal = office.deal(account, outcome="won", signed_date=TODAY)
    asking = questions.choose(office.boss, account, QUESTION, "问", opportunity=deal).value
    questions.choose(office.boss, account, QUESTION + 1, "问", opportunity=deal)
    assert QUESTION not in stock_use.usage()
    questions.answer(office.boss, asking, "答")
    assert stock_use.usage() == {QUESTION: stock_use.Usage(1, 100)}
    assert [row.opportunity for row in stock_use.whole(QUESTION, None).used] == [deal]


def test_where_it_was_used_is_told_only_of_accounts_one_may_see(office: Office) -> None:
    account = office.account(owner=office.engineer.member)
    deal = office.deal(account)
    with pytest.raises(Forbidden):
        writing.use(office.other, FIRST, deal)
    writing.use(office.engineer, FIRST, deal)
    preferences.put_setting(office.boss, "visibility", "own")
    seen = stock_use.whole(FIRST, office.other.member)
    assert (seen.used, seen.elsewhere) == ([], 1)
    assert len(stock_use.whole(FIRST, office.engineer.member).used) == 1
    assert deal not in {option.id for option in stock_use.deals(office.other.member)}
    assert deal in {option.id for option in stock_use.deals(office.engineer.member)}


def test_cases_added_this_month_are_counted(office: Office) -> None:
    case: dict[str, Value] = {"zh_name": "某厂", "zh_pain": "停机"}
    records.add(office.engineer, "case_story", case)
    gone = records.add(office.engineer, "case_story", case).value
    records.delete(office.engineer, "case_story", [gone])
    records.add(actor(office.engineer.member, -40), "case_story", case)
    number = CASES + 1
    writing.revise(office.engineer, number, values(number), {**values(number), "zh_name": "改"})
    assert stock_use.stock(TODAY).cases_this_month == 1


@pytest.mark.parametrize("asked", ["夜班少", "yebanshao", "ybspt", "爬塔"])
def test_entries_are_found_by_characters_pinyin_initials_and_text(office: Office, asked: str) -> None:
    number = SCRIPTS + OWN + records.add(office.engineer, "script", OURS).value
    assert number in [hit.row for hit in search.find(asked)]
    assert number in [hit.row for hit in search.find(asked, ["library"])]
    assert number not in [hit.row for hit in search.find(asked, ["question"])]
    assert shelf_search.passes(asked, stock.entry(number)) and not shelf_search.passes("高压电缆", stock.entry(number))
    assert shelf_search.passes("haoyong", stock.entry(number), "好用省事")


def test_what_to_say_on_a_deal_comes_with_all_it_names(office: Office) -> None:
    account = office.account(industry="power_grid", staff=2500)
    boss = office.person(account, "郝总", roles=("decision_maker",), influence=5)
    office.person(account, "财务科长", title="财务科长", roles=("gatekeeper",))
    office.person(account, "无角色")
    rival = records.add(office.boss, "competitor", {"name": "恒驰"}).value
    deal = office.deal(account, need="直流系统老是停电")
    records.add(office.boss, "opportunity_competitor", {
        "competitor": rival, "opportunity": deal, "position": "in_play",
    }, account)  # fmt: skip
    found = arguing.arguing_for(deal, account, TODAY, DEFAULTS)
    assert found.facing[0].person == boss and len(found.facing) == 2
    assert [found.entries[each.number].values["argument"] for each in found.facing[0].arguments] == [
        "strategic", "cost",
    ]  # fmt: skip
    assert found.facing[1].arguments[0].why[0] == "finance"
    assert found.rivals == ("恒驰",) and len(found.against) == 3
    assert found.cases[0].number == CASES + 2
    assert found.cases[0].why == ("industry:power_grid", "pain:failure", "size:large")
    fears = [found.entries[each.number] for each in found.facing[0].concerns]
    assert [fear.values["industries"] for fear in fears] == [()] and fears[0].values["roles"] == ("decision_maker",)
    opening = found.facing[0].opener
    assert opening is not None and found.entries[opening.number].values["scene"] == "opening"
    named = {each.number for one in found.facing for each in one.arguments} | {each.number for each in found.cases}
    assert named <= found.entries.keys()


@pytest.mark.parametrize(("kind", "said", "code"), [
    ("questions", {"level": "rapport", "zh": "您平时怎么过周末？", "w": ("when", "what")}, "question"),
    ("scripts", OURS | {"roles": ("user", "technical")}, "script"),
    ("concerns", {"zh_name": "焊工", "zh_problem": "烟大", "roles": ("user",)}, "concern"),
    ("handbook", {"page": "product", "zh_name": "焊机手册", "zh_features": "轻"}, "handbook_page"),
    ("cases", {"zh_name": "某厂", "zh_pain": "停机", "pains": ("failure",), "size": "small"}, "case_story"),
])  # fmt: skip
def test_what_is_exported_comes_in_elsewhere_but_for_what_is_there(
    tmp_path: Path, kind: str, said: dict[str, Value], code: str
) -> None:
    who = actor(None)
    open_database(str(tmp_path / "one.db"), create=True)
    records.add(who, code, said)
    writing.hide(who, QUESTION if code == "question" else stock.BASES[code] + 1)
    wanted = exporting.fields(kind)
    heads = [field.code for field in wanted]
    found = list(exporting.records(kind, TODAY))
    lines = "".join(texts.csv_lines(wanted, heads, found, texts.codes))
    open_database(str(tmp_path / "two.db"), create=True)
    done = importing.bring_in(who, Job(kind, sheets.read(lines.encode())))
    assert done.value.taken == 1
    own = [entry for entry in stock.entries() if entry.noun == code and not entry.shipped]
    assert [{key: entry.values[key] for key in said} for entry in own] == [said]
    again = importing.bring_in(who, Job(kind, sheets.read(lines.encode())))
    assert again.value.taken == 0 and not again.value.refused
    undo.undo(who)
    assert [entry for entry in stock.entries() if entry.noun == code and not entry.shipped] == []
    close_database()


def test_an_entry_that_says_nothing_is_refused(office: Office) -> None:
    report = importing.preview(office.boss, Job("scripts", sheets.read("zh,scene\n,value\n您好,nowhere\n".encode())))
    assert [(each.line, each.reasons[0].field) for each in report.refused] == [(2, "zh"), (3, "scene")]
