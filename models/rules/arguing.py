"""What to say to whom: arguments by role, objections to expect, the steps against a rival's plan, cases alike (O17)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from models.rules.settings import Settings
from models.rules.vocabulary import Bant, Role, Stance
from models.rules.vocabulary_library import AccountSize, Argument, Objection, Pain, Scene

A, O = Argument, Objection
FITS: Mapping[Role, tuple[Argument, ...]] = {
    Role.DECISION_MAKER: (A.STRATEGIC, A.COST),
    Role.INFLUENCER: (A.STRATEGIC, A.RISK),
    Role.GATEKEEPER: (A.RISK, A.COST),
    Role.TECHNICAL: (A.TECHNICAL, A.RISK),
    Role.USER: (A.EASE, A.RISK),
    Role.PURCHASER: (A.COST, A.RISK),
    Role.INITIATOR: (A.EASE, A.STRATEGIC),
}
"""What convinces a role, best first (O17)."""
OBJECTS: Mapping[Role, tuple[Objection, ...]] = {
    Role.DECISION_MAKER: (O.PRICE, O.TRUST),
    Role.INFLUENCER: (O.TRUST, O.THINK_IT_OVER),
    Role.GATEKEEPER: (O.TRUST, O.AUTHORITY),
    Role.TECHNICAL: (O.TECHNICAL, O.SERVICE),
    Role.USER: (O.CHANGE, O.SERVICE),
    Role.PURCHASER: (O.PRICE, O.TERMS),
    Role.INITIATOR: (O.AUTHORITY, O.NO_BUDGET),
}
"""What a role is likely to object."""
AGAINST = (A.CONFIRM, A.LACKS, A.OURS)
"""The steps against a competitor's plan, in their order (O17)."""
FINANCE = ("财务", "会计", "资金", "总会", "finance", "financial", "cfo", "accounting", "treasur")
"""Words of a title or a department that make somebody a person of finance."""
KEYWORDS: Mapping[Pain, tuple[str, ...]] = {
    Pain.COST: ("成本", "太贵", "费用", "造价", "降本", "预算超", "cost", "expens", "overspen"),
    Pain.FAILURE: ("故障", "停机", "停电", "断电", "质量", "返工", "报废", "损坏", "中断", "fail", "outage", "downtime",
                   "quality", "rework", "scrap", "breakdown", "interrupt"),
    Pain.DELAY: ("延期", "工期", "交期", "交货", "进度", "拖延", "delay", "late", "deadline", "overdue", "lead time"),
    Pain.SAFETY: ("安全", "隐患", "事故", "火灾", "消防", "safety", "accident", "hazard", "fire"),
    Pain.EFFICIENCY: ("效率", "人工", "手工", "重复", "慢", "加班", "efficien", "manual", "slow", "overtime"),
    Pain.COMPLIANCE: ("合规", "审计", "检查", "监管", "标准", "考核", "complian", "audit", "inspection", "regulat"),
    Pain.DATA: ("数据", "系统不通", "孤岛", "报表", "信息化", "data", "silo", "report by hand"),
    Pain.ENERGY: ("能耗", "电费", "节能", "耗电", "油耗", "energy", "electricity", "power bill", "fuel"),
    Pain.SERVICE: ("售后", "维保", "维修", "响应慢", "服务", "service", "maintenance", "repair", "response"),
    Pain.GROWTH: ("扩容", "扩建", "增长", "新建", "容量", "产能", "capacity", "expan", "growth"),
}  # fmt: skip
"""Words of what a customer said that stand for a pain."""
_FIRST, _NEXT = 30, 18
_ROLE, _INDUSTRY, _STEP = 12, 10, 6
_WRONG = 20
_PROVEN = 6
"""Points of what was used in won deals only."""
_SAME_INDUSTRY, _SAME_SIZE, _SAME_PAIN, _MOST_PAINS = 40, 15, 14, 2


class Line(NamedTuple):
    """What the rules know of a script: its codes; empty collections mean any."""

    number: int
    argument: str = ""
    objection: str = ""
    roles: Collection[str] = ()
    industries: Collection[str] = ()
    steps: Collection[str] = ()
    scene: str = ""


