"""What each setting may be, which belong together, and what follows from a change of one."""

from collections.abc import Iterable, Mapping
from itertools import pairwise

from models.rules.settings import DEFAULTS, OneOf, Settings, SomeOf, Within
from models.rules.values import Invalid, money

GROUPS: Mapping[str, tuple[str, ...]] = {
    "house": ("currency", "visibility", "conflict_"),
    "urgency": ("urgency_",),
    "follow_up": ("follow_up_",),
    "probability": ("probability_",),
    "coverage": (
        "contact_", "high_influence", "champion_", "stance_fell_", "recent_event_", "slips_", "budget_",
        "concentration_",
    ),
    "visits": ("inside_", "promise_", "aims_", "spin_", "complaint_", "plan_"),
    "gifts": ("gift_",),
    "grading": (
        "grading_", "grade_", "ideal_", "card_", "layer_", "potential_", "share_", "value_strategic_",
        "value_important_", "key_", "turnover_", "growth_", "lead_",
    ),
    "funnel": ("gate_", "bant_", "funnel_", "step_", "hygiene_", "coverage_"),
    "dealing": ("value_", "pains_", "price_", "response_", "solution_", "progress_", "renewal_", "payment_", "credit_"),
    "library": ("library_",),
    "strategy": ("strategy_",),
    "more": ("",),
}
"""Under what a setting is listed: the first group with a beginning of its name."""
ASCENDING = (
    ("urgency_h_months", "urgency_a_months", "urgency_b_months", "urgency_c_months"),
    ("grade_b_score", "grade_a_score"),
    ("lead_later_score", "lead_keep_score"),
    ("grade_turnover_b_amount", "grade_turnover_a_amount"),
    ("grade_important_amount", "grade_strategic_amount"),
    ("layer_a_share", "layer_b_share"),
    ("library_medium_staff", "library_large_staff"),
)
"""Each of these is more than the one before it, as what ends in `low` is less than its `high`."""
WHOLE = 100
"""What weights that belong together come to."""
_WEIGHT = "_weight_"
_UNDERIVED = frozenset({
    "currency", "visibility", "gift_limit", "conflict_days", "aims_for_success", "hygiene_days", "funnel_informations",
    "concentration_percent", "lead_regions", "lead_size_low", "lead_size_high", "lead_weight_ideal",
    "lead_weight_competition", "lead_weight_visible", "lead_weight_hidden", "lead_keep_score", "lead_later_score",
    "credit_days", "credit_late_days",
    "plan_weekday", "plan_time", "plan_month_day", "plan_warning_days", "plan_visits_a_day",
    "funnel_prospects", "strategy_leader_percent", "strategy_factor_weight", "strategy_factor_matters",
    "strategy_review_days", "strategy_survey_days", "strategy_satisfied_score", "strategy_satisfaction_fell",
})  # fmt: skip
_BY_END = (
    ("_months", Within(1, 120, "months")), ("_days", Within(1, 3650, "days")), ("_hours", Within(1, 8760, "hours")),
    ("_years", Within(1, 30, "years")), ("_percent", Within(0, 100, "percent")), ("_share", Within(0, 100, "percent")),
    ("_staff", Within(1, 10**6, "people")), ("_size_low", Within(1, 10**6, "people")),
    ("_size_high", Within(1, 10**6, "people")), ("_score", Within(0, 100, "score")),
    ("_roi", Within(0, 1000, "percent")), ("_amount", Within(0, 10**12, "money")), ("", Within(0, 10**9, "count")),
)  # fmt: skip


def names() -> tuple[str, ...]:
    """Every setting, in the order of the groups and within one as declared."""
    groups = list(GROUPS)
    return tuple(sorted(Settings._fields, key=lambda name: groups.index(group(name))))


def group(name: str) -> str:
    """The group a setting is listed under."""
    return next(code for code, beginnings in GROUPS.items() if name.startswith(beginnings))


def bounds(name: str) -> Within | OneOf | SomeOf | None:
    """What a setting may be; None for any text."""
    told = getattr(Settings.__annotations__[name], "__metadata__", ())
    if told:
        found: Within | OneOf | SomeOf = told[0]
        return found
    if isinstance(getattr(DEFAULTS, name), str):
        return None
    if _WEIGHT in name:
        return Within(0, WHOLE, "percent")
    return next(within for end, within in _BY_END if name.endswith(end))


def together(name: str) -> tuple[str, ...]:
    """The settings that can only be changed at once, for they come to a hundred; else the one alone."""
    head, weight, _ = name.partition(_WEIGHT)
    return tuple(each for each in Settings._fields if each.startswith(head + weight)) if weight else (name,)


def parsed(name: str, text: str) -> str:
    """What was typed for a setting, as it is stored; ValueError whose text is a code says what is wrong."""
    text, may = text.strip(), bounds(name)
    if isinstance(may, OneOf):
        if text not in may.codes:
            raise ValueError("not_a_choice")
        return text
    if isinstance(may, SomeOf):
        return _some(text, may)
    if may is None:
        return text
    if not text:
        raise ValueError("required")
    number = _number(text, may.unit)
    if number < may.low:
        raise ValueError("too_low")
    if number > may.high:
        raise ValueError("too_high")
    return str(number)


def _some(text: str, may: SomeOf) -> str:
    """The codes in their own order, each once; none is none."""
    told = {part.strip() for part in text.replace("，", ",").replace("、", ",").split(",")} - {""}
    if not told <= set(may.codes):
        raise ValueError("not_a_choice")
    return ",".join(code for code in may.codes if code in told)


def _number(text: str, unit: str) -> int:
    if unit == "money":
        try:
            return money(text)
        except ValueError:
            raise ValueError("not_money") from None
    plain = text.removesuffix("%").strip()
    if not plain.removeprefix("-").isdecimal() or len(plain) > 12:
        raise ValueError("not_a_number")
    return int(plain)


def orders_of(name: str) -> list[tuple[str, ...]]:
    """The orders a setting stands in, each from the least on."""
    found: list[tuple[str, ...]] = [order for order in ASCENDING if name in order]
    low, high = name.replace("_high", "_low"), name.replace("_low", "_high")
    return found if low == high else [*found, (low, high)]


def ensure_sound(settings: Settings, changed: Iterable[str]) -> None:
    """Raise Invalid where what was changed does not go with the rest: an order broken, weights that are no hundred."""
    values, errors = settings._asdict(), {}
    for name in changed:
        orders = [order for order in orders_of(name) if values.keys() >= set(order)]
        if not all(values[one] < values[two] for order in orders for one, two in pairwise(order)):
            errors[name] = "not_ascending"
        both = together(name)
        if len(both) > 1 and sum(values[each] for each in both) != WHOLE:
            errors[name] = "not_a_hundred"
    if errors:
        raise Invalid(errors)


def derived_from(name: str) -> bool:
    """Whether what is stored of accounts follows from a setting, so that a change of it asks for it anew."""
    return name in Settings._fields and name not in _UNDERIVED


def telling(name: str) -> bool:
    """Whether a change of a setting may move many accounts from one class to another, which is shown before."""
    return name.startswith(("urgency_", "probability_", "grade_", "grading_"))
