"""The demo is what the five worked cases demand, in both languages: acceptance on the level of the models."""

from collections.abc import Iterator
from dataclasses import dataclass
from time import process_time

import pytest

from models import search
from models.demo import build
from models.demo.steps import steps
from models.reads.accounts import count
from models.reads.brief import Brief, brief
from models.reads.facts import facts
from models.reads.people import Board, board
from models.reads.thresholds import settings
from models.rules import funnel
from models.rules.facts import Finding
from models.rules.filters import Filter
from models.rules.urgency import alive
from models.tables import (
    DERIVED,
    TABLES,
    Account,
    Approval,
    Asking,
    Change,
    Gift,
    Intent,
    Member,
    Person,
    PlanReview,
    Promise,
    StanceEntry,
    Task,
    Visit,
)
from models.writes import undo
from models.writes.derive import overdue, rebuild
from models.writes.intents import Actor, Refused
from tests.models.conftest import TODAY, opened
from tests.models.writing import NOW, everything

NAMES = {
    "zh": {
        "c1": "华北局", "branch": "廊坊局", "c2": "申江股份", "c3": "电信局", "c4": "漏斗练习", "c5": "万能电子",
        "huang": "黄主任", "liu": "刘工", "ma": "马工", "zhang": "张科长", "friend": "刘副总", "wang": "王总工",
        "gm": "周总", "director": "程局长", "deputy": "孙副局长", "gu": "顾副部长",
    },
    "en": {
        "c1": "North China Grid Bureau", "branch": "Langfang Grid Bureau", "c2": "Shenjiang Holdings",
        "c3": "Telecom Bureau", "c4": "Funnel Exercise", "c5": "Universal Electronics",
        "huang": "Director Huang", "liu": "Engineer Liu", "ma": "Engineer Ma", "zhang": "Section Chief Zhang",
        "friend": "Vice President Liu", "wang": "Chief Engineer Wang", "gm": "General Manager Zhou",
        "director": "Director Cheng", "deputy": "Deputy Director Sun", "gu": "Deputy Head Gu",
    },
}  # fmt: skip


@dataclass(frozen=True)
class Demo:
    """The demo in one language: the ids behind the names of the cases, and the processor time it took to build."""

    language: str
    seconds: float

    def name(self, key: str) -> str:
        return NAMES[self.language][key]

    def account(self, key: str) -> int:
        return int(Account.get(Account.name == self.name(key)).id)

    def person(self, key: str) -> int:
        return int(Person.get(Person.name == self.name(key)).id)

    def brief(self, key: str, *people: str) -> Brief:
        met = [self.person(p) for p in people] or None
        return brief(self.account(key), TODAY, people=met, language=self.language, settings=settings())

    def board(self, key: str) -> Board:
        return board(self.account(key), today=TODAY)


@pytest.fixture(scope="module", params=["zh", "en"])
def demo(
    engine: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Demo]:
    with opened(engine, tmp_path_factory.mktemp("demo") / "inroad.db"):
        began = process_time()
        build(request.param, TODAY, NOW, "tester")
        yield Demo(request.param, process_time() - began)


def of(findings: tuple[Finding, ...], code: str) -> Finding:
    """The first finding of a code."""
    return next(f for f in findings if f.code == code)


def codes(findings: tuple[Finding, ...]) -> set[str]:
    return {f.code for f in findings}


def columns(shown: Board) -> dict[str, list[str]]:
    return {c.letter: [card.name for card in c.cards if not card.placeholder] for c in shown.columns}


def test_it_is_built_while_one_waits(demo: Demo) -> None:
    assert demo.seconds < 3


def test_every_account_is_found_by_its_chinese_and_its_english_name(demo: Demo) -> None:
    for language in NAMES.values():
        for key in ("c1", "branch", "c2", "c3", "c4", "c5"):
            hit = search.find(language[key], ("account",))[0]
            assert hit.row == demo.account(key)
    assert search.find("hbj", ("account",))[0].row == demo.account("c1")


def test_the_grid_bureau_opens_the_demo_and_the_branch_hangs_below_it(demo: Demo) -> None:
    assert demo.account("c1") == 1
    assert Account.get_by_id(demo.account("branch")).__data__["parent"] == 1


