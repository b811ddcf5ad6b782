"""What a question to one person could bring to light (Q6, P11)."""

from collections.abc import Collection
from datetime import date

from models.rules.coverage import gaps
from models.rules.facts import AccountFacts, PersonFact
from models.rules.people import known, roles_of
from models.rules.settings import Settings
from models.rules.stances import current, favours_us
from models.rules.vocabulary import Inside, Role, Stance

COACH_GROUPS = ("project", "competitors", "decision", "inside")
"""What to collect from a coach (P11)."""


def open_gaps(
    facts: AccountFacts,
    person: PersonFact | None,
    opportunity: int | None,
    covered: Collection[str],
    today: date,
    settings: Settings,
) -> frozenset[str]:
    """The gap codes a question to this person could close; nobody in particular stands for anyone (Q6).

    Beside the gaps of the account: `role_missing:` for influencer and initiator, `competitors_unknown`, and
    `coach:<group>` where the person could tell from inside, unless the answers so far have `covered` it.
    """
    found = {g.code for g in gaps(facts, opportunity, today, settings)}
    held = frozenset[Role]().union(*(roles_of(p, opportunity) for p in known(facts)))
    found |= {f"role_missing:{role}" for role in (Role.INFLUENCER, Role.INITIATOR) if role not in held}
    if not facts.competitors:
        found.add("competitors_unknown")
    if person is None:
        return frozenset(found)
    if person.personality is not None:
        found.discard("personality_unknown")
    stance = current(person, opportunity).stance
    if stance is not Stance.UNKNOWN:
        found.discard("stance_unknown")
    if favours_us(stance) or any(mark.inside is not Inside.NONE for mark in person.insides):
        found |= {f"coach:{group}" for group in COACH_GROUPS} - set(covered)
    return frozenset(found)
