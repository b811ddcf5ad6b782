"""What is stored of an account's standing is what the rules say, now and on every day until it is renewed."""

import random
from datetime import timedelta
from typing import Any

import pytest

from models.base import transaction
from models.reads import facts
from models.reads.rows import rows
from models.rules.settings import Settings
from models.rules.standing import standing
from models.rules.vocabulary import NO_RISK_RANK, Outcome, Step
from models.tables.accounts import Account, AccountState
from models.tables.opportunities import Opportunity, OpportunityState
from models.tables.people import AccountEvent, Act
from models.writes import derive, records
from tests.models.conftest import TODAY, Make, Queries
from tests.models.writing import actor

SETTINGS = Settings()
_STANCES = ("champion", "supporter", "neutral", "enemy", "blocker", "unknown")


def stored() -> tuple[object, ...]:
    """Everything derived, without ids of rows."""
    a, o = AccountState, OpportunityState
    accounts = a.select(
        a.account, a.urgency, a.urgency_rank, a.information_stage, a.open_amount, a.weighted, a.due,
        a.next_text, a.last_contact, a.people, a.risks, a.worst, a.valid_until, a.agenda,
        a.grade, a.completeness, a.value_rank,
    ).order_by(a.account)  # fmt: skip
    deals = o.select(o.opportunity, o.urgency, o.probability, o.weighted, o.valid_until)
    return (rows(accounts), rows(deals.order_by(o.opportunity)))


def anything(make: Make, dice: random.Random, accounts: int = 6) -> list[int]:
    """Accounts in a tree with any people, deals, visits, stances and events."""
    made: list[int] = []
    for n in range(accounts):
        parent = dice.choice([None, *made])
        made.append(make.account(f"局{n}", parent=parent, phone=dice.choice(["", "1"])))
        people = [_person(make, dice, made[-1]) for _ in range(dice.randrange(5))]
        for _ in range(dice.randrange(3)):
            _deal(make, dice, made[-1], people)
        for _ in range(dice.randrange(4)):
            met = dice.sample(people, min(len(people), dice.randrange(3)))
            kind = dice.choice(["visit", "phone", "complaint"])
            make.visit(made[-1], -dice.randrange(200), *met, kind=kind)
        if dice.random() < 0.3:
            make.visit(made[-1], dice.randrange(-5, 30), state="planned")
        if dice.random() < 0.5:
            make.promise(made[-1], days=dice.choice([None, -3, 0, 8]), by=dice.choice(["us", "them"]))
        if dice.random() < 0.4:
            make.row(AccountEvent, account=made[-1], kind="personnel_change", text="调任",
                     date=TODAY - timedelta(dice.randrange(100)), person=dice.choice([None, *people]))
    return made


def _person(make: Make, dice: random.Random, account: int) -> int:
    role = dice.choice(["", "decision_maker", "technical", "user influencer"])
    born = dice.choice(["", "", f"{dice.randrange(1, 13):02}-{dice.randrange(1, 29):02}"])
    person = make.person(account, f"人{dice.random()}", role, birthday=born, influence=dice.choice([None, 3, 5]),
                         level=dice.choice(["", "decision"]), placeholder=dice.random() < 0.1)
    for _ in range(dice.randrange(4)):
        make.stance(person, dice.choice(_STANCES), -dice.randrange(90))
    if dice.random() < 0.3:
        make.row(Act, person=person, kind="tip", date=TODAY - timedelta(dice.randrange(90)))
    return person


def _deal(make: Make, dice: random.Random, account: int, people: list[int]) -> None:
    expected = dice.choice([None, TODAY + timedelta(dice.randrange(-20, 420))])
    deal = make.opportunity(
        account, amount=dice.choice([None, 1_234_567]), expected_date=expected, step=dice.choice(list(Step)),
        outcome=dice.choice([Outcome.OPEN, Outcome.OPEN, *Outcome]),
        recorded=TODAY - timedelta(dice.randrange(150)),
    )
    if dice.random() < 0.5:
        make.rival(account, opportunity=deal, position=dice.choice(["incumbent", "in_play"]))
    if people and dice.random() < 0.5:
        make.stance(dice.choice(people), "enemy", -dice.randrange(60), opportunity=deal)


@pytest.mark.parametrize("seed", range(12))
def test_rebuilding_everything_changes_nothing_that_was_kept_true(make: Make, seed: int) -> None:
    dice = random.Random(seed)
    accounts = anything(make, dice)
    derive.rebuild(TODAY)
    for account in dice.sample(accounts, 4):
        make.promise(account, days=dice.randrange(-2, 3))
        _person(make, dice, account)
        _deal(make, dice, account, [])
        Opportunity.update(step="negotiation").where(Opportunity.account == account).execute()
        transaction(derive.derive)([account], TODAY, SETTINGS)
    kept = stored()
    AccountState.delete().execute()
    OpportunityState.delete().execute()
    assert derive.rebuild(TODAY) == len(accounts)
    assert stored() == kept