def test_c1_names_what_is_missing(demo: Demo) -> None:
    told = demo.brief("c1")
    assert told.gaps[0].code == "role_missing:decision_maker"
    contact = of(told.gaps, "no_contact")
    units = {"zh": ("招标中心", "华北电力设计院"), "en": ("Tender centre", "North China power design institute")}
    assert dict(contact.detail)["units"] == " / ".join(units[demo.language])
    unknown = of(told.gaps, "personality_unknown")
    assert set(unknown.people) == {demo.person(p) for p in ("huang", "liu", "ma", "zhang")}


def test_c1_proposes_huang_and_zhang_as_coaches(demo: Demo) -> None:
    found = of(demo.brief("c1").gaps, "coach_candidate")
    assert set(found.people) == {demo.person("huang"), demo.person("zhang")}


def test_c1_board_shows_the_people_of_the_branch_with_their_house(demo: Demo) -> None:
    shown = demo.board("c1")
    placed = columns(shown)
    assert set(placed["S"]) == {demo.name("huang"), demo.name("zhang")}
    assert placed["N"] == [demo.name("ma")] and placed["E"] == [demo.name("liu")]
    cards = {card.name: card for column in shown.columns for card in column.cards}
    assert cards[demo.name("zhang")].house and not cards[demo.name("huang")].house
    assert cards[demo.name("liu")].competitor in ("恒驰电气", "Hengchi Electric")
    assert sum(card.placeholder for column in shown.columns for card in column.cards) == 3


def test_c1_asks_the_manager_for_help_once_and_knows_what_is_due(demo: Demo) -> None:
    mine = Task.select().where(Task.account == demo.account("c1"))
    assert [task.code for task in mine] == ["third_visit"]
    told = demo.brief("c1")
    assert {p.overdue for p in told.promises} == {True, False}
    assert told.questions and any("unanswered" in q.why for q in told.questions)
    assert demo.brief("branch").promises[0].due == TODAY


def test_c2_rings_before_the_order_is_lost(demo: Demo) -> None:
    told = demo.brief("c2")
    assert {"single_thread", "decision_level_unmet", "personnel_change"} <= codes(told.risks)
    assert {"single_thread", "decision_level_unmet", "personnel_change"} <= codes(told.warnings)
    assert of(told.warnings, "single_thread").people == (demo.person("friend"),)
    assert of(told.risks, "decision_level_unmet").people == (demo.person("gm"),)
    assert all(o.outcome == "open" for o in facts([demo.account("c2")], TODAY)[demo.account("c2")].opportunities)


def test_c2_names_wang_and_the_general_manager_as_gaps(demo: Demo) -> None:
    told = demo.brief("c2")
    for code in ("no_contact", "stance_unknown"):
        assert {demo.person("wang"), demo.person("gm")} <= set(of(told.gaps, code).people)


def test_c3_warns_not_to_mention_the_deputy_to_the_director(demo: Demo) -> None:
    told = demo.brief("c3", "director")
    mine = of(told.warnings, "landmine")
    assert mine.people == (demo.person("director"), demo.person("deputy"))
    assert told.names[demo.person("deputy")] == demo.name("deputy")
    assert ("certainty", "suspected") in mine.detail
    assert "personnel_change" in codes(told.warnings)


def test_c3_records_the_directors_stance_as_a_question_and_the_invitation_as_waiting(demo: Demo) -> None:
    assert demo.name("director") in columns(demo.board("c3"))["?"]
    asked = StanceEntry.get(StanceEntry.person == demo.person("director"))
    assert asked.stance == "unknown" and asked.evidence
    gift = Gift.get(Gift.account == demo.account("c3"))
    assert (gift.kind, gift.verdict) == ("invitation", "asked")
    assert Approval.get_by_id(gift.__data__["approval"]).state == "asked"


def test_c4_weighs_the_funnel_to_4375000_yuan(demo: Demo) -> None:
    account = demo.account("c4")
    deals = [o for o in facts([account], TODAY)[account].opportunities if alive(o)]
    chosen = settings()
    assert len(deals) == 10
    assert sum(o.amount or 0 for o in deals) == 950_0000_00
    assert sum(funnel.weighted(o.amount, funnel.probability(o, chosen)) for o in deals) == 437_5000_00
    told = demo.brief("c4").account
    assert (told.amount, told.weighted) == (950_0000_00, 437_5000_00)


