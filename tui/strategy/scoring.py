"""Scoring a factor in place, and writing the plan to a file: what the face asks for by modals (S4, S8)."""

from functools import partial

from models.reads.strategy import CompetitionSheet
from models.rules.nouns_strategy import HIGHEST_SCORE
from models.rules.vocabulary_strategy import FactorSide
from models.writes import strategy as writing
from tui import copying, phrases
from tui.desk import Desk
from tui.modals.ask import Ask
from tui.modals.chooser import Chooser, Option, among
from tui.proposals import markdown, word
from tui.strategy.printing import pieces
from tui.strategy.told import Sheets
from tui.words import t

KINDS = ("docx", "md")


async def score(app: Desk, found: CompetitionSheet, factor: str) -> None:
    """Ask whose score on a factor, and how much; an empty answer takes it back."""
    line = next((each for each in found.chart.lines if each.factor == factor), None)
    if line is None:
        return
    sides: list[tuple[FactorSide, int | None, str, int | None]] = [
        (FactorSide.NEED, None, t("factor_side.need"), line.need), (FactorSide.US, None, t("factor_side.us"), line.us),
    ]  # fmt: skip
    sides += [
        (FactorSide.THEM, rival, app.mask.name("competitor", rival, found.rival_names.get(rival, "")), line.of(rival))
        for rival in found.chart.rivals
    ]
    options = [
        Option(place, name, "" if value is None else str(value)) for place, (_, _, name, value) in enumerate(sides)
    ]
    title = phrases.label("factor", factor)
    chosen = await app.push_screen_wait(Chooser(t("strategy.whose_score", factor=title), among(options)))
    if not isinstance(chosen, int):
        return
    side, rival, name, value = sides[chosen]
    asked = Ask(f"{title} · {name}", "" if value is None else str(value), t("strategy.score_hint", most=HIGHEST_SCORE))
    answer = await app.push_screen_wait(asked)
    if answer is None:
        return
    if answer and not (answer.isdecimal() and len(answer) <= len(str(HIGHEST_SCORE)) and int(answer) <= HIGHEST_SCORE):
        app.say(t("strategy.score_hint", most=HIGHEST_SCORE), bad=True)
        return
    points = int(answer) if answer else None
    if await app.write(
        writing.score, found.account, factor, side, points, competitor=rival, opportunity=found.subject
    ):
        app.say(t("strategy.scored", factor=title))


async def printed(app: Desk, sheets: Sheets) -> None:
    """Ask for the kind of file and where to, and write the plan."""
    options = [Option(place, t(f"plan.offer.{kind}")) for place, kind in enumerate(KINDS)]
    chosen = await app.push_screen_wait(Chooser(t("plan.which"), among(options)))
    if not isinstance(chosen, int):
        return
    told, kind = tuple(pieces(sheets, app.today)), KINDS[chosen]
    made = word.written(told, app.today) if kind == "docx" else markdown.written(told).encode()
    name = t("plan.file", year=sheets.plan.year, kind=kind)
    await copying.offer(app, name, t("plan.where"), partial(copying.write_bytes, content=made))
