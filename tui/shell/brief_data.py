"""A brief for programs: the stable JSON, and its lines as rows. Codes, not labels; unknown is null."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from models.reads.brief import Brief, PersonLine
from models.rules.facts import Finding
from tui import phrases
from tui.mask import Mask
from tui.pages import brief as page
from tui.shell import output

FIELDS = ("section", "code", "date", "people", "text")


def document(brief: Brief) -> dict[str, Any]:
    """The document of `brief --json`."""
    names = page.names(brief, Mask())
    return {
        "schema": 1,
        "account": _account(brief),
        "people": [_person(line) for line in brief.people],
        "warnings": [_finding(each, phrases.warning(each, names)) for each in brief.warnings],
        "promises": [
            {"by": each.by, "text": each.text, "due": iso(each.due), "overdue": each.overdue} for each in brief.promises
        ],
        "visits": [
            {"date": iso(each.date), "kind": str(each.kind), "people": list(each.people), "summary": each.summary}
            for each in brief.visits
        ],
        "gaps": [
            {"code": each.code, "people": list(each.people), "text": phrases.gap(each, names)} for each in brief.gaps
        ],
        "questions": [
            {"id": each.id, "level": each.level, "spin": each.spin or None, "text": each.text,
             "why": phrases.joined(each.why, phrases.ask_why)}
            for each in brief.questions
        ],
        "competitors": [{"name": each.name, "position": str(each.position)} for each in brief.competitors],
        "risks": [_risk(each, phrases.risk(each, names)) for each in brief.risks],
        "next_action": _action(brief),
    }  # fmt: skip


def _account(brief: Brief) -> dict[str, Any]:
    of = brief.account
    return {
        "id": of.id, "name": of.name, "short_name": of.short_name or None, "grade": of.grade or None,
        "kind": of.kind or None, "mode": of.mode or None, "company_relationship": of.company_grade or None,
        "information_stage": of.information_stage or None, "urgency": of.urgency or None,
        "amount": output.yuan(of.amount), "owner": of.owner_name or None, "owner_id": of.owner,
        "gift_policy": of.gift_policy or None,
    }  # fmt: skip


def _person(line: PersonLine) -> dict[str, Any]:
    return {
        "id": line.id, "name": line.name or None, "title": line.title or None,
        "department": line.department or None, "level": line.level or None, "roles": list(line.roles),
        "stance": line.stance, "stance_before": line.stance_before or None, "stance_since": iso(line.stance_since),
        "assumed": line.assumed, "personality": line.personality or None, "influence": line.influence,
        "relationship": line.relationship or None, "inside": line.inside, "last_contact": iso(line.last_contact),
        "advice": page.advice(line) or None, "placeholder": line.placeholder, "house": line.house or None,
    }  # fmt: skip


def _finding(found: Finding, text: str) -> dict[str, Any]:
    return {"code": found.code, "severity": str(found.severity), "people": list(found.people), "text": text}


def _risk(found: Finding, text: str) -> dict[str, Any]:
    return {"code": found.code, "severity": str(found.severity), "since": iso(found.since), "text": text}


def _action(brief: Brief) -> dict[str, Any] | None:
    if brief.next_action is None:
        return None
    text = phrases.action(brief.next_action, page.names(brief, Mask()))
    return {"text": text, "why": phrases.joined(brief.next_action.why)}


def iso(day: date | None) -> str | None:
    """A day as programs read it."""
    return day.isoformat() if day else None


def rows(brief: Brief) -> Iterator[tuple[object, ...]]:
    """The same, a line for each thing: section, code, date, people by name, text."""
    names = page.names(brief, Mask())

    def called(people: tuple[int, ...]) -> str:
        return phrases.listed(names.get(each, "") for each in people)

    for line in brief.people:
        yield "people", line.stance, iso(line.last_contact), page.called(line, Mask()), page.advice(line)
    for each in brief.warnings:
        yield "warnings", each.code, iso(each.since), called(each.people), phrases.warning(each, names)
    for promise in brief.promises:
        whom = called((promise.person,) if promise.person else ())
        yield "promises", promise.by, iso(promise.due), whom, promise.text
    for visit in brief.visits:
        yield "visits", str(visit.kind), iso(visit.date), called(visit.people), visit.summary
    for each in brief.gaps:
        yield "gaps", each.code, iso(each.since), called(each.people), phrases.gap(each, names)
    for question in brief.questions:
        yield "questions", question.level, None, called((question.person or 0,)), question.text
    for rival in brief.competitors:
        yield "competitors", str(rival.position), None, "", rival.name
    for each in brief.risks:
        yield "risks", each.code, iso(each.since), called(each.people), phrases.risk(each, names)
    if brief.next_action:
        action = brief.next_action
        yield "next_action", action.code, None, called(action.people), phrases.action(action, names)
