"""What can be brought in: which fields of which noun, in the order a file of our own has them (T11)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from models.rules import vocabulary as v
from models.rules.fields import Field, FieldKind, Noun
from models.rules.names import folded
from models.rules.nouns import ACCOUNT, OPPORTUNITY, PERSON, QUESTION
from models.rules.nouns_figures import ANNUAL_FIGURE
from models.rules.nouns_library import CASE_STORY, CONCERN, HANDBOOK_PAGE, SCRIPT
from models.rules.text import clean


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: its code on the command line, the noun it records, its fields."""

    code: str
    noun: Noun
    fields: tuple[Field, ...]

    def field(self, code: str) -> Field | None:
        """The field of that code."""
        return next((each for each in self.fields if each.code == code), None)


_ACCOUNT = Field("account", FieldKind.REF, noun="account", required=True)


def _of_people() -> tuple[Field, ...]:
    """A person's fields, with the account, the department by name, and the stance."""
    own = {each.code: each for each in PERSON.fields if each.code != "unit"}
    first = (
        own.pop("name"), _ACCOUNT, own.pop("title"),
        Field("department"), own.pop("level"), own.pop("roles"), Field("stance", FieldKind.CHOICE, v.Stance),
    )  # fmt: skip
    return (*first, *own.values())


Stage = StrEnum("Stage", [(each.name, each.value) for each in (*v.Step, *v.Outcome)])  # type: ignore[misc]
"""What other programs call a stage: a step of ours, or an outcome."""
TAKEN_APART = frozenset({"stage"})
"""Fields of a file that become others; a file of our own has those instead."""


def _of_opportunities() -> tuple[Field, ...]:
    """An opportunity's fields, with the account; the stage stands for a step or an outcome, which may be left out."""
    own = [each if each.code == "name" else each._replace(required=False) for each in OPPORTUNITY.fields]
    return (_ACCOUNT, *own, Field("stage", FieldKind.CHOICE, Stage))


KINDS: Mapping[str, Kind] = {
    kind.code: kind
    for kind in (
        Kind("accounts", ACCOUNT, ACCOUNT.fields),
        Kind("people", PERSON, _of_people()),
        Kind("opportunities", OPPORTUNITY, _of_opportunities()),
        Kind("figures", ANNUAL_FIGURE, (_ACCOUNT, *ANNUAL_FIGURE.fields)),
        Kind("questions", QUESTION, QUESTION.fields),
        Kind("scripts", SCRIPT, SCRIPT.fields),
        Kind("cases", CASE_STORY, CASE_STORY.fields),
        Kind("concerns", CONCERN, CONCERN.fields),
        Kind("handbook", HANDBOOK_PAGE, HANDBOOK_PAGE.fields),
    )
}
ALSO = {
    "unit": "department", "mobile": "phone", "手机": "phone", "手机号": "phone", "city": "region", "城市": "region",
    "角色": "roles", "deal_stage": "stage", "sales_stage": "stage", "销售阶段": "stage", "阶段": "stage",
    "close_date": "closed_date", "close_value": "amount",
}  # fmt: skip
"""Other words that a heading may use for a field, as other programs write them."""


@dataclass(frozen=True, slots=True)
class Labels:
    """What fields and choices are called in every language, by the field's code; models know no words."""

    headings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    choices: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """For each field the code that a label in lower case stands for."""


def plain(heading: str) -> str:
    """A heading without the differences that do not count: width, case, spaces, `_`, the mark of what is required."""
    return re.sub(r"[\s_*]+", "", folded(clean(heading)))
