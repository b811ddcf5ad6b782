"""The customer pyramid: order, layers by rank, classes by the share before, and its pictures (A7)."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules import pictures_accounts as pictures
from models.rules.pictures import Bar, Count, Money, Share, Thing, Word, records
from models.rules.pyramid import carrying, pyramid
from models.rules.settings import Settings
from models.rules.vocabulary import Grade
from models.rules.vocabulary_figures import Layer

S = Settings()
A, B, C = Grade.A, Grade.B, Grade.C
TOP, MIDDLE, BASE = Layer.TOP, Layer.MIDDLE, Layer.BASE


def classes(*amounts: int) -> list[Grade]:
    return [each.abc for each in pyramid(enumerate(amounts), S)]


@pytest.mark.parametrize(
    ("count", "top", "middle"),
    [(1, 1, 0), (2, 1, 0), (3, 1, 1), (4, 1, 1), (5, 1, 2), (6, 2, 1), (10, 2, 3), (11, 3, 3), (100, 20, 30)],
)
def test_layers_go_by_rank_rounded_up(count: int, top: int, middle: int) -> None:
    layers = [each.layer for each in pyramid(((key, 10) for key in range(count)), S)]
    assert layers == [TOP] * top + [MIDDLE] * middle + [BASE] * (count - top - middle)


@pytest.mark.parametrize(
    ("amounts", "found"),
    [
        ((), []),
        ((0,), []),
        ((-5, 0), []),
        ((7,), [A]),
        ((0, 7), [A]),
        ((80, 15, 5), [A, B, C]),
        ((79, 16, 5), [A, A, C]),
        ((81, 13, 6), [A, B, B]),
        ((94, 1, 5), [A, B, C]),
        ((50, 50), [A, A]),
        ((100, 0, 0), [A]),
    ],
)
def test_classes_go_by_the_share_before(amounts: tuple[int, ...], found: list[Grade]) -> None:
    assert classes(*amounts) == found


def test_ties_stand_in_the_order_of_their_ids() -> None:
    assert [each.account for each in pyramid([(9, 5), (2, 5), (4, 5), (1, 6)], S)] == [1, 2, 4, 9]


def test_how_many_carry_the_first_part() -> None:
    line = pyramid([(1, 80), (2, 15), (3, 5)], S)
    assert (carrying(line, 80), carrying(line, 81), carrying(line, 95), carrying(line, 100)) == (1, 2, 2, 3)
    assert carrying((), 80) == 0


@given(st.lists(st.integers(0, 10**12), max_size=60))
def test_shares_rise_to_the_whole(amounts: list[int]) -> None:
    line = pyramid(enumerate(amounts), S)
    assert len(line) == sum(amount > 0 for amount in amounts)
    for one, two in pairwise(line):
        assert two.before == one.before + one.turnover and two.turnover <= one.turnover
        assert "ABC".index(one.abc) <= "ABC".index(two.abc)
        assert list(Layer).index(one.layer) <= list(Layer).index(two.layer)
    if line:
        assert line[0].before == 0 and line[0].abc is A and line[0].layer is TOP
        last = line[-1]
        assert last.before + last.turnover == last.total == sum(amounts)
        assert Share(last.before + last.turnover, last.total).tenths == 1000


NAMES = {key: f"客户{key}" for key in range(400)}


@pytest.mark.parametrize("by", pictures.PYRAMID_WAYS)
def test_every_way_has_the_same_rows_for_programs(by: str) -> None:
    line = pyramid([(1, 80), (2, 15), (3, 5)], S)
    found = records(pictures.pyramid(line, NAMES, by))
    assert [dict(row)["class"] for row in found] == [Word("report.pyramid_class", code) for code in "ABC"]
    assert dict(found[1])["cumulative_before"] == Share(80, 100) and dict(found[1])["turnover"] == Money(15)
    assert records(pictures.pyramid((), NAMES, by)) == () and not pictures.pyramid((), NAMES, by).rows


def test_layers_are_as_wide_as_they_hold_accounts() -> None:
    line = pyramid(((key, 100 - key) for key in range(10)), S)
    found = pictures.pyramid(line, NAMES)
    assert [row.bars[0].end for row in found.rows] == [2, 3, 5] and found.centred
    assert found.rows[0].key == "layer:top" and found.total is not None
    assert found.total.beside[:2] == (Count(10), Share(10, 10))
    one = pictures.pyramid(line[:1], NAMES, "class")
    assert [row.key for row in one.rows] == ["class:A", None, None]


def test_accounts_stand_on_each_other_up_to_the_whole() -> None:
    line = pyramid([(1, 80), (2, 15), (3, 5)], S)
    found = pictures.pyramid(line, NAMES, "account")
    assert [row.bars[0][:2] for row in found.rows] == [(0, 80), (80, 95), (95, 100)] and found.high == 100
    assert found.rows[2].key == Thing("account", 3, 3) and found.rows[2].beside[2] == Share(100, 100)


def test_beyond_so_many_the_rest_is_heaped() -> None:
    line = pyramid(((key, 1) for key in range(pictures.MOST + 3)), S)
    found = pictures.pyramid(line, NAMES, "account")
    assert len(found.rows) == pictures.MOST + 1 and len(records(found)) == pictures.MOST + 3
    assert found.rows[-1].bars == (Bar(pictures.MOST, pictures.MOST + 3, found.rows[-1].bars[0].tone),)
