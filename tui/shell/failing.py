"""What went wrong, as one sentence and an exit code."""

import errno
import sys

from tui import words
from tui.config import BadConfig
from tui.shell.context import Stop
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
        return FAILED, words.t("shell.bad_config", path=error.path, detail=error.detail)
    if isinstance(error, OSError) and not error.filename:
        return FAILED, words.t("shell.output_failed", reason=_reason(error))
    return _of_the_database(error)


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
