"""The organisation chart as a picture (P8, P10)."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from models.rules.facts import RelationFact
from models.rules.orgchart import MODELS, Key, Node
from models.rules.pictures import (
    Count,
    Label,
    Legend,
    Link,
    Name,
    Note,
    Record,
    Share,
    Thing,
    Tone,
    Tree,
    TreeRow,
    Word,
    Words,
)
from models.rules.vocabulary import Camp, RelationKind, Stance

TONES = {Camp.OURS: Tone.GOOD, Camp.THEIRS: Tone.DANGER, Camp.UNDECIDED: Tone.PLAIN}
SIGNS = {Camp.OURS: "+", Camp.THEIRS: "-", Camp.UNDECIDED: "o"}
"""Camps are marked as well as coloured."""
UNKNOWN = "?"
"""The sign of somebody who stands nobody knows where."""
MEMBER = ">"
"""The sign of somebody who sits on a committee besides his own unit."""
_LINKS = {
    RelationKind.ALLY: Tone.GOOD, RelationKind.RIVAL: Tone.DANGER, RelationKind.MENTOR: Tone.ACCENT,
    RelationKind.RELATIVE_OR_FRIEND: Tone.ACCENT, RelationKind.OLD_COLLEAGUE: Tone.ACCENT,
    RelationKind.REPORTS_TO: Tone.PLAIN,
}  # fmt: skip


class Told(NamedTuple):
    """What a place of the chart is: its name, the account it is opened at, and of a person where he stands.

    `title` is a unit's concern where it has one; `marks` how many of the five models are known.
    """

    name: str
    account: int
    title: str = ""
    kind: str = ""
    roles: tuple[str, ...] = ()
    stance: Stance = Stance.UNKNOWN
    camp: Camp = Camp.UNDECIDED
    personality: str = ""
    influence: int | None = None
    marks: int = 0


def sign(camp: Camp, stance: Stance) -> str:
    """The sign of a camp; of an undecided one whose stance is unknown, a question."""
    return UNKNOWN if camp is Camp.UNDECIDED and stance is Stance.UNKNOWN else SIGNS[camp]


def tree(nodes: Sequence[Node], told: Mapping[Key, Told], relations: Sequence[RelationFact]) -> Tree:
    """The chart: units with how much of their people is known, people with role, stance, personality (P8).

    What joins people beside the tree are their relations, but for a chief who stands above anyway (P10).
    """
    rows = tuple(_branch(node, told[node.key]) if _heads(node) else _leaf(node, told[node.key]) for node in nodes)
    places = {node.key[1]: at for at, node in enumerate(nodes) if node.key[0] == "person"}
    bosses = {node.key[1] for node in nodes if node.key[0] == "person" and node.boss}
    heads = tuple(Word("report.head", code) for code in ("org", "stance", "roles", "personality", "influence", "known"))
    return Tree(Word("report", "orgchart"), heads, rows, tuple(_links(relations, places, bosses)), _legend())


def _heads(node: Node) -> bool:
    return node.key[0] in ("account", "unit")


def _branch(node: Node, of: Told) -> TreeRow:
    noun, key, _ = node.key
    known = node.percent
    note = Share(known, 100) if known is not None else None
    record: Record = (
        ("id", Count(key)), ("kind", Word("noun", noun)), ("parent", Count(node.parent[1]) if node.parent else None),
        ("parent_kind", Word("noun", node.parent[0]) if node.parent else None), ("name", Name(noun, key, of.name)),
        ("title", None), ("roles", Words("role", ())), ("stance", None), ("personality", None),
        ("people", Count(node.people)), ("known", note),
    )  # fmt: skip
    return TreeRow(Name(noun, key, of.name), node.depth, True, note=note, key=_thing(node, of), record=record)


def _leaf(node: Node, of: Told) -> TreeRow:
    noun, key, _ = node.key
    name: Label = Name("person", key, of.name) if of.name else Note(of.title)
    if not of.name and not of.title:
        name = Words("role", of.roles) if of.roles else Word("report.org", "seat")
    letters = Word("stance", of.stance.value)
    if noun == "member":
        return TreeRow(name, node.depth, mark=MEMBER, key=_thing(node, of), note=Word("report.org", "member"))
    record: Record = (
        ("id", Count(key)), ("kind", Word("noun", noun)), ("parent", Count(node.parent[1]) if node.parent else None),
        ("parent_kind", Word("noun", node.parent[0]) if node.parent else None), ("name", Name("person", key, of.name)),
        ("title", Note(of.title) if of.title else None), ("roles", Words("role", of.roles)), ("stance", letters),
        ("personality", Word("personality", of.personality) if of.personality else None),
        ("people", None), ("known", Share(of.marks, MODELS)),
        ("influence", Count(of.influence) if of.influence else None),
        ("camp", Word("camp", of.camp.value)),
    )  # fmt: skip
    beside = (
        Word("report.stance", of.stance.value), Words("role.short", of.roles),
        Word("personality", of.personality) if of.personality else None,
        Count(of.influence) if of.influence else None, Share(of.marks, MODELS),
    )  # fmt: skip
    title = Note(of.title) if of.title and of.name else None
    return TreeRow(
        name, node.depth, False, TONES[of.camp], sign(of.camp, of.stance), title, beside, _thing(node, of), record
    )


def _thing(node: Node, of: Told) -> Thing:
    noun, key, _ = node.key
    return Thing("person" if noun == "member" else noun, key, of.account)


def _links(relations: Sequence[RelationFact], places: Mapping[int, int], bosses: set[int]) -> Iterator[Link]:
    for each in relations:
        drawn = each.kind is RelationKind.REPORTS_TO and each.person in bosses
        if each.person in places and each.other in places and not drawn:
            label = Word("report.suspected" if each.suspected else "relation_kind", each.kind.value)
            yield Link(places[each.person], places[each.other], _LINKS[each.kind], label)


def _legend() -> tuple[Legend, ...]:
    camps = tuple(Legend(TONES[camp], SIGNS[camp], Word("camp", camp.value)) for camp in Camp)
    unknown = Legend(Tone.PLAIN, UNKNOWN, Word("stance", "unknown"))
    return (*camps, unknown, Legend(Tone.PLAIN, "%", Word("report.legend", "known_of_five")))
