"""Recording any noun by its form: adding, editing, logging a visit, a gift against the policy."""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from datetime import date

from models.reads import choices, duplicates, records
from models.rules.nouns import NOUNS, Field, FieldKind
from models.rules.values import Invalid, Value
from models.rules.vocabulary import Party
from models.writes import gifts, visits
from models.writes import records as writing
from models.writes.visits import Promised
from tui import phrases
from tui import typed as typing
from tui.desk import Desk
from tui.modals.chooser import Option
from tui.modals.form import Form, References
from tui.words import t

PROMISES = (
    Field("next_step"),
    Field("next_due", FieldKind.DATE),
    Field("their_promise"),
    Field("their_due", FieldKind.DATE),
    Field("no_next_step", more=True),
)
"""What the form of a visit asks besides the visit: the next step, and what they promised (V9)."""
ESCALATION = (Field("escalate", FieldKind.FLAG), Field("reason"))
"""What the form of a gift asks besides: whether an approver shall decide, and why (V15)."""
DEFAULTS: dict[str, dict[str, Value]] = {
    "unit": {"kind": "department"},
    "opportunity": {"step": "lead", "information_stage": "general", "outcome": "open"},
    "visit": {"kind": "visit", "state": "done"},
    "promise": {"by": "us"},
    "account": {"gift_policy": "unknown", "company_grade": "none"},
    "opportunity_competitor": {"position": "in_play"},
    "need": {"kind": "problem", "state": "open"},
    "member": {"role": "engineer", "active": True},
}
TODAY = frozenset({"visit", "account_event", "act", "inside_mark", "gift"})
"""Nouns whose date is today unless another is typed."""


