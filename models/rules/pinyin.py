"""How Chinese names are read: syllables without tones, initials, and the order Chinese is sorted in.

The readings stand in pinyin.txt beside this file, read when first needed; a character keeps the readings
people really use, words such as 重庆 or 局长 their own, and a surname its own where it leads a person's name.
ü is v. Sources: names by pinyin initials everywhere, Q10.
"""

import re
from functools import cache, lru_cache

from models.rules.names import folded, is_han, runs

Readings = tuple[str, ...]
"""The possible readings of one item, the likeliest first."""

MOST_INITIALS = 8
_NUMBER_WIDTH = 12
_REMEMBERED = 2048
_LONGEST_REMEMBERED = 64
_LONGEST_WORD = 2

SURNAMES: dict[str, str] = {
    "尉迟": "yu chi", "长孙": "zhang sun", "万俟": "mo qi", "单于": "chan yu", "澹台": "tan tai",
    "乐正": "yue zheng", "单": "shan", "仇": "qiu", "解": "xie", "区": "ou", "查": "zha", "朴": "piao",
    "盖": "ge", "秘": "bi", "乐": "yue", "员": "yun", "繁": "po", "折": "she", "黑": "he", "洗": "xian",
    "种": "chong", "召": "shao", "隗": "kui", "句": "gou", "粘": "nian", "蔚": "yu", "祭": "zhai",
    "重": "chong",
}  # fmt: skip
"""How a surname is read where it leads a person's name, and elsewhere mostly otherwise; two before one."""


def read(text: str, person: bool = False) -> tuple[tuple[str, Readings], ...]:
    """Every Chinese character, and every run of other letters and digits, with its possible readings.

    Punctuation and spaces leave nothing behind, letters are folded, and a character nobody reads stands for
    itself. With `person` the beginning is read as a surname, its everyday reading following.
    """
    if len(text) <= _LONGEST_REMEMBERED:
        return _read(text, person)
    return _read.__wrapped__(text, person)


@lru_cache(maxsize=_REMEMBERED)
def _read(text: str, person: bool) -> tuple[tuple[str, Readings], ...]:
    items: list[tuple[str, Readings]] = []
    for index, run in enumerate(runs(folded(text))):
        items += zip(run, _run(run, person and index == 0), strict=True) if is_han(run) else [(run, (run,))]
    return tuple(items)


def syllables(text: str, person: bool = False) -> tuple[Readings, ...]:
    """The possible readings of every item of the text (see `read`): 单雄信 → shan or dan, xiong, xin."""
    return tuple(spoken for _, spoken in read(text, person))


def _run(run: str, person: bool) -> list[Readings]:
    items: list[Readings] = _surname(run) if person else []
    words = _words()
    while len(items) < len(run):
        at = len(items)
        word = words.get(run[at : at + _LONGEST_WORD])
        items += word if word else [readings(run[at])]
    return items


def _surname(run: str) -> list[Readings]:
    if run[:2] in SURNAMES:
        return [(reading,) for reading in SURNAMES[run[:2]].split()]
    usual = readings(run[0])
    if run[0] not in SURNAMES:
        return [usual]
    own = SURNAMES[run[0]]
    return [(own, *(reading for reading in usual if reading != own))]


def initials(text: str, person: bool = False) -> tuple[str, ...]:
    """The possible initials, the likeliest first, at most eight: 华北局 → ("hbj",).

    Other letters stand whole among Chinese (TCL集团 → tcljt); words without Chinese give their first letters
    (State Grid → sg). Nothing for a text without letters and digits.
    """
    items = read(text, person)
    if len(items) > 1 and not any(is_han(source) for source, _ in items):
        return ("".join(source[0] for source, _ in items),)
    return spellings([heads(source, spoken) for source, spoken in items]) if items else ()


def heads(source: str, spoken: Readings) -> Readings:
    """What an item gives to initials: the first letters of a character's readings, a run of letters whole."""
    if not is_han(source):
        return spoken
    return (spoken[0][0],) if len(spoken) == 1 else tuple(dict.fromkeys([reading[0] for reading in spoken]))


def spellings(items: list[Readings], most: int = MOST_INITIALS) -> tuple[str, ...]:
    """The strings the items can be spelled as, the likeliest first, at most `most`."""
    if max(map(len, items), default=1) == 1:
        return ("".join([item[0] for item in items]),)
    found: list[tuple[int, str]] = [(0, "")]
    for item in items:
        if len(item) == 1:
            found = [(rank, text + item[0]) for rank, text in found]
        else:
            longer = ((rank + more, text + part) for rank, text in found for more, part in enumerate(item))
            found = sorted(longer, key=lambda entry: entry[0])[:most]
    return tuple(text for _, text in found)


@cache
def readings(character: str) -> Readings:
    """The readings of one Chinese character, the most frequent first; itself when it has none."""
    table = _file()[1]
    at = table.find(character)
    if at < 0:
        return (character,)
    begin = table.rindex("\n", 0, at) + 1
    return tuple(table[begin : table.index(" ", begin)].split(","))


def sort_key(text: str, person: bool = False) -> str:
    """The key by which names sort: by words and syllables, numbers by value, and then by the characters.

    Chinese stands by its pinyin among the Latin words (安, Bosch, 华为); the same pinyin by its characters.
    Compared code point by code point; in a database store it and use the binary collation.
    """
    spelled = " ".join(item[0] for item in syllables(text, person))
    return f"{re.sub('[0-9]+', lambda match: match[0].zfill(_NUMBER_WIDTH), spelled)}\t{text}"


@cache
def _file() -> tuple[str, str]:
    with open(f"{__file__.removesuffix('.py')}.txt", encoding="utf-8") as file:  # noqa: PTH123 pathlib costs 3 ms
        text = file.read()
    words, _, characters = text.partition("\n\n")
    return words, f"\n{characters}"


@cache
def _words() -> dict[str, list[Readings]]:
    lines = (line.split() for line in _file()[0].splitlines() if not line.startswith("#"))
    return {word: [(reading,) for reading in spoken] for word, *spoken in lines}
