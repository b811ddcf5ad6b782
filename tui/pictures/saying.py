"""What stands for a label: words for people, plain values for programs."""

from datetime import date
from typing import NamedTuple

from models.rules.pictures import Count, Day, Label, Money, Name, Note, Record, Share, Word, Words
from models.rules.text import term_safe
from tui import phrases, words
from tui.mask import Mask

_STANDS = frozenset({"stance", "report.stance", "personality", "camp"})
"""Families of words that say where people stand; the mask hides them."""
Plain = str | int | float | list[str] | None


class Saying(NamedTuple):
    """Who is told, and when: names through the mask, days as seen from today."""

    today: date
    mask: Mask

    def __call__(self, label: Label | None) -> str:
        """A label in the language in use, in one line; nothing for none."""
        if isinstance(label, Name):
            return _line(self.mask.name(label.noun, label.id, label.text))
        if isinstance(label, Note):
            return _line(self.mask.text(label.text))
        if isinstance(label, Day):
            return phrases.day(label.date, self.today)
        if self.mask.on and isinstance(label, Word | Words) and label.family in _STANDS:
            return self.mask.text(_said(label))
        return "" if label is None else _said(label)


def _line(text: str) -> str:
    return " ".join(term_safe(text).split())


def _said(label: Word | Words | Money | Share | Count) -> str:
    match label:
        case Words():
            return phrases.listed(phrases.label(label.family, code) for code in label.codes)
        case Word():
            return _word(label)
        case Money():
            return phrases.money(label.minor)
        case Share():
            return f"{label.tenths / 10:.1f}%"
        case Count():
            return str(label.number)


def _word(word: Word) -> str:
    """The words for a code, a letter of a scale before them."""
    told = phrases.label(word.family, word.code)
    letter = len(word.code) == 1 and word.code.isupper() and not told.startswith(word.code)
    return f"{word.code} {told}" if letter else told


def number(label: Label | None) -> bool:
    """Whether it stands flush right in a column."""
    return isinstance(label, Money | Share | Count)


def plain(label: Label | None) -> Plain:
    """A label for programs: codes, names as they are, amounts in whole money, shares in per cent, ISO days."""
    match label:
        case Word():
            return label.code
        case Words():
            return list(label.codes)
        case Name() | Note():
            return label.text
        case Money():
            return label.minor // 100 if label.minor % 100 == 0 else label.minor / 100
        case Share():
            return label.tenths / 10
        case Count():
            return label.number
        case Day():
            return label.date.isoformat()
    return None


def mapped(record: Record) -> dict[str, Plain]:
    """A row for programs."""
    return {field: plain(label) for field, label in record}


def heading(field: str) -> str:
    """What a field of a row is called; its own name where nobody wrote words."""
    key = f"report.field.{field}"
    return words.t(key) if words.known(key) else field


def period(since: date | None, until: date | None) -> str:
    """The days something is of, both included, in one line; nothing for all of them."""
    if since and until:
        return words.t("report.days.between", since=since.isoformat(), until=until.isoformat())
    if since:
        return words.t("report.days.since", since=since.isoformat())
    return words.t("report.days.until", until=until.isoformat()) if until else ""
