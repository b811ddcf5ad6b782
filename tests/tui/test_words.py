"""The words: both languages say the same things, every code has its words, and no words lie idle."""

import ast
import inspect
import pkgutil
import re
from collections import Counter
from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from importlib import import_module
from pathlib import Path
from string import Formatter
from typing import NamedTuple
from unicodedata import east_asian_width

import pytest
from babel.messages.pofile import read_po

from models import faults, rules
from models.rules import vocabulary
from models.rules.fields import FieldKind
from models.rules.nouns import NOUNS
from models.tables import BY_NAME
from tui.words import LANGUAGES

ROOT = Path(__file__).parents[2]
HAN = re.compile("[\u3400-\u9fff]")
LATIN_IN_CHINESE = re.compile(r"grade\.[ABC]|relationship_grade\.[ABC]")
"""Keys whose Chinese words may be Latin letters alone."""
CHINESE_IN_ENGLISH = re.compile(r"hint\.opportunity\.(amount|budget_amount)|(.+\.)?language(\..+)?")
"""Keys whose English words may hold Chinese."""
MONTHS = re.compile(r"phrase\.(date|month_day|year_month)|proposal\.day")
"""Keys whose placeholders may differ: Chinese numbers the month, English names it."""
WIDEST_FIELD = 16
SPOKEN = ("t", "many", "known", "both")
"""The functions of tui.words that take a key first."""
BY_VARIABLE = (
    "enum", "noun", "field", "hint", "invalid", "table", "intent", "refused", "fault", "gap", "warning", "risk",
    "action", "why", "ask_why", "coach", "term", "bant_topic", "coach_group", "gift_reason", "gift_verdict",
    "spin_hint", "phase_of_price", "proposal_item",
)  # fmt: skip
"""Families of keys that are put together from a code, beside the enumerations."""


class Call(NamedTuple):
    """A key in the source: where, a literal or the pattern of an f-string, and the placeholders it fills."""

    where: str
    function: str
    key: str
    literal: bool
    filled: frozenset[str] | None
    """None where a ** hides what is filled."""


@cache
def pages(language: str) -> dict[str, dict[str, tuple[str, ...]]]:
    """Key to forms, by page."""
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for path in sorted((ROOT / "tui" / "locale" / language).glob("*.po")):
        with path.open("rb") as lines:
            read = read_po(lines, locale=language, abort_invalid=True)
        forms = found[path.name] = {}
        for message in read:
            if message.id:
                key = message.id if isinstance(message.id, str) else message.id[0]
                told = message.string or ""
                forms[key] = (told,) if isinstance(told, str) else tuple(told)
    return found


@cache
def words(language: str) -> dict[str, tuple[str, ...]]:
    return {key: forms for page in pages(language).values() for key, forms in page.items()}


def placeholders(text: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in Formatter().parse(text) if name is not None)


def cells(text: str) -> int:
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)


