"""A key is called by one name, in the language in use, wherever it is named."""

import re
from pathlib import Path

import pytest

from tests.tui.conftest import Start
from tui import keynames, words

CATALOGUES = Path(words.__file__).parent / "locale"


@pytest.mark.parametrize(("language", "key", "name"), [
    ("zh_CN", "enter", "回车"), ("en", "enter", "Enter"), ("zh_CN", "space", "空格"), ("en", "space", "Space"),
    ("zh_CN", "ctrl+s", "Ctrl+S"), ("en", "question_mark", "?"), ("en", "down", "↓"), ("en", "G", "G"),
    ("en", "f2", "F2"), ("en", "ctrl+backslash", "Ctrl+\\"),
])  # fmt: skip
def test_a_key_has_one_name_in_a_language(language: str, key: str, name: str) -> None:
    words.use(language)
    assert keynames.named(key) == name


@pytest.mark.parametrize(("language", "others"), [("zh_CN", "Enter|⏎|回车键"), ("en", "⏎|Return key|回车")])
def test_what_is_said_of_a_key_calls_it_by_that_name(language: str, others: str) -> None:
    for page in (CATALOGUES / language).glob("*.po"):
        said = re.findall(r'^msgstr "(.*)"$', page.read_text("utf-8"), re.MULTILINE)
        assert [text for text in said if re.search(rf"({others})(?![a-z])", text)] == [], page.name


@pytest.mark.parametrize(("language", "name"), [("zh_CN", "回车"), ("en", "Enter")])
async def test_the_help_names_it_so(start: Start, language: str, name: str) -> None:
    async with start(language=language, size=(120, 60)) as driver:
        await driver.press("2", "question_mark")
        assert "⏎" not in driver.text
        assert any(re.match(rf"[ >-]*{name} ", line) for line in driver.lines())
