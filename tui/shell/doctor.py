"""`inroad doctor`: the database, the system it lies on and the terminal, each as it should be or not."""

from typing import NamedTuple

from tui import phrases, words
from tui.pages.spans import Line, Span, line
from tui.shell import failing, output, showing
from tui.shell.context import Context
from tui.shell.parsing import Asked, Parser


class Fact(NamedTuple):
    """Something about the surroundings, and whether it is as it should be."""

    code: str
    ok: bool
    value: str


def arguments(parser: Parser) -> None:
    """How to print what was found."""
    output.formats(parser)


def run(context: Context, asked: Asked) -> int:
    """Tell how things are, with advice where they should be otherwise."""
    facts = [*_database(context), *_member(context), *_keys(context), *_display(context)]
    if asked.json:
        told = [fact._asdict() for fact in facts]
        output.put_json(context, {"schema": 1, "facts": told})
    elif asked.csv:
        output.put_csv(context, Fact._fields, facts)
    else:
        showing.show(context, [part for fact in facts for part in _told(fact)], context.width)
    return failing.DONE


def _database(context: Context) -> list[Fact]:
    from models import backup, faults, health

    path = context.config.database
    given = (context.environment.get("LC_ALL") or context.environment.get("LC_CTYPE")
             or context.environment.get("LANG") or "")
    if path.startswith(("postgresql://", "postgres://")):
        trouble = _trouble(context)
        return [Fact("database", not trouble, trouble or path.rpartition("@")[2])]
    try:
        found = health.surroundings(
            path, copied=backup.age(path, context.today), locale=given, term=context.environment.get("TERM", ""),
            width=context.width,
        )  # fmt: skip
    except faults.Missing:
        return [Fact("database", False, words.t("shell.no_database", path=path))]
    except faults.Fault as fault:
        return [Fact("database", False, phrases.fault(fault))]
    trouble = _trouble(context)
    return [Fact("database", not trouble, trouble or path), *(Fact(*fact) for fact in found)]


def _trouble(context: Context) -> str:
    """Opens the database; answers why it cannot, "" when it is open."""
    from models import faults

    try:
        context.open()
    except faults.Fault as fault:
        return phrases.fault(fault)
    return ""


def _member(context: Context) -> list[Fact]:
    from models import base

    if not base.is_open():
        return []
    member = context.member()
    return [Fact("member", member is not None, context.login)]


def _keys(context: Context) -> list[Fact]:
    """The user's own keys; who has none does not load the screens for them."""
    if not context.config.keys:
        return []
    from tui import keymap

    wrong = keymap.problems(context.config.keys)
    ids = dict.fromkeys(problem.id for problem in wrong)
    return [Fact("keys", not wrong, phrases.listed(ids) if wrong else str(len(context.config.keys)))]


def _display(context: Context) -> list[Fact]:
    """Whether only what changed is sent to the terminal, unless the user wants it otherwise."""
    from tui.display import lean

    wanted = context.config.display == "lean"
    works = wanted and lean.fits()
    return [Fact("display", works or not wanted, "lean" if works else "stock")]


def _told(fact: Fact) -> list[Line]:
    sign = Span("ok", "good") if fact.ok else Span("!!", "danger")
    value = words.t(f"shell.doctor.{fact.code}.value", value=_value(fact))
    lines = [line(sign, "  ", value)]
    if not fact.ok and fact.code != "database":
        lines.append(line("      ", Span(words.t(f"shell.doctor.{fact.code}.advice"), "warning")))
    return lines


def _value(fact: Fact) -> str:
    if fact.code == "free" and fact.value.isdigit():
        return f"{int(fact.value) / 2**30:.1f} GiB"
    if fact.value in ("yes", "no"):
        return words.t(f"flag.{fact.value}")
    if fact.code == "display":
        return words.t(f"shell.doctor.display.{fact.value}")
    if fact.code == "backup_age" and fact.value:
        return words.t("phrase.days_ago", n=fact.value)
    return fact.value or words.t("shell.doctor.none")
