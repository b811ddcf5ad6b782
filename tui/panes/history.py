"""Who changed what, and when, field by field."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

from models.reads import history
from models.reads.history import IntentRow
from tui.paged_pane import PagedPane
from tui.past import Names, Past, Visits, called
from tui.widgets.listing import Line
from tui.words import t


class Answer(NamedTuple):
    """The intents, what all they refer to is called, and whether no older ones follow."""

    intents: list[IntentRow]
    names: Names
    visits: Visits
    whole: bool


class History(PagedPane[Answer]):
    """Every intention about this account, newest first, with its changes."""

    NAME = "history"
    SHOWS = frozenset({"*"})

    LACKS = frozenset({"add", "edit", "delete", "done", "snooze"})

    names: Names
    visits: Visits

    def read(self) -> Callable[[], Answer] | None:
        return partial(_ask, self.account, self.most) if self.account is not None else None

    def touched(self, topics: frozenset[str], accounts: frozenset[int] | None = None) -> None:  # noqa: ARG002
        """Every change makes history."""
        self.refresh_soon() if topics else None

    def show(self, answer: Answer | None) -> None:
        self.names, self.visits = {}, {}
        self.fill(self.lines_of(answer) if answer else (), empty=t("history.empty"))

    def further(self, answer: Answer, most: int) -> Callable[[], Answer] | None:
        if answer.whole or self.account is None:
            return None
        return partial(_ask, self.account, most, answer.intents[-1].id)

    def joined(self, answer: Answer, more: Answer) -> Answer:
        intents, names, visits = answer.intents + more.intents, answer.names | more.names, answer.visits | more.visits
        return Answer(intents, names, visits, more.whole)

    def lines_of(self, more: Answer) -> Iterator[Line]:
        self.names, self.visits = self.names | more.names, self.visits | more.visits
        past = Past(self.app, self.names, self.visits)
        for row in more.intents:
            yield from past.lines(row)


def _ask(account: int, most: int, before: int | None = None) -> Answer:
    """The intents, or those older than one, and the names of all they refer to."""
    intents = history.of_account(account, limit=most, before=before)
    return Answer(intents, *called(intents), whole=len(intents) < most)
