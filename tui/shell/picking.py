"""From what somebody typed to the one row he means; else the list of what it could be."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from models.rules.text import bounded, term_safe
from tui import words
from tui.shell import failing, seeing
from tui.shell.context import Context, Stop
from tui.shell.parsing import Usage

if TYPE_CHECKING:
    from models.search import Hit

FIELDS = ("type", "id", "name", "account", "account_id", "match")
Row = tuple[str, int, str, str | None, int | None, str]
MOST = 10
"""Matches among which the best must stand out."""
SHOWN = 200
"""Cells of a question that an answer says again."""


def query(context: Context, parts: Sequence[str]) -> str:
    """The question of a command line, or of standard input where it is `-`; raises Usage for none."""
    text = context.asked_text(" ".join(parts))
    if not text:
        raise Usage(words.t("shell.usage.query_empty"))
    return text


def one(context: Context, text: str, kinds: Sequence[str]) -> "Hit":
    """The clear best match, an empty seat is none; raises Stop with what it could be, one to a line."""
    from models import search
    from models.reads import persons

    found = search.find(text, kinds, limit=MOST, viewer=seeing.viewer(context))
    people = {hit.row for hit in found if hit.kind == "person"}
    seats = persons.seats(people) if people else set()
    best = search.clear([hit for hit in found if hit.kind != "person" or hit.row not in seats])
    if not isinstance(best, list):
        return best
    could_be = rows(best)
    if not could_be:
        raise Stop(failing.NOTHING, nothing(text))
    lines = [words.t("shell.ambiguous", query=bounded(text, SHOWN)), *map(_told, could_be)]
    raise Stop(failing.NOTHING, "\n".join(lines), [dict(zip(FIELDS, row, strict=True)) for row in could_be])


def deal(context: Context, text: str) -> int:
    """The opportunity that is meant: itself, or the one that is open at an account; raises Stop for none or several."""
    from models.reads import opportunities

    hit = one(context, text, ("opportunity", "account"))
    seeing.ensure(context, hit.account or hit.row)
    if hit.kind == "opportunity":
        return hit.row
    there = opportunities.open_at(hit.row)
    if len(there) == 1:
        return next(iter(there))
    if not there:
        raise Stop(failing.NOTHING, words.t("shell.no_open_deal", account=hit.title))
    names = (f"  {term_safe(name)}" for name in there.values())
    raise Stop(failing.NOTHING, "\n".join([words.t("shell.which_deal", account=hit.title), *names]))


def nothing(text: str) -> str:
    """That nothing answers a question, which may have been long."""
    return words.t("shell.nothing", query=bounded(term_safe(text), SHOWN))


def rows(hits: "Sequence[Hit]") -> list[Row]:
    """What was found, as programs and people read it."""
    from models.reads import labels

    houses = labels.names("account", {hit.account for hit in hits if hit.account is not None})
    return [
        (hit.kind, hit.row, _title(hit), houses.get(hit.account or 0), hit.account, hit.subtitle or _title(hit))
        for hit in hits
    ]


def _title(hit: "Hit") -> str:
    """The name of what was found; a question in the language in use, where it has both."""
    return hit.subtitle if hit.kind == "library" and words.language() == "en" and hit.subtitle else hit.title


def _told(row: Row) -> str:
    kind, _, name, house, _, match = row
    beside = house if house != name else match if match != name else ""
    return f"  {words.t(f'shell.type.{kind}')}  {name}" + (f"  {beside}" if beside else "")
