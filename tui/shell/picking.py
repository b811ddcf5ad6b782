"""From what somebody typed to the one row he means; else the list of what it could be."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tui import words
from tui.shell import failing
from tui.shell.context import Context, Stop
from tui.shell.parsing import Usage

if TYPE_CHECKING:
    from models.search import Hit


def query(context: Context, parts: Sequence[str]) -> str:
    """The question of a command line, or of standard input where it is `-`; raises Usage for none."""
    text = context.asked_text(" ".join(parts))
    if not text:
        raise Usage(words.t("shell.usage.query_empty"))
    return text


def one(text: str, kinds: Sequence[str]) -> "Hit":
    """The clear best match; raises Stop with what it could be, one to a line."""
    from models import search

    found = search.best(text, kinds)
    if not isinstance(found, list):
        return found
    if not found:
        raise Stop(failing.NOTHING, words.t("shell.nothing", query=text))
    raise Stop(failing.NOTHING, "\n".join([words.t("shell.ambiguous", query=text), *_could_be(found)]))


def _could_be(hits: "Sequence[Hit]") -> list[str]:
    from models.reads import choices

    houses = choices.names("account", {hit.account for hit in hits if hit.account is not None})
    lines = []
    for hit in hits:
        house = houses.get(hit.account or 0, "")
        beside = house if house != hit.title else hit.subtitle
        lines.append(f"  {words.t(f'shell.type.{hit.kind}')}  {hit.title}" + (f"  {beside}" if beside else ""))
    return lines
