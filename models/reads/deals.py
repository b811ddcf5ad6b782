"""The opportunities, visits, promises and questions of accounts, as the rules want them told"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from peewee import JOIN, Case, fn

from models.reads import library
from models.reads.rows import among, codes, grouped, maybe, rows, several
from models.rules.facts import (
    AskedFact,
    CompetitorFact,
    NeedFact,
    OpportunityFact,
    PersonFact,
    PromiseFact,
    VisitFact,
)
from models.rules.vocabulary import (
    AskingState,
    Bant,
    BuyingStep,
    InformationStage,
    NeedKind,
    NeedState,
    Outcome,
    Party,
    Phase,
    Position,
    Role,
    Spin,
    Step,
    VisitKind,
    VisitState,
    W,
)
from models.rules.vocabulary_gates import Screening
from models.tables.accounts import Account
from models.tables.opportunities import Competitor, Opportunity, OpportunityCompetitor
from models.tables.questions import Asking, Need, Question
from models.tables.visits import Gift, Promise, Visit, VisitPerson

RECENT = 5
"""Done visits told of each account; the older ones only count."""
REMOTE = [kind.value for kind in VisitKind if not kind.face_to_face]
STOPPED = ("refused", "asked")
SUMMARY = 2_000
"""Characters of what happened that are told."""


class Contacts(NamedTuple):
    """Done contacts by account and opportunity: the last day, and how many were face to face."""

    rows: dict[int, dict[int | None, tuple[date, int]]]

    def last(self, account: int, opportunity: int | None = None) -> date | None:
        """The day of the last contact of any kind: of the account, or for one opportunity."""
        by_deal = self.rows.get(account, {})
        if opportunity is not None:
            return by_deal[opportunity][0] if opportunity in by_deal else None
        return max((day for day, _ in by_deal.values()), default=None)

    def visits(self, account: int, opportunity: int | None = None) -> int:
        """How many were face to face: of the account, or for one opportunity."""
        by_deal = self.rows.get(account, {})
        if opportunity is not None:
            return by_deal[opportunity][1] if opportunity in by_deal else 0
        return sum(count for _, count in by_deal.values())


class Promised(NamedTuple):
    """Open promises by account, and the complaints some of them came out of."""

    open: dict[int, list[PromiseFact]]
    complaints: dict[int, set[int]]


def contacts(accounts: Sequence[int], until: date) -> Contacts:
    """How often and when the accounts were contacted. One query."""
    query = (
        Visit.select(
            Visit.account,
            Visit.opportunity,
            fn.MAX(Visit.date),
            fn.SUM(Case(None, ((Visit.kind.in_(REMOTE), 0),), 1)),
        )
        .where(among(Visit.account, accounts) & (Visit.state == "done") & (Visit.date <= until))
        .group_by(Visit.account, Visit.opportunity)
    )
    by_account = grouped((account, (deal, (last, int(count)))) for account, deal, last, count in rows(query))
    return Contacts({account: dict(pairs) for account, pairs in by_account.items()})


def visits(
    accounts: Sequence[int], until: date
) -> tuple[dict[int, list[VisitFact]], dict[int, list[VisitFact]]]:
    """The planned visits, earliest first, and the newest done ones, newest first, by account. One query."""
    planned = Visit.select(Visit.id).where(among(Visit.account, accounts) & (Visit.state == "planned"))
    told = _told(planned | _newest(accounts, until))
    coming = [(account, visit) for account, visit in told if visit.state is VisitState.PLANNED]
    done = grouped((account, visit) for account, visit in reversed(told) if visit.state is VisitState.DONE)
    return grouped(coming), {account: newest[:RECENT] for account, newest in done.items()}


def _newest(accounts: Sequence[int], until: date) -> Any:
    """The newest done visits of each account, and those as old as the last of them: a step back along an index."""
    v, account, earlier = Visit.alias(), Account.alias(), Visit.alias()
    last = (
        earlier.select(earlier.date)
        .where((earlier.account == account.id) & (earlier.state == "done") & (earlier.date <= until))
        .order_by(earlier.date.desc())
        .limit(1)
        .offset(RECENT - 1)
    )
    return (
        v.select(v.id)
        .join(account, on=(v.account == account.id))
        .where(among(account.id, accounts) & (v.state == "done") & (v.date <= until))
        .where(v.date >= fn.COALESCE(last, date.min))
    )


def _told(chosen: Any) -> list[tuple[int, VisitFact]]:
    v = Visit
    query = (
        v.select(v.account, v.id, v.date, v.kind, v.state, v.opportunity,
                 fn.SUBSTR(v.happened, 1, SUMMARY), VisitPerson.person)
        .join(VisitPerson, JOIN.LEFT_OUTER, on=(VisitPerson.visit == v.id))
        .where(v.id.in_(chosen))
        .order_by(v.date, v.id, VisitPerson.id)
    )
    by_visit = grouped((row[:7], row[7]) for row in rows(query))
    return [
        (account, VisitFact(key, day, VisitKind(kind), VisitState(state),
                            tuple(met for met in people if met), deal, happened))
        for (account, key, day, kind, state, deal, happened), people in by_visit.items()
    ]


def promises(accounts: Sequence[int]) -> Promised:
    """What is promised and open on both sides, the earliest due first, undated ones last. One query."""
    p = Promise
    query = (
        p.select(
            p.account, p.visit, Visit.kind, p.id, p.by, p.text, p.due, p.person, p.next_step, p.opportunity
        )
        .join(Visit, JOIN.LEFT_OUTER, on=(p.visit == Visit.id))
        .where(among(p.account, accounts) & (p.state == "open"))
        .order_by(p.due.is_null(), p.due, p.id)
    )
    found = Promised(defaultdict(list), defaultdict(set))
    for account, visit, kind, key, by, *rest in rows(query):
        found.open[account].append(PromiseFact(key, Party(by), *rest))
        if kind == VisitKind.COMPLAINT:
            found.complaints[account].add(visit)
    return found


_DEAL = (
    "id", "account", "name", "amount", "outcome", "step", "information_stage", "probability", "expected_date",
    "signed_date", "delivered_date", "phase", "buying_step", "recorded", "bant_budget", "bant_authority",
    "bant_need", "bant_timeline", "budget_amount", "product", "need", "need_cause", "place", "route",
    "project_type", "quantity", "screening", "review_date", "changed",
)
_FORM = ("project_type", "need_cause", "quantity", "need")
"""What form 1 asks for (O1)."""
_BANT = tuple((word, f"bant_{word}") for word in ("budget", "authority", "need", "timeline"))


def opportunities(
    accounts: Sequence[int], met: Contacts, staff: dict[int, list[PersonFact]]
) -> dict[int, list[OpportunityFact]]:
    """The opportunities by account, in the order they were recorded. One query."""
    query = (
        Opportunity.select(*(getattr(Opportunity, name) for name in _DEAL))
        .where(among(Opportunity.account, accounts))
        .order_by(Opportunity.id)
    )
    found: dict[int, list[OpportunityFact]] = defaultdict(list)
    deciders = {account: Deciders(people) for account, people in staff.items()}
    for row in rows(query):
        deal = dict(zip(_DEAL, row, strict=True))
        found[deal["account"]].append(_deal(deal, met, deciders.get(deal["account"])))
    return found


def _deal(deal: dict[str, Any], met: Contacts, deciders: "Deciders | None") -> OpportunityFact:
    key, account = deal["id"], deal["account"]
    return OpportunityFact(
        id=key, name=deal["name"], account=account, amount=deal["amount"],
        outcome=codes(Outcome)[deal["outcome"]], step=codes(Step)[deal["step"]],
        information_stage=codes(InformationStage)[deal["information_stage"]],
        probability=deal["probability"], expected=deal["expected_date"], signed=deal["signed_date"],
        delivered=deal["delivered_date"] is not None, delivered_on=deal["delivered_date"], budget=deal["budget_amount"],
        bant=tuple((word, codes(Bant)[deal[column] or "unknown"]) for word, column in _BANT),
        phase=maybe(Phase, deal["phase"]), buying_step=maybe(BuyingStep, deal["buying_step"]),
        known=known(deal, deciders is not None and deciders.decide(key)),
        last_contact=met.last(account, key), visits=met.visits(account, key), recorded=deal["recorded"],
        form_filled=all(deal[column] for column in _FORM), screening=maybe(Screening, deal["screening"]),
        review=deal["review_date"], changed=deal["changed"],
    )


class Deciders:
    """Who decides by default, and on which opportunities other roles are held."""

    def __init__(self, people: Iterable[PersonFact]) -> None:
        self.default: set[int] = set()
        self.on: dict[int, dict[int, bool]] = defaultdict(dict)
        for person in people:
            if not person.placeholder:
                self.default |= {person.id} if Role.DECISION_MAKER in person.roles else set()
                for deal, roles in person.roles_on:
                    self.on[deal][person.id] = Role.DECISION_MAKER in roles

    def decide(self, opportunity: int) -> bool:
        """Whether anyone does on an opportunity (P2)."""
        own = self.on.get(opportunity, {})
        return any(own.values()) or bool(self.default - own.keys() if own else self.default)


def known(deal: dict[str, Any], decider: bool) -> frozenset[W]:
    """The letters of 5W2H that the fields of an opportunity answer: see `models.reads.facts` (Q5)."""
    answered = {
        W.WHEN: deal["expected_date"] is not None,
        W.HOW_MUCH: deal["amount"] is not None or deal["budget_amount"] is not None,
        W.WHAT: bool(deal["product"] or deal["need"]),
        W.WHY: bool(deal["need_cause"]),
        W.WHERE: bool(deal["place"]),
        W.WHO: decider,
        W.HOW: bool(deal["route"] or deal["buying_step"]),
    }
    return frozenset(letter for letter, yes in answered.items() if yes)


def competitors(accounts: Sequence[int]) -> dict[int, list[CompetitorFact]]:
    """The competitors by account: on its opportunities, or at the account. One query."""
    c = OpportunityCompetitor
    query = (
        c.select(c.account, c.competitor, Competitor.name, c.position, c.opportunity, c.products)
        .join(Competitor)
        .where(among(c.account, accounts))
        .order_by(c.id)
    )
    return grouped(
        (account, CompetitorFact(key, name, Position(position), deal, products))
        for account, key, name, position, deal, products in rows(query)
    )


def asked(accounts: Sequence[int]) -> dict[int, list[AskedFact]]:
    """The questions chosen or put, by account, oldest first. One query."""
    a, q = Asking, Question
    query = (
        a.select(a.account, a.question, a.person, a.state, a.date, a.opportunity, q.level, q.spin, q.w)
        .join(q, JOIN.LEFT_OUTER, on=((q.shipped == a.question) | (q.id == a.question - library.OWN)))
        .where(among(a.account, accounts))
        .order_by(a.date, a.id)
    )
    return grouped((row[0], _asked(*row[1:])) for row in rows(query))


def _asked(
    question: int, person: int | None, state: str, day: date, deal: int | None,
    level: str | None, spin: str | None, w: str | None,
) -> AskedFact:  # fmt: skip
    """What was asked, as it stands in the library: our own words for it first, else the shipped ones."""
    shipped = library.shipped().get(question)
    letters = several(w or "") or (shipped.w if shipped else ())
    kind = spin or (shipped.spin if shipped else "")
    return AskedFact(
        question, person, codes(AskingState)[state], day, level or (shipped.level if shipped else ""),
        maybe(Spin, kind), _letters(letters), deal,
    )


@lru_cache(64)
def _letters(told: tuple[str, ...]) -> frozenset[W]:
    return frozenset(W(letter) for letter in told)


def needs(accounts: Sequence[int]) -> dict[int, list[NeedFact]]:
    """The problems, needs and criteria by account. One query."""
    n = Need
    query = (
        n.select(n.account, n.id, n.kind, n.text, n.state, n.person, n.opportunity, n.parent, n.priority)
        .where(among(n.account, accounts))
        .order_by(n.id)
    )
    return grouped(
        (row[0], NeedFact(row[1], NeedKind(row[2]), row[3], NeedState(row[4] or "open"), *row[5:]))
        for row in rows(query)
    )


def gifts_refused(accounts: Sequence[int]) -> dict[int, list[date]]:
    """The days on which a gift or meal was refused or sent to an approver, by account (V15). One query."""
    query = (
        Gift.select(Gift.account, Gift.date)
        .where(among(Gift.account, accounts) & Gift.verdict.in_(STOPPED))
        .order_by(Gift.date)
    )
    return grouped((row[0], row[1]) for row in rows(query))
