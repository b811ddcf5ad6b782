"""The method as data: the starter library of questions, and one-line advice, in Chinese and English.

The files beside this one are TOML, kept to a plain form: one key and one value to a line, no escapes. That
form is read here line by line, because a look-up from the shell must be instant: tomllib takes five times as
long over the same files, and longer still with its import. The tests compare both readings.
Sources: P2, P7, P9, P11, P12, Q1, Q3, Q5, Q9, Q11, V5, V7.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

QUESTION_FILES = (
    "rapport",
    "broad_open",
    "directed_open",
    "directed_closed",
    "target_open",
    "target_closed",
    "property",
    "power_grid",
    "telecom",
    "manufacturing",
    "bank",
)
"""The files of questions, in the order of their ids: a file per level, then a file per industry."""


class Question(NamedTuple):
    """A question of the starter library: where it stands in the funnel, whom it suits, what it can bring.

    `spin` is "" for small talk only. An empty `roles`, `industries`, `personality` or `phase` means any. `w`
    names what it touches of 5W2H; `gaps` what it can close: `role_missing:<role>`, `stance_unknown`,
    `personality_unknown`, `criteria_missing`, `competitors_unknown`, `5w2h:<w>`, `coach:<group>` and
    `bant:<budget, authority, need or timeline>`. Ids are stable and never reused. Source: Q11.
    """

    id: int
    level: str
    spin: str
    w: tuple[str, ...]
    roles: tuple[str, ...]
    industries: tuple[str, ...]
    gaps: tuple[str, ...]
    personality: tuple[str, ...]
    phase: tuple[str, ...]
    zh: str
    en: str

    def text(self, language: str) -> str:
        """The question in a language: Chinese for "zh", "zh_CN" and the like, else English. Source: Q11."""
        return self.zh if language.startswith("zh") else self.en


class Line(NamedTuple):
    """One line of advice under its code; at most 70 cells wide in either language. Sources: P7, P12, Q9."""

    code: str
    zh: str
    en: str

    def text(self, language: str) -> str:
        """The line in a language: Chinese for "zh", "zh_CN" and the like, else English. Source: P7."""
        return self.zh if language.startswith("zh") else self.en


@cache
def questions() -> tuple[Question, ...]:
    """Every shipped question, by id; read once. Source: Q11."""
    return tuple(_question(raw) for name in QUESTION_FILES for _, raw in _tables(f"questions/{name}.toml"))


@cache
def topics() -> Mapping[str, tuple[Line, ...]]:
    """All advice: topic to lines, in the order of the file; read once.

    disc, disc.do.<D>, disc.dont.<D>          how to talk to a personality, three do's, three don'ts (P7)
    quadrant, quadrant.check.<facts>          how to speak to a way of thinking, and its checklist (P7)
    role.cares, role.deal                     what a buying role cares about, how to deal with it (P2)
    company.sign.<B>, company.measure.<B>     signs of a relationship grade, measures that lead on (P12)
    personal.sign.<B>, personal.measure.<B>   the same for one person; grades none C B A (P12)
    need                                      how to serve a personal need within policy (P9)
    coach, coach.items.<project>              the groups to collect from a coach, and their items (P11)
    listening, call.rule, call.script         the listening card (Q9), the call for an appointment (V5)
    self_check                                the six questions before a visit (V7)
    """
    return _lines("advice.toml")


@cache
def process() -> Mapping[str, tuple[Line, ...]]:
    """The plays of our sales process and the measures for the customer's, by topic in order; read once.

    play.<step>                               what we do at a step of ours (O5)
    measure.<buying step>[.<origin, decider>] what helps at a step of the customer's (O6, O8)
    phase.<phase>, route.<route>              what suits the phase, and who decides and buys (O6, O7)
    pattern.<origin>                          who leads and who decides as a rule (O6)
    feeling.<feeling>                         what to do about how they feel once it is decided (O6)
    """
    return _lines("process.toml")


def _lines(name: str) -> dict[str, tuple[Line, ...]]:
    """The lines of a file by their topics."""
    found: dict[str, list[Line]] = {}
    for header, raw in _tables(name):
        topic, _, code = header.rpartition(".")
        found.setdefault(topic, []).append(Line(code, _one(raw, "zh"), _one(raw, "en")))
    return {topic: tuple(lines) for topic, lines in found.items()}


def lines(topic: str) -> tuple[Line, ...]:
    """The lines of one topic, in order; KeyError for an unknown topic. Sources: P11, P12, Q9, V5, V7."""
    return topics()[topic]


def advice(topic: str, code: str, language: str) -> str:
    """The line for a code, as in ("disc", "D", "zh"); KeyError for an unknown one. Sources: P2, P7, P9."""
    for line in lines(topic):
        if line.code == code:
            return line.text(language)
    raise KeyError(f"{topic}.{code}")


def _question(raw: dict[str, str]) -> Question:
    return Question(
        id=int(raw["id"]),
        level=_one(raw, "level"),
        spin=_one(raw, "spin"),
        w=_many(raw, "w"),
        roles=_many(raw, "roles"),
        industries=_many(raw, "industries"),
        gaps=_many(raw, "gaps"),
        personality=_many(raw, "personality"),
        phase=_many(raw, "phase"),
        zh=_one(raw, "zh"),
        en=_one(raw, "en"),
    )


def _one(raw: dict[str, str], key: str) -> str:
    return raw.get(key, "")[1:-1]


def _many(raw: dict[str, str], key: str) -> tuple[str, ...]:
    return tuple(raw.get(key, "").split('"')[1::2])


def _tables(name: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Each table of a file in the plain form: its header without brackets, its values as they are written."""
    header, raw = "", dict[str, str]()
    with open(f"{__path__[0]}/{name}", encoding="utf-8") as file:  # noqa: PTH123 pathlib costs 3 ms at start
        for written in file:
            line = written.rstrip()
            if line.startswith("["):
                if header:
                    yield header, raw
                header, raw = line.strip("[]"), {}
            elif line and not line.startswith("#"):
                key, _, value = line.partition(" = ")
                raw[key] = value
    if header:
        yield header, raw
