"""What went wrong, as one sentence and an exit code."""

import errno
import sys

from models.rules.text import term_safe
from tui import words
from tui.config import BadConfig
from tui.shell.context import Context, Stop
from tui.shell.parsing import Usage

DONE, FAILED, WRONG_USAGE, NOTHING, REFUSED, UNREACHABLE = range(6)


def foreseen() -> tuple[type[BaseException], ...]:
    """The errors that become a sentence. What was never imported was never raised, so nothing is imported here."""
    loaded = sys.modules
    found: list[type[BaseException]] = [Stop, Usage, BadConfig, OSError]
    if "models.faults" in loaded:
        found.append(loaded["models.faults"].Fault)
    if "models.engine" in loaded:
        found += loaded["models.engine"].ERRORS
    if "models.writes.intents" in loaded:
        found += (loaded["models.writes.intents"].Refused, loaded["models.writes.intents"].Stale)
    return tuple(found)


def told(error: BaseException) -> tuple[int, str]:
    """The exit code and the sentence for an error; raised again when its cause is nothing anybody can act on."""
    if isinstance(error, Stop):
        return error.code, error.text
    if isinstance(error, Usage):
        return WRONG_USAGE, str(error)
    if isinstance(error, BadConfig):
        why = words.t(f"shell.config.{error.code}", detail=error.detail)
        return WRONG_USAGE, words.t("shell.bad_config", path=error.path, why=why)
    if isinstance(error, OSError) and not error.filename:
        return FAILED, words.t("shell.output_failed", reason=_reason(error))
    return _of_the_database(error)


_CODES = ("done", "failed", "usage", "nothing", "refused", "unreachable")


def put(context: Context, error: BaseException) -> None:
    """Write an error as a JSON document, unless it is the output that fails; raised again as by `told`."""
    from tui.shell import output

    if isinstance(error, OSError) and not error.filename:
        return
    exit_code, text = told(error)
    text = term_safe(text.partition("\n")[0]) if exit_code == NOTHING else " ".join(term_safe(text).split())
    could_be = error.could_be if isinstance(error, Stop) else ()
    output.put_error(context, "ambiguous" if could_be else _CODES[exit_code], exit_code, text, could_be)


_REASONS = {
    errno.ENOSPC: "no_space", errno.EDQUOT: "no_space", errno.EFBIG: "no_space", errno.EBADF: "closed",
}


def _reason(error: OSError) -> str:
    return words.t(f"shell.reason.{_REASONS.get(error.errno or 0, 'io')}")


def _of_the_database(error: BaseException) -> tuple[int, str]:
    from models import faults
    from tui import phrases

    reason = getattr(error, "reason", None)
    if isinstance(reason, str):
        return REFUSED, phrases.refused(reason, getattr(error, "detail", {}))
    if hasattr(error, "conflicts"):
        return REFUSED, words.t("shell.stale")
    if not faults.known(error):
        raise error
    cause = faults.cause(error)
    unreachable = isinstance(cause, faults.Locked | faults.Vanished | faults.NoDriver)
    return UNREACHABLE if unreachable else FAILED, phrases.fault(cause)
