"""Judging the rows of a file before anything is written: what every kind of file has in common."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from models.exchange.cells import Cells
from models.exchange.kinds import KINDS
from models.exchange.likeness import alike
from models.exchange.mapping import columns
from models.exchange.register import Houses, Members, levels
from models.exchange.reports import Job, Progress, Reason, Remark, Report
from models.exchange.sheets import Line
from models.exchange.spool import Ref, Row, Spool
from models.reads import thresholds
from models.reads.rows import rows
from models.rules import rights
from models.rules.fields import Field, FieldKind
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
    """What is to be written: numbers of rows, in an order in which each may refer to those before it."""

    report: Report
    spool: Spool
    levels: list[Sequence[int]] = field(default_factory=list)
    made: list[int] = field(default_factory=list)
    """Accounts to be made because rows name them."""


class Planner:
    """Judges the rows of one file; the nouns differ in `judge`."""

    above = ""
    """The field that names another row of the same noun."""

    def __init__(self, actor: Actor, job: Job, spool: Spool) -> None:
        """Look up what the rows may refer to; raises Unreadable for headings that will not do."""
        self.spool = spool
        self.actor = actor
        self.job = job
        self.kind = KINDS[job.kind]
        self.columns = columns(job.sheet.headings, self.kind, job.labels, job.map)
        self.fields = [(place, field) for place, code in self.columns.used if (field := self.kind.field(code))]
        self.cells = Cells(job.labels, job.map, actor.today)
        self.settings = thresholds.settings()
        self.role = permits.role_of(actor.member)
        self.houses = Houses(spool)
        self.refusals: dict[tuple[Deed, bool], str] = {}
        self.members = Members()
        self.made: list[Row] = []
        self.listed = [field.code for _, field in self.fields if field.kind is FieldKind.LISTED]
        self.choices = self._choices()
        self.unlisted: list[int] = []
        """Rows that say something which is on no list yet."""
        self.named_above: dict[int, str] = {}
        """What rows call the one above them."""
        self.read: list[tuple[int, str, Field, dict[str, Value]]] = [
            (place, field.code, field, {}) for place, field in self.fields
        ]
        """The columns that are read, with what their cells came to mean so far: most say few things again and again."""

    def plan(self, told: Progress) -> Plan:
        """Judge every row."""
        lines = self.job.sheet.lines
        found: list[Row] = []
        for number, line in enumerate(lines, 1):
            found.append(self._parse(line))
            if number % STEP == 0:
                self.judge(found)
                found.clear()
                told(number, len(lines))
        self.judge(found)
        self._relate()
        ordered = levels(self.spool, self.above)
        choices = self._note_choices()
        made = self._made()
        similar = self._similar(made)
        report = self._report(made, similar, choices)
        return Plan(report, self.spool, ordered, [row.number for row in made])

    def judge(self, found: list[Row]) -> None:
        """Resolve what rows refer to, refuse those that may not go in, and set them aside, in order."""
        raise NotImplementedError

    def relate(self, named: Sequence[tuple[Row, str]]) -> None:
        """Find the rows above others, by what these call them."""
        raise NotImplementedError

    def set_aside(self, row: Row) -> None:
        """Set a row aside, what is on an editable list as the list spells it."""
        above = row.values.pop(self.above, None)
        unlisted = False
        for code in self.listed:
            text = str(row.values.get(code) or "")
            known = self.choices.get((code, text.lower()))
            unlisted |= bool(text) and not known
            row.values[code] = known or text
        self.spool.put(row)
        if isinstance(above, str) and above:
            self.named_above[row.number] = above
        if unlisted:
            self.unlisted.append(row.number)

    def _relate(self) -> None:
        named = list(self.named_above.items())
        for start in range(0, len(named), STEP):
            found = [(self.spool.row(number), name) for number, name in named[start : start + STEP]]
            self.relate(found)
            for row, _ in found:
                self.spool.note(row)

    def _made(self) -> list[Row]:
        """The accounts to be made because rows that go in name them."""
        if not self.made:
            return []
        used = {self.spool.accounts[number] for number in self.spool.good()}
        used |= {above for number, above in self.spool.above.items() if number not in self.spool.reasons}
        return [row for row in self.made if row.ref in used]

    def _similar(self, made: list[Row]) -> dict[Row, Reason]:
        """The new accounts that may be on record under another name."""
        if not self.houses.called_by_id:
            return {}
        good = self.spool.rows(list(self.spool.good())) if self.kind.noun.code == "account" else []
        return alike(made + good) if made or good else {}

    def _parse(self, line: Line) -> Row:
        row = Row(line.number, {})
        if len(line.cells) < len(self.job.sheet.headings):
            row.refuse("too_few_cells", found=len(line.cells), wanted=len(self.job.sheet.headings))
        elif any(cell.strip() for cell in line.cells[len(self.job.sheet.headings):]):
            row.refuse("too_many_cells", found=len(line.cells), wanted=len(self.job.sheet.headings))
        values, cells = row.values, line.cells
        for place, code, asked, seen in self.read if not row.reasons else ():
            cell = cells[place]
            if cell in seen:
                values[code] = seen[cell]
                continue
            try:
                value = self.cells.value(asked, cell)
                values[code] = value = value if asked.kind is FieldKind.REF else check(asked, value)
            except ValueError as wrong:
                row.refuse(str(wrong), code, value=cell.strip()[:40])
                continue
            if len(seen) < REMEMBERED:
                seen[cell] = value
        return row

    # What cells name ----------------------------------------------------------------------------------

    def named(self, row: Row, field: str) -> str:
        """The name a cell of a reference holds, taken out of the row's values."""
        found = row.values.pop(field, None)
        return found if isinstance(found, str) else ""

    def house(self, row: Row, field: str, name: str) -> Ref | None:
        """The account a cell names, made where that was asked for."""
        if not name:
            return None
        if self.job.create_accounts and not self.houses.called(name):
            made = Row(0, {"name": name})
            self.spool.put(made)
            self.made.append(made)
            self.houses.include(made)
        return self.houses.resolve(row, field, name)

    def refused(self, deed: Deed, ref: Ref | None) -> str:
        """Why the actor may not do this to an account, "" when he may."""
        owner = None if ref is None else self.houses.owners.get(ref)
        return self._refusal(deed, ref is not None and owner in (None, self.actor.member))

    def _refusal(self, deed: Deed, own: bool) -> str:
        known = self.refusals.get((deed, own))
        if known is not None:
            return known
        why = rights.refusal(self.role, deed, own, self.settings)
        self.refusals[deed, own] = why and ("not_own" if why == "not_own" else "not_allowed")
        return self.refusals[deed, own]

    # Editable lists -----------------------------------------------------------------------------------

    def _choices(self) -> Mapping[tuple[str, str], str]:
        """What is on the editable lists: list and entry in lower case, and its code. One query."""
        listed = [field for _, field in self.fields if field.code in self.listed]
        found = {(each.code, code.value.lower()): code.value for each in listed for code in each.choices or ()}
        c = Choice
        for name, code, label in rows(c.select(c.list, c.code, c.label).where(c.list.in_(self.listed))):
            found |= {(name, called.lower()): code for called in (label, code) if called}
        return found

    def _note_choices(self) -> list[tuple[str, str]]:
        """The new entries of editable lists: what good rows say, as the first of them spells it."""
        fresh: dict[tuple[str, str], str] = {}
        for number in self.unlisted:
            if number in self.spool.reasons:
                continue
            row = self.spool.row(number)
            for code in self.listed:
                text = str(row.values.get(code) or "")
                entry = (code, text.lower())
                if text and entry not in self.choices:
                    row.values[code] = fresh.setdefault(entry, text)
            self.spool.put(row)
        return [(name, text) for (name, _), text in fresh.items()]

    def _remarks(self, told: Sequence[tuple[int, tuple[Reason, ...]]]) -> tuple[Remark, ...]:
        """What is to be said of rows by line, with their cells, for which the file is looked through once more."""
        wanted = {line for line, _ in told}
        cells = {line.number: line.cells for line in self.job.sheet.lines if line.number in wanted} if told else {}
        return tuple(Remark(line, cells.get(line, ()), why) for line, why in told)

    def _report(self, made: list[Row], similar: Mapping[Row, Reason], choices: list[tuple[str, str]]) -> Report:
        likely = sorted(similar.items(), key=lambda each: each[0].line)
        refused = [(self.spool.lines[number], tuple(why)) for number, why in sorted(self.spool.reasons.items())]
        return Report(
            taken=sum(1 for _ in self.spool.good()),
            refused=self._remarks(refused),
            similar=self._remarks([(row.line, (why,)) for row, why in likely]),
            left_out=self.columns.left_out,
            absent=self.columns.absent,
            choices=tuple(choices),
            accounts=tuple(row.name for row in made),
        )
