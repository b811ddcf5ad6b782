"""What of the dealing of accounts has a day or is a fact for the rules, in one query however many accounts."""

from collections.abc import Sequence
from typing import Any

from peewee import SQL, Value, fn

from models.reads.rows import among, grouped, rows
from models.rules.facts import DealingFact
from models.tables.dealing import Contract, DealReport, Milestone, Payment, Quotation


def dealt(accounts: Sequence[int]) -> dict[int, list[DealingFact]]:
    """By account: quotations given, open milestones, money to come in, signed contracts with their renewal, and the
    newest report of each kind (O13, O18, O19, O20). One query.
    """
    given = fn.MIN(Quotation.date)
    parts = [
        _part(Quotation, "quotation", given, fn.MIN(Quotation.id), SQL("''"), accounts)
        .where(Quotation.state != "draft").group_by(Quotation.account, Quotation.opportunity),
        _part(Milestone, "milestone", Milestone.due, Milestone.id, Milestone.deliverable, accounts)
        .where(Milestone.state != "done"),
        _part(Payment, "payment", Payment.due, Payment.id, Payment.text, accounts).where(Payment.paid.is_null()),
        _part(Contract, "contract", Contract.renewal, Contract.id, SQL("''"), accounts)
        .where(Contract.state == "signed"),
        _part(DealReport, "report", fn.MAX(DealReport.date), fn.MAX(DealReport.id), DealReport.kind, accounts)
        .group_by(DealReport.account, DealReport.opportunity, DealReport.kind),
    ]  # fmt: skip
    query: Any = parts[0]
    for part in parts[1:]:
        query = query.union_all(part)
    found = sorted(rows(query), key=lambda row: (row[0], row[2], row[1], row[3]))
    return grouped((account, DealingFact(kind, key, deal, day, text)) for account, kind, deal, key, day, text in found)


def _part(table: Any, kind: str, day: Any, key: Any, text: Any, accounts: Sequence[int]) -> Any:
    made = table.select(table.account, Value(kind).alias("kind"), table.opportunity, key.alias("key"), day.alias("day"),
                        text.alias("text"))  # fmt: skip
    return made.where(among(table.account, accounts))
