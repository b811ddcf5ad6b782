"""The decision chains of accounts and what was ticked at their gates, in two queries however many accounts."""

from collections.abc import Sequence
from datetime import date

from models.reads.rows import codes, grouped, listed, told
from models.rules.facts import ChainFact, LinkFact, TickFact
from models.rules.vocabulary_gates import GateItem

_CHAINS = """SELECT c.account_id, c.opportunity_id, c.id, c.person_id, c.unit_id, c.key, (
        SELECT COUNT(DISTINCT met.visit_id) FROM visit_person AS met JOIN visit AS v ON v.id = met.visit_id
        WHERE v.state = 'done' AND v.date <= ? AND (
            met.person_id IN (SELECT person_id FROM chain_link WHERE opportunity_id = c.opportunity_id
                              AND person_id IS NOT NULL)
            OR met.person_id IN (SELECT person_id FROM committee_member WHERE unit_id IN (
                SELECT unit_id FROM chain_link WHERE opportunity_id = c.opportunity_id AND unit_id IS NOT NULL))
            OR met.person_id IN (SELECT id FROM person WHERE unit_id IN (
                SELECT unit_id FROM chain_link WHERE opportunity_id = c.opportunity_id AND unit_id IS NOT NULL))))
    FROM chain_link AS c WHERE c.account_id IN {here} ORDER BY c.opportunity_id, c.place, c.id"""
"""Places of chains, each with how many done contacts there were with anybody on its chain: people, and of groups."""
_TICKS = """SELECT t.account_id, t.id, t.item, t.date, t.opportunity_id, t.auto, t.evidence, m.name
    FROM gate_tick AS t LEFT JOIN member AS m ON m.id = t.member_id
    WHERE t.account_id IN {here} ORDER BY t.date, t.id"""


def chains(accounts: Sequence[int], until: date) -> dict[int, list[ChainFact]]:
    """The chains by account, each in its order, with how many done contacts there were along it. One query."""
    found = told(_CHAINS.replace("{here}", listed(accounts)), (until,), flags=(5,))
    contacts = {deal: int(count or 0) for _, deal, *_, count in found}
    links = grouped(((account, deal), LinkFact(key, person, unit, flag))
                    for account, deal, key, person, unit, flag, _ in found)  # fmt: skip
    return grouped(
        (account, ChainFact(deal, tuple(places), contacts[deal])) for (account, deal), places in links.items()
    )


def ticks(accounts: Sequence[int]) -> dict[int, list[TickFact]]:
    """What was ticked by account, oldest first. One query."""
    found = told(_TICKS.replace("{here}", listed(accounts)), days=(3,), flags=(5,))
    return grouped(
        (account, TickFact(key, codes(GateItem)[item], day, deal, auto, evidence, by or ""))
        for account, key, item, day, deal, auto, evidence, by in found
    )
