"""What is rendered of a frame is what Textual would take of all it renders."""

from collections.abc import Sequence
from typing import Any

import pytest
from textual._compositor import Compositor
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from tests.tui.conftest import Start
from tests.tui.test_display import FACES, LISTS, NARROW, PLACES, WIDE
from tui.display import chops

Chops = Sequence[dict[int, Strip | None]]


class Compared:
    """Renders each frame both ways."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.frames, self.differ = 0, list[str]()
        outer = self

        def both(self: Compositor, crop: Region, is_rendered_line: Any) -> Chops:
            mine = chops.render_chops(self, crop, is_rendered_line)
            usual = chops.stock(self, crop, is_rendered_line)
            outer.frames += 1
            for y in filter(is_rendered_line, crop.line_range):
                if y < len(usual) and (unlike := _unlike(mine[y], usual[y], crop)):
                    outer.differ.append(f"frame {outer.frames}, line {y}: {unlike[0]}")
            return mine

        monkeypatch.setattr(Compositor, "_render_chops", both)


def _unlike(mine: dict[int, Strip | None], usual: dict[int, Strip | None], crop: Region) -> list[object]:
    """Where they differ within the columns that are sent, or in how they are cut."""
    if [*mine] != [*usual]:
        return [([*mine], [*usual])]
    ends = [*[*mine][1:], crop.right]
    here = [cut for cut, end in zip(mine, ends, strict=True) if cut < crop.right and end > crop.x]
    told = [(cut, list(mine[cut] or ()), list(usual[cut] or ())) for cut in here]
    return [each for each in told if each[1] != each[2]]


def test_it_fits_the_textual_that_is_installed() -> None:
    assert chops.fits()


def test_it_lets_a_textual_be_that_does_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    stock: Any = lambda self, crop, is_rendered_line: []  # noqa: E731
    monkeypatch.setattr(chops, "stock", stock)
    monkeypatch.setattr(Compositor, "_render_chops", stock)
    assert not chops.use()
    assert Compositor._render_chops is stock


@pytest.mark.parametrize("lines", [[], [3], [0, 1, 2], [0, 2, 3, 7]])
def test_lines_that_follow_each_other_are_rendered_together(lines: list[int]) -> None:
    assert [y for start, end in chops._runs(lines) for y in range(start, end)] == lines
    assert len(list(chops._runs([0, 2, 3, 7]))) == 3


@pytest.mark.parametrize(("keys", "size"), [((*LISTS, *FACES), WIDE), (("2", *PLACES), NARROW)])
async def test_every_frame_is_put_together_as_textual_does(
    start: Start, keys: tuple[str, ...], size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with start(size=size) as driver:
        compared = Compared(monkeypatch)
        for key in keys:
            await driver.press(key)
            assert not compared.differ, (key, compared.differ[0])
        assert compared.frames > len(keys) / 2


async def test_the_gutters_of_two_lines_render_two_lines(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    async with start(size=WIDE) as driver:
        await driver.press("2", "j", "j")
        rendered: list[tuple[str, int]] = []
        usual = Widget.render_lines

        def counted(self: Widget, crop: Region) -> list[Strip]:
            rendered.append((type(self).__name__, crop.height))
            return usual(self, crop)

        monkeypatch.setattr(Widget, "render_lines", counted)
        chops.render_chops(driver.app.screen._compositor, Region(0, 4, 2, 2), {4, 5}.__contains__)
        assert rendered == [("Listing", 2)]
        rendered.clear()
        chops.render_chops(driver.app.screen._compositor, Region(0, 4, 2, 30), {4, 33}.__contains__)
        assert rendered == [("Listing", 1), ("Listing", 1)]
