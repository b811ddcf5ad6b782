"""The sales process: from step to step, its plays, hygiene, and what suits the customer's purchase."""

from datetime import date
from typing import Any

import pytest

from models import playbook
from models.rules import buying, hygiene, process
from models.rules.buying import Purchase
from models.rules.facts import PromiseFact, VisitFact
from models.rules.hygiene import Kept
from models.rules.process import OUTSIDE, Play
from models.rules.settings import DEFAULTS
from models.rules.text import cells
from models.rules.vocabulary import (
    BuyingStep,
    Origin,
    Outcome,
    Party,
    Phase,
    Route,
    Step,
    VisitKind,
    VisitState,
)
from models.rules.vocabulary_process import DecidedBy, Feeling, Flag
from tests.rules.made import TODAY, account, ago, deal

TIDY = Kept(True, TODAY, TODAY, TODAY, 100)
DAYS = DEFAULTS.hygiene_days


@pytest.mark.parametrize(
    ("kept", "found"),
    [
        (TIDY, ()),
        (TIDY._replace(expected=ago(1)), (Flag.DATE_PASSED,)),
        (TIDY._replace(expected=None), (Flag.NO_DATE,)),
        (TIDY._replace(updated=ago(DAYS)), ()),
        (TIDY._replace(updated=ago(DAYS + 1)), (Flag.STALE,)),
        (TIDY._replace(updated=None), (Flag.STALE,)),
        (TIDY._replace(next_due=None), (Flag.NO_NEXT_STEP,)),
        (TIDY._replace(next_due=ago(9)), ()),
        (TIDY._replace(amount=None), (Flag.NO_AMOUNT,)),
        (TIDY._replace(amount=0), ()),
        (Kept(True, None, None, None, None), (Flag.STALE, Flag.NO_NEXT_STEP, Flag.NO_DATE, Flag.NO_AMOUNT)),
        (Kept(False, ago(99), None, None, None), ()),
    ],
)
def test_what_is_untidy_the_gravest_first(kept: Kept, found: tuple[Flag, ...]) -> None:
    assert hygiene.flags(kept, TODAY, DEFAULTS) == found


def test_the_last_news_is_a_change_or_a_contact() -> None:
    assert hygiene.updated(deal()) is None
    assert hygiene.updated(deal(recorded=ago(9))) == ago(9)
    assert hygiene.updated(deal(recorded=ago(9), changed=ago(3), last_contact=ago(5))) == ago(3)
    assert hygiene.updated(deal(recorded=ago(9), changed=ago(5), last_contact=ago(3))) == ago(3)


def promise(key: int, due: date | None, opportunity: int | None = None, by: Party = Party.US) -> PromiseFact:
    return PromiseFact(key, by, "t", due, opportunity=opportunity)


def test_the_next_step_is_the_first_dated_promise_of_ours_or_planned_visit() -> None:
    one, two = deal(1), deal(2)
    planned = VisitFact(1, ago(-5), VisitKind.VISIT, VisitState.PLANNED, opportunity=1)
    both = account(opportunities=(one, two), promises=(promise(1, ago(-9), 1), promise(2, ago(-1))), planned=(planned,))
    assert hygiene.next_due(both, one) == ago(-5)
    assert hygiene.next_due(both, two) is None, "which of the two it is about is not known"
    only = both._replace(opportunities=(one, two._replace(outcome=Outcome.LOST)))
    assert hygiene.next_due(only, one) == ago(-1)
    theirs = account(opportunities=(one,), promises=(promise(1, ago(-9), 1, Party.THEM), promise(2, None, 1)))
    assert hygiene.next_due(theirs, one) is None


