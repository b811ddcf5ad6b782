"""How far an opportunity is through its gates, drawn stage by stage (O2)."""

import pytest

from models.rules import gates
from models.rules import pictures_gates as pictures
from models.rules.facts import TickFact
from models.rules.pictures import Count, Note, Share, Tone, Word, records
from models.rules.settings import DEFAULTS
from models.rules.vocabulary import InformationStage, Mode
from models.rules.vocabulary_gates import GateItem
from tests.rules.made import account, ago, deal

I = GateItem
S = InformationStage


def told(stage: InformationStage, *ticks: GateItem, mode: Mode = Mode.INDEPENDENT) -> tuple[gates.GateLine, ...]:
    found = tuple(TickFact(place, item, ago(1), 1, evidence="见纪要") for place, item in enumerate(ticks))
    facts = account(mode=mode, opportunities=(deal(information_stage=stage),), ticks=found)
    return gates.progress(facts, 1, DEFAULTS)


@pytest.mark.parametrize("mode", Mode)
def test_every_item_of_every_stage_is_there_once(mode: Mode) -> None:
    lines = told(S.GENERAL, mode=mode)
    assert [(line.stage, line.item) for line in lines] == [
        (stage, item) for stage in S for item in gates.LISTS[mode][stage]
    ]
    with pytest.raises(KeyError):
        gates.progress(account(mode=mode), 1, DEFAULTS)


def test_what_is_met_stands_first_and_what_is_missing_is_drawn_too() -> None:
    lines = told(S.GENERAL, I.CLEAR_NEED)
    found = pictures.progress(lines, S.GENERAL)
    first = found.rows[0]
    assert [(bar.start, bar.end, bar.mark, bar.tone) for bar in first.bars] == [
        (0, 1, "+", Tone.GOOD), (1, 2, "-", Tone.DIM), (2, 3, "-", Tone.DIM),
    ]  # fmt: skip
    assert first.beside == (Count(1), Count(3), Share(1, 3))
    assert found.high == max(len(gates.LISTS[Mode.INDEPENDENT][stage]) for stage in S)
    assert found.total is not None and found.total.beside == (Count(1), Count(len(lines)), Share(1, len(lines)))


@pytest.mark.parametrize(
    ("stage", "lost"), [(S.GENERAL, []), (S.EFFECTIVE, [S.GENERAL, S.EFFECTIVE]), (S.PROSPECT, list(S))]
)
def test_what_is_missing_of_a_gate_that_was_passed_is_warned_of(
    stage: InformationStage, lost: list[InformationStage]
) -> None:
    found = pictures.progress(told(stage), stage)
    warned = [each for each, row in zip(S, found.rows, strict=True) if any(b.tone is Tone.DANGER for b in row.bars)]
    assert warned == lost


def test_a_row_for_programs_for_each_item() -> None:
    rows = [dict(row) for row in records(pictures.progress(told(S.GENERAL, I.CLEAR_NEED), S.GENERAL))]
    need = next(row for row in rows if row["code"] == Word("gate_item", I.CLEAR_NEED.value))
    assert (need["met"], need["auto"], need["evidence"]) == (Count(1), Count(int(I.CLEAR_NEED.auto)), Note("见纪要"))
    assert records(pictures.progress((), S.GENERAL)) == ()
