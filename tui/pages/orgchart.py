"""The organisation chart in words: a node as a line in columns, and all of a node below it."""

from collections.abc import Iterator
from datetime import date

from models.reads.orgchart import OrgChart
from models.rules import pictures_org
from models.rules.facts import RelationFact
from models.rules.orgchart import Key, Node
from models.rules.vocabulary import Camp, Stance
from tui import phrases
from tui.mask import Mask
from tui.pages import card as cards
from tui.pages.spans import Line, line
from tui.pages.spans import Span as Told
from tui.widgets.rows import Column, Span
from tui.widgets.rows import Line as Row
from tui.words import many, t

ROOMY = 100
"""From this width on there is room for the words of a personality, and for relations."""
STEP = 2
DEEPEST = 8
"""From this depth on lines are not set in any further."""
ROLES = {Camp.OURS: "for", Camp.THEIRS: "against", Camp.UNDECIDED: ""}
OPEN, FOLDED, LEAF = "v", ">", " "


class Teller:
    """Tells the nodes of one chart."""

    def __init__(self, found: OrgChart, today: date, mask: Mask, *, roomy: bool = False) -> None:
        self.found, self.today, self.mask, self.roomy = found, today, mask, roomy
        self._tied: dict[int, list[str]] | None = None

    # Lines --------------------------------------------------------------------------------------------

    def columns(self) -> tuple[Column, ...]:
        """What stands beside the names."""
        told = (
            Column(t("report.head.org")), Column(t("report.head.stance"), 11), Column(t("report.head.roles"), 14),
            Column(t("report.head.personality"), 14 if self.roomy else 5),
            Column(t("report.head.influence"), 6, right=True), Column(t("org.head.models"), 11),
        )  # fmt: skip
        return (*told, Column(t("org.head.relations"), 30)) if self.roomy else told

    def row(self, node: Node, folded: bool) -> Row:
        """A node as a line."""
        noun, row, _ = node.key
        indent = " " * STEP * min(node.depth, DEEPEST)
        fold = f"{FOLDED if folded else OPEN if node.below else LEAF} "
        if noun in ("account", "unit"):
            head = f"{indent}{fold}{self.name(node.key)}"
            return Row(node.key, (Span(head, "title"), Span(self._whole(node), "muted")))
        if noun == "member":
            told = Span(f"{indent}  {pictures_org.MEMBER} {self.name(node.key)}", "muted")
            return Row(node.key, (told, Span(t("report.org.member"), "muted")))
        return Row(node.key, tuple(self._person(row, f"{indent}{fold}")))

    def _person(self, person: int, head: str) -> Iterator[Span]:
        card = self.found.cards[person]
        camp = self.found.camp(person)
        role = "" if self.mask.on else ROLES[camp]
        sign = "" if self.mask.on else f"{pictures_org.sign(camp, Stance(card.stance))} "
        title = self.mask.text(card.title) if card.name else ""
        yield Span(f"{head}{sign}{self.name(('person', person, 0))}  {title}".rstrip(), role)
        doubt = "?" if card.doubtful else ""
        stance = t(f"report.stance.{card.stance}")
        yield Span(self.mask.text(f"{stance[:1]}{doubt}{stance[1:]}"), role)
        yield Span(phrases.roles(card.roles, short=True))
        letter = card.personality if not self.roomy else phrases.label("personality", card.personality)
        yield Span(self.mask.text(letter))
        yield Span(str(card.influence or ""))
        yield Span(self.mask.text(cards.marks(card)), "" if all(card.marks) else "warn")
        if self.roomy:
            yield Span(self.mask.text(phrases.listed(self.ties(person))), "muted")

    def name(self, key: Key) -> str:
        """What a node is called."""
        noun, row, _ = key
        if noun == "account":
            return self.mask.name("account", row, self.found.houses[row])
        if noun == "unit":
            return self.mask.text(self.found.units[row].name)
        card = self.found.cards[row]
        name = self.mask.name("person", row, card.name) if card.name else ""
        return phrases.person(name, "" if card.name else card.title, card.roles, placeholder=card.placeholder)

    def _whole(self, node: Node) -> str:
        """How many people there are below a house or a unit, and how much of them is known."""
        told = [many("org.people", node.people)] if node.people else []
        told += [many("org.seats", node.seats)] if node.seats else []
        told += [t("org.known", percent=node.percent)] if node.percent is not None and not self.mask.on else []
        return " · ".join(told) or t("org.nobody")

    # All of one node ----------------------------------------------------------------------------------

    def told(self, node: Node) -> Line:
        """All that is known of a node, in words."""
        noun, row, _ = node.key
        if noun in ("person", "member"):
            return self._all_of_person(row)
        head = Told(self.name(node.key), "title")
        return line(head, "  " + " · ".join(filter(None, (self._whole(node), *self._unit(row, noun)))))

    def _all_of_person(self, person: int) -> Line:
        card = self.found.cards[person]
        told = cards.whole(card, self.today, self.mask)
        ties = [] if self.mask.on else self.ties(person)
        camp = "" if self.mask.on else t("org.camp", camp=phrases.label("camp", self.found.camp(person)))
        more = " · ".join(filter(None, (camp, t("org.ties", ties=phrases.listed(ties)) if ties else "")))
        return (*told, Told(f" · {more}" if more else ""))

    def _unit(self, unit: int, noun: str) -> Iterator[str]:
        if noun != "unit":
            return
        found, more = self.found.units[unit], self.found.more.get(unit)
        yield phrases.label("unit_kind", str(found.kind))
        if more is not None and more.concern:
            yield t("org.concern", concern=self.mask.text(more.concern))
        if more is not None and more.weight:
            yield t("org.weight", n=more.weight)

    def ties(self, person: int) -> list[str]:
        """How somebody relates to others of the chart (P10)."""
        if self._tied is None:
            self._tied = {}
            for one, told in self._relations():
                self._tied.setdefault(one, []).append(told)
        return self._tied.get(person, [])

    def _relations(self) -> Iterator[tuple[int, str]]:
        for each in self.found.relations:
            if each.person in self.found.cards and each.other in self.found.cards:
                yield each.person, self._tie(each, each.other, "sheet.relation_to")
                yield each.other, self._tie(each, each.person, "sheet.relation_from")

    def _tie(self, relation: RelationFact, other: int, key: str) -> str:
        kind, name = phrases.label("relation_kind", relation.kind.value), self.name(("person", other, 0))
        return t(key, kind=kind, name=name) + (t("sheet.suspected") if relation.suspected else "")


def legend() -> str:
    """What the signs of the chart mean."""
    signs = [(pictures_org.SIGNS[camp], phrases.label("camp", camp.value)) for camp in Camp]
    signs.append((pictures_org.UNKNOWN, phrases.label("stance", "unknown")))
    return " · ".join([*(f"{sign} {told}" for sign, told in signs), cards.legend()])
