"""The pictures of the accounts: the pyramid, the potential matrix, and the map of white space (A7, A8, A15)."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from models.rules import potential
from models.rules.pictures import (
    Bar,
    BarRow,
    Bars,
    Cell,
    Count,
    Grid,
    GridRow,
    Item,
    Label,
    Legend,
    Money,
    Name,
    Record,
    Share,
    Thing,
    Tone,
    Word,
)
from models.rules.potential import Place
from models.rules.pyramid import Ranked
from models.rules.vocabulary import Grade
from models.rules.vocabulary_figures import Layer, MatrixAdvice, WhiteSpace

MOST = 200
"""Accounts that are drawn one by one; programs get all of them."""
HEAPED = 8
"""Accounts that are named in a cell of the matrix."""
LAYER, CLASS, ACCOUNT = "layer", "class", "account"
PYRAMID_WAYS = (LAYER, CLASS, ACCOUNT)
UNKNOWN = "none"
"""The code of a score nobody knows."""
_LAYERS = {Layer.TOP: Tone.GOOD, Layer.MIDDLE: Tone.ACCENT, Layer.BASE: Tone.DIM}
_CLASSES = {Grade.A: Tone.GOOD, Grade.B: Tone.ACCENT, Grade.C: Tone.DIM}
_ADVICE = {
    MatrixAdvice.PENETRATE: Tone.WARNING, MatrixAdvice.DEFEND: Tone.GOOD, MatrixAdvice.DEVELOP: Tone.ACCENT,
    MatrixAdvice.LOW_EFFORT: Tone.DIM,
}  # fmt: skip
_STATES = {
    WhiteSpace.INSTALLED: ("#", Tone.GOOD), WhiteSpace.OPEN: ("o", Tone.ACCENT),
    WhiteSpace.COMPETITOR: ("x", Tone.DANGER), WhiteSpace.BLANK: (".", Tone.DIM),
}  # fmt: skip


def _head(*codes: str) -> tuple[Label, ...]:
    return tuple(Word("report.head", code) for code in codes)


# The pyramid -------------------------------------------------------------------------------------------------


def pyramid(line: Sequence[Ranked], names: Mapping[int, str], by: str = LAYER) -> Bars:
    """The customer pyramid: its layers or classes by how many accounts they hold, or every account in turn (A7)."""
    told = tuple(_ranked(each, names) for each in line)
    if by == ACCOUNT:
        return _in_turn(line, names)._replace(records=told)
    tones = [*(_CLASSES if by == CLASS else _LAYERS).items()]
    rows = tuple(_heap(code, tone, by, line) for code, tone in tones) if line else ()
    heads = _head(by, "accounts", "of_accounts", "turnover", "of_turnover")
    total = _whole(line) if line else None
    return Bars(Word("report", "pyramid"), heads, rows, total, centred=True, records=told)


def _ranked(each: Ranked, names: Mapping[int, str]) -> Record:
    return (
        ("account", Name("account", each.account, names.get(each.account, ""))), ("account_id", Count(each.account)),
        ("turnover", Money(each.turnover)), ("share", Share(each.turnover, each.total)),
        ("cumulative_before", Share(each.before, each.total)), ("class", Word("report.pyramid_class", each.abc.value)),
        ("layer", Word("layer", each.layer.value)),
    )  # fmt: skip


def within(each: Ranked, group: str) -> bool:
    """Whether an account belongs to a layer or class of the picture."""
    kind, _, code = group.partition(":")
    return code == (each.abc if kind == CLASS else each.layer)


def _heap(code: str, tone: Tone, by: str, line: Sequence[Ranked]) -> BarRow:
    """A layer or class: how many accounts, what share of them, what they bring and what share that is."""
    group = f"{by}:{code}"
    here = [each for each in line if within(each, group)]
    brought, total = sum(each.turnover for each in here), line[0].total
    return BarRow(
        Word("report.pyramid_class" if by == CLASS else "layer", code), (Bar(0, len(here), tone),),
        (Count(len(here)), Share(len(here), len(line)), Money(brought), Share(brought, total)),
        group if here else None,
    )  # fmt: skip


def _whole(line: Sequence[Ranked]) -> BarRow:
    total = line[0].total
    beside = (Count(len(line)), Share(len(line), len(line)), Money(total), Share(total, total))
    return BarRow(Word("report.head", "total"), (), beside)


def _in_turn(line: Sequence[Ranked], names: Mapping[int, str]) -> Bars:
    """Each account on top of those before it, up to the whole turnover; the last row heaps those not named."""
    rows = [_step(each, names) for each in line[:MOST]]
    if rest := line[MOST:]:
        begun, brought = rest[0].before, sum(each.turnover for each in rest)
        bars = (Bar(begun, begun + brought, Tone.DIM),)
        shares = (Share(brought, rest[0].total), Share(begun + brought, rest[0].total))
        rows.append(BarRow(Word("report.head", "others"), bars, (Money(brought), *shares, None, None)))
    legend = tuple(Legend(tone, "", Word("report.pyramid_class", grade.value)) for grade, tone in _CLASSES.items())
    heads = _head("account", "turnover", "share", "cumulated", "class", "layer")
    high = line[0].total if line else 0
    return Bars(Word("report", "pyramid"), heads, tuple(rows), high=high, legend=legend if line else ())


def _step(each: Ranked, names: Mapping[int, str]) -> BarRow:
    after = each.before + each.turnover
    return BarRow(
        Name("account", each.account, names.get(each.account, "")), (Bar(each.before, after, _CLASSES[each.abc]),),
        (Money(each.turnover), Share(each.turnover, each.total), Share(after, each.total),
         Word("report.pyramid_class", each.abc.value), Word("layer", each.layer.value)),
        Thing("account", each.account, each.account),
    )  # fmt: skip


# The potential matrix ----------------------------------------------------------------------------------------


class Placed(NamedTuple):
    """An account in the matrix."""

    account: int
    name: str
    place: Place


_SCORES = (potential.HIGH, potential.MIDDLE, potential.LOW)


def matrix(found: Iterable[Placed]) -> Grid:
    """Accounts by potential sales a year and by our share, with stars for the years together and the advice (A8).

    What is not known has a row or a column of its own, which is there only where it is needed.
    """
    known = sorted((each for each in found if _placed(each)), key=lambda each: (-(each.place.spend or 0), each.account))
    rows: list[int | None] = [*_SCORES, *([None] if any(each.place.potential is None for each in known) else [])]
    columns: list[int | None] = [*reversed(_SCORES)]
    columns += [None] if any(each.place.share is None for each in known) else []
    drawn = tuple(
        GridRow(Word("report.matrix_potential", _code(row)), tuple(_square(known, row, column) for column in columns))
        for row in rows
    )
    heads = tuple(Word("report.matrix_share", _code(column)) for column in columns)
    advised = [advice for advice in _ADVICE if any(each.place.advice is advice for each in known)]
    stars = tuple(Legend(Tone.PLAIN, "*" * each, Word("report.matrix_years", str(each))) for each in reversed(_SCORES))
    legend = (*stars, *(Legend(_ADVICE[each], "", Word("report.matrix_offer", each.value)) for each in advised))
    return Grid(
        Word("report", "matrix"), Word("report.head", "potential"), heads, drawn if known else (),
        legend if known else (), records=tuple(_place(each) for each in known),
    )  # fmt: skip


def _placed(each: Placed) -> bool:
    return each.place.potential is not None or each.place.share is not None


def _code(score: int | None) -> str:
    return UNKNOWN if score is None else str(score)


def square(place: Place, group: str) -> bool:
    """Whether a place is in a square of the matrix."""
    return group == f"{_code(place.potential)}:{_code(place.share)}"


def _square(known: Sequence[Placed], row: int | None, column: int | None) -> Cell:
    group = f"{_code(row)}:{_code(column)}"
    here = [each for each in known if square(each.place, group)]
    advice = potential.advice(row, column)
    items = [_item(each) for each in here[:HEAPED]]
    if more := here[HEAPED:]:
        items.append(Item("+", Count(len(more)), Tone.DIM, group))
    head = None if advice is None else Word("matrix_advice", advice.value)
    return Cell(tuple(items), head, _ADVICE[advice] if advice else Tone.PLAIN)


def _item(each: Placed) -> Item:
    stars = "*" * (each.place.years or 0)
    return Item(stars, Name("account", each.account, each.name), key=Thing("account", each.account, each.account))


def _place(each: Placed) -> Record:
    place = each.place
    scores = ((name, getattr(place, name)) for name in ("potential", "years", "share"))
    return (
        ("account", Name("account", each.account, each.name)), ("account_id", Count(each.account)),
        *((name, None if score is None else Count(score)) for name, score in scores),
        ("advice", Word("matrix_advice", place.advice.value) if place.advice else None),
        ("yearly_potential", None if place.spend is None else Money(place.spend)),
        ("share_percent", None if place.percent is None else Share(place.percent, 100)),
    )  # fmt: skip


# The map of white space --------------------------------------------------------------------------------------


class Space(NamedTuple):
    """How an account stands with a product line: with which amount, and with which competitor there."""

    state: WhiteSpace
    amount: int = 0
    competitor: int | None = None
    opportunity: int | None = None


BLANK = Space(WhiteSpace.BLANK)


class House(NamedTuple):
    """An account of the map, and how it stands with the lines of which anything is known."""

    account: int
    name: str
    spaces: Mapping[str, Space]


def whitespace(houses: Sequence[House], lines: Sequence[str], names: Mapping[int, str]) -> Grid:
    """Accounts by product lines: installed, an open opportunity, a competitor's, or blank (A15).

    `lines` are told by name, "" is what names no product; `names` are the competitors.
    """
    rows = tuple(_row(house, lines, names) for house in houses[:MOST]) if lines else ()
    legend = tuple(Legend(tone, mark, Word("white_space", state.value)) for state, (mark, tone) in _STATES.items())
    told = tuple(_space(house, line, names) for house in houses for line in lines)
    return Grid(
        Word("report", "whitespace"), Word("report.head", "account"), tuple(_line(line) for line in lines), rows,
        legend if rows else (), records=told,
    )  # fmt: skip


def _line(line: str) -> Label:
    return Name("product", 0, line) if line else Word("report.head", "no_product")


def _row(house: House, lines: Sequence[str], names: Mapping[int, str]) -> GridRow:
    cells = tuple(_cell(house, house.spaces.get(line, BLANK), names) for line in lines)
    return GridRow(Name("account", house.account, house.name), cells, Thing("account", house.account, house.account))


def _cell(house: House, space: Space, names: Mapping[int, str]) -> Cell:
    mark, tone = _STATES[space.state]
    label: Label | None = Money(space.amount) if space.amount else None
    if space.state is WhiteSpace.COMPETITOR and space.competitor is not None:
        label = Name("competitor", space.competitor, names.get(space.competitor, ""))
    key = None if space.opportunity is None else Thing("opportunity", space.opportunity, house.account)
    return Cell((Item(mark, label, tone, key),))


def _space(house: House, line: str, names: Mapping[int, str]) -> Record:
    space = house.spaces.get(line, BLANK)
    rival = space.competitor
    return (
        ("account", Name("account", house.account, house.name)), ("account_id", Count(house.account)),
        ("product", Name("product", 0, line) if line else None), ("state", Word("white_space", space.state.value)),
        ("amount", Money(space.amount) if space.amount else None),
        ("competitor", None if rival is None else Name("competitor", rival, names.get(rival, ""))),
    )  # fmt: skip
