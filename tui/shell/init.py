"""`inroad init`: make the database and enter who calls as its first member."""

from tui import phrases, words
from tui.shell import failing
from tui.shell.context import Context, Stop
from tui.shell.parsing import Asked, Parser


def arguments(parser: Parser) -> None:
    """What goes in, and for whom it is."""
    parser.add_argument("--demo", action="store_true", help="shell.help.demo")
    parser.add_argument("--shared", action="store_true", help="shell.help.shared")
    parser.add_argument("--name", metavar="NAME", help="shell.help.member")
    parser.add_argument("--company", metavar="NAME", help="shell.help.company")


def run(context: Context, asked: Asked) -> int:
    """Make what is missing: the file, the cases, the member."""
    from models import base

    target = context.config.database
    if asked.shared:
        if target.startswith(("postgresql://", "postgres://")):
            raise Stop(failing.FAILED, words.t("shell.init_server"))
        _share(target)
    base.open_database(target, create=True)
    if asked.demo:
        _fill(context)
    context.say(words.t("shell.made_demo" if asked.demo else "shell.made", path=target))
    if not asked.demo:
        _enter(context, asked.name or context.login)
    if asked.company:
        _name_company(context, asked.company)
    return failing.DONE


def _share(target: str) -> None:
    """Make the database and its folder fit for a group; raises Stop where the folder holds other things."""
    from models import base, faults

    try:
        base.init_shared(target)
    except faults.Exists as there:
        raise Stop(failing.FAILED, words.t("shell.init_folder", path=there.path)) from None


def _fill(context: Context) -> None:
    """Put the worked cases into a database without accounts; raises Stop for another."""
    from models import demo
    from models.base import db

    if db.execute_sql("SELECT 1 FROM account LIMIT 1").fetchone():
        raise Stop(failing.REFUSED, words.t("shell.init_demo_full"))
    demo.build(words.language(), context.today, context.now, context.login)


def _enter(context: Context, name: str) -> None:
    """Enter who calls, unless he is there; raises Refused where an admin must."""
    from models.rules.vocabulary import MemberRole
    from models.writes import approvals
    from models.writes.intents import Actor

    if known := context.member():
        context.say(words.t("shell.member_already", name=known.name))
        return
    role = MemberRole.ADMIN
    approvals.join(Actor(None, context.now, context.today), name, context.login, role)
    told = phrases.label("member_role", role)
    context.say(words.t("shell.joined", name=name, login=context.login, role=told))


def _name_company(context: Context, name: str) -> None:
    from models.writes import preferences

    preferences.put_setting(context.actor(), "company", name)
