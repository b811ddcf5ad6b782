"""What the search index stores for a name, what it is asked, and how well a name answers.

The index is one FTS5 table with `OPTIONS`; a row holds `index_tokens` of its texts, a question is
`match_query`, and what comes back is checked by `verify` and ranked by `score`. Found are names by any of
their characters (北局), by pinyin (huabei, bei, beiju) and by initials (hbj, bj), words by their beginning.
Without positions (detail=none) a long question only narrows down: `verify` decides. Sources:
find and every choice of names, Q10.
"""

import re
from functools import lru_cache
from itertools import accumulate

from models.rules import names
from models.rules.names import is_han
from models.rules.pinyin import Readings, heads, read, spellings

OPTIONS = "tokenize='ascii', detail=none, columnsize=0, prefix='1 2 3 4'"
"""How the FTS5 table is made; tokens are folded here, so the tokenizer need not know Unicode."""

EXACT, SAME, PREFIX, SOUND, CONTAINS, BEGINS, OTHER, NONE = 100, 90, 80, 70, 60, 50, 40, 0
"""Answers of `score`: the very name; but for its legal form; its beginning; all its initials or pinyin;
a part of it; the beginning of its initials or pinyin; anything else that was found; not found."""

INITIALS_KEPT = 6
"""Letters of initials a token keeps."""
PINYIN_KEPT = 16
"""Letters of pinyin a token keeps."""
MOST_TERMS = 16
"""Terms of a question the index is asked for; the rest is for `verify`."""
_LONGEST_QUERY = 200
_QUERIES_REMEMBERED = 64
_NAMES_REMEMBERED = 2048
_NUMBER_OR_LETTERS = "[0-9]+|[^0-9]+"
_LEGAL = frozenset({"有限", "限公", "公司", "股份", "份有", "集团", "限责", "责任", "任公", "团有", "团公"})
_Items = tuple[tuple[str, Readings], ...]


def index_tokens(text: str, person: bool = False, *, sound: bool = True) -> str:
    """The tokens under which a text is found, separated by spaces; without `sound` (long notes) no pinyin.

    Pairs of neighbouring characters and the last one of a run; every word, and its parts where letters and
    digits meet; pinyin and initials from every character on, in every likely reading.
    """
    items = read(text, person)
    characters = _characters(items)
    tokens = [run[at : at + 2] for run in characters.split() for at in range(len(run))]
    if " " in characters:
        tokens += [part for source, _ in items if not is_han(source) for part in _word_tokens(source)]
    if sound:
        spoken = _spoken(text, person)
        tokens += _from_each(spoken[1], INITIALS_KEPT)
        tokens += _from_each(spoken[0], PINYIN_KEPT)
    return " ".join(dict.fromkeys(tokens))


def wholes(text: str, person: bool = False) -> tuple[str, ...]:
    """A name as it can be typed from its beginning: as written, in pinyin, by initials; nothing without letters."""
    pinyin, heads_of = _spoken(text, person)
    return (_plain(text), *spellings(pinyin), *spellings(heads_of or pinyin)) if pinyin else ()


def _characters(items: _Items) -> str:
    """The Chinese characters of a text, a space where something else stands between them."""
    return "".join([source if is_han(source) else " " for source, _ in items])


def _word_tokens(word: str) -> list[str]:
    return [word[part.start() :] for part in re.finditer(_NUMBER_OR_LETTERS, word)]


def _from_each(options: list[Readings], kept: int) -> list[str]:
    """What the items spell from every one of them on, cut to so many letters."""
    if max(map(len, options), default=1) == 1:
        parts = [option[0] for option in options]
        joined = "".join(parts)
        begins = accumulate(map(len, parts[:-1]), initial=0) if parts else []
        return [joined[begin : begin + kept] for begin in begins]
    found = []
    shortest = [min(map(len, option)) for option in options]
    for at in range(len(options)):
        end, letters = at, 0
        while end < len(options) and letters < kept:
            letters += shortest[end]
            end += 1
        found += [spelled[:kept] for spelled in spellings(options[at:end])]
    return found


@lru_cache(maxsize=_NAMES_REMEMBERED)
def _spoken(text: str, person: bool) -> tuple[list[Readings], list[Readings]]:
    """What every item gives to pinyin and to initials; words without Chinese give their first letters."""
    items = read(text, person)
    pinyin = [readings for _, readings in items]
    if any(is_han(source) for source, _ in items):
        return pinyin, [heads(source, readings) for source, readings in items]
    return pinyin, [(source[0],) for source, _ in items] if len(items) > 1 else []


