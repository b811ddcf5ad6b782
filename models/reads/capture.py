"""What the names of a capture line mean: its account, and the people, opportunities and members to be named there."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from models import tokens
from models.reads import sight
from models.reads.rows import grouped, rows
from models.rules.capture import Captured, Known, Lookup, Match, Problem
from models.rules.capture_parse import head, parse
from models.rules.names import is_han
from models.rules.pinyin import spellings, syllables
from models.search import find
from models.tables.accounts import Account
from models.tables.opportunities import Opportunity
from models.tables.people import Person
from models.tables.team import Member
from models.tables.visits import StanceEntry

_EXACT, _SURE, _PART, _WEAK, _NONE = 4, 3, 2, 1, 0
_CALLED = frozenset("总 工 长 经理 主任 科长 处长 局长 部长 院长 工程师 老师 书记 董事".split())  # noqa: SIM905
_NUMBER = r".*#(\d{1,12})"
_REMEMBERED = 64
MOST_HOUSES = 8
"""Accounts offered where a name could be several."""


class House(NamedTuple):
    """An account the beginning of a line may mean; `words` of the line are its name."""

    id: int
    name: str
    words: int


def lookup(names: Mapping[int, Sequence[str]], *, person: bool = False) -> Lookup:
    """Who of these is meant by a word: by name, part, pinyin, initials, surname and title, or `#` and the number."""

    @lru_cache(maxsize=_REMEMBERED)
    def meant(text: str) -> Match:
        number = re.fullmatch(_NUMBER, text.strip())
        if number is not None:
            found = int(number[1])
            return Match((found,), strong=True) if found in names else Match()
        ranks = {each: max((_rank(text, name, person) for name in own if name), default=0)
                 for each, own in names.items()}  # fmt: skip
        if person:
            for each, own in names.items():
                ranks[each] = max(ranks[each], _by_title(text, own))
        best = max(ranks.values(), default=_NONE)
        if best == _NONE:
            return Match()
        return Match(tuple(each for each, rank in ranks.items() if rank == best), best >= _SURE)

    return meant


def _rank(text: str, name: str, person: bool) -> int:
    score = tokens.score(text, name, person=person)
    if score >= tokens.SAME:
        return _EXACT
    if score in (tokens.NONE, tokens.OTHER):
        return _NONE
    if score == tokens.SOUND or text.casefold() in name.casefold().split():
        return _SURE
    if score == tokens.PREFIX:
        return _SURE if is_han(text) else _PART
    return _SURE if _first_syllables(text, name, person) else _WEAK


def _first_syllables(text: str, name: str, person: bool) -> bool:
    """Whether the name begins with these whole syllables: huang for 黄主任."""
    spoken = syllables(name, person)
    return is_han(name) and any(
        text.casefold() in spellings(list(spoken[:count])) for count in range(1, len(spoken))
    )


def _by_title(text: str, own: Sequence[str]) -> int:
    """黄总, 刘工: a surname with what its bearer is called."""
    name, title = own[0], own[1] if len(own) > 1 else ""
    called = text[1:]
    if not name or not text or not called or text[0] != name[0] or not is_han(text):
        return _NONE
    if title and (called in title or (called == "工" and "工程师" in title)):
        return _SURE
    return _PART if called in _CALLED and not title else _NONE


def houses(head: Sequence[str], viewer: int | None = None) -> list[House]:
    """The accounts the leading words of a line can mean, the likeliest first: of equal ones the longest name.

    One clear best stands alone. `#12` is the account of that number. At most two queries a word.
    """
    if not head:
        return []
    number = re.fullmatch(_NUMBER, head[0])
    if number is not None:
        return _numbered(int(number[1]), viewer)
    found: dict[int, tuple[int, House]] = {}
    for count in range(1, len(head) + 1):
        said = " ".join(head[:count])
        hits = find(said, ["account"], limit=MOST_HOUSES, viewer=viewer)
        if not hits:
            break
        for hit in hits:
            rank = (hit.score, count)
            if hit.row not in found or rank >= (found[hit.row][0], found[hit.row][1].words):
                found[hit.row] = (hit.score, House(hit.row, hit.title, count))
    ranked = sorted(found.values(), key=lambda each: (-each[1].words if each[0] >= tokens.BEGINS else 0, -each[0]))
    return _clear(ranked, head[0])


def _clear(ranked: list[tuple[int, House]], said: str) -> list[House]:
    """The best alone where it stands out; one letter is too little for that."""
    if not ranked:
        return []
    score, best = ranked[0]
    equal = [house for each, house in ranked if each == score and house.words == best.words]
    letter = len(said) == 1 and said.isascii()
    alone = len(equal) == 1 and score >= tokens.BEGINS and not letter
    return [best] if alone else [house for _, house in ranked][:MOST_HOUSES]


def _numbered(number: int, viewer: int | None) -> list[House]:
    if number not in sight.seen(viewer, [number]):
        return []
    return [House(number, name, 1) for (name,) in rows(Account.select(Account.name).where(Account.id == number))]


def known(account: int) -> Known:
    """What names mean at an account. Three queries."""
    p, o, m = Person, Opportunity, Member
    people = {key: (name or "", title or "") for key, name, title in rows(
        p.select(p.id, p.name, p.title).where((p.account == account) & ~p.placeholder).order_by(p.id)
    )}  # fmt: skip
    deals = dict(rows(o.select(o.id, o.name).where((o.account == account) & (o.outcome == "open")).order_by(o.id)))
    members = dict(rows(m.select(m.id, m.name).where(m.active).order_by(m.id)))
    return Known(
        person=lookup(people, person=True), deal=lookup({key: (name,) for key, name in deals.items()}),
        member=lookup({key: (name,) for key, name in members.items()}, person=True),
        people={key: name or title for key, (name, title) in people.items()}, deals=deals, members=members,
    )  # fmt: skip


def stances(people: Sequence[int]) -> dict[int, str]:
    """The stance each is on record with now, by the entry that holds for the whole account. One query."""
    s = StanceEntry
    found = s.select(s.person, s.stance).where(s.person.in_(list(people)) & s.opportunity.is_null())
    held: dict[int, list[str]] = grouped(rows(found.order_by(s.person, s.date, s.id)))
    return {person: each[-1] for person, each in held.items()}


class Understood(NamedTuple):
    """A line as it is understood: the account or those it could be, what is said, and what names and stances hold."""

    house: House | None
    houses: tuple[House, ...]
    said: Captured
    known: Known
    recorded: Mapping[int, str]

    @property
    def clear(self) -> bool:
        """Whether it can be stored but for a next step that may be wanting."""
        return self.house is not None and not self.said.problems


Chosen = Mapping[tuple[str, str], int]
"""What was chosen for a word that could be several: by what it names (account, person, deal, member) and the word.

