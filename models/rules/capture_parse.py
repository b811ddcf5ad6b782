"""Reading a capture line whose account is known: word by word, each kept as what it is."""

import re
from collections.abc import Mapping
from datetime import date
from unicodedata import normalize

from models.rules import capture_marks as marks
from models.rules import capture_when as when
from models.rules import values
from models.rules.capture import MOST_HEAD, Captured, Known, Lookup, Match, Moved, Problem, Said
from models.rules.capture_marks import Mark
from models.rules.capture_words import Word, words
from models.rules.text import clean
from models.rules.vocabulary import Party, Result, VisitState

_JOINERS = re.compile("[+＋&＆、,，]")
BETWEEN = frozenset({"+", "＋", "&", "＆", "、", "and", "和", "与", "跟"})
"""Words that may stand between two names."""
_NAME_WORDS = 4
_SHORT = 12
_FIELDS: Mapping[Mark, str] = {
    Mark.NONE: "no_next_step", Mark.INFORMATION: "information", Mark.REACTION: "reaction", Mark.PLACE: "place",
}  # fmt: skip


def head(line: str) -> tuple[str, ...]:
    """The leading words that may be the name of an account; a quoted one stands alone."""
    found: list[str] = []
    for word in words(line)[:MOST_HEAD]:
        if word.quoted and not found and not word.key:
            return (word.text,)
        if not word.plain or word.text[0] in "@＠":
            break
        found.append(word.text)
    return tuple(found)


def parse(line: str, account_words: int, known: Known, today: date) -> Captured:
    """What a line says behind the words that name its account."""
    return _Reading(words(line)[account_words:], known, today).whole()


