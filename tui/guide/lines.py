"""What the guide shows, as lines: the funnel with its questions, and what came of the answers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from rich.cells import cell_len

from models import playbook
from models.reads.brief import QuestionLine
from models.reads.cards import PersonLine
from models.reads.questions import AskingRow, Guide, NeedRow
from models.reads.stock import Entry
from models.rules.vocabulary import AskingState, NeedState, QuestionLevel, Role
from tui import phrases
from tui.guide.asking import Told
from tui.mask import Mask
from tui.widgets.funnel import STEP, folded, heading, item, note, padded
from tui.widgets.listing import Line, Span
from tui.words import short, t

MARKS = {
    AskingState.CHOSEN: ("[ ]", "accent"), AskingState.ASKED: ("[?]", "warn"), AskingState.ANSWERED: ("[x]", "good"),
}
"""How far a question came, as a sign and as a colour."""
LONGEST_BAR = 12


@dataclass(frozen=True, slots=True)
class Draw:
    """How lines are drawn: under which mask, on which day, how wide, and whether there is room for reasons."""

    mask: Mask
    today: date
    width: int
    roomy: bool = True

    def name(self, person: PersonLine | None) -> str:
        """What a person is called."""
        if person is None:
            return t("guide.anyone")
        name = self.mask.name("person", person.id, person.name)
        return phrases.person(name, "", person.roles, placeholder=person.placeholder)

    def question(self, row: AskingRow) -> str:
        """A question; one in words of our own may say too much under the mask."""
        return row.text if row.question else self.mask.text(row.text)

    def why(self, line: QuestionLine) -> str:
        """Why a question comes next; reasons speak of roles and people."""
        return self.mask.text(phrases.joined(line.why, phrases.ask_why))


def asked(row: AskingRow, draw: Draw, indent: int, *, draft: bool, beside: str = "") -> Iterator[Line]:
    """A question with what was answered and meant, and what became of it."""
    key = ("asking", row.id)
    sign, role = ("[~]", "warn") if draft else MARKS[AskingState(row.state)]
    yield from item(key, Span(sign, role), draw.question(row), indent, draw.width, beside)
    told = [
        ("->", draw.mask.text(row.answer), "for"),
        ("..", t("guide.meant", text=draw.mask.text(row.meant)) if row.meant else "", "warn"),
        ("=>", t("guide.became", what=phrases.label("harvest", row.harvest)) if row.harvest else "", "muted"),
        ("~~", t("guide.half_written") if draft else "", "warn"),
    ]
    for mark, text, colour in told:
        if text:
            yield from note(key, mark, text, indent + 4, draw.width, colour)


def funnel(told: Told, draw: Draw, step: str, found: int = 0) -> Iterator[Line]:
    """The six levels, each with its questions, then those outside of it, then what to ask next."""
    for level in told.guide.levels:
        rank = QuestionLevel(level.level).rank
        yield _heading(told.guide, level.level, rank, draw, step, reached=level.reached)
        for row in level.asked:
            yield from _row(told, row, draw, STEP * (rank - 1) + STEP)
    if told.guide.free:
        yield Line(None, (Span(t("guide.free"), "title"),))
    for row in told.guide.free:
        yield from _row(told, row, draw, STEP)
    yield from _next(told, draw, step, found)


def _row(told: Told, row: AskingRow, draw: Draw, indent: int) -> Iterator[Line]:
    whose = draw.name(told.people.get(row.person or 0)) if told.guide.person is None else ""
    yield from asked(row, draw, indent, draft=row.id in told.drafts, beside=whose)


def _heading(guide: Guide, code: str, rank: int, draw: Draw, step: str, *, reached: bool) -> Line:
    here = code == (step or guide.next_level)
    words = [f"{rank} {phrases.label('question_level', code)}", t("guide.reached") if reached else ""]
    words.append(t("guide.stepped" if step else "guide.here") if here else "")
    role = "mark" if here else "title" if reached else "muted"
    return heading(rank, " · ".join(filter(None, words)), draw.width, role, reached=reached)


def _next(told: Told, draw: Draw, step: str, found: int) -> Iterator[Line]:
    level = phrases.label("question_level", step)
    yield Line(None, ("",))
    yield Line(None, (Span(t("guide.next_on", level=level) if step else t("guide.next"), "title"),))
    best = told.next(step, found=found)
    for line in best:
        key = ("next", line.id)
        yield from item(key, Span("+", "accent"), line.text, 1, draw.width)
        if draw.roomy:
            yield from note(key, "  ", draw.why(line), 1, draw.width, "muted")
    if not best:
        yield Line(None, (Span("  " + t("guide.next_none"), "muted"),))


# What came of it -----------------------------------------------------------------------------------------


def known(told: Told, draw: Draw) -> Iterator[Line]:
    """The needs as a tree, what the person fears by role, and what is known of the purchase."""
    guide = told.guide
    yield from needs(guide.needs, draw)
    yield from _fears(told.fears, draw)
    yield Line(None, ("",))
    yield from _letters(guide, draw)
    yield from _research(guide, draw)
    yield from _spin(guide, draw)
    if guide.opportunity is not None:
        missing = phrases.listed(phrases.label("bant_topic", each) for each in guide.bant_unknown)
        words = t("guide.bant_unknown", what=missing) if missing else t("guide.bant_known")
        yield Line(None, (Span("BANT  ", "title"), Span(words, "warn" if missing else "good")))


def needs(found: Sequence[NeedRow], draw: Draw) -> Iterator[Line]:
    """Problem, need, criterion: each set in under what it refines."""
    yield Line(None, (Span(t("guide.needs"), "title"),))
    if not found:
        yield from (Line(None, (Span(f"  {part}", "muted"),)) for part in folded(t("guide.no_needs"), draw.width - 2))
    for need in found:
        yield from _need(need, draw)


def _need(need: NeedRow, draw: Draw) -> Iterator[Line]:
    key, indent = ("need", need.id), 2 * need.depth
    kind = Span(phrases.label("need_kind", need.kind), "accent")
    over = need.state in (NeedState.MET, NeedState.DROPPED)
    who = draw.mask.name("person", need.person, need.person_name) if need.person_name else ""
    facts = [
        t("guide.priority", n=need.priority) if need.priority else "",
        t("guide.weight", n=need.weight) if need.weight is not None else "",
        "" if need.state == NeedState.OPEN else phrases.label("need_state", need.state), who,
    ]
    yield from item(key, kind, draw.mask.text(need.text), indent, draw.width)
    if beside := " · ".join(filter(None, facts)):
        yield from note(key, "  ", beside, indent, draw.width, "good" if over else "muted")
    if need.our_answer:
        ours = t("guide.ours", text=draw.mask.text(need.our_answer))
        yield from note(key, "->", ours, indent, draw.width, "for")


def _fears(found: Sequence[Entry], draw: Draw) -> Iterator[Line]:
    """What is likely to worry them, what they judge by, and what meets it (Q8)."""
    if not found:
        return
    yield Line(None, ("",))
    yield Line(None, (Span(t("guide.fears"), "title"),))
    for entry in found:
        key = ("fear", entry.number)
        for mark, code, role in (("!", "problem", "warn"), ("=", "criteria", "muted"), ("->", "proof", "for")):
            text = entry.text(code, short())
            if text:
                yield from note(key, mark, text if entry.row is None else draw.mask.text(text), 2, draw.width, role)


def _letters(guide: Guide, draw: Draw) -> Iterator[Line]:
    yield Line(None, (Span("5W2H", "title"), Span("  " + _count(guide), "muted")))
    wide = max(cell_len(phrases.label("w", w)) for w, _ in guide.five_w) + 6
    across = max(1, (draw.width - 2) // wide)
    cells = [
        Span(padded(f"{'[x]' if there else '[ ]'} {phrases.label('w', w)}", wide), "good" if there else "warn")
        for w, there in guide.five_w
    ]
    for start in range(0, len(cells), across):
        yield Line(None, ("  ", *cells[start : start + across]))


def _research(guide: Guide, draw: Draw) -> Iterator[Line]:
    """Each dimension with how much of it is known, and what is not (Q7)."""
    yield Line(None, (Span(t("guide.research"), "title"),))
    wide = max((cell_len(t(f"research.{each.dimension}")) for each in guide.research), default=0) + 2
    for each in guide.research:
        label = padded(t(f"research.{each.dimension}"), wide)
        lacking = phrases.listed(t(f"research.topic.{topic}") for topic, there in each.topics if not there)
        score = f"{sum(there for _, there in each.topics)}/{len(each.topics)}"
        role = "warn" if lacking else "good"
        told = t("guide.research_lacks", what=lacking) if lacking else t("guide.research_whole")
        yield from note(None, f"{label}{score}", told, 2, draw.width, role)


def _count(guide: Guide) -> str:
    return t("guide.letters", n=sum(there for _, there in guide.five_w), all=len(guide.five_w))


def _spin(guide: Guide, draw: Draw) -> Iterator[Line]:
    yield Line(None, (Span("SPIN", "title"),))
    wide = max(cell_len(phrases.label("spin", spin)) for spin, _ in guide.spin.counts) + 2
    for spin, count in guide.spin.counts:
        label = padded(phrases.label("spin", spin), wide)
        yield Line(None, (f"  {label}{count:>2} ", Span("#" * min(count, LONGEST_BAR), "accent")))
    if guide.spin.hint:
        yield from note(None, "!", t(f"spin_hint.{guide.spin.hint}"), 2, draw.width, "warn")


# Whom one talks to ---------------------------------------------------------------------------------------


def advice(person: PersonLine) -> str:
    """How to talk to a person: by his personality, by what his role cares about, and how to deal with it."""
    language = short()
    parts = [t("guide.talk", how=playbook.advice("disc", person.advice, language))] if person.advice else []
    role = next((role.value for role in Role if role.value in person.roles), "")
    if role:
        label = phrases.label("role", role)
        parts.append(t("guide.cares", role=label, what=playbook.advice("role.cares", role, language)))
        parts.append(t("guide.deal", how=playbook.advice("role.deal", role, language)))
    return "  ".join(parts)
