"""Whether the words of an opening or of a presentation go all the way: attention, interest, desire, action (Q12)."""

import re
from collections.abc import Mapping
from enum import StrEnum

from models.rules.arguing import pains_of


class Aida(StrEnum):
    """The steps somebody who listens is led through, in their order (Q12)."""

    ATTENTION = "attention"
    INTEREST = "interest"
    DESIRE = "desire"
    ACTION = "action"


_TROUBLE = re.compile(
    r"痛|怕|头疼|难|烦|急|损失|投诉|告警|停|超|坏|麻烦|风险|压力|丢|迟|拖|worr|fear|trouble|headache|loss|lose|complain"
    r"|alarm|stop|hurt|held .* back|struggl|problem|risk|penalt|pressure"
)
_PROVEN = re.compile(
    r"一家|两家|三家|几家|同行|同类|客户|兄弟|别的|案例|他们|去年|试点"
    r"|firm|customer|client|company|peer|others|colleague|elsewhere|they did|last year|branch|trial"
)
_FIGURE = re.compile(
    r"\d|[一二两三四五六七八九十百千万半]+(?:次|成|天|年|个月|小时|分钟|万|倍|块|元|台|套|站|分|个数字|亿|周)|百分之"
    r"|per cent|percent|%|half|third|quarter|twice"
    r"|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen"
    r"|twenty|thirty|forty|fifty|hundred|thousand|million)\b"
)
_ASK = re.compile(
    r"[?？]|请您|约|您看|下周|安排|哪天|让我"
    r"|shall we|may i|could (?:i|we|you)|would you|let us|next week"
)
_SIGNS: Mapping[Aida, re.Pattern[str]] = {Aida.INTEREST: _PROVEN, Aida.DESIRE: _FIGURE, Aida.ACTION: _ASK}


def check(text: str) -> dict[Aida, bool]:
    """For each step whether a text speaks to it: a pain, somebody like them, a figure, and what to do next (Q12)."""
    said = text.lower()
    found = {Aida.ATTENTION: bool(pains_of([said])) or bool(_TROUBLE.search(said))}
    return found | {step: bool(sign.search(said)) for step, sign in _SIGNS.items()}
