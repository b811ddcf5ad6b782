"""The credit of an account: what is agreed, and how it paid in the newest year of which that is known (S14)."""

from models.reads.figure_facts import figures
from models.reads.rows import rows
from models.rules.credit import CreditFact
from models.tables.accounts import Account


def account_credit(account: int) -> CreditFact:
    """What is known of the credit of an account; LookupError when it is gone. Two queries."""
    a = Account
    found = rows(a.select(a.credit_limit, a.credit_days, a.credit_terms).where(a.id == account))
    if not found:
        raise LookupError(account)
    years = figures([account]).get(account, [])
    collection = next((year.collection_days for year in years if year.collection_days is not None), None)
    overdue = next((year.overdue for year in years if year.overdue is not None), None)
    limit, days, terms = found[0]
    return CreditFact(limit, days, terms, collection, overdue)
