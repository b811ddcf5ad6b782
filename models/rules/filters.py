"""What a user types after `/` to see fewer rows of a list: words, and terms such as 急:A, owner:lihua or overdue.

A term is a key, a colon (the full-width one too) and a value; several values stand apart by commas. What is not
known is taken for a word. Sources: screens (Accounts).
"""

from collections.abc import Mapping
from typing import NamedTuple

from models.rules.names import folded

KEYS: Mapping[str, str] = {
    "急": "urgency", "u": "urgency", "urgency": "urgency",
    "评": "grade", "grade": "grade",
    "级": "stage", "stage": "stage",
    "主": "owner", "owner": "owner",
    "行业": "industry", "业": "industry", "industry": "industry",
    "地区": "region", "区": "region", "region": "region",
    "标": "tag", "标签": "tag", "tag": "tag",
    "公": "company_grade", "company": "company_grade",
    "险": "risk", "risk": "risk",
    "值": "value_class", "价值": "value_class", "value": "value_class",
    "完": "complete", "完整": "complete", "complete": "complete",
}  # fmt: skip
"""Every key by what it filters, in both languages."""
OF_FUNNEL: Mapping[str, str] = {"步": "step", "步骤": "step", "step": "step", "旗": "flag", "flag": "flag"}
"""Further keys where opportunities are filtered."""
FLAGS: Mapping[str, str] = {
    "险": "risk", "risk": "risk", "风险": "risk",
    "逾期": "overdue", "overdue": "overdue",
    "我的": "mine", "mine": "mine",
}  # fmt: skip
"""Words that stand for a filter by themselves."""
VALUES: Mapping[str, Mapping[str, str]] = {
    "urgency": {"": "", "无": "none"},
    "stage": {"普通": "general", "有效": "effective", "准": "prospect", "准客户": "prospect"},
    "grade": {"无": "none"},
    "value_class": {"战略": "strategic", "重要": "important", "普通": "ordinary", "无": "none"},
    "company_grade": {"无": "none"},
    "step": {
        "线索": "lead", "诊断": "diagnosis", "需求诊断": "diagnosis", "方案": "proposal", "方案论证": "proposal",
        "谈判": "negotiation", "谈判推进": "negotiation", "交付": "delivery", "签约交付": "delivery",
        "复购": "repurchase", "售后复购": "repurchase",
    },
    "flag": {
        "过期": "date_passed", "久": "stale", "久未更新": "stale", "无下一步": "no_next_step", "无日期": "no_date",
        "无金额": "no_amount",
    },
}
"""Values that have another word; the labels of codes come from `labels`."""


class Filter(NamedTuple):
    """A filter: the words all of which must match, the values one of which must hold for each key, the flags."""

    words: tuple[str, ...] = ()
    terms: tuple[tuple[str, tuple[str, ...]], ...] = ()
    flags: frozenset[str] = frozenset()

    @property
    def empty(self) -> bool:
        """Whether it lets everything pass."""
        return not (self.words or self.terms or self.flags)


def parse(
    text: str, labels: Mapping[str, str] | None = None, further: Mapping[str, str] | None = None
) -> Filter:
    """What was typed as a filter; `labels` gives the code for a label in lower case (电网 → power_grid).

    `further` are keys that only some lists know.
    """
    keys = {**KEYS, **(further or {})}
    words: list[str] = []
    terms: dict[str, tuple[str, ...]] = {}
    flags: set[str] = set()
    for part in text.replace("：", ":").split():
        key, colon, value = part.partition(":")
        name = keys.get(folded(key)) if colon and value else None
        if name:
            terms[name] = (*terms.get(name, ()), *_values(name, value, labels or {}))
        elif folded(part.rstrip(":")) in FLAGS:
            flags.add(FLAGS[folded(part.rstrip(":"))])
        else:
            words.append(part)
    return Filter(tuple(words), tuple(terms.items()), frozenset(flags))


def _values(name: str, text: str, labels: Mapping[str, str]) -> tuple[str, ...]:
    """The values as they are stored: codes of classes and grades in capitals, others as the labels say."""
    own = VALUES.get(name, {})
    found = []
    for value in text.replace("，", ",").replace("、", ",").split(","):
        plain = folded(value)
        code = own.get(plain) or labels.get(plain, plain)
        capital = name in ("urgency", "grade", "company_grade") and len(code) == 1
        found.append(code.upper() if capital else code if name in _CODED else value)
    return tuple(value for value in found if value)


_CODED = ("urgency", "grade", "company_grade", "value_class", "stage", "industry", "risk", "step", "flag")
