"""What a proposal is made of: all that is on record of an opportunity and may be told to the customer (O22)."""

from datetime import date

from models.reads import labels, stock, stock_use, thresholds
from models.reads.dealing import Dealing, dealing
from models.reads.rows import rows
from models.rules import arguing
from models.rules.proposal import Criterion, Facts, Reference, Service
from models.rules.quotation import latest
from models.rules.settings import Settings
from models.rules.vocabulary import NeedKind, NeedState
from models.tables.accounts import Account, Product
from models.tables.opportunities import Opportunity
from models.tables.questions import Need
from models.tables.team import Setting

CASES = 3
"""References in a proposal."""
LATER = 99
"""Where a need without a priority stands."""


def facts(opportunity: int, today: date, language: str) -> Facts:
    """The facts of a proposal, references in a language; LookupError when the opportunity is gone. Some 25 queries."""
    settings = thresholds.settings()
    dealt = dealing(opportunity, settings=settings)
    o, p = Opportunity, Product
    query = o.select(Account.name, o.name, o.need_cause, o.need, p.name, o.quantity, o.place, o.expected_date)
    query = query.join(Account).switch(o).join(p, "LEFT JOIN", on=(o.product == p.id)).where(o.id == opportunity)
    ((account, name, cause, need, product, *rest),) = rows(query)
    quantity, place, expected = rest
    wanted, criteria = _needs(opportunity)
    return Facts(
        account, name, _ours(), today, _service(dealt, settings), cause, need, product or "", quantity, place, expected,
        dealt.pains, wanted, criteria, dealt.parts, dealt.figures, dealt.worth, latest(dealt.quotes), dealt.marks,
        _references(opportunity, dealt, language),
    )  # fmt: skip


def _ours() -> str:
    """The name of our company, as it was given at the first start."""
    return next((value for (value,) in rows(Setting.select(Setting.value).where(Setting.key == "company"))), "")


def _needs(opportunity: int) -> tuple[tuple[str, ...], tuple[Criterion, ...]]:
    """What is wanted, and by what will be chosen, both by their priority."""
    n = Need
    query = n.select(n.kind, n.text, n.weight, n.our_answer, n.priority)
    query = query.where((n.opportunity == opportunity) & (n.state != NeedState.DROPPED.value))
    found = sorted(rows(query.order_by(n.id)), key=lambda row: row[4] or LATER)
    wanted = tuple(text for kind, text, *_ in found if kind == NeedKind.NEED)
    criteria = tuple(
        Criterion(text, weight, answer) for kind, text, weight, answer, _ in found if kind == NeedKind.CRITERION
    )
    return wanted, criteria


def _service(dealt: Dealing, settings: Settings) -> Service:
    """What the contract under review promises; our usual times where nothing is said."""
    told = dealt.contract.values if dealt.contract else {}
    success = told.get("success")
    named = labels.names("member", [success]) if success else {}
    others = told.get("success_team") or ""
    team = [*(name for name in named.values() if name not in others), *filter(None, [others])]
    return Service(
        told.get("response_hours") or settings.response_hours, told.get("solution_hours") or settings.solution_hours,
        told.get("delivery_standard") or "", told.get("acceptance") or "", told.get("service_plan") or "",
        " / ".join(team), told.get("risk_terms") or "",
    )  # fmt: skip


def _references(opportunity: int, dealt: Dealing, language: str) -> tuple[Reference, ...]:
    """Cases of our own: those linked to the opportunity, then those of the same industry and pain.

    What came with the program is an example and no customer of ours: it is named to nobody.
    """
    own = [entry for entry in stock.entries() if entry.noun == "case_story" and not entry.shipped]
    if not own:
        return ()
    (industry,) = rows(Account.select(Account.industry).where(Account.id == dealt.deal.account))[0]
    pains = arguing.pains_of(pain.need.text for pain in dealt.pains)
    alike = arguing.cases(stock.stories(own), arguing.Deal(industry=industry or "", pains=pains), limit=CASES)
    linked = stock_use.used_at(opportunity)
    wanted = dict.fromkeys([*(entry.number for entry in own if entry.number in linked), *(p.number for p in alike)])
    there = {entry.number: entry for entry in own}
    return tuple(_reference(there[number], language) for number in list(wanted)[:CASES])


def _reference(entry: stock.Entry, language: str) -> Reference:
    told = (entry.text(code, language) for code in ("pain", "solution", "figures", "words"))
    return Reference(entry.name(language), "\n".join(filter(None, told)))
