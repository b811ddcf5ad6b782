"""Every word the program says, in the language in use: gettext catalogues under keys, a page per area."""

import os
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from tui.catalogue import Catalogue

LANGUAGES = ("zh_CN", "en")
DOMAIN = "inroad"
_FOLDER = f"{os.path.dirname(__file__)}/locale"  # noqa: PTH120 pathlib costs each command 3 ms


class _Spoken:
    """The language in use; one per process, as the screen is."""

    language = "en"
    catalogue: Catalogue | None = None
    renamed: Mapping[str, str] = MappingProxyType({})


@cache
def catalogue(language: str) -> Catalogue:
    """The words of one language; FileNotFoundError when they were never built."""
    with open(f"{_FOLDER}/{language}/LC_MESSAGES/{DOMAIN}.mo", "rb") as file:
        return Catalogue(file.read())


def use(language: str) -> None:
    """Speak this language from now on: zh_CN or en."""
    _Spoken.catalogue = catalogue(language)
    _Spoken.language = language


def language() -> str:
    """The language in use: zh_CN or en."""
    return _Spoken.language


def short() -> str:
    """The language in use as the playbook names it: zh or en."""
    return _Spoken.language.partition("_")[0]


def matched(wish: str) -> str | None:
    """The language a name such as zh, zh_CN.UTF-8 or en_GB asks for; None when it is not ours."""
    code = wish.replace("-", "_").partition(".")[0].partition("_")[0].lower()
    return {"zh": "zh_CN", "en": "en"}.get(code)


def from_environment(environment: Mapping[str, str]) -> str:
    """The language the surroundings ask for, English when they ask for none of ours."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environment.get(name):
            return matched(value) or "en"
    return "en"


def t(key: str, **values: object) -> str:
    """The words for a key with its placeholders filled; a key nobody wrote words for is shown as it is."""
    text = _forms(key)[0]
    return text.format(**values) if values else text


def many(key: str, count: int, **values: object) -> str:
    """The words for a key that differ by number; `count` fills {n}."""
    forms = _forms(key)
    return forms[0 if count == 1 else -1].format(n=count, **values)


def known(key: str) -> bool:
    """Whether there are words for this key."""
    return bool(key) and _forms(key) != (key,)


def both(key: str) -> tuple[str, ...]:
    """The words for a key in every language."""
    return tuple(catalogue(each).forms(key)[0] for each in LANGUAGES)


def rename(labels: Mapping[str, str]) -> None:
    """Say these words for these keys from now on, in every language: entries of lists people called otherwise."""
    _Spoken.renamed = labels


def _forms(key: str) -> tuple[str, ...]:
    if key in _Spoken.renamed:
        return (_Spoken.renamed[key],)
    return _Spoken.catalogue.forms(key) if _Spoken.catalogue else (key,)
