"""All of the library as one list: questions, scripts, answers to objections and cases, with where each was used (Q10).

Every entry has one number: a question that of `models.reads.library`, anything else one beyond
the base of its noun; there too a shipped one goes by its id in the playbook, one of our own by `OWN` plus the id of
its row.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from peewee import JOIN, fn

from models.playbook.shelf import pieces
from models.reads import history, labels, library, sight
from models.reads.history import IntentRow
from models.reads.library import OWN
from models.reads.rows import grouped, rows, several
from models.rules.arguing import Line, Story, win_share
from models.rules.fields import FieldKind
from models.rules.nouns import NOUNS
from models.rules.values import Value, empty
from models.rules.vocabulary import AskingState
from models.rules.vocabulary_library import EntryKind, Scene
from models.tables import BY_NAME
from models.tables.accounts import Account
from models.tables.history import Change, Intent
from models.tables.library import CaseStory, LibraryUse
from models.tables.opportunities import Opportunity
from models.tables.questions import Asking
from models.tables.team import Member

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


class Usage(NamedTuple):
    """How often an entry was used, and of the decided deals it was used in the share that was won, in per cent."""

    times: int
    won: int | None


class UsedRow(NamedTuple):
    """An opportunity an entry was used on."""

    opportunity: int
    name: str
    account: int
    account_name: str
    outcome: str
    date: date
    member_name: str


class DealOption(NamedTuple):
    """An opportunity to choose, with its account."""

    id: int
    account: int
    name: str
    account_name: str


class Whole(NamedTuple):
    """An entry with its versions, newest first, and where it was used; `elsewhere` counts what one may not see."""

    entry: Entry
    versions: list[IntentRow]
    used: list[UsedRow]
    elsewhere: int
    won: int | None


class Stock(NamedTuple):
    """Everything on the shelf, or everything hidden, with what was used, and the cases added in the month of a day."""

    entries: list[Entry]
    usage: Mapping[int, Usage]
    cases_this_month: int


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


def stock(today: date, *, hidden: bool = False) -> Stock:
    """What the place shows. Nine queries."""
    return Stock(entries(hidden=hidden), usage(), _cases_in(today))


def whole(number: int, viewer: int | None) -> Whole:
    """All of one entry; LookupError when it is gone. At most nine queries."""
    found = entry(number)
    versions = history.of_row(found.noun, found.row) if found.row else []
    used, elsewhere = _used_on(number, viewer)
    return Whole(found, versions, used, elsewhere, usage().get(number, Usage(0, None)).won)


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


def usage() -> dict[int, Usage]:
    """What was used, by its number: on how many deals, of questions also without one. Two queries."""
    use, o, a = LibraryUse, Opportunity, Asking
    of_deals = rows(use.select(use.item, o.id, o.outcome).join(o, on=(use.opportunity == o.id)))
    put = (a.question > 0) & (a.state != AskingState.CHOSEN)
    asked = a.select(a.question, a.opportunity, o.outcome).join(o, JOIN.LEFT_OUTER, on=(a.opportunity == o.id))
    found: dict[int, dict[Any, str]] = {}
    for place, (number, deal, outcome) in enumerate([*of_deals, *rows(asked.where(put))]):
        found.setdefault(number, {})[deal if deal is not None else -place - 1] = outcome or ""
    return {number: Usage(len(deals), win_share(deals.values())) for number, deals in found.items()}


def won_shares(used: Mapping[int, Usage]) -> dict[int, int]:
    """The share of won deals of what was used in decided ones."""
    return {number: each.won for number, each in used.items() if each.won is not None}


def used_at(opportunity: int) -> frozenset[int]:
    """The numbers of what was used on an opportunity. One query."""
    u = LibraryUse
    return frozenset(number for (number,) in rows(u.select(u.item).where(u.opportunity == opportunity)))


def deals(viewer: int | None, limit: int = 500) -> list[DealOption]:
    """The opportunities an entry can be noted on, open ones first, then the newest. One query."""
    o, a = Opportunity, Account
    query = o.select(o.id, o.account, o.name, fn.COALESCE(fn.NULLIF(a.short_name, ""), a.name))
    query = query.join(a, on=(o.account == a.id)).join(Member, JOIN.LEFT_OUTER, on=(a.owner == Member.id))
    for condition in sight.visible(viewer):
        query = query.where(condition)
    return [DealOption(*row) for row in rows(query.order_by(o.outcome != "open", o.id.desc()).limit(limit))]


def _questions(*, hidden: bool) -> Iterator[Entry]:
    for number, book, row in library.with_rows(hidden=hidden):
        told: dict[str, Value] = {code: getattr(book, code) for code in ("zh", "en", "level", "spin", "w", "roles")}
        told |= {"industries": book.industries, "hidden": hidden}
        yield Entry(number, "question", told, row)


def _written(noun: str, *, hidden: bool) -> Iterator[Entry]:
    """What is no question: a row of ours stands for the shipped one it names."""
    table: Any = BY_NAME[noun]
    fields = NOUNS[noun].fields
    many = {field.code for field in fields if field.kind is FieldKind.CHOICES}
    blank = {field.code: empty(field) for field in fields}
    stand: dict[int, Entry] = {}
    for row in table.select().order_by(table.id).dicts():
        told = {code: several(row[code]) if code in many else row[code] for code in blank}
        number = number_of(noun, row["shipped"], row["id"])
        stand[number] = Entry(number, noun, told, row["id"])
    for piece in pieces(noun):
        number = BASES[noun] + piece.id
        stand.setdefault(number, Entry(number, noun, {**blank, "hidden": False, **piece.values}))
    for number in sorted(stand):
        if bool(stand[number].values["hidden"]) is hidden:
            yield stand[number]


def _used_on(number: int, viewer: int | None) -> tuple[list[UsedRow], int]:
    """The deals an entry was used on that one may see, newest first, and how many others there are."""
    found = [*_linked(number), *_asked(number)]
    seen = sight.seen(viewer, {row[2] for row in found})
    names = labels.names("account", seen)
    newest = {row[0]: row for row in sorted(found, key=lambda row: row[4])}
    told = [
        UsedRow(deal, name, account, names.get(account, ""), outcome, day, member or "")
        for deal, name, account, outcome, day, member in newest.values() if account in seen
    ]  # fmt: skip
    return sorted(told, key=lambda row: (row.date, row.opportunity), reverse=True), len(newest) - len(told)


def _linked(number: int) -> list[tuple[Any, ...]]:
    u, o, m = LibraryUse, Opportunity, Member
    query = u.select(o.id, o.name, o.account, o.outcome, u.date, m.name).join(o, on=(u.opportunity == o.id))
    return rows(query.switch(u).join(m, JOIN.LEFT_OUTER, on=(u.member == m.id)).where(u.item == number))


def _asked(number: int) -> list[tuple[Any, ...]]:
    if noun_of(number)[0] != "question":
        return []
    a, o, m = Asking, Opportunity, Member
    query = a.select(o.id, o.name, o.account, o.outcome, a.date, m.name).join(o, on=(a.opportunity == o.id))
    query = query.switch(a).join(m, JOIN.LEFT_OUTER, on=(a.member == m.id))
    return rows(query.where((a.question == number) & (a.state != AskingState.CHOSEN)))


def _cases_in(today: date) -> int:
    """How many cases were added in the month of a day."""
    c, i, table = Change, Intent, CaseStory
    query = c.select(c.row, i.at).join(i, on=(c.intent == i.id)).where((c.table == "case_story") & (c.op == "add"))
    there = {key for (key,) in rows(table.select(table.id).where(table.shipped.is_null()))}
    months = grouped((row, (at.year, at.month)) for row, at in rows(query))
    return sum((today.year, today.month) in found for row, found in months.items() if row in there)


def _many(entry: Entry, code: str) -> tuple[str, ...]:
    held = entry.values[code]
    return tuple(map(str, held)) if isinstance(held, tuple) else ()
