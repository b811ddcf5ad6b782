"""The nouns of the way a house decides: influence by step, and the grounds of the key decision maker (P6, P14)."""

from models.rules.fields import Field, FieldKind, Noun, choice, ref
from models.rules.vocabulary import BuyingStep
from models.rules.vocabulary_org import GroundAnswer

STEP_INFLUENCE = Noun("step_influence", (
    choice("buying_step", BuyingStep, required=True),
    Field("influence", FieldKind.WHOLE, low=1, high=5, required=True),
), within="person")

DECIDER_GROUND = Noun("decider_ground", (
    choice("answer", GroundAnswer, required=True),
    Field("note"),
    ref("opportunity", "opportunity", more=True),
), within="account")

ORG = (STEP_INFLUENCE, DECIDER_GROUND)
