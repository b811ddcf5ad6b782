"""`inroad import`: accounts, people, opportunities or the library from a CSV file, all or nothing, one undo."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

from tui import phrases, words
from tui.shell import failing, reading, showing
from tui.shell.context import Context, Stop
from tui.shell.exporting import KINDS, heading, key_of, label
from tui.shell.parsing import Asked, Parser, Usage, wrong

if TYPE_CHECKING:
    from models.exchange.kinds import Kind, Labels
    from models.exchange.reports import Job, Reason, Remark, Report

BROUGHT_IN = ("accounts", "people", "opportunities", "figures", "questions", "scripts", "cases")
"""What can be brought in."""
MOST_SIMILAR = 50
"""Rows to look at twice that are told one by one."""
_SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab"}


def arguments(parser: Parser) -> None:
    """What, from which file, and how strictly."""
    parser.one_of("kind", {kind: KINDS[kind] for kind in BROUGHT_IN}, help="exchange.help.kind")
    parser.add_argument("file", metavar="FILE", nargs="?", help="exchange.help.file")
    parser.add_argument("--map", metavar="MAP", help="exchange.help.map")
    parser.add_argument("--dry-run", action="store_true", help="exchange.help.dry_run")
    parser.add_argument("--skip-refused", action="store_true", help="exchange.help.skip_refused")
    parser.add_argument("--create-accounts", action="store_true", help="exchange.help.create_accounts")
    parser.add_argument("--fields", action="store_true", help="exchange.help.fields")


def run(context: Context, asked: Asked) -> int:
    """Bring the file in, or say row by row why not; exit code 4 when rows were refused."""
    from models.exchange.sheets import Unreadable

    if asked.fields:
        return _show_fields(context, asked.kind)
    if not asked.file:
        raise wrong(_parser(), words.t("shell.usage.missing", what=words.t("shell.arg.file")))
    if asked.file == asked.map == "-":
        raise Usage(words.t("shell.usage.stream_twice"))
    try:
        job = _job(context, asked)
        context.open()
        return _preview(context, job) if asked.dry_run else _bring_in(context, job, asked.file)
    except Unreadable as bad:
        detail = _called(asked.kind, bad.detail) if bad.code == "no_column" else bad.detail
        raise Stop(failing.FAILED, words.t(f"exchange.file.{bad.code}", line=bad.line, detail=detail)) from None


def _parser() -> Parser:
    made = Parser("import")
    arguments(made)
    return made


# Reading what was given ------------------------------------------------------------------------------------


def _job(context: Context, asked: Asked) -> "Job":
    from models.exchange import kinds, mapping, reports, sheets

    kind = kinds.KINDS[asked.kind]
    told = mapping.read_map(reading.contents(context, asked.map, sheets.LARGEST), kind) if asked.map else mapping.Map()
    sheet = sheets.read(reading.contents(context, asked.file, sheets.LARGEST))
    separator = _separator(sheet.separator)
    context.say(words.many("exchange.read", len(sheet.lines), encoding=sheet.encoding, separator=separator))
    return reports.Job(
        asked.kind, sheet, labels(kind), told, skip_refused=asked.skip_refused, create_accounts=asked.create_accounts
    )


def _separator(sign: str) -> str:
    """What a separator is called; an unusual one stands for itself."""
    return words.t(f"exchange.separator.{_SEPARATORS[sign]}") if sign in _SEPARATORS else sign


def labels(kind: "Kind") -> "Labels":
    """What the fields and choices of a kind are called in every language; a field also with its noun before it."""
    from models.exchange.kinds import Labels

    noun = words.both(f"noun.{kind.noun.code}")
    headings = {}
    for field in kind.fields:
        called = words.both(heading(kind.code, field))
        key = f"heading.also.{field.code}"
        also = [name for told in words.both(key) for name in told.split(";")] if words.known(key) else []
        headings[field.code] = (*called, *(first + then for first, then in zip(noun, called, strict=True)), *also)
    return Labels(headings, {field.code: _choices(field) for field in kind.fields})


def _choices(field: Any) -> dict[str, str]:
    """The code for every label of a field's choices, in lower case."""
    found: dict[str, str] = {}
    for choice in field.choices or ():
        key = key_of(field, choice.value)
        for each in (f"{key.partition('.')[0]}.short.{choice.value}", key):
            if words.known(each):
                found |= {label.lower(): choice.value for label in words.both(each)}
    return found or {label.lower(): told for told in ("true", "false") for label in words.both(key_of(field, told))}


# Doing it --------------------------------------------------------------------------------------------------


def _preview(context: Context, job: "Job") -> int:
    from models.exchange import importing

    report = importing.preview(context.actor(), job)
    _tell(context, job, report)
    context.say(words.many("exchange.would_take", report.taken))
    return failing.REFUSED if report.refused and not job.skip_refused else failing.DONE


def _bring_in(context: Context, job: "Job", name: str) -> int:
    from models.exchange import importing

    course = _Progress(context)
    refuge = _Refuge(job, name)
    try:
        report = importing.bring_in(context.actor(), job, course, refuge).value
    except importing.NotTaken as refused:
        course.clear()
        _tell(context, job, refused.report)
        context.say(words.many("exchange.nothing_taken", len(refused.report.refused)))
        return failing.REFUSED
    except BaseException:
        course.clear()
        refuge.discard()
        raise
    course.clear()
    _tell(context, job, report)
    if refuge.path:
        context.say(words.many("exchange.kept", len(report.refused), path=refuge.path))
    context.say(words.many("exchange.taken", report.taken) if report.taken else words.t("exchange.none_taken"))
    return failing.DONE


