"""Moving a person to another stance: the evidence is asked for, and of an opponent whom he backs (P4)."""

from models.reads import records
from models.reads.cards import PersonLine
from models.rules import stances
from models.rules.vocabulary import Stance
from models.writes import people as writing
from tui import phrases
from tui.desk import Desk
from tui.keys import key
from tui.modals.ask import Ask
from tui.modals.chooser import Chooser, Option, among
from tui.words import t

KEYS = (
    key("less_than_sign", "stance(-1)", "person.stance_towards"),
    key("greater_than_sign", "stance(1)", "person.stance_away"),
    key("n", "visit", "person.visit"),
)
"""What every chart of people does by these keys."""


async def step(app: Desk, card: PersonLine, direction: int, opportunity: int | None) -> None:
    """Move somebody one column towards us (-1) or away (+1), unless he stands at the end."""
    target = stances.moved(Stance(card.stance), direction)
    if target == card.stance:
        app.say(t("board.at_the_end"))
        return
    await move(app, card, target, opportunity)


async def move(app: Desk, card: PersonLine, target: Stance, opportunity: int | None) -> None:
    """Ask for the evidence, and enter the stance for the account or on an opportunity; Esc enters nothing."""
    name = app.mask.name("person", card.id, card.name)
    question = t("board.evidence", name=name, stance=phrases.label("stance", target))
    evidence = await app.push_screen_wait(Ask(question, hint=t("board.evidence_hint")))
    if evidence is None:
        return
    rival = await _rival(app) if stances.opposes_us(target) else None
    done = await app.write(
        writing.move_stance, card.id, target, evidence,
        opportunity=opportunity, confirmed=bool(evidence), competitor=rival,
    )
    if done:
        app.say(t("board.moved", name=name, stance=phrases.label("stance", target)))


async def _rival(app: Desk) -> int | None:
    """Which competitor he backs; Esc leaves it open."""
    found = await app.read(records.options, "competitor", None, "")
    if not found:
        return None
    options = [Option(o.id, app.mask.name("competitor", o.id, o.text)) for o in found]
    chosen = await app.push_screen_wait(Chooser(t("board.backs_whom"), among(options)))
    return chosen if isinstance(chosen, int) else None
