"""All of the library as one list: questions, scripts, answers to objections, cases, concerns, pages (Q8, Q10, Q13).

Every entry has one number: a question that of `models.reads.library`, anything else one beyond
the base of its noun; there too a shipped one goes by its id in the playbook, one of our own by `OWN` plus the id of
its row.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from models.playbook.shelf import pieces
from models.reads import library
from models.reads.library import OWN
from models.reads.rows import several, told
from models.rules.arguing import Line, Story
from models.rules.fields import FieldKind, Noun
from models.rules.nouns_library import CASE_STORY, CONCERN, HANDBOOK_PAGE, SCRIPT
from models.rules.values import Value, empty
from models.rules.vocabulary_library import EntryKind, Scene

SCRIPTS, CASES, CONCERNS, PAGES = 10_000_000, 20_000_000, 30_000_000, 40_000_000
"""What the numbers of scripts, of cases, of concerns and of pages begin at."""
BASES: Mapping[str, int] = {
    "question": 0, "script": SCRIPTS, "case_story": CASES, "concern": CONCERNS, "handbook_page": PAGES,
}  # fmt: skip


class Entry(NamedTuple):
    """An entry of the library: its noun, its values by field, and the id of its row where it has one."""

    number: int
    noun: str
    values: Mapping[str, Value]
    row: int | None = None

    @property
    def kind(self) -> EntryKind:
        """What it is; a script of that scene is an answer to an objection."""
        objection = self.noun == "script" and self.values["scene"] == Scene.OBJECTION
        return EntryKind.OBJECTION if objection else EntryKind(self.noun)

    @property
    def shipped(self) -> bool:
        """Whether it came with the program, changed or not."""
        return self.number % SCRIPTS < OWN

    def text(self, code: str, language: str) -> str:
        """A text in a language, or in the other where that one is empty; `code` is "" for the body."""
        first, second = ("zh", "en") if language.startswith("zh") else ("en", "zh")
        tail = f"_{code}" if code else ""
        return str(self.values.get(first + tail) or self.values.get(second + tail) or "")

    def name(self, language: str) -> str:
        """What it is called: a question is its own name."""
        said = (self.text(code, language) for code in ("name", "", "pain", "problem"))
        return next(filter(None, said), "")


def number_of(noun: str, shipped: int | None, row: int) -> int:
    """The number of an entry by its row."""
    return BASES[noun] + (shipped or OWN + row)


def noun_of(number: int) -> tuple[str, int]:
    """The noun of a number, and the number within that noun."""
    noun = next(noun for noun in reversed([*BASES]) if number >= BASES[noun])
    return noun, number - BASES[noun]


def entries(*, hidden: bool = False) -> list[Entry]:
    """The library in the order of kinds and ids: what is shown, or what was hidden. Five queries."""
    written = (each for noun in BASES if noun != "question" for each in _written(noun, hidden=hidden))
    return [*_questions(hidden=hidden), *written]


def of_noun(noun: str) -> list[Entry]:
    """What is shown of one noun but questions. One query."""
    return list(_written(noun, hidden=False))


def entry(number: int) -> Entry:
    """One entry, hidden or not; LookupError when there is none. At most two queries."""
    noun = noun_of(number)[0]
    for away in (False, True):
        found = _questions(hidden=away) if noun == "question" else _written(noun, hidden=away)
        for each in found:
            if each.number == number:
                return each
    raise LookupError(number)


def scripts(shelf: Sequence[Entry]) -> list[Line]:
    """The scripts among entries, as the rules want them told."""
    return [
        Line(
            each.number, str(each.values["argument"] or ""), str(each.values["objection"] or ""),
            _many(each, "roles"), _many(each, "industries"), _many(each, "steps"), str(each.values["scene"] or ""),
        )
        for each in shelf if each.noun == "script"
    ]  # fmt: skip


def stories(shelf: Sequence[Entry]) -> list[Story]:
    """The cases among entries, as the rules want them told."""
    return [
        Story(each.number, _many(each, "industries"), str(each.values["size"] or ""), _many(each, "pains"))
        for each in shelf if each.noun == "case_story"
    ]  # fmt: skip


def worries(shelf: Sequence[Entry]) -> list[Line]:
    """The concerns among entries, as the rules want them told."""
    return [
        Line(each.number, roles=_many(each, "roles"), industries=_many(each, "industries"))
        for each in shelf if each.noun == "concern"
    ]  # fmt: skip


def _questions(*, hidden: bool) -> Iterator[Entry]:
    for number, book, row in library.with_rows(hidden=hidden):
        told: dict[str, Value] = {code: getattr(book, code) for code in ("zh", "en", "level", "spin", "w", "roles")}
        told |= {"industries": book.industries, "hidden": hidden}
        yield Entry(number, "question", told, row)


def _written(noun: str, *, hidden: bool) -> Iterator[Entry]:
    """What is no question: a row of ours stands for the shipped one it names."""
    fields = _NOUNS[noun].fields
    many = [field.kind is FieldKind.CHOICES for field in fields]
    blank = {field.code: empty(field) for field in fields}
    flags = [place for place, field in enumerate(fields, 2) if field.kind is FieldKind.FLAG]
    stand: dict[int, Entry] = {}
    for row, shipped, *held in told(f"SELECT id, shipped, {', '.join(blank)} FROM {noun} ORDER BY id", flags=flags):
        values = (several(value) if parts else value for value, parts in zip(held, many, strict=True))
        number = number_of(noun, shipped, row)
        stand[number] = Entry(number, noun, dict(zip(blank, values, strict=True)), row)
    for piece in pieces(noun):
        number = BASES[noun] + piece.id
        stand.setdefault(number, Entry(number, noun, {**blank, "hidden": False, **piece.values}))
    for number in sorted(stand):
        if bool(stand[number].values["hidden"]) is hidden:
            yield stand[number]


_NOUNS: Mapping[str, Noun] = {noun.code: noun for noun in (SCRIPT, CASE_STORY, CONCERN, HANDBOOK_PAGE)}


def _many(entry: Entry, code: str) -> tuple[str, ...]:
    held = entry.values[code]
    return tuple(map(str, held)) if isinstance(held, tuple) else ()
