"""The sales handbook and the industry reports as a file to print."""

from io import BytesIO
from pathlib import Path

import docx
import pytest

from models.playbook.shelf import pieces
from models.tables.library import HandbookPage
from tests.shell.conftest import Shell


def test_every_page_is_written_as_markdown_and_not_over_another_file(shell: Shell, tmp_path: Path) -> None:
    shell.open().row(HandbookPage, page="product", zh_name="焊机*手册*", zh_features="轻\n省电")
    file = tmp_path / "手册.md"
    done = shell("export", "handbook", str(file))
    assert done.code == 0
    text = file.read_text()
    assert text.count("\n## ") == len(pieces("handbook_page")) + 1
    assert all(str(each.values["zh_name"]) in text for each in pieces("handbook_page"))
    assert r"## 焊机\*手册\*" in text
    assert text.index("## 行业报告：银行") < text.index("监管条目做成自查表")
    assert shell("export", "handbook", str(file)).code == 1
    assert shell("export", "handbook", str(file), "--force").code == 0


def test_docx_has_the_same_pages(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "h.docx"
    assert shell("export", "handbook", str(file)).code == 0
    told = [paragraph.text for paragraph in docx.Document(BytesIO(file.read_bytes())).paragraphs]
    assert all(str(each.values["zh_name"]) in told for each in pieces("handbook_page"))


@pytest.mark.parametrize("kind", ["concerns", "handbook"])
def test_other_files_hold_rows(shell: Shell, tmp_path: Path, kind: str) -> None:
    file = tmp_path / "rows.csv"
    shell.open().row(HandbookPage, page="product", zh_name="焊机手册")
    assert shell("export", kind, str(file)).code == 0
    assert ("焊机手册" in file.read_text(encoding="utf-8-sig")) is (kind == "handbook")
