"""What the questions behind the screens cost the processor as data grows, whatever else the machine does."""

import gc
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from benchmarks.databases import DAY, Data
from benchmarks.ptybench import Samples
from models import base, search
from models.reads import accounts, brief, reports, today
from models.reads.thresholds import settings
from models.rules.filters import Filter, parse
from models.writes import derive

WORDS = ("局", "港务", "zhong", "hbj", "qqx")
"""A word many names hold, one that few do, pinyin, initials, and what nothing holds."""
ME = 1


REPORTS = tuple(name for name, report in reports.REPORTS.items() if not report.must)
"""Those over everything."""
LABELS = (
    "Today", "list, first", "list, a window in the middle", "list, all in order", "list by owner, all in order",
    *(f"{what} {word}{rest}" for word in WORDS
      for what, rest in (("filter", ", first"), ("filter", ", all in order"), ("find", ""))),
    "brief of a usual account", "brief of the big account", "what ran out",
    *(f"report {name}" for name in REPORTS),
)  # fmt: skip


def measure(data: Data, rounds: int = 3) -> Samples:
    """Ask each question a few times; ms of processor time."""
    base.open_database(str(data.path))
    try:
        return timed(_questions(), rounds)
    finally:
        base.close_database()


def timed(questions: Iterable[tuple[str, Callable[[], object]]], rounds: int) -> Samples:
    """Ask each of these a few times; ms of processor time."""
    samples: Samples = {}
    gc.disable()
    try:
        for label, ask in questions:
            for _ in range(rounds):
                begun = time.process_time()
                ask()
                samples.setdefault(f"read {label} cpu", []).append((time.process_time() - begun) * 1e3)
    finally:
        gc.enable()
    return samples


def _questions() -> Iterator[tuple[str, Callable[[], object]]]:
    limits = settings()
    whole: Sequence[int] = accounts.ordering(parse(""), viewer=ME, today=DAY)
    middle = whole[len(whole) // 2 :][:128]
    yield "Today", lambda: today.today(ME, DAY, settings=limits)
    yield "list, first", lambda: accounts.head(parse(""), "name", viewer=ME, today=DAY)
    yield "list, a window in the middle", lambda: accounts.window(middle)
    yield "list, all in order", lambda: accounts.ordering(parse(""), viewer=ME, today=DAY)
    yield "list by owner, all in order", lambda: accounts.ordering(parse(""), "owner", viewer=ME, today=DAY)
    for word in WORDS:
        yield f"filter {word}, first", partial(first, parse(word))
        yield f"filter {word}, all in order", partial(accounts.ordering, parse(word), viewer=ME, today=DAY)
        yield f"find {word}", partial(search.find, word)
    yield "brief of a usual account", lambda: brief.brief(77, DAY, settings=limits)
    yield "brief of the big account", lambda: brief.brief(1, DAY, settings=limits)
    yield "what ran out", lambda: derive.overdue(DAY, 200)
    for name in REPORTS:
        yield f"report {name}", partial(reports.picture, name, reports.Asked(DAY, limits, ME))


def first(wanted: Filter) -> object:
    """The first rows as the list gets them: its head, or all of it where the head is not had alone."""
    return accounts.head(wanted, "name", viewer=ME, today=DAY) or accounts.ordering(wanted, viewer=ME, today=DAY)
