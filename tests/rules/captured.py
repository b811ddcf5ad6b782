"""A house whose people, deals and members a capture line may name, and what is understood of a line there."""

from datetime import date
from typing import Any

from models.reads.capture import lookup
from models.rules.capture import Captured, Known
from models.rules.capture_parse import parse

TODAY = date(2026, 6, 17)
"""A Wednesday."""
HUANG, LIU, LIU_LI, MA, WANG, ENGLISH, CHEN = 1, 2, 3, 4, 5, 6, 7
PEOPLE = {
    HUANG: ("黄主任", "保护处主任"), LIU: ("刘工", "工程师，负责技改"), LIU_LI: ("李丽", "科员"),
    MA: ("马工", "工程师"), WANG: ("王建国", "总经理"), ENGLISH: ("Engineer Smith", "Engineer"), CHEN: ("陈静", ""),
}  # fmt: skip
DEALS = {11: "220kV 继保技改", 12: "新建站二次设备"}
MEMBERS = {21: "赵敏", 22: "钱伟"}
KNOWN = Known(
    person=lookup(PEOPLE, person=True), deal=lookup({k: (n,) for k, n in DEALS.items()}),
    member=lookup({k: (n,) for k, n in MEMBERS.items()}, person=True),
    people={key: name for key, (name, _) in PEOPLE.items()}, deals=DEALS, members=MEMBERS,
)  # fmt: skip


def understood(line: str, known: Known = KNOWN) -> dict[str, Any]:
    """What a line holds besides what it holds anyway."""
    usual = Captured()._asdict()
    return {field: held for field, held in parse(line, 0, known, TODAY)._asdict().items() if held != usual[field]}
