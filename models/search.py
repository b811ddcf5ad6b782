"""Finding any account, person, opportunity or visit by Chinese, pinyin or initials, and questions of the library.

An entry of `search_entry` holds the words shown, a row of the index `search` under the same id its tokens (see
`models.tokens`), and beside them each name as a whole behind a mark that nobody can type, so that the names that are,
or begin with, what was typed come before the thousands that hold it. On a server `search` is a table with a row for
each token of an entry. Sources: screens (find), Q10, P1.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, NamedTuple

from peewee import SQL, SqliteDatabase

from models import tokens
from models.base import db, put, transaction
from models.reads import sight
from models.reads.entries import KINDS, Entry, below, entries, every
from models.reads.rows import listed, told
from models.rules.pinyin import read

LIBRARY = "library"
QUESTIONS = "question"
"""Of the library the questions only; a hit is of the library all the same."""
CLEAR = tokens.BEGINS
"""What a name must score at least to be a clear best match."""
WITHIN = 30
"""The score of a row that was found by the words beside its name."""
FEW = 500
"""Up to so many rows that hold what was typed are looked at one by one; of more the index is believed."""
_WHOLE = "\ue000"
_LAST = "\U0010ffff"
"""What no token goes beyond."""
_LONGEST = 24
_WEIGHED = 50
_CHUNK = 400
_MANY = 1000
"""From so many rows on the index is tidied once at the end: deleting word by word takes a millisecond a row."""
_TIDIED = 250
"""Pages of the index that are written anew at once."""
_SUBTITLE = 80
_NOTED = 4
"""Letters of the longest beginnings the index keeps the entries of."""
_REMEMBERED = 4096
"""Names and words whose tokens are kept at hand."""
_ENTRY = "e.id, e.kind, e.row, e.account, e.title, e.text"
_INTO_INDEX = "INSERT INTO search(rowid, tokens) VALUES {places}"
_INTO_TABLE = (
    "INSERT INTO search(token, entry) SELECT DISTINCT token, made.entry FROM (VALUES {places}) AS made(entry, tokens),"
    " unnest(string_to_array(made.tokens, ' ')) AS token WHERE token <> ''"
)
_Terms = list[list[tuple[str, bool]]]
"""What must be there: for each term the ways to spell it, and whether the way is only a beginning."""


class Hit(NamedTuple):
    """Something found: `title` is its name, `subtitle` the other name that answered, or words beside it.

    `row` is the id of the row, for the library the number of the question.
    """

    kind: str
    row: int
    account: int | None
    title: str
    subtitle: str
    score: int


def refresh(kind: str, ids: Sequence[int]) -> None:
    """Write the entries of these rows anew, and of what bears their names; those of rows that are gone go.

    Kinds: as in `KINDS`, and "unit" for the people in it; others, such as the library, keep no entries.
    """
    if len(ids) > _MANY and _own_index():
        with overwriting_later():
            _refresh(kind, ids)
        db.execute_sql("INSERT INTO search(search) VALUES('optimize')")
    else:
        _refresh(kind, ids)


@contextmanager
def overwriting_later() -> Iterator[None]:
    """Within it, and the caller's transaction, what is deleted is not forgotten word by word: then `tidy` is due."""
    if not _own_index():
        yield
        return
    db.execute_sql("INSERT INTO search(search, rank) VALUES('secure-delete', 0)")
    yield
    db.execute_sql("INSERT INTO search(search, rank) VALUES('secure-delete', 1)")


def tidy(*, first: bool) -> bool:
    """Forget a piece of what was deleted and is in the index still; answers whether there is more to forget."""
    if not _own_index():
        return False
    before = db.obj.raw.total_changes
    db.execute_sql(f"INSERT INTO search(search, rank) VALUES('merge', {-_TIDIED if first else _TIDIED})")
    return bool(db.obj.raw.total_changes - before > 1)


def _refresh(kind: str, ids: Sequence[int]) -> None:
    for start in range(0, len(ids), _CHUNK):
        store(kind, rewritten(kind, ids[start : start + _CHUNK]))


def _refresh_below(kind: str, renamed: Sequence[int]) -> None:
    inside: dict[str, list[int]] = {}
    for other, row in below(kind, renamed) if renamed else ():
        inside.setdefault(other, []).append(row)
    for other, under in inside.items():
        _refresh(other, under)


def remove(kind: str, ids: Sequence[int]) -> None:
    """Take the entries of these rows out of the index."""
    for start in range(0, len(ids), _CHUNK):
        _drop([key for key, *_ in _stored(kind, ids[start : start + _CHUNK])])


