"""What is due and what to do next: one ranked list with explained points (S13, V4)."""

from collections.abc import Iterable
from datetime import date

from models.rules import complaints, dealing, gate_due, strategy_due
from models.rules.advice import Action, advice, coach_action
from models.rules.agenda import LEADING, Agenda, Detail, DueItem, Weight, kept, weighed
from models.rules.clock import returns
from models.rules.coach import firm_champions
from models.rules.facts import AccountFacts, Finding, OpportunityFact, PromiseFact
from models.rules.people import known
from models.rules.risks import risks
from models.rules.settings import Settings
from models.rules.urgency import Cadence, alive, cadence, classify, due_date, leading, urgency_rank, won
from models.rules.vocabulary import DueKind, Party, Severity, Urgency


def due_items(
    facts: AccountFacts, today: date, settings: Settings, extra: Iterable[DueItem] = ()
) -> tuple[DueItem, ...]:
    """Everything due at an account, past and to come, highest score first (S13, V4).

    Promises, planned visits, the follow-up, birthdays, risks with their advice, and what the caller adds
    (tasks, gates, approvals); every item is scored here, whatever score it came with.
    """
    return weighed(agenda(facts, today, settings), today, extra)


def agenda(
    facts: AccountFacts, today: date, settings: Settings, found: Iterable[Finding] | None = None
) -> Agenda:
    """What is due at an account, to be kept; `found` are its risks where the caller knows them already."""
    items = [
        *(_promise(p, facts) for p in facts.promises),
        *_visits(facts),
        *_follow_up(facts, today, settings),
        *_birthdays(facts, today, settings),
        *dealing.due(facts, settings),
        *gate_due.due(facts, settings),
        *complaints.due(facts.id, facts.complained, settings),
        *strategy_due.due(facts, today, settings),
        *_risk_items(facts, today, settings, risks(facts, today, settings) if found is None else found),
    ]
    return kept(facts.id, facts.passive_source, _weights(facts, today, settings), items, today)


def _weights(facts: AccountFacts, today: date, settings: Settings) -> dict[int, Weight]:
    """What each opportunity adds, and the leading one to what belongs to none."""
    found = {o.id: _weight(o, facts, today, settings) for o in facts.opportunities}
    first = leading(facts, today, settings)
    return found | ({LEADING: found[first.id]} if first else {})


def _weight(opportunity: OpportunityFact, facts: AccountFacts, today: date, settings: Settings) -> Weight:
    amount = opportunity.amount if alive(opportunity) else None
    return Weight(classify(opportunity, facts.has_contact, today, settings), amount)


def _promise(promise: PromiseFact, facts: AccountFacts) -> DueItem:
    ours = promise.by is Party.US
    return DueItem(
        DueKind.PROMISE_OURS if ours else DueKind.PROMISE_THEIRS,
        promise.due,
        facts.id,
        promise.opportunity,
        () if promise.person is None else (promise.person,),
        "next_step" if promise.next_step else "keep_promise" if ours else "remind_promise",
        ("promise", promise.id),
        (("text", promise.text),),
        ("promised",) if promise.due else ("promised", "no_date"),
    )


def _visits(facts: AccountFacts) -> Iterable[DueItem]:
    for visit in facts.planned:
        detail: Detail = (("kind", str(visit.kind)), ("text", visit.summary))
        yield DueItem(
            DueKind.VISIT,
            visit.date,
            facts.id,
            visit.opportunity,
            visit.people,
            "make_visit",
            ("visit", visit.id),
            detail,
            ("planned",),
        )


