"""The words of a capture line: what is quoted, and what stands behind a key and its colon.

A quotation begins at a word's beginning or right behind a key's colon; a straight one keeps a quote or a
backslash of its own behind a backslash. One that is not closed yet goes to the end of the line.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

QUOTES = {'"': '"', "“": "”", "”": "”", "＂": "＂", "「": "」", "『": "』"}
_COLONS = ":："
_CLOCK = r"\d{1,2}[:：]\d{2}(?!\d)"


class Word(NamedTuple):
    """A word: `text` is what stands behind the key's colon, or all of it; `raw` is as it was typed."""

    text: str
    key: str = ""
    quoted: bool = False
    raw: str = ""
    at: int = 0

    @property
    def plain(self) -> bool:
        """Whether it has neither a key nor quotes."""
        return not self.key and not self.quoted


def words(line: str) -> tuple[Word, ...]:
    """The words of a line in order."""
    return tuple(_words(line))


def quoted(text: str) -> str:
    """A text as one quoted word."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _words(line: str) -> Iterator[Word]:
    at = 0
    while at < len(line):
        if line[at].isspace():
            at += 1
            continue
        begin = at
        at, key = _key(line, at)
        if at < len(line) and line[at] in QUOTES:
            at, text = _quotation(line, at)
            yield Word(text, key, True, line[begin:at], begin)
        else:
            start = at
            while at < len(line) and not line[at].isspace():
                at += 1
            yield Word(line[start:at], key, False, line[begin:at], begin)


def _key(line: str, at: int) -> tuple[int, str]:
    """Where the value begins, and the key before it, empty where the word has none."""
    if line[at] in QUOTES or line[at] in "@＠" or re.match(_CLOCK, line[at:]):
        return at, ""
    end = at
    while end < len(line) and not line[end].isspace() and line[end] not in _COLONS:
        end += 1
    if end == at or end >= len(line) or line[end] not in _COLONS or line[end + 1 : end + 3] == "//":
        return at, ""
    return end + 1, line[at:end]


def _quotation(line: str, at: int) -> tuple[int, str]:
    """The end of a quotation and what it holds."""
    close, escapes = QUOTES[line[at]], line[at] == '"'
    found: list[str] = []
    at += 1
    while at < len(line) and line[at] != close:
        if escapes and line[at] == "\\" and line[at + 1 : at + 2] in ('"', "\\"):
            at += 1
        found.append(line[at])
        at += 1
    return min(at + 1, len(line)), "".join(found)
