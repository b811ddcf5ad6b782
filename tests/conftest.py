"""What every test may rely on: the catalogues of words are built, and no example is timed."""

import runpy
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
settings.load_profile("untimed")


def pytest_configure(config: pytest.Config) -> None:
    """Build the catalogues, once and not again in each worker of xdist."""
    if not hasattr(config, "workerinput"):
        build = Path(__file__).parents[1] / "tui" / "locale" / "build.py"
        runpy.run_path(str(build))["build"]()
