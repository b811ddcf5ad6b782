"""Asking which account is meant: by a part of its name, pinyin or initials."""

from collections.abc import Sequence

from models.reads import choices
from tui.desk import Desk
from tui.modals.chooser import Chooser, Option


async def which_account(app: Desk, question: str, current: int | None = None) -> int | None:
    """The account that was chosen; None where none was."""

    async def source(query: str) -> Sequence[Option]:
        found = await app.read(choices.options, "account", None, query, viewer=app.member)
        return [Option(o.id, app.mask.name("account", o.id, o.text), o.hint) for o in found]

    chosen = await app.push_screen_wait(Chooser(question, source, current=current))
    return chosen if isinstance(chosen, int) else None
