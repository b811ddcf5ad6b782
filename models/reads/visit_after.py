"""A contact with what was remarked on it, and what is worth seeing to after it (V10, V12)."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from models.reads import labels, preparing, servicing, sight
from models.reads.facts import one
from models.reads.rows import grouped, listed, told
from models.reads.servicing import Service
from models.reads.visits import Visited, visit
from models.rules import gates
from models.rules.coverage import gaps
from models.rules.facts import AccountFacts, CompetitorFact, OpportunityFact, PersonFact
from models.rules.preparing import Prepared
from models.rules.settings import Settings
from models.rules.visit_after import Prompt, prompts
from models.rules.vocabulary import Purpose, VisitKind, VisitState
from models.rules.vocabulary_gates import GateItem


class RemarkRow(NamedTuple):
    """A remark: `unread` by whoever noted the contact."""

    id: int
    date: date
    text: str
    member: int | None
    member_name: str
    unread: bool


class After(NamedTuple):
    """A contact and what follows: who was met, gate items that want, letters of 5W2H nobody knows, what to ask."""

    account: int
    account_name: str
    visited: Visited
    remarks: tuple[RemarkRow, ...]
    met: tuple[PersonFact, ...]
    deal: OpportunityFact | None
    wanting: tuple[GateItem, ...]
    whys: tuple[str, ...]
    rivals: tuple[CompetitorFact, ...]
    first: bool
    prompts: tuple[Prompt, ...]
    prepared: Prepared
    service: Service | None
    """What one has at hand where the visit is for service; None where it is not (V13)."""
    names: dict[int, str]
    """Of whom something was asked."""


def remarks(visits: Collection[int]) -> dict[int, list[RemarkRow]]:
    """The remarks on contacts, the oldest first, by contact. One query."""
    found = told(
        f"""SELECT r.visit_id, r.id, r.date, r.text, r.member_id, m.name,
            (SELECT COUNT(*) FROM task AS t WHERE t.state = 'open' AND t.cause = 'remark:' || r.id)
        FROM remark AS r LEFT JOIN member AS m ON m.id = r.member_id
        WHERE r.visit_id IN {listed(visits)} ORDER BY r.id""",
        days=(2,),
    )
    return grouped(
        (visit, RemarkRow(key, day, text, member, name or "", unread=bool(unread)))
        for visit, key, day, text, member, name, unread in found
    )


def after(number: int, today: date, settings: Settings, viewer: int | None = None) -> After:
    """A contact whole, with what to see to once it is done; LookupError when it is gone or not seen (T4).

    At most 21 queries besides the facts of the account.
    """
    visited = visit(number)
    account = visited.record.account or 0
    if account not in sight.seen(viewer, [account]):
        raise LookupError(number)
    facts = one(account, today, include_branches=True)
    values = visited.record.values
    met = _met(facts, values["people"])
    deal = next((each for each in facts.opportunities if each.id == values["opportunity"]), None)
    wanting = gates.gate(facts, deal.id, settings).open if deal else ()
    whys = tuple(
        found.code.partition(":")[2] for found in gaps(facts, deal and deal.id, today, settings)
        if found.code.startswith("5w2h:")
    )  # fmt: skip
    rivals = tuple(each for each in facts.competitors if deal is None or each.opportunity in (None, deal.id))
    done = values["state"] == VisitState.DONE
    first = done and VisitKind(str(values["kind"])).face_to_face and _first(account)
    asked = prompts(
        first=first, met=bool(met), deal=deal is not None, wanting=len(wanting), rivals=len(rivals), whys=len(whys)
    )
    return After(
        account, facts.name, visited, tuple(remarks([number]).get(number, ())), met, deal, wanting, whys, rivals,
        first, asked if done else (), preparing.prepared(number), _service(account, values["purposes"]),
        labels.people(each.person for each in visited.asked if each.person is not None),
    )  # fmt: skip


def _service(account: int, purposes: object) -> Service | None:
    return servicing.service(account) if isinstance(purposes, tuple) and Purpose.SERVICE in purposes else None


def _met(facts: AccountFacts, people: object) -> tuple[PersonFact, ...]:
    there = set(people) if isinstance(people, tuple) else set()
    return tuple(person for person in facts.people if person.id in there and not person.placeholder)


def _first(account: int) -> bool:
    """Whether nobody planned or did more than one visit face to face there. One query."""
    remote = ",".join(f"'{kind.value}'" for kind in VisitKind if not kind.face_to_face)
    sql = f"SELECT COUNT(*) FROM visit WHERE account_id = ? AND state <> 'cancelled' AND kind NOT IN ({remote})"
    return int(told(sql, (account,))[0][0]) == 1


def bid(account: int, opportunity: int | None, competitor: int) -> int | None:
    """The newest note on a competitor at an account: on the opportunity, else on none; None without one. One query."""
    here = "" if opportunity is None else f"opportunity_id = {int(opportunity)} OR "
    found = told(
        f"""SELECT id FROM opportunity_competitor WHERE account_id = ? AND competitor_id = ?
        AND ({here}opportunity_id IS NULL)
        ORDER BY CASE WHEN opportunity_id IS NULL THEN 1 ELSE 0 END, id DESC LIMIT 1""",
        (account, competitor),
    )
    return int(found[0][0]) if found else None
