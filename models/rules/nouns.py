"""The nouns people record and their fields: declared once for forms, checks, files and history."""

from models.rules import vocabulary as v
from models.rules.fields import Field, FieldKind, Noun, choice, ref
from models.rules.nouns_complaints import COMPLAINTS
from models.rules.nouns_dealing import DEALING
from models.rules.nouns_figures import FIGURES, JUDGED
from models.rules.nouns_gates import GATES
from models.rules.nouns_leads import CREDIT, LEADS
from models.rules.nouns_ledger import LEDGER
from models.rules.nouns_library import LIBRARY
from models.rules.nouns_org import ORG
from models.rules.nouns_process import PLAY_TICK
from models.rules.nouns_strategy import STRATEGY
from models.rules.vocabulary_gates import Screening
from models.rules.vocabulary_ledger import TrustGround
from models.rules.vocabulary_process import DecidedBy, Feeling

K = FieldKind

ACCOUNT = Noun("account", (
    Field("name", required=True),
    Field("short_name"),
    Field("other_names", K.NAMES),
    Field("industry", K.LISTED, v.Industry),
    Field("region"),
    choice("mode", v.Mode),
    choice("kind", v.Kind),
    choice("source", v.Source),
    ref("owner", "member"),
    choice("company_grade", v.RelationshipGrade),
    ref("parent", "account"),
    Field("phone"),
    choice("gift_policy", v.GiftPolicy),
    Field("gift_limit", K.MONEY, low=0, more=True),
    Field("gift_policy_source", more=True),
    Field("gift_policy_date", K.DATE, past=True, more=True),
    Field("address", more=True),
    Field("website", more=True),
    choice("nature", v.Nature, more=True),
    Field("staff", K.WHOLE, low=0, more=True),
    choice("mode_subtype", v.ModeSubtype, more=True),
    choice("authority", v.Authority, more=True),
    choice("value_class", v.ValueClass, more=True),
    choice("attitude", v.Attitude, more=True),
    *JUDGED,
    *CREDIT,
    Field("tags", more=True),
    Field("notes", K.NOTE, more=True),
))

UNIT = Noun("unit", (
    Field("name", required=True),
    choice("kind", v.UnitKind, required=True),
    ref("parent", "unit"),
    Field("members", K.REFS, noun="person"),
    Field("concern"),
    Field("weight", K.WHOLE, low=1, high=5),
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
    ref("unit", "unit"),
    choice("level", v.Level),
    Field("roles", K.CHOICES, v.Role),
    Field("influence", K.WHOLE, low=1, high=5),
    choice("personality", v.Personality),
    choice("personal_grade", v.RelationshipGrade),
    Field("phone"),
    Field("email"),
    Field("needs", K.CHOICES, v.PersonalNeed),
    Field("cares_about"),
    Field("taboo"),
    Field("likes_us", K.FLAG),
    Field("birthday", K.MONTHDAY),
    choice("thinking", v.Thinking, more=True),
    choice("relationship_stage", v.RelationshipStage, more=True),
    choice("space", v.Space, more=True),
    choice("wanted_grade", v.RelationshipGrade, more=True),
    Field("trust", K.CHOICES, TrustGround, more=True),
    choice("camp", v.Camp, more=True),
    ref("introduced_by", "person", more=True),
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
    choice("step", v.Step, required=True),
    Field("probability", K.WHOLE, low=0, high=100),
    choice("information_stage", v.InformationStage, required=True),
    choice("outcome", v.Outcome, required=True),
    ref("product", "product"),
    Field("need"),
    Field("need_cause"),
    ref("owner", "member"),
    choice("bant_budget", v.Bant),
    choice("bant_authority", v.Bant),
    choice("bant_need", v.Bant),
    choice("bant_timeline", v.Bant),
    Field("signed_date", K.DATE, past=True),
    Field("closed_date", K.DATE, past=True),
    Field("reason", K.LISTED, v.Reason),
    ref("winner", "competitor"),
    Field("otherwise", K.NOTE, more=True),
    Field("lesson", K.NOTE, more=True),
    choice("screening", Screening, more=True),
    Field("review_date", K.DATE, more=True),
    choice("buying_step", v.BuyingStep, more=True),
    choice("phase", v.Phase, more=True),
    choice("route", v.Route, more=True),
    choice("origin", v.Origin, more=True),
    Field("place", more=True),
    Field("quantity", more=True),
    Field("project_type", more=True),
    Field("budget_amount", K.MONEY, low=0, more=True),
    choice("budget_source", v.BudgetSource, more=True),
    Field("budget_approval", more=True),
    Field("bant_budget_note", more=True),
    Field("bant_authority_note", more=True),
    Field("bant_need_note", more=True),
    Field("bant_timeline_note", more=True),
    Field("delivered_date", K.DATE, past=True, more=True),
    Field("shortlist", more=True),
    Field("our_rank", K.WHOLE, low=1, high=99, more=True),
    Field("negotiating_with", more=True),
    choice("decision_by", DecidedBy, more=True),
    choice("feeling", Feeling, more=True),
    Field("feeling_note", K.NOTE, more=True),
    Field("documents", K.NOTE, more=True),
    Field("notes", K.NOTE, more=True),
), within="account")

