"""How to talk to somebody, whether a proposal speaks to him, and what serves what he wants for himself (P7, P9)."""

from collections.abc import Iterator, Mapping

from models import playbook
from models.rules.values import Value
from tui import words
from tui.widgets.listing import Line, Span
from tui.words import t


def lines(values: Mapping[str, Value]) -> Iterator[tuple[Line, int]]:
    """The advice for what is known of a person, each line with how far what does not fit on it is set in."""
    personality, thinking, needs = values["personality"], values["thinking"], values["needs"]
    if personality:
        yield _heading("sheet.talk", _advice("disc", str(personality)))
        yield from _told(f"disc.do.{personality}", "✓", "good")
        yield from _told(f"disc.dont.{personality}", "!", "warn")
    if thinking:
        yield _heading("sheet.speaks", _advice("quadrant", str(thinking)))
        yield from _told(f"quadrant.check.{thinking}", "?", "accent")
    if isinstance(needs, tuple) and needs:
        yield _heading("sheet.serves", "")
        for need in needs:
            yield _line("·", "muted", _advice("need", str(need)))


def _advice(topic: str, code: str) -> str:
    return playbook.advice(topic, code, words.short())


def _told(topic: str, mark: str, role: str) -> Iterator[tuple[Line, int]]:
    for each in playbook.lines(topic):
        yield _line(mark, role, each.text(words.short()))


def _line(mark: str, role: str, text: str) -> tuple[Line, int]:
    return Line(None, (Span(f"  {mark} ", role), text)), 4


def _heading(key: str, text: str) -> tuple[Line, int]:
    return Line(None, (Span(t(key), "title"), Span(f"  {text}" if text else "", "muted"))), 2
