"""The nouns people record and their fields: declared once for forms, checks, files and history."""

from enum import StrEnum
from typing import NamedTuple

from models.rules import vocabulary as v


class FieldKind(StrEnum):
    """What a field holds and so how it is typed, checked and stored."""

    TEXT = "text"
    NOTE = "note"
    CHOICE = "choice"
    CHOICES = "choices"
    LISTED = "listed"
    DATE = "date"
    TIME = "time"
    MONTHDAY = "monthday"
    MONEY = "money"
    WHOLE = "whole"
    FLAG = "flag"
    REF = "ref"
    REFS = "refs"
    NAMES = "names"


class Field(NamedTuple):
    """A field of a noun.

    `choices` is the enumeration of a choice; `noun` is what a reference names; `low` and `high` bound a whole
    number; `section` groups the fields of a form; `more` puts it behind the fold of the form.
    """

    code: str
    kind: FieldKind = FieldKind.TEXT
    choices: type[StrEnum] | None = None
    noun: str = ""
    required: bool = False
    low: int | None = None
    high: int | None = None
    more: bool = False
    past: bool = False
    """A date without a year lies in the past rather than ahead."""


class Noun(NamedTuple):
    """A thing people record: its table's name is its code."""

    code: str
    fields: tuple[Field, ...]
    within: str = ""
    """The noun it belongs to, account in most cases."""

    def field(self, code: str) -> Field:
        """The field of that code; KeyError when there is none."""
        for field in self.fields:
            if field.code == code:
                return field
        raise KeyError(code)


K = FieldKind


def _choice(code: str, choices: type[StrEnum], *, required: bool = False, more: bool = False) -> Field:
    return Field(code, K.CHOICE, choices, required=required, more=more)


def _ref(code: str, noun: str, *, required: bool = False, more: bool = False) -> Field:
    return Field(code, K.REF, noun=noun, required=required, more=more)


ACCOUNT = Noun("account", (
    Field("name", required=True),
    Field("short_name"),
    Field("other_names", K.NAMES),
    Field("industry", K.LISTED, v.Industry),
    Field("region"),
    _choice("mode", v.Mode),
    _choice("kind", v.Kind),
    _choice("source", v.Source),
    _ref("owner", "member"),
    _choice("company_grade", v.RelationshipGrade),
    _ref("parent", "account"),
    Field("phone"),
    _choice("gift_policy", v.GiftPolicy),
    Field("gift_limit", K.MONEY, low=0, more=True),
    Field("gift_policy_source", more=True),
    Field("gift_policy_date", K.DATE, past=True, more=True),
    Field("address", more=True),
    Field("website", more=True),
    _choice("nature", v.Nature, more=True),
    Field("staff", K.WHOLE, low=0, more=True),
    _choice("mode_subtype", v.ModeSubtype, more=True),
    _choice("authority", v.Authority, more=True),
    _choice("value_class", v.ValueClass, more=True),
    _choice("attitude", v.Attitude, more=True),
    Field("tags", more=True),
    Field("notes", K.NOTE, more=True),
))

UNIT = Noun("unit", (
    Field("name", required=True),
    _choice("kind", v.UnitKind, required=True),
    _ref("parent", "unit"),
    Field("members", K.REFS, noun="person"),
), within="account")

PRODUCT = Noun("product", (
    Field("name", required=True),
    Field("code"),
    Field("line"),
    Field("list_price", K.MONEY, low=0),
))

PERSON = Noun("person", (
    Field("name"),
    Field("placeholder", K.FLAG),
    Field("title"),
    _ref("unit", "unit"),
    _choice("level", v.Level),
    Field("roles", K.CHOICES, v.Role),
    Field("influence", K.WHOLE, low=1, high=5),
    _choice("personality", v.Personality),
    _choice("personal_grade", v.RelationshipGrade),
    Field("phone"),
    Field("email"),
    Field("needs", K.CHOICES, v.PersonalNeed),
    Field("cares_about"),
    Field("taboo"),
    Field("likes_us", K.FLAG),
    Field("birthday", K.MONTHDAY),
    _choice("thinking", v.Thinking, more=True),
    _choice("relationship_stage", v.RelationshipStage, more=True),
    _choice("space", v.Space, more=True),
    _choice("camp", v.Camp, more=True),
    _ref("introduced_by", "person", more=True),
    Field("messaging", more=True),
    Field("office", more=True),
    Field("home_town", more=True),
    Field("school", more=True),
    Field("career", more=True),
    Field("family", more=True),
    Field("hobbies", more=True),
    Field("interests", more=True),
    Field("tags", more=True),
    Field("notes", K.NOTE, more=True),
), within="account")

OPPORTUNITY = Noun("opportunity", (
    Field("name", required=True),
    Field("amount", K.MONEY, low=0),
    Field("expected_date", K.DATE),
    _choice("step", v.Step, required=True),
    Field("probability", K.WHOLE, low=0, high=100),
    _choice("information_stage", v.InformationStage, required=True),
    _choice("outcome", v.Outcome, required=True),
    _ref("product", "product"),
    Field("need"),
    Field("need_cause"),
    _ref("owner", "member"),
    _choice("bant_budget", v.Bant),
    _choice("bant_authority", v.Bant),
    _choice("bant_need", v.Bant),
    _choice("bant_timeline", v.Bant),
    Field("signed_date", K.DATE, past=True),
    Field("closed_date", K.DATE, past=True),
    Field("reason", K.LISTED, v.Reason),
    _ref("winner", "competitor"),
    _choice("buying_step", v.BuyingStep, more=True),
    _choice("phase", v.Phase, more=True),
    _choice("route", v.Route, more=True),
    _choice("origin", v.Origin, more=True),
    Field("place", more=True),
    Field("quantity", more=True),
    Field("project_type", more=True),
    Field("budget_amount", K.MONEY, low=0, more=True),
    _choice("budget_source", v.BudgetSource, more=True),
    Field("budget_approval", more=True),
    Field("bant_budget_note", more=True),
    Field("bant_authority_note", more=True),
    Field("bant_need_note", more=True),
    Field("bant_timeline_note", more=True),
    Field("delivered_date", K.DATE, past=True, more=True),
    Field("documents", K.NOTE, more=True),
    Field("notes", K.NOTE, more=True),
), within="account")

