"""The negotiation on the sheet: the plan, the staircase of concessions, the rounds (O16)."""

from collections.abc import Iterator, Mapping

from models.reads.dealing import Dealing
from models.rules import pictures_dealing as pictures
from models.rules.bargaining import Plan, Round, findings, staircase
from models.rules.quotation import latest
from models.rules.values import Value
from models.rules.vocabulary_dealing import ConcessionState
from tui import phrases
from tui.sheets.deal_dealt import Dealt
from tui.sheets.deal_section import Entry
from tui.widgets.listing import Span
from tui.words import t

TEXTS = ("our_goal", "their_goal", "their_limit", "strategy", "alternatives", "preparation")


class Talks(Dealt):
    """The plan first, then the steps down, then what happened."""

    CODE = "talks"
    NOUNS = ("concession", "negotiation_round", "negotiation")
    EDITS = DELETES = frozenset(NOUNS)
    SETTLES = frozenset({"concession"})

    async def add(self) -> None:
        """The first thing to record is the plan."""
        if self.found is not None and self.found.plan is None and not self.found.steps:
            await self.record("negotiation")
        else:
            await super().add()

    def beside(self, found: Dealing) -> str:
        if found.plan is None or found.plan.target is None:
            return ""
        return t("dealing.corridor", target=self.secret(found.plan.target), limit=self.secret(found.plan.walk_away))

    def entries(self, found: Dealing) -> Iterator[Entry]:
        yield from self.findings(findings(found.plan, found.steps, found.rounds, found.value_class))
        if found.plan:
            yield from self._plan(found.plan)
        start = found.plan.target if found.plan and found.plan.target is not None else found.price
        for stair in staircase(start or 0, found.steps):
            step = stair.step
            after = self.secret(stair.after) if step.worth and start is not None else ""
            gain = t("dealing.for", text=self.note(step.gain)) if step.gain else t("dealing.for_nothing")
            yield Entry(("concession", step.id), (
                Span(f"{phrases.label('concession_state', step.state)}  ",
                     "warn" if step.state is ConcessionState.MADE else "accent"),
                Span(self.note(step.give)), Span(f"  −{self.secret(step.worth)}" if step.worth else "", "against"),
                Span(f"  {gain}", "good" if step.gain else "warn"), Span(f"  → {after}" if after else "", "muted"),
            ))  # fmt: skip
        account = found.deal.account
        yield from self.picture(pictures.concessions(found.plan, start, found.steps, account))
        for each in reversed(found.rounds):
            yield self._round(each)

    def _plan(self, plan: Plan) -> Iterator[Entry]:
        row = ("negotiation", plan.id)
        yield from self.labelled("negotiation", "target", self.secret(plan.target), row)
        yield from self.labelled("negotiation", "walk_away", self.secret(plan.walk_away), row)
        for code in TEXTS:
            yield from self.labelled("negotiation", code, self.note(getattr(plan, code)), row)
        who = " ".join(filter(None, (self.member(plan.executive), self.day(plan.executive_date))))
        yield from self.labelled("negotiation", "executive", who, row)

    def _round(self, each: Round) -> Entry:
        offers = (("our_offer", each.ours), ("their_offer", each.theirs))
        told = [f"{t(f'field.negotiation_round.{code}')} {self.secret(n)}" for code, n in offers if n is not None]
        texts = (("gave", each.gave), ("got", each.got))
        told += [f"{t(f'field.negotiation_round.{code}')} {self.note(text)}" for code, text in texts if text]
        return Entry(("negotiation_round", each.id), (
            Span(f"{self.day(each.date)}  ", "accent"), Span(f"{self.note(each.text)}  "),
            Span(" · ".join(told), "warn" if each.gave and not each.got else "muted"),
            Span(f"  {self.person(each.person)}", "muted"),
        ))  # fmt: skip

    def known(self, noun: str) -> Mapping[str, Value]:
        if noun != "negotiation" or self.found is None:
            return {}
        newest = latest(self.found.quotes)
        return {"target": newest.amount if newest else self.found.deal.amount}
