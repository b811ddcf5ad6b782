"""The moves of days and amounts, the accepted risks and the open complaints of accounts: one query for all."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from models.reads.rows import grouped, listed, told
from models.rules.radar_facts import AcceptedFact, ComplaintFact, MoveFact
from models.rules.vocabulary_complaints import ComplaintState

_KEPT = """SELECT account_id, 0, id, t.date, opportunity_id, NULL AS person, '' AS code, '' AS reason, NULL AS member,
        day_before, day_after, amount_before, amount_after
        FROM opportunity_move AS t WHERE account_id IN {here}
    UNION ALL SELECT t.account_id, 1, t.id, t.date, t.opportunity_id, t.person_id, t.code, t.reason, m.name,
        NULL, NULL, NULL, NULL
        FROM risk_acceptance AS t LEFT JOIN member AS m ON m.id = t.member_id WHERE t.account_id IN {here}
    UNION ALL SELECT account_id, 2, id, t.date, opportunity_id, person_id, state, t.text, '', moved, due, NULL, NULL
        FROM complaint AS t WHERE account_id IN {here} AND state <> 'closed'"""


class Kept(NamedTuple):
    """What the radar kept, by account, oldest first."""

    moves: dict[int, list[MoveFact]]
    accepted: dict[int, list[AcceptedFact]]
    complained: dict[int, list[ComplaintFact]]


def kept(accounts: Sequence[int]) -> Kept:
    """What the radar kept of accounts (S12). One query."""
    found = told(_KEPT.replace("{here}", listed(accounts)), days=(3, 9, 10))
    found.sort(key=lambda row: (row[3], row[2]))
    return Kept(
        grouped((row[0], _move(*row[3:5], *row[9:])) for row in found if row[1] == 0),
        grouped((row[0], AcceptedFact(row[2], row[6], row[3], row[4], row[5], row[7], row[8] or ""))
                for row in found if row[1] == 1),
        grouped((row[0], _complaint(*row[2:8], *row[9:11])) for row in found if row[1] == 2),
    )  # fmt: skip


def _move(day: object, opportunity: int, earlier: object, later: object, before: object, after: object) -> MoveFact:
    days = (earlier, later) if earlier and later else None
    amounts = (before, after) if before is not None and after is not None else None
    return MoveFact(opportunity, day, days, amounts)  # type: ignore[arg-type]


def _complaint(
    key: int, received: Any, deal: int | None, person: int | None, state: str, text: str, moved: Any, due: Any
) -> ComplaintFact:
    return ComplaintFact(key, ComplaintState(state), received, moved or received, due, person, deal, text)
