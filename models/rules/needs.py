"""What is known of the need: 5W2H, BANT and the purchase criteria (Q2, Q5, O9)."""

from models.rules.facts import AccountFacts, OpportunityFact
from models.rules.vocabulary import AskingState, Bant, NeedKind, NeedState, W

BANT = ("budget", "authority", "need", "timeline")
"""The four BANT questions in order (O9)."""


def opportunity_of(facts: AccountFacts, opportunity: int | None) -> OpportunityFact | None:
    """The account's opportunity with an id, if it has it (O1)."""
    return next((o for o in facts.opportunities if o.id == opportunity), None)


def five_w(facts: AccountFacts, opportunity: int | None) -> dict[W, bool]:
    """Which letters of 5W2H are known, by the record or by an answer on this opportunity or none (Q5)."""
    found = opportunity_of(facts, opportunity)
    letters = set(found.known) if found else set()
    for asked in facts.asked:
        if asked.state is AskingState.ANSWERED and asked.opportunity in (None, opportunity):
            letters |= asked.w
    return {w: w in letters for w in W}


def bant_unknown(opportunity: OpportunityFact) -> tuple[str, ...]:
    """The BANT questions without an answer, in order; a no or partly is an answer (O9)."""
    answers = dict(opportunity.bant)
    return tuple(w for w in BANT if answers.get(w, Bant.UNKNOWN) is Bant.UNKNOWN)


def criteria_known(facts: AccountFacts, opportunity: int | None) -> bool:
    """Whether a purchase criterion is on record for the opportunity or the account as a whole (Q2)."""
    return any(
        n.kind is NeedKind.CRITERION
        and n.state is not NeedState.DROPPED
        and n.opportunity in (None, opportunity)
        for n in facts.needs
    )
