from models.rules.facts import AccountFacts
from models.rules.once import forget, once
from tests.rules.made import account, person


def test_a_rule_is_asked_once_of_the_same_account() -> None:
    asked: list[tuple[int, ...]] = []

    @once
    def seats(facts: AccountFacts, more: int = 0) -> int:
        asked.append((facts.id, more))
        return len(facts.people) + more

    one, same = account(people=(person(1),)), account(people=(person(1),))
    assert [seats(one), seats(one), seats(one, 2), seats(one, more=2)] == [1, 1, 3, 3]
    assert len(asked) == 3
    assert seats(same) == 1 and len(asked) == 4, "alike is not the same"
    assert seats(one) == 1 and len(asked) == 5, "only the account judged last is kept"
    forget()
    assert seats(one) == 1 and len(asked) == 6
