"""`inroad report`: a report as a picture in the terminal, as rows for programs, or as an SVG file."""

from typing import TYPE_CHECKING

from models.reads.reports import REPORTS, Report
from tui import words
from tui.shell import failing, output, parsing, picking, seeing
from tui.shell.context import Context
from tui.shell.parsing import Asked, Parser, Usage

if TYPE_CHECKING:
    from datetime import date

    from models.reads.reports import Asked as Question
    from models.rules.pictures import Picture
    from tui.pictures.saying import Saying

WAYS = tuple(dict.fromkeys(way for report in REPORTS.values() for way in report.ways))


def arguments(parser: Parser) -> None:
    """Which report, about whom, of which days, and how to print it."""
    parser.one_of("name", {name: f"report.{name}" for name in REPORTS}, help="report.help.name")
    parser.add_argument("query", metavar="QUERY", nargs="?", help="report.help.query")
    parser.add_argument("--since", metavar="DATE", help="report.help.since")
    parser.add_argument("--until", metavar="DATE", help="report.help.until")
    parser.add_argument("--by", choices=WAYS, metavar="WAY", help="report.help.by")
    parser.add_argument("--svg", metavar="FILE", help="report.help.svg")
    parser.add_argument("--force", action="store_true", help="shell.help.force")
    output.formats(parser)


def run(context: Context, asked: Asked) -> int:
    """Print the report, or write its picture to a file."""
    from models.reads import reports

    report = REPORTS[asked.name]
    if asked.svg == "-" and (asked.json or asked.csv):
        raise Usage(words.t("shell.usage.together", what="--svg -", given="--json" if asked.json else "--csv"))
    days = _period(context, asked, report)
    if asked.by and asked.by not in report.ways:
        choices = ", ".join(report.ways) or words.t("report.usage.nothing")
        raise Usage(words.t("report.usage.by", name=asked.name, choices=choices))
    question = _question(context, asked, report)._replace(since=days[0], until=days[1], by=asked.by or "")
    picture = reports.picture(asked.name, question)
    if asked.json:
        _json(context, asked, picture, question)
    elif asked.csv:
        from tui.pictures import table

        output.put_csv(context, *table.coded(picture))
    elif not asked.svg:
        _show(context, picture, question)
    if asked.svg:
        _svg(context, asked, picture, question)
    return failing.DONE


def _period(context: Context, asked: Asked, report: Report) -> "tuple[date | None, date | None]":
    since, until = (parsing.day(text, context.today) if text else None for text in (asked.since, asked.until))
    if (since or until) and not report.period:
        raise Usage(words.t("report.usage.period", name=asked.name))
    if since and until and since > until:
        raise Usage(words.t("report.usage.backwards"))
    return since, until


def _question(context: Context, asked: Asked, report: Report) -> "Question":
    """The question of a command line: about one account or opportunity where it names one."""
    from models.reads import thresholds
    from models.reads.reports import Asked as Question

    if asked.query is None:
        if report.must:
            raise Usage(words.t("report.usage.about", name=asked.name))
        context.open()
        return Question(context.today, thresholds.settings(), seeing.viewer(context))
    if not report.about:
        raise Usage(words.t("report.usage.no_query", name=asked.name))
    text = picking.query(context, [asked.query])
    context.open()
    hit = picking.one(context, text, report.about)
    question = Question(context.today, thresholds.settings(), seeing.viewer(context))
    if hit.kind == "opportunity":
        return question._replace(account=hit.account, opportunity=hit.row)
    seeing.ensure(context, hit.row)
    return question._replace(account=hit.row)


def _json(context: Context, asked: Asked, picture: "Picture", question: "Question") -> None:
    from tui.pictures import table

    days = {name: day.isoformat() if day else None for name, day in
            (("since", question.since), ("until", question.until))}  # fmt: skip
    document = {"schema": 1, "name": asked.name, "rows": table.rows(picture)}
    output.put_json(context, document | (days if REPORTS[asked.name].period else {}))


def _show(context: Context, picture: "Picture", question: "Question") -> None:
    from models.rules.pictures import records
    from tui.pages.spans import Span, line
    from tui.pictures import lines
    from tui.shell import showing

    say = _saying(question)
    drawn = [each.line for each in lines.drawn(picture, context.width, say)]
    title = line(Span(say(picture.title), "title"), Span(f"  {_days(question)}".rstrip(), "dim"))
    showing.show(context, [title, *drawn])
    if not records(picture):
        context.say(words.t("report.empty"))


def _saying(question: "Question") -> "Saying":
    from tui.mask import Mask
    from tui.pictures.saying import Saying

    return Saying(question.today, Mask())


def _days(question: "Question") -> str:
    """The days a report is of, in one line; nothing for all of them."""
    from tui.pictures.saying import period

    return period(question.since, question.until)


def _svg(context: Context, asked: Asked, picture: "Picture", question: "Question") -> None:
    from tui.pictures.svg import svg

    text = svg(picture, _saying(question), _days(question))
    if asked.svg == "-":
        context.answered = True
        context.out.write(text)
        return
    from models.exchange import publishing

    publishing.publish(asked.svg, iter([text.encode()]), force=asked.force)
    context.say(words.t("report.written", path=asked.svg))
