"""What is wanted of every figure, and whether it was met: pure functions of the samples."""

import math
import statistics
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from benchmarks.ptybench import Samples


class Found(NamedTuple):
    """All samples by program (an inroad by the size of its database), and which are compared."""

    samples: Mapping[str, Samples]
    base: str
    """The program that starts are measured by."""
    smallest: str
    main: str
    largest: str


Figure = Callable[[Found, str], float | None]
"""A figure of one program; None where it was not measured."""


class Target(NamedTuple):
    """A figure, what it is to be at most (None: only told), its unit, and the inroad it is taken of."""

    measure: str
    most: float | None
    unit: str
    figure: Figure
    of: str = "main"
    beside: bool = False
    """Whether other programs have the same figure."""


class Row(NamedTuple):
    """A line of the table: `met` is None where there is no target or no figure."""

    measure: str
    most: float | None
    unit: str
    figure: float | None
    met: bool | None
    others: Mapping[str, float | None]


def known(values: Sequence[float]) -> list[float]:
    """The values that are there, in order."""
    return sorted(value for value in values if not math.isnan(value))


def median(values: Sequence[float]) -> float | None:
    """The middle of the values; None where there are none."""
    return statistics.median(found) if (found := known(values)) else None


def p99(values: Sequence[float]) -> float | None:
    """The least value that 99 of a hundred do not exceed; of fewer than a hundred the worst."""
    found = known(values)
    return found[math.ceil(len(found) * 0.99) - 1] if found else None


def mean(values: Sequence[float]) -> float | None:
    """The average of the values; None where there are none."""
    return statistics.fmean(found) if (found := known(values)) else None


def worst(values: Sequence[float]) -> float | None:
    """The greatest value; None where there are none."""
    return max(known(values), default=None)


def pooled(samples: Samples, *beginnings: str, unit: str = "ms") -> list[float]:
    """All values whose names begin so, and end with the unit."""
    wanted = (name for name in samples if name.startswith(beginnings) and name.rpartition(" ")[2] == unit)
    return [value for name in wanted for value in samples[name]]


def of(told: Callable[[Sequence[float]], float | None], *labels: str, unit: str = "ms") -> Figure:
    """The figure that is told of all values with these beginnings."""
    return lambda found, name: told(pooled(found.samples.get(name, {}), *labels, unit=unit))


def beside_base(label: str) -> Figure:
    """The median of the ratios to the base, round by round."""

    def figure(found: Found, name: str) -> float | None:
        own, base = found.samples.get(name, {}).get(label, []), found.samples.get(found.base, {}).get(label, [])
        return median([a / b for a, b in zip(own, base, strict=False) if b])

    return figure


def growth(label: str, unit: str = "ms") -> Figure:
    """The median on the largest database by that on the smallest."""

    def figure(found: Found, _: str) -> float | None:
        ends = (found.smallest, found.largest)
        small, large = (median(pooled(found.samples.get(name, {}), label, unit=unit)) for name in ends)
        return large / small if small and large and found.smallest != found.largest else None

    return figure


def more(with_: str, without: str) -> Figure:
    """How much more the median of one is than that of the other."""

    def figure(found: Found, name: str) -> float | None:
        one, other = (median(pooled(found.samples.get(name, {}), label)) for label in (with_, without))
        return None if one is None or other is None else one - other

    return figure


BIG = ("big account, found", "big account, stepped to")
TARGETS = (
    Target("start to the first rows, by bare Textual", 1.15, "×", beside_base("start ms"), beside=True),
    Target("start to the first rows", None, "ms", of(median, "start"), beside=True),
    Target("CPU time of the start", None, "ms", of(median, "start", unit="cpu"), beside=True),
    Target("bytes of the start", None, "B", of(median, "start", unit="bytes"), beside=True),
    Target("`inroad brief --json`, whole process", 80, "ms", of(median, "brief --json")),
    Target("`inroad brief --json`, CPU time", None, "ms", of(median, "brief --json", unit="cpu")),
    Target("`inroad brief` in colour, whole process", 110, "ms", of(median, "brief in colour")),
    Target("`inroad find`, whole process", 100, "ms", of(median, "inroad find")),
    Target("`python -c pass`, which is in all of them", None, "ms", of(median, "python -c pass")),
    Target("a step in the list, median", 3, "ms", of(median, "step"), beside=True),
    Target("a step in the list, p99", 10, "ms", of(p99, "step"), beside=True),
    Target("a step in the list, bytes", 120, "B", of(median, "step", unit="bytes"), beside=True),
    Target("a step, largest by smallest database", 1.2, "×", growth("step")),
    Target("a key held down, bytes a step", 600, "B", of(mean, "held", unit="bytes"), beside=True),
    Target("a page down, median", 9, "ms", of(median, "page"), beside=True),
    Target("a page down, bytes", 4500, "B", of(median, "page", unit="bytes"), beside=True),
    Target("first screen of the big account, p99", 50, "ms", of(p99, *BIG, unit="rested")),
    Target("first screen of the big account, p99", 50, "ms", of(p99, *BIG, unit="rested"), "largest"),
    Target("a letter in the filter, p99", 25, "ms", of(p99, "filter ")),
    Target("a letter in the filter, p99", 25, "ms", of(p99, "filter "), "largest"),
    Target("a letter in the finder, p99", 25, "ms", of(p99, "find ")),
    Target("a letter in the finder, p99", 25, "ms", of(p99, "find "), "largest"),
    Target("a letter in the filter, and what rests shown", None, "ms", of(median, "filter ", unit="rested")),
    Target("a report over everything, processor time", 1000, "ms", of(worst, "read report", unit="cpu")),
    Target("a report over everything, processor time", None, "ms", of(worst, "read report", unit="cpu"), "largest"),
    Target("a report over 100,000 opportunities, processor time", 1000, "ms", of(worst, "read many deals", unit="cpu")),
    Target("memory at the start", 48, "MiB", of(median, "start", unit="MiB"), beside=True),
    Target("memory after all that", 48, "MiB", of(worst, "after all", unit="MiB"), beside=True),
    Target("memory after all that", 48, "MiB", of(worst, "after all", unit="MiB"), "largest"),
    Target("idle, of a processor", 0.2, "%", of(worst, "idle %", unit="%"), beside=True),
    Target("idle, a second", 0, "B", of(worst, "idle bytes", unit="bytes/s"), beside=True),
    Target("idle while others write, of a processor", 0.2, "%", of(worst, "idle while", unit="%")),
    Target("idle while others write, a second", 0, "B", of(worst, "idle while", unit="bytes/s")),
    Target("index: more for a new account", 2, "ms", more("write with index", "write without index")),
    Target("import of accounts with three people each", 60, "s", of(worst, "import s", unit="s")),
    Target("import, memory", 200, "MiB", of(worst, "import peak", unit="MiB")),
    Target("import, longest wait of another writer", 1, "s", of(worst, "import others wait", unit="s")),
)


def met(figure: float | None, most: float | None) -> bool | None:
    """Whether a figure is what it is to be at most, None where one of them is not there."""
    return None if figure is None or most is None else figure <= most


def rows(found: Found, others: Sequence[str]) -> list[Row]:
    """Every target with its figure, and that of the other programs beside it."""
    made = []
    for target in TARGETS:
        name = getattr(found, target.of)
        if target.of == "largest" and name == found.main:
            continue
        figure = target.figure(found, name)
        beside = {other: target.figure(found, other) if target.beside else None for other in others}
        measure = target.measure + (f", {name} accounts" if target.of == "largest" else "")
        made.append(Row(measure, target.most, target.unit, figure, met(figure, target.most), beside))
    return made
