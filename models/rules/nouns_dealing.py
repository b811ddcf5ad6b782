"""The nouns of dealing: the value case, quotations, negotiation, contract, delivery and what comes after."""

from models.rules import vocabulary as v
from models.rules import vocabulary_dealing as d
from models.rules.fields import Field, FieldKind, Noun, choice, ref

K = FieldKind
_DEAL = ref("opportunity", "opportunity", required=True, more=True)

SOLUTION_PART = Noun("solution_part", (
    choice("layer", d.SolutionLayer, required=True),
    Field("text", required=True),
    ref("need", "need"),
    Field("roles", K.CHOICES, v.Role),
    _DEAL,
), within="account")

VALUE_LINE = Noun("value_line", (
    choice("kind", d.ValueKind, required=True),
    Field("text", required=True),
    Field("amount", K.MONEY, required=True, low=0),
    ref("need", "need"),
    ref("person", "person"),
    Field("basis", K.NOTE, more=True),
    _DEAL,
), within="account")

QUOTATION = Noun("quotation", (
    Field("date", K.DATE, required=True, past=True),
    Field("amount", K.MONEY, required=True, low=0),
    choice("offer", d.Offer, required=True),
    choice("state", d.QuotationState, required=True),
    Field("years", K.WHOLE, low=1, high=30),
    Field("terms", K.NOTE),
    Field("risk_terms", K.NOTE),
    Field("pilot_amount", K.MONEY, low=0),
    Field("rollout_amount", K.MONEY, low=0),
    Field("optimisation_amount", K.MONEY, low=0),
    Field("valid_until", K.DATE, more=True),
    _DEAL,
), within="account")

NEGOTIATION = Noun("negotiation", (
    Field("target", K.MONEY, low=0),
    Field("walk_away", K.MONEY, low=0),
    Field("our_goal"),
    Field("their_goal"),
    Field("their_limit"),
    Field("strategy", K.NOTE),
    Field("alternatives", K.NOTE),
    Field("preparation", K.NOTE),
    ref("executive", "member"),
    Field("executive_date", K.DATE),
    _DEAL,
), within="account")

CONCESSION = Noun("concession", (
    Field("give", required=True),
    Field("gain"),
    Field("worth", K.MONEY, low=0),
    choice("state", d.ConcessionState, required=True),
    Field("place", K.WHOLE, low=1, high=99),
    _DEAL,
), within="account")

ROUND = Noun("negotiation_round", (
    Field("date", K.DATE, required=True, past=True),
    Field("our_offer", K.MONEY, low=0),
    Field("their_offer", K.MONEY, low=0),
    Field("text", K.NOTE, required=True),
    Field("gave"),
    Field("got"),
    ref("person", "person"),
    _DEAL,
), within="account")

CONTRACT = Noun("contract", (
    Field("delivery_standard", K.NOTE),
    Field("acceptance", K.NOTE),
    Field("response_hours", K.WHOLE, low=1, high=8760),
    Field("solution_hours", K.WHOLE, low=1, high=8760),
    Field("payment_terms", K.NOTE),
    Field("risk_terms", K.NOTE),
    ref("success", "member"),
    Field("success_team"),
    Field("service_plan", K.NOTE),
    Field("order_handling", K.NOTE),
    Field("renewal", K.DATE),
    _DEAL,
), within="account")

MILESTONE = Noun("milestone", (
    choice("kind", d.MilestoneKind, required=True),
    Field("deliverable", required=True),
    Field("due", K.DATE, required=True),
    choice("state", d.MilestoneState, required=True),
    Field("done", K.DATE, past=True),
    ref("owner", "member", more=True),
    _DEAL,
), within="account")

DEAL_REPORT = Noun("deal_report", (
    choice("kind", d.DealReportKind, required=True),
    Field("date", K.DATE, required=True, past=True),
    Field("text", K.NOTE, required=True),
    Field("promised", K.MONEY, low=0),
    Field("reached", K.MONEY, low=0),
    Field("new_needs", K.NOTE),
    _DEAL,
), within="account")

PAYMENT = Noun("payment", (
    Field("text", required=True),
    Field("amount", K.MONEY, required=True, low=0),
    Field("due", K.DATE, required=True),
    Field("paid", K.DATE, past=True),
    _DEAL,
), within="account")

SERVICE_PACKAGE = Noun("service_package", (
    choice("level", d.ServiceLevel, required=True),
    Field("text", required=True),
    choice("state", d.PackageState, required=True),
    Field("yearly", K.MONEY, low=0),
    Field("start", K.DATE),
    Field("until", K.DATE),
    _DEAL,
), within="account")

DEALING = (
    SOLUTION_PART, VALUE_LINE, QUOTATION, NEGOTIATION, CONCESSION, ROUND, CONTRACT, MILESTONE, DEAL_REPORT, PAYMENT,
    SERVICE_PACKAGE,
)  # fmt: skip
"""All of them, in the order of a sale."""