class Recorder:
    """Opens forms for one app; answers what was recorded."""

    def __init__(self, app: Desk) -> None:
        self.app = app

    async def add(
        self, noun: str, within: int | None = None, values: Mapping[str, Value] | None = None,
        *, account: int | None = None,
    ) -> int | None:
        """Record a new one; answers its id, None when the form was left."""
        made: list[int] = []
        start: dict[str, Value] = {**DEFAULTS.get(noun, {}), **(values or {})}
        if noun in TODAY:
            start.setdefault("date", self.app.today)

        async def save(typed: dict[str, Value]) -> bool:
            row = await self._insert(noun, within, typed)
            if row is not None:
                made.append(row)
            return row is not None

        place = within if within is not None else 0
        title, texts = await self._heading(noun, within), await self._names(noun, start)
        await self._open(title, noun, start, texts, save, f"add-{noun}-{place}", account or within)
        if made:
            self.app.say(t("status.added", noun=t(f"noun.{noun}")))
        return made[0] if made else None

    async def _heading(self, noun: str, within: int | None) -> str:
        """What a new one is; over a gift stands the policy it must keep (V15)."""
        title = t("form.add", noun=t(f"noun.{noun}"))
        if noun != "gift" or within is None:
            return title
        house = await self.app.read(records.record, "account", within)
        told = policy(house.values, self.app.today)
        return f"{title} · {t('form.policy', policy=self.app.mask.text(told))}"

    async def _names(self, noun: str, values: Mapping[str, Value]) -> dict[str, str]:
        """The names of what is filled in beforehand."""
        told: dict[str, str] = {}
        for field in NOUNS[noun].fields:
            held = [key for key in typing.held(values.get(field.code)) if isinstance(key, int)]
            if held and field.noun:
                names = await self.app.read(choices.names, field.noun, held)
                told[field.code] = "、".join(self.app.mask.name(field.noun, key, names.get(key, "")) for key in held)
        return told

    async def resume(self, draft: str) -> None:
        """Open the form a draft was left in."""
        kind, noun, row = draft.split("-", 2)
        if kind == "edit":
            await self.edit(noun, int(row))
        else:
            await self.add(noun, int(row) or None, account=await self._account_of(noun, int(row)))

    async def _account_of(self, noun: str, within: int) -> int | None:
        if NOUNS[noun].within != "person":
            return within or None
        found = await self.app.read(records.record, "person", within)
        return found.account

    async def _insert(self, noun: str, within: int | None, typed: dict[str, Value]) -> int | None:
        if noun == "visit" and within is not None:
            return await self._log(within, typed, None, None)
        if noun == "gift" and within is not None:
            escalate, reason = bool(typed.pop("escalate", False)), str(typed.pop("reason", "") or "")
            gift = await self.app.write(gifts.log_gift, within, typed, escalate=escalate, reason=reason)
            if gift is None and not escalate and not (await self.app.read(gifts.judged, within, typed)).allowed:
                raise Invalid({"escalate": "escalation"})
            return gift.value if gift else None
        done = await self.app.write(writing.add, noun, typed, within)
        return done.value if done else None

    async def edit(
        self, noun: str, row: int, values: Mapping[str, Value] | None = None, only: Collection[str] = (),
    ) -> bool:
        """Edit one, or `only` some of its fields; answers whether it was saved.

        `values` stand in the form over what is stored.
        """
        try:
            found = await self.app.read(records.record, noun, row)
        except LookupError:
            self.app.say(t("refused.gone", noun=t(f"noun.{noun}")), bad=True)
            return False

        async def save(typed: dict[str, Value]) -> bool:
            if noun == "visit" and found.account is not None:
                return await self._log(found.account, typed, row, form.values) is not None
            return await self.app.write(writing.edit, noun, row, form.values, typed) is not None

        title = t("form.edit", noun=t(f"noun.{noun}"))
        draft = "" if only else f"edit-{noun}-{row}"
        form = self._form(title, noun, found.values, found.texts, save, draft, found.account)
        if only:
            form.asked = tuple(field._replace(more=False) for field in form.asked if field.code in only)
        if values:
            form.preset = dict(values)
        saved = await self._filled(form)
        if saved:
            self.app.say(t("status.saved", noun=t(f"noun.{noun}")))
        return saved

    async def edit_many(self, noun: str, rows: Sequence[int], field: Field) -> bool:
        """Put one field of many to one value; answers whether it was done."""
        changed: list[int] = []

        async def save(typed: dict[str, Value]) -> bool:
            done = await self.app.write(writing.edit_many, noun, rows, typed)
            changed.append(done.value if done else 0)
            return done is not None

        form = Form(
            t("form.edit_many", n=len(rows)), noun, (field._replace(more=False),), {}, save=save,
            references=self._references(None),
        )
        saved = await self._filled(form)
        if saved:
            self.app.say(t("status.changed", n=changed[-1]))
        return saved

    async def _log(
        self, account: int, typed: dict[str, Value], visit: int | None, before: Mapping[str, Value] | None
    ) -> int | None:
        """A visit with what was promised in it."""
        promises = list(_promises(typed))
        reason = str(typed.get("no_next_step") or "")
        own = {f.code for f in NOUNS["visit"].fields}
        values = {code: value for code, value in typed.items() if code in own}
        done = await self.app.write(
            visits.log_visit, account, values, promises=promises, no_next_step=reason, visit=visit, before=before
        )
        return done.value if done else None

    async def _open(
        self, title: str, noun: str, values: Mapping[str, Value], texts: Mapping[str, str],
        save: Callable[[dict[str, Value]], Awaitable[bool]], draft: str, account: int | None,
    ) -> bool:
        form = self._form(title, noun, values, texts, save, draft, account)
        return await self._filled(form)

    async def _filled(self, form: Form) -> bool:
        saved: bool | None = await self.app.push_screen_wait(form)
        return bool(saved)

    def _form(
        self, title: str, noun: str, values: Mapping[str, Value], texts: Mapping[str, str],
        save: Callable[[dict[str, Value]], Awaitable[bool]], draft: str, account: int | None,
    ) -> Form:
        extra = PROMISES if noun == "visit" else ESCALATION if draft.startswith("add-gift-") else ()
        return Form(
            title, noun, fields_with(NOUNS[noun].fields, extra), values, save=save, texts=texts, draft=draft,
            references=self._references(account), watch=self._watch(noun, draft),
        )

    def _references(self, account: int | None) -> References:
        async def source(field: Field, query: str) -> Sequence[Option]:
            options = await self.app.read(records.options, field.noun, account, query)
            return [Option(o.id, self.app.mask.name(field.noun, o.id, o.text)) for o in options]

        return source

    def _watch(self, noun: str, draft: str) -> Callable[[Mapping[str, str]], Awaitable[str]] | None:
        if noun not in duplicates.WATCHED or not draft.startswith("add-"):
            return None

        async def look(words: Mapping[str, str]) -> str:
            found = await self.app.read(
                duplicates.possible, noun, words.get("name", ""), words.get("phone", ""), words.get("website", "")
            )
            names = "、".join(f"{each.name} ({each.owner})" if each.owner else each.name for each in found)
            return t("form.duplicates", names=names) if found else ""

        return look


def fields_with(own: Sequence[Field], extra: Sequence[Field]) -> tuple[Field, ...]:
    """A noun's fields with others put before the fold."""
    seen = [f for f in own if not f.more]
    return (*seen, *extra, *(f for f in own if f.more))


def _promises(typed: Mapping[str, Value]) -> Sequence[Promised]:
    made = []
    for by, words, due in ((Party.US, "next_step", "next_due"), (Party.THEM, "their_promise", "their_due")):
        text, day = typed.get(words), typed.get(due)
        if text:
            made.append(Promised(by, str(text), day if isinstance(day, date) else None, next_step=by is Party.US))
    return made


def policy(values: Mapping[str, Value], today: date) -> str:
    """An account's gift policy with its limit, source and date, in one line (V15)."""
    limit, day = values["gift_limit"], values["gift_policy_date"]
    return " · ".join(filter(None, (
        phrases.label("gift_policy", str(values["gift_policy"])),
        phrases.money(limit) if isinstance(limit, int) else "",
        str(values["gift_policy_source"] or ""),
        phrases.day(day, today) if isinstance(day, date) else "",
    )))  # fmt: skip