def match_query(text: str) -> str | None:
    """The FTS5 expression for what was typed, None when there is nothing to look for.

    All terms must be there: characters by pairs (one alone as a beginning), letters as the beginning of a
    word, of pinyin or of initials. Only letters and digits get into the expression, each term in quotes.
    """
    asked: dict[str, None] = {}
    for spellings_of_term in _terms(text):
        term = spellings_of_term[0]
        if is_han(term):
            asked |= dict.fromkeys(_pairs(term) or [f'"{term}"*'])
        else:
            ways = [way for spelled in spellings_of_term for way in _ways(spelled)]
            asked[ways[0] if len(ways) == 1 else f"({' OR '.join(ways)})"] = None
    return " AND ".join(list(asked)[:MOST_TERMS]) or None


def _pairs(run: str) -> list[str]:
    """The quoted pairs of a run; those of a legal form, which every second name has, only if there is no other."""
    pairs = [run[at : at + 2] for at in range(len(run) - 1)]
    return [f'"{pair}"' for pair in pairs if pair not in _LEGAL] or [f'"{pair}"' for pair in pairs]


def _ways(word: str) -> list[str]:
    ways = [f'"{word[:PINYIN_KEPT]}"*']
    return ways if len(word) <= INITIALS_KEPT else [*ways, f'"{word[:INITIALS_KEPT]}"']


@lru_cache(maxsize=_QUERIES_REMEMBERED)
def _terms(text: str) -> list[tuple[str, ...]]:
    """The terms of a question, each with the ways to spell it: runs of characters, and words with ü as v."""
    terms: list[tuple[str, ...]] = []
    for chunk in text[:_LONGEST_QUERY].split():
        run = ""
        for source, _ in read(chunk):
            if is_han(source):
                run += source
                continue
            terms += [(run,)] if run else []
            terms.append(_spelled(source, chunk))
            run = ""
        terms += [(run,)] if run else []
    return terms


def _spelled(word: str, typed: str) -> tuple[str, ...]:
    """A word as it is and, where it may be pinyin with ü, as pinyin writes it: lyu, lü → lv; lue → lve."""
    pinyin = re.sub("([ln])(?:yu|u(?=e))", r"\1v", word)
    if re.search("[üǖǘǚǜÜǕǗǙǛ]|u\u0308", typed):
        pinyin = re.sub("([ln])u", r"\1v", pinyin)
    return (word,) if pinyin == word else (word, pinyin)


def verify(query: str, text: str, person: bool = False, *, sound: bool = True) -> bool:
    """Whether the text holds every term of the question, as written or (unless not `sound`) as spoken.

    An empty question is never held. Give `person` and `sound` as they were for `index_tokens`.
    """
    terms, items = _terms(query), read(text, person)
    characters = _characters(items)
    words = [part for source, _ in items if not is_han(source) for part in _word_tokens(source)]
    letters = sound and not all(is_han(term[0]) for term in terms)
    spoken = _spoken(text, person) if letters else ([], [])
    return bool(terms) and all(
        term[0] in characters if is_han(term[0]) else any(_heard(spelled, words, spoken) for spelled in term)
        for term in terms
    )


def _heard(word: str, words: list[str], spoken: tuple[list[Readings], list[Readings]]) -> bool:
    if any(part.startswith(word) for part in words):
        return True
    return any(_said(word, options, at) for options in spoken for at in range(len(options)))


def _said(word: str, options: list[Readings], at: int = 0, whole: bool = False) -> bool:
    """Whether the word is what is said from an item on: a beginning of it, or all of it when `whole`."""
    if not word or at == len(options):
        return not word and (not whole or at == len(options))
    for part in options[at]:
        if word.startswith(part):
            if _said(word[len(part) :], options, at + 1, whole):
                return True
        elif not whole and part.startswith(word):
            return True
    return False


def score(query: str, name: str, *, person: bool = False) -> int:
    """How well a name answers a question, from EXACT down to NONE.

    A best match is clear when it scores SOUND or more and nothing else scores the same.
    """
    wanted, own = _plain(query), _plain(name)
    if not wanted or not verify(query, name, person):
        return NONE
    if wanted == own:
        return EXACT
    if names.key(query, person=person) == names.key(name, person=person):
        return SAME
    if own.startswith(wanted):
        return PREFIX
    spelled = _spelled(wanted, query)
    forms = (name, names.key(name, person=person))
    heard = [(word, options) for form in forms for options in _spoken(form, person) for word in spelled]
    if any(_said(word, options, whole=True) for word, options in heard):
        return SOUND
    if wanted in own:
        return CONTAINS
    return BEGINS if any(_said(word, options) for word, options in heard) else OTHER


def _plain(text: str) -> str:
    return "".join(source for source, _ in read(text))
