"""A capture line written out of what was understood, such that it is understood the same again."""

from collections.abc import Iterator
from datetime import date

from models.rules import capture_marks as marks
from models.rules.capture import Captured, Known, Lookup, Said
from models.rules.capture_marks import WRITTEN, Mark
from models.rules.capture_parse import BETWEEN, parse
from models.rules.capture_words import QUOTES, quoted
from models.rules.vocabulary import Party, VisitState


def written(account: str, said: Captured, known: Known, today: date) -> str:
    """The line: names where they are understood alone, else a number behind #; quotes where they are needed.

    Problems are not written.
    """
    parts = [account] if account else []
    if said.people:
        parts.append("+".join(_name(known.person, known.people.get(each, ""), each) for each in said.people))
    parts += _state(said, today)
    if said.kind != "visit":
        parts.append(f"{WRITTEN[Mark.KIND]}:{said.kind}")
    parts += [_text(said.text, known, today)] if said.text else []
    parts += _moves(said, known)
    parts += [_promise(each, known, today) for each in said.promises]
    parts += _fields(said)
    parts += _references(said, known)
    parts += _moment(said)
    return " ".join(parts)


def _state(said: Captured, today: date) -> Iterator[str]:
    ahead = said.day is not None and said.day > today
    if ahead != (said.state is VisitState.PLANNED):
        yield "计划" if said.state is VisitState.PLANNED else "已拜访"


def _name(lookup: Lookup, name: str, number: int) -> str:
    """A name as one word that is understood; its number where it is not."""
    plain = name and not any(c.isspace() or c in "+＋&＆、,，:：@＠#\"“”＂「」『』;；" for c in name)
    match = lookup(name) if plain else None
    sure = match is not None and match.strong and match.ids == (number,)
    return name if sure and marks.mark(name) is None and marks.folded(name) not in _TAKEN else f"#{number}"


_TAKEN = {*marks.STATES, *marks.KINDS, *marks.STANCES}


def _text(text: str, known: Known, today: date) -> str:
    """What happened, in quotes only where it would be taken for something else."""
    parts = text.split()
    plain = text == " ".join(parts) and parts[0] not in BETWEEN and not QUOTES.keys() & set(text)
    return text if plain and parse(text, 0, known, today) == Captured(text=text) else quoted(text)


def _moves(said: Captured, known: Known) -> Iterator[str]:
    for move in said.moves:
        before = marks.LETTERS[move.before] if move.before else ""
        name = _name(known.person, known.people.get(move.person, ""), move.person)
        yield f"{name}:{before}>{marks.LETTERS[move.after]}"
        if move.evidence:
            yield quoted(move.evidence)


def _promise(said: Said, known: Known, today: date) -> str:
    if said.person is not None:
        key = _name(known.person, known.people.get(said.person, ""), said.person)
    else:
        key = WRITTEN[Mark.NEXT if said.step else Mark.US if said.by is Party.US else Mark.THEM]
    day = f"{said.due.isoformat()} " if said.due else ""
    line = f"{key}:{day}{said.text}"
    if not QUOTES.keys() & set(said.text) and parse(line, 0, known, today) == Captured(promises=(said,)):
        return line
    return f"{key}:{day}{quoted(said.text)}"


def _fields(said: Captured) -> Iterator[str]:
    if said.result == "advance" and said.advance:
        yield f"{WRITTEN[Mark.ADVANCE]}:{quoted(said.advance)}"
    elif said.result:
        yield f"{WRITTEN[Mark.RESULT]}:{said.result}"
    for mark, text in (
        (Mark.NONE, said.no_next_step), (Mark.INFORMATION, said.information), (Mark.REACTION, said.reaction),
        (Mark.PLACE, said.place),
    ):  # fmt: skip
        if text:
            yield f"{WRITTEN[mark]}:{quoted(text)}"
    for mark, codes in ((Mark.PURPOSE, said.purposes), (Mark.AIM, said.aims)):
        if codes:
            yield f"{WRITTEN[mark]}:{'+'.join(codes)}"


def _references(said: Captured, known: Known) -> Iterator[str]:
    if said.deal is not None:
        yield f"{WRITTEN[Mark.DEAL]}:{_name(known.deal, known.deals.get(said.deal, ''), said.deal)}"
    if said.amount is not None:
        yield f"{WRITTEN[Mark.AMOUNT]}:{said.amount // 100}.{said.amount % 100:02d}"
    if said.members:
        names = (_name(known.member, known.members.get(each, ""), each) for each in said.members)
        yield f"{WRITTEN[Mark.WITH]}:{'+'.join(names)}"


def _moment(said: Captured) -> Iterator[str]:
    if said.day is not None:
        yield f"@{said.day.isoformat()} {said.time}".strip()
    elif said.time:
        yield f"@{said.time}"
