"""The noun of complaints (V14)."""

from models.rules.fields import Field, FieldKind, Noun, choice, ref
from models.rules.vocabulary_complaints import ComplaintKind

K = FieldKind
COMPLAINT = Noun("complaint", (
    choice("kind", ComplaintKind, required=True),
    Field("text", K.NOTE, required=True),
    Field("date", K.DATE, required=True, past=True),
    ref("person", "person"),
    ref("opportunity", "opportunity"),
    Field("due", K.DATE),
    ref("responsible", "member"),
    Field("solution", K.NOTE),
    Field("compensation", K.MONEY, low=0),
    Field("approved", K.DATE, past=True, more=True),
    Field("informed", K.DATE, past=True, more=True),
    Field("carried_out", K.DATE, past=True, more=True),
    Field("followed_up", K.DATE, past=True, more=True),
    Field("dealt_with", K.NOTE, more=True),
    Field("summary", K.NOTE, more=True),
), within="account")  # fmt: skip

COMPLAINTS = (COMPLAINT,)