class _Refuge:
    """Puts the refused rows, each with its reasons, into a file beside the one that was read."""

    def __init__(self, job: "Job", name: str) -> None:
        self.job = job
        self.name = "import" if name == "-" else name
        self.path = ""

    def __call__(self, refused: "Sequence[Remark]") -> None:
        from models import faults
        from models.exchange import publishing, texts

        lines = self._lines(refused)
        pieces = [texts.MARK.encode(), *(texts.csv_line(cells).encode() for cells in lines)]
        number = 1
        while True:
            path = f"{self.name}.refused{f'-{number}' if number > 1 else ''}.csv"
            try:
                publishing.publish(path, pieces)
                self.path = path
                return
            except faults.Exists:
                number += 1

    def _lines(self, refused: "Sequence[Remark]") -> list[list[str]]:
        from models.rules.text import spreadsheet_plain

        heads = self.job.sheet.headings
        lines = [[*heads, words.t("exchange.head.line"), words.t("exchange.head.reason")]]
        for each in refused:
            cells = [spreadsheet_plain(cell) for cell in each.cells[: len(heads)]]
            blank = [""] * (len(heads) - len(cells))
            lines.append([*cells, *blank, str(each.line), _why(self.job.kind, each.reasons)])
        return lines

    def discard(self) -> None:
        """Take the file away again: nothing was brought in."""
        if self.path:
            Path(self.path).unlink(missing_ok=True)


class _Progress:
    """A line on the terminal that says how far it is and how long it will take."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.shown = context.err.isatty()
        self.begun = self.last = monotonic()

    def __call__(self, done: int, total: int) -> None:
        now = monotonic()
        if not self.shown or now - self.last < 0.1 or not done:
            return
        self.last = now
        left = round((now - self.begun) * (total - done) / done)
        self._write(words.t("exchange.progress", percent=100 * done // total, left=left))

    def clear(self) -> None:
        """Take the line away."""
        if self.shown:
            self._write("")

    def _write(self, text: str) -> None:
        self.context.err.write(f"\r{text}\x1b[K")
        self.context.err.flush()


# Telling what came of it -----------------------------------------------------------------------------------


def _tell(context: Context, job: "Job", report: "Report") -> None:
    """Everything a person should know of, most urgent last."""
    for key, names in (("left_out", report.left_out), ("absent", report.absent), ("made", report.accounts)):
        if names:
            context.say(words.t(f"exchange.{key}", names=phrases.listed(names)))
    for name, text in report.choices:
        context.say(words.t("exchange.choice", field=_called(job.kind, name), text=text))
    for name, text in report.things:
        context.say(words.t("exchange.thing", field=_called(job.kind, name), text=text))
    for each in report.spellings:
        key = "exchange.like" if each.new else "exchange.taken_for"
        context.say(words.t(key, field=_called(job.kind, each.field), typed=each.typed, meant=each.meant))
    if report.departments:
        context.say(words.many("exchange.departments", report.departments))
    _rows(context, job.kind, report.similar[:MOST_SIMILAR])
    if len(report.similar) > MOST_SIMILAR:
        context.say(words.many("exchange.more_similar", len(report.similar) - MOST_SIMILAR))
    _rows(context, job.kind, report.refused)


def _rows(context: Context, kind: str, remarks: "Iterable[Remark]") -> None:
    for each in remarks:
        key = "exchange.row" if each.line else "exchange.made_row"
        context.say(words.t(key, line=each.line, why=_why(kind, each.reasons)))


def _why(kind: str, reasons: "Iterable[Reason]") -> str:
    return phrases.clauses(_reason(kind, each) for each in reasons)


def _reason(kind: str, reason: "Reason") -> str:
    values = {"owner": "", "value": "", **reason.detail}
    if reason.code == "duplicate" and not values["owner"]:
        return words.t("exchange.reason.duplicate_free", **values)
    key = f"exchange.reason.{reason.code}"
    if words.known(key):
        return words.t(key, field=_called(kind, reason.field), **values)
    why = words.t(f"invalid.{reason.code}")
    key = "exchange.reason.invalid" if values["value"] else "exchange.reason.invalid_empty"
    return words.t(key, field=_called(kind, reason.field), wrong=why, value=values["value"])


def _called(kind: str, code: str) -> str:
    """What a field is called."""
    from models.exchange import kinds

    field = kinds.KINDS[kind].field(code)
    return words.t(heading(kind, field)) if field else code


def _show_fields(context: Context, kind: str) -> int:
    """The fields a file of this kind may have: code, labels, what it holds."""
    from models.exchange import kinds
    from models.rules.text import cells
    from tui.shell.helping import coded

    heads = [words.t(f"exchange.head.{name}") for name in ("code", "label", "other", "holds")]
    lines = []
    for field in kinds.KINDS[kind].fields:
        here = words.t(heading(kind, field))
        other = next((each for each in words.both(heading(kind, field)) if each != here), here)
        codes = coded((choice.value, label(field, choice.value)) for choice in field.choices or ())
        holds = codes or words.t(f"exchange.holds.{field.kind.value}")
        lines.append((field.code + ("*" if field.required else ""), here, other, holds))
    indent = sum(max(cells(row[at]) for row in (heads, *lines)) + 2 for at in range(3))
    width = context.width if context.out.isatty() else 0
    showing.show(context, showing.table(heads, lines), width, indent)
    return failing.DONE
