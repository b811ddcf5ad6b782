"""After won or lost: where we thought each stood on the day of the decision, and where he did (O21)."""

from collections.abc import Hashable, Iterator, Mapping

from models.reads import rating as reading
from models.reads.rating import Judged, JudgedRow
from models.rules.values import Value
from tui import phrases, words
from tui.recording import Recorder
from tui.sheets.deal_section import Asked, Entry, Section, noun_of
from tui.widgets.listing import Span
from tui.words import t


class ConductSection(Section[Judged]):
    """A line for everybody who had a part; `a` or Enter says how he acted."""

    CODE = "conduct"
    EDITS = DELETES = frozenset({"conduct"})

    @classmethod
    def read(cls, asked: Asked) -> Judged:
        """Ratings and how people acted."""
        return reading.judged(asked.deal, asked.today, asked.viewer)

    def beside(self, found: Judged) -> str:
        if found.day is None:
            return ""
        open_ = sum(row.conduct is None for row in found.people)
        day = t("conduct.day", day=phrases.day(found.day, self.app.today))
        return " · ".join(filter(None, (day, words.many("conduct.open", open_) if open_ else "")))

    def entries(self, found: Judged) -> Iterator[Entry]:
        if found.day is None:
            yield Entry(None, (Span(t("conduct.not_decided"), "muted"),))
            return
        for row in found.people:
            yield self._line(row)

    def _line(self, row: JudgedRow) -> Entry:
        mask = self.app.mask
        name = phrases.person(mask.name("person", row.person, row.name), mask.text(row.title))
        by = t("conduct.by", name=row.member) if row.member else ""
        rated = t("conduct.rated", stance=phrases.stance(row.rated), by=by)
        key = ("judge", row.person) if row.conduct is None else ("conduct", row.conduct)
        if row.conduct is None:
            told, role = t("conduct.unsaid"), "warn"
        else:
            told, role = t("conduct.acted", stance=phrases.stance(row.acted)), "strong"
        off = self._off(row.gap)
        return Entry(key, (
            Span(name, "strong"), Span(f"  {mask.text(rated)}", "muted"), Span(f"  {mask.text(told)}", role),
            Span(f"  {mask.text(off)}" if off else "", "good" if row.gap == 0 else "against"),
            Span(f"  {mask.text(row.text)}" if row.text else "", "muted"),
        ), hang=4)  # fmt: skip

    def _off(self, gap: int | None) -> str:
        if gap is None:
            return ""
        if gap == 0:
            return t("conduct.right")
        return words.many("conduct.too_high" if gap > 0 else "conduct.too_low", abs(gap))

    # Acting -------------------------------------------------------------------------------------------

    async def add(self) -> None:
        """How somebody acted; whoever is asked for when the cursor is on nobody."""
        await self._judge(None)

    async def edit(self, row: Hashable) -> None:
        """Say how somebody acted, or mend it."""
        noun, key = noun_of(row)
        if noun == "judge":
            await self._judge(key)
        else:
            await super().edit(row)

    async def _judge(self, person: int | None) -> None:
        if self.found is None or self.found.day is None:
            self.app.say(t("refused.not_decided"), bad=True)
            return
        values: Mapping[str, Value] = {**self.beforehand(), "person": person}
        made = await Recorder(self.app).add("conduct", self.account, values=values)
        if made is not None:
            self.reach(("conduct", made))
