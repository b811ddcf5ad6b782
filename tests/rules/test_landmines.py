from models.rules.facts import RelationFact
from models.rules.landmines import landmines
from models.rules.vocabulary import RelationKind, Severity
from tests.rules.made import account, person

RIVAL = RelationKind.RIVAL
PEOPLE = (person(1), person(2), person(3, taboo=" his old firm "), person(4, taboo=" "))


def test_both_of_a_rivalry_are_warned_about_and_those_met_first_of_all() -> None:
    facts = account(people=PEOPLE, relations=(RelationFact(1, 2, RIVAL, note="the post"),))
    assert [f.people for f in landmines(facts) if f.code == "landmine"] == [(1, 2), (2, 1)]
    assert [f.people for f in landmines(facts, {1})] == [(1, 2)]
    assert [f.people for f in landmines(facts, {2})] == [(2, 1)]
    assert [f.people for f in landmines(facts, {1, 2})] == [(1, 2), (2, 1)]
    assert landmines(facts, {4}) == landmines(facts, set()) == ()
    (found,) = landmines(facts, {1})
    assert found.detail == (("certainty", "known"), ("note", "the post"))
    assert found.severity == Severity.HIGH


def test_a_suspicion_warns_too_and_knowledge_goes_before_it() -> None:
    suspected = RelationFact(1, 2, RIVAL, suspected=True)
    (found,) = landmines(account(people=PEOPLE, relations=(suspected,)), {1})
    assert (found.detail, found.severity) == ((("certainty", "suspected"),), Severity.MEDIUM)
    both = (suspected, RelationFact(2, 1, RIVAL), RelationFact(1, 3, RIVAL, suspected=True))
    found_all = landmines(account(people=PEOPLE, relations=both), {1})
    assert [(f.people, f.severity) for f in found_all] == [((1, 2), "high"), ((1, 3), "medium")]


def test_other_relations_and_strangers_are_no_landmines() -> None:
    relations = (RelationFact(1, 2, RelationKind.ALLY), RelationFact(1, 99, RIVAL), RelationFact(99, 1, RIVAL))
    assert landmines(account(people=PEOPLE, relations=relations), {1, 2}) == ()


def test_taboo_subjects_follow() -> None:
    facts = account(people=PEOPLE, relations=(RelationFact(3, 2, RIVAL),))
    assert [f.code for f in landmines(facts, {3})] == ["landmine", "taboo"]
    taboo = landmines(facts)[-1]
    assert (taboo.people, taboo.detail) == ((3,), (("subject", "his old firm"),))
    assert [f.code for f in landmines(facts, {2})] == ["landmine"]
