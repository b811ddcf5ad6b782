"""Filling in forms by keys: open one, go into a field, type, and look what stands there and what is said."""

from textual.widgets import Static

from models.rules.fields import Field, FieldKind
from models.rules.nouns import NOUNS
from models.rules.values import Value
from tests.tui.conftest import Driver, rows
from tui.modals.answers import PICKED
from tui.modals.chooser import Chooser
from tui.modals.form import Form
from tui.recording import Recorder


def one(sql: str, *values: object) -> int:
    """A number out of the database."""
    return int(str(rows(sql, *values)[0][0]))


def account(name: str = "华北%") -> int:
    return one("SELECT id FROM account WHERE short_name LIKE ? OR name LIKE ? ORDER BY id", name, name)


def person(name: str = "黄主任") -> int:
    return one("SELECT id FROM person WHERE name = ?", name)


def front(driver: Driver) -> Form:
    """The form in front."""
    screen = driver.app.screen
    assert isinstance(screen, Form), screen
    return screen


async def adding(driver: Driver, noun: str, values: dict[str, Value] | None = None) -> Form:
    """Open the form for a new one."""
    within = {"account": account, "person": person}.get(NOUNS[noun].within, lambda: None)()
    house = account() if NOUNS[noun].within == "person" else None
    driver.app.run_worker(Recorder(driver.app).add(noun, within, values, account=house), group="ask")
    await driver.settle()
    return front(driver)


async def editing(driver: Driver, noun: str, row: int) -> Form:
    """Open the form of one that is there."""
    driver.app.run_worker(Recorder(driver.app).edit(noun, row), group="ask")
    await driver.settle()
    return front(driver)


async def into(driver: Driver, code: str) -> None:
    """Go into a field."""
    form = front(driver)
    if form.widget(next(f for f in form.asked if f.code == code)).parent.parent.has_class("form--more"):  # type: ignore[union-attr]
        form.add_class("-all")
    form.query_one(f"#f-{code}").focus()
    await driver.settle()


async def fill(driver: Driver, code: str, text: str) -> None:
    """Type into a field, after what is there."""
    await into(driver, code)
    await driver.type(text)


def held(driver: Driver, code: str) -> object:
    """What stands in a field."""
    form = front(driver)
    return form.answers.typed(next(f for f in form.asked if f.code == code))


def error(driver: Driver, code: str) -> str:
    """What is said under a field; nothing when it is not said."""
    line = front(driver).query_one(f"#error-{code}", Static)
    return str(line.render()) if line.display else ""


def notice(driver: Driver) -> str:
    """What is said at the foot of the form."""
    return str(front(driver).query_one("#notice", Static).render())


async def make_up(driver: Driver, field: Field) -> None:
    """Put something right into a field, by keys."""
    await into(driver, field.code)
    if field.kind in (FieldKind.REF, FieldKind.REFS, FieldKind.LISTED):
        await driver.press("enter")
        assert isinstance(driver.app.screen, Chooser)
        await driver.press("enter")
    elif field.kind in PICKED:
        await driver.press("right")
    else:
        right = {FieldKind.DATE: "今天", FieldKind.MONEY: "5万", FieldKind.WHOLE: str(field.low or 2)}
        await driver.type(right.get(field.kind, "试试"))
