"""What the keys of the organisation chart do to the node under its cursor: record in place, relate, move, delete."""

from typing import NamedTuple

from textual import work

from models.reads.cards import PersonLine
from models.reads.orgchart import OrgChart
from models.rules.orgchart import Key, Node
from models.rules.values import Value
from tui import deleting, stance_moves
from tui.form_pane import FormPane
from tui.words import t


class Answer(NamedTuple):
    """The chart of an account."""

    chart: OrgChart


class OrganisationDeeds(FormPane[Answer]):
    """A chart whose nodes can be acted on."""

    subject: int | None = None
    """The opportunity roles and stances are looked at on; None is the account."""
    made: Key | None = None
    """What was just recorded and is not in the chart yet: the cursor goes there."""

    @property
    def chart(self) -> OrgChart | None:
        """The chart, where it is that of the account in hand."""
        return self.answer.chart if self.answer is not None and self.answer.chart.account == self.account else None

    @property
    def here(self) -> Node | None:
        """The node under the cursor."""
        raise NotImplementedError

    def go_to(self, wanted: Key) -> bool:
        """Put the cursor on a node; answers whether it is there."""
        raise NotImplementedError

    @property
    def person_here(self) -> int | None:
        """The person under the cursor."""
        node = self.here
        return node.key[1] if node is not None and node.key[0] in ("person", "member") else None

    def card(self) -> PersonLine | None:
        """All of the person under the cursor."""
        person, found = self.person_here, self.chart
        return found.cards.get(person) if found is not None and person is not None else None

    def _place(self) -> tuple[int | None, int | None]:
        """The account and the unit of the node under the cursor."""
        node, found = self.here, self.chart
        if node is None or found is None:
            return self.account, None
        noun, row, unit = node.key
        if noun == "account":
            return row, None
        if noun == "person":
            person = next(each for each in found.facts.people if each.id == row)
            return person.account, person.unit
        unit = row if noun == "unit" else unit
        return (found.more[unit].account if unit in found.more else self.account), unit

    @work(group="ask")
    async def action_add(self) -> None:
        """Record a person in the unit under the cursor."""
        account, unit = self._place()
        if account is None:
            self.app.say(t("status.no_account"), bad=True)
            return
        values: dict[str, Value] = {"unit": unit} if unit is not None else {}
        await self._record("person", account, values)

    @work(group="ask")
    async def action_unit(self) -> None:
        """Record a unit below the one under the cursor."""
        account, unit = self._place()
        if account is not None:
            await self._record("unit", account, {"parent": unit, "kind": "department"})

    async def _record(self, noun: str, account: int, values: dict[str, Value]) -> None:
        made = await self.recorder().add(noun, account, values)
        if made is not None and not self.go_to((noun, made, 0)):
            self.made = (noun, made, 0)

    @work(group="ask")
    async def action_edit(self) -> None:
        if self.here is not None:
            noun, row, _ = self.here.key
            await self.recorder().edit("person" if noun == "member" else noun, row)

    @work(group="ask")
    async def action_relation(self) -> None:
        """Record how the person under the cursor relates to another (P10)."""
        card = self.card()
        if card is None:
            self.app.say(t("org.no_person"), bad=True)
            return
        await self.recorder().add("relation", card.id, account=card.account)

    @work(group="ask")
    async def action_ground(self) -> None:
        """Answer one of the questions that lead to the key decision maker (P14)."""
        if self.account is not None:
            await self.recorder().add("decider_ground", self.account, {"opportunity": self.subject})

    @work(group="ask")
    async def action_weigh(self) -> None:
        """Record what the person under the cursor weighs at one step of the customer's (P6)."""
        card = self.card()
        if card is None:
            self.app.say(t("org.no_person"), bad=True)
            return
        await self.recorder().add("step_influence", card.id, account=card.account)

    @work(group="ask")
    async def action_stance(self, direction: int) -> None:
        card = self.card()
        if card is not None:
            await stance_moves.step(self.app, card, direction, self.subject)

    @work(group="ask")
    async def action_visit(self) -> None:
        card = self.card()
        if self.account is not None:
            await self.recorder().add("visit", self.account, values={"people": (card.id,) if card else ()})

    @work(group="ask")
    async def action_delete(self) -> None:
        node = self.here
        if node is None or node.key[0] not in ("person", "unit"):
            self.app.say(t("org.not_deleted"), bad=True)
            return
        await deleting.delete(self.app, [node.key[:2]])
