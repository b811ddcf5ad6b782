"""What to say to whom: arguments by role, objections to expect, steps against a rival, cases alike (O17, Q10)."""

import pytest

from models.rules import arguing
from models.rules.arguing import Deal, Line, Listener, Picked, Story
from models.rules.settings import DEFAULTS
from models.rules.vocabulary import Bant, Role, Stance
from models.rules.vocabulary_library import AccountSize, Argument, Objection, Pain

A, O, R = Argument, Objection, Role
DEAL = Deal()


def who(*roles: Role, **more: object) -> Listener:
    return Listener(frozenset(roles))._replace(**more)  # type: ignore[arg-type]


@pytest.mark.parametrize(("roles", "finance", "best"), [
    ((R.DECISION_MAKER,), False, (A.STRATEGIC, A.COST)),
    ((R.INFLUENCER,), False, (A.STRATEGIC, A.RISK)),
    ((R.USER,), False, (A.EASE, A.RISK)),
    ((R.GATEKEEPER,), False, (A.RISK, A.COST)),
    ((R.TECHNICAL,), False, (A.TECHNICAL, A.RISK)),
    ((R.PURCHASER,), False, (A.COST, A.RISK)),
    ((R.INITIATOR,), False, (A.EASE, A.STRATEGIC)),
    ((), True, (A.COST,)),
    ((R.GATEKEEPER,), True, (A.COST, A.RISK)),
    ((R.USER, R.DECISION_MAKER), False, (A.STRATEGIC, A.EASE, A.COST, A.RISK)),
    ((), False, ()),
])  # fmt: skip
def test_what_convinces_goes_by_the_role(roles: tuple[Role, ...], finance: bool, best: tuple[Argument, ...]) -> None:
    assert tuple(arguing.convincing(who(*roles, finance=finance))) == best


def test_every_role_has_arguments_and_objections() -> None:
    assert set(arguing.FITS) == set(arguing.OBJECTS) == set(Role)
    assert all(len(set(each)) == 2 for each in (*arguing.FITS.values(), *arguing.OBJECTS.values()))
    assert set(arguing.KEYWORDS) == set(Pain)


@pytest.mark.parametrize(("words", "is_one"), [
    (("财务总监",), True), (("资金部", ""), True), (("CFO",), True), (("Head of Finance",), True),
    (("采购科长", "物资部"), False), ((), False), (("",), False),
])  # fmt: skip
def test_finance_is_known_by_the_title(words: tuple[str, ...], is_one: bool) -> None:
    assert arguing.is_finance(*words) is is_one


@pytest.mark.parametrize(("lines", "deal", "listener", "expected"), [
    # the first argument of the role before the second, one of each sort
    ([Line(1, A.RISK), Line(2, A.EASE), Line(3, A.EASE)], DEAL, who(R.USER), [(2, 30), (1, 18)]),
    # what is made for the role first, what is made for another last
    ([Line(1, A.EASE), Line(2, A.EASE, roles=("user",))], DEAL, who(R.USER), [(2, 42)]),
    ([Line(1, A.EASE), Line(2, A.EASE, roles=("technical",))], DEAL, who(R.USER), [(1, 30)]),
    # another industry is left out, the same one goes first
    ([Line(1, A.EASE, industries=("bank",))], Deal("hotel"), who(R.USER), []),
    ([Line(1, A.EASE), Line(2, A.EASE, industries=("bank",))], Deal("bank"), who(R.USER), [(2, 40)]),
    # the step of the deal
    ([Line(1, A.EASE), Line(2, A.EASE, steps=("proposal",))], Deal(step="proposal"), who(R.USER), [(2, 36)]),
    ([Line(1, A.EASE), Line(2, A.EASE, steps=("proposal",))], Deal(step="lead"), who(R.USER), [(1, 30)]),
    # nothing for somebody without a role, and scripts without an argument are none
    ([Line(1, A.EASE)], DEAL, who(), []), ([Line(1)], DEAL, who(R.USER), []),
])  # fmt: skip
def test_the_best_arguments(
    lines: list[Line], deal: Deal, listener: Listener, expected: list[tuple[int, int]]
) -> None:
    assert [(each.number, each.score) for each in arguing.arguments(lines, listener, deal)] == expected


def test_what_won_deals_goes_before_its_equal_and_every_point_has_its_reason() -> None:
    lines = [Line(1, A.COST), Line(2, A.COST, roles=("purchaser",), industries=("bank",), steps=("negotiation",))]
    deal = Deal("bank", "negotiation")
    (best,) = arguing.arguments(lines, who(R.PURCHASER), deal, {1: 100, 2: 50})
    assert best == Picked(2, 30 + 12 + 10 + 6 + 3, ("role:purchaser", "industry:bank", "step:negotiation", "proven:50"))
    (proven,) = arguing.arguments([Line(1, A.COST), Line(2, A.COST)], who(R.PURCHASER), DEAL, {2: 67})
    assert proven.number == 2 and proven.why == ("role:purchaser", "proven:67")


