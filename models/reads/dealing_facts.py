"""What of the dealing of accounts has a day or is a fact for the rules, in one query however many accounts."""

from collections.abc import Sequence

from models.reads.rows import grouped, listed, told
from models.rules.facts import DealingFact
from models.rules.vocabulary import Purpose

_DEALT = """SELECT account_id, 'quotation', opportunity_id, MIN(id), MIN(t.date), '' FROM quotation AS t
        WHERE account_id IN {here} AND state <> 'draft' GROUP BY account_id, opportunity_id
    UNION ALL SELECT account_id, 'milestone', opportunity_id, id, due, deliverable FROM milestone
        WHERE account_id IN {here} AND state <> 'done'
    UNION ALL SELECT account_id, 'payment', opportunity_id, id, due, t.text FROM payment AS t
        WHERE account_id IN {here} AND paid IS NULL
    UNION ALL SELECT account_id, 'served', COALESCE(opportunity_id, 0), MAX(id), MAX(t.date), '' FROM visit AS t
        WHERE account_id IN {here} AND state = 'done' AND purposes LIKE ? GROUP BY account_id, opportunity_id
    UNION ALL SELECT account_id, 'package', opportunity_id, id, until, t.text FROM service_package AS t
        WHERE account_id IN {here} AND state = 'active'
    UNION ALL SELECT account_id, 'contract', opportunity_id, id, renewal, '' FROM contract
        WHERE account_id IN {here} AND state = 'signed'
    UNION ALL SELECT account_id, 'report', opportunity_id, MAX(id), MAX(t.date), kind FROM deal_report AS t
        WHERE account_id IN {here} GROUP BY account_id, opportunity_id, kind"""


def dealt(accounts: Sequence[int]) -> dict[int, list[DealingFact]]:
    """By account: quotations given, open milestones, money to come in, service that runs, the last service visit,
    signed contracts with their renewal, and the newest report of each kind (O13, O18, O19, O20, V13). One query.
    """
    found = told(_DEALT.replace("{here}", listed(accounts)), (f"%{Purpose.SERVICE}%",), days=(4,))
    found.sort(key=lambda row: (row[0], row[2], row[1], row[3]))
    return grouped((account, DealingFact(kind, key, deal, day, text)) for account, kind, deal, key, day, text in found)
