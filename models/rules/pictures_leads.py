"""The picture of refining leads: each by its score, made of its parts (A13)."""

from collections.abc import Sequence

from models.rules.leads import Part, Ranking
from models.rules.pictures import (
    Bar,
    BarRow,
    Bars,
    Count,
    Label,
    Legend,
    Money,
    Name,
    Note,
    Record,
    Thing,
    Tone,
    Word,
)
from models.rules.vocabulary_leads import LeadPart

MOST = 200
"""Leads that are drawn; programs get all of them."""
_TONES = {
    LeadPart.IDEAL: Tone.GOOD, LeadPart.COMPETITION: Tone.DANGER, LeadPart.VISIBLE: Tone.ACCENT,
    LeadPart.HIDDEN: Tone.WARNING,
}  # fmt: skip
_HIGH = 100


def leads(found: Sequence[Ranking]) -> Bars:
    """Leads by their score, the best first, each bar made of what its parts bring to it."""
    heads = tuple(Word("report.head", code) for code in ("account", "score", *LeadPart, "lead_gaps", "advice"))
    legend = tuple(Legend(tone, "", Word("lead_part", part.value)) for part, tone in _TONES.items())
    return Bars(
        Word("report", "leads"), heads, tuple(_row(each) for each in found[:MOST]), high=_HIGH * _HIGH,
        legend=legend if found else (), records=tuple(_record(each) for each in found),
    )  # fmt: skip


def _row(each: Ranking) -> BarRow:
    bars, at = [], 0
    for part in each.parts:
        bars.append(Bar(at, at + _brings(part), _TONES[part.part]))
        at += _brings(part)
    account = each.lead.account
    beside = (_count(each.score), *(_count(each.of(part)) for part in LeadPart), Count(len(each.missing)))
    advice = Word("lead_advice", each.advice) if each.score is not None else None
    name = Name("account", account, each.lead.name)
    return BarRow(name, tuple(bars), (*beside, advice), Thing("account", account, account))


def _brings(part: Part) -> int:
    """What a part brings to the score, in hundredths."""
    return part.weight * part.score


def _count(number: int | None) -> Count | None:
    return None if number is None else Count(number)


def _record(each: Ranking) -> Record:
    lead = each.lead
    parts: list[tuple[str, Label | None]] = [(part.value, _count(each.of(part))) for part in LeadPart]
    return (
        ("account", Name("account", lead.account, lead.name)), ("account_id", Count(lead.account)),
        ("verdict", Word("lead_verdict", lead.verdict.value)), ("score", _count(each.score)), *parts,
        ("lacking", Count(len(each.missing))),
        ("advice", Word("lead_advice", each.advice) if each.score is not None else None),
        ("yearly_potential", None if lead.potential is None else Money(lead.potential)),
        ("hidden_value", None if lead.hidden_value is None else Money(lead.hidden_value)),
        ("bottleneck", Note(lead.bottleneck) if lead.bottleneck else None),
    )  # fmt: skip