VISIT = Noun("visit", (
    choice("kind", v.VisitKind, required=True),
    choice("state", v.VisitState, required=True),
    Field("date", K.DATE, required=True, past=True),
    Field("time", K.TIME),
    Field("people", K.REFS, noun="person"),
    ref("opportunity", "opportunity"),
    Field("purposes", K.CHOICES, v.Purpose),
    Field("happened", K.NOTE),
    choice("result", v.Result),
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
    choice("by", v.Party, required=True),
    Field("text", required=True),
    Field("due", K.DATE),
    ref("person", "person"),
    ref("opportunity", "opportunity"),
    Field("next_step", K.FLAG),
), within="account")

EVENT = Noun("account_event", (
    choice("kind", v.EventKind, required=True),
    Field("date", K.DATE, required=True, past=True),
    Field("text", required=True),
    ref("person", "person"),
), within="account")

RELATION = Noun("relation", (
    ref("other", "person", required=True),
    choice("kind", v.RelationKind, required=True),
    Field("suspected", K.FLAG),
    Field("strength", K.WHOLE, low=1, high=5),
    Field("note"),
), within="person")

ACT = Noun("act", (
    choice("kind", v.ActKind, required=True),
    Field("date", K.DATE, required=True, past=True),
    Field("text"),
), within="person")

INSIDE = Noun("inside_mark", (
    choice("inside", v.Inside, required=True),
    Field("date", K.DATE, required=True, past=True),
    ref("opportunity", "opportunity"),
), within="person")

ATTITUDE = Noun("attitude", (
    ref("competitor", "competitor", required=True),
    choice("stance", v.Stance, required=True),
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
    ref("competitor", "competitor", required=True),
    ref("opportunity", "opportunity"),
    choice("position", v.Position, required=True),
    Field("supplies_now", K.FLAG),
    Field("price_level"),
    Field("products"),
    Field("connections"),
    Field("notes"),
), within="account")

NEED = Noun("need", (
    choice("kind", v.NeedKind, required=True),
    Field("text", required=True),
    ref("parent", "need"),
    ref("person", "person"),
    ref("opportunity", "opportunity"),
    Field("priority", K.WHOLE, low=1, high=9),
    Field("weight", K.WHOLE, low=0, high=100),
    choice("state", v.NeedState),
    Field("our_answer"),
), within="account")

QUESTION = Noun("question", (
    Field("zh"),
    Field("en"),
    choice("level", v.QuestionLevel, required=True),
    choice("spin", v.Spin),
    Field("w", K.CHOICES, v.W),
    Field("roles", K.CHOICES, v.Role),
    Field("industries", K.CHOICES, v.Industry),
    Field("hidden", K.FLAG),
))

GIFT = Noun("gift", (
    choice("kind", v.GiftKind, required=True),
    Field("what", required=True),
    Field("value", K.MONEY, low=0),
    ref("person", "person"),
    Field("date", K.DATE, required=True, past=True),
    Field("occasion"),
), within="account")

TASK = Noun("task", (
    Field("text", required=True),
    Field("due", K.DATE),
    ref("person", "person"),
    ref("member", "member"),
), within="account")

MEMBER = Noun("member", (
    Field("name", required=True),
    Field("login", required=True),
    choice("role", v.MemberRole, required=True),
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
        COMPETITOR, RIVAL_BID, NEED, QUESTION, GIFT, TASK, MEMBER, ACCOUNT_FIELD, *DEALING, *GATES, *LIBRARY,
        PLAY_TICK, *FIGURES, *LEADS, *COMPLAINTS, *STRATEGY, *LEDGER, *ORG,
    )
}
"""Every noun by its code, which is also the name of its table."""
