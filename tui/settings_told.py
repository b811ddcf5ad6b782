"""What a setting is called, may be and is now, in words; what was typed for one."""

from collections.abc import Hashable

from models.reads.lists import Entry
from models.reads.shelf import SettingRow
from models.rules import thresholds
from models.rules.settings import DEFAULTS, Settings, SomeOf, Within
from models.rules.values import Invalid
from tui import phrases
from tui.widgets.listing import Cell, Line, Span
from tui.words import both, known, many, t


def named(name: str) -> str:
    """What it is called."""
    return t(f"setting.{name}") if known(f"setting.{name}") else name


def means(name: str) -> str:
    """What it is for; "" where nobody said."""
    return t(f"setting.{name}.tip") if known(f"setting.{name}.tip") else ""


def shown(name: str, value: int | str) -> str:
    """A value as people read it."""
    may = thresholds.bounds(name)
    if isinstance(may, SomeOf):
        return many("setting.unit.fields", len(_codes(value)))
    if not isinstance(may, Within) or not isinstance(value, int):
        return t(f"setting.{name}.{value}") if known(f"setting.{name}.{value}") else str(value)
    if may.unit == "money":
        return phrases.money(value) if value else t("settings.none")
    return many(f"setting.unit.{may.unit}", value)


def typed(name: str, value: int | str) -> str:
    """A value as it is typed."""
    may = thresholds.bounds(name)
    if isinstance(may, Within) and may.unit == "money" and isinstance(value, int):
        return f"{value / 100:.2f}".removesuffix(".00")
    if isinstance(may, SomeOf):
        return phrases.listed(t(f"field.{may.noun}.{code}") for code in _codes(value))
    return str(value)


def _codes(value: int | str) -> list[str]:
    return [code for code in str(value).split(",") if code]


def _coded(name: str, text: str) -> str:
    """What was typed, with codes for the names of what a setting consists of."""
    may = thresholds.bounds(name)
    if not isinstance(may, SomeOf):
        return text
    codes = {word.casefold(): code for code in may.codes for word in both(f"field.{may.noun}.{code}")}
    parts = text.replace("，", ",").replace("、", ",").split(",")
    return ",".join(codes.get(part.strip().casefold(), part) for part in parts)


def may_be(name: str) -> str:
    """Between what a setting may be, and what it is by default."""
    may, default = thresholds.bounds(name), shown(name, getattr(DEFAULTS, name))
    if isinstance(may, Within):
        low, high = typed(name, may.low), shown(name, may.high)
        return t("settings.between", low=low, high=high, default=default)
    return t("settings.by_default", default=default)


def wrong(name: str, code: str) -> str:
    """Why a value will not do."""
    may = thresholds.bounds(name)
    low, high = (typed(name, may.low), typed(name, may.high)) if isinstance(may, Within) else ("", "")
    return t(f"invalid.{code}", low=low, high=high)


def sound(names: tuple[str, ...], said: str, now: Settings) -> dict[str, str | None]:
    """What was typed for settings that belong together, in their order; raises Invalid."""
    parts = said.split() if len(names) > 1 else [said]
    if len(parts) != len(names):
        raise Invalid({names[0]: "not_as_many"})
    told: dict[str, str | None] = {}
    for name, part in zip(names, parts, strict=True):
        try:
            told[name] = thresholds.parsed(name, _coded(name, part))
        except ValueError as wrong:
            raise Invalid({name: str(wrong)}) from None
    thresholds.ensure_sound(now.with_overrides({name: text or "" for name, text in told.items()}), told)
    return told


def cells(row: SettingRow) -> tuple[Cell, ...]:
    """A setting as a row: its name, what it is, what it is by default, what it is for."""
    changed = row.value != row.default
    return (
        f"  {named(row.name)}", Span(shown(row.name, row.value), "strong" if changed else ""),
        Span(shown(row.name, row.default), "muted"), Span(means(row.name), "muted"),
    )  # fmt: skip


def of_list(entry: Entry) -> tuple[Cell, ...]:
    """An entry of a list as a row: its label, whether it is hidden, whose it is and how often it is used."""
    state = t("settings.is_hidden") if entry.hidden else ""
    origin = "" if entry.shipped else t("settings.is_own")
    called = t("settings.is_renamed") if entry.label else ""
    used = many("settings.used", entry.used) if entry.used else ""
    label = phrases.label(entry.list, entry.code)
    return (
        Span(f"  {label}", "muted" if entry.hidden else ""), Span(state, "strong"), "",
        Span(" · ".join(filter(None, (origin, called, used))), "muted"),
    )  # fmt: skip


def title(text: str, role: str = "title", row: Hashable = None) -> Line:
    """A line over rows."""
    return Line(row, (Span(text, role),))