VISIT = Noun("visit", (
    _choice("kind", v.VisitKind, required=True),
    _choice("state", v.VisitState, required=True),
    Field("date", K.DATE, required=True, past=True),
    Field("time", K.TIME),
    Field("people", K.REFS, noun="person"),
    _ref("opportunity", "opportunity"),
    Field("purposes", K.CHOICES, v.Purpose),
    Field("happened", K.NOTE),
    _choice("result", v.Result),
    Field("advance"),
    Field("aims", K.CHOICES, v.Aim),
    Field("information", K.NOTE, more=True),
    Field("measures", more=True),
    Field("reaction", more=True),
    Field("progress", more=True),
    Field("opening", more=True),
    Field("agenda", more=True),
    Field("positioning", more=True),
    Field("agreement", more=True),
    Field("our_people", K.REFS, noun="member", more=True),
    Field("place", more=True),
    Field("links", K.NOTE, more=True),
), within="account")

PROMISE = Noun("promise", (
    _choice("by", v.Party, required=True),
    Field("text", required=True),
    Field("due", K.DATE),
    _ref("person", "person"),
    _ref("opportunity", "opportunity"),
    Field("next_step", K.FLAG),
), within="account")

EVENT = Noun("account_event", (
    _choice("kind", v.EventKind, required=True),
    Field("date", K.DATE, required=True, past=True),
    Field("text", required=True),
    _ref("person", "person"),
), within="account")

RELATION = Noun("relation", (
    _ref("other", "person", required=True),
    _choice("kind", v.RelationKind, required=True),
    Field("suspected", K.FLAG),
    Field("strength", K.WHOLE, low=1, high=5),
    Field("note"),
), within="person")

ACT = Noun("act", (
    _choice("kind", v.ActKind, required=True),
    Field("date", K.DATE, required=True, past=True),
    Field("text"),
), within="person")

INSIDE = Noun("inside_mark", (
    _choice("inside", v.Inside, required=True),
    Field("date", K.DATE, required=True, past=True),
    _ref("opportunity", "opportunity"),
), within="person")

ATTITUDE = Noun("attitude", (
    _ref("competitor", "competitor", required=True),
    _choice("stance", v.Stance, required=True),
    Field("note"),
), within="person")

COMPETITOR = Noun("competitor", (
    Field("name", required=True),
    Field("strengths"),
    Field("weaknesses"),
    Field("attacks"),
    Field("answers"),
    Field("notes", K.NOTE),
))

RIVAL_BID = Noun("opportunity_competitor", (
    _ref("competitor", "competitor", required=True),
    _ref("opportunity", "opportunity"),
    _choice("position", v.Position, required=True),
    Field("supplies_now", K.FLAG),
    Field("price_level"),
    Field("products"),
    Field("connections"),
    Field("notes"),
), within="account")

NEED = Noun("need", (
    _choice("kind", v.NeedKind, required=True),
    Field("text", required=True),
    _ref("parent", "need"),
    _ref("person", "person"),
    _ref("opportunity", "opportunity"),
    Field("priority", K.WHOLE, low=1, high=9),
    Field("weight", K.WHOLE, low=0, high=100),
    _choice("state", v.NeedState),
    Field("our_answer"),
), within="account")

QUESTION = Noun("question", (
    Field("zh"),
    Field("en"),
    _choice("level", v.QuestionLevel, required=True),
    _choice("spin", v.Spin),
    Field("w", K.CHOICES, v.W),
    Field("roles", K.CHOICES, v.Role),
    Field("industries", K.CHOICES, v.Industry),
    Field("hidden", K.FLAG),
))

GIFT = Noun("gift", (
    _choice("kind", v.GiftKind, required=True),
    Field("what", required=True),
    Field("value", K.MONEY, low=0),
    _ref("person", "person"),
    Field("date", K.DATE, required=True, past=True),
    Field("occasion"),
), within="account")

TASK = Noun("task", (
    Field("text", required=True),
    Field("due", K.DATE),
    _ref("person", "person"),
    _ref("member", "member"),
), within="account")

MEMBER = Noun("member", (
    Field("name", required=True),
    Field("login", required=True),
    _choice("role", v.MemberRole, required=True),
    Field("office"),
    Field("region"),
    Field("active", K.FLAG),
))

ACCOUNT_FIELD = Noun("account_field", (
    Field("name", required=True),
    Field("value"),
), within="account")

NOUNS: dict[str, Noun] = {
    noun.code: noun
    for noun in (
        ACCOUNT, UNIT, PRODUCT, PERSON, OPPORTUNITY, VISIT, PROMISE, EVENT, RELATION, ACT, INSIDE, ATTITUDE,
        COMPETITOR, RIVAL_BID, NEED, QUESTION, GIFT, TASK, MEMBER, ACCOUNT_FIELD,
    )
}
"""Every noun by its code, which is also the name of its table."""
