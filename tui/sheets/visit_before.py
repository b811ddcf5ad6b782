"""Before a visit: what to check, and the six questions of its plan (V7)."""

from collections.abc import Iterator

from models import playbook
from models.reads.visit_after import After
from models.rules.vocabulary import VisitState
from models.rules.vocabulary_visits import PlanQuestion
from models.writes import preparing
from tui import drafts, phrases, words
from tui.desk import Desk
from tui.mask import Mask
from tui.modals.drafted import Drafted
from tui.sheets.deal_section import Entry
from tui.sheets.told import heading
from tui.widgets.listing import Span
from tui.words import t


def lines(found: After, mask: Mask) -> Iterator[Entry]:
    """The list and the questions while the visit lies ahead; once it is over, what was thought of."""
    ahead = found.visited.record.values["state"] == VisitState.PLANNED
    prepared = found.prepared
    if not ahead and not prepared.done:
        return
    yield heading(t("visit_before.title"), t("visit_before.done", n=prepared.done, of=prepared.whole))
    for code, ticked in prepared.checks:
        if ahead or ticked:
            sign = Span("[x] ", "good") if ticked else Span("[ ] ", "warn")
            yield Entry(("check", code), (sign, Span(phrases.label("preparation", code), "muted" if ticked else "")))
    if ahead or any(text for _, text in prepared.answers):
        yield heading(t("visit_before.plan"))
    for question, text in prepared.answers:
        if ahead or text:
            yield from _question(question, text, mask)


def _question(question: PlanQuestion, text: str, mask: Mask) -> Iterator[Entry]:
    key = ("plan", question.value)
    mark = Span("✓ ", "good") if text else Span("○ ", "warn")
    yield Entry(key, (mark, Span(asked(question), "muted" if text else "")))
    if text:
        yield Entry(key, (Span("-> ", "for"), Span(mask.text(text))), 2, 3)


def asked(question: PlanQuestion) -> str:
    """A question of the plan in full."""
    return playbook.advice("self_check", question.value, words.language())


async def tick(app: Desk, visit: int, code: str) -> None:
    """Tick a check, or take the tick away."""
    await app.write(preparing.check, visit, code)


async def answer(app: Desk, found: After, code: str) -> None:
    """Answer a question of the plan; what is typed is kept as a draft until it is stored."""
    question, visit = PlanQuestion(code), found.visited.record.id
    before = dict(found.prepared.answers)[question]
    draft = f"prepare-{visit}-{code}"
    said = await app.push_screen_wait(Drafted(draft, asked(question), t("visit_before.hint"), before))
    if said is not None and await app.write(preparing.answer, visit, question, said):
        drafts.drop(draft)
