"""Each step and the digest of the schema after it (the first: `python -m models.migrations.draft --write`)."""

STEPS: tuple[tuple[str, str], ...] = (
    ("m0001_first", "8a0b58a48d8a9f0d5c9abf314710ffd7"),
)
