"""What the guide and the face of questions read: the funnel, the people, and which answers are half written."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from models.reads import concerns, facts, people, questions
from models.reads.brief import QuestionLine
from models.reads.cards import PersonLine
from models.reads.people import Board
from models.reads.questions import AskingRow, Guide
from models.reads.stock import Entry
from models.rules.settings import Settings
from models.rules.vocabulary import AskingState
from tui import drafts

SHOWS = frozenset({
    "asking", "need", "person", "person_role", "stance_entry", "opportunity", "opportunity_competitor", "competitor",
    "visit", "visit_person", "question", "setting", "account", "concern",
})  # fmt: skip
"""The tables whose change makes both read again."""
EVERY = 10_000
"""More than there are questions: one may step to any level."""
NEXT = 9
TYPED = ("answer", "meant")
"""What is typed about a question."""


@dataclass(frozen=True, slots=True)
class Told:
    """All that is shown of an account's questions."""

    guide: Guide
    board: Board
    people: Mapping[int, PersonLine]
    drafts: frozenset[int]
    """Askings with an answer that was typed and not entered."""
    fears: tuple[Entry, ...] = ()
    """What the person asked is likely to fear."""

    @property
    def rows(self) -> Iterator[AskingRow]:
        """Everything chosen, asked and answered, down the funnel."""
        for level in self.guide.levels:
            yield from level.asked
        yield from self.guide.free

    def row(self, asking: int) -> AskingRow | None:
        """An asking by its id."""
        return next((row for row in self.rows if row.id == asking), None)

    def next(self, level: str = "", limit: int = NEXT, found: int = 0) -> list[QuestionLine]:
        """The best questions that are not chosen yet, of one level where one stepped to it; one `found` comes first."""
        taken = {row.question for row in self.rows if row.state != AskingState.ANSWERED}
        fitting = [q for q in self.guide.next if q.id not in taken and (level in ("", q.level) or q.id == found)]
        return sorted(fitting, key=lambda q: q.id != found)[:limit]

    def place(self, number: int) -> tuple[str, int]:
        """Where a question of the library stands: chosen, asked or answered before, or among those to ask next."""
        asked = next((row.id for row in self.rows if row.question == number), None)
        return ("next", number) if asked is None else ("asking", asked)

    @property
    def whom(self) -> PersonLine | None:
        """The person asked, None for anyone."""
        return self.people.get(self.guide.person or 0)


def ask(
    account: int, today: date, person: int | None, opportunity: int | None, language: str, settings: Settings,
    wanted: int = 0,
) -> Told:  # fmt: skip
    """Read it all, and what lies half written; LookupError when the account is gone."""
    known_of = facts.one(account, today, include_branches=True)
    found = questions.guide_of(known_of, today, settings, person, opportunity, language, EVERY, wanted)
    board = people.board_of(known_of, found.opportunity, today, settings)
    known = {card.id: card for column in board.columns for card in column.cards}
    whom = known.get(found.person or 0)
    fears = concerns.fears(whom.roles, known_of.industry) if whom else ()
    told = Told(found, board, known, frozenset(), fears)
    there = frozenset(drafts.pending())
    half = frozenset(row.id for row in told.rows if there and _half_written(row, there))
    return Told(found, board, known, half, fears)


def _half_written(row: AskingRow, there: frozenset[str]) -> bool:
    """Whether anything typed about it lies among the drafts that are there."""
    return any(draft_key(field, row.id) in there and draft(row, field) is not None for field in TYPED)


def draft_key(field: str, row: int) -> str:
    """The key of a draft: of an answer, of what was meant, of a talk."""
    return f"{field}-{row}"


def draft(row: AskingRow, field: str) -> str | None:
    """What was typed and not entered; None when nothing was, or it was for a question that is gone."""
    held: dict[str, Any] = drafts.load(draft_key(field, row.id)) or {}
    mine = held.get("question") == row.question and held.get("person") == row.person
    return str(held.get("text", "")) if mine else None


def seen(row: AskingRow, field: str) -> str:
    """What was stored when one began to type: an older draft was begun on what stood there then."""
    stored = row.answer if field == "answer" else row.meant
    held: dict[str, Any] = drafts.load(draft_key(field, row.id)) or {}
    return str(held.get("seen", stored)) if draft(row, field) is not None else stored


def keep_draft(account: int, row: AskingRow, field: str, text: str) -> None:
    """Keep what is being typed, and at which account. Raises OSError."""
    told = {
        "account": account, "question": row.question, "person": row.person, "text": text, "seen": seen(row, field),
    }  # fmt: skip
    drafts.keep(draft_key(field, row.id), told)


def drop_draft(row: AskingRow, field: str) -> None:
    """Throw away what is stored by now."""
    drafts.drop(draft_key(field, row.id))
