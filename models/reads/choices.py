"""What a reference may be set to, and the names of what references point to."""

from typing import Any, NamedTuple

from peewee import JOIN

from models import search, tokens
from models.reads.facts import houses
from models.reads.labels import SHOWN
from models.reads.rows import rows
from models.reads.sight import visible
from models.tables import BY_NAME
from models.tables.accounts import Account
from models.tables.team import Member

MOST = 200
"""Options offered at once."""
_SCANNED = 4000


class Option(NamedTuple):
    """One thing a reference may be set to: its id and name; `hint` tells two of the same name apart."""

    id: int
    text: str
    hint: str = ""


def options(
    noun: str, account: int | None, query: str = "", *, viewer: int | None = None, limit: int = MOST
) -> list[Option]:
    """What a reference to a noun may be set to, at an account, best match first.

    People are those of the account, its branches and the group above it, accounts those the viewer may see;
    pinyin and initials match. At most four queries.
    """
    if noun == "account" and query.strip():
        return [Option(hit.row, hit.title) for hit in search.find(query, ["account"], limit, viewer)]
    table: Any = BY_NAME[noun]
    label, hint = (getattr(table, column) for column in SHOWN[noun])
    scope = table.select(table.id, label, hint)
    scope = scope.where(_within(noun, table, account)) if noun in _SCOPED or noun == "member" else scope
    if noun == "account":
        scope = scope.join(Member, JOIN.LEFT_OUTER, on=(Account.owner == Member.id)).where(True, *visible(viewer))
    order = table.sort_key if "sort_key" in table._meta.fields else label
    found = [Option(*row) for row in rows(scope.order_by(order, table.id).limit(_SCANNED))]
    found = [Option(o.id, o.text or o.hint, o.hint if o.text else "") for o in found]
    return (_matching(found, query, person=noun == "person") if query.strip() else found)[:limit]


def _matching(found: list[Option], query: str, *, person: bool) -> list[Option]:
    scored = [(tokens.score(query, option.text, person=person), option) for option in found]
    return [option for score, option in sorted(scored, key=lambda s: -s[0]) if score]


def _within(noun: str, table: Any, account: int | None) -> Any:
    if noun == "member":
        return table.active
    if noun != "person" or account is None:
        return table.account == account
    above = Account.select(Account.parent).where((Account.id == account) & Account.parent.is_null(False))
    return table.account.in_(houses([account])[account]) | table.account.in_(above)


_SCOPED = ("person", "unit", "opportunity", "need")
