"""The nouns of the library beside the questions: scripts with the answers to objections, and case stories (Q10)."""

from models.rules import vocabulary as v
from models.rules import vocabulary_library as lib
from models.rules.fields import Field, FieldKind, Noun, choice

K = FieldKind

SCRIPT = Noun("script", (
    Field("zh_name"),
    choice("scene", lib.Scene, required=True),
    choice("objection", lib.Objection),
    choice("argument", lib.Argument),
    Field("zh_empathy", K.NOTE),
    Field("zh", K.NOTE),
    Field("roles", K.CHOICES, v.Role),
    Field("industries", K.CHOICES, v.Industry),
    Field("steps", K.CHOICES, v.Step),
    Field("en_name", more=True),
    Field("en_empathy", K.NOTE, more=True),
    Field("en", K.NOTE, more=True),
    Field("hidden", K.FLAG, more=True),
))

CASE_STORY = Noun("case_story", (
    Field("zh_name"),
    Field("industries", K.CHOICES, v.Industry),
    choice("size", lib.AccountSize),
    Field("pains", K.CHOICES, lib.Pain),
    Field("zh_pain", K.NOTE),
    Field("zh_solution", K.NOTE),
    Field("zh_figures", K.NOTE),
    Field("zh_words", K.NOTE),
    Field("en_name", more=True),
    Field("en_pain", K.NOTE, more=True),
    Field("en_solution", K.NOTE, more=True),
    Field("en_figures", K.NOTE, more=True),
    Field("en_words", K.NOTE, more=True),
    Field("hidden", K.FLAG, more=True),
))

LIBRARY = (SCRIPT, CASE_STORY)