@pytest.mark.parametrize("seed", range(20))
def test_a_standing_holds_on_every_day_up_to_the_last_it_says(make: Make, seed: int) -> None:
    accounts = anything(make, random.Random(1000 + seed), 3)
    for account in accounts:
        told = facts.one(account, TODAY, include_branches=True)
        now = standing(told, TODAY, SETTINGS)
        last = now.valid_until or TODAY + timedelta(800)
        for days in range((last - TODAY).days + 1):
            then = standing(told, TODAY + timedelta(days), SETTINGS)
            assert then.valid_until == now.valid_until
            assert (then.urgency, then.due) == (now.urgency, now.due)
            assert (then.risks, then.worst) == (now.risks, now.worst)
            assert then.agenda == now.agenda
            assert [o.urgency for o in then.opportunities] == [o.urgency for o in now.opportunities]


def test_a_standing_sums_up_what_is_undecided(make: Make) -> None:
    account = make.account(phone="1")
    make.opportunity(account, amount=100, step="proposal", information_stage="effective",
                     expected_date=TODAY + timedelta(80))
    make.opportunity(account, amount=200, probability=30, information_stage="prospect")
    make.opportunity(account, amount=900, outcome="won", signed_date=TODAY)
    make.promise(account, "送样", 3)
    make.visit(account, -1)
    derive.rebuild(TODAY)
    state = AccountState.get(AccountState.account == account)
    assert (state.open_amount, state.weighted, state.information_stage) == (300, 50 + 60, "prospect")
    assert (state.urgency, state.next_text, state.due) == ("A", "送样", TODAY + timedelta(3))
    assert [s.weighted for s in OpportunityState.select().order_by(OpportunityState.id)] == [50, 60, 900]


def test_an_account_without_anything_has_a_standing_too(make: Make) -> None:
    account = make.account(registered=None)
    derive.rebuild(TODAY)
    state = AccountState.get(AccountState.account == account)
    assert (state.urgency, state.worst, state.due, state.valid_until) == ("", NO_RISK_RANK, None, None)


def test_a_change_below_reaches_the_group_above(make: Make) -> None:
    group = make.account()
    branch = make.account("廊坊局", parent=group)
    make.person(branch)
    derive.derive([branch], TODAY, SETTINGS)
    assert AccountState.get(AccountState.account == group).people == 1


def test_a_competitor_is_called_by_his_new_name(make: Make) -> None:
    boss, account = actor(None), make.account()
    deal = make.opportunity(account)
    rival = make.rival(account, "旧名", opportunity=deal, position="favoured")
    derive.rebuild(TODAY)
    assert "旧名" in AccountState.get().agenda
    records.edit(boss, "competitor", rival, {"name": "旧名"}, {"name": "新名"})
    assert "新名" in AccountState.get().agenda and "旧名" not in AccountState.get().agenda


def test_overdue_names_those_without_a_standing_and_those_it_no_longer_holds_for(make: Make) -> None:
    old, new = make.account(), make.account("廊坊局")
    make.opportunity(old, expected_date=TODAY + timedelta(40))
    assert derive.overdue(TODAY, 9) == [old, new]
    assert derive.overdue(TODAY, 1) == [old]
    derive.rebuild(TODAY)
    assert derive.overdue(TODAY, 9) == []
    until: Any = AccountState.get(AccountState.account == old).valid_until
    assert derive.overdue(until, 9) == []
    assert derive.overdue(until + timedelta(1), 9) == [old]


def test_what_is_gone_leaves_no_standing(make: Make) -> None:
    account = make.account()
    make.opportunity(account)
    derive.rebuild(TODAY)
    transaction(_remove)(account)
    assert stored() == ([], [])


def _remove(account: int) -> None:
    Opportunity.delete().execute()
    OpportunityState.delete().execute()
    Account.delete().execute()
    derive.derive([account], TODAY, SETTINGS)


def test_nothing_is_written_when_nothing_changed(make: Make, queries: Queries) -> None:
    accounts = anything(make, random.Random(7))
    derive.rebuild(TODAY)
    with queries.counted():
        derive.derive(accounts, TODAY, SETTINGS)
    assert not [text for text in queries.texts if not text.lstrip("(").startswith(("SELECT", "WITH"))]


def test_deriving_costs_the_same_for_any_number_of_accounts(make: Make, queries: Queries) -> None:
    accounts = anything(make, random.Random(3), 12)
    one = queries.of(lambda: derive.derive(accounts[:1], TODAY, SETTINGS))
    assert queries.of(lambda: derive.derive(accounts, TODAY, SETTINGS)) <= one + 1 <= 29


def test_rebuilding_says_how_far_it_is(make: Make) -> None:
    make.account()
    told: list[tuple[int, int]] = []
    derive.rebuild(TODAY, lambda done, all_: told.append((done, all_)))
    assert told == [(1, 1)]
