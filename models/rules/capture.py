"""A visit out of one line (quick capture): who, what, stances seen, promises, when; and the line written out of it.

`华北局 黄+刘 谈技改标准 刘:E>N "愿意看测试报告" 我:周五送样 他:下周给参数 @6/12 14:00`: the account leads, people of it
follow, then what happened; what stands behind a key and a colon is a stance, a promise or a field. What cannot be
understood is a `Problem`, never a guess. Sources: screens (quick capture), V1, V2, V9.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple

from models.rules.vocabulary import Party, Stance, VisitState

MOST_HEAD = 8
"""Leading words that may be the name of an account."""


class Match(NamedTuple):
    """Who or what a word may be: one id, or several; `strong` when it is surely meant for a name."""

    ids: tuple[int, ...] = ()
    strong: bool = False


Lookup = Callable[[str], Match]


def nobody(_text: str) -> Match:
    """The lookup where nothing is known."""
    return Match()


class Known(NamedTuple):
    """What names mean at the account of the line, with the stance each person is on record with."""

    person: Lookup = nobody
    deal: Lookup = nobody
    member: Lookup = nobody
    people: Mapping[int, str] = {}
    deals: Mapping[int, str] = {}
    members: Mapping[int, str] = {}


class Moved(NamedTuple):
    """A stance seen in the visit: `before` is what the line says it was."""

    person: int
    before: Stance | None
    after: Stance
    evidence: str = ""


class Said(NamedTuple):
    """A promise; `step` when the line calls it the next step."""

    by: Party
    text: str
    due: date | None = None
    person: int | None = None
    step: bool = False


class Problem(NamedTuple):
    """What cannot be understood: the word, and the ids it could stand for."""

    code: str
    word: str
    ids: tuple[int, ...] = ()


class Captured(NamedTuple):
    """What a line was understood as."""

    people: tuple[int, ...] = ()
    text: str = ""
    moves: tuple[Moved, ...] = ()
    promises: tuple[Said, ...] = ()
    day: date | None = None
    time: str = ""
    state: VisitState = VisitState.DONE
    kind: str = "visit"
    result: str = ""
    advance: str = ""
    no_next_step: str = ""
    information: str = ""
    reaction: str = ""
    place: str = ""
    purposes: tuple[str, ...] = ()
    aims: tuple[str, ...] = ()
    deal: int | None = None
    amount: int | None = None
    members: tuple[int, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def next_step(self) -> Said | None:
        """Our next step: the promise the line calls so, else our first dated one (V9)."""
        ours = [said for said in self.promises if said.by is Party.US and said.due is not None and said.text]
        return next((said for said in ours if said.step), ours[0] if ours else None)

    @property
    def lacks_step(self) -> bool:
        """Whether it is done without a next step or a reason for none (V9)."""
        return self.state is VisitState.DONE and self.next_step is None and not self.no_next_step
