"""The nouns of strategy: scores on factors, barriers, incentives, plans and their reviews, surveys (S4-S11)."""

from models.rules.fields import Field, FieldKind, Noun, choice, ref
from models.rules.vocabulary import RelationshipGrade
from models.rules.vocabulary_strategy import (
    BarrierKind,
    BarrierState,
    Factor,
    FactorSide,
    HoldItem,
    IncentiveKind,
    Outside,
    Strategy,
)

K = FieldKind
HIGHEST_SCORE = 12
"""Scores on factors go from nothing to this (S4)."""

FACTOR_SCORE = Noun("factor_score", (
    Field("factor", K.LISTED, Factor, required=True),
    choice("side", FactorSide, required=True),
    ref("competitor", "competitor"),
    Field("score", K.WHOLE, required=True, low=0, high=HIGHEST_SCORE),
    ref("criterion", "need"),
    Field("note"),
    ref("opportunity", "opportunity", more=True),
), within="account")

BARRIER = Noun("barrier", (
    choice("kind", BarrierKind, required=True),
    Field("text", required=True),
    choice("state", BarrierState, required=True),
    Field("strength", K.WHOLE, low=1, high=5),
    Field("until", K.DATE),
    Field("note"),
    ref("opportunity", "opportunity", more=True),
), within="account")

INCENTIVE = Noun("incentive", (
    choice("kind", IncentiveKind, required=True),
    Field("text", required=True),
    Field("date", K.DATE),
    Field("note"),
), within="account")

ACCOUNT_PLAN = Noun("account_plan", (
    Field("year", K.WHOLE, required=True, low=1990, high=2200),
    Field("goal", K.NOTE),
    Field("goal_turnover", K.MONEY, low=0),
    Field("goal_share", K.WHOLE, low=0, high=100),
    choice("goal_company_grade", RelationshipGrade),
    choice("goal_personal_grade", RelationshipGrade),
    choice("strategy", Strategy),
    Field("approach", K.NOTE),
    Field("interests", K.NOTE),
    Field("resources", K.NOTE),
    *(Field(f"outside_{each.value}", more=True) for each in Outside),
), within="account")

PLAN_REVIEW = Noun("plan_review", (
    Field("date", K.DATE, required=True, past=True),
    Field("text", K.NOTE, required=True),
), within="account")

HOLD_TICK = Noun("hold_tick", (
    Field("date", K.DATE, required=True, past=True),
    Field("evidence", K.NOTE, required=True),
    choice("item", HoldItem, required=True, more=True),
), within="account")

SURVEY = Noun("survey", (
    Field("date", K.DATE, required=True, past=True),
    ref("person", "person"),
    Field("score", K.WHOLE, required=True, low=1, high=10),
    Field("quality", K.WHOLE, low=1, high=10),
    Field("price", K.WHOLE, low=1, high=10),
    Field("service", K.WHOLE, low=1, high=10),
    Field("recommends", K.FLAG),
    Field("comment", K.NOTE),
), within="account")

STRATEGY = (FACTOR_SCORE, BARRIER, INCENTIVE, ACCOUNT_PLAN, PLAN_REVIEW, HOLD_TICK, SURVEY)
