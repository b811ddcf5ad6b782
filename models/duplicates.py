"""Which known names may mean the same organisation or person as the one being typed. Source: T2."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from models.rules import names
from models.rules.names import is_han
from models.rules.pinyin import read

THRESHOLD = 0.6
"""Below it two names are not similar. 华北电网有限公司 and 华北电网 are 1.0, 北京华为 and 华为技术 0.85, 华为 and
华威 (the same sound) 0.8, 华北局 and 华北电力管理局 0.7; 华北电网 and 华东电网 0.56, 华为 and 中兴 0."""

CONTAINED = 0.8
"""One name within the other: at least this, more the more of it."""
SAME_HEAD = 0.85
"""The same trade name with another place or line of business (华为技术, 北京华为软件)."""
SOUNDS = 0.8
"""So much of the likeness of two names' pinyin counts."""
SHORTENED = 0.7
"""A short name whose characters stand in the long one in order, from its first on."""
HEAD = 0.6
"""The weight of the trade name, beside that of the whole name."""
ELSEWHERE = 0.75
"""So much of the likeness stays when both names tell places and share none."""
_SURE_SPELLING = 0.85
_SHORTEST_HAN, _SHORTEST_LATIN, _LONGEST_SHORT = 2, 4, 6
_REMEMBERED = 4096
_PLACES = (
    "北京|上海|天津|重庆|河北|山西|内蒙古|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东"
    "|广西|海南|四川|贵州|云南|西藏|陕西|甘肃|青海|宁夏|新疆|香港|澳门|台湾|华北|华东|华南|华中|东北|西北"
    "|西南|石家庄|太原|沈阳|大连|长春|哈尔滨|南京|苏州|无锡|杭州|宁波|温州|合肥|福州|厦门|南昌|济南|青岛"
    "|郑州|武汉|长沙|广州|深圳|东莞|佛山|珠海|南宁|海口|成都|贵阳|昆明|西安|兰州|西宁|银川|乌鲁木齐|廊坊"
    "|唐山|保定"
)
_LINES = (
    "(?:科技|技术|电力|电气|电器|电子|设备|装备|工程|实业|发展|贸易|商贸|机械|制造|工业|信息|网络|软件|系统"
    "|自动化|能源|建设|建筑|投资|控股|咨询|服务|医药|药业|化工|材料|仪器|仪表|产业|开发|传媒|环保|智能|数据"
    "|供电|电网|国际|物流|食品|汽车|管理|进出口|供应链|通信|股份)+"
)


class _Form(NamedTuple):
    """A name taken apart: its key, trade name, places and pinyin."""

    key: str
    head: str
    places: frozenset[str]
    sound: tuple[str, ...]
    head_sound: str
    chinese: bool


def similar(
    name: str, candidates: Iterable[tuple[int, str]], limit: int = 5, *, person: bool = False
) -> list[tuple[int, float]]:
    """The ids whose names are most like this one, with the likeness from THRESHOLD to 1, likeliest first.

    An id may come with several names (other names, short name): its best counts; equal ones stand by id. A
    candidate costs 25 µs, seen before 3: of many thousands hand over those that share a token in the index.
    """
    wanted = _form(name, person)
    best: dict[int, float] = {}
    for id_, candidate in candidates if wanted.key else ():
        likeness = round(_likeness(wanted, _form(candidate, person), person), 3)
        if likeness >= max(THRESHOLD, best.get(id_, 0)):
            best[id_] = likeness
    return sorted(best.items(), key=lambda entry: (-entry[1], entry[0]))[:limit]


@lru_cache(maxsize=_REMEMBERED)
def _form(name: str, person: bool) -> _Form:
    key = names.key(name, person=person)
    items = read(key, person)
    places = frozenset() if person else frozenset(re.findall(_PLACES, key))
    head = "" if person else re.sub(f"{_LINES}$", "", re.sub(f"(?:{_PLACES}|中国|国家)[省市]?", "", key))
    head = head if len(head) >= _SHORTEST_HAN else ""
    sound = tuple(readings[0] for _, readings in items)
    chinese = any(is_han(source) for source, _ in items)
    return _Form(key, head, places, sound, "".join(readings[0] for _, readings in read(head)), chinese)


def _likeness(one: _Form, other: _Form, person: bool) -> float:
    if one.key == other.key:
        return 1.0
    sound = SOUNDS * _sound(one, other)
    if person:
        return max(_alike(one.key, other.key) ** 2, _part(one, other), sound)
    whole = _alike(one.key, other.key)
    if one.head and other.head:
        heads = _alike(one.head, other.head)
        whole = max((1 - HEAD) * whole + HEAD * heads, SAME_HEAD if heads == 1 else 0)
    likeness = max(whole, sound, _part(one, other), _shortened(one, other))
    elsewhere = one.places and other.places and not one.places & other.places
    return likeness * ELSEWHERE if elsewhere else likeness


def _sound(one: _Form, other: _Form) -> float:
    """How alike two names sound, by syllables; letters may be the pinyin of a name or its head (Huawei)."""
    if one.chinese and other.chinese:
        return _alike(one.sound, other.sound)
    if one.chinese == other.chinese:
        return 0.0
    ways = product(("".join(one.sound), one.head_sound), ("".join(other.sound), other.head_sound))
    spelled = max(_alike(*way) if all(way) else 0.0 for way in ways)
    return spelled if spelled >= _SURE_SPELLING else 0.0


def _alike(one: Sequence[str], other: Sequence[str]) -> float:
    """How much of two texts, or rows of syllables, is the same, 0 to 1."""
    from rapidfuzz.distance import Indel  # five megabytes that only a comparison is worth

    return Indel.normalized_similarity(one, other)


def _part(one: _Form, other: _Form) -> float:
    short, long = sorted((one, other), key=lambda form: len(form.key))
    enough = len(short.key) >= (_SHORTEST_HAN if short.chinese else _SHORTEST_LATIN)
    if not enough or short.key not in long.key or re.fullmatch(f"(?:{_PLACES}|{_LINES})+", short.key):
        return 0.0
    return CONTAINED + (1 - CONTAINED) * len(short.key) / len(long.key)


def _shortened(one: _Form, other: _Form) -> float:
    short, long = sorted((one.key, other.key), key=len)
    if not (one.chinese and other.chinese and _SHORTEST_HAN <= len(short) <= _LONGEST_SHORT):
        return 0.0
    rest = iter(long)
    return SHORTENED if short[0] == long[0] and all(character in rest for character in short) else 0.0
