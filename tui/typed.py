"""Between a field's value and what stands in the form: labels, texts, entries to pick, errors in words."""

from collections.abc import Hashable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from models.rules.clock import MARK
from models.rules.fields import Field, FieldKind
from models.rules.pinyin import initials
from models.rules.values import Value
from tui import phrases, words
from tui.widgets.fields import Entry
from tui.words import t


def label(noun: str, field: Field) -> str:
    """The label of a field."""
    return t(f"field.{noun}.{field.code}")


def hint(noun: str, field: Field) -> str:
    """What helps to fill a field; nothing when nobody wrote a hint."""
    for name in (f"hint.{noun}.{field.code}", f"hint.{field.kind.value}"):
        if words.known(name):
            return t(name)
    return ""


def code_label(field: Field, code: str) -> str:
    """The label of a choice's code; a code a user added is its own label."""
    kind = field.choices.__name__ if field.choices else ""
    name = f"{_snake(kind)}.{code}"
    return t(name) if words.known(name) else code


def _snake(name: str) -> str:
    return "".join("_" + c.lower() if c.isupper() and i else c.lower() for i, c in enumerate(name))


def entries(field: Field) -> list[Entry]:
    """What a field may hold, with the letters that pick each."""
    if field.kind is FieldKind.FLAG:
        return [_entry(True, t("flag.yes"), "y"), _entry(False, t("flag.no"), "n")]
    return [_entry(choice.value, code_label(field, choice.value), choice.value) for choice in field.choices or ()]


def _entry(value: Hashable, name: str, code: str) -> Entry:
    return Entry(value, name, (code.lower(), *initials(name)))


def held(value: Value) -> tuple[Hashable, ...]:
    """A value as what a pick holds."""
    if isinstance(value, tuple):
        return value
    return () if value is None or value == "" else (value,)


def value(field: Field, picked: Sequence[Hashable]) -> Value:
    """What a pick holds as a value."""
    if field.kind is FieldKind.REFS:
        return tuple(each for each in picked if isinstance(each, int))
    if field.kind is FieldKind.CHOICES:
        return tuple(str(each) for each in picked)
    if field.kind is FieldKind.FLAG:
        return bool(picked and picked[0])
    if field.kind is FieldKind.REF:
        return picked[0] if picked and isinstance(picked[0], int) else None
    return str(picked[0]) if picked else ""


def text(field: Field, value: Value) -> str:
    """A value as it stands in an entry, such that it reads back the same."""
    if value is None or value == ():
        return ""
    if field.kind is FieldKind.MONEY and isinstance(value, int):
        return plain_money(value)
    if isinstance(value, date):
        return value.isoformat()
    if field.kind is FieldKind.MONTHDAY and str(value).startswith(MARK):
        return t("phrase.lunar", day=str(value).removeprefix(MARK))
    return "；".join(map(str, value)) if isinstance(value, tuple) else str(value)


def plain_money(minor: int) -> str:
    """An amount in 元, or in 万 where that is shorter, without loss."""
    yuan = Decimal(minor) / 100
    wan = yuan / 10_000
    if words.short() == "zh" and abs(wan) >= 1 and wan == round(wan, 2):
        return f"{wan.normalize():f}万"
    return f"{yuan.normalize():f}"


def error(field: Field, code: str) -> str:
    """What is wrong with a field, and what is right."""
    if code in ("too_low", "too_high") and field.low is not None and field.high is not None:
        code = "range"
    return t(f"invalid.{code}", low=field.low, high=field.high)


def unplaced(errors: Mapping[str, str], noun: str = "") -> list[str]:
    """Errors of fields that are not in the form, by their labels where it is known of what noun they are."""
    return [f"{_called(noun, name)}: {t(f'invalid.{code}', low='', high='')}" for name, code in errors.items()]


def _called(noun: str, code: str) -> str:
    """The label of a field, or its code where it has none."""
    return t(f"field.{noun}.{code}") if words.known(f"field.{noun}.{code}") else code


def shown(field: Field, value: Value, texts: Mapping[str, Sequence[str]] | None = None) -> str:
    """A value for reading: labels for codes, names for references."""
    if texts and field.code in texts:
        return phrases.listed(texts[field.code])
    if field.kind is FieldKind.FLAG:
        return t("flag.yes") if value else t("flag.no")
    if field.kind in (FieldKind.CHOICE, FieldKind.LISTED) and isinstance(value, str) and value:
        return code_label(field, value)
    if field.kind is FieldKind.CHOICES and isinstance(value, tuple):
        return phrases.listed(code_label(field, str(each)) for each in value)
    return text(field, value)