class Story(NamedTuple):
    """What the rules know of a case."""

    number: int
    industries: Collection[str] = ()
    size: str = ""
    pains: Collection[str] = ()


class Listener(NamedTuple):
    """Who is to be convinced: the roles on the opportunity, the stance, whether finance is the trade."""

    roles: frozenset[Role] = frozenset()
    stance: Stance | None = None
    finance: bool = False


class Deal(NamedTuple):
    """What the rules know of the opportunity: `rivals` whether a competitor is in it."""

    industry: str = ""
    step: str = ""
    size: str = ""
    pains: frozenset[Pain] = frozenset()
    bant: Mapping[str, Bant] = {}
    rivals: bool = False


class Picked(NamedTuple):
    """An entry of the library that fits, by its number, with the codes of the reasons."""

    number: int
    score: int
    why: tuple[str, ...]


def is_finance(*words: str) -> bool:
    """Whether a title or a department is one of finance."""
    said = " ".join(words).lower()
    return any(word in said for word in FINANCE)


def convincing(listener: Listener) -> Mapping[Argument, str]:
    """What convinces somebody, best first, each with the reason: `finance`, or the role (O17)."""
    found: dict[Argument, str] = {Argument.COST: "finance"} if listener.finance else {}
    for place in range(2):
        for role in sorted(listener.roles, key=list(Role).index):
            found.setdefault(FITS[role][place], f"role:{role}")
    return found


def arguments(
    lines: Iterable[Line], listener: Listener, deal: Deal, won: Mapping[int, int] | None = None, limit: int = 2
) -> list[Picked]:
    """The best arguments for somebody, one of each sort; `won` is the share of won deals of what was used (O17)."""
    wanted = convincing(listener)
    points = {argument: _FIRST if place == 0 else _NEXT for place, argument in enumerate(wanted)}
    best: dict[str, Picked] = {}
    for line in lines:
        if line.argument not in points or not _apt(line, deal):
            continue
        why = [wanted[Argument(line.argument)]]
        score = points[Argument(line.argument)] + _fit(line, listener, deal, won or {}, why)
        found = Picked(line.number, score, tuple(dict.fromkeys(why)))
        if line.argument not in best or _order(found) < _order(best[line.argument]):
            best[line.argument] = found
    return sorted(best.values(), key=_order)[:limit]


def expected(listener: Listener, deal: Deal, limit: int = 2) -> list[tuple[Objection, str]]:
    """The objections to expect, likeliest first, each with the reason: stance, rival, bant or role (O17)."""
    found: dict[Objection, str] = {}
    against = listener.stance in (Stance.ENEMY, Stance.BLOCKER)
    if deal.rivals and against:
        found[Objection.COMPETITOR] = f"stance:{listener.stance}"
    for topic, objection in (("budget", O.NO_BUDGET), ("need", O.NO_NEED), ("timeline", O.NO_TIME)):
        if deal.bant.get(topic) is Bant.NO and Role.USER not in listener.roles:
            found.setdefault(objection, f"bant:{topic}")
    if listener.finance:
        found.setdefault(Objection.PRICE, "finance")
    for place in range(2):
        for role in sorted(listener.roles, key=list(Role).index):
            found.setdefault(OBJECTS[role][place], f"role:{role}")
    if deal.rivals:
        found.setdefault(Objection.COMPETITOR, "rivals")
    return list(found.items())[:limit]


def answer(
    lines: Iterable[Line], objection: Objection, listener: Listener, deal: Deal, won: Mapping[int, int] | None = None
) -> Picked | None:
    """The best answer to an objection for somebody; None where the library has none (O17)."""
    found: list[Picked] = []
    for line in lines:
        if line.objection == objection and _apt(line, deal):
            why: list[str] = []
            score = _FIRST + _fit(line, listener, deal, won or {}, why)
            found.append(Picked(line.number, score, tuple(why)))
    return min(found, key=_order, default=None)


def concerns(worries: Iterable[Line], listener: Listener, deal: Deal, limit: int = 2) -> list[Picked]:
    """What somebody fears by the roles here; what is known of the industry goes before what holds in general (Q8)."""
    found = []
    for worry in worries:
        if _apt(worry, deal) and set(worry.roles) & listener.roles:
            why: list[str] = []
            found.append(Picked(worry.number, _fit(worry, listener, deal, {}, why), tuple(why)))
    return sorted(found, key=_order)[:limit]


