"""Judging the rows of a file before anything is written: what every kind of file has in common."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from models.exchange.cells import Cells
from models.exchange.kinds import KINDS
from models.exchange.likeness import alike
from models.exchange.mapping import columns
from models.exchange.register import Houses, Members, Ref, Row, forget, levels, same
from models.exchange.reports import Job, Progress, Reason, Remark, Report
from models.exchange.sheets import Line
from models.reads import thresholds
from models.reads.rows import rows
from models.rules import rights
from models.rules.nouns import FieldKind
from models.rules.rights import Deed
from models.rules.values import Value, check
from models.tables import Choice
from models.writes import permits
from models.writes.intents import Actor

REMEMBERED = 5000
"""Cells of a column whose meaning is kept."""
STEP = 500
"""Rows between two words on how far it is."""


@dataclass(slots=True)
class Plan:
    """What is to be written: rows in an order in which each may refer to those before it."""

    report: Report
    levels: list[list[Row]] = field(default_factory=list)
    made: list[Row] = field(default_factory=list)
    """Accounts to be made because rows name them."""

    @property
    def count(self) -> int:
        """How many rows go in."""
        return sum(map(len, self.levels))


class Planner:
    """Judges the rows of one file; the nouns differ in `judge`."""

    above = ""
    """The field that names another row of the same noun."""

    def __init__(self, actor: Actor, job: Job) -> None:
        """Look up what the rows may refer to; raises Unreadable for headings that will not do."""
        self.actor = actor
        self.job = job
        self.kind = KINDS[job.kind]
        self.columns = columns(job.sheet.headings, self.kind, job.labels, job.map)
        self.fields = [(place, field) for place, code in self.columns.used if (field := self.kind.field(code))]
        self.cells = Cells(job.labels, job.map, actor.today)
        self.settings = thresholds.settings()
        self.role = permits.role_of(actor.member)
        self.houses = Houses()
        self.members = Members()
        self.made: dict[str, Row] = {}
        self.choices = self._choices()
        self.fresh: dict[tuple[str, str], None] = {}
        self.seen: list[dict[str, Value]] = [{} for _ in self.fields]
        """What the cells of each column came to mean so far: most columns say the same few things again and again."""

    def plan(self, told: Progress) -> Plan:
        """Judge every row."""
        lines = self.job.sheet.lines
        found = []
        for number, line in enumerate(lines, 1):
            found.append(self._parse(line))
            if number % STEP == 0:
                told(number, len(lines))
        self.judge(found)
        ordered = levels_of(found, self.above)
        good = [row for row in found if not row.reasons]
        self._note_choices(good)
        used = {row.account for row in good} | {row.above for row in good}
        made = [row for row in self.made.values() if row in used]
        similar = alike(made + (good if self.kind.noun.code == "account" else []), self.houses.by_id.values())
        forget()
        return Plan(self._report(found, made, similar), ordered, made)

    def judge(self, found: list[Row]) -> None:
        """Resolve what the rows refer to, and refuse those that may not go in."""
        raise NotImplementedError

    def _parse(self, line: Line) -> Row:
        row = Row(line.number, {})
        if len(line.cells) < len(self.job.sheet.headings):
            row.refuse("too_few_cells", found=len(line.cells), wanted=len(self.job.sheet.headings))
        elif any(cell.strip() for cell in line.cells[len(self.job.sheet.headings):]):
            row.refuse("too_many_cells", found=len(line.cells), wanted=len(self.job.sheet.headings))
        for (place, asked), seen in zip(self.fields, self.seen, strict=True) if not row.reasons else ():
            cell = line.cells[place]
            if cell in seen:
                row.values[asked.code] = seen[cell]
                continue
            try:
                value = self.cells.value(asked, cell)
                row.values[asked.code] = value = value if asked.kind is FieldKind.REF else check(asked, value)
            except ValueError as wrong:
                row.refuse(str(wrong), asked.code, value=cell.strip()[:40])
                continue
            if len(seen) < REMEMBERED:
                seen[cell] = value
        return row

    # What cells name ----------------------------------------------------------------------------------

    def named(self, row: Row, field: str) -> str:
        """The name a cell of a reference holds, taken out of the row's values."""
        found = row.values.pop(field, None)
        return found if isinstance(found, str) else ""

    def house(self, row: Row, field: str) -> Ref | None:
        """The account a cell names, made where that was asked for."""
        name = self.named(row, field)
        if not name:
            return None
        if self.job.create_accounts and not self.houses.called(name):
            made = self.made[same(name)] = Row(0, {"name": name})
            self.houses.include(made)
        return self.houses.resolve(row, field, name)

    def refused(self, deed: Deed, ref: Ref | None) -> str:
        """Why the actor may not do this to an account, "" when he may."""
        owner = self.houses.by_id[ref].owner if isinstance(ref, int) else None
        own = ref is not None and owner in (None, self.actor.member)
        why = rights.refusal(self.role, deed, own, self.settings)
        return why and ("not_own" if why == "not_own" else "not_allowed")

    # Editable lists -----------------------------------------------------------------------------------

    def _choices(self) -> Mapping[tuple[str, str], str]:
        """What is on the editable lists: list and entry in lower case, and its code. One query."""
        listed = [field for _, field in self.fields if field.kind is FieldKind.LISTED]
        found = {(each.code, code.value.lower()): code.value for each in listed for code in each.choices or ()}
        codes = [each.code for each in listed]
        c = Choice
        for name, code, label in rows(c.select(c.list, c.code, c.label).where(c.list.in_(codes))):
            found |= {(name, label.lower()): code, (name, code.lower()): code}
        return found

    def _note_choices(self, good: list[Row]) -> None:
        """Bring values of editable lists to the list's own spelling, and note those that are new."""
        fresh: dict[tuple[str, str], str] = {}
        for code in (asked.code for _, asked in self.fields if asked.kind is FieldKind.LISTED):
            for row in good:
                text = str(row.values.get(code) or "")
                entry = (code, text.lower())
                row.values[code] = self.choices.get(entry) or (fresh.setdefault(entry, text) if text else "")
        self.fresh = {(name, text): None for (name, _), text in fresh.items()}

    def _remarks(self, told: Mapping[Row, tuple[Reason, ...]]) -> tuple[Remark, ...]:
        """What is to be said of rows, with their cells, for which the file is looked through once more."""
        lines = {row.line for row in told}
        cells = {line.number: line.cells for line in self.job.sheet.lines if line.number in lines} if told else {}
        return tuple(Remark(row.line, cells.get(row.line, ()), why) for row, why in told.items())

    def _report(self, found: list[Row], made: list[Row], similar: Mapping[Row, Reason]) -> Report:
        return Report(
            taken=sum(not row.reasons for row in found),
            refused=self._remarks({row: tuple(row.reasons) for row in found if row.reasons}),
            similar=self._remarks({row: (why,) for row, why in _in_order(similar)}),
            left_out=self.columns.left_out,
            absent=self.columns.absent,
            choices=tuple(self.fresh),
            accounts=tuple(row.name for row in made),
        )


def _in_order(similar: Mapping[Row, Reason]) -> list[tuple[Row, Reason]]:
    return sorted(similar.items(), key=lambda each: each[0].line)


def levels_of(found: list[Row], above: str) -> list[list[Row]]:
    """The good rows in levels; a row below a refused one is refused too."""
    ordered = levels(found, above)
    for level in ordered:
        for row in level:
            if isinstance(row.above, Row) and row.above.reasons and not row.reasons:
                row.refuse("above_refused", above, line=row.above.line)
    good = [[row for row in level if not row.reasons and row.line] for level in ordered]
    return [level for level in good if level]
