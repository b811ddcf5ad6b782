"""When two names, telephone numbers or web sites mean the same, however they were typed.

Patterns are compiled by `re` when first used: importing costs nothing. Sources: T2, T11.
"""

import re
from functools import lru_cache
from itertools import groupby, pairwise
from unicodedata import normalize

_ACCENTS = "[\u0300-\u036f]"
_NOT_NAME = r"[\W_]+"
_HAN_FORMS = (
    "(.*?)(?:(?:集团|集團)?(?:有限责任|有限責任|股份有限|有限|股份|总|總)公司|有限合伙|有限合夥"
    "|(?<![分子支])(?<!有限)公司|集团|集團)"
)
_LATIN_FORMS = frozenset(
    {
        "co",
        "ltd",
        "coltd",
        "inc",
        "llc",
        "gmbh",
        "corp",
        "corporation",
        "incorporated",
        "limited",
        "company",
        "group",
    }
    | {"plc", "ag", "sa", "se", "nv", "bv", "pte", "pty", "sarl", "srl", "spa", "kg", "kgaa"}
)
_EXTENSION = r"(?s)\s*(?:转|轉|分机|分機|ext|x|#).*"
_AREA_NUMBER_EXTENSION = r"(?a)(\D*(?:86\D*)?\(?0\d{2,3}\)?[-\s]*\d{7,8})[-\s]+\d{1,6}"
_ALTERNATIVES = r"[/;,、]"
_SHORTEST_PHONE = 5
_WITH_CODE = 12
_REMEMBERED = 2048


def folded(text: str) -> str:
    """The text without the differences that do not count: width, case, accents on Latin letters."""
    if text.isascii():
        return text.lower()
    wide = normalize("NFD", normalize("NFKC", text).casefold())
    return normalize("NFKC", re.sub(_ACCENTS, "", wide))


@lru_cache(maxsize=_REMEMBERED)
def key(name: str, *, person: bool = False) -> str:
    """The comparable form of a name: folded, without spaces, punctuation and an organisation's legal form.

    有限公司, 集团, Co., Ltd and the like go only from the end and never take the whole name with them; 分公司
    stays, for a branch is not its parent. Two names mean the same when their keys are equal; a key is empty
    only without a letter or digit, and the key of a key is itself.
    """
    before, text = None, folded(name)
    while text != before:
        before = text
        text = "".join(_words(text) if person else _without_forms(_words(text)))
    return text


def _words(text: str) -> list[str]:
    plain = text.replace(".", "").replace("'", "").replace("’", "")
    parts = runs(plain)
    words = parts[:1]
    for before, part in pairwise(parts):
        if is_han(before) and is_han(part):
            words[-1] += part
        else:
            words.append(part)
    return words


def runs(text: str) -> list[str]:
    """Runs of Chinese characters, and of other letters and digits, in order; what else there is stands between."""
    if max(text, default="") >= "\U00020000":  # newer than the letters Python knows
        return _split(text)
    words: list[str] = re.findall(r"[^\W_]+", text)
    return [run for word in words for run in ([word] if _of_one_kind(word) else _split(word))]


def _of_one_kind(word: str) -> bool:
    return word.isascii() or (min(word) >= "\u3400" and max(word) <= "\u9fff")


def _split(text: str) -> list[str]:
    return ["".join(run) for kind, run in groupby(text, _kind) if kind]


def _kind(character: str) -> int:
    return 2 if is_han(character) else int(character.isalnum())


def is_han(text: str) -> bool:
    """Whether the text begins with a Chinese character (one that could have a reading)."""
    return "\u3400" <= text[0] <= "\u9fff" or text[0] == "\u3007" or "\U00020000" <= text[0] <= "\U0003ffff"


def _without_forms(words: list[str]) -> list[str]:
    kept = list(words)
    while kept:
        match = re.fullmatch(_HAN_FORMS, kept[-1])
        if len(kept) > 1 and (kept[-1] in _LATIN_FORMS or (match and not match[1])):
            kept.pop()
        elif match and match[1]:
            kept[-1] = match[1]
        else:
            break
    return kept


def phone_key(phone: str) -> str:
    """The comparable form of a telephone number: digits without code 86, leading zero and extension.

    Of several numbers in one field the first counts; other countries keep their code behind a `+`. Empty
    for fewer than five digits (an extension says nothing about who it is).
    """
    text = re.sub(_EXTENSION, "", re.split(_ALTERNATIVES, folded(phone).strip(), maxsplit=1)[0])
    with_extension = re.fullmatch(_AREA_NUMBER_EXTENSION, text)
    digits = re.sub("[^0-9]", "", with_extension[1] if with_extension else text)
    if text.startswith("+") or digits.startswith("00"):
        digits = "+" + digits.removeprefix("00")
    if digits.startswith("86") and len(digits) >= _WITH_CODE:
        digits = "+" + digits
    digits = digits.removeprefix("+86").removeprefix("0")
    return digits if len(digits) >= _SHORTEST_PHONE else ""


def site_key(site: str) -> str:
    """The comparable form of a web address: its host without `www.`; empty when there is none."""
    text = re.sub(r"^\s*(?:[a-z][a-z0-9+.-]*:)?//", "", folded(site)).strip()
    host = re.split(r"[/?#\s]", text, maxsplit=1)[0].rpartition("@")[2].partition(":")[0].strip(".")
    host = host.removeprefix("www.")
    return host if "." in host else ""
