"""The account plan told: goals, interests, people to win, actions, risks, reviews and what changed (S7, S8)."""

from collections.abc import Iterator

from models.reads.account_plan import ActionRow
from models.rules.account_plan import GRADES, MONEY, TENTHS, Changed, Goal, Measure
from models.rules.facts import Finding
from models.rules.nouns_strategy import ACCOUNT_PLAN
from models.rules.vocabulary_strategy import Outside
from tui import phrases, typed
from tui.strategy.keeping import tenths
from tui.strategy.told import Entry, Teller, joined, labelled
from tui.widgets.listing import Span
from tui.words import t

TYPED = ("goal", "strategy", "approach", "interests", "resources", *(f"outside_{each.value}" for each in Outside))
"""The fields of a plan that people wrote, as they are told."""
_MARKS = {True: ("✓ ", "good"), False: ("○ ", "warn"), None: ("? ", "warn")}
_BETTER = {True: "good", False: "against", None: ""}


def measure(name: str, value: Measure) -> str:
    """A measure as people say it."""
    if value is None:
        return t("strategy.not_known")
    if name in GRADES:
        return phrases.label("relationship_grade", str(value))
    if name in MONEY and isinstance(value, int):
        return phrases.money(value)
    if name in TENTHS and isinstance(value, int):
        return tenths(value)
    return f"{value}%" if name == "share" else str(value)


def changes(found: tuple[Changed, ...]) -> Iterator[tuple[str, str]]:
    """What changed, a line each, with how it is meant."""
    for each in found:
        before, after = measure(each.measure, each.before), measure(each.measure, each.after)
        yield f"{t(f'measure.{each.measure}')} {before} → {after}", _BETTER[each.better]


def goal(found: Goal) -> str:
    """A goal, and where we are."""
    wanted, now = measure(found.measure, found.goal), measure(found.measure, found.now)
    return t("strategy.goal", measure=t(f"measure.{found.measure}"), goal=wanted, now=now)


# The plan ----------------------------------------------------------------------------------------------------


def plan(tell: Teller) -> Iterator[Entry]:
    """What was decided for the year beside what is measured."""
    found = tell.sheets.plan
    if found.plan is None:
        return
    key = ("account_plan", found.plan.id)
    for each in found.goals:
        mark, style = _MARKS[each.met]
        yield Entry(key, (Span(mark, style), Span(goal(each))))
    for code, text in written(tell):
        yield Entry(key, labelled(code, text))
    if found.review_due:
        late = found.review_due < tell.today
        told = t("strategy.review_due", day=tell.day(found.review_due))
        yield Entry(("add", "reviews"), (Span(told, "against" if late else "muted"),))


def written(tell: Teller) -> Iterator[tuple[str, str]]:
    """What people wrote into the plan: labels and texts."""
    found = tell.sheets.plan.plan
    if found is None:
        return
    for code in TYPED:
        value, field = found.values[code], ACCOUNT_PLAN.field(code)
        if value:
            told = phrases.label("strategy", str(value)) if code == "strategy" else tell.text(str(value))
            yield typed.label("account_plan", field), told


def interests(tell: Teller) -> Iterator[Entry]:
    """The three interests: ours, the customer's, each person's."""
    found = tell.sheets.plan.interests
    for label, text, style in interests_told(tell):
        yield Entry(None, labelled(label, text, style))
    if found.unknown:
        yield Entry(("person", found.unknown[0]), labelled(
            t("strategy.interest.people"), t("strategy.interest.unknown", people=tell.persons(found.unknown)), "warn"
        ))  # fmt: skip


def interests_told(tell: Teller) -> Iterator[tuple[str, str, str]]:
    """The same as labels, texts and styles."""
    found = tell.sheets.plan.interests
    amount = t("strategy.interest.sale", n=found.deals, amount=phrases.money(found.amount)) if found.deals else ""
    nothing = t("strategy.interest.none")
    yield t("strategy.interest.ours"), amount or nothing, "" if amount else "muted"
    needs = phrases.clauses(tell.text(need.text) for need in found.needs[:6])
    yield t("strategy.interest.theirs"), needs or nothing, "" if needs else "muted"
    people = phrases.clauses(
        f"{tell.person(key)} {phrases.listed(phrases.label('personal_need', each) for each in needs_)}"
        for key, needs_ in found.people
    )
    if people or not found.unknown:
        yield t("strategy.interest.people"), people or nothing, "" if people else "muted"


def to_win(tell: Teller) -> Iterator[Entry]:
    """Whom to win: who decides or weighs and does not support us."""
    for each in tell.sheets.plan.to_win:
        person = each.person
        name = tell.mask.name("person", person.id, person.name) if person.name else ""
        said = phrases.person(name, tell.text(person.title), person.roles, placeholder=person.placeholder)
        decides = t("strategy.decides") if each.decides else ""
        weight = t("strategy.influence", n=person.influence) if person.influence else ""
        yield Entry(("person", person.id), (
            Span(said, "strong"), Span(f"  {phrases.stance(each.stance)}", "warn"),
            Span(f"  {joined(decides, weight)}", "muted"),
        ))  # fmt: skip


def actions(tell: Teller) -> Iterator[Entry]:
    """What is to be done, by whom and when; what was done stays in the plan."""
    for row in tell.sheets.plan.actions:
        late = row.state == "open" and row.due is not None and row.due < tell.today
        owner = tell.mask.name("member", row.owner, row.owner) if row.owner else ""
        yield Entry(("task", row.id), (
            Span("○ " if row.state == "open" else "✓ ", "warn" if row.state == "open" else "good"),
            Span(f"{tell.day(row.due) or t('profile.no_date')}  ", "against" if late else "accent"),
            Span(action(tell, row)), Span(f"  {owner}", "muted"),
        ))  # fmt: skip


def action(tell: Teller, row: ActionRow) -> str:
    """What an action is, also one that a rule raised."""
    if row.text:
        return tell.text(row.text)
    people = (row.person,) if row.person else ()
    return phrases.action(Finding(row.code or "do_task", people=people), {each: tell.person(each) for each in people})


def risks(tell: Teller) -> Iterator[Entry]:
    """The risks of the radar, gravest first."""
    for found in tell.sheets.plan.risks:
        yield Entry(None, (
            Span(f"{phrases.label('severity', found.severity)}  ", "against" if found.severity == "high" else "warn"),
            Span(risk(tell, found)),
        ))  # fmt: skip


def risk(tell: Teller, found: Finding) -> str:
    """A risk in words."""
    told = tell.mask.finding(found)
    return phrases.risk(told, {each: tell.person(each) for each in found.people})


def reviews(tell: Teller) -> Iterator[Entry]:
    """What changed since the last review, then every review with what had changed till then."""
    found = tell.sheets.plan
    if found.reviews:
        since = tuple(changes(found.since))
        told = t("strategy.since", day=tell.day(found.reviews[0].date))
        yield Entry(None, (Span(told, "strong"), Span("" if since else f"  {t('strategy.no_change')}", "muted")))
        for text, style in since:
            yield Entry(None, (Span(text, style),), 2)
    for row in found.reviews:
        by = tell.mask.name("member", row.by, row.by) if row.by else ""
        yield Entry(("plan_review", row.id), (
            Span(f"{tell.day(row.date)}  ", "accent"), Span(tell.text(row.text)), Span(f"  {by}", "muted"),
        ))  # fmt: skip
        for text, style in changes(row.changed):
            yield Entry(("plan_review", row.id), (Span(text, style),), 2)
