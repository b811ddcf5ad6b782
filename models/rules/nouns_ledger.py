"""The nouns of the way to a decision: stances, what a coach told, doubts, touches, how people acted (P4, P11, P16)."""

from models.rules.fields import Field, FieldKind, Noun, choice, ref
from models.rules.vocabulary import Level, Role, Stance
from models.rules.vocabulary_ledger import DoubtState, IntelItem

K = FieldKind

STANCE_ENTRY = Noun("stance_entry", (
    choice("stance", Stance, required=True),
    Field("date", K.DATE, required=True, past=True),
    Field("evidence"),
    Field("confirmed", K.FLAG),
    ref("competitor", "competitor"),
    ref("opportunity", "opportunity"),
), within="person")

INTEL = Noun("intel", (
    choice("item", IntelItem, required=True),
    Field("text", required=True),
    Field("date", K.DATE, required=True, past=True),
    ref("person", "person"),
    ref("opportunity", "opportunity"),
), within="account")

DOUBT = Noun("doubt", (
    Field("text", required=True),
    ref("person", "person"),
    choice("role", Role),
    Field("answer"),
    ref("owner", "member"),
    Field("due", K.DATE),
    choice("state", DoubtState),
    ref("opportunity", "opportunity", required=True, more=True),
), within="account")

TOUCH = Noun("touch", (
    choice("layer", Level, required=True),
    ref("colleague", "member", required=True),
    ref("person", "person"),
    Field("text"),
    Field("due", K.DATE),
    Field("done", K.DATE, past=True),
    ref("opportunity", "opportunity", required=True, more=True),
), within="account")

CONDUCT = Noun("conduct", (
    ref("person", "person", required=True),
    choice("acted", Stance, required=True),
    Field("text"),
    ref("opportunity", "opportunity", required=True, more=True),
), within="account")

LEDGER = (STANCE_ENTRY, INTEL, DOUBT, TOUCH, CONDUCT)
