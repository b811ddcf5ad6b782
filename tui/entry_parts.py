"""The texts an entry of the library is made of (Q8, Q10, Q13)."""

PARTS = {
    "script": ("empathy", ""), "case_story": ("pain", "solution", "figures", "words"), "question": ("",),
    "concern": ("problem", "criteria", "proof"),
    "handbook_page": (
        "features", "advantages", "benefits", "problems", "today", "solution", "state", "asked", "example", "measures",
        "guide",
    ),
}  # fmt: skip
"""The texts of an entry, in the order in which they are said."""