A negative number is a person who is new: the word is his name.
"""


def understand(line: str, today: date, viewer: int | None = None, chosen: Chosen | None = None) -> Understood:
    """What a capture line means, for somebody who may see accounts as `viewer`. At most fourteen queries."""
    picked, leading = chosen or {}, head(line)
    found = _picked_house(leading, picked) or houses(leading, viewer)
    if len(found) != 1:
        said = parse(line, min(1, len(leading)), Known(), today)
        code = "account_ambiguous" if found else "account_unknown"
        problem = Problem(code, " ".join(leading[: found[0].words] if found else leading[:1]))
        problem = problem._replace(ids=tuple(house.id for house in found))
        return Understood(None, tuple(found), said._replace(problems=(problem,)), Known(), {})
    (house,) = found
    there = _with(known(house.id), picked)
    house = _named_again(house, leading, there, viewer)
    said = parse(line, house.words, there, today)
    return Understood(house, (), said, there, stances([move.person for move in said.moves]))


def _named_again(house: House, leading: Sequence[str], there: Known, viewer: int | None) -> House:
    """The account with the words that name it a second time, as where it stood in the line before one began to type."""
    following = leading[house.words : house.words + 1]
    if not following or there.person(following[0]).strong:
        return house
    again = houses(following, viewer)
    same = len(again) == 1 and again[0].id == house.id
    return house._replace(words=house.words + again[0].words) if same else house


def _picked_house(leading: Sequence[str], picked: Chosen) -> list[House]:
    for count in range(len(leading), 0, -1):
        chosen = picked.get(("account", " ".join(leading[:count])))
        if chosen is not None:
            found = rows(Account.select(Account.name).where(Account.id == chosen))
            return [House(chosen, name, count) for (name,) in found]
    return []


def _with(there: Known, picked: Chosen) -> Known:
    """What names mean where some were chosen, and people who are new."""
    fresh = {number: word for (kind, word), number in picked.items() if kind == "person" and number < 0}
    return there._replace(
        person=_choosing("person", there.person, picked), deal=_choosing("deal", there.deal, picked),
        member=_choosing("member", there.member, picked), people={**there.people, **fresh},
    )  # fmt: skip


def _choosing(kind: str, meant: Lookup, picked: Chosen) -> Lookup:
    def look(word: str) -> Match:
        chosen = picked.get((kind, word))
        return Match((chosen,), strong=True) if chosen is not None else meant(word)

    return look
