"""The nouns of the sales process: a play that was made."""

from models.rules.fields import Field, FieldKind, Noun, ref

PLAY_TICK = Noun("play_tick", (
    Field("play", required=True, more=True),
    Field("date", FieldKind.DATE, required=True, past=True),
    Field("note", FieldKind.NOTE),
    ref("opportunity", "opportunity", required=True, more=True),
), within="account")
