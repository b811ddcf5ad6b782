"""Each step and the digest of the schema after it (the first: `python -m models.migrations.draft --write`)."""

STEPS: tuple[tuple[str, str], ...] = (
    ("m0001_first", "39e9e793561a1871662c0f24ba8bbe0d"),
)
