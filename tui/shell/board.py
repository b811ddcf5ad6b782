"""`inroad board`: the stance board of an account or of one opportunity, of today or of an earlier day."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from tui import phrases, words
from tui.shell import failing, output, picking, seeing
from tui.shell.context import Context, Stop
from tui.shell.parsing import Asked, Parser, Usage

if TYPE_CHECKING:
    from datetime import date

    from models.reads.cards import PersonLine
    from models.reads.people import Board
    from tui.pages.spans import Line

FIELDS = (
    "id", "name", "title", "department", "level", "roles", "placeholder", "stance", "since", "stance_before",
    "assumed", "doubtful", "inside", "competitor", "evidence",
)  # fmt: skip
MOVE = ("id", "name", "before", "after", "date", "evidence", "member", "confirmed")


def arguments(parser: Parser) -> None:
    """Whose board, of which day, and since when."""
    parser.add_argument("query", metavar="QUERY", nargs="+", help="shell.help.board_query")
    parser.add_argument("--asof", metavar="DATE", help="shell.help.asof")
    parser.add_argument("--since", metavar="DATE", help="shell.help.board_since")
    output.formats(parser)


def run(context: Context, asked: Asked) -> int:
    """Print the board of the best match; raises Usage for a day that is no day, or has not come yet."""
    from models.reads import ledger, thresholds

    query = picking.query(context, asked.query)
    as_of, since = (_past(context, text) for text in (asked.asof, asked.since))
    context.open()
    account, deal = _whose(context, query)
    try:
        found = ledger.board(
            account, deal, today=context.today, as_of=as_of, since=since, settings=thresholds.settings()
        )
    except LookupError:
        raise Stop(failing.NOTHING, picking.nothing(query)) from None
    if asked.json:
        output.put_json(context, document(found, context.today))
    elif asked.csv:
        people = document(found, context.today)["people"]
        output.put_csv(context, FIELDS, [[_flat(person[name]) for name in FIELDS] for person in people])
    else:
        _show(context, found)
    return failing.DONE


def _past(context: Context, text: str | None) -> "date | None":
    """A day that is over or today's; raises Usage."""
    from models.rules import dates

    if text is None:
        return None
    found = dates.parse(text, context.today, past=True)
    if found is None:
        raise Usage(words.t("shell.usage.date", given=text))
    if found > context.today:
        raise Usage(words.t("shell.usage.future", given=text))
    return found


def _whose(context: Context, query: str) -> tuple[int, int | None]:
    """The account of the best match, and the opportunity where it is one; a person means his account."""
    hit = picking.one(context, query, ("account", "opportunity", "person"))
    account = hit.row if hit.kind == "account" else hit.account
    if account is None:
        raise Stop(failing.NOTHING, picking.nothing(query))
    seeing.ensure(context, account)
    return account, hit.row if hit.kind == "opportunity" else None


def document(found: "Board", today: "date") -> dict[str, Any]:
    """The document of `board --json`."""
    return {
        "schema": 1, "asof": (found.as_of or today).isoformat(), "account": found.name, "id": found.account,
        "opportunity": found.opportunity, "compared_with": found.since.isoformat() if found.since else None,
        "people": [_person(card, found) for column in found.columns for card in column.cards],
        "moves": [
            dict(zip(MOVE, (move.person, move.name, move.before, move.after, move.date.isoformat(),
                            move.evidence or None, move.member or None, move.confirmed), strict=True))
            for move in found.moves
        ],
    }  # fmt: skip


def _person(card: "PersonLine", found: "Board") -> dict[str, Any]:
    before = (card.stance_before or "unknown") if found.since else None
    return {
        "id": card.id, "name": card.name or None, "title": card.title or None, "department": card.department or None,
        "level": card.level or None, "roles": list(card.roles), "placeholder": card.placeholder,
        "stance": card.stance, "since": card.stance_since.isoformat() if card.stance_since else None,
        "stance_before": before, "assumed": None if card.stance == "unknown" else card.assumed,
        "doubtful": card.doubtful, "inside": card.inside, "competitor": card.competitor or None,
        "evidence": card.evidence or None,
    }  # fmt: skip


def _flat(value: Any) -> Any:
    return ";".join(value) if isinstance(value, list) else value


def _show(context: Context, found: "Board") -> None:
    from tui.shell import showing

    showing.show(context, _lines(found, context.today), context.width)


def _lines(found: "Board", today: "date") -> "Iterator[Line]":
    from tui.pages.spans import Span, line

    deal = dict(found.opportunities).get(found.opportunity or 0, "")
    told = " · ".join(filter(None, (
        deal, words.t("shell.board.asof", day=(found.as_of or today).isoformat()),
        words.t("board.since", day=found.since.isoformat()) if found.since else "",
    )))  # fmt: skip
    yield line(Span(found.name, "title"), f"  {told}")
    for column in found.columns:
        label = phrases.label("stance", column.stance)
        yield line(Span(f"{column.letter} {label}  {len(column.cards)}", "heading"))
        for card in column.cards:
            yield _card(card, found, today)
    if found.since or found.as_of:
        yield line(Span(words.many("board.moved_count", len(found.moves)), "heading"))
        for move in found.moves:
            step = phrases.stance(move.after, move.before)
            beside = " · ".join(filter(None, (phrases.day(move.date, today), move.evidence, move.member)))
            yield line("  ", Span(move.name), f"  {step}", Span(f"  {beside}", "dim"))


def _card(card: "PersonLine", found: "Board", today: "date") -> "Line":
    """Somebody in his column, and by what one knows that he stands there."""
    from tui.pages.spans import Span, line

    name = phrases.person(card.name, card.title, card.roles, placeholder=card.placeholder)
    moved = found.since is not None and (card.stance_before or "unknown") != card.stance
    before = words.t("shell.board.before", stance=phrases.stance(card.stance_before or "unknown")) if moved else ""
    known = card.stance != "unknown"
    beside = (
        before, card.department, phrases.roles(card.roles) if not card.placeholder else "",
        phrases.day(card.stance_since, today) if card.stance_since else "",
        words.t("page.brief.assumed") if known and card.assumed else "",
        words.t("board.told.doubtful") if card.doubtful else "", card.evidence,
    )
    told = " · ".join(filter(None, beside))
    return line("  ", Span(name), Span(f"  {told}" if told else "", "dim"))
