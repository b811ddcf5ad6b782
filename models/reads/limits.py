"""What a report is asked for, as limits of a query over Account and its owner as Member (T4, T16)."""

from typing import Any

from models.reads.reports import Asked
from models.reads.sight import visible


def limited(query: Any, asked: Asked, *, day: Any = None, account: Any = None) -> Any:
    """The query of what the viewer may see, on the days asked for by the column `day`, of the account by `account`."""
    for condition in visible(asked.viewer):
        query = query.where(condition)
    if account is not None and asked.account is not None:
        query = query.where(account == asked.account)
    if day is not None and asked.since is not None:
        query = query.where(day >= asked.since)
    return query if day is None or asked.until is None else query.where(day <= asked.until)