def snake(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


ENUMERATIONS: dict[str, type[StrEnum]] = {
    snake(name): kind
    for page in pkgutil.iter_modules(rules.__path__)
    if page.name.startswith("vocabulary")
    for name, kind in vars(import_module(f"models.rules.{page.name}")).items()
    if inspect.isclass(kind) and issubclass(kind, StrEnum) and kind is not StrEnum
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_key_stands_twice_on_a_page_or_on_two(language: str) -> None:
    every = "\n".join(path.read_text("utf-8") for path in (ROOT / "tui" / "locale" / language).glob("*.po"))
    count = Counter(re.findall(r'^msgid "(.+)"$', every, re.MULTILINE))
    assert [key for key, times in count.items() if times > 1] == []


def test_both_languages_have_the_same_pages_and_keys() -> None:
    first, second = (pages(language) for language in LANGUAGES)
    assert first.keys() == second.keys()
    for page in first:
        assert sorted(first[page].keys() ^ second[page].keys()) == [], page


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_left_empty(language: str) -> None:
    assert [key for key, forms in words(language).items() if not all(form.strip() for form in forms)] == []


def test_both_languages_fill_the_same_placeholders() -> None:
    first, second = (words(language) for language in LANGUAGES)
    told = {key: {placeholders(form) for form in (*first[key], *second[key])} for key in first}
    assert {key: sets for key, sets in told.items() if len(sets) > 1 and not MONTHS.fullmatch(key)} == {}
    assert [name for sets in told.values() for one in sets for name in one if not name.isidentifier()] == []


def test_chinese_is_chinese_and_english_is_english() -> None:
    told = {key: re.sub(r"\{[^}]*\}", "", "".join(forms)) for key, forms in words("zh_CN").items()}
    latin = [key for key, text in told.items() if re.search("[A-Za-z]", text) and not HAN.search(text)]
    assert [key for key in latin if not LATIN_IN_CHINESE.fullmatch(key)] == []
    han = [key for key, forms in words("en").items() if HAN.search("".join(forms))]
    assert [key for key in han if not CHINESE_IN_ENGLISH.fullmatch(key)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_member_of_an_enumeration_has_a_label_of_its_own(language: str) -> None:
    known = words(language)
    keys = [f"{name}.{code.value}" for name, kind in ENUMERATIONS.items() for code in kind]
    assert [key for key in [*keys, *(f"enum.{name}" for name in ENUMERATIONS)] if key not in known] == []
    for name, kind in ENUMERATIONS.items():
        labels = [known[f"{name}.{code.value}"][0].lower() for code in kind]
        assert len(labels) == len(set(labels)), name


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_noun_and_field_has_a_short_label_of_its_own(language: str) -> None:
    known = words(language)
    for noun in NOUNS.values():
        assert {f"noun.{noun.code}", f"noun.{noun.code}.many"} <= known.keys()
        labels = [known[f"field.{noun.code}.{field.code}"][0] for field in noun.fields]
        assert len(labels) == len({label.lower() for label in labels}), noun.code
        assert [label for label in labels if cells(label) > WIDEST_FIELD] == []


def test_no_label_is_for_a_noun_field_enumeration_or_table_that_does_not_exist() -> None:
    fields = {f"{noun.code}.{field.code}" for noun in NOUNS.values() for field in noun.fields}
    columns = {f"{name}.{column}" for name, table in BY_NAME.items() for column in table._meta.sorted_field_names}
    there = {
        "enum": set(ENUMERATIONS),
        "noun": {*NOUNS, *(f"{code}.many" for code in NOUNS)},
        "field": fields | columns,
        "hint": fields | set(FieldKind),
        "table": set(BY_NAME),
        "intent": {name.replace(".", "_") for name in _first_arguments("models", "intention", "Pieces")} | {"refused"},
    }
    keys = [key.partition(".") for key in words("en")]
    stray = [(head, rest) for head, _, rest in keys if head in there and rest not in there[head]]
    forms = _first_arguments("tui", "Field")
    assert [one for one in stray if one[0] not in ("field", "hint") or one[1].partition(".")[2] not in forms] == []


@cache
def _trees(folder: str) -> tuple[tuple[str, ast.Module], ...]:
    paths = sorted((ROOT / folder).rglob("*.py"))
    return tuple((str(path.relative_to(ROOT)), ast.parse(path.read_text("utf-8"))) for path in paths)


def _name(call: ast.Call) -> str:
    function = call.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _first_arguments(folder: str, *names: str) -> set[str]:
    """The literals that stand first in calls of these names; of an f-string what stands before its first colon."""
    calls = [node for _, tree in _trees(folder) for node in ast.walk(tree) if isinstance(node, ast.Call)]
    told = [key for call in calls if _name(call) in names and call.args for key, _ in _keys(call.args[0])]
    return {key.partition(":")[0].replace("\\", "") for key in told}


def test_every_code_of_the_models_has_words() -> None:
    codes = {
        *(f"refused.{code}" for code in _first_arguments("models", "Refused", "Forbidden")),
        *(f"intent.{code.replace('.', '_')}" for code in _first_arguments("models", "intention", "Pieces")),
        *(f"action.{code}" for code in _first_arguments("models/rules", "Action")),
        *(f"invalid.{code}" for code in _first_arguments("models/rules", "ValueError")),
        *(f"table.{code}" for code in BY_NAME),
    }
    for risk in vocabulary.RiskCode:
        codes |= {f"risk.{risk}", f"risk.{risk}.advice"}
    every: list[type[faults.Fault]] = [faults.Fault, *_below(faults.Fault)]
    for fault in every:
        codes |= {f"fault.{fault.code}", f"fault.{fault.code}.advice"}
    known = words("en")
    assert sorted(codes - known.keys()) == []
    found = _first_arguments("models/rules", "Finding", "_people_gap") | {"bant", "5w2h"}
    families = ("gap.", "risk.", "warning.", "strategy.")
    unsaid = [
        code for code in found
        if not any(re.fullmatch(f"{family}{code}", each) for family in families for each in known)
    ]  # fmt: skip
    assert unsaid == []


def _below(kind: type[faults.Fault]) -> Iterator[type[faults.Fault]]:
    for child in kind.__subclasses__():
        yield child
        yield from _below(child)


def _keys(node: ast.expr) -> Iterator[tuple[str, bool]]:
    """The keys an expression may mean: literals, and patterns of texts that begin with something fixed."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value, True
    elif isinstance(node, ast.IfExp):
        yield from _keys(node.body)
        yield from _keys(node.orelse)
    elif isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
        parts = (re.escape(str(p.value)) if isinstance(p, ast.Constant) else ".+" for p in node.values)
        yield "".join(parts), False
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        yield from ((re.escape(key) + ".+", False) for key, literal in _keys(node.left) if literal)


@cache
def calls() -> tuple[Call, ...]:
    """Every key the source of the screens names, from the functions that take one."""
    found: list[Call] = []
    for where, tree in _trees("tui"):
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                found += _named(where, node)
    return tuple(found)


def _named(where: str, call: ast.Call) -> Iterator[Call]:
    name, place = _name(call), f"{where}:{call.lineno}"
    filled: frozenset[str] | None = frozenset(k.arg or "" for k in call.keywords)
    if name in SPOKEN and call.args and _is_ours(call.func):
        for key, literal in _keys(call.args[0]):
            extra = {"n"} if name == "many" else set()
            hidden = filled is None or "" in filled
            yield Call(place, name, key, literal, None if hidden else frozenset({*(filled or ()), *extra}))
    ids = [k.value for k in call.keywords if k.arg == "id"]
    ids += call.args[2:3] if name == "key" else call.args[:1] if name == "Act" else []
    if name in ("key", "Act"):
        for id, literal in (one for node in ids for one in _keys(node)):
            fixed = "key." if literal else r"key\."
            yield Call(place, name, fixed + id, literal, None)
            yield Call(place, name, fixed + id + (".tip" if literal else r"\.tip"), literal, None)


def _is_ours(function: ast.expr) -> bool:
    """Whether it is t(…) or words.t(…), and not another object's method of that name."""
    return isinstance(function, ast.Name) or (
        isinstance(function, ast.Attribute) and getattr(function.value, "id", "") == "words"
    )


def test_every_key_the_source_names_has_words() -> None:
    known = words("en")
    wrong = [
        f"{call.where} {call.key}"
        for call in calls()
        if call.function != "known" and (call.literal or not any(re.fullmatch(call.key, key) for key in known))
        if call.key not in known
    ]
    assert wrong == []


def test_every_placeholder_is_filled_where_a_key_is_named_outright() -> None:
    known = words("en")
    wrong = [
        f"{call.where} {call.key} lacks {sorted(lacking)}"
        for call in calls()
        if call.literal and call.key in known and call.filled is not None and call.function in ("t", "many")
        if (lacking := placeholders(known[call.key][0]) - call.filled)
    ]
    assert wrong == []


def test_a_key_with_forms_by_number_is_asked_for_by_number() -> None:
    plural = {key for key, forms in words("en").items() if len(forms) > 1}
    outright = [call for call in calls() if call.literal and call.function in ("t", "many")]
    assert [c.where for c in outright if (c.key in plural) != (c.function == "many")] == []


def test_no_words_lie_idle() -> None:
    used = {call.key for call in calls() if call.literal}
    patterns = {call.key for call in calls() if not call.literal and call.function in ("key", "Act")}
    for node in (node for _, tree in _trees("tui") for node in ast.walk(tree) if isinstance(node, ast.expr)):
        for key, literal in _keys(node):
            if literal:
                used.add(key)
            elif re.match(r"[a-z0-9_]+\\\.", key) and key not in (r"key\..+", r"key\..+\.tip"):
                patterns.add(key)
    idle = [
        key
        for key in words("en")
        if key not in used and key.partition(".")[0] not in {*BY_VARIABLE, *ENUMERATIONS}
        if not any(re.fullmatch(pattern, key) for pattern in patterns)
    ]
    assert idle == []
