"""The picture of how far an opportunity is through its gates, stage by stage and item by item (O2)."""

from collections.abc import Sequence

from models.rules.gates import GateLine
from models.rules.pictures import Bar, BarRow, Bars, Count, Day, Label, Legend, Note, Record, Share, Tone, Word
from models.rules.vocabulary import InformationStage

MET, OPEN = "+", "-"
"""The signs of an item that is met, and of one that is missing."""


def progress(lines: Sequence[GateLine], stage: InformationStage) -> Bars:
    """A row for each stage, a stretch for each of its items; what is missing of a stage passed is lost, and warned of.

    `stage` is the one the opportunity is at.
    """
    rows = tuple(_row(each, [line for line in lines if line.stage is each], stage) for each in InformationStage)
    heads: tuple[Label, ...] = tuple(Word("report.head", code) for code in ("stage", "met", "items", "share"))
    legend = (
        Legend(Tone.GOOD, MET, Word("report.legend", "gate_met")),
        Legend(Tone.DIM, OPEN, Word("report.legend", "gate_open")),
        Legend(Tone.DANGER, OPEN, Word("report.legend", "gate_lost")),
    )
    return Bars(
        Word("report", "gate"), heads, rows if lines else (), _total(lines) if lines else None,
        high=max((len(row.bars) for row in rows), default=0), legend=legend if lines else (),
        records=tuple(_record(line, stage) for line in lines),
    )  # fmt: skip


def _row(each: InformationStage, lines: Sequence[GateLine], at: InformationStage) -> BarRow:
    passed, first = _passed(each, at), sorted(lines, key=lambda line: not line.met)
    bars = tuple(_bar(place, line, passed=passed) for place, line in enumerate(first))
    return BarRow(Word("information_stage", each.value), bars, _counted(lines))


def _passed(stage: InformationStage, at: InformationStage) -> bool:
    """Whether a gate was passed; at the first stage none was, for everything begins there."""
    order = list(InformationStage)
    return order.index(stage) <= order.index(at) and at is not order[0]


def _bar(place: int, line: GateLine, *, passed: bool) -> Bar:
    tone = Tone.GOOD if line.met else Tone.DANGER if passed else Tone.DIM
    return Bar(place, place + 1, tone, MET if line.met else OPEN)


def _counted(lines: Sequence[GateLine]) -> tuple[Label, ...]:
    met = sum(line.met for line in lines)
    return Count(met), Count(len(lines)), Share(met, len(lines))


def _total(lines: Sequence[GateLine]) -> BarRow:
    return BarRow(Word("report.head", "total"), (), _counted(lines))


def _record(line: GateLine, at: InformationStage) -> Record:
    lost, tick = not line.met and _passed(line.stage, at), line.tick
    return (
        ("stage", Word("information_stage", line.stage.value)), ("code", Word("gate_item", line.item.value)),
        ("met", Count(int(line.met))), ("lost", Count(int(lost))), ("auto", Count(int(line.item.auto))),
        ("evidence", Note(tick.evidence) if tick and tick.evidence else None),
        ("date", Day(tick.date) if tick and tick.date else None),
    )  # fmt: skip
