"""What people write in a capture line for kinds, results, aims and stances, in Chinese and English."""

import re
from collections.abc import Mapping
from enum import StrEnum
from unicodedata import normalize

from models.rules.vocabulary import Aim, Purpose, Result, Stance, VisitKind, VisitState


class Mark(StrEnum):
    """What stands behind a key."""

    US = "us"
    THEM = "them"
    NEXT = "next"
    NONE = "none"
    KIND = "kind"
    RESULT = "result"
    ADVANCE = "advance"
    INFORMATION = "information"
    REACTION = "reaction"
    PLACE = "place"
    PURPOSE = "purpose"
    AIM = "aim"
    DEAL = "deal"
    AMOUNT = "amount"
    WITH = "with"


_KEYS: dict[Mark, str] = {
    Mark.US: "我 我们 我方 咱们 us we me our",
    Mark.THEM: "他 她 他们 她们 对方 客户 甲方 them they he she their customer",
    Mark.NEXT: "下一步 下步 next",
    Mark.NONE: "无 无下一步 暂无 none nonext",
    Mark.KIND: "方式 kind",
    Mark.RESULT: "结果 result",
    Mark.ADVANCE: "进展 有进展 advance",
    Mark.INFORMATION: "信息 情报 info information",
    Mark.REACTION: "反应 reaction",
    Mark.PLACE: "地点 place",
    Mark.PURPOSE: "目的 purpose purposes",
    Mark.AIM: "目标 aim aims",
    Mark.DEAL: "商机 deal opportunity opp",
    Mark.AMOUNT: "金额 amount",
    Mark.WITH: "同行 同去 with",
}
KEYS: Mapping[str, Mark] = {key: mark for mark, keys in _KEYS.items() for key in keys.split()}
"""The mark each key stands for."""
WRITTEN: Mapping[Mark, str] = {mark: keys.split()[0] for mark, keys in _KEYS.items()}
"""The key a mark is written with."""
TAKES_REST = frozenset({
    Mark.US, Mark.THEM, Mark.NEXT, Mark.NONE, Mark.ADVANCE, Mark.INFORMATION, Mark.REACTION, Mark.PLACE,
})  # fmt: skip
"""Marks that take every plain word up to the next mark; the others take one."""
KINDS: Mapping[str, str] = {
    "拜访": "visit", "上门": "visit", "visit": "visit", "电话": "phone", "phone": "phone", "call": "phone",
    "线上": "online", "视频": "online", "online": "online", "video": "online", "演示": "demo", "产品演示": "demo",
    "demo": "demo", "参观公司": "site_tour", "样板参观": "reference_tour", "展会": "exhibition",
    "exhibition": "exhibition", "技术交流": "technical_exchange", "高层会晤": "executive_meeting", "非公务": "social",
    "投诉": "complaint", **{kind.value: kind.value for kind in VisitKind},
}  # fmt: skip
STATES: Mapping[str, VisitState] = {
    "计划": VisitState.PLANNED, "预约": VisitState.PLANNED, "plan": VisitState.PLANNED,
    "planned": VisitState.PLANNED, "已拜访": VisitState.DONE, "done": VisitState.DONE,
}  # fmt: skip
RESULTS: Mapping[str, str] = {
    "成交": "order", "订单": "order", "有进展": "advance", "进展": "advance", "继续": "continuation",
    "继续接触": "continuation", "没成": "no_sale", "不成": "no_sale", **{r.value: r.value for r in Result},
}
PURPOSES: Mapping[str, str] = {
    "宣传": "promote", "宣传推介": "promote", "推介": "promote", "需求": "needs", "了解需求": "needs",
    "关系": "relationship", "维护关系": "relationship", "市场": "market", "了解市场": "market",
    "对手": "competitors", "了解对手": "competitors", **{p.value: p.value for p in Purpose},
}  # fmt: skip
AIMS: Mapping[str, str] = {
    "介绍": "introduce", "介绍自己": "introduce", "理由": "reason", "给出选我的理由": "reason", "服务": "serve",
    "表明服务意愿": "serve", "印象": "remembered", "留下印象": "remembered", "首选": "first_in_mind",
    "有需要先想到我": "first_in_mind", **{a.value: a.value for a in Aim},
}  # fmt: skip
_STANCES: dict[Stance, str] = {
    Stance.CHAMPION: "c 教练 champion coach",
    Stance.SUPPORTER: "s 支持 支持者 supporter",
    Stance.NEUTRAL: "n 中立 中立者 neutral",
    Stance.ENEMY: "e 对立 对立方 enemy opponent",
    Stance.BLOCKER: "b 死敌 blocker",
    Stance.UNKNOWN: "? 未知 unknown",
}
STANCES: Mapping[str, Stance] = {word: stance for stance, said in _STANCES.items() for word in said.split()}
LETTERS: Mapping[Stance, str] = {stance: said.split()[0].upper() for stance, said in _STANCES.items()}
"""The letter a stance is written with."""
_ARROW = "->|=>|>|→|》"


def folded(text: str) -> str:
    """A word without differences of width and case."""
    return normalize("NFKC", text).casefold().strip()


def mark(key: str) -> Mark | None:
    """What a key stands for, None when it is none of ours (a person's name, or just a word)."""
    return KEYS.get(folded(key))


def stance(text: str) -> tuple[Stance | None, Stance] | None:
    """A stance, or one become another: `E>N`, `>支持`, `N`; None when it is neither."""
    parts = re.split(_ARROW, folded(text))
    if len(parts) > 2 or parts[-1] not in STANCES:
        return None
    if len(parts) == 1:
        return None, STANCES[parts[0]]
    if parts[0] and parts[0] not in STANCES:
        return None
    return STANCES.get(parts[0]), STANCES[parts[1]]


def like_move(text: str) -> bool:
    """Whether a word looks like a stance become another, though it may be none we know."""
    return bool(re.fullmatch(rf"\w{{0,9}}(?:{_ARROW})\w{{1,9}}", folded(text)))


def is_move(text: str) -> bool:
    """Whether a word can be nothing but a stance become another."""
    return bool(re.search(_ARROW, folded(text))) and stance(text) is not None
