"""The nouns of an account's figures and of our team on it, and what people judge of an account."""

from models.rules.fields import Field, FieldKind, Noun, choice, ref
from models.rules.vocabulary_figures import KeyMark, TeamRole, ValueMark

K = FieldKind
JUDGED = (
    Field("market_influence", K.WHOLE, low=1, high=5, more=True),
    Field("value_fit", K.WHOLE, low=1, high=5, more=True),
    Field("criteria_fit", K.WHOLE, low=1, high=5, more=True),
    Field("value_marks", K.CHOICES, ValueMark, more=True),
    Field("key_marks", K.CHOICES, KeyMark, more=True),
    Field("yearly_potential", K.MONEY, low=0, more=True),
    Field("cooperating_since", K.DATE, past=True, more=True),
    Field("alliance", K.FLAG, more=True),
)
"""Fields of an account that are judged, not counted (A6, A8, A9, A11, A12)."""

ANNUAL_FIGURE = Noun("annual_figure", (
    Field("year", K.WHOLE, required=True, low=1990, high=2200),
    Field("turnover", K.MONEY, low=0),
    Field("profit", K.MONEY),
    Field("deals", K.WHOLE, low=0),
    Field("collection_days", K.WHOLE, low=0, high=3650),
    Field("overdue", K.MONEY, low=0),
    Field("total_spend", K.MONEY, low=0),
    Field("reason", K.NOTE),
), within="account")

TEAM_MEMBER = Noun("team_member", (
    ref("colleague", "member", required=True),
    choice("role", TeamRole, required=True),
    Field("note"),
), within="account")

FIGURES = (ANNUAL_FIGURE, TEAM_MEMBER)
