"""The nouns of the gates: a place in the decision chain, and a ticked item."""

from models.rules.fields import Field, FieldKind, Noun, choice, ref
from models.rules.vocabulary_gates import GateItem

CHAIN_LINK = Noun("chain_link", (
    ref("person", "person"),
    ref("unit", "unit"),
    Field("key", FieldKind.FLAG),
    Field("note"),
    Field("place", FieldKind.WHOLE, low=1, high=999, more=True),
    ref("opportunity", "opportunity", required=True, more=True),
), within="account")

GATE_TICK = Noun("gate_tick", (
    Field("date", FieldKind.DATE, required=True, past=True),
    Field("evidence", FieldKind.NOTE),
    choice("item", GateItem, required=True, more=True),
    ref("opportunity", "opportunity", more=True),
), within="account")

GATES = (CHAIN_LINK, GATE_TICK)
