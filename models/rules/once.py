"""What was found of the account at hand: several rules ask the same of it, and it is found once.

A rule stays a function of its arguments: what it answered is told again only for the very same facts, which never
change. The answers about the account judged last are kept, and about no other.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from models.rules.facts import AccountFacts

P = ParamSpec("P")
T = TypeVar("T")
_Rule = Callable[Concatenate[AccountFacts, P], T]


class _Last:
    """The account judged last with the answers about it: put and taken in one, for more than one thread judges."""

    held: tuple[AccountFacts | None, dict[Any, Any]] = (None, {})


def once(rule: _Rule[P, T]) -> _Rule[P, T]:
    """The same rule, found once for the same account with the same further arguments, which must be hashable."""

    @wraps(rule)
    def told(facts: AccountFacts, /, *more: P.args, **named: P.kwargs) -> T:
        held = _Last.held
        if held[0] is not facts:
            held = _Last.held = (facts, {})
        key = (rule, more, *named.items())
        if key not in held[1]:
            held[1][key] = rule(facts, *more, **named)
        answer: T = held[1][key]
        return answer

    return told


def forget() -> None:
    """Let go of the account judged last."""
    _Last.held = (None, {})
