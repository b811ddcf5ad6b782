"""Recording any noun by its form: adding, editing, logging a visit, a gift against the policy."""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from datetime import date

from models.reads import duplicates, labels, records, tasks
from models.reads.registered import registered
from models.rules.fields import Field, FieldKind
from models.rules.nouns import NOUNS
from models.rules.values import Invalid, Value
from models.rules.vocabulary import Party, Stance, VisitState
from models.writes import gifts, visits
from models.writes import records as writing
from models.writes.visits import Moved, Promised
from tui import drafts, phrases
from tui.desk import Desk
from tui.modals.ask import Twin
from tui.modals.form import Form
from tui.modals.references import DEFAULTS, References
from tui.pane import Pane
from tui.words import t

PROMISES = (
    Field("next_step"),
    Field("next_due", FieldKind.DATE),
    Field("their_promise"),
    Field("their_person", FieldKind.REF, noun="person"),
    Field("their_due", FieldKind.DATE),
    Field("our_promise"),
    Field("our_due", FieldKind.DATE),
    Field("moved_person", FieldKind.REF, noun="person"),
    Field("moved_to", FieldKind.CHOICE, Stance),
    Field("evidence"),
    Field("no_next_step", more=True),
)
"""What the form of a visit asks besides the visit: next step, promises of both sides, a stance seen (V1, V9)."""
ESCALATION = (Field("escalate", FieldKind.FLAG), Field("reason"))
"""What the form of a gift asks besides: whether an approver shall decide, and why (V15)."""
TODAY = frozenset({
    "visit", "account_event", "act", "inside_mark", "gift", "quotation", "negotiation_round", "deal_report",
    "stance_entry", "intel",
})  # fmt: skip
"""Nouns whose date is today unless another is typed."""


