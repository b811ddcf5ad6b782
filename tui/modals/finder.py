"""Find anything: accounts, people, opportunities, visits, questions; by Chinese, pinyin or initials."""

from collections.abc import Hashable, Sequence

from models import search
from models.search import Hit
from tui.modals.chooser import Chooser, Option
from tui.words import t

LIMIT = 50


class Finder(Chooser):
    """Answers with the number of a hit in `hits`."""

    def __init__(self) -> None:
        self.hits: list[Hit] = []
        super().__init__(t("finder.title"), self.hits_for, hint=t("finder.hint"), blank=t("finder.blank"))

    async def hits_for(self, query: str) -> Sequence[Option]:
        """What the index knows for the words typed."""
        asked = query.strip()
        self.hits = await self.app.read(search.find, asked, limit=LIMIT, viewer=self.app.member) if asked else []
        return [self._option(place, hit) for place, hit in enumerate(self.hits)]

    def _option(self, place: int, hit: Hit) -> Option:
        name = self.app.mask.name(hit.kind, hit.row, hit.title)
        return Option(place, name, f"{t(f'noun.{hit.kind}')} {self.app.mask.text(hit.subtitle)}")

    def found(self, key: Hashable) -> Hit | None:
        """The hit that was chosen."""
        return self.hits[key] if isinstance(key, int) and key < len(self.hits) else None
