"""Text that may be stored, printed, cut and put into a spreadsheet."""

import sys
from unicodedata import category, normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from models.rules.text import bounded, cells, clean, pad, spreadsheet_plain, spreadsheet_safe, term_safe

ANYTHING = st.text(st.characters(codec=None) | st.sampled_from("\u200d\ufe0f👍🏽👨👩\x1b\u202e\r\n\t='\ud800é\u0301"))
DRAWN_FORMATS = {*range(0x0600, 0x0606), 0x06DD, 0x070F, 0x0890, 0x0891, 0x08E2, 0x110BD, 0x110CD} | {
    *range(0x13430, 0x13439)
}
"""Signs of Arabic, Syriac and Kaithi and joiners of hieroglyphs: formats by class, but part of what is seen."""


@pytest.mark.parametrize(
    ("raw", "stored"),
    [
        ("华北局", "华北局"),
        ("  华北局\u3000", "华北局"),
        ("a\x00b\x1b[31mc\x9b", "ab[31mc"),
        ("\x1b]52;c;aGk=\x07", "]52;c;aGk="),
        ("one\ntwo\r\nthree\tfour\x85five\u2028six", "one two three four five six"),
        ("e\u0301", "é"),
        ("Å", "Å"),
        ("abc\u202edef\u2066ghi\u200fj\u061c", "abcdefghij"),
        ("zero\u200bwidth\u200c\u2060\ufeff\u00ad", "zerowidth"),
        ("lone \ud800 surrogate", "lone  surrogate"),
        ("👨\u200d👩\u200d👧 family", "👨\u200d👩\u200d👧 family"),
        ("☎\ufe0f 1\ufe0f\u20e3 👍🏽", "☎\ufe0f 1\ufe0f\u20e3 👍🏽"),
        ("🏴\U000e0067\U000e0062\U000e007f", "🏴\U000e0067\U000e0062\U000e007f"),
        ("a\u200db 华\ufe0f北\U000e0041", "ab 华北"),
        ("👍\u200bx\u200d", "👍x"),
        ("葛\U000e0100城", "葛城"),
        ("", ""),
        ("\u200b \x00", ""),
    ],
)
def test_clean_keeps_what_is_seen_and_drops_the_rest(raw: str, stored: str) -> None:
    assert clean(raw) == stored


@pytest.mark.parametrize(
    ("raw", "stored"),
    [
        ("one\r\ntwo\rthree\u2029four\x0bfive", "one\ntwo\nthree\nfour\nfive"),
        ("a\tb\x1b", "a\tb"),
        ("\n\n text \n", "text"),
    ],
)
def test_notes_keep_lines_and_tabs(raw: str, stored: str) -> None:
    assert clean(raw, notes=True) == stored


@given(ANYTHING, st.booleans())
def test_cleaning_twice_changes_nothing(raw: str, notes: bool) -> None:
    once = clean(raw, notes=notes)
    assert clean(once, notes=notes) == once
    assert normalize("NFC", once) == once == once.strip()
    once.encode()


def test_no_character_that_acts_or_hides_survives_alone() -> None:
    kept = {
        code
        for code in range(sys.maxunicode + 1)
        if category(chr(code)) in {"Cc", "Cf", "Cs"} and clean(f"a{chr(code)}b") not in {"ab", "a b"}
    }
    assert kept == DRAWN_FORMATS


@pytest.mark.parametrize(
    ("raw", "printed"),
    [
        ("华北局\n第二行", "华北局\n第二行"),
        ("\x1b[2J", "\ufffd[2J"),
        ("a\rb\r\nc\td", "a\ufffdb\nc d"),
        ("\u202eabc\x9b31m\x00\ud800", "\ufffdabc\ufffd31m\ufffd\ufffd"),
        ("👨\u200d👩", "👨\u200d👩"),
    ],
)
def test_printed_threats_are_visible_and_harmless(raw: str, printed: str) -> None:
    assert term_safe(raw) == printed


def test_the_mark_can_be_plain() -> None:
    assert term_safe("\x07!", "?") == "?!"


@given(ANYTHING)
def test_what_is_printed_cannot_act(raw: str) -> None:
    printed = term_safe(raw)
    assert term_safe(printed) == printed
    assert not [c for c in printed if category(c) in {"Cc", "Cs"} and c != "\n"]
    printed.encode()


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("", 0), ("abc", 3), ("华北局", 6), ("ＡＢ", 4), ("ｱ", 1), ("é", 1), ("e\u0301", 1), ("한국", 4),
        ("\u1100\u1161", 2), ("👍", 2), ("👍🏽", 2), ("👨\u200d👩\u200d👧", 2), ("☎", 1), ("☎\ufe0f", 2),
        ("🇨🇳", 2), ("1\ufe0f\u20e3", 2), ("a\x1bb", 2), ("→●★", 3), ("…“”", 3), ("１２:３０", 9),
    ],
)  # fmt: skip
def test_cells_count_what_a_terminal_draws(text: str, width: int) -> None:
    assert cells(text) == width


@given(st.text(st.sampled_from("华北局abcＡ（）、。 -0é가あｱ")))
def test_cells_agree_with_what_the_screens_count(text: str) -> None:
    assert cells(text) == cell_len(text)


@pytest.mark.parametrize(
    ("text", "width", "mark", "cut"),
    [
        ("华北局", 6, "", "华北局"), ("华北局", 5, "", "华北"), ("华北局", 1, "", ""), ("华北局", 0, "", ""),
        ("华北局", -1, "", ""), ("华北局", 5, "~", "华北~"), ("华北局", 4, "~", "华~"),
        ("abc", 2, "..", ".."), ("abc", 1, "..", "a"), ("e\u0301e\u0301", 1, "", "e\u0301"),
        ("👨\u200d👩x", 2, "", "👨\u200d👩"),
    ],
)  # fmt: skip
def test_a_cut_never_halves_a_character(text: str, width: int, mark: str, cut: str) -> None:
    assert bounded(text, width, mark) == cut


@given(st.text(), st.integers(0, 30), st.booleans())
def test_padded_text_fills_its_cells(text: str, width: int, right: bool) -> None:
    text = clean(text)
    assert cells(bounded(text, width, "~")) <= width
    assert cells(pad(text, width, right=right)) == width


def test_padding_goes_behind_or_before() -> None:
    assert pad("华", 4) == "华  "
    assert pad("12", 4, right=True) == "  12"


@pytest.mark.parametrize(
    ("stored", "cell"),
    [
        ("=1+1", "'=1+1"), ("+86 10 8888", "'+86 10 8888"), ("-5", "'-5"), ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"), ("\r=1", "'\r=1"), ("\nx", "'\nx"), ("＝1", "'＝1"), ("＋1", "'＋1"),
        ("－1", "'－1"), ("＠a", "'＠a"), (" =1", "' =1"), ("'=1", "''=1"), ("''=1", "'''=1"),
        ("'tis", "'tis"), ("a=b", "a=b"), ("", ""), ("'", "'"), ("华北局", "华北局"), ("5-6", "5-6"),
    ],
)  # fmt: skip
def test_a_formula_is_guarded_and_unguarded(stored: str, cell: str) -> None:
    assert spreadsheet_safe(stored) == cell
    assert spreadsheet_plain(cell) == stored


@given(st.text(st.sampled_from("'=+-@\t\r\n ＝a华")) | st.text())
def test_a_round_trip_through_a_spreadsheet_loses_nothing(text: str) -> None:
    cell = spreadsheet_safe(text)
    assert spreadsheet_plain(cell) == text
    assert cell[:1] not in {"=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"}
