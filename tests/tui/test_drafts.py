"""Drafts where none can be kept: nothing is left, and nothing stops."""

from pathlib import Path

import pytest

from tui import drafts


def test_without_a_place_for_drafts_there_are_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "inroad").write_text("in the way")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert drafts.pending() == []
    assert drafts.load("visit") is None
    drafts.drop("visit")
    with pytest.raises(OSError):
        drafts.keep("visit", {})
