"""Build the catalogues: all pages of a language (.po) become one .mo, for the package and for make."""

import sys
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

HERE = Path(__file__).parent
DOMAIN = "inroad"


def pages(language: str, root: Path = HERE) -> list[Path]:
    """The .po files of one language."""
    return sorted((root / language).glob("*.po"))


def merged(language: str, root: Path = HERE) -> Catalog:
    """All pages of a language as one catalogue; ValueError when a key stands on two pages or twice on one."""
    whole = Catalog(locale=language, domain=DOMAIN)
    for page in pages(language, root):
        with page.open("rb") as lines:
            part = read_po(lines, locale=language, abort_invalid=True)
        for message in part:
            if not message.id:
                continue
            if message.id in whole:
                raise ValueError(f"{page.name}: {message.id} stands twice")
            whole.add(message.id, message.string)
    return whole


def build(root: Path = HERE) -> list[Path]:
    """Write the .mo of every language that is older than a page of it; answers the files."""
    made = []
    for folder in sorted(p for p in root.iterdir() if p.is_dir() and pages(p.name, root)):
        target = folder / "LC_MESSAGES" / f"{DOMAIN}.mo"
        newest = max(page.stat().st_mtime_ns for page in [*pages(folder.name, root), folder])
        if not target.exists() or target.stat().st_mtime_ns < newest:
            target.parent.mkdir(exist_ok=True)
            part = target.with_suffix(".part")
            with part.open("wb") as out:
                write_mo(out, merged(folder.name, root))
            part.replace(target)
        made.append(target)
    return made


class Words(BuildHookInterface):  # type: ignore[misc, type-arg, unused-ignore]
    """Hatchling's hook."""

    PLUGIN_NAME = "custom"

    def initialize(self, _version: str, _build_data: dict[str, Any]) -> None:
        """Build before the files are gathered."""
        build(Path(self.root) / "tui" / "locale")


if __name__ == "__main__":
    sys.stderr.write("".join(f"{path.relative_to(HERE)}\n" for path in build()))