@pytest.mark.parametrize(
    ("fields", "target", "why"),
    [
        ({"step": Step.LEAD}, Step.DIAGNOSIS, ""),
        ({"step": Step.DIAGNOSIS}, Step.LEAD, ""),
        ({"step": Step.NEGOTIATION}, Step.DELIVERY, "step_unsigned"),
        ({"step": Step.NEGOTIATION, "signed": TODAY}, Step.DELIVERY, ""),
        ({"step": Step.DELIVERY, "outcome": Outcome.WON}, Step.NEGOTIATION, "step_signed"),
        ({"step": Step.DELIVERY}, Step.NEGOTIATION, ""),
        ({"step": Step.DELIVERY}, Step.REPURCHASE, "step_unsigned"),
        ({"step": Step.DELIVERY, "outcome": Outcome.WON}, Step.REPURCHASE, "step_undelivered"),
        ({"step": Step.DELIVERY, "outcome": Outcome.WON, "delivered": True}, Step.REPURCHASE, ""),
        ({"step": Step.REPURCHASE, "outcome": Outcome.WON, "delivered": True}, Step.DELIVERY, ""),
        ({"outcome": Outcome.LOST}, Step.DIAGNOSIS, "step_outside"),
        ({"outcome": Outcome.SUSPENDED}, Step.DIAGNOSIS, "step_outside"),
    ],
)
def test_a_step_is_refused_with_a_reason(fields: dict[str, Any], target: Step, why: str) -> None:
    assert process.refusal(deal(**fields), target) == why


def test_beside_and_rank() -> None:
    assert process.beside(Step.LEAD, -1) is None and process.beside(Step.REPURCHASE, 1) is None
    assert process.beside(Step.LEAD, 1) is Step.DIAGNOSIS
    assert process.rank(deal(step=Step.LEAD)) == 0
    assert process.rank(deal(step=Step.LEAD, signed=TODAY)) == 4, "a win is at delivery at least"
    assert process.rank(deal(outcome=Outcome.LOST)) == OUTSIDE


def test_the_next_play_is_the_first_that_is_not_done() -> None:
    found = process.plays(("a", "b", "c"), {"a"})
    assert found == (Play("a", True), Play("b", False), Play("c", False))
    assert process.next_play(found) == "b"
    assert process.next_play(process.plays(("a",), {"a"})) == "" and process.next_play(()) == ""


@pytest.mark.parametrize(
    ("purchase", "topics"),
    [
        (Purchase(), ("pattern.unknown",)),
        (Purchase(BuyingStep.NEED), ("measure.need.unknown", "pattern.unknown")),
        (Purchase(BuyingStep.NEED, origin=Origin.GUIDED), ("measure.need.guided", "pattern.unknown")),
        (
            Purchase(BuyingStep.NEED, origin=Origin.DIRECTED, decided_by=DecidedBy.HEAD),
            ("measure.need.directed", "pattern.directed"),
        ),
        (Purchase(BuyingStep.DECISION, decided_by=DecidedBy.COMMITTEE), ("measure.decision.committee",)),
        (Purchase(BuyingStep.DECISION), ("measure.decision.unknown", "pattern.unknown")),
        (
            Purchase(BuyingStep.MATERIAL, Phase.PLANNING, Route.CONTRACTOR_CONTRACTOR, decided_by=DecidedBy.HEAD),
            ("measure.material", "phase.planning", "route.contractor_decides_contractor_buys"),
        ),
        (Purchase(BuyingStep.DECISION, feeling=Feeling.DOUBTFUL, decided=True), ("feeling.doubtful",)),
        (Purchase(BuyingStep.DECISION, decided=True), ()),
    ],
)
def test_what_suits_the_purchase(purchase: Purchase, topics: tuple[str, ...]) -> None:
    assert buying.topics(purchase) == topics
    assert all(playbook.process()[topic] for topic in topics)


def test_what_should_be_on_record_by_a_step_of_the_customers() -> None:
    assert buying.needed(None) == ("buying_step",)
    assert buying.needed(BuyingStep.NEED) == ("origin",)
    assert buying.needed(BuyingStep.EVALUATION) == ("origin", "route", "shortlist", "our_rank", "negotiating_with")
    assert buying.needed(BuyingStep.DECISION)[-1] == "decision_by"


def test_the_playbook_has_plays_for_every_step_and_measures_for_every_code() -> None:
    topics = playbook.process()
    wanted = {f"play.{step}" for step in Step} | {f"phase.{phase}" for phase in Phase}
    wanted |= {f"route.{route}" for route in Route} | {f"feeling.{feeling}" for feeling in Feeling}
    wanted |= {f"measure.need.{code}" for code in (*Origin, "unknown")} | {"measure.material", "measure.evaluation"}
    wanted |= {f"measure.decision.{code}" for code in (*DecidedBy, "unknown")}
    assert topics.keys() == wanted | {"pattern.unknown", "pattern.directed"}
    for lines in topics.values():
        assert len({line.code for line in lines}) == len(lines)
        assert all(0 < cells(text) <= 70 for line in lines for text in (line.zh, line.en))
