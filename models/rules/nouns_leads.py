"""The noun of a lead that is refined, and the credit of an account."""

from models.rules import vocabulary as v
from models.rules.fields import Field, FieldKind, Noun, choice
from models.rules.vocabulary_leads import LeadVerdict

K = FieldKind
CREDIT = (
    Field("credit_limit", K.MONEY, low=0, more=True),
    Field("credit_days", K.WHOLE, low=0, high=3650, more=True),
    Field("credit_terms", more=True),
)
"""Fields of an account: up to how much and for how long we sell to it on credit, and on which terms (S14)."""

LEAD = Noun("lead", (
    Field("competition", K.WHOLE, low=1, high=5),
    Field("growth", K.WHOLE, low=1, high=5),
    Field("standing", K.WHOLE, low=1, high=5),
    Field("bottleneck"),
    Field("hidden_value", K.MONEY, low=0),
    choice("leading", v.Bant),
    choice("needs_more", v.Bant),
    choice("servable", v.Bant),
    Field("years", K.WHOLE, low=0, high=30),
    choice("verdict", LeadVerdict, required=True),
    Field("reason", K.NOTE),
), within="account")

LEADS = (LEAD,)
"""What is judged of a lead (A13)."""
