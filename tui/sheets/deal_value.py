"""The value case on the sheet: pains, what answers them, what that is worth, and when it has paid (O12)."""

from collections.abc import Iterator, Mapping

from models.reads.dealing import Dealing
from models.rules.value import Case, Figure, Part, findings
from models.rules.values import Value
from tui import phrases
from tui.sheets.deal_dealt import Dealt
from tui.sheets.deal_section import Entry
from tui.widgets.listing import Span
from tui.words import t


class Values(Dealt):
    """Pains with their parts and figures, then what stands for itself, then the years."""

    CODE = "value"
    NOUNS = ("value_line", "solution_part", "need")
    EDITS = DELETES = frozenset({"value_line", "solution_part", "need"})

    def beside(self, found: Dealing) -> str:
        worth = found.worth
        if worth is None:
            return ""
        back = t("dealing.payback", n=worth.payback) if worth.payback is not None else t("dealing.payback_never")
        roi = t("dealing.roi", n=len(worth.years), percent=worth.roi) if worth.roi is not None else ""
        return " · ".join(filter(None, (t("dealing.a_year", amount=phrases.money(worth.benefit)), roi, back)))

    def entries(self, found: Dealing) -> Iterator[Entry]:
        if found.pains or found.parts or found.figures:
            yield from self.findings(findings(found.pains, found.figures, found.worth, self.app.settings))
        held: set[tuple[str, int]] = set()
        for pain in found.pains:
            mark = t("dealing.focus") if pain.parts else ""
            yield Entry(("need", pain.need.id), (
                Span(f"{phrases.label('need_kind', pain.need.kind)}  ", "accent"),
                Span(self.note(pain.need.text), "strong"), Span(f"  {mark}" if mark else "", "good"),
            ))  # fmt: skip
            for part in pain.parts:
                held.add(("solution_part", part.id))
                yield self._part(part, 2)
            for figure in pain.figures:
                held.add(("value_line", figure.id))
                yield self._figure(figure, 2)
        yield from (self._part(part, 1) for part in found.parts if ("solution_part", part.id) not in held)
        yield from (self._figure(figure, 1) for figure in found.figures if ("value_line", figure.id) not in held)
        if found.worth:
            yield from self._years(found.worth)

    def _part(self, part: Part, step: int) -> Entry:
        return Entry(("solution_part", part.id), (
            Span(f"{phrases.label('solution_layer', part.layer)}  ", "muted"), Span(self.note(part.text)),
            Span(f"  {phrases.roles(part.roles)}" if part.roles else "", "muted"),
        ), step)  # fmt: skip

    def _figure(self, figure: Figure, step: int) -> Entry:
        who = self.person(figure.person)
        return Entry(("value_line", figure.id), (
            Span(f"{phrases.label('value_kind', figure.kind)}  ", "muted"), Span(self.note(figure.text)),
            Span(f"  {phrases.money(figure.amount)}", "good" if figure.kind.benefit else "warn"),
            Span("  " + t("dealing.confirmed", name=who) if who else "", "muted"),
        ), step)  # fmt: skip

    def _years(self, worth: Case) -> Iterator[Entry]:
        for year in worth.years:
            percent = "" if year.roi is None else f"{year.roi:+d}%"
            told = t(
                "dealing.year", n=year.year, benefit=phrases.money(year.benefit), cost=phrases.money(year.cost),
                percent=percent,
            )  # fmt: skip
            yield Entry(None, (Span(told, "good" if year.benefit > year.cost else "muted"),))

    def known(self, noun: str) -> Mapping[str, Value]:
        return {"kind": "problem"} if noun == "need" else {}
