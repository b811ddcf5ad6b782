"""`inroad log`: a visit in one line, as quick capture takes it; it prints what it understood."""

from typing import TYPE_CHECKING, Any

from tui import words
from tui.shell import failing, output, picking, seeing
from tui.shell.context import Context, Stop
from tui.shell.parsing import Asked, Parser

if TYPE_CHECKING:
    from models.reads.capture import Understood
    from models.rules.capture import Problem

NAMES = ("account_unknown", "account_ambiguous", "person_unknown", "person_ambiguous", "deal_unknown",
         "deal_ambiguous", "member_unknown", "member_ambiguous", "amount_of_what")  # fmt: skip
"""Problems that are about whom or what is meant; the others are about how it is written."""


def arguments(parser: Parser) -> None:
    """The line, whether to store it, whether to record people who are new, and how to print it."""
    parser.add_argument("line", metavar="LINE", nargs="+", help="shell.help.log_line")
    parser.add_argument("--dry-run", action="store_true", help="shell.help.log_dry")
    parser.add_argument("--new-people", action="store_true", help="shell.help.log_new")
    parser.add_argument("--json", action="store_true", help="shell.help.json")


def run(context: Context, asked: Asked) -> int:
    """Print what is understood, and store it unless it is not clear or nobody wants it stored."""
    from models.reads import capture

    line = picking.query(context, asked.line)
    context.open()
    viewer = seeing.viewer(context)
    found = capture.understand(line, context.today, viewer)
    chosen = _newcomers(found) if asked.new_people else {}
    if chosen:
        found = capture.understand(line, context.today, viewer, chosen)
    if not found.clear:
        return _unclear(context, asked, found)
    if found.said.lacks_step:
        _show(context, found, facts=not asked.json)
        raise Stop(failing.REFUSED, words.t("capture.no_step"))
    visit = None if asked.dry_run else _store(context, found, {number: word for (_, word), number in chosen.items()})
    if asked.json:
        output.put_json(context, document(context, found, visit))
    else:
        _show(context, found)
    if visit is not None:
        context.say(words.t("shell.log.done"))
    return failing.DONE


def _newcomers(found: "Understood") -> dict[tuple[str, str], int]:
    """The people nobody knows yet, with a number below nought for each."""
    unknown = dict.fromkeys(each.word for each in found.said.problems if each.code == "person_unknown")
    return {("person", word): -number for number, word in enumerate(unknown, 1)}


def _store(context: Context, found: "Understood", newcomers: dict[int, str]) -> int:
    from models.writes.capture import capture

    if found.house is None:
        raise LookupError
    return capture(context.actor(), found.house.id, found.said, newcomers).value


def _unclear(context: Context, asked: Asked, found: "Understood") -> int:
    """Say what is not clear, with the names it could be; raises Stop."""
    from tui.pages.capture import problem

    if not asked.json:
        _show(context, found, facts=found.house is not None)
    about_names = all(each.code in NAMES for each in found.said.problems)
    lines = [part for each in found.said.problems for part in (problem(each), *_options(found, each))]
    could_be = [
        {"type": _kind(each), "id": number, "name": _name(found, each, number)}
        for each in found.said.problems for number in each.ids
    ]  # fmt: skip
    raise Stop(failing.NOTHING if about_names else failing.WRONG_USAGE, "\n".join(lines), could_be)


def _options(found: "Understood", each: "Problem") -> list[str]:
    return [f"  {each.word}#{number}  {_name(found, each, number)}" for number in each.ids]


def _kind(each: "Problem") -> str:
    kind = each.code.partition("_")[0]
    return {"deal": "opportunity", "amount": "opportunity"}.get(kind, kind)


def _name(found: "Understood", each: "Problem", number: int) -> str:
    if _kind(each) == "account":
        return next((house.name for house in found.houses if house.id == number), "")
    known = found.known
    return {"person": known.people, "opportunity": known.deals, "member": known.members}[_kind(each)].get(number, "")


def _show(context: Context, found: "Understood", *, facts: bool = True) -> None:
    from tui.pages.capture import Plain, told
    from tui.shell import showing

    lines = told(found, context.today, Plain()) if facts else []
    wanting = len(found.said.problems) + (found.clear and found.said.lacks_step)
    showing.show(context, lines[: len(lines) - wanting], context.width)


def document(context: Context, found: "Understood", visit: int | None) -> dict[str, Any]:
    """The document of `log --json`; `visit` is None where nothing was stored."""
    from models.rules.capture_write import written

    said, known, house = found.said, found.known, found.house
    step = said.next_step
    return {
        "schema": 1, "visit": visit, "account": {"id": house.id, "name": house.name} if house else None,
        "date": (said.day or context.today).isoformat(), "time": said.time or None, "state": str(said.state),
        "kind": said.kind, "people": [{"id": _id(each), "name": known.people.get(each)} for each in said.people],
        "text": said.text,
        "stances": [
            {"id": _id(move.person), "name": known.people.get(move.person), "stance": str(move.after),
             "stance_before": found.recorded.get(move.person), "evidence": move.evidence or None}
            for move in said.moves
        ],
        "promises": [
            {"by": str(each.by), "text": each.text, "due": each.due.isoformat() if each.due else None,
             "person": _id(each.person), "next_step": each == step}
            for each in said.promises
        ],
        "no_next_step": said.no_next_step or None, "result": said.result or None, "advance": said.advance or None,
        "purposes": list(said.purposes), "aims": list(said.aims), "opportunity": said.deal,
        "amount": output.yuan(said.amount), "place": said.place or None, "information": said.information or None,
        "reaction": said.reaction or None, "members": list(said.members),
        "line": written(f"#{house.id}" if house else "", said, known, context.today),
    }  # fmt: skip


def _id(number: int | None) -> int | None:
    """The id of a person; none of one who is new."""
    return number if number is not None and number > 0 else None
