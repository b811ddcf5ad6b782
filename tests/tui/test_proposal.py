"""The proposal on the opportunity's sheet: what it lacks, and the file it is written to."""

from io import BytesIO
from pathlib import Path

import docx
import pytest

from tests.tui.conftest import Driver, Start
from tui.sheets.deal import DealSheet
from tui.words import t


async def sheet(driver: Driver, name: str) -> DealSheet:
    """The sheet of an opportunity of the cases."""
    await driver.press("f")
    await driver.type(name)
    await driver.press("enter", "enter")
    found = driver.app.screen
    assert isinstance(found, DealSheet)
    return found


@pytest.mark.parametrize(("downs", "kind"), [(0, "docx"), (1, "md")])
async def test_a_key_writes_the_proposal_to_a_new_file(start: Start, tmp_path: Path, downs: int, kind: str) -> None:
    async with start() as driver:
        await sheet(driver, "电感首批供货")
        await driver.press("x", *["down"] * downs, "enter", "ctrl+u")
        path = tmp_path / f"建议书.{kind}"
        await driver.type(str(path))
        await driver.press("enter")
        content = path.read_bytes()
        told = [p.text for p in docx.Document(BytesIO(content)).paragraphs] if kind == "docx" else content.decode()
        assert any("电感首批供货" in text for text in ([told] if isinstance(told, str) else told))
        assert path.stat().st_mode & 0o077 == 0
        await driver.press("x", "enter", "ctrl+u")
        await driver.type(str(path))
        await driver.press("enter")
        assert t("export.exists", path=str(path)) in driver.text
        assert path.read_bytes() == content


async def test_the_sheet_says_what_the_proposal_lacks(start: Start) -> None:
    async with start(size=(120, 60)) as driver:
        found = await sheet(driver, "电感首批供货")
        assert found.listing.go_to(("blank", "situation"))
        await driver.settle()
        assert t("proposal.blank.situation") in driver.text
