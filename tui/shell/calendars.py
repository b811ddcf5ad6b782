"""`inroad export calendar`: what lies ahead as iCalendar, into a file or a feed that others subscribe to (V16)."""

from pathlib import Path

from tui import words
from tui.shell import failing, seeing
from tui.shell.context import Context
from tui.shell.parsing import Asked, Usage


def run(context: Context, asked: Asked) -> int:
    """Write the calendar of who sits here, or of everything he may see; a feed is written over itself."""
    from models.exchange import calendars, publishing
    from tui import calendar_words

    if asked.json or asked.csv:
        raise Usage(words.t("calendar.no_table"))
    member = context.member()
    mine = member.id if member is not None and not asked.all else None
    content, count = calendar_words.document(seeing.viewer(context), mine, context.today, context.now)()
    if asked.file == "-":
        context.answered = True
        context.out.write(content.decode())
        return failing.DONE
    path = Path(asked.file)
    own = asked.feed and path.is_file() and calendars.ours(path.read_bytes())
    publishing.publish(asked.file, [content], force=asked.force or own)
    context.say(words.many("exchange.exported", count, path=asked.file))
    return failing.DONE
