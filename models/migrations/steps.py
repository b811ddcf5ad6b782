"""Each step and the digest of the schema after it (the first: `python -m models.migrations.draft --write`)."""

STEPS: tuple[tuple[str, str], ...] = (
    ("m0001_first", "89550c0f022eed30f90e62b90fbdadfa"),
)
