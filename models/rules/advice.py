"""What to do about a risk or a gap: an action code, with whom, and why (S12, S13)."""

from datetime import date
from typing import NamedTuple

from models.rules.coach import candidates
from models.rules.coverage import Coverage, coverage
from models.rules.facts import AccountFacts, Finding
from models.rules.people import ids, known, met
from models.rules.risks_people import stood_with_us
from models.rules.settings import Settings
from models.rules.stances import favours_us, standings
from models.rules.urgency import leading
from models.rules.vocabulary import Stance

_MOST = 3
"""People named in one piece of advice."""


class Action(NamedTuple):
    """Something to do: a code, the ids of its people, plain values, and the codes of its reasons."""

    code: str
    people: tuple[int, ...] = ()
    detail: tuple[tuple[str, str | int], ...] = ()
    why: tuple[str, ...] = ()


_PLAIN = {
    "champion_doubtful": "test_champion",
    "champion_moved": "secure_successor",
    "stance_fell": "learn_why",
    "silent": "get_in_touch",
    "complaint_open": "settle_complaint",
    "chain_out_of_control": "map_influence",
    "competitor_stirs": "comparison_test",
    "gate_item_lost": "restore_gate_item",
    "closing_slipped": "find_the_brake",
    "budget_moved": "learn_budget",
    "overdue": "collect_overdue",
    "price_only": "argue_value",
    "concentration": "widen_customers",
}
"""Risks whose action is about the very people of the risk."""


def advice(risk: Finding, facts: AccountFacts, today: date, settings: Settings) -> Action:
    """The action a risk calls for; its `why` is the risk's code (S12)."""
    if risk.code in ("single_thread", "decision_level_unmet"):
        return _upward(risk, facts, today, settings)
    if risk.code == "personnel_change":
        return _newcomer(risk, facts)
    if risk.code == "no_inside_contact":
        return coach_action(facts, today, settings, risk.code) or Action("ask_manager", why=(risk.code,))
    return Action(_PLAIN.get(risk.code, "look_into"), risk.people, risk.detail, (risk.code,))


def _upward(risk: Finding, facts: AccountFacts, today: date, settings: Settings) -> Action:
    """Meet the unmet deciders and the weighty unmet; else find who decides; else widen the support."""
    seen = coverage(facts, risk.opportunity, today, settings)
    people = _unmet_above(seen, facts)
    why = (risk.code,)
    if not seen.decision_met and people:
        return Action("meet_decision_level", people, (), why)
    stands = standings(facts, risk.opportunity)
    helpers = ids(p for p in known(facts) if favours_us(stands[p.id].stance))
    if not seen.decision_met:
        return Action("find_decision_maker", helpers[:_MOST], (), (*why, "role_missing:decision_maker"))
    helping = set(helpers)
    others = [p for p in known(facts) if p.id not in helping]
    undecided = (Stance.NEUTRAL, Stance.UNKNOWN)
    open_ones = ids(p for p in others if stands[p.id].stance in undecided)
    return Action("widen_support", open_ones[:_MOST], (), why)


def _unmet_above(seen: Coverage, facts: AccountFacts) -> tuple[int, ...]:
    people = [p for p in known(facts) if not met(p)]
    deciding = [p for p in people if p.id in seen.deciders_unmet]
    weighty = [p for p in people if p.id in seen.neglected and p not in deciding]
    return ids([*deciding, *weighty])[:_MOST] if deciding or weighty else ()


def _newcomer(risk: Finding, facts: AccountFacts) -> Action:
    """A supporter who goes needs a successor, anyone else is to be met, nobody named to be asked for."""
    person = next((p for p in facts.people if p.id in risk.people), None)
    why = (risk.code,)
    if person is None:
        return Action("learn_successor", (), risk.detail, why)
    if risk.since and stood_with_us(person, risk.since, facts):
        return Action("secure_successor", risk.people, risk.detail, why)
    code = "learn_stance" if met(person) else "meet_newcomer"
    return Action(code, risk.people, risk.detail, why)


def coach_action(facts: AccountFacts, today: date, settings: Settings, why: str) -> Action | None:
    """Develop the best candidate into a coach, with the reasons that speak for him (P11)."""
    subject = leading(facts, today, settings)
    ranked = candidates(facts, today, settings, subject.id if subject else None)
    if not ranked:
        return None
    best = ranked[0]
    return Action("develop_coach", (best.person,), (), (why, *(f"candidate:{r}" for r in best.reasons)))
