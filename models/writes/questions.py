"""Choosing questions for a person, putting them, writing the answers down, and what an answer becomes (Q4)."""

from collections.abc import Mapping

from models.reads.library import OWN, shipped
from models.reads.records import record
from models.rules.text import clean
from models.rules.values import Value
from models.rules.vocabulary import AskingState, Harvest, NeedKind, Position, Stance
from models.tables import Asking, Competitor, OpportunityCompetitor, Question
from models.writes import people, permits, records
from models.writes.intents import Conflict, Refused, Stale, Work, intention
from models.writes.records import fetch


@intention("question.choose")
def choose(
    work: Work,
    account: int,
    question: int,
    text: str,
    *,
    person: int | None = None,
    opportunity: int | None = None,
    visit: int | None = None,
) -> int:
    """Choose a question for a person, `question` its number in the library, 0 a free one; answers the asking."""
    permits.ensure(work, "asking", {"account": account})
    same = (Asking.account == account) & (Asking.question == question) & (Asking.state == AskingState.CHOSEN)
    same &= (Asking.person == person) if person else Asking.person.is_null()
    if question and (there := Asking.select().where(same).first()):
        return int(there.id)
    row = work.add(
        Asking, account=account, person=person, opportunity=opportunity, visit=visit, question=question,
        text=clean(text), date=work.actor.today, member=work.actor.member,
    )
    return int(row.id)


@intention("question.drop")
def drop(work: Work, asking: int) -> None:
    """Take a chosen question off the list; one that was asked stays."""
    row = fetch("asking", asking)
    permits.ensure(work, "asking", row.__data__)
    if row.state != AskingState.CHOSEN:
        raise Refused("already_asked")
    work.remove(row)


@intention("question.tick")
def tick(work: Work, asking: int) -> None:
    """Tick a question as asked today, or take the tick back while nothing was answered."""
    row = fetch("asking", asking)
    permits.ensure(work, "asking", row.__data__)
    if row.state == AskingState.ANSWERED:
        raise Refused("already_answered")
    state = AskingState.CHOSEN if row.state == AskingState.ASKED else AskingState.ASKED
    work.alter(row, state=state.value, date=work.actor.today)


@intention("question.answer")
def answer(
    work: Work, asking: int, text: str | None = None, meant: str | None = None,
    *, before: Mapping[str, Value] | None = None,
) -> None:  # fmt: skip
    """Write down what was answered, and what was meant behind the words (Q9); None leaves either as it is.

    `before` is what one saw of both: raises Stale where somebody else wrote something else since (T7).
    """
    row = fetch("asking", asking)
    permits.ensure(work, "asking", row.__data__)
    wanted = {} if text is None else {"answer": clean(text, notes=True)}
    if meant is not None:
        wanted["meant"] = clean(meant)
    now = {"answer": row.answer, "meant": row.meant}
    stale = tuple(
        Conflict(name, before[name], now[name], value)
        for name, value in wanted.items()
        if before is not None and name in before and now[name] not in (before[name], value)
    )
    if stale:
        raise Stale("asking", asking, stale)
    state = AskingState.ANSWERED if wanted.get("answer", row.answer) else AskingState.ASKED
    work.alter(row, **wanted, state=state.value, date=work.actor.today)


@intention("question.harvest")
def harvest(work: Work, asking: int, into: Harvest, values: Mapping[str, Value]) -> int:
    """Turn an answer into a need, a competitor's note, a stance sign or a fact about the person (Q4).

    `values`: need — kind, text, parent, priority, weight; competitor — competitor, notes; stance — stance,
    evidence; fact — field, value of the person. Answers the id of the row made or changed.
    """
    row = fetch("asking", asking)
    permits.ensure(work, "asking", row.__data__)
    made = _HARVESTS[into](work, row, values)
    work.alter(row, harvest=into.value)
    return made


def _need(work: Work, row: Asking, values: Mapping[str, Value]) -> int:
    known: dict[str, Value] = {
        "kind": NeedKind.PROBLEM.value, "text": row.answer, "person": row.__data__["person"],
        "opportunity": row.__data__["opportunity"], "state": "open",
    }
    need = records.add.within(work, "need", {**known, **values}, row.__data__["account"])
    work.alter(fetch("need", need), asking=row.id, visit=row.__data__["visit"])
    return need


def _competitor(work: Work, row: Asking, values: Mapping[str, Value]) -> int:
    competitor = values.get("competitor")
    if not isinstance(competitor, int):
        name = str(values.get("name") or "")
        found = Competitor.get_or_none(Competitor.name == name)
        competitor = found.id if found else records.add.within(work, "competitor", {"name": name})
    known: dict[str, Value] = {
        "competitor": competitor, "opportunity": row.__data__["opportunity"],
        "position": Position.IN_PLAY.value, "notes": row.answer,
    }
    deal = OpportunityCompetitor.opportunity
    there = (
        OpportunityCompetitor.select()
        .where((OpportunityCompetitor.account == row.__data__["account"])
               & (OpportunityCompetitor.competitor == competitor)
               & ((deal == known["opportunity"]) | deal.is_null()))
        .order_by(deal.is_null())
        .first()
    )  # fmt: skip
    if there is None:
        return records.add.within(work, "opportunity_competitor", known, row.__data__["account"])
    work.alter(there, notes="; ".join(filter(None, (there.notes, row.answer))))
    return int(there.id)


def _stance(work: Work, row: Asking, values: Mapping[str, Value]) -> int:
    person = row.__data__["person"]
    if person is None:
        raise Refused("person_missing")
    return people.move_stance.within(
        work, person, Stance(str(values["stance"])), str(values.get("evidence") or row.answer),
        opportunity=row.__data__["opportunity"], visit=row.__data__["visit"],
    )


def _fact(work: Work, row: Asking, values: Mapping[str, Value]) -> int:
    person = row.__data__["person"]
    if person is None:
        raise Refused("person_missing")
    field = str(values.get("field") or "notes")
    now = record("person", person).values
    value = values.get("value", row.answer)
    if field == "notes":
        value = "\n".join(filter(None, (str(now["notes"] or ""), str(value))))
    records.edit.within(work, "person", person, {field: now[field]}, {field: value})
    return int(person)


_HARVESTS = {
    Harvest.NEED: _need,
    Harvest.COMPETITOR: _competitor,
    Harvest.STANCE: _stance,
    Harvest.FACT: _fact,
}


@intention("question.hide")
def hide(work: Work, number: int, *, hidden: bool = True) -> None:
    """Hide a question of the library for the whole team, shipped or our own, or show it again (Q11)."""
    permits.role_of(work.actor.member)
    if number >= OWN:
        work.alter(fetch("question", number - OWN), hidden=hidden)
        return
    if number not in shipped():
        raise Refused("gone", noun="question")
    found = Question.get_or_none(Question.shipped == number)
    if found is None:
        work.add(Question, shipped=number, hidden=hidden)
    else:
        work.alter(found, hidden=hidden)
