"""The relationships of an account: grades with the signs to choose them by, the gap, and what leads on (P12, P13)."""

from collections.abc import Callable, Iterator
from functools import partial

from textual import on, work

from models import playbook
from models.reads import relating as reading
from models.reads.relating import Relating, RelationRow
from models.rules import relating
from models.rules.relating import LADDER, Step
from models.rules.vocabulary import RelationshipGrade
from models.rules.vocabulary_ledger import TrustGround
from models.writes import records as writing
from tui import phrases, words
from tui.keys import key
from tui.modals.chooser import Chooser, Option, among
from tui.recording import Recorder
from tui.sheets.deal_section import Entry
from tui.sheets.told import ToldSheet, heading, note
from tui.widgets.listing import Listing, Span
from tui.words import t


class RelationSheet(ToldSheet[None, Relating]):
    """How we stand with the house and with each person, and what is to be done about it."""

    HINT = "relations.hint"
    BINDINGS = [
        key("p", "grade", "relations.grade"),
        key("w", "wanted", "relations.wanted"),
        key("e", "edit", "relations.edit"),
    ]

    def __init__(self, account: int, opportunity: int | None) -> None:
        super().__init__()
        self.account = account
        self.opportunity = opportunity

    def read(self) -> Callable[[], Relating]:
        return partial(reading.relating_of, self.account, self.opportunity, self.app.today, self.app.settings)

    def heading(self, found: Relating) -> str:
        short = sum(row.step.gap > 0 for row in found.people)
        return t("relations.title", name=self.app.mask.name("account", found.account, found.name), n=short)

    # Lines --------------------------------------------------------------------------------------------

    def entries(self, found: Relating) -> Iterator[Entry]:
        yield heading(t("relations.company"))
        grade = found.company
        yield Entry(("account", found.account), tuple(self._step("company", grade)))
        yield from self._leads("company", grade)
        yield heading(t("relations.people"), t("relations.people_beside"))
        if not found.people:
            yield note(t("relations.nobody"))
        for row in found.people:
            yield self._person(row)
            if row.step.gap and not self.app.mask.on:
                yield from self._leads("personal", row.step)

    def _step(self, scale: str, step: Step) -> Iterator[Span]:
        """Grade, wanted grade, gap and why."""
        mask = self.app.mask
        yield Span(mask.text(_grade(scale, step.grade)), "strong")
        if not step.wanted.why:
            return
        wanted = t("relations.wants", grade=_grade(scale, step.wanted.grade), why=t(f"relations.why.{step.wanted.why}"))
        yield Span(f"  {mask.text(wanted)}")
        if step.gap:
            yield Span(f"  {mask.text(words.many('relations.gap', step.gap))}", "against")
        else:
            yield Span(f"  {mask.text(t('relations.reached'))}", "good")

    def _person(self, row: RelationRow) -> Entry:
        mask = self.app.mask
        called = phrases.person(mask.name("person", row.person, row.name), mask.text(row.title))
        met = phrases.day(row.last_contact, self.app.today) if row.last_contact else ""
        beside = (
            phrases.label("relationship_stage", row.stage), phrases.label("space", row.space), _trust(row.trust),
            t("page.brief.last_contact", day=met) if met else t("page.brief.never_met"),
        )
        told = mask.text(" · ".join(filter(None, beside)))
        return Entry(("person", row.person), (
            Span(called, "strong"), Span(f"  {mask.text(phrases.stance(row.stance))}  "),
            *self._step("personal", row.step), Span(f"  {told}", "muted"),
        ), hang=4)  # fmt: skip

    def _leads(self, scale: str, step: Step) -> Iterator[Entry]:
        """The signs of the next grade, and the measures that lead there."""
        after = relating.following(step.grade)
        if after is not None:
            signs = phrases.sentences(_lines(f"{scale}.sign.{after}"))
            yield Entry(None, (Span(t("relations.signs", grade=_grade(scale, after), signs=signs), "muted"),), 2, 4)
        measures = phrases.sentences(_lines(f"{scale}.measure.{step.grade}"))
        yield Entry(None, (Span(t("relations.measures"), "accent"), Span(measures)), 2, 4)

    # Acting -------------------------------------------------------------------------------------------

    @on(Listing.Opened)
    def opened(self) -> None:
        self.action_grade()

    @work(group="ask")
    async def action_grade(self) -> None:
        """Choose how far we have come, by the signs."""
        await self._choose("company_grade", "personal_grade", t("relations.which"))

    @work(group="ask")
    async def action_wanted(self) -> None:
        """Choose how far it shall go with a person."""
        if self.row("person") is None:
            self.app.say(t("coaches.on_person"), bad=True)
        else:
            await self._choose("", "wanted_grade", t("relations.which_wanted"))

    async def _choose(self, of_account: str, of_person: str, question: str) -> None:
        noun = "person" if self.row("person") is not None else "account"
        row, field = self.row(noun), (of_person if noun == "person" else of_account)
        if row is None or self.found is None:
            return
        scale = "personal" if noun == "person" else "company"
        now = self._now(row, noun, field)
        options = [Option(g.value, _grade(scale, g), phrases.sentences(_lines(f"{scale}.sign.{g}"))) for g in LADDER]
        chosen = await self.app.push_screen_wait(Chooser(question, among(options), current=now))
        if chosen is not None:
            await self.app.write(writing.edit, noun, row, {field: now}, {field: str(chosen)})

    def _now(self, row: int, noun: str, field: str) -> str:
        if noun == "account" or self.found is None:
            return self.found.company.grade.value if self.found else ""
        person = next(each for each in self.found.people if each.person == row)
        return person.wanted if field == "wanted_grade" else person.step.grade.value

    @work(group="ask")
    async def action_edit(self) -> None:
        """Stage, space and what the trust rests on."""
        if (person := self.row("person")) is not None:
            only = ("personal_grade", "wanted_grade", "relationship_stage", "space", "trust")
            await Recorder(self.app).edit("person", person, only=only)
        elif (account := self.row("account")) is not None:
            await Recorder(self.app).edit("account", account, only=("company_grade",))


def _grade(scale: str, grade: RelationshipGrade) -> str:
    """A grade with the scale it is of."""
    return t(f"relations.grade.{scale}", grade=phrases.label("relationship_grade", grade))


def _lines(topic: str) -> list[str]:
    return [line.text(words.short()) for line in playbook.lines(topic)]


def _trust(grounds: tuple[TrustGround, ...]) -> str:
    """What he trusts, and which half of trust is missing."""
    if not grounds:
        return ""
    house, people = relating.trusted(grounds)
    listed = phrases.listed(phrases.label("trust_ground", ground) for ground in grounds)
    lack = t("relations.no_house") if not house else t("relations.no_person") if not people else ""
    return " · ".join(filter(None, (t("relations.trusts", grounds=listed), lack)))
