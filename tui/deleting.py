"""Deleting records, once the user says that he means it: by name where it is one that has a name."""

from collections.abc import Sequence

from models.reads import labels
from tui.desk import Desk
from tui.modals.ask import sure
from tui.words import t


async def delete(app: Desk, rows: Sequence[tuple[str, int]]) -> bool:
    """Delete these rows, each a noun and an id, with what hangs on them; answers whether it was meant."""
    from models.writes import records as writing

    if not rows or not await sure(app, await _question(app, rows), t("confirm.undoable")):
        return False
    for noun in dict.fromkeys(noun for noun, _ in rows):
        done = await app.write(writing.delete, noun, [row for of, row in rows if of == noun])
        if done:
            app.say(t("status.deleted", n=done.value))
    return True


async def _question(app: Desk, rows: Sequence[tuple[str, int]]) -> str:
    if len(rows) > 1:
        return t("confirm.delete", n=len(rows))
    ((noun, row),) = rows
    called = (await app.read(labels.names, noun, [row])).get(row, "") if noun in labels.SHOWN else ""
    if not called:
        return t("confirm.delete_one", noun=t(f"noun.{noun}"))
    return t("confirm.delete_named", noun=t(f"noun.{noun}"), name=app.mask.name(noun, row, called))
