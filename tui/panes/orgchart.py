"""The organisation of the account in hand: its chart, who weighs how much, and the balance of power."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from datetime import date
from functools import partial
from typing import TypeGuard

from textual import on, work
from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static

from models import tokens
from models.reads import orgchart
from models.reads.orgchart import OrgChart
from models.rules import orgchart as rule
from models.rules.orgchart import Key, Node
from models.rules.pictures import Picture
from models.rules.settings import Settings
from tui import stance_moves
from tui.keys import Act, key
from tui.modals.chooser import Chooser, Option, among
from tui.org_deeds import Answer, OrganisationDeeds
from tui.pages import orgchart as pages
from tui.pages import spans
from tui.pane import REST_SECONDS
from tui.pictures.saying import Saying
from tui.widgets.filter_line import FilterLine
from tui.widgets.listing import Listing
from tui.widgets.tree import Outline
from tui.words import t

STYLES = {
    "title": "bold", "good": "$success", "warning": "$warning", "danger": "$error", "dim": "$muted",
    "accent": "$accent",
}
ROOMY = 24
"""From this height on more is told below the chart, and what its signs mean."""


class Organisation(OrganisationDeeds):
    """Departments and people as a tree: moved over, folded and added to in place."""

    NAME = "organisation"
    SHOWS = frozenset({
        "person", "person_role", "stance_entry", "unit", "committee_member", "visit", "visit_person", "act", "relation",
        "account", "opportunity", "competitor", "inside_mark", "chain_link",
    })  # fmt: skip
    BINDINGS = [
        key("a", "add", "org.add"),
        key("m", "unit", "org.unit"),
        key("e", "edit", "org.edit"),
        key("r", "relation", "org.relation"),
        *stance_moves.KEYS,
        key("d", "delete", "org.delete", show=False),
        key("l,right", "unfold", "org.unfold"),
        key("h,left", "fold", "org.fold", show=False),
        key("z", "fold_all", "org.fold_all"),
        key("slash", "filter", "org.filter"),
        key("w", "whom", "org.whom"),
        key("x", "export", "org.export"),
        key("escape", "clear", "org.clear", show=False),
    ]
    ACTS = (Act("org.ground", "ground"), Act("org.step_influence", "weigh"))
    LEGENDS = (pages.legend,)
    DEFAULT_CSS = """
    Organisation Listing { height: 1fr; }
    Organisation Static { padding: 0 2; background: $surface; }
    Organisation #told { height: 3; }
    Organisation #legend { height: auto; max-height: 3; color: $muted; display: none; }
    Organisation.roomy #told { height: 5; }
    Organisation.roomy #legend { display: block; }
    """

    terms = ""

    def compose(self) -> ComposeResult:
        self.folded: set[Key] = set()
        self.resting: Timer | None = None
        yield Listing()
        yield FilterLine(id="filter")
        yield Static("", id="told")
        yield Static("", id="legend")

    def watch_account(self) -> None:
        """What one account's chart was looked at on means nothing on another's."""
        self.subject, self.terms = None, ""
        super().watch_account()

    @property
    def listing(self) -> Listing:
        """The chart."""
        return self.query_one(Listing)

    # Reading and showing ------------------------------------------------------------------------------

    def read(self) -> Callable[[], Answer] | None:
        if self.account is None:
            return None
        return partial(_ask, self.account, self.subject, self.app.today, self.app.settings, self.app.member)

    def show(self, answer: Answer | None) -> None:  # noqa: ARG002 - only that of the account in hand
        self.set_class(self.size.height >= ROOMY, "roomy")
        legend = pages.legend() if self.chart and not self.app.mask.on else ""
        self.query_one("#legend", Static).update(Content(legend))
        self._fill()
        if self.made is not None and self.go_to(self.made):
            self.made = None
        self._tell_node()

    def _fill(self) -> None:
        """Show the nodes that are seen, the cursor staying on its node or where it is folded."""
        found = self.chart
        if found is None:
            self.listing.fill((), (), t("org.empty"))
            return
        teller = self.teller(found)
        nodes = self._seen(found)
        here = self.listing.current
        if isinstance(here, tuple) and not self.terms:
            self.listing.go_to(here)
        outline = Outline(nodes, lambda node: teller.row(node, node.key in self.folded and not self.terms))
        empty = t("org.none_match", terms=self.terms) if self.terms else t("org.empty")
        place = rule.resting(found.nodes, here, self.folded) if _is_key(here) and not self.terms else None
        self.listing.fill(outline, teller.columns(), empty)
        if place is not None and place != here:
            self.listing.go_to(place)
        hits = len(self._hits(found)) if self.terms else None
        self.query_one(FilterLine).tell(self.terms, hits)

    def teller(self, found: OrgChart) -> pages.Teller:
        """What says the chart in words."""
        return pages.Teller(found, self.app.today, self.app.mask, roomy=self.size.width >= pages.ROOMY)

    def _seen(self, found: OrgChart) -> list[Node]:
        if self.terms:
            return rule.narrowed(found.nodes, self._hits(found))
        return rule.shown(found.nodes, self.folded)

    def _hits(self, found: OrgChart) -> list[Key]:
        """The nodes whose name or title answers what was typed."""
        return [node.key for node in found.nodes if any(tokens.score(self.terms, text) for text in _texts(found, node))]

    @property
    def here(self) -> Node | None:
        """The node under the cursor."""
        rows = self.listing.rows
        nodes: Sequence[Node] = rows.nodes if isinstance(rows, Outline) else ()
        return nodes[self.listing.cursor] if self.listing.cursor < len(nodes) else None

    @property
    def account_here(self) -> int | None:
        """The account of the node under the cursor, which may be a branch."""
        node = self.here
        if node is not None and node.key[0] == "account":
            return node.key[1]
        return self.account

    @on(Listing.Moved)
    def rest(self, event: Listing.Moved) -> None:
        """All of a node is told when the cursor rests on it."""
        event.stop()
        if self.resting is not None:
            self.resting.stop()
        self.resting = self.set_timer(REST_SECONDS, self._tell_node)

    def _tell_node(self) -> None:
        node, found = self.here, self.chart
        told: list[spans.Line] = []
        if node is not None and found is not None:
            most = 5 if self.has_class("roomy") else 3
            whole = self.teller(found).told(node)
            told = list(spans.clipped(whole, max(20, self.size.width - 4), most, spans.ELLIPSIS))
        rows = [Content.assemble(*((span.text, STYLES.get(span.style, "")) for span in each)) for each in told]
        self.query_one("#told", Static).update(Content("\n").join(rows), layout=False)

    def reach(self, row: Hashable) -> bool:
        """Put the cursor on a person, unfolding what he is in; answers whether he is in the chart."""
        return isinstance(row, int) and self.go_to(("person", row, 0))

    def go_to(self, wanted: Key) -> bool:
        found = self.chart
        if found is None:
            return False
        above = {node.key: node.parent for node in found.nodes}
        here = above.get(wanted)
        while here is not None:
            self.folded.discard(here)
            here = above.get(here)
        self._fill()
        return self.listing.go_to(wanted)

    # Folding ------------------------------------------------------------------------------------------

    def action_fold(self) -> None:
        """Fold what is under the cursor, or go to what it is in."""
        node = self.here
        if node is None:
            return
        if node.below and node.key not in self.folded:
            self.folded.add(node.key)
            self._fill()
        elif node.parent is not None:
            self.listing.go_to(node.parent)

    def action_unfold(self) -> None:
        """Unfold what is under the cursor, or go to the first thing in it."""
        node = self.here
        if node is None or not node.below:
            return
        if node.key in self.folded:
            self.folded.discard(node.key)
            self._fill()
        else:
            self.listing.action_move(1)

    def action_fold_all(self) -> None:
        """Fold every department, or unfold everything."""
        found = self.chart
        units = {node.key for node in found.nodes if node.key[0] == "unit" and node.below} if found else set()
        self.folded = set() if self.folded & units else units
        self._fill()

    # Looking for somebody -----------------------------------------------------------------------------

    def action_filter(self) -> None:
        self.query_one(FilterLine).open(self.terms)

    @on(FilterLine.Narrowed)
    def narrowed(self, event: FilterLine.Narrowed) -> None:
        if event.terms.strip() != self.terms:
            self.terms = event.terms.strip()
            self._fill()
            self._first_hit()

    def _first_hit(self) -> None:
        found = self.chart
        hits = self._hits(found) if found is not None and self.terms else []
        if hits:
            self.listing.go_to(hits[0])

    @on(FilterLine.Kept)
    def kept(self) -> None:
        self.listing.focus()
        self.query_one(FilterLine).close(self.terms)

    def action_clear(self) -> None:
        """Show everything again, the cursor staying on what was found; with nothing to clear it is the way back."""
        if not self.terms and not self.query_one(FilterLine).showing:
            raise SkipAction
        here = self.listing.current
        self.terms = ""
        self.kept()
        self._fill()
        if _is_key(here):
            self.go_to(here)

    # Acting -------------------------------------------------------------------------------------------

    @on(Listing.Opened)
    def opened(self, event: Listing.Opened) -> None:
        """Enter opens all of a person; a department is folded and unfolded, another house is taken in hand."""
        event.stop()
        node = self.here
        if node is None:
            return
        noun, row, _ = node.key
        if noun in ("person", "member"):
            self.open_sheet(row)
        elif noun == "account" and row != self.account:
            self.post_message(self.Go(row, "organisation"))
        elif node.key in self.folded:
            self.action_unfold()
        elif node.below:
            self.action_fold()

    @work(group="ask")
    async def open_sheet(self, person: int) -> None:
        """Everything about one person."""
        from tui.sheets.person import PersonSheet

        await self.app.push_screen_wait(PersonSheet(person))

    @work(group="ask")
    async def action_whom(self) -> None:
        """Look at the people as they stand on one opportunity, or on the account."""
        found = self.chart
        if found is None:
            return
        options = [Option(0, t("org.whole_account"))]
        options += [Option(key, self.app.mask.name("opportunity", key, name)) for key, name in found.opportunities]
        chosen = await self.app.push_screen_wait(Chooser(t("org.which"), among(options), current=self.subject or 0))
        if isinstance(chosen, int):
            self.subject = chosen or None
            self.refresh_soon()

    @work(group="ask")
    async def action_export(self) -> None:
        """Write the picture as SVG or its rows as CSV, by the ending of the name."""
        from tui import copying

        found = self.chart
        if found is not None:
            name = f"~/inroad-orgchart-{self.app.today.isoformat()}.svg"
            say = Saying(self.app.today, self.app.mask)
            write = partial(copying.write_picture, picture=self.picture(found), say=say)
            await copying.offer(self.app, name, t("reports.export_hint"), write)

    def picture(self, found: OrgChart) -> Picture:
        """The picture of what is shown."""
        return orgchart.picture(found)


def _is_key(row: Hashable) -> TypeGuard[Key]:
    return isinstance(row, tuple)


def _texts(found: OrgChart, node: Node) -> Iterator[str]:
    """What a node is looked for by."""
    noun, row, _ = node.key
    if noun == "person":
        yield found.cards[row].name
        yield found.cards[row].title
    elif noun == "unit":
        yield found.units[row].name
    elif noun == "account":
        yield found.houses[row]


def _ask(account: int, subject: int | None, today: date, settings: Settings, viewer: int | None) -> Answer:
    return Answer(orgchart.chart(account, subject, today, settings, viewer=viewer))
