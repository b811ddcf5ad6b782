"""The reader of catalogues finds what the standard library's finds."""

import gettext
from io import BytesIO
from pathlib import Path

import pytest

import tui
from tui import words
from tui.catalogue import Catalogue


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_every_word_is_found_as_gettext_finds_it(language: str) -> None:
    data = (Path(tui.__file__).parent / f"locale/{language}/LC_MESSAGES/inroad.mo").read_bytes()
    known, own = gettext.GNUTranslations(BytesIO(data)), Catalogue(data)
    keys = list(own)
    assert len(keys) > 1000
    for key in keys:
        forms = own.forms(key)
        if len(forms) > 1:
            assert [known.ngettext(key, key, count) for count in (1, 2, 5)] == [forms[0], forms[-1], forms[-1]]
        else:
            assert forms[0] in (known.gettext(key), known.ngettext(key, key, 1))


@pytest.mark.parametrize("key", ["", "nothing.of.this.name", "~", "列", "\udcff", "key\0key"])
def test_a_key_nobody_wrote_words_for_is_its_own_word(key: str) -> None:
    words.use("en")
    assert words.t(key) == key
    assert not words.known(key)


@pytest.mark.parametrize("data", [b"", b"1234", b"\0" * 20])
def test_what_is_no_catalogue_is_refused(data: bytes) -> None:
    with pytest.raises(Exception):  # noqa: B017 - struct's error or ours
        Catalogue(data)
