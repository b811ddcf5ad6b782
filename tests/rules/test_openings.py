from models.rules.facts import CompetitorFact, InsideFact
from models.rules.openings import open_gaps
from models.rules.settings import DEFAULTS
from models.rules.vocabulary import Inside, Personality, Position, Role, Stance
from tests.rules.made import TODAY, account, ago, person

COACH = {"coach:project", "coach:competitors", "coach:decision", "coach:inside"}


def opened(who: int | None, covered: set[str] | None = None, **fields: object) -> set[str]:
    facts = account(**fields)
    asked = next((p for p in facts.people if p.id == who), None)
    return set(open_gaps(facts, asked, None, covered or set(), TODAY, DEFAULTS))


def test_roles_beyond_the_expected_and_competitors_can_be_asked_for() -> None:
    bare = opened(None)
    assert {"role_missing:influencer", "role_missing:initiator", "competitors_unknown"} <= bare
    people = (person(1, roles=frozenset(Role)),)
    rival = (CompetitorFact(1, "X", Position.OUT),)
    assert not [g for g in opened(None, people=people, competitors=rival) if g.startswith(("role_", "comp"))]


def test_what_is_known_of_this_person_is_not_asked_of_him() -> None:
    people = (person(1, Stance.NEUTRAL, personality=Personality.D), person(2), person(3, Stance.NEUTRAL))
    personal = {"stance_unknown", "personality_unknown"}
    assert personal <= opened(None, people=people)
    assert not personal & opened(1, people=people)
    assert personal <= opened(2, people=people)
    assert personal & opened(3, people=people) == {"personality_unknown"}


def test_only_those_on_our_side_or_inside_are_asked_what_a_coach_tells() -> None:
    inside, outside = InsideFact(Inside.INSIDE, ago(9)), InsideFact(Inside.NONE, ago(9))
    people = (
        person(1, Stance.SUPPORTER),
        person(2, Stance.NEUTRAL, insides=(inside,)),
        person(3, Stance.NEUTRAL, insides=(outside,)),
        person(4, Stance.CHAMPION),
    )
    for who, asked in ((1, True), (2, True), (3, False), (4, True), (None, False)):
        assert (opened(who, people=people) >= COACH) is asked
    assert opened(1, {"coach:project", "5w2h:who"}, people=people) & COACH == COACH - {"coach:project"}
