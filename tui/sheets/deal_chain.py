"""The decision chain of an opportunity: who a decision passes through, in order, and how each stands (P18)."""

from collections.abc import Hashable, Iterator

from models.reads import gates as reading
from models.reads.gates import ChainSheet, LinkRow
from models.writes import gates as writing
from tui import phrases
from tui.keys import key
from tui.sheets.deal_section import Asked, Entry, Section, noun_of
from tui.widgets.listing import Span
from tui.words import t


class ChainSection(Section[ChainSheet]):
    """A line for each place; Enter opens the person."""

    CODE = "chain"
    ADDS = "chain_link"
    EDITS = DELETES = frozenset({"chain_link"})
    KEYS = (
        key("m", "act('chain', 'flag')", "deal.chain_key"),
        key("less_than_sign", "act('chain', 'up')", "deal.chain_up", show=False),
        key("greater_than_sign", "act('chain', 'down')", "deal.chain_down", show=False),
    )

    @classmethod
    def read(cls, asked: Asked) -> ChainSheet:
        """The chain with how each stands."""
        return reading.decision_chain(asked.deal, asked.today, asked.settings)

    def beside(self, found: ChainSheet) -> str:
        if not found.links:
            return ""
        state = found.state
        lacks = phrases.listed(t(f"deal.chain.lacks.{code}") for code in state.lacks)
        days = self.app.settings.gate_reached_days
        return " · ".join((
            t("deal.chain.known") if state.known else t("deal.chain.unknown", lacks=lacks),
            t("deal.chain.reached" if state.reached else "deal.chain.not_reached", n=days),
            t("deal.chain.contacts", n=state.contacts, people=state.people),
        ))  # fmt: skip

    def entries(self, found: ChainSheet) -> Iterator[Entry]:
        for place, row in enumerate(found.links, 1):
            yield self._line(place, row)

    def _line(self, place: int, row: LinkRow) -> Entry:
        roles = phrases.roles(row.roles) or t("deal.chain.no_role")
        decides = row.decides and "decision_maker" not in row.roles
        return Entry(("chain_link", row.id), (
            Span(f"{place} ", "muted"), Span(self._name(row), "strong"),
            Span(f"  {t('deal.chain.key')}" if row.key else "", "accent"),
            Span(f"  {roles}" + (f" · {t('deal.chain.decides')}" if decides else "")),
            Span(f"  {self._stands(row)}", ""), Span(f"  {self._known(row)}", "muted"),
            Span("" if row.reachable else f"  {t('deal.chain.no_phone')}", "warn"),
            Span(f"  {self.app.mask.text(row.note)}" if row.note else "", "muted"),
        ), hang=4)  # fmt: skip

    def _name(self, row: LinkRow) -> str:
        if row.person is None:
            return self.app.mask.text(row.name)
        name = self.app.mask.name("person", row.person, row.name) if row.name else ""
        return phrases.person(name, self.app.mask.text(row.title), row.roles, placeholder=row.placeholder)

    def _stands(self, row: LinkRow) -> str:
        if row.person is None:
            return t("deal.chain.group")
        stance = self.app.mask.text(phrases.stance(row.stance)) if row.stance else ""
        grade = t("deal.chain.grade", grade=phrases.label("relationship_grade", row.grade)) if row.grade else ""
        return " · ".join(filter(None, (stance, self.app.mask.text(grade))))

    def _known(self, row: LinkRow) -> str:
        last = phrases.day(row.last_contact, self.app.today) if row.last_contact else ""
        met = t("deal.chain.last", day=last) if last else t("deal.chain.never")
        return " · ".join(filter(None, (self.app.mask.text(t("deal.chain.inside")) if row.inside else "", met)))

    # What its keys do --------------------------------------------------------------------------------

    async def open(self, row: Hashable) -> None:
        """The sheet of the person; a group is edited in place."""
        link = self._at(row)
        if link is None or link.person is None:
            await self.edit(row)
            return
        from tui.sheets.person import PersonSheet

        await self.app.push_screen_wait(PersonSheet(link.person))

    async def act_flag(self, row: Hashable) -> None:
        """Flag who must be won."""
        link = self._at(row)
        if link is None:
            self.app.say(t("deal.chain.choose"), bad=True)
        elif done := await self.app.write(writing.flag, link.id):
            self.app.say(t("deal.chain.flagged" if done.value else "deal.chain.unflagged"))

    async def act_up(self, row: Hashable) -> None:
        """Earlier in the chain."""
        await self._move(row, -1)

    async def act_down(self, row: Hashable) -> None:
        """Later in the chain."""
        await self._move(row, 1)

    async def _move(self, row: Hashable, by: int) -> None:
        link = self._at(row)
        if link is None:
            self.app.say(t("deal.chain.choose"), bad=True)
        elif await self.app.write(writing.move, link.id, by):
            self.reach(row)

    def _at(self, row: Hashable) -> LinkRow | None:
        """The place a line stands for."""
        noun, key_ = noun_of(row)
        if noun != "chain_link" or self.found is None:
            return None
        return next((link for link in self.found.links if link.id == key_), None)