def _follow_up(facts: AccountFacts, today: date, settings: Settings) -> Iterable[DueItem]:
    """One per account, unless a visit is planned: of the opportunity that is due first.

    Undecided and undelivered ones go before postponed and lost ones; an account without any has its own.
    """
    if any(v.date >= today for v in facts.planned):
        return
    choices = [
        (urgency, due, o, often)
        for o in facts.opportunities
        if not (won(o) and o.delivered)
        for urgency in [classify(o, facts.has_contact, today, settings)]
        for often in [cadence(urgency, facts.value_class, facts.company_grade, settings)]
        for due in [due_date(o.last_contact or facts.last_contact, o.recorded or facts.recorded, often.days)]
        if due is not None
    ]
    live = [c for c in choices if c[0] not in (Urgency.D, Urgency.F)]
    if live:
        urgency, due, subject, often = min(live, key=lambda c: (c[1], urgency_rank(c[0]), c[2].id))
        yield _follow_up_item(facts, subject, urgency, due, often)
        return
    if choices:
        urgency, due, subject, often = max(choices, key=lambda c: (c[1], -c[2].id))
        yield _follow_up_item(facts, subject, urgency, due, often)
        return
    often = cadence(None, facts.value_class, facts.company_grade, settings)
    if own := due_date(facts.last_contact, facts.recorded, often.days):
        yield _follow_up_item(facts, None, None, own, often)


def _follow_up_item(
    facts: AccountFacts, subject: OpportunityFact | None, urgency: Urgency | None, due: date, often: Cadence
) -> DueItem:
    letter = str(urgency) if urgency else "none"
    detail: Detail = (("urgency", letter), ("days", often.days))
    by = {"value_class": f"value_class:{facts.value_class}", "company_grade": f"company_grade:{facts.company_grade}"}
    return DueItem(
        DueKind.FOLLOW_UP,
        due,
        facts.id,
        subject.id if subject else None,
        (),
        "follow_up",
        ("opportunity", subject.id) if subject else ("account", facts.id),
        detail,
        (by.get(often.by, f"urgency:{letter}"), *(("passive_source",) if facts.passive_source else ())),
    )


def _birthdays(facts: AccountFacts, today: date, settings: Settings) -> Iterable[DueItem]:
    for person in known(facts):
        if person.birthday is None:
            continue
        day = returns(person.birthday, today)
        if (day - today).days <= settings.promise_warning_days:
            who, subject = (person.id,), ("person", person.id)
            why = ("birthday",)
            yield DueItem(DueKind.BIRTHDAY, day, facts.id, None, who, "congratulate", subject, (), why)


def _risk_items(
    facts: AccountFacts, today: date, settings: Settings, found: Iterable[Finding]
) -> Iterable[DueItem]:
    """Risks that are not low, as actions for today; those that call for the same action become one."""
    merged: dict[str, DueItem] = {}
    for risk in found:
        if risk.severity == Severity.LOW:
            continue
        action = advice(risk, facts, today, settings)
        item = DueItem(
            DueKind.RISK,
            today,
            facts.id,
            risk.opportunity,
            action.people,
            action.code,
            ("account", facts.id),
            action.detail,
            action.why,
            risk.severity,
        )
        merged[action.code] = _joined(merged[action.code], item) if action.code in merged else item
    return merged.values()


def _joined(first: DueItem, second: DueItem) -> DueItem:
    """Two items with the same action: the graver one's values, everyone's people and reasons."""
    people = tuple(dict.fromkeys(first.people + second.people))
    return first._replace(people=people, why=tuple(dict.fromkeys(first.why + second.why)))


def next_action(
    facts: AccountFacts, today: date, settings: Settings, extra: Iterable[DueItem] = (), *,
    planned: Agenda | None = None,
) -> Action | None:  # fmt: skip
    """The first thing to do at an account: what is due within the warning days, else a coach to win (S13).

    `planned` is its agenda where the caller knows it already.

    Failing both, the next thing to come.
    """
    items = weighed(planned or agenda(facts, today, settings), today, extra)
    near = [i for i in items if i.date and (i.date - today).days <= settings.promise_warning_days]
    if near:
        return as_action(near[0], today)
    if not firm_champions(facts, today, settings):
        coach = coach_action(facts, today, settings, "no_coach")
        if coach:
            return coach
    return as_action(items[0], today) if items else None


def as_action(item: DueItem, today: date) -> Action:
    """A due item as an action; an overdue one says so, in days, among its reasons (S13)."""
    late = (today - item.date).days if item.date else 0
    overdue = (f"overdue:{late}",) if late > 0 else ()
    return Action(item.code, item.people, item.detail, (*item.why, *overdue))
