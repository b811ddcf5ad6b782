"""The playbook covers the method, and every text of it can be said aloud and shown in a terminal."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable
from difflib import SequenceMatcher
from itertools import combinations, product
from pathlib import Path
from typing import Any
from unicodedata import category, east_asian_width

import pytest

from models import playbook
from models.playbook import Question
from models.rules.vocabulary import (
    Industry,
    Personality,
    PersonalNeed,
    Phase,
    QuestionLevel,
    RelationshipGrade,
    Role,
    Spin,
    Thinking,
    W,
)

HOME = Path(playbook.__file__).parent
FUNNEL = list(QuestionLevel)
BELOW_SMALL_TALK = FUNNEL[1:]
FROM_THREE = FUNNEL[2:]
OPEN = (QuestionLevel.BROAD_OPEN, QuestionLevel.DIRECTED_OPEN, QuestionLevel.TARGET_OPEN)
CLOSED = (QuestionLevel.DIRECTED_CLOSED, QuestionLevel.TARGET_CLOSED)
INDUSTRIES = (
    Industry.PROPERTY,
    Industry.POWER_GRID,
    Industry.TELECOM,
    Industry.MANUFACTURING,
    Industry.BANK,
)
COACH = ("project", "competitors", "decision", "inside")
GAPS = (
    *(f"role_missing:{role}" for role in Role),
    *(f"5w2h:{w}" for w in W),
    *(f"bant:{part}" for part in ("budget", "authority", "need", "timeline")),
    *(f"coach:{group}" for group in COACH),
    "stance_unknown",
    "personality_unknown",
    "criteria_missing",
    "competitors_unknown",
)
KEYS = {"id", "level", "spin", "w", "roles", "industries", "gaps", "personality", "phase", "zh", "en"}
NEEDED = {"id", "level", "zh", "en"}
QUESTIONS = playbook.questions()
LINES = [(topic, line) for topic, lines in playbook.topics().items() for line in lines]
TEXTS = [(str(q.id), text) for q in QUESTIONS for text in (q.zh, q.en)] + [
    (f"{topic}.{line.code}", text) for topic, line in LINES for text in (line.zh, line.en)
]

CHINESE = re.compile("[\u4e00-\u9fff]")
LATIN_MARKS = re.compile(r"[,;:?!()]")
ZH_YES_OR_NO = re.compile("吗？|吧？|好不好|是不是|有没有|是否|能否|能不能|可不可以|还是.*？")
ZH_CLOSED = re.compile("(吗|吧|行吗|好吗|对吗|是吗)？$|还是[^？]+？$")
EN_ASKS_OPENLY = re.compile(r"\b(what|which|who|whom|whose|where|when|why|how)\b", re.IGNORECASE)
EN_YES_OR_NO = (
    r"(?:^|[.:,] )(?:is|are|was|were|do|does|did|has|have|can|could|will|would|shall|should|may|must)\b"
)
EN_CLOSED = re.compile(rf"{EN_YES_OR_NO}|, or |\bif it were\b", re.IGNORECASE)


def written(name: str) -> dict[str, Any]:
    """A file of the playbook as the TOML standard reads it."""
    return tomllib.loads((HOME / name).read_text("utf-8"))


def at(levels: Iterable[str]) -> list[Question]:
    """The questions on these levels."""
    wanted = set(levels)
    return [q for q in QUESTIONS if q.level in wanted]


def everywhere() -> list[Question]:
    """The questions that suit every industry."""
    return [q for q in QUESTIONS if not q.industries]


def width(text: str) -> int:
    """Cells in a terminal."""
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)


# The files


def test_every_file_of_questions_is_known_to_the_loader() -> None:
    assert {path.stem for path in (HOME / "questions").iterdir()} == set(playbook.QUESTION_FILES)


def from_table(table: dict[str, Any]) -> Question:
    """A question as TOML reads it; what is left out is empty."""
    values: dict[str, Any] = dict.fromkeys(KEYS - NEEDED, ()) | {"spin": ""} | table
    values |= {key: tuple(value) for key, value in values.items() if isinstance(value, list)}
    return Question(**values)


@pytest.mark.parametrize("name", playbook.QUESTION_FILES)
def test_a_file_of_questions_means_the_same_to_the_toml_standard(name: str) -> None:
    standard = [from_table(table) for table in written(f"questions/{name}.toml")["question"]]
    here = {q.id for q in standard}
    assert [q for q in QUESTIONS if q.id in here] == standard


@pytest.mark.parametrize("name", playbook.QUESTION_FILES)
def test_a_question_has_no_key_the_loader_would_pass_over(name: str) -> None:
    for table in written(f"questions/{name}.toml")["question"]:
        assert NEEDED <= set(table) <= KEYS, table
        assert all(table.values()), f"leave out what is empty: {table}"


def leaves(table: dict[str, Any], path: str = "") -> list[tuple[str, str, str]]:
    """Each line of advice as TOML reads it: dotted name, zh, en."""
    own = [(path, table["zh"], table["en"])] if "zh" in table else []
    inner = ((key, value) for key, value in table.items() if isinstance(value, dict))
    return own + [leaf for key, value in inner for leaf in leaves(value, f"{path}.{key}".strip("."))]


def test_advice_means_the_same_to_the_toml_standard() -> None:
    ours = [(f"{topic}.{line.code}", line.zh, line.en) for topic, line in LINES]
    assert sorted(ours) == sorted(leaves(written("advice.toml")))


def test_each_file_keeps_to_its_level_or_its_industry() -> None:
    for name in playbook.QUESTION_FILES:
        tables = written(f"questions/{name}.toml")["question"]
        if name in FUNNEL:
            assert all(table["level"] == name and "industries" not in table for table in tables), name
        else:
            assert all(table["industries"] == [name] for table in tables), name


# Codes and ids


def test_ids_are_unique_ascending_and_within_bounds() -> None:
    ids = [q.id for q in QUESTIONS]
    assert ids == sorted(set(ids))
    assert ids[0] >= 1
    assert ids[-1] <= 9999


@pytest.mark.parametrize("q", QUESTIONS, ids=lambda q: str(q.id))
def test_a_question_uses_only_codes_of_the_method(q: Question) -> None:
    assert q.level in FUNNEL
    assert q.spin in list(Spin) or (q.spin == "" and q.level == QuestionLevel.RAPPORT)
    allowed: list[tuple[tuple[str, ...], list[str]]] = [
        (q.w, [str(w) for w in W]),
        (q.roles, [str(role) for role in Role]),
        (q.industries, [str(industry) for industry in Industry]),
        (q.gaps, list(GAPS)),
        (q.personality, [str(personality) for personality in Personality]),
        (q.phase, [str(phase) for phase in Phase]),
    ]
    for used, known in allowed:
        assert set(used) <= set(known)
        assert len(used) == len(set(used))


@pytest.mark.parametrize("q", QUESTIONS, ids=lambda q: str(q.id))
def test_a_question_closes_a_gap_of_5w2h_only_where_it_asks_for_it(q: Question) -> None:
    closed = {gap.removeprefix("5w2h:") for gap in q.gaps if gap.startswith("5w2h:")}
    if q.level in FROM_THREE:
        assert closed == set(q.w)
    else:
        assert not closed, "wide questions touch, they do not settle"


def test_every_question_past_small_talk_helps_to_learn_something() -> None:
    assert [q.id for q in at(BELOW_SMALL_TALK) if not q.w] == []


# Coverage


@pytest.mark.parametrize(("level", "spin"), product(BELOW_SMALL_TALK, Spin))
def test_every_level_has_every_kind_of_spin_in_any_industry(level: str, spin: str) -> None:
    assert [q for q in everywhere() if q.level == level and q.spin == spin]


def test_implications_and_payoffs_are_not_outnumbered_by_the_situation() -> None:
    count = Counter(q.spin for q in QUESTIONS)
    assert count[Spin.IMPLICATION] + count[Spin.NEED_PAYOFF] >= count[Spin.SITUATION]


@pytest.mark.parametrize(("role", "level"), product(Role, FROM_THREE))
def test_every_role_is_served_at_every_level_from_three_on(role: str, level: str) -> None:
    assert [q for q in everywhere() if q.level == level and role in q.roles]


@pytest.mark.parametrize(("role", "spin"), product(Role, Spin))
def test_every_role_is_asked_every_kind_of_spin(role: str, spin: str) -> None:
    assert [q for q in everywhere() if q.spin == spin and role in q.roles]


@pytest.mark.parametrize(("w", "level"), product(W, BELOW_SMALL_TALK))
def test_every_letter_of_5w2h_is_asked_at_every_level_past_small_talk(w: str, level: str) -> None:
    assert [q for q in everywhere() if w in q.w and q.level == level]


@pytest.mark.parametrize(("role", "w"), product(Role, W))
def test_every_role_is_asked_every_letter_of_5w2h(role: str, w: str) -> None:
    assert [q for q in everywhere() if role in q.roles and w in q.w]


@pytest.mark.parametrize("level", FUNNEL)
def test_a_level_has_just_the_kinds_of_spin_that_fit_it(level: str) -> None:
    fitting = {"", Spin.SITUATION} if level == QuestionLevel.RAPPORT else set(Spin)
    assert {q.spin for q in everywhere() if q.level == level} == fitting


@pytest.mark.parametrize("gap", GAPS)
def test_every_gap_can_be_closed_by_two_questions_at_two_levels(gap: str) -> None:
    closing = [q for q in everywhere() if gap in q.gaps]
    assert len(closing) >= 2
    assert len({q.level for q in closing}) >= 2


@pytest.mark.parametrize("industry", INDUSTRIES)
def test_an_industry_has_its_own_questions_at_every_level_past_small_talk(industry: str) -> None:
    own = [q for q in QUESTIONS if industry in q.industries]
    assert {q.level for q in own} == set(BELOW_SMALL_TALK)
    assert {q.spin for q in own} == set(Spin)
    assert len({role for q in own for role in q.roles}) >= 5


REAL_PROBLEMS = {
    Industry.PROPERTY: ("电梯", "幕墙", "交房", "单方造价", "战采"),
    Industry.POWER_GRID: ("定值", "停电窗口", "误动", "规约", "入网检测"),
    Industry.TELECOM: ("基站", "割接", "退服", "能耗", "网管"),
    Industry.MANUFACTURING: ("换一次型", "停线", "节拍", "备件", "废品"),
    Industry.BANK: ("跑批", "监管", "合规", "切换", "柜面"),
}


@pytest.mark.parametrize("industry", INDUSTRIES)
def test_an_industry_is_asked_about_its_real_problems(industry: Industry) -> None:
    said = "".join(q.zh for q in QUESTIONS if industry in q.industries)
    assert [word for word in REAL_PROBLEMS[industry] if word not in said] == []


@pytest.mark.parametrize(("phase", "level"), product(Phase, FROM_THREE))
def test_every_phase_of_buying_is_served_at_every_level_from_three_on(phase: str, level: str) -> None:
    assert [q for q in everywhere() if q.level == level and phase in q.phase]


@pytest.mark.parametrize(("personality", "level"), product(Personality, FUNNEL))
def test_every_personality_is_spoken_to_at_every_level(personality: str, level: str) -> None:
    assert [q for q in everywhere() if q.level == level and personality in q.personality]


@pytest.mark.parametrize("w", [W.WHAT, W.HOW_MUCH, W.WHEN, W.HOW, W.WHO])
def test_the_last_level_fixes_need_amount_date_criterion_and_next_step(w: str) -> None:
    assert len([q for q in everywhere() if q.level == QuestionLevel.TARGET_CLOSED and w in q.w]) >= 3


# Texts


@pytest.mark.parametrize("q", QUESTIONS, ids=lambda q: str(q.id))
def test_a_question_is_short_enough_to_say(q: Question) -> None:
    assert 8 <= len(q.zh) <= 48
    assert 20 <= len(q.en) <= 120


@pytest.mark.parametrize("q", QUESTIONS, ids=lambda q: str(q.id))
def test_a_question_is_written_as_its_language_is(q: Question) -> None:
    assert CHINESE.search(q.zh)
    assert not LATIN_MARKS.search(q.zh)
    assert q.zh.endswith("？")
    assert q.en.isascii()
    assert q.en.endswith("?")
    assert q.en[0].isupper()


@pytest.mark.parametrize("q", at(OPEN), ids=lambda q: str(q.id))
def test_an_open_question_leaves_room(q: Question) -> None:
    assert not ZH_YES_OR_NO.search(q.zh)
    assert EN_ASKS_OPENLY.search(q.en)


@pytest.mark.parametrize("q", at(CLOSED), ids=lambda q: str(q.id))
def test_a_closed_question_can_be_answered_by_yes_no_or_a_choice(q: Question) -> None:
    assert ZH_CLOSED.search(q.zh)
    assert EN_CLOSED.search(q.en)


def disturbing(text: str) -> bool:
    """Whether it holds control characters, signs of no certain width, or spaces nobody asked for."""
    signs = any(category(sign)[0] == "C" or east_asian_width(sign) == "A" for sign in text)
    return signs or text != " ".join(text.split())


def test_no_text_is_empty_or_disturbs_a_terminal() -> None:
    assert [where for where, text in TEXTS if not text or disturbing(text)] == []


def skeleton(text: str) -> str:
    """The words without marks, spaces and case."""
    return "".join(sign for sign in text.lower() if sign.isalnum())


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_two_questions_say_the_same(language: str) -> None:
    bare = [(q.id, skeleton(q.text(language))) for q in QUESTIONS]
    alike = [
        (one, other)
        for (one, a), (other, b) in combinations(bare, 2)
        if (match := SequenceMatcher(None, a, b, autojunk=False)).real_quick_ratio() > 0.7
        and match.quick_ratio() > 0.7
        and match.ratio() > 0.7
    ]
    assert alike == []


def test_the_library_is_ample_but_not_a_haystack() -> None:
    assert 120 <= len(QUESTIONS) <= 200


# Advice


def codes(topic: str) -> list[str]:
    """The codes of a topic, in order."""
    return [line.code for line in playbook.lines(topic)]


EXPECTED: list[tuple[str, list[str]]] = [
    ("disc", [str(code) for code in Personality]),
    ("quadrant", [str(code) for code in Thinking]),
    ("role.cares", [str(code) for code in Role]),
    ("role.deal", [str(code) for code in Role]),
    ("need", [str(code) for code in PersonalNeed]),
    ("coach", list(COACH)),
    ("coach.items.project", ["size", "schedule"]),
    ("coach.items.competitors", ["main", "strengths", "relations", "supporters"]),
    ("coach.items.decision", ["chain", "steps", "people"]),
    ("coach.items.inside", ["relations", "personal", "openings"]),
    ("self_check", ["compare", "convince", "impression", "interrupted", "known", "growth"]),
]


@pytest.mark.parametrize(("topic", "expected"), EXPECTED)
def test_advice_has_a_line_for_every_code(topic: str, expected: list[str]) -> None:
    assert codes(topic) == expected


LISTS = [
    *(f"disc.{kind}.{code}" for kind in ("do", "dont") for code in Personality),
    *(f"quadrant.check.{code}" for code in Thinking),
]


@pytest.mark.parametrize("topic", LISTS)
def test_personality_and_thinking_have_three_points_each(topic: str) -> None:
    assert len(codes(topic)) == 3


@pytest.mark.parametrize(("side", "grade"), product(("company", "personal"), RelationshipGrade))
def test_every_relationship_grade_has_signs_and_measures(side: str, grade: str) -> None:
    assert codes(f"{side}.sign.{grade}")
    assert len(codes(f"{side}.measure.{grade}")) >= 2


def test_listening_and_the_appointment_have_their_cards() -> None:
    assert {"lean", "react", "repeat", "notes", "meant"} <= set(codes("listening"))
    assert {"polite", "few", "short", "repeat", "prejudice", "position"} <= set(codes("call.rule"))
    assert codes("call.script")[:3] == ["confirm", "introduce", "meeting"]


def test_no_topic_is_without_a_purpose() -> None:
    grades = {".".join(x) for x in product(("company", "personal"), ("sign", "measure"), RelationshipGrade)}
    known = {topic for topic, _ in EXPECTED} | set(LISTS) | grades | {"listening", "call.rule", "call.script"}
    assert set(playbook.topics()) == known


def test_a_line_of_advice_fits_in_seventy_cells() -> None:
    assert [where for where, text in TEXTS if "." in where and width(text) > 70] == []


def test_a_line_of_advice_is_written_as_its_language_is() -> None:
    for topic, line in LINES:
        assert CHINESE.search(line.zh), (topic, line)
        assert not LATIN_MARKS.search(line.zh), (topic, line)
        assert line.en.isascii(), (topic, line)
        assert line.code.isidentifier(), (topic, line)


def test_no_two_lines_of_a_topic_share_code_or_words() -> None:
    for topic, lines in playbook.topics().items():
        for shared in ([x.code for x in lines], [x.zh for x in lines], [x.en for x in lines]):
            assert len(shared) == len(set(shared)), topic


def test_the_need_for_money_is_never_served_by_a_payment() -> None:
    assert "绝不" in playbook.advice("need", "money", "zh")
    assert "never" in playbook.advice("need", "money", "en")
    bribes = re.compile("回扣|红包|好处费|现金|kickback|cash|bribe", re.IGNORECASE)
    assert [where for where, text in TEXTS if bribes.search(text)] == []


# The loader


def test_text_is_chinese_for_any_kind_of_chinese_and_english_for_the_rest() -> None:
    first = QUESTIONS[0]
    assert first.text("zh") == first.text("zh_CN") == first.text("zh_CN.UTF-8") == first.zh
    assert first.text("en") == first.text("en_GB") == first.text("C") == first.en
    line = playbook.lines("disc")[0]
    assert (line.text("zh_CN"), line.text("en")) == (line.zh, line.en)


def test_advice_answers_in_the_language_asked_for() -> None:
    assert playbook.advice("disc", "C", "zh") == playbook.lines("disc")[3].zh
    assert playbook.advice("role.deal", "technical", "en") == playbook.lines("role.deal")[3].en


@pytest.mark.parametrize(("topic", "code"), [("disc", "X"), ("disk", "D"), ("", "")])
def test_advice_that_does_not_exist_is_an_error(topic: str, code: str) -> None:
    with pytest.raises(KeyError):
        playbook.advice(topic, code, "zh")


def test_what_was_read_is_kept_and_cannot_be_changed() -> None:
    assert playbook.questions() is QUESTIONS
    assert playbook.topics() is playbook.topics()
    with pytest.raises(AttributeError):
        QUESTIONS[0].zh = "?"  # type: ignore[misc]