def test_c5_opens_with_the_gift_policy_and_its_source(demo: Demo) -> None:
    first = demo.brief("c5").warnings[0]
    assert first.code == "gift_policy"
    detail = dict(first.detail)
    assert detail["policy"] == "business_meals_only" and detail["source"] and detail["refused"] == 2
    hints = Gift.select().where((Gift.account == demo.account("c5")) & (Gift.kind == "request"))
    assert {gift.verdict for gift in hints} == {"refused"}


def test_c5_shows_the_new_deputy_as_an_event_and_as_a_gap(demo: Demo) -> None:
    told, gu = demo.brief("c5"), demo.person("gu")
    assert gu in of(told.gaps, "stance_unknown").people
    assert of(told.gaps, "stance_unknown").severity == "high"
    assert gu in of(told.gaps, "no_contact").people
    assert {e.person for e in told.changes if e.kind == "personnel_change"} == {gu}
    card = next(c for c in told.people if c.id == gu)
    assert (card.stance, card.influence) == ("unknown", 5)
    lost = [o for o in facts([demo.account("c5")], TODAY)[demo.account("c5")].opportunities if o.outcome == "lost"]
    assert len(lost) == 1


def test_the_caller_owns_every_account_and_may_try_everything(demo: Demo) -> None:
    me = Member.get(Member.login == "tester")
    assert me.role == "admin" and me.name == "tester"
    assert {account.__data__["owner"] for account in Account.select()} == {me.id}
    assert {member.role for member in Member.select()} == {"admin", "engineer", "assistant"}
    assert count(Filter(), viewer=me.id, today=TODAY) == 7
    assert {a.kind for a in Approval.select().where(Approval.state == "asked")} == {"gift", "transfer"}


def test_the_history_is_real_and_lies_in_the_past(demo: Demo) -> None:
    moments = [intent.at for intent in Intent.select().order_by(Intent.id)]
    assert moments == sorted(moments) and moments[0] < moments[-1] < NOW
    assert {change.op for change in Change.select()} == {"add", "alter"}
    noted = {(change.table, change.row) for change in Change.select()}
    for table in TABLES:
        if table not in DERIVED and table not in (Intent, Change):
            assert all((table._meta.table_name, row.id) in noted for row in table.select())
    moved = [entry.date for entry in StanceEntry.select()]
    assert len(moved) > 8 and max(moved) < TODAY


def test_there_is_something_of_everything_to_look_at(demo: Demo) -> None:
    assert {v.state for v in Visit.select()} == {"planned", "done"}
    assert {(p.by, p.state) for p in Promise.select()} >= {("us", "done"), ("us", "open"), ("them", "open")}
    assert {a.state for a in Asking.select()} == {"chosen", "asked", "answered"}
    dues = {(p.due - TODAY).days for p in Promise.select().where(Promise.state == "open") if p.due}
    assert min(dues) < 0 and 0 in dues and max(dues) > 0
    near = {p.birthday for p in Person.select() if p.birthday}
    assert f"{TODAY.month}-25" in near


def test_what_is_derived_is_what_a_rebuild_would_make(demo: Demo) -> None:
    before = everything()
    assert overdue(TODAY, 100) == []
    rebuild(TODAY)
    search.rebuild()
    assert everything() == before


def test_the_last_thing_done_can_be_undone_and_done_again(demo: Demo) -> None:
    me = Actor(Member.get(Member.login == "tester").id, NOW, TODAY)
    name = undo.undo(me).value.name
    assert undo.redo(me).value.name == name


def test_a_database_with_something_in_it_is_left_alone(demo: Demo) -> None:
    before = Account.select().count()
    with pytest.raises(Refused):
        build(demo.language, TODAY, NOW, "tester")
    assert Account.select().count() == before


def test_both_languages_tell_the_same() -> None:
    for step in steps(("team", "c1", "c2", "c3", "c4", "c5")):
        parts = [step.entry, *step.entry.get("promise", ()), *step.entry.get("move", ()), step.entry.get("harvest", {})]
        for part in parts:
            zh, en = part.get("zh", {}), part.get("en", {})
            assert zh.keys() == en.keys(), step
            assert all(zh.values()) and all(en.values())


def test_every_review_of_a_plan_keeps_what_was_measured(demo: Demo) -> None:
    kept = [row.measures for row in PlanReview.select()]
    assert len(kept) == 2 and all('"open_deals"' in measures for measures in kept)
