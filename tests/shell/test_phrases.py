"""Codes as sentences: every finding in both languages, amounts exact, dates that can be typed back."""

import re
import string
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from models.rules import dates
from models.rules.facts import Finding
from models.rules.vocabulary import Role
from tui import phrases, words

TODAY = date(2026, 11, 23)
NAMES = {1: "黄主任", 2: "刘工"}


@pytest.fixture(params=words.LANGUAGES)
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    words.use(request.param)
    yield request.param


@pytest.mark.parametrize(
    ("minor", "chinese", "english"),
    [
        (437_500_000, "437.5万", "4.375M CNY"),
        (1_280_000_000, "1280万", "12.8M CNY"),
        (128_000_000, "128万", "1.28M CNY"),
        (109_375_000, "109.38万", "1,093,750 CNY"),
        (1_234_500, "12,345元", "12,345 CNY"),
        (1_234_567, "12,345.67元", "12,345.67 CNY"),
        (100_000_000_00, "10000万", "100M CNY"),
        (1_000_000_01, "1,000,000.01元", "1,000,000.01 CNY"),
        (0, "0元", "0 CNY"),
        (-50_000_000, "-50万", "-500,000 CNY"),
        (None, "金额未定", "no amount"),
    ],
)
def test_money_is_exact(minor: int | None, chinese: str, english: str) -> None:
    words.use("zh_CN")
    assert phrases.money(minor) == chinese
    words.use("en")
    assert phrases.money(minor) == english


def test_another_currency_is_named() -> None:
    words.use("zh_CN")
    assert phrases.money(50_000_000, "USD") == "50万 USD"
    assert phrases.money(1_234_500, "USD") == "12,345 USD"


def test_a_day_in_words_can_be_typed_back(language: str) -> None:
    for days in range(-40, 400):
        day = TODAY + timedelta(days)
        said = phrases.day(day, TODAY)
        assert dates.parse(said, TODAY, past=days < 0) == day, said


@pytest.mark.parametrize("role", Role)
def test_a_missing_role_is_named(language: str, role: Role) -> None:
    said = phrases.gap(Finding(f"role_missing:{role}"), {})
    assert words.t(f"role.{role}") in said
    assert "{" not in said


def test_a_landmine_names_both(language: str) -> None:
    known = Finding("landmine", "high", (1, 2), detail=(("certainty", "known"), ("note", "争项目")))
    suspected = Finding("landmine", "medium", (1, 2), detail=(("certainty", "suspected"),))
    for found in (known, suspected):
        said = phrases.warning(found, NAMES)
        assert "黄主任" in said
        assert "刘工" in said
    assert "争项目" in phrases.warning(known, NAMES)
    assert phrases.warning(known, NAMES) != phrases.warning(suspected, NAMES)


def test_a_seat_is_told_by_what_it_decides() -> None:
    words.use("zh_CN")
    assert phrases.person("", "", ["decision_maker"], placeholder=True) == "（未知 · 决策者）"
    assert phrases.person("黄主任", "主任") == "黄主任"
    assert phrases.person("刘工", "工程师") == "刘工 工程师"


def test_an_arrow_tells_the_way_a_stance_went() -> None:
    words.use("zh_CN")
    assert phrases.stance("supporter", "neutral") == "S 支持者 ↑ 原中立者"
    assert phrases.stance("enemy", "neutral") == "E 对立方 ↓ 原中立者"
    assert phrases.stance("neutral", "neutral") == "N 中立者"
    assert phrases.stance("unknown") == "? 未知"


def test_reasons_of_two_parts(language: str) -> None:
    for code in ("urgency:H", "urgency:none", "overdue:3", "overdue", "candidate:supporter", "role_missing:user"):
        said = phrases.why(code)
        assert said
        assert not re.search(r"[{}:]", said), said
    assert "3" in phrases.why("overdue:3")
    assert phrases.ask_why("gap:role_missing:user")
    assert "{" not in phrases.ask_why("gap:5w2h:who")


def test_nobody_is_said_where_nobody_is_meant(language: str) -> None:
    alone = phrases.warning(Finding("decision_level_unmet"), {})
    assert alone == words.t("warning.decision_level_unmet.nobody")
    units = phrases.gap(Finding("no_contact", detail=(("units", "招标中心"),)), {})
    assert units == words.t("gap.no_contact.units", units="招标中心")


def test_a_chain_out_of_control_says_only_what_is_so(language: str) -> None:
    found = Finding("chain_out_of_control", detail=(("roles", 2), ("silent", 0), ("late", 0)))
    said = phrases.risk(found, {})
    assert "2" in said
    assert words.t("risk.chain_out_of_control.late") not in said


def test_every_placeholder_of_the_findings_is_filled() -> None:
    known = {
        "people", "person", "other", "role", "which", "group", "units", "unit", "policy", "limit", "source", "refused",
        "count", "subject", "event", "days", "roles", "silent", "before", "stance", "competitor", "position", "visits",
        "text", "kind", "urgency", "reason", "gap", "industry", "personality", "phase", "level", "spin", "table",
        "fields", "why", "noun", "path", "detail", "note", "n", "who",
        "name", "owner", "day", "deal", "stage", "missing", "date", "item", "opportunity", "amount",
        "highest", "hours", "most",
        "agreed", "over", "owing", "word", "times", "from_day", "to_day", "year", "criteria",
        "number", "ours", "percent", "roi", "score", "ways", "first", "last", "time", "grade",
    }  # fmt: skip
    families = ("gap.", "warning.", "risk.", "action.", "why.", "ask_why.", "refused.", "fault.")
    for language in words.LANGUAGES:
        catalogue = words.catalogue(language)
        keys = [key for key in catalogue if key.startswith(families)]
        assert len(keys) > 100
        for key in keys:
            used = {name for _, name, _, _ in string.Formatter().parse(catalogue.forms(key)[0]) if name}
            assert used <= known, key


def test_a_refusal_says_its_innermost_reason() -> None:
    words.use("zh_CN")
    assert phrases.refused("not_allowed", {"why": "role_cannot"}) == words.t("refused.role_cannot")
    said = phrases.refused("gift_policy", {"policy": "forbidden", "why": "policy_forbids"})
    assert words.t("gift_reason.policy_forbids") in said
    assert words.t("gift_policy.forbidden") in said
    assert "what_is_this" in phrases.refused("what_is_this", {})


@pytest.mark.parametrize(
    ("found", "chinese", "english"),
    [
        (
            Finding("mend_satisfaction", people=(1,), detail=(("score", 6), ("earlier", 9))),
            "回访黄主任，弄清哪里不满意（打分 6）", "Call on 黄主任: what is amiss (score 6)",
        ),
        (
            Finding("hold_account", detail=(("ways", "executive_visits;opinion"),)),
            "维系大客户年度清单还差：高层拜访、定期征求对我方人员的意见",
            "Yearly ways to hold still wanting: executive visits, their opinion on our people asked",
        ),
    ],
)
def test_what_holds_an_account_is_asked_for_in_words(found: Finding, chinese: str, english: str) -> None:
    words.use("zh_CN")
    assert phrases.action(found, NAMES) == chinese
    words.use("en")
    assert phrases.action(found, NAMES) == english
