"""What makes a proposal bad, found in its text: a price that stands alone, dense text, blanks, jargon (O22).

The text is Markdown, as the program writes it and as somebody may have edited it since.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from models.rules.text import cells

DENSE = 520
"""Cells of a paragraph from which on nobody reads it: six lines of a page."""
ABBREVIATIONS = 3
"""So many abbreviations nobody explained are jargon."""
POINTED = 2
"""So often may the text send its reader to the appendix."""
_PRICE = re.compile("报价|价格|投资|price|quotation|investment", re.I)
_VALUE = re.compile(r"回报|收益|节省|增收|回收|\breturns?\b|\bsav(es?|ings?)\b|\bROI\b|benefit|payback", re.I)
_SLOPPY = re.compile(
    r"[一-鿿][,;:?!](?!\d)|([。，；：？！、])\1|(?<![A-Za-z])([A-Za-z]{2,}) \2(?![A-Za-z])|的的|了了|是是|在在"
)
_LETTER = re.compile(r"尊敬的|敬启者|此致|Dear\b|To whom|Yours (sincerely|faithfully)")


class Habit(NamedTuple):
    """A bad habit: its code, the line it is on (0 for the whole), and the words that show it."""

    code: str
    line: int = 0
    text: str = ""


class _Paragraph(NamedTuple):
    """Lines that stand together, the heading they are under, which the title is none, and the number of the first."""

    line: int
    heading: str
    text: str
    prose: bool
    """Neither table, list, chart nor heading."""


def check(text: str, account: str) -> tuple[Habit, ...]:
    """What to mend before it is sent, by line. The account is the customer's name, which must be in it."""
    paragraphs = tuple(_paragraphs(text))
    found = [habit for look in _LOOKS for habit in look(paragraphs)]
    if account and account not in text:
        found.append(Habit("name_missing", text=account))
    return tuple(sorted(found, key=lambda habit: habit.line))


def _paragraphs(text: str) -> Iterator[_Paragraph]:
    heading, held, begun, fenced = "", list[str](), 0, False
    titled = re.search("^## ", text, re.M) is not None
    for number, line in enumerate((*text.splitlines(), ""), 1):
        bare = line.strip()
        fenced ^= bare.startswith("```")
        if bare.startswith("#") and not fenced:
            heading = "" if titled and bare.startswith("# ") else bare.lstrip("# ")
        if bare and not bare.startswith("#"):
            begun = begun or number
            held.append(line)
        elif held:
            yield _Paragraph(begun, heading, "\n".join(held), _is_prose(held))
            held, begun = [], 0


def _is_prose(lines: list[str]) -> bool:
    return not any(re.match(r"\s*([|>*+`-]|\d+[.、)])", line) for line in lines)


def _blanks(paragraphs: Iterable[_Paragraph]) -> Iterator[Habit]:
    """Blanks of a template that were left: 【…】, TODO, TBD, ____, xxx."""
    for each in paragraphs:
        for number, line in enumerate(each.text.splitlines(), each.line):
            if left := re.search(r"【[^】]*】|\bTODO\b|\bTBD\b|_{4,}|\b[xX]{3,}\b|某某|×{2,}", line):
                yield Habit("blank_left", number, left[0])


def _price_alone(paragraphs: Iterable[_Paragraph]) -> Iterator[Habit]:
    """A page with a price and nothing of what it brings."""
    under: dict[str, list[_Paragraph]] = {}
    for each in paragraphs:
        under.setdefault(each.heading, []).append(each)
    for heading, held in under.items():
        told = "\n".join(each.text for each in held)
        if _PRICE.search(heading) and re.search(r"\d", told) and not _VALUE.search(told):
            yield Habit("price_alone", held[0].line, heading)


def _dense(paragraphs: Iterable[_Paragraph]) -> Iterator[Habit]:
    for each in paragraphs:
        if each.prose and cells(each.text) > DENSE:
            yield Habit("dense", each.line, each.text[:12])


def _letter(paragraphs: Iterable[_Paragraph]) -> Iterator[Habit]:
    """Written as a letter."""
    for each in paragraphs:
        if each.prose and _LETTER.match(each.text.strip()):
            yield Habit("letter", each.line, each.text.strip()[:12])


def _sloppy(paragraphs: Iterable[_Paragraph]) -> Iterator[Habit]:
    """Punctuation of the wrong width after Chinese, twice the same mark, twice the same word."""
    for each in paragraphs:
        drawn = each.text.lstrip().startswith("```")
        for number, line in () if drawn else enumerate(each.text.splitlines(), each.line):
            if wrong := _SLOPPY.search(line):
                yield Habit("sloppy", number, wrong[0])


def _jargon(paragraphs: Iterable[_Paragraph]) -> Iterator[Habit]:
    """Abbreviations that nobody explained."""
    told = "\n".join(each.text for each in paragraphs)
    found = dict.fromkeys(re.findall(r"(?<![A-Za-z0-9])[A-Z]{2,6}(?![A-Za-z0-9])", told))
    bare = [word for word in found if word not in _KNOWN and not re.search(rf"{word}\s*[(（]|[(（]\s*{word}\b", told)]
    if len(bare) >= ABBREVIATIONS:
        yield Habit("jargon", text=" ".join(bare))


_KNOWN = frozenset({"ROI", "CNY", "USD", "EUR", "OK", "IT", "AC", "DC", "PDF"})


def _appendix(paragraphs: Iterable[_Paragraph]) -> Iterator[Habit]:
    """The text cannot be read without the appendix."""
    pointed = [
        (number, line)
        for each in paragraphs
        for number, line in enumerate(each.text.splitlines(), each.line)
        if re.search(r"[见参看].{0,2}附[录件]|see (the )?(appendix|annex)", line, re.I)
    ]
    if len(pointed) > POINTED:
        number, line = pointed[POINTED]
        yield Habit("needs_appendix", number, line.strip()[:12])


def _headless(paragraphs: Iterable[_Paragraph]) -> Iterator[Habit]:
    """No summary at the head."""
    first = next((each.heading for each in paragraphs if each.heading), "")
    if not re.search("摘要|概要|一页|形势|summary|overview|state of", first, re.I):
        yield Habit("no_summary", text=first)


_LOOKS: tuple[Callable[[Iterable[_Paragraph]], Iterator[Habit]], ...] = (
    _blanks, _price_alone, _dense, _letter, _sloppy, _jargon, _appendix, _headless,
)
