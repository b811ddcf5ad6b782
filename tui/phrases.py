"""The models' codes as sentences, in the language in use: the same ones for the screens and for the shell.

Where a key of the catalogue has companions they follow two rules: KEY.nobody is said when no people are concerned,
KEY.DETAIL is added where that detail is given and is neither empty nor nought.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Protocol

from tui.words import known, language, t

Names = Mapping[int, str]
"""What people are called, by id."""


class Found(Protocol):
    """What a rule found: see models.rules.facts.Finding."""

    @property
    def code(self) -> str: ...
    @property
    def people(self) -> tuple[int, ...]: ...
    @property
    def detail(self) -> tuple[tuple[str, str | int], ...]: ...


# Single words --------------------------------------------------------------------------------------------


def chinese() -> bool:
    """Whether Chinese is spoken."""
    return language() == "zh_CN"


def label(family: str, code: str) -> str:
    """The label of a code; what was added to an editable list is its own label."""
    key = f"{family}.{code}"
    return t(key) if code and known(key) else code


def listed(texts: Iterable[str]) -> str:
    """Several in one line."""
    return ("、" if chinese() else ", ").join(text for text in texts if text)


def clauses(texts: Iterable[str]) -> str:
    """Several half sentences in one line."""
    return ("；" if chinese() else "; ").join(text for text in texts if text)


def sentences(texts: Iterable[str]) -> str:
    """Several sentences in one line."""
    parts = [text.rstrip("。.") for text in texts if text]
    return "".join(f"{part}。" for part in parts) if chinese() else " ".join(f"{part}." for part in parts)


def roles(codes: Iterable[str], *, short: bool = False) -> str:
    """Buying roles in one line."""
    return listed(label("role.short" if short else "role", code) for code in codes)


def person(name: str, title: str = "", roles_held: Iterable[str] = (), *, placeholder: bool = False) -> str:
    """What a person is called, with his title unless the name holds it; a seat by what it decides."""
    if placeholder or not name:
        seat = name or title or roles(roles_held)
        return t("phrase.seat", what=seat) if seat else t("phrase.seat_only")
    return name if not title or title.casefold() in name.casefold() else f"{name} {title}"


_LETTERS = {"champion": "C", "supporter": "S", "neutral": "N", "enemy": "E", "blocker": "B", "unknown": "?"}
_LADDER = ("champion", "supporter", "neutral", "enemy", "blocker")


def stance(code: str, before: str | None = None) -> str:
    """A stance as letter and word, with an arrow, up towards us, where it was another one before."""
    text = f"{_LETTERS.get(code, '?')} {label('stance', code)}"
    if not before or before == code:
        return text
    arrow = ""
    if code in _LADDER and before in _LADDER:
        arrow = "↑" if _LADDER.index(code) < _LADDER.index(before) else "↓"
    return t("phrase.stance_from", stance=text, arrow=arrow, before=label("stance", before))


def money(minor: int | None, currency: str = "CNY") -> str:
    """An amount kept in minor units, to the cent or the hundredth of 万: 437.5万, 1280万, 12,345元; 4.375M CNY."""
    if minor is None:
        return t("phrase.no_amount")
    amount = Decimal(minor) / 100
    scaled = amount / (Decimal(10_000) if chinese() else Decimal(1_000_000))
    if abs(scaled) >= 1 and scaled == round(scaled, 3):
        if chinese():
            hundredths = scaled.quantize(Decimal("0.01"), ROUND_HALF_UP)
            return f"{hundredths.normalize():f}万" + ("" if currency == "CNY" else f" {currency}")
        return f"{scaled.normalize():,f}M {currency}"
    figure = f"{amount:,.2f}".removesuffix(".00")
    return f"{figure}元" if chinese() and currency == "CNY" else f"{figure} {currency}"


def day(on: date | None, today: date) -> str:
    """A day in words that a date field understands again: 今天, 周五, 6月12日; today, Fri, 12 Jun."""
    if on is None:
        return t("phrase.no_date")
    from models.rules import dates

    said, *numbers = dates.speak(on, today)
    if said in ("month_day", "date"):
        month, number = numbers[-2:]
        return t(f"phrase.{said}", year=on.year, month=month, name=t(f"phrase.month.{month}"), day=number)
    if said.endswith("weekday"):
        return t(f"phrase.{said}", day=t(f"phrase.weekday.{numbers[0]}"))
    return t(f"phrase.{said}", n=numbers[0]) if numbers else t(f"phrase.{said}")


def month_day(on: date) -> str:
    """A day by its name however near it is: 11月30日; 30 Nov."""
    return t("phrase.month_day", year=on.year, month=on.month, name=t(f"phrase.month.{on.month}"), day=on.day)


def month(on: date) -> str:
    """A month by its name: 2026年11月; Nov 2026."""
    return t("phrase.year_month", year=on.year, month=on.month, name=t(f"phrase.month.{on.month}"))


# What rules found ----------------------------------------------------------------------------------------


def gap(found: Found, names: Names) -> str:
    """What is still missing."""
    return _finding("gap", found, names)


def warning(found: Found, names: Names) -> str:
    """What opens a brief."""
    return _finding("warning", found, names)


def risk(found: Found, names: Names) -> str:
    """What the radar shows."""
    return _finding("risk", found, names)


def action(found: Found, names: Names) -> str:
    """Something to do; also what a due item asks for."""
    return _finding("action", found, names)


def _finding(family: str, found: Found, names: Names) -> str:
    head, _, tail = found.code.partition(":")
    details = dict(found.detail)
    called = [names[each] for each in found.people if each in names]
    values: dict[str, Any] = {name: _detail(name, value) for name, value in details.items()}
    values |= {"people": listed(called), "person": (*called, "")[0], "other": (*called, "", "")[1]}
    values |= _tail(head, tail)
    added = [f"{family}.{head}.{name}" for name, value in details.items() if value]
    more = [_filled(key, values) for key in added if known(key)]
    main = _key(f"{family}.{head}", details, bool(called))
    if main.endswith(".nobody") and more:
        return clauses(more)
    return clauses([_filled(main, values), *more])


def _key(base: str, details: Mapping[str, str | int], somebody: bool) -> str:
    """The key that says it best."""
    way = f"{base}.{details.get('basis')}.{details.get('way')}"
    wishes = (way, f"{base}.{details.get('certainty')}", "" if somebody else f"{base}.nobody")
    return next((wish for wish in wishes if wish and known(wish)), base)


_FAMILIES = {
    "policy": "gift_policy", "position": "position", "before": "stance.short", "stance": "stance.short",
    "kind": "visit_kind", "table": "table", "noun": "table", "urgency": "urgency", "item": "gate_item",
    "stage": "information_stage",
}
"""Details that are codes, and the family of their labels."""


_MONEY = frozenset({"limit", "amount", "highest", "owing", "over"})
"""Details that are amounts."""


def _detail(name: str, value: str | int) -> str:
    if name in _MONEY and isinstance(value, int):
        return money(value)
    if name in _DAYS:
        return month_day(date.fromisoformat(str(value)))
    if name == "missing":
        return listed(label("gate_item", code) for code in str(value).split(";"))
    if name == "ways":
        return listed(label("hold_item", code) for code in str(value).split(";"))
    return label(_FAMILIES[name], str(value)) if name in _FAMILIES else str(value)


_DAYS = ("first", "last")

_TAILS: Mapping[str, tuple[str, str]] = {
    "role_missing": ("role", "role"), "5w2h": ("which", "w"), "bant": ("which", "bant_topic"),
    "coach": ("group", "coach_group"), "candidate": ("reason", "coach"), "urgency": ("urgency", ""),
    "overdue": ("days", ""), "role": ("role", "role"), "industry": ("industry", "industry"),
    "personality": ("personality", ""), "phase": ("phase", "phase"), "spin": ("spin", "spin"),
    "next_level": ("level", "question_level"), "ahead": ("level", "question_level"),
    "step_back": ("level", "question_level"), "pilot_offer": ("reason", "why"),
    "time_short": ("which", "field.contract"),
    "company_grade": ("grade", ""), "use_opening": ("which", "strategy.trigger"),
}
"""Codes of two parts: the placeholder of the second, and the family of its label."""


def _tail(head: str, tail: str) -> dict[str, str]:
    if not tail or head not in _TAILS:
        return {}
    name, family = _TAILS[head]
    return {name: label(family, tail) if family else tail}


def _filled(key: str, values: Mapping[str, Any]) -> str:
    """The words for a key; a placeholder nothing is known for stays empty."""
    return t(key).format_map(defaultdict(str, values)) if known(key) else key.partition(".")[2]


def why(code: str) -> str:
    """The reason of an action or a due item."""
    head, _, tail = code.partition(":")
    if head == "overdue" and not tail:
        head = "overdue_payment"
    key = f"why.{head}.{tail}" if known(f"why.{head}.{tail}") else f"why.{head}"
    return _filled(key, _tail(head, tail))


def ask_why(code: str) -> str:
    """The reason of a question."""
    head, _, tail = code.partition(":")
    return _filled(f"ask_why.{head}", {"gap": short_gap(tail)} if head == "gap" else _tail(head, tail))


def short_gap(code: str) -> str:
    """A gap without names, for narrow lines."""
    head, _, tail = code.partition(":")
    return _filled(f"gap.short.{head}", _tail(head, tail))


# What happened -------------------------------------------------------------------------------------------


def refused(reason: str, detail: Mapping[str, str | int]) -> str:
    """Why a write was refused."""
    values: dict[str, Any] = {name: _detail(name, value) for name, value in detail.items()}
    because = str(detail.get("why", ""))
    values["why"] = label("gift_reason", because)
    if reason == "not_approver":
        values["kind"] = label("approval_kind", str(detail.get("kind", "")))
    keys = (f"refused.{because}" if because else "", f"refused.{reason}")
    key = next((key for key in keys if known(key)), "")
    return _filled(key, values) if key else t("phrase.refused", reason=reason)


def intent(name: str) -> str:
    """What was done, from the name of the intent; `refused:NAME` is an attempt that was forbidden."""
    if name.startswith("refused:"):
        return t("intent.refused", what=intent(name.removeprefix("refused:")))
    return label("intent", name.replace(".", "_"))


def about(what: str, whom: str) -> str:
    """What was done, with whom it was about where that is known."""
    return t("phrase.about", what=what, whom=whom) if whom else what


def fault(found: Any) -> str:
    """What the database could not do, and what to do about it."""
    code = found.code if known(f"fault.{found.code}") else "failed"
    what = _filled(f"fault.{code}", {"path": found.path, "detail": found.detail})
    return sentences([what.rstrip("：: ").replace("（）", "").replace(" ()", ""), t(f"fault.{code}.advice")])


def joined(codes: Iterable[str], say: Callable[[str], str] = why) -> str:
    """Several reasons in one line."""
    return listed(dict.fromkeys(say(code) for code in codes))
