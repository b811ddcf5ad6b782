"""The settings in force, and the words people chose for entries of the editable lists."""

from models.reads.rows import rows
from models.rules.settings import Settings
from models.tables.team import Choice, Setting


def settings() -> Settings:
    """The thresholds and weights in force: what is stored, over the defaults. One query."""
    return Settings().with_overrides(dict(rows(Setting.select(Setting.key, Setting.value))))


def renamed() -> dict[str, str]:
    """What people called entries of the editable lists, by list and code (`industry.power_grid`). One query."""
    c = Choice
    query = c.select(c.list, c.code, c.label).where((c.label != "") & (c.label != c.code))
    return {f"{name}.{code}": label for name, code, label in rows(query)}