def opener(
    lines: Iterable[Line], listener: Listener, deal: Deal, won: Mapping[int, int] | None = None
) -> Picked | None:
    """The words to open with for somebody, made for the role or for everybody; None where there are none (Q12)."""
    found = []
    for line in lines:
        fits = not line.roles or set(line.roles) & listener.roles
        if line.scene == Scene.OPENING and fits and _apt(line, deal):
            why: list[str] = []
            found.append(Picked(line.number, _fit(line, listener, deal, won or {}, why), tuple(why)))
    return min(found, key=_order, default=None)


def against_rival(lines: Sequence[Line], deal: Deal, won: Mapping[int, int] | None = None) -> list[Picked]:
    """The three steps against a competitor's plan: confirm the need, show what it lacks, put ours (O17)."""
    found = []
    for step in AGAINST:
        of_step = [line for line in lines if line.argument == step and _apt(line, deal)]
        best = [Picked(line.number, _fit(line, Listener(), deal, won or {}, []), (f"against:{step}",))
                for line in of_step]
        if best:
            found.append(min(best, key=_order))
    return found


def cases(stories: Iterable[Story], deal: Deal, won: Mapping[int, int] | None = None, limit: int = 3) -> list[Picked]:
    """Cases of the same industry, size and pain, best first; what only the size has in common is none (O17, O22)."""
    found = []
    for story in stories:
        why: dict[str, int] = {}
        if deal.industry and deal.industry in story.industries:
            why[f"industry:{deal.industry}"] = _SAME_INDUSTRY
        shared = [pain for pain in Pain if pain in deal.pains and pain in story.pains]
        why |= {f"pain:{pain}": _SAME_PAIN for pain in shared[:_MOST_PAINS]}
        if why:
            if deal.size and deal.size == story.size:
                why[f"size:{deal.size}"] = _SAME_SIZE
            why |= _proven(story.number, won or {})
            found.append(Picked(story.number, sum(why.values()), tuple(why)))
    return sorted(found, key=_order)[:limit]


def pains_of(texts: Iterable[str]) -> frozenset[Pain]:
    """The pains that texts speak of, by the words in them."""
    said = "\n".join(texts).lower()
    return frozenset(pain for pain, words in KEYWORDS.items() if any(word in said for word in words))


def size_of(staff: int | None, settings: Settings) -> AccountSize | None:
    """How large an account is by its staff; None where that is not known."""
    if not staff:
        return None
    if staff >= settings.library_large_staff:
        return AccountSize.LARGE
    return AccountSize.MEDIUM if staff >= settings.library_medium_staff else AccountSize.SMALL


def win_share(outcomes: Iterable[str]) -> int | None:
    """Of the decided opportunities among these outcomes the share that was won, in per cent; None for none (Q10)."""
    decided = [each for each in outcomes if each in ("won", "lost")]
    return round(100 * decided.count("won") / len(decided)) if decided else None


def _apt(line: Line, deal: Deal) -> bool:
    """What is made for other industries is left out."""
    return not line.industries or deal.industry in line.industries


def _fit(line: Line, listener: Listener, deal: Deal, won: Mapping[int, int], why: list[str]) -> int:
    """Points for what a line has in common with listener and deal; the reasons go into `why`."""
    score = 0
    if line.roles and listener.roles:
        shared = [role for role in Role if role in line.roles and role in listener.roles]
        score += _ROLE if shared else -_WRONG
        why += [f"role:{shared[0]}"] if shared else []
    if line.industries:
        score += _INDUSTRY
        why.append(f"industry:{deal.industry}")
    if deal.step and deal.step in line.steps:
        score += _STEP
        why.append(f"step:{deal.step}")
    proven = _proven(line.number, won)
    why += proven
    return score + sum(proven.values())


def _proven(number: int, won: Mapping[int, int]) -> dict[str, int]:
    """Points for what was used in won deals."""
    share = won.get(number, 0)
    return {f"proven:{share}": _PROVEN * share // 100} if share else {}


def _order(found: Picked) -> tuple[int, int]:
    return -found.score, found.number
