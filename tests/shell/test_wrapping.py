"""Lines are broken between words and between Chinese characters, by cells, and nothing is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.text import cells
from tui.pages.spans import Line, line, wrapped


def texts(parts: "list[Line]") -> list[str]:
    return ["".join(span.text for span in part) for part in parts]


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("华北局技改标准", 8, ["华北局技", "改标准"]),
        ("one two three", 9, ["one two ", "three"]),
        ("他说：“好。”再谈", 11, ["他说：", "“好。”再谈"]),
        ("合计 1 280万", 9, ["合计 ", "1 280万"]),
        ("short", 40, ["short"]),
        ("", 40, [""]),
    ],
)
def test_lines_break_where_they_may(text: str, width: int, lines: list[str]) -> None:
    assert texts(list(wrapped(line(text), width))) == lines


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Zl", "Zp")), max_size=200),
       st.integers(10, 60))  # fmt: skip
def test_every_line_fits_and_nothing_is_lost(text: str, width: int) -> None:
    parts = texts(list(wrapped(line(text), width, 2)))
    assert all(cells(part) <= width for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())
