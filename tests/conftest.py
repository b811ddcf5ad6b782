"""What every test may rely on: the catalogues of words are built."""

import runpy
from pathlib import Path

import pytest


def pytest_configure(config: pytest.Config) -> None:
    """Build the catalogues, once and not again in each worker of xdist."""
    if not hasattr(config, "workerinput"):
        build = Path(__file__).parents[1] / "tui" / "locale" / "build.py"
        runpy.run_path(str(build))["build"]()
