"""The opportunities, visits, promises and questions of accounts, as the rules want them told"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from models.reads import library
from models.reads.rows import codes, grouped, listed, maybe, several, told
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

RECENT = 5
"""Done visits told of each account; the older ones only count."""
REMOTE = [kind.value for kind in VisitKind if not kind.face_to_face]
_FROM_AFAR = ", ".join(f"'{kind}'" for kind in REMOTE)
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
    sql = f"""SELECT account_id, opportunity_id, MAX(v.date), SUM(CASE WHEN kind IN ({_FROM_AFAR}) THEN 0 ELSE 1 END)
        FROM visit AS v WHERE account_id IN {listed(accounts)} AND state = 'done' AND v.date <= ?
        GROUP BY account_id, opportunity_id"""
    found = told(sql, (until,), days=(2,))
    by_account = grouped((account, (deal, (last, int(count)))) for account, deal, last, count in found)
    return Contacts({account: dict(pairs) for account, pairs in by_account.items()})


def visits(
    accounts: Sequence[int], until: date
) -> tuple[dict[int, list[VisitFact]], dict[int, list[VisitFact]]]:
    """The planned visits, earliest first, and the newest done ones, newest first, by account. One query."""
    told_of = _visits(accounts, until)
    coming = [(account, visit) for account, visit in told_of if visit.state is VisitState.PLANNED]
    done = grouped((account, visit) for account, visit in reversed(told_of) if visit.state is VisitState.DONE)
    return grouped(coming), {account: newest[:RECENT] for account, newest in done.items()}


def _visits(accounts: Sequence[int], until: date) -> list[tuple[int, VisitFact]]:
    """Planned visits, the newest done ones of each account, and those as old as the last of them.

    How old that is takes a step back along an index.
    """
    here = listed(accounts)
    sql = f"""SELECT v.account_id, v.id, v.date, v.kind, v.state, v.opportunity_id, SUBSTR(v.happened, 1, {SUMMARY}),
        met.person_id FROM visit AS v LEFT JOIN visit_person AS met ON met.visit_id = v.id WHERE v.id IN (
            SELECT id FROM visit WHERE account_id IN {here} AND state = 'planned'
            UNION SELECT d.id FROM account AS a JOIN visit AS d ON d.account_id = a.id
            WHERE a.id IN {here} AND d.state = 'done' AND d.date <= ? AND d.date >= COALESCE((
                SELECT e.date FROM visit AS e WHERE e.account_id = a.id AND e.state = 'done' AND e.date <= ?
                ORDER BY e.date DESC LIMIT 1 OFFSET {RECENT - 1}), ?))
        ORDER BY v.date, v.id, met.id"""
    by_visit = grouped((row[:7], row[7]) for row in told(sql, (until, until, date.min), days=(2,)))
    return [
        (account, VisitFact(key, day, codes(VisitKind)[kind], codes(VisitState)[state],
                            tuple(met for met in people if met), deal, happened))
        for (account, key, day, kind, state, deal, happened), people in by_visit.items()
    ]


def promises(accounts: Sequence[int]) -> Promised:
    """What is promised and open on both sides, the earliest due first, undated ones last. One query."""
    sql = f"""SELECT p.account_id, p.visit_id, v.kind, p.id, p."by", p.text, p.due, p.person_id, p.next_step,
        p.opportunity_id FROM promise AS p LEFT JOIN visit AS v ON v.id = p.visit_id
        WHERE p.account_id IN {listed(accounts)} AND p.state = 'open' ORDER BY p.due IS NULL, p.due, p.id"""
    found = Promised(defaultdict(list), defaultdict(set))
    for account, visit, kind, key, by, *rest in told(sql, days=(6,), flags=(8,)):
        found.open[account].append(PromiseFact(key, codes(Party)[by], *rest))
        if kind == VisitKind.COMPLAINT:
            found.complaints[account].add(visit)
    return found


_DEAL = (
    "id", "account", "name", "amount", "outcome", "step", "information_stage", "probability", "expected_date",
    "signed_date", "delivered_date", "phase", "buying_step", "recorded", "bant_budget", "bant_authority",
    "bant_need", "bant_timeline", "budget_amount", "product", "need", "need_cause", "place", "route",
    "project_type", "quantity", "screening", "review_date", "changed",
)
_DAYS = ("expected_date", "signed_date", "delivered_date", "recorded", "review_date", "changed")
_REFERENCES = ("account", "product")
_DEALS = f"SELECT {', '.join(f'{each}_id' if each in _REFERENCES else each for each in _DEAL)} FROM opportunity"
_FORM = ("project_type", "need_cause", "quantity", "need")
"""What form 1 asks for (O1)."""
_BANT = tuple((word, f"bant_{word}") for word in ("budget", "authority", "need", "timeline"))


def opportunities(
    accounts: Sequence[int], met: Contacts, staff: dict[int, list[PersonFact]]
) -> dict[int, list[OpportunityFact]]:
    """The opportunities by account, in the order they were recorded. One query."""
    sql = f"{_DEALS} WHERE account_id IN {listed(accounts)} ORDER BY id"
    found: dict[int, list[OpportunityFact]] = defaultdict(list)
    deciders = {account: Deciders(people) for account, people in staff.items()}
    for row in told(sql, days=[_DEAL.index(each) for each in _DAYS]):
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
    sql = f"""SELECT t.account_id, t.competitor_id, c.name, t.position, t.opportunity_id, t.products
        FROM opportunity_competitor AS t JOIN competitor AS c ON c.id = t.competitor_id
        WHERE t.account_id IN {listed(accounts)} ORDER BY t.id"""
    return grouped(
        (account, CompetitorFact(key, name, codes(Position)[position], deal, products))
        for account, key, name, position, deal, products in told(sql)
    )


def asked(accounts: Sequence[int]) -> dict[int, list[AskedFact]]:
    """The questions chosen or put, by account, oldest first. One query."""
    sql = f"""SELECT a.account_id, a.question, a.person_id, a.state, a.date, a.opportunity_id, q.level, q.spin, q.w
        FROM asking AS a LEFT JOIN question AS q ON q.shipped = a.question OR q.id = a.question - {library.OWN}
        WHERE a.account_id IN {listed(accounts)} ORDER BY a.date, a.id"""
    return grouped((row[0], _asked(*row[1:])) for row in told(sql, days=(4,)))


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
    sql = f"""SELECT n.account_id, n.id, n.kind, n.text, n.state, n.person_id, n.opportunity_id, n.parent_id, n.priority
        FROM need AS n WHERE n.account_id IN {listed(accounts)} ORDER BY n.id"""
    return grouped(
        (row[0], NeedFact(row[1], codes(NeedKind)[row[2]], row[3], codes(NeedState)[row[4] or "open"], *row[5:]))
        for row in told(sql)
    )


def gifts_refused(accounts: Sequence[int]) -> dict[int, list[date]]:
    """The days on which a gift or meal was refused or sent to an approver, by account (V15). One query."""
    sql = f"""SELECT g.account_id, g.date FROM gift AS g
        WHERE g.account_id IN {listed(accounts)} AND g.verdict IN ('refused', 'asked') ORDER BY g.date"""
    return grouped(told(sql, days=(1,)))
