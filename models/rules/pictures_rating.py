"""The picture of optimism: by how much people were rated too high or too low, by member, size or step (O21)."""

from collections.abc import Iterable, Mapping

from models.rules.pictures import Bar, BarRow, Bars, Count, Label, Legend, Name, Record, Tick, Tone, Word
from models.rules.rating import Optimism

_MOST = 20
"""Tenths of a grade each side of nothing that the scale shows at least."""


def optimism(found: Iterable[Optimism], by: str, members: Mapping[int, str]) -> Bars:
    """A bar to the right for what was rated too high, to the left for too low, in tenths of a grade.

    `by` is member, size or step: what the groups are.
    """
    rows = tuple(_row(each, by, _name(each, by, members)) for each in found)
    far = max([_MOST, *(abs(row.bars[0].end) + abs(row.bars[0].start) for row in rows)])
    heads: tuple[Label, ...] = tuple(
        Word("report.head", code) for code in (by, "ratings", "too_high", "right", "too_low")
    )
    legend = (Legend(Tone.WARNING, "", Word("report.legend", "too_high")),
              Legend(Tone.ACCENT, "", Word("report.legend", "too_low")))  # fmt: skip
    ticks = (Tick(0, Word("report.head", "as_acted")),) if rows else ()
    title = Word("report", "optimism")
    return Bars(title, heads, rows, low=-far, high=far, ticks=ticks, legend=legend if rows else ())


def _name(each: Optimism, by: str, members: Mapping[int, str]) -> Label:
    if by == "member":
        return Name("member", int(each.group), members.get(int(each.group), ""))
    return Word("report.size" if by == "size" else "step", each.group)


def _row(each: Optimism, by: str, name: Label) -> BarRow:
    off = each.tenths
    tone = Tone.WARNING if off > 0 else Tone.ACCENT
    record: Record = (
        (by, name), ("ratings", Count(each.ratings)), ("too_high", Count(each.high)),
        ("right", Count(each.right)), ("too_low", Count(each.low)), ("tenths", Count(off)),
    )  # fmt: skip
    counts = tuple(Count(n) for n in (each.ratings, each.high, each.right, each.low))
    return BarRow(name, (Bar(min(off, 0), max(off, 0), tone),), counts, each.group, record)