def rebuild(progress: Callable[[int, int], None] | None = None) -> int:
    """Make the whole index anew, in steps of their own; answers how many entries there are."""
    transaction(_clear)()
    wanted = [(kind, every(kind)) for kind in KINDS]
    done, total = 0, sum(len(ids) for _, ids in wanted)
    for kind, ids in wanted:
        for start in range(0, len(ids), _CHUNK):
            chunk = ids[start : start + _CHUNK]
            transaction(_write)(kind, chunk)
            done += len(chunk)
            if progress:
                progress(done, total)
    return total


def find(
    query: str, kinds: Iterable[str] | None = None, limit: int = 20, viewer: int | None = None
) -> list[Hit]:
    """What answers a question, best first; of the kinds named, else of all, where a viewer may see it (T4)."""
    wanted = tuple(kinds) if kinds is not None else (*KINDS, LIBRARY)
    indexed = [kind for kind in KINDS if kind in wanted]
    found = _indexed(query, indexed, limit, viewer) if indexed else []
    if (LIBRARY in wanted or QUESTIONS in wanted) and len(found) < limit:
        from models.reads import shelf_search  # the library is not read where nobody asks for it

        only = LIBRARY not in wanted
        told = shelf_search.found(query, limit - len(found), thorough=not indexed, questions=only)
        found += [Hit(LIBRARY, each.number, None, each.zh, each.en, WITHIN // 2 + each.score // 10) for each in told]
    return found[:limit]


def few(query: str, kind: str) -> list[int] | None:
    """The ids of all rows of a kind that hold every word typed; None when they are more than `FEW`. One query."""
    match = tokens.match_query(query)
    found = _candidates(_parsed(match), [kind], FEW + 1) if match else []
    if len(found) > FEW:
        return None
    return [row for _, _, row, _, title, text in found if _held(query, kind, title, text)]


def holding(column: Any, query: str, kind: str) -> Any:
    """The condition that a column is the id of a row of a kind with every word typed, as a list is filtered."""
    rare = few(query, kind)
    if rare is not None:
        return column.in_(rare)
    source, values = _source(_parsed(tokens.match_query(query) or ""), [kind])
    return column.in_(SQL(f"(SELECT e.row FROM {source})", values))


def common(query: str, kind: str, most: int) -> bool:
    """Whether more than so many rows of a kind hold the words typed. One query, that ends as soon as it knows."""
    terms = _parsed(tokens.match_query(query) or "")
    own = ("search WHERE search MATCH ?", [_match(terms, [kind])])
    source, values = own if _own_index() else _source(terms, [kind])
    sql = f"SELECT COUNT(*) FROM (SELECT 1 FROM {source} LIMIT {int(most) + 1}) AS found"
    return int(db.execute_sql(sql, values).fetchone()[0]) > most


def slow(query: str) -> bool:
    """Whether many terms of the index begin with a word typed: with more letters than those it notes beginnings of."""
    match = tokens.match_query(query) if query else None
    return any(begins and way.isascii() and len(way) > _NOTED for ways in _parsed(match or "") for way, begins in ways)


def passing(query: str, kind: str, ids: Sequence[int]) -> set[int]:
    """Which of these rows the index holds every word typed for, by the tokens kept of each. One query."""
    held, values = _kept_tokens(_parsed(tokens.match_query(query) or ""))
    sql = f'SELECT e.row FROM search_entry AS e WHERE e.kind = {db.obj.param} AND e.row IN {listed(ids)} AND {held}'
    return {row for (row,) in db.execute_sql(sql, [kind, *values]).fetchall()}


def best(query: str, kinds: Iterable[str] = ("account",)) -> Hit | list[Hit]:
    """The clear best match, or what it could be, best first: an empty list when nothing answers."""
    return clear(find(query, kinds, limit=10))


def clear(found: list[Hit]) -> Hit | list[Hit]:
    """Of what was found, best first, the one that stands out; all of it where none does."""
    alone = len(found) == 1 or (len(found) > 1 and found[0].score > found[1].score)
    if alone and (found[0].score >= CLEAR or len(found) == 1):
        return found[0]
    return found


def _indexed(query: str, kinds: Sequence[str], limit: int, viewer: int | None) -> list[Hit]:
    """The best of the first rows that are, that begin with, and that hold what was typed."""
    match = tokens.match_query(query)
    if match is None:
        return []
    whole = _WHOLE + _plain(query)[:_LONGEST]
    phases: list[_Terms] = [[[(whole, False)]], [[(whole, True)]], _parsed(match)]
    seen: dict[int, Hit | None] = {}
    within = sight.within(viewer)
    for terms in phases:
        for key, *entry in _candidates(terms, kinds, within=within):
            if key not in seen:
                seen[key] = _judged(query, *entry)
        if sum(hit is not None for hit in seen.values()) >= limit:
            break
    found = [hit for hit in seen.values() if hit]
    return _titled(sorted(found, key=lambda h: (-h.score, KINDS.index(h.kind), len(h.title), -h.row))[:limit])


def _titled(found: list[Hit]) -> list[Hit]:
    """Visits, which are known by their day, with the name of the account they were at."""
    at = {hit.account for hit in found if hit.kind == "visit" and hit.account}
    sql = f"SELECT id, short_name, name FROM account WHERE id IN {listed(at)}"
    names = {key: short or name for key, short, name in told(sql)} if at else {}
    return [h._replace(title=f"{h.title} {names.get(h.account, '')}") if h.kind == "visit" else h for h in found]


def _judged(query: str, kind: str, row: int, account: int, title: str, text: str) -> Hit | None:
    """How well an entry answers, None when it does not."""
    person, names = kind == "person", title.split("\n")
    score, name = max(((tokens.score(query, name, person=person), name) for name in names), key=lambda s: s[0])
    if score:
        subtitle = name if name != names[0] else text[:_SUBTITLE]
        return Hit(kind, row, account, names[0], subtitle, score)
    if not _held(query, kind, title, text):
        return None
    return Hit(kind, row, account, names[0], _around(text, query), WITHIN)


def _held(query: str, kind: str, title: str, text: str) -> bool:
    """Whether an entry holds every word typed, in a name or in the words beside it."""
    person, aloud, names = kind == "person", kind != "visit", title.split("\n")
    return all(
        any(tokens.verify(word, name, person) for name in names) or tokens.verify(word, text, sound=aloud)
        for word in query.split()
    )


def _around(text: str, query: str) -> str:
    """The words about the place where a text holds what was typed."""
    at = max(text.find(query.split()[0]) - _SUBTITLE // 4, 0)
    return text[at : at + _SUBTITLE].replace("\n", " ")


def _parsed(match: str) -> _Terms:
    """The terms of a question to the index, taken apart."""
    terms = [term.strip("()").split(" OR ") for term in match.split(" AND ")]
    return [[(way.rstrip("*").strip('"'), way.endswith("*")) for way in ways] for ways in terms]


def _candidates(
    terms: _Terms, kinds: Sequence[str], most: int = _WEIGHED, within: tuple[str, list[object]] | None = None
) -> list[tuple[Any, ...]]:
    """The newest entries with these terms: id, kind, row, account, title and text; of the accounts selected only."""
    source, values = _source(terms, kinds)
    if within is not None:
        source, values = f"{source} AND e.account IN ({within[0]})", [*values, *within[1]]
    order, place = ("search.rowid", "?") if _own_index() else ("e.id", "%s")
    sql = f"SELECT {_ENTRY} FROM {source} ORDER BY {order} DESC LIMIT {place}"
    return list(db.execute_sql(sql, (*values, most)).fetchall())


def _source(terms: _Terms, kinds: Sequence[str]) -> tuple[str, list[object]]:
    """Where entries with these terms come from, as `e`, with the values in it."""
    if not _own_index():
        return _on_server(terms, kinds)
    return "search JOIN search_entry e ON e.id = search.rowid WHERE search MATCH ?", [_match(terms, kinds)]


def _match(terms: _Terms, kinds: Sequence[str]) -> str:
    """The FTS5 expression for entries of these kinds with these terms."""
    asked = [[f'"{way}"*' if begins else f'"{way}"' for way, begins in ways] for ways in terms]
    if len(kinds) < len(KINDS):
        asked.append([f'"{_WHOLE}{_WHOLE}{kind}"' for kind in kinds])
    return " AND ".join(f"({' OR '.join(ways)})" for ways in asked)


def _on_server(terms: _Terms, kinds: Sequence[str]) -> tuple[str, list[object]]:
    """The same on a server, where each token is a row and a beginning is a span of the index."""
    values: list[object] = []
    held: list[str] = []
    for ways in terms:
        spans = []
        for way, begins in ways:
            spans.append("token >= %s AND token < %s" if begins else "token = %s")
            values += (way, way + _LAST) if begins else (way,)
        held.append(f"e.id IN (SELECT entry FROM search WHERE {' OR '.join(spans)})")
    held.append(f"e.kind IN ({', '.join(['%s'] * len(kinds))})")
    return f"search_entry e WHERE {' AND '.join(held)}", [*values, *kinds]


def _kept_tokens(terms: _Terms) -> tuple[str, list[object]]:
    """The condition that an entry, alone in its query, has tokens for all terms, with the values in it."""
    if not _own_index():
        source, values = _on_server(terms, KINDS)
        return f"e.id IN (SELECT e.id FROM {source})", values
    values = [f" {way}" if begins else f" {way} " for ways in terms for way, begins in ways]
    every = " AND ".join(f"({' OR '.join(['instr(said, ?)'] * len(ways))})" for ways in terms)
    said = "SELECT ' ' || c0 || ' ' AS said FROM search_content WHERE id = e.id"
    return f"EXISTS (SELECT 1 FROM ({said}) AS kept WHERE {every})", list(values)


def _tokens(entry: Entry) -> str:
    """All a row is found by."""
    person, aloud = entry.kind == "person", entry.kind != "visit"
    found = [f"{_WHOLE}{_WHOLE}{entry.kind}"]
    for name in entry.names:
        found += _of_name(name, person)
    for part in entry.parts:
        found += _of_part(part) if aloud else tokens.index_tokens(part, sound=False).split()
    return " ".join(dict.fromkeys(found))


@lru_cache(maxsize=_REMEMBERED)
def _of_name(name: str, person: bool) -> tuple[str, ...]:
    whole = [_WHOLE + spelled[:_LONGEST] for spelled in tokens.wholes(name, person)]
    return (*whole, *tokens.index_tokens(name, person).split())


@lru_cache(maxsize=_REMEMBERED)
def _of_part(part: str) -> tuple[str, ...]:
    """What words beside a name are found by: titles, places and the name of the account come again and again."""
    return tuple(tokens.index_tokens(part).split())


def _plain(text: str) -> str:
    return "".join(source for source, _ in read(text))


class Rewritten(NamedTuple):
    """What is to become of entries: rows whose entries go, new ones with their tokens, and rows whose names changed.

    `fresh` are kind, row, account, title and text; `tokens` are theirs, one after the other.
    """

    gone: list[int]
    fresh: list[tuple[str, int, int, str, str]]
    tokens: list[str]
    renamed: list[int]


def rewritten(kind: str, ids: Sequence[int]) -> Rewritten:
    """What it takes to write the entries of these rows, up to 500, anew; nothing is written. Up to four queries."""
    if kind not in KINDS:
        return Rewritten([], [], [], list(ids))
    before = {row: (key, *rest) for key, row, *rest in _stored(kind, ids)}
    there = {entry.row: entry for entry in entries(kind, ids)}
    same = {row for row, n in there.items() if row in before and before[row][1:] == (n.account, *_shown(n))}
    fresh = [entry for row, entry in there.items() if row not in same]
    return Rewritten(
        [row for row in before if row not in same],
        [(n.kind, n.row, n.account, *_shown(n)) for n in fresh],
        [_tokens(n) for n in fresh],
        [row for row, n in there.items() if row in before and before[row][2] != "\n".join(n.names)],
    )


def store(kind: str, wanted: Rewritten) -> None:
    """Write what `rewritten` answered, and the entries that hold a name which changed."""
    _put_in(kind, wanted)
    _refresh_below(kind, wanted.renamed)


def _write(kind: str, ids: Sequence[int]) -> None:
    """Write the entries of rows anew, and no others."""
    _put_in(kind, rewritten(kind, ids))


def _put_in(kind: str, wanted: Rewritten) -> None:
    """Write entries in place of those their rows have by now: what bears a name may have been written meanwhile."""
    written = [*wanted.gone, *(row for _, row, *_ in wanted.fresh)]
    _drop([key for key, *_ in _stored(kind, written)] if written else [])
    _insert(wanted)


def _stored(kind: str, ids: Sequence[int]) -> list[tuple[Any, ...]]:
    sql = f"""SELECT e.id, e.row, e.account, e.title, e.text FROM search_entry AS e
        WHERE e.kind = ? AND e.row IN {listed(ids)}"""
    return told(sql, (kind,))


def _shown(entry: Entry) -> tuple[str, str]:
    """Title and text as they are stored: names a line each."""
    return ("\n".join(entry.names), entry.text)


def _own_index() -> bool:
    return isinstance(db.obj, SqliteDatabase)


def _insert(wanted: Rewritten) -> None:
    if not wanted.fresh:
        return
    from models.tables.search import SearchEntry  # which nobody needs to find anything

    keys = put(SearchEntry, ("kind", "row", "account", "title", "text"), wanted.fresh)
    place = "(?, ?)" if _own_index() else "(%s, %s)"
    places = ", ".join([place] * len(keys))
    values = [value for pair in zip(keys, wanted.tokens, strict=True) for value in pair]
    db.execute_sql((_INTO_INDEX if _own_index() else _INTO_TABLE).format(places=places), values)


def _drop(keys: Sequence[int]) -> None:
    if not keys:
        return
    db.execute_sql(f"DELETE FROM search_entry WHERE id IN {listed(keys)}")
    if _own_index():
        db.execute_sql(f"DELETE FROM search WHERE rowid IN ({', '.join('?' * len(keys))})", list(keys))


def _clear() -> None:
    """Empty the index: row by row it would take minutes, for every token is overwritten."""
    db.execute_sql("DELETE FROM search_entry")
    if _own_index():
        db.execute_sql("DELETE FROM search_content")
        db.execute_sql("INSERT INTO search(search) VALUES('rebuild')")
