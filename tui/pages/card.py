"""A person's card on the stance board: its facts by worth, all of it in words, and what its marks mean."""

from collections.abc import Iterator
from datetime import date

from models.reads.cards import PersonLine
from models.rules.vocabulary import Inside
from tui import phrases
from tui.mask import Mask
from tui.pages.brief import STYLES, advice
from tui.pages.spans import Line, Span, line
from tui.words import t

MODELS = ("level", "role", "stance", "personality", "relations")
"""What should be known of everybody (P8), in the order of the marks."""


def place(card: PersonLine, mask: Mask) -> str:
    """Where somebody works: the house when it is another one, and the department, else the title."""
    house = mask.name("account", card.account, card.house) if card.house else ""
    return " ".join(filter(None, (house, mask.text(card.department or card.title))))


def facts(card: PersonLine, today: date, mask: Mask) -> tuple[str, ...]:
    """What stands on a card below its name and place, what matters most first; under the mask, when he was met."""
    met = phrases.day(card.last_contact, today) if card.last_contact else t("board.never_met")
    if mask.on:
        return (met,)
    rival = mask.name("competitor", card.competitor, card.competitor)
    found = (
        phrases.roles(card.roles, short=True),
        t("board.influence", n=card.influence) if card.influence else "",
        t("board.backs", name=rival) if rival else "",
        t("board.inside") if card.inside in (Inside.INSIDE, Inside.INSIDE_KEY) else "",
        t("board.grade", grade=card.relationship) if card.relationship != "none" else "",
        phrases.label("personality", card.personality),
        marks(card),
        met,
    )
    return tuple(filter(None, found))


def marks(card: PersonLine) -> str:
    """The five marks: the letter of what is known, a dash for what is not (P8)."""
    return "".join(letter if known else "-" for letter, known in zip(t("board.marks"), card.marks, strict=True))


def legend() -> str:
    """What the marks mean."""
    told = (f"{letter} {t('board.model.' + name)}" for letter, name in zip(t("board.marks"), MODELS, strict=True))
    return t("board.legend", marks=phrases.listed(told))


def whole(card: PersonLine, today: date, mask: Mask) -> Line:
    """All that is known of somebody, in words: who, where he stands and why, how to talk to him, what is missing."""
    name = mask.name("person", card.id, card.name) if card.name else ""
    if mask.on:
        return line(Span(name, "title"))
    called = phrases.person(name, card.title, card.roles, placeholder=card.placeholder)
    stance = phrases.stance(card.stance, card.stance_before)
    told = " · ".join(filter(None, _told(card, today)))
    style = STYLES.get(card.stance, "")
    return line(Span(called, "title"), Span(f"  {stance}" if stance else "", style), f"  {told}")


def _told(card: PersonLine, today: date) -> Iterator[str]:
    if card.stance != "unknown":
        yield phrases.day(card.stance_since, today) if card.stance_since else ""
        yield t("page.brief.assumed") if card.assumed else ""
        yield t("board.told.doubtful") if card.doubtful else ""
        yield t("board.told.evidence", text=card.evidence) if card.evidence else ""
    yield card.house
    yield card.department
    yield phrases.label("level", card.level)
    yield phrases.roles(card.roles)
    yield t("board.told.influence", n=card.influence) if card.influence else ""
    missing = phrases.listed(t(f"board.model.{m}") for m, known in zip(MODELS, card.marks, strict=True) if not known)
    yield t("board.told.missing", models=missing) if missing else ""
    yield t("board.backs", name=card.competitor) if card.competitor else ""
    if card.relationship != "none":
        yield t("board.told.grade", grade=phrases.label("relationship_grade", card.relationship))
    yield phrases.label("inside", card.inside) if card.inside != "none" else ""
    met = card.last_contact
    yield t("page.brief.last_contact", day=phrases.day(met, today)) if met else t("page.brief.never_met")
    yield phrases.label("personality", card.personality)
    yield advice(card)
    if card.needs:
        yield t("page.brief.wants", needs=phrases.listed(phrases.label("personal_need", need) for need in card.needs))