@pytest.mark.parametrize(("listener", "deal", "expected"), [
    (who(R.PURCHASER), DEAL, [(O.PRICE, "role:purchaser"), (O.TERMS, "role:purchaser")]),
    (who(R.USER), DEAL, [(O.CHANGE, "role:user"), (O.SERVICE, "role:user")]),
    (who(finance=True), DEAL, [(O.PRICE, "finance")]),
    (who(), Deal(rivals=True), [(O.COMPETITOR, "rivals")]),
    (who(R.TECHNICAL, stance=Stance.ENEMY), Deal(rivals=True),
     [(O.COMPETITOR, "stance:enemy"), (O.TECHNICAL, "role:technical")]),
    (who(R.TECHNICAL, stance=Stance.ENEMY), DEAL, [(O.TECHNICAL, "role:technical"), (O.SERVICE, "role:technical")]),
    (who(R.TECHNICAL, stance=Stance.NEUTRAL), Deal(rivals=True),
     [(O.TECHNICAL, "role:technical"), (O.SERVICE, "role:technical")]),
    (who(R.DECISION_MAKER), Deal(bant={"budget": Bant.NO}),
     [(O.NO_BUDGET, "bant:budget"), (O.PRICE, "role:decision_maker")]),
    (who(R.DECISION_MAKER), Deal(bant={"budget": Bant.PARTLY, "need": Bant.NO, "timeline": Bant.NO}),
     [(O.NO_NEED, "bant:need"), (O.NO_TIME, "bant:timeline")]),
    (who(R.USER), Deal(bant={"budget": Bant.NO}), [(O.CHANGE, "role:user"), (O.SERVICE, "role:user")]),
])  # fmt: skip
def test_the_objections_to_expect(
    listener: Listener, deal: Deal, expected: list[tuple[Objection, str]]
) -> None:
    assert arguing.expected(listener, deal) == expected


def test_the_answer_to_an_objection_suits_role_and_industry() -> None:
    lines = [Line(1, objection=O.PRICE), Line(2, objection=O.PRICE, roles=("purchaser",)),
             Line(3, objection=O.PRICE, industries=("hotel",)), Line(4, objection=O.TRUST)]
    told = [
        arguing.answer(lines, O.PRICE, who(R.PURCHASER), DEAL), arguing.answer(lines, O.PRICE, who(R.USER), DEAL),
        arguing.answer(lines, O.PRICE, who(R.USER), Deal("hotel")), arguing.answer(lines, O.TERMS, who(), DEAL),
    ]  # fmt: skip
    assert [each and each.number for each in told] == [2, 1, 3, None]


def test_against_a_rival_the_three_steps_stand_in_their_order() -> None:
    lines = [Line(1, A.OURS), Line(2, A.LACKS), Line(3, A.CONFIRM), Line(4, A.LACKS, industries=("power_grid",))]
    assert [each.number for each in arguing.against_rival(lines, DEAL)] == [3, 2, 1]
    assert [each.number for each in arguing.against_rival(lines, Deal("power_grid"))] == [3, 4, 1]
    assert [each.why for each in arguing.against_rival(lines[:2], DEAL)] == [("against:lacks",), ("against:ours",)]


STORIES = [
    Story(1, ("bank",), "medium", ("failure", "compliance")), Story(2, ("bank",), "small", ("cost",)),
    Story(3, ("hotel",), "medium", ("failure", "cost", "energy")), Story(4, ("retail",), "medium", ("growth",)),
]


@pytest.mark.parametrize(("deal", "expected"), [
    (Deal("bank"), [(1, ("industry:bank",)), (2, ("industry:bank",))]),
    (Deal("bank", size="small"), [(2, ("industry:bank", "size:small")), (1, ("industry:bank",))]),
    (Deal("bank", pains=frozenset({Pain.COST})), [(2, ("industry:bank", "pain:cost")), (1, ("industry:bank",)),
                                                  (3, ("pain:cost",))]),
    # three pains in common count as two, and the size alone brings no case
    (Deal(size="medium", pains=frozenset({Pain.FAILURE, Pain.COST, Pain.ENERGY})),
     [(3, ("pain:cost", "pain:failure", "size:medium")), (1, ("pain:failure", "size:medium")), (2, ("pain:cost",))]),
    (Deal(size="medium"), []), (DEAL, []),
])  # fmt: skip
def test_cases_of_like_industry_pain_and_size(deal: Deal, expected: list[tuple[int, tuple[str, ...]]]) -> None:
    assert [(each.number, each.why) for each in arguing.cases(STORIES, deal)] == expected


@pytest.mark.parametrize(("text", "pains"), [
    ("去年停机九次，成本压不下来", {Pain.FAILURE, Pain.COST}), ("Energy bill too high", {Pain.ENERGY}),
    ("消防检查没过", {Pain.SAFETY, Pain.COMPLIANCE}), ("一切都好", set()), ("", set()),
])  # fmt: skip
def test_pains_are_known_by_the_words(text: str, pains: set[Pain]) -> None:
    assert arguing.pains_of([text]) == pains


@pytest.mark.parametrize(("staff", "size"), [
    (None, None), (0, None), (1, AccountSize.SMALL), (299, AccountSize.SMALL), (300, AccountSize.MEDIUM),
    (1999, AccountSize.MEDIUM), (2000, AccountSize.LARGE),
])  # fmt: skip
def test_the_size_goes_by_the_staff(staff: int | None, size: AccountSize | None) -> None:
    assert arguing.size_of(staff, DEFAULTS) is size


@pytest.mark.parametrize(("outcomes", "share"), [
    ([], None), (["open", "suspended", ""], None), (["won"], 100), (["lost", "open"], 0), (["won", "lost", "won"], 67),
])  # fmt: skip
def test_the_win_rate_counts_decided_deals_only(outcomes: list[str], share: int | None) -> None:
    assert arguing.win_share(outcomes) == share
