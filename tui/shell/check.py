"""`inroad check`: everything in the database that contradicts itself."""

from tui import words
from tui.shell import failing, output, showing
from tui.shell.context import Context
from tui.shell.parsing import Asked, Parser


def arguments(parser: Parser) -> None:
    """How to print what was found."""
    output.formats(parser)


def run(context: Context, asked: Asked) -> int:
    """Look at everything; exit code 1 when anything was found."""
    from models import health

    context.open()
    found = health.check()
    if asked.json:
        findings = [{"code": each.code, "detail": each.detail} for each in found]
        output.put_json(context, {"schema": 1, "findings": findings})
    elif asked.csv:
        output.put_csv(context, ("code", "detail"), found)
    elif found:
        heads = (words.t("shell.head.fault"), words.t("shell.head.detail"))
        showing.show(context, showing.table(heads, [(_named(code), detail) for code, detail in found]))
    else:
        context.say(words.t("shell.sound"))
    return failing.FAILED if found else failing.DONE


def _named(code: str) -> str:
    key = f"shell.check.{code}"
    return words.t(key) if words.known(key) else code
