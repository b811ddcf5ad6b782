"""What must not be said to whom: rivals and taboo subjects (P10, P1)."""

from collections.abc import Set

from models.rules.facts import AccountFacts, Finding
from models.rules.people import by_weight
from models.rules.vocabulary import RelationKind, Severity


def landmines(facts: AccountFacts, meeting: Set[int] | None = None) -> tuple[Finding, ...]:
    """Rivalries (`landmine`), then taboo subjects (`taboo`), of the people met by id, or of all (P10, C3).

    A landmine's people are the one addressed and the one not to mention; details: `certainty` known or
    suspected, `note`. A taboo's people are the one; detail: `subject`. Known rivalries come first.
    """
    return (*_rivalries(facts, meeting), *_taboos(facts, meeting))


def _rivalries(facts: AccountFacts, meeting: Set[int] | None) -> tuple[Finding, ...]:
    present = {p.id for p in facts.people}
    found: dict[tuple[int, int], Finding] = {}
    rivals = [r for r in facts.relations if r.kind is RelationKind.RIVAL and {r.person, r.other} <= present]
    for relation in sorted(rivals, key=lambda r: r.suspected):
        certainty = "suspected" if relation.suspected else "known"
        severity = Severity.MEDIUM if relation.suspected else Severity.HIGH
        detail: list[tuple[str, str | int]] = [("certainty", certainty)]
        if relation.note:
            detail.append(("note", relation.note))
        for pair in ((relation.person, relation.other), (relation.other, relation.person)):
            if meeting is None or pair[0] in meeting:
                found.setdefault(pair, Finding("landmine", severity, pair, detail=tuple(detail)))
    return tuple(found.values())


def _taboos(facts: AccountFacts, meeting: Set[int] | None) -> tuple[Finding, ...]:
    return tuple(
        Finding("taboo", Severity.MEDIUM, (p.id,), detail=(("subject", p.taboo.strip()),))
        for p in by_weight(facts.people)
        if p.taboo.strip() and (meeting is None or p.id in meeting)
    )
