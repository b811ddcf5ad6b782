"""Each step and the digest of the schema after it (the first: `python -m models.migrations.draft --write`)."""

STEPS: tuple[tuple[str, str], ...] = (
    ("m0001_first", "fc0910860868ec0640d305b34d5f1268"),
)
