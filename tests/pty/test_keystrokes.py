"""What a terminal sends is cut alike however it arrives."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.keystrokes import FLOOD, PASTE_LIMIT, Keystrokes, Stroke

PIECES = ("a", "华", "\r", "\x1b[A", "\x1b[1;5H", "\x1bOP", "\x1b[[A", "\x1b[23$", "\x1bx", "\x1b[200~p\x1bq\x1b[201~",
          "\x1b]11;rgb:0/0/0\x1b\\", "\x1b[<0;1;1M", "\x1b[M abc"[:6], "\x1b[?2026;2$y", "\x1b[99;99~")  # fmt: skip


def cut(*portions: str) -> list[Stroke]:
    """All strokes of the portions, texts joined: where they are torn means nothing."""
    keystrokes = Keystrokes(0.05)
    found = [stroke for portion in portions for stroke in keystrokes.feed(portion)]
    joined: list[Stroke] = []
    for stroke in [*found, *keystrokes.expire()]:
        if joined and stroke.kind == joined[-1].kind == "text":
            joined[-1] = Stroke("text", joined[-1].text + stroke.text)
        else:
            joined.append(stroke)
    return joined


@given(st.lists(st.sampled_from(PIECES), max_size=12), st.data())
def test_strokes_do_not_depend_on_where_the_input_is_torn(pieces: list[str], data: st.DataObject) -> None:
    text = "".join(pieces)
    places = sorted(data.draw(st.sets(st.integers(0, len(text)))))
    portions = [text[a:b] for a, b in zip([0, *places], [*places, len(text)], strict=True)]
    assert cut(*portions) == cut(text)


@given(st.text("\x1b[]OPM~0;?$<\x07\\a华\x00\x18", max_size=40))
def test_no_input_whatever_fails_or_waits_for_ever(text: str) -> None:
    keystrokes = Keystrokes(0.05)
    list(keystrokes.feed(text))
    list(keystrokes.expire())
    assert keystrokes.patience is None
    assert list(keystrokes.feed("z"))[-1:] == [Stroke("text", "z")]


@pytest.mark.parametrize(("text", "kinds"), [
    ("\x1b", ["escape"]), ("\x1b\x1b", ["escape", "escape"]), ("\x1b[", ["alt"]), ("\x1bO", ["alt"]), ("\x1b[12", []),
    ("\x1b[1\x1b[A", ["sequence"]), ("\x1b]0;x\x07b", ["text"]), ("x" * FLOOD, ["paste"]), ("\x1b[201~", []),
])  # fmt: skip
def test_a_piece_is_what_it_is(text: str, kinds: list[str]) -> None:
    assert [stroke.kind for stroke in cut(text)] == kinds


def test_a_paste_is_cut_at_the_limit_and_knows_how_long_it_was() -> None:
    (paste,) = cut("\x1b[200~" + "x" * PASTE_LIMIT, "y" * 10 + "\x1b[201~")
    assert (len(paste.text), paste.total, paste.text[-1]) == (PASTE_LIMIT, PASTE_LIMIT + 10, "x")


def test_a_paste_that_never_ends_is_given_up() -> None:
    assert cut("\x1b[200~abc\x1b[20") == [Stroke("paste", "abc\x1b[20", 7)]
