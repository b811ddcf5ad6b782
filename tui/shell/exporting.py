"""`inroad export`: any list as CSV or JSON, to standard output or to a file of one's own."""

from collections.abc import Iterable, Iterator
from typing import Any

from tui import words
from tui.shell import failing, output, seeing
from tui.shell.context import Context
from tui.shell.parsing import Asked, Parser

KINDS = {
    "accounts": "noun.account.many", "people": "noun.person.many", "opportunities": "noun.opportunity.many",
    "visits": "noun.visit.many", "promises": "noun.promise.many", "tasks": "noun.task.many",
    "needs": "noun.need.many", "gifts": "noun.gift.many", "events": "noun.account_event.many",
    "units": "noun.unit.many", "relations": "noun.relation.many", "rivals": "noun.opportunity_competitor.many",
    "competitors": "noun.competitor.many", "products": "noun.product.many", "members": "noun.member.many",
    "figures": "noun.annual_figure.many",
    "solutions": "noun.solution_part.many", "values": "noun.value_line.many", "quotations": "noun.quotation.many",
    "negotiations": "noun.negotiation.many", "concessions": "noun.concession.many",
    "rounds": "noun.negotiation_round.many", "contracts": "noun.contract.many", "milestones": "noun.milestone.many",
    "reports": "noun.deal_report.many", "payments": "noun.payment.many",
    "services": "noun.service_package.many", "complaints": "noun.complaint.many",
    "questions": "noun.question.many", "scripts": "noun.script.many", "cases": "noun.case_story.many",
    "concerns": "noun.concern.many", "handbook": "noun.handbook_page.many",
    "history": "exchange.history",
}
"""What can be exported, and its words; the models know the same, but to ask them would make `--help` slow."""
CALENDAR = "calendar"
"""What is no list, and goes into a file of its own form."""
NAMED = ("account", "person", "department", "stance", "stage", "remarks")
"""Columns that are no field of a form, and have words of their own."""


def arguments(parser: Parser) -> None:
    """What, where to, and in which form."""
    parser.one_of("kind", {**KINDS, CALENDAR: "exchange.calendar"}, help="exchange.help.export_kind")
    parser.add_argument("file", metavar="FILE", nargs="?", default="-", help="exchange.help.export_file")
    output.formats(parser)
    parser.add_argument("--codes", action="store_true", help="exchange.help.codes")
    parser.add_argument("--force", action="store_true", help="shell.help.force")
    parser.add_argument("--feed", action="store_true", help="exchange.help.feed")
    parser.add_argument("--all", action="store_true", help="exchange.help.all")


def run(context: Context, asked: Asked) -> int:
    """Write every row of a kind that who sits here may see."""
    from models.exchange import exporting, publishing

    context.open()
    if asked.kind == CALENDAR:
        from tui.shell import calendars

        return calendars.run(context, asked)
    if asked.kind == "handbook":
        from tui.shell import handbook

        if handbook.wanted(asked):
            return handbook.run(context, asked)
    counted = _Counted(exporting.records(asked.kind, context.today, _visible(context)))
    here = asked.file == "-"
    json = asked.json or (asked.file.lower().endswith(".json") and not asked.csv)
    pieces = _json(context, asked, counted) if json else _csv(asked, counted, "\n" if here else "\r\n")
    if here:
        context.answered = True
        context.out.writelines(pieces)
        return failing.DONE
    encoded = (piece.encode() for piece in pieces)
    publishing.publish(asked.file, encoded if json else _marked(encoded), force=asked.force)
    context.say(words.many("exchange.exported", counted.count, path=asked.file))
    return failing.DONE


def _visible(context: Context) -> frozenset[int] | None:
    """The accounts who sits here may see; None is all."""
    from models.reads import accounts
    from models.rules.filters import Filter

    member = seeing.viewer(context)
    return None if member is None else frozenset(accounts.ordering(Filter(), viewer=member, today=context.today))


class _Counted:
    """Records, and how many there were."""

    def __init__(self, found: Iterable[Any]) -> None:
        self.found = found
        self.count = 0

    def __iter__(self) -> Iterator[Any]:
        for each in self.found:
            self.count += 1
            yield each


def _marked(pieces: Iterable[bytes]) -> Iterator[bytes]:
    from models.exchange import texts

    yield texts.MARK.encode()
    yield from pieces


def _csv(asked: Asked, found: Iterable[Any], end: str) -> Iterator[str]:
    from models.exchange import exporting, texts

    wanted = exporting.fields(asked.kind)
    heads = [field.code if asked.codes else words.t(heading(asked.kind, field)) for field in wanted]
    return texts.csv_lines(wanted, heads, found, texts.codes if asked.codes else label, end=end)


def _json(context: Context, asked: Asked, found: Iterable[Any]) -> Iterator[str]:
    import json

    from models.exchange import exporting, texts
    from models.rules.text import term_safe

    encoding = (getattr(context.out, "encoding", None) or "utf-8").lower().replace("-", "")
    plain = asked.file != "-" or encoding in ("utf8", "gb18030")

    def dump(document: Any) -> str:
        text = json.dumps(document, ensure_ascii=not plain)
        return text if term_safe(text) == text else json.dumps(document)

    return texts.json_lines(asked.kind, exporting.fields(asked.kind), found, dump)


# Words for columns and codes ---------------------------------------------------------------------------------


def heading(kind: str, field: Any) -> str:
    """The key of what a column is called."""
    from models.exchange.exporting import HISTORY, NOUN_OF

    if kind == HISTORY:
        return f"exchange.history.{field.code}"
    key = f"field.{NOUN_OF[kind]}.{field.code}"
    if words.known(key) and field.code != "account":
        return key
    return f"exchange.field.{field.code}" if field.code in NAMED else f"enum.{family(field)}"


def family(field: Any) -> str:
    """The family of the labels of a field's choices."""
    name = field.choices.__name__ if field.choices else ""
    return "".join("_" * (letter.isupper() and at > 0) + letter.lower() for at, letter in enumerate(name))


def label(field: Any, code: str) -> str:
    """The word for a code of a field."""
    key = key_of(field, code)
    return words.t(key) if words.known(key) else code


def key_of(field: Any, code: str) -> str:
    """The key of the word for a code of a field."""
    if field.choices is None:
        return "flag.yes" if code == "true" else "flag.no"
    if field.code == "stage":
        return f"step.{code}" if words.known(f"step.{code}") else f"outcome.{code}"
    return f"{family(field)}.{code}"
