"""The settings in force."""

from models.reads.rows import rows
from models.rules.settings import Settings
from models.tables.team import Setting


def settings() -> Settings:
    """The thresholds and weights in force: what is stored, over the defaults. One query."""
    return Settings().with_overrides(dict(rows(Setting.select(Setting.key, Setting.value))))
