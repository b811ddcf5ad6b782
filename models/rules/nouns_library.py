"""The nouns of the library beside the questions: scripts, case stories, concerns, pages (Q8, Q10, Q13)."""

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

CONCERN = Noun("concern", (
    Field("zh_name"),
    Field("roles", K.CHOICES, v.Role),
    Field("industries", K.CHOICES, v.Industry),
    Field("zh_problem", K.NOTE),
    Field("zh_criteria", K.NOTE),
    Field("zh_proof", K.NOTE),
    Field("en_name", more=True),
    Field("en_problem", K.NOTE, more=True),
    Field("en_criteria", K.NOTE, more=True),
    Field("en_proof", K.NOTE, more=True),
    Field("hidden", K.FLAG, more=True),
))

HANDBOOK_PAGE = Noun("handbook_page", (
    Field("zh_name"),
    choice("page", lib.Page, required=True),
    Field("industries", K.CHOICES, v.Industry),
    Field("roles", K.CHOICES, v.Role),
    Field("zh_features", K.NOTE),
    Field("zh_advantages", K.NOTE),
    Field("zh_benefits", K.NOTE),
    Field("zh_state", K.NOTE),
    Field("zh_asked", K.NOTE),
    Field("zh_problems", K.NOTE),
    Field("zh_today", K.NOTE),
    Field("zh_solution", K.NOTE),
    Field("zh_example", K.NOTE),
    Field("zh_measures", K.NOTE),
    Field("zh_guide", K.NOTE),
    Field("en_name", more=True),
    Field("en_features", K.NOTE, more=True),
    Field("en_advantages", K.NOTE, more=True),
    Field("en_benefits", K.NOTE, more=True),
    Field("en_state", K.NOTE, more=True),
    Field("en_asked", K.NOTE, more=True),
    Field("en_problems", K.NOTE, more=True),
    Field("en_today", K.NOTE, more=True),
    Field("en_solution", K.NOTE, more=True),
    Field("en_example", K.NOTE, more=True),
    Field("en_measures", K.NOTE, more=True),
    Field("en_guide", K.NOTE, more=True),
    Field("hidden", K.FLAG, more=True),
))

LIBRARY = (SCRIPT, CASE_STORY, CONCERN, HANDBOOK_PAGE)
