"""Whether the words of an opening go from attention to action (Q12)."""

import pytest

from models.playbook.shelf import pieces
from models.rules.aida import Aida, check

WHOLE = "去年我们帮一家同行把停机从九次降到一次，您看下周二行吗？"
ENGLISH = "A firm like yours cut its stops from nine to one. May I show you next week?"


@pytest.mark.parametrize(("text", "lacking"), [
    (WHOLE, set()), (ENGLISH, set()), ("", set(Aida)),
    ("我们公司成立于南方，产品线很全。", {Aida.ATTENTION, Aida.INTEREST, Aida.DESIRE, Aida.ACTION}),
    ("我们帮一家同行少停机。", {Aida.DESIRE, Aida.ACTION}),
    ("夜里停电您最怕什么？", {Aida.INTEREST, Aida.DESIRE}),
    ("Stops hurt. Shall we talk?", {Aida.INTEREST, Aida.DESIRE}),
])  # fmt: skip
def test_what_an_opening_lacks_is_told(text: str, lacking: set[Aida]) -> None:
    assert {step for step, said in check(text).items() if not said} == lacking
    assert list(check(text)) == list(Aida)


@pytest.mark.parametrize("code", ["zh", "en"])
def test_the_shipped_cold_call_goes_all_the_way(code: str) -> None:
    first = next(piece.values for piece in pieces("script") if piece.id == 1)
    assert all(check(str(first[code])).values())
