"""`inroad gate`: what an opportunity has met and what it lacks for its next information stage."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from tui import phrases, words
from tui.shell import failing, output, picking
from tui.shell.context import Context
from tui.shell.parsing import Asked, Parser

if TYPE_CHECKING:
    from models.reads.gates import GateSheet
    from models.rules.gates import GateLine
    from tui.pages.spans import Line

FIELDS = ("code", "met", "auto", "evidence")


def arguments(parser: Parser) -> None:
    """Whose gate, and how to print it."""
    parser.add_argument("query", metavar="QUERY", nargs="+", help="shell.help.gate_query")
    output.formats(parser)


def run(context: Context, asked: Asked) -> int:
    """Print the gate of the opportunity of the best match; of the open one, where an account is the match."""
    from models.reads import gates, thresholds

    query = picking.query(context, asked.query)
    context.open()
    found = gates.gate(picking.deal(context, query), context.today, thresholds.settings())
    if asked.json:
        output.put_json(context, document(found))
    elif asked.csv:
        output.put_csv(context, FIELDS, [[item[name] for name in FIELDS] for item in document(found)["items"]])
    else:
        _show(context, found)
    return failing.DONE


def document(found: "GateSheet") -> dict[str, Any]:
    """The document of `gate --json`."""
    gate = found.gate
    return {
        "schema": 1, "opportunity": found.name, "id": gate.opportunity, "account": found.account_name,
        "mode": str(gate.mode), "information_stage": str(gate.stage), "next": str(gate.next) if gate.next else None,
        "open": [str(item) for item in gate.open],
        "items": [
            {"code": str(line.item), "met": line.met, "auto": line.item.auto,
             "evidence": _evidence(line, found) or None}
            for line in gate.lines
        ],
    }  # fmt: skip


def _evidence(line: "GateLine", found: "GateSheet") -> str:
    """By what one sees it: what was written, or whom the data names."""
    if line.tick is not None:
        return line.tick.evidence
    return phrases.listed(found.names[each] for each in line.people if each in found.names) if line.met else ""


def _show(context: Context, found: "GateSheet") -> None:
    from tui.shell import showing

    showing.show(context, _lines(found), context.width)


def _lines(found: "GateSheet") -> "Iterator[Line]":
    from tui.pages.spans import Span, line

    gate = found.gate
    stage = phrases.label("information_stage", gate.stage)
    yield line(Span(found.name, "title"), f"  {found.account_name}")
    mode = phrases.label("mode", gate.mode)
    mode = mode if found.mode_known else words.t("deal.gate.no_mode", mode=mode)
    told = words.t("deal.gate.last", stage=stage)
    if gate.next:
        after, met = phrases.label("information_stage", gate.next), len(gate.lines) - len(gate.open)
        told = words.t("deal.gate.progress", stage=stage, next=after, met=met, all=len(gate.lines))
    yield line(Span(told, "heading"), f"  {mode}")
    for each in gate.lines:
        text = words.t("shell.gate.met") if each.met else words.t("shell.gate.open")
        label, evidence = phrases.label("gate_item", each.item), _evidence(each, found)
        auto = words.t("deal.gate.auto") if each.item.auto else ""
        beside = " · ".join(filter(None, (auto, evidence)))
        yield line(
            Span(f"  {text} ", "good" if each.met else "warning"), label, Span(f"  {beside}" if beside else "", "dim")
        )
    fit = found.qualification
    if fit.ways:
        ways = phrases.listed(phrases.label("way_out", way) for way in fit.ways)
        yield line(Span(words.t("shell.gate.ways", ways=ways), "warning"))
    for row in found.asked:
        kind, state = phrases.label("approval_kind", row.kind), phrases.label("approval_state", row.state)
        yield line(f"  {kind}: {state}  {row.reason}")