class _Reading:
    """One reading of one line."""

    def __init__(self, found: tuple[Word, ...], known: Known, today: date) -> None:
        self.words = found
        self.known = known
        self.today = today
        self.at = 0
        self.said = Captured()
        self.text: list[str] = []
        self.promises: list[Said] = []
        self.moves: list[Moved] = []
        self.problems: list[Problem] = []
        self.planned = self.fixed = False

    def whole(self) -> Captured:
        """Everything; the moment may lead."""
        while self.at < len(self.words) and self._is_moment(self.words[self.at]):
            self._moment(self.words[self.at])
        self._people()
        self._kind()
        while self.at < len(self.words):
            self._one()
        text = clean(" ".join(self.text))
        said = self.said._replace(text=text, promises=tuple(self.promises), moves=tuple(self.moves))
        return self._settled(said)._replace(problems=tuple(self.problems))

    def _settled(self, said: Captured) -> Captured:
        """What follows from the parts: a day ahead is planned, and what they will do is the advance."""
        if not self.fixed and said.day is not None and said.day > self.today:
            said = said._replace(state=VisitState.PLANNED)
        if said.result == Result.ADVANCE and not said.advance:
            theirs = next((each.text for each in said.promises if each.by is Party.THEM), "")
            said = said._replace(advance=theirs)
            if not theirs:
                self.problems.append(Problem("advance_unnamed", ""))
        if said.amount is not None and said.deal is None:
            said = self._only_deal(said)
        return said

    def _only_deal(self, said: Captured) -> Captured:
        if len(self.known.deals) == 1:
            return said._replace(deal=next(iter(self.known.deals)))
        self.problems.append(Problem("amount_of_what", "", tuple(self.known.deals)))
        return said

    # People and kind, which stand before all text ---------------------------------------------------------

    def _people(self) -> None:
        found: list[int] = []
        joined = True
        while self.at < len(self.words):
            word = self.words[self.at]
            if found and word.plain and word.text.casefold() in BETWEEN and self.at + 1 < len(self.words):
                if not self._named(self.at + 1) and word.text.casefold() not in ("+", "＋", "&", "＆"):
                    break
                self.at, joined = self.at + 1, True
                continue
            if not (word.plain and self._listed(word, found)) and not self._single(found, joined):
                break
            joined = False
        self.said = self.said._replace(people=tuple(dict.fromkeys(found)))

    def _listed(self, word: Word, found: list[int]) -> bool:
        """Several names in one word: 黄+刘; a comma may as well stand in a sentence."""
        parts = _JOINERS.split(word.text)
        names = [part for part in parts if part]
        if len(parts) < 2 or not names:
            return False
        matches = [self.known.person(name) for name in names]
        sure = any(match.strong for match in matches)
        plus = bool(re.search("[+＋&＆]", word.text)) and all(map(_like_name, names))
        if not sure and not plus:
            return False
        for name, match in zip(names, matches, strict=True):
            self._take(name, match, found)
        self.at += 1
        return True

    def _named(self, at: int) -> int:
        """How many words from here on surely name one person."""
        for count in range(_NAME_WORDS, 0, -1):
            part = self.words[at : at + count]
            if len(part) < count or not all(word.plain and word.text[0] not in "@＠" for word in part):
                continue
            if count == 1 and marks.mark(part[0].text) is not None:
                continue
            if self.known.person(" ".join(word.text for word in part)).strong:
                return count
        return 0

    def _single(self, found: list[int], joined: bool) -> bool:
        count = self._named(self.at)
        if not count:
            return False
        if not joined and len(self.words[self.at].text) == 1 and self.words[self.at].text.isascii():
            return False
        name = " ".join(word.text for word in self.words[self.at : self.at + count])
        self._take(name, self.known.person(name), found)
        self.at += count
        return True

    def _take(self, name: str, match: Match, found: list[int]) -> None:
        one = self._one_of(name, match, "person")
        if one is not None:
            found.append(one)

    def _one_of(self, name: str, match: Match, what: str) -> int | None:
        """The one that is meant; several or none are a problem."""
        if len(match.ids) == 1:
            return match.ids[0]
        self.problems.append(Problem(f"{what}_ambiguous" if match.ids else f"{what}_unknown", name, match.ids))
        return None

    def _kind(self) -> None:
        while self.at < len(self.words) and self.words[self.at].plain:
            word = marks.folded(self.words[self.at].text)
            if word in marks.STATES:
                self.fixed = True
                self.said = self.said._replace(state=marks.STATES[word])
            elif word in marks.KINDS:
                self.said = self.said._replace(kind=marks.KINDS[word])
            else:
                return
            self.at += 1

    # Word by word ------------------------------------------------------------------------------------------

    def _one(self) -> None:
        word = self.words[self.at]
        if not word.key:
            if self._is_moment(word):
                self._moment(word)
            else:
                self.text.append(word.text)
                self.at += 1
            return
        mark = marks.mark(word.key)
        if mark is not None:
            self._marked(mark, word)
        elif not self._of_person(word):
            self.text.append(word.raw)
            self.at += 1

    @staticmethod
    def _is_moment(word: Word) -> bool:
        return word.plain and word.text[0] in "@＠"

    def _moment(self, word: Word) -> None:
        """@6/12 14:00"""
        begin = [word.text[1:]] if word.text[1:] else []
        following = []
        for each in self.words[self.at + 1 : self.at + 7]:
            if each.quoted or (each.key and when.clock(each.raw) is None):
                break
            following.append(each.raw)
        past = self.said.state is not VisitState.PLANNED
        found = when.moment([*begin, *following], self.today, past=past)
        if found is None:
            self.problems.append(Problem("not_a_date", word.text[1:]))
            self.at += 1
            return
        self.said = self.said._replace(day=found.day or self.said.day, time=found.time or self.said.time)
        self.at += found.words + (0 if begin else 1)

    def _rest(self, word: Word) -> list[Word]:
        """The value of a mark: what stands behind its colon, and the words up to the next mark."""
        found = [Word(word.text, "", word.quoted, word.text)] if word.text or word.quoted else []
        self.at += 1
        while self.at < len(self.words) and not self._begins_anew(self.words[self.at]):
            found.append(self.words[self.at])
            self.at += 1
        return found

    def _begins_anew(self, word: Word) -> bool:
        if not word.key:
            return self._is_moment(word)
        if marks.mark(word.key) is not None or marks.is_move(word.text):
            return True
        return self.known.person(word.key).strong

    def _marked(self, mark: Mark, word: Word) -> None:
        if mark in marks.TAKES_REST:
            rest = self._rest(word)
            if mark in (Mark.US, Mark.THEM, Mark.NEXT):
                party = Party.THEM if mark is Mark.THEM else Party.US
                self._promise(rest, party, None, step=mark is Mark.NEXT)
            elif mark is Mark.ADVANCE:
                self.said = self.said._replace(result="advance", advance=_joined(rest))
            else:
                self.said = self.said._replace(**{_FIELDS[mark]: _joined(rest)})  # type: ignore[arg-type]
            return
        value = self._next_word(word)
        self._coded(mark, value)

    def _next_word(self, word: Word) -> str:
        """The one word of a mark, which may stand apart from its colon."""
        self.at += 1
        if word.text or word.quoted or self.at == len(self.words) or not self.words[self.at].plain:
            return word.text
        self.at += 1
        return self.words[self.at - 1].text

    def _coded(self, mark: Mark, value: str) -> None:
        match mark:
            case Mark.KIND:
                self.said = self.said._replace(kind=self._code(value, marks.KINDS) or self.said.kind)
            case Mark.RESULT:
                self.said = self.said._replace(result=self._code(value, marks.RESULTS))
            case Mark.PURPOSE:
                self.said = self.said._replace(purposes=self._codes(value, marks.PURPOSES))
            case Mark.AIM:
                self.said = self.said._replace(aims=self._codes(value, marks.AIMS))
            case Mark.AMOUNT:
                self._amount(value)
            case Mark.DEAL:
                self.said = self.said._replace(deal=self._one_of(value, self.known.deal(value), "deal"))
            case _:
                self._members(value, self.known.member)

    def _members(self, value: str, lookup: Lookup) -> None:
        found = (self._one_of(name, lookup(name), "member") for name in _JOINERS.split(value) if name)
        self.said = self.said._replace(members=tuple(dict.fromkeys(each for each in found if each is not None)))

    def _code(self, value: str, codes: Mapping[str, str]) -> str:
        found = codes.get(marks.folded(value), "")
        if not found:
            self.problems.append(Problem("not_a_choice", value, ()))
        return found

    def _codes(self, value: str, codes: Mapping[str, str]) -> tuple[str, ...]:
        found = [self._code(each, codes) for each in re.split("[+＋、,，/]", value) if each]
        return tuple(dict.fromkeys(filter(None, found)))

    def _amount(self, value: str) -> None:
        try:
            self.said = self.said._replace(amount=values.money(value))
        except ValueError:
            self.problems.append(Problem("not_an_amount", value))

    def _of_person(self, word: Word) -> bool:
        """A stance or a promise of somebody whose name is the key; answers whether it is one."""
        match = self.known.person(word.key)
        value = word.text or self._following()
        if word.quoted or marks.stance(value) is None:
            if not match.strong:
                return False
            if not word.quoted and marks.like_move(value):
                self.problems.append(Problem("not_a_stance", value))
                self.at += 1 if word.text else 2
                return True
            person = self._one_of(word.key, match, "person")
            self._promise(self._rest(word), Party.THEM, person)
            return True
        if not match.strong and not marks.is_move(value):
            return False
        self.at += 1 if word.text else 2
        self._move(self._one_of(word.key, match, "person"), value)
        return True

    def _following(self) -> str:
        after = self.words[self.at + 1 : self.at + 2]
        return after[0].text if after and after[0].plain else ""

    def _move(self, person: int | None, value: str) -> None:
        found = marks.stance(value)
        evidence = ""
        if self.at < len(self.words) and self.words[self.at].quoted and not self.words[self.at].key:
            evidence = clean(self.words[self.at].text)
            self.at += 1
        if person is not None and found is not None:
            self.moves.append(Moved(person, *found, evidence))

    def _promise(self, rest: list[Word], by: Party, person: int | None, *, step: bool = False) -> None:
        """What is promised, by when; several behind one key are apart by a semicolon."""
        quoted = [word for word in rest if word.quoted]
        if quoted:
            day = when.dated(" ".join(word.raw for word in rest if not word.quoted), self.today)
            text = day.text if day.due is None else ""
            said = clean(" ".join(filter(None, [text, *(word.text for word in quoted)])))
            self._promised(Said(by, said, day.due, person, step))
            return
        for part in re.split("[;；]", _raw(rest)):
            text, due = when.dated(clean(part), self.today)
            self._promised(Said(by, text, due, person, step))

    def _promised(self, said: Said) -> None:
        if said.text:
            self.promises.append(said)
        elif said.due is not None:
            self.problems.append(Problem("promise_of_nothing", said.due.isoformat()))


def _raw(rest: list[Word]) -> str:
    return " ".join(word.raw for word in rest)


def _joined(rest: list[Word]) -> str:
    return clean(" ".join(word.text if word.quoted and not word.key else word.raw for word in rest))


def _like_name(text: str) -> bool:
    return len(text) <= _SHORT and not any(character.isdigit() for character in normalize("NFKC", text).lstrip("#"))
