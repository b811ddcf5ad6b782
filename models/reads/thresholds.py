"""The settings in force, and the words people chose for entries of the editable lists."""

from models.reads.rows import told
from models.rules.settings import Settings


def settings() -> Settings:
    """The thresholds and weights in force: what is stored, over the defaults. One query."""
    return Settings().with_overrides(dict(told("SELECT key, value FROM setting")))


def renamed() -> dict[str, str]:
    """What people called entries of the editable lists, by list and code (`industry.power_grid`). One query."""
    sql = "SELECT c.list, c.code, c.label FROM choice AS c WHERE c.label <> '' AND c.label <> c.code"
    return {f"{name}.{code}": label for name, code, label in told(sql)}
