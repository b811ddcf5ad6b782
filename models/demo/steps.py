"""Reading the cases: what happens on which day, in the order in which it happened."""

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_ORDER = (
    "member", "product", "competitor", "account", "unit", "person", "opportunity", "opportunity_competitor",
    "annual_figure", "team_member", "lead", "relation", "account_event", "edit", "settle", "visit", "act", "inside",
    "stance", "need", "attitude", "ask", "tick", "answer", "gift", "transfer", "solution_part", "value_line",
    "quotation", "negotiation", "concession", "negotiation_round", "chain_link", "play_tick", "gate", "contract",
    "sign", "milestone", "deal_report", "payment", "service_package",
    "intel", "doubt", "touch", "conduct",
    "factor_score", "barrier", "incentive", "hold_tick", "survey", "account_plan", "plan_review", "complaint",
    "accept", "prepare", "remark",
)  # fmt: skip
"""What comes first among the things of one day: whatever others refer to."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened, `day` days from today: what it is, and its table in the case's file."""

    day: int
    kind: str
    entry: dict[str, Any]


def steps(cases: Iterable[str]) -> list[Step]:
    """Everything that happened in the cases, in order: by day, then by what refers to what."""
    found = [step for case in cases for step in _case(case)]
    return sorted(found, key=lambda step: (step.day, _ORDER.index(step.kind)))


def _case(case: str) -> Iterator[Step]:
    text = Path(__file__).with_name(f"{case}.toml").read_text("utf-8")
    for kind, entries in tomllib.loads(text).items():
        for entry in entries:
            yield Step(entry["day"], kind, entry)
            yield from _followed(kind, entry)


def _followed(kind: str, entry: dict[str, Any]) -> Iterator[Step]:
    """What came of it later: promises kept, questions put and answered."""
    for number, promise in enumerate(entry.get("promise", ())):
        for word in ("kept", "dropped"):
            if word in promise:
                told = {"visit": entry["key"], "number": number, "kept": word == "kept"}
                yield Step(promise[word], "settle", told)
    if kind == "ask":
        for word, later in (("asked", "tick"), ("answered", "answer")):
            if word in entry:
                yield Step(entry[word], later, entry)
