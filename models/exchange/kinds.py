"""What can be brought in: which fields of which noun, in the order a file of our own has them (T11)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from models.rules import vocabulary as v
from models.rules.fields import Field, FieldKind, Noun
from models.rules.names import folded
from models.rules.nouns import ACCOUNT, PERSON
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


def _of_people() -> tuple[Field, ...]:
    """A person's fields, with the account, the department by name, and the stance."""
    own = {each.code: each for each in PERSON.fields if each.code != "unit"}
    first = (
        own.pop("name"), Field("account", FieldKind.REF, noun="account", required=True), own.pop("title"),
        Field("department"), own.pop("level"), own.pop("roles"), Field("stance", FieldKind.CHOICE, v.Stance),
    )  # fmt: skip
    return (*first, *own.values())


KINDS: Mapping[str, Kind] = {
    kind.code: kind
    for kind in (Kind("accounts", ACCOUNT, ACCOUNT.fields), Kind("people", PERSON, _of_people()))
}
ALSO = {
    "unit": "department", "mobile": "phone", "手机": "phone", "手机号": "phone", "city": "region", "城市": "region",
    "角色": "roles",
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
