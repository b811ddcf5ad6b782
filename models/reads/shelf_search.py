"""Finding entries of the library: by their names as any name is found, and by the words in their texts (Q10)."""

from collections.abc import Sequence
from typing import NamedTuple

from models import tokens
from models.reads import stock
from models.reads.stock import Entry
from models.rules.names import folded

WITHIN = 30
"""The score of an entry that was found by the words in its texts."""


class Found(NamedTuple):
    """An entry that answers: its number, its name in both languages, and how well it answers."""

    number: int
    zh: str
    en: str
    score: int


def found(query: str, limit: int, *, thorough: bool, questions: bool) -> list[Found]:
    """What answers, best first; of the `questions` only; by texts in pinyin too when `thorough` and nothing else does.

    Three queries.
    """
    words = folded(query).split()
    shelf = [each for each in stock.entries() if each.noun == "question" or not questions] if words else []
    judged = [(_score(query, words, each), each) for each in shelf]
    best = sorted(((score, each) for score, each in judged if score), key=lambda pair: -pair[0])
    if thorough and not best:
        best = [(1, each) for each in shelf if tokens.verify(query, said(each))]
    return [Found(each.number, each.name("zh"), each.name("en"), score) for score, each in best[:limit]]


def passes(query: str, entry: Entry, beside: str = "") -> bool:
    """Whether an entry holds every word typed: in its texts, or, in pinyin too, in its name or the words beside it."""
    held, name = folded(f"{said(entry)} {beside}"), f"{entry.name('zh')} {beside}"
    return all(folded(word) in held or tokens.verify(word, name) for word in query.split())


def said(entry: Entry) -> str:
    """All the texts of an entry, as they are searched."""
    return " ".join(held for code, held in entry.values.items() if isinstance(held, str) and code[:2] in ("zh", "en"))


def _score(query: str, words: Sequence[str], entry: Entry) -> int:
    """How well an entry answers; 0 when it does not."""
    if entry.noun != "question" and (score := tokens.score(query, entry.name("zh"))):
        return score
    held = folded(said(entry))
    return WITHIN if all(word in held for word in words) else 0