class Recorder:
    """Opens forms for one app; answers what was recorded."""

    def __init__(self, app: Desk, askings: Sequence[int] = ()) -> None:
        self.app = app
        self.askings = askings
        """The questions put in the visit to be logged."""

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
            await self._after(noun, made[0], fresh=True)
        return made[0] if made else None

    async def _after(self, noun: str, row: int, *, fresh: bool) -> None:
        """A visit that became done asks what to bring up to date; nobody waits for the answer (V10)."""
        if noun != "visit" or not fresh:
            return
        found = await self.app.read(records.record, noun, row)
        if found.values["state"] == VisitState.DONE:
            self.app.screen_stack[0].post_message(Desk.Visited(row))

    async def _heading(self, noun: str, within: int | None) -> str:
        """What a new one is; over a gift stands the policy it must keep (V15)."""
        title = t("form.add", noun=t(f"noun.{noun}"))
        if noun != "gift" or within is None:
            return title
        house = await self.app.read(records.record, "account", within)
        told = policy(house.values, self.app.today)
        return f"{title} · {t('form.policy', policy=self.app.mask.text(told))}"

    async def _names(self, noun: str, values: Mapping[str, Value]) -> dict[str, list[str]]:
        """The names of what is filled in beforehand."""
        references = References(self.app, None)
        held = [field for field in NOUNS[noun].fields if field.noun and values.get(field.code)]
        return {field.code: await references.names(field, values[field.code]) for field in held}

    async def resume(self, draft: str) -> None:
        """Open the form a draft was left in."""
        kind, noun, row = draft.split("-", 2)
        if kind == "revise":
            from tui.shelving import Shelving

            await Shelving(self.app).revise(int(row))
            return
        if kind == "edit":
            await self.edit(noun, int(row))
            return
        try:
            account = await self._account_of(noun, int(row))
        except LookupError:
            drafts.drop(draft)
            self.app.say(t("refused.gone", noun=t(f"noun.{NOUNS[noun].within or noun}")), bad=True)
            return
        await self.add(noun, int(row) or None, account=account)

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
        if done is None and noun == "account" and await self._another(str(typed.get("name") or "")):
            done = await self.app.write(writing.add, noun, typed, within, anyway=True)
        return done.value if done else None

    async def _another(self, typed: str) -> bool:
        """Whether it is another account than the one on record under that name, which may be opened instead (T2)."""
        twin = await self.app.read(registered, typed)
        if twin is None:
            return False
        day = phrases.day(twin.day, self.app.today) if twin.day else t("form.some_day")
        mask = self.app.mask
        owner = mask.name("member", twin.owner, twin.owner) if twin.owner else t("form.nobody")
        name = mask.name("account", twin.id, twin.name)
        chosen = await self.app.push_screen_wait(Twin(t("form.registered", name=name, owner=owner, day=day)))
        if chosen == "open":
            if isinstance(self.app.screen, Form):
                self.app.screen.action_leave()
            self.app.screen_stack[0].post_message(Pane.Go(twin.id))
        return chosen == "another"

    async def edit(
        self, noun: str, row: int, values: Mapping[str, Value] | None = None, only: Collection[str] = (),
    ) -> bool:
        """Edit one, or `only` some of its fields; answers whether it was saved.

        `values` stand in the form over what is stored. A form saved as it was writes nothing.
        """
        try:
            found = await self.app.read(records.record, noun, row)
        except LookupError:
            drafts.drop(f"edit-{noun}-{row}")
            self.app.say(t("refused.gone", noun=t(f"noun.{noun}")), bad=True)
            return False
        written: list[bool] = []

        async def save(typed: dict[str, Value]) -> bool:
            if all(typed[field.code] == form.answers.value(field) for field in form.asked):
                return True
            if noun == "visit" and found.account is not None:
                written.append(await self._log(found.account, typed, row, form.values) is not None)
            else:
                written.append(await self.app.write(writing.edit, noun, row, form.values, typed) is not None)
            return written[-1]

        form = self._form(
            t("form.edit", noun=t(f"noun.{noun}")), noun, found.values, found.texts, save,
            "" if only else f"edit-{noun}-{row}", found.account, only=only, preset=values,
            hints=await self._understood(noun, row), row=row,
        )
        if await self._filled(form):
            self.app.say(t("status.saved" if written else "status.unchanged", noun=t(f"noun.{noun}")))
            fresh = any(written) and noun == "visit" and found.values["state"] != VisitState.DONE
            await self._after(noun, row, fresh=fresh)
        return any(written)

    async def _understood(self, noun: str, row: int) -> dict[str, str]:
        """What is understood where a field is empty: a task that a rule raised says it in the rule's words."""
        asked = await self.app.read(tasks.raised, row) if noun == "task" else None
        if asked is None:
            return {}
        names = await self.app.read(labels.people, asked.people)
        mask = self.app.mask
        told = {key: mask.name("person", key, name) for key, name in names.items()}
        return {"text": phrases.action(mask.finding(asked), told)}

    async def edit_many(self, noun: str, rows: Sequence[int], field: Field) -> bool:
        """Put one field of many to one value; answers whether it was done."""
        changed: list[int] = []

        async def save(typed: dict[str, Value]) -> bool:
            done = await self.app.write(writing.edit_many, noun, rows, typed)
            changed.append(done.value if done else 0)
            return done is not None

        form = Form(
            t("form.edit_many", n=len(rows)), noun, (field._replace(more=False),), {}, save=save,
            references=References(self.app, None),
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
        if await self.app.read(visits.lacks_step, values.get("state"), promises, reason, visit):
            where = "next_due" if typed.get("next_step") else "next_step"
            raise Invalid({where: "next_step_missing", "no_next_step": "or_no_next_step"})
        done = await self.app.write(
            visits.log_visit, account, values, promises=promises, moves=_moves(typed), no_next_step=reason,
            visit=visit, before=before, askings=self.askings,
        )
        return done.value if done else None

    async def _open(
        self, title: str, noun: str, values: Mapping[str, Value], texts: Mapping[str, Sequence[str]],
        save: Callable[[dict[str, Value]], Awaitable[bool]], draft: str, account: int | None,
    ) -> bool:
        form = self._form(title, noun, values, texts, save, draft, account)
        return await self._filled(form)

    async def _filled(self, form: Form) -> bool:
        saved: bool | None = await self.app.push_screen_wait(form)
        return bool(saved)

    def _form(
        self, title: str, noun: str, values: Mapping[str, Value], texts: Mapping[str, Sequence[str]],
        save: Callable[[dict[str, Value]], Awaitable[bool]], draft: str, account: int | None, *,
        only: Collection[str] = (), preset: Mapping[str, Value] | None = None,
        hints: Mapping[str, str] | None = None, row: int | None = None,
    ) -> Form:
        extra = PROMISES if noun == "visit" else ESCALATION if draft.startswith("add-gift-") else ()
        asked = fields_with(NOUNS[noun].fields, extra)
        if only:
            asked = tuple(field._replace(more=False) for field in asked if field.code in only)
        asked = tuple(field._replace(required=False) if field.code in (hints or {}) else field for field in asked)
        watch = self._watch(noun, None if row is None else values, row)
        return Form(
            title, noun, asked, values, save=save, texts=texts, preset=preset, hints=hints, draft=draft,
            references=References(self.app, account), watch=watch,
        )

    def _watch(
        self, noun: str, before: Mapping[str, Value] | None, row: int | None
    ) -> Callable[[Mapping[str, str]], Awaitable[str]] | None:
        """Tells, while it is typed, what may be the same; of one that is there only what is typed anew."""
        if noun not in duplicates.WATCHED:
            return None

        mask = self.app.mask

        def told(each: duplicates.Possible) -> str:
            name = mask.name(noun, each.id, each.name)
            return f"{name} ({mask.name('member', each.owner, each.owner)})" if each.owner else name

        async def look(words: Mapping[str, str]) -> str:
            anew = {code: typed for code, typed in words.items() if before is None or typed != (before.get(code) or "")}
            found = await self.app.read(
                duplicates.possible, noun, anew.get("name", ""), anew.get("phone", ""), anew.get("website", ""), row
            )
            return t("form.duplicates", names=phrases.listed(map(told, found))) if found else ""

        return look


def fields_with(own: Sequence[Field], extra: Sequence[Field]) -> tuple[Field, ...]:
    """A noun's fields with others put before the fold."""
    seen = [f for f in own if not f.more]
    return (*seen, *extra, *(f for f in own if f.more))


def _promises(typed: Mapping[str, Value]) -> Sequence[Promised]:
    """The next step of ours and what both sides promised, those that have words (V9)."""
    who = typed.get("their_person")
    made = (
        Promised(Party.US, str(typed.get("next_step") or ""), _day(typed, "next_due"), next_step=True),
        Promised(Party.US, str(typed.get("our_promise") or ""), _day(typed, "our_due")),
        Promised(
            Party.THEM, str(typed.get("their_promise") or ""), _day(typed, "their_due"),
            who if isinstance(who, int) else None,
        ),
    )
    return [promise for promise in made if promise.text]


def _day(typed: Mapping[str, Value], code: str) -> date | None:
    day = typed.get(code)
    return day if isinstance(day, date) else None


def _moves(typed: Mapping[str, Value]) -> Sequence[Moved]:
    """The stance that was seen, whole or not at all; raises Invalid for half of one (V1)."""
    who, to = typed.get("moved_person"), typed.get("moved_to")
    if not who and not to and not typed.get("evidence"):
        return ()
    wanting = [code for code, held in (("moved_person", who), ("moved_to", to)) if not held]
    if wanting:
        raise Invalid(dict.fromkeys(wanting, "required"))
    return [Moved(who, Stance(str(to)), str(typed.get("evidence") or ""))] if isinstance(who, int) else ()


def policy(values: Mapping[str, Value], today: date) -> str:
    """An account's gift policy with its limit, source and date, in one line (V15)."""
    limit, day = values["gift_limit"], values["gift_policy_date"]
    return " · ".join(filter(None, (
        phrases.label("gift_policy", str(values["gift_policy"])),
        phrases.money(limit) if isinstance(limit, int) else "",
        str(values["gift_policy_source"] or ""),
        phrases.day(day, today) if isinstance(day, date) else "",
    )))  # fmt: skip
