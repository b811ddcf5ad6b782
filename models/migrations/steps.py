"""Each step and the digest of the schema after it (the first: `python -m models.migrations.draft --write`)."""

STEPS: tuple[tuple[str, str], ...] = (
    ("m0001_first", "f900c2fae24f3f69dbd7022901d3947a"),
)
