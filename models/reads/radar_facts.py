"""What was moved, accepted, complained of, planned and scored at accounts: one query for all."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from models.reads.rows import grouped, listed, told
from models.rules.factors import ScoreFact
from models.rules.radar_facts import AcceptedFact, ComplaintFact, MoveFact, PlanningFact
from models.rules.vocabulary_complaints import ComplaintState
from models.rules.vocabulary_strategy import FactorSide

_KEPT = """SELECT account_id, 0, id, t.date, opportunity_id, NULL AS person, '' AS code, '' AS reason, NULL AS member,
        day_before, day_after, amount_before, amount_after
        FROM opportunity_move AS t WHERE account_id IN {here}
    UNION ALL SELECT t.account_id, 1, t.id, t.date, t.opportunity_id, t.person_id, t.code, t.reason, m.name,
        NULL, NULL, NULL, NULL
        FROM risk_acceptance AS t LEFT JOIN member AS m ON m.id = t.member_id WHERE t.account_id IN {here}
    UNION ALL SELECT account_id, 2, id, t.date, opportunity_id, person_id, state, t.text, '', moved, due, NULL, NULL
        FROM complaint AS t WHERE account_id IN {here} AND state <> 'closed'
    UNION ALL SELECT account_id, 3, id, made, NULL, NULL, 'plan', CAST(year AS TEXT), '', NULL, NULL, NULL, NULL
        FROM account_plan WHERE account_id IN {here}
    UNION ALL SELECT account_id, 3, MAX(id), MAX(t.date), NULL, NULL, 'review', '', '', NULL, NULL, NULL, NULL
        FROM plan_review AS t WHERE account_id IN {here} GROUP BY account_id
    UNION ALL SELECT account_id, 3, id, t.date, NULL, person_id, 'survey', '', '', NULL, NULL, score, NULL
        FROM survey AS t WHERE account_id IN {here}
    UNION ALL SELECT account_id, 3, MAX(id), MAX(t.date), NULL, NULL, 'hold', item, '', NULL, NULL, NULL, NULL
        FROM hold_tick AS t WHERE account_id IN {here} GROUP BY account_id, item
    UNION ALL SELECT account_id, 3, id, until, NULL, NULL, 'barrier', t.text, '', NULL, NULL, NULL, NULL
        FROM barrier AS t WHERE account_id IN {here} AND until IS NOT NULL AND state IN ('in_place', 'eroding')
    UNION ALL SELECT f.account_id, 4, f.id, NULL, f.opportunity_id, f.competitor_id, f.factor, n.text, f.side,
        NULL, NULL, f.score, n.weight
        FROM factor_score AS f LEFT JOIN need AS n ON n.id = f.criterion_id WHERE f.account_id IN {here}"""


class Kept(NamedTuple):
    """What the radar and the strategy keep, by account, oldest first."""

    moves: dict[int, list[MoveFact]]
    accepted: dict[int, list[AcceptedFact]]
    complained: dict[int, list[ComplaintFact]]
    planning: dict[int, list[PlanningFact]]
    scored: dict[int, list[ScoreFact]]


def kept(accounts: Sequence[int]) -> Kept:
    """What the radar and the strategy keep of accounts (S4, S8, S12). One query."""
    found = told(_KEPT.replace("{here}", listed(accounts)), days=(3, 9, 10))
    found.sort(key=lambda row: (row[3] or date.min, row[2]))
    return Kept(
        grouped((row[0], _move(*row[3:5], *row[9:])) for row in found if row[1] == 0),
        grouped((row[0], AcceptedFact(row[2], row[6], row[3], row[4], row[5], row[7], row[8] or ""))
                for row in found if row[1] == 1),
        grouped((row[0], _complaint(*row[2:8], *row[9:11])) for row in found if row[1] == 2),
        grouped((row[0], PlanningFact(row[6], row[2], row[3], row[7], row[5], row[11]))
                for row in found if row[1] == 3),
        grouped((row[0], ScoreFact(row[2], row[6], FactorSide(row[8]), row[5], row[11], row[4], row[12], row[7] or ""))
                for row in found if row[1] == 4),
    )  # fmt: skip


def _move(day: object, opportunity: int, earlier: object, later: object, before: object, after: object) -> MoveFact:
    days = (earlier, later) if earlier and later else None
    amounts = (before, after) if before is not None and after is not None else None
    return MoveFact(opportunity, day, days, amounts)  # type: ignore[arg-type]


def _complaint(
    key: int, received: Any, deal: int | None, person: int | None, state: str, text: str, moved: Any, due: Any
) -> ComplaintFact:
    return ComplaintFact(key, ComplaintState(state), received, moved or received, due, person, deal, text)
