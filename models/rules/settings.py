"""Every threshold, weight and period of the method, with the value it has until somebody changes it."""

from typing import Annotated, NamedTuple


class Within(NamedTuple):
    """What a number may be, and of what it is a number (`setting.unit.<unit>`)."""

    low: int
    high: int
    unit: str


class OneOf(NamedTuple):
    """The codes a choice is made of."""

    codes: tuple[str, ...]


class SomeOf(NamedTuple):
    """The codes of which some are chosen, apart by commas; with the noun whose fields they are."""

    codes: tuple[str, ...]
    noun: str


CARDABLE = (
    "industry", "nature", "staff", "region", "address", "phone", "source", "owner", "mode", "kind", "company_grade",
    "gift_policy", "website", "mode_subtype", "authority", "value_class", "yearly_potential", "cooperating_since",
)  # fmt: skip
"""The fields of an account its minimum profile can ask for, in the order in which one asks (A17)."""

Months = Annotated[int, Within(1, 120, "months")]
Days = Annotated[int, Within(1, 3650, "days")]
Percent = Annotated[int, Within(0, 100, "percent")]
Count = Annotated[int, Within(1, 99, "count")]
Money = Annotated[int, Within(0, 10**12, "money")]


class Settings(NamedTuple):
    """The numbers the rules go by; days unless the name says otherwise.

    What one may be stands in its type; where it does not, it follows from its name (`models.rules.thresholds`).
    """

    currency: Annotated[str, OneOf(("CNY", "HKD", "TWD", "USD", "EUR", "JPY", "SGD"))] = "CNY"

    urgency_h_months: Months = 1
    urgency_a_months: Months = 3
    urgency_b_months: Months = 6
    urgency_c_months: Months = 12
    follow_up_O: Days = 7
    follow_up_H: Days = 3
    follow_up_A: Days = 7
    follow_up_B: Days = 14
    follow_up_C: Days = 30
    follow_up_W: Days = 3
    follow_up_D: Days = 30
    follow_up_F: Days = 90
    follow_up_none: Days = 90
    follow_up_strategic: Days = 30
    """So often an account of a value class is seen at least, whatever its opportunities ask for (V4)."""
    follow_up_important: Days = 45
    follow_up_ordinary: Days = 90
    follow_up_service_months: Months = 3
    """So often whoever has what we delivered is asked how it does (V13)."""
    follow_up_grade_A: Days = 30
    """So often a relationship of a grade is kept up (V4)."""
    follow_up_grade_B: Days = 45
    follow_up_grade_C: Days = 90

    probability_lead: Percent = 25
    probability_diagnosis: Percent = 25
    probability_proposal: Percent = 50
    probability_negotiation: Percent = 75

    contact_days: Days = 60
    high_influence: Annotated[int, Within(1, 5, "level")] = 4
    champion_act_days: Days = 60
    inside_by_visit: Count = 3
    recent_event_days: Days = 90
    stance_fell_days: Days = 60
    slips_many: Annotated[int, Within(1, 12, "count")] = 2
    """A closing date put off so often is a risk (S12)."""
    budget_moved_percent: int = 20
    """An amount that fell by so much is one, too."""
    concentration_percent: int = 30
    """So large a share of our turnover is too much for one customer."""
    promise_warning_days: Days = 7
    plan_weekday: Annotated[str, OneOf(tuple("1234567"))] = "5"
    """The weekday, from Monday as 1, on which the plan of the next week is handed in, and by what time (V3)."""
    plan_time: Annotated[str, OneOf(("12:00", "16:00", "17:00", "17:30", "18:00", "20:00"))] = "17:30"
    plan_month_day: Annotated[int, Within(1, 31, "month_day")] = 28
    plan_warning_days: Annotated[int, Within(0, 14, "days")] = 2
    plan_visits_a_day: Annotated[int, Within(1, 12, "count")] = 3
    """So many contacts a day a draft proposes at most."""
    complaint_step_days: Days = 3
    """Days for each step of a complaint, and so late that a manager has to know (V14)."""
    complaint_escalate_days: Days = 3
    aims_for_success: Annotated[int, Within(1, 5, "count")] = 3
    spin_many: Count = 3
    """So many situation questions want one about implications (Q3)."""

    visibility: Annotated[str, OneOf(("own", "office", "all"))] = "all"
    """What an engineer sees: own, office or all (T4)."""
    gift_limit: Money = 0
    """Our own limit on one gift or meal, in minor units; 0 is none (V15)."""
    conflict_days: Days = 7
    """Reports of one account this close together go to the manager (T2)."""

    # The funnel (O10)
    hygiene_days: Days = 30
    """Days without news after which an opportunity is untidy."""
    funnel_informations: Count = 15
    """Effective informations that give one prospect, by the rule of thumb."""
    funnel_prospects: Count = 3
    """Prospects that give one deal, by the rule of thumb."""

    # Dealing (O12-O20)
    value_years: int = 3
    """Years a value case reckons with where the quotation names none."""
    pains_in_focus: int = 2
    price_room_roi: int = 30
    """Per cent of return above which the price has room."""
    response_hours: int = 48
    solution_hours: int = 72
    progress_report_days: int = 14
    value_report_months: int = 3
    renewal_notice_days: int = 90

    # Gates (O2, O3, P18)
    gate_visits: int = 5
    """Done visits after which a relationship that did not grow calls for another way (O3)."""
    gate_exchanges: int = 3
    """Done contacts that are several exchanges along the decision chain."""
    gate_people: int = 2
    """People of the chain these must be with."""
    gate_reached_days: int = 90
    """How long a contact with somebody who decides keeps the chain reached."""
    gate_almost: int = 2
    """So many items may be missing of a gate that is almost met (S13)."""

    # Library (Q10)
    library_cases_month: int = 1
    """New cases a month that are worth being asked for."""
    library_medium_staff: int = 300
    library_large_staff: int = 2000
    """Staff from which on an account is a medium, or a large one."""

    # Grading, value and potential (A6-A9, A17)
    grading_method: Annotated[str, OneOf(("multi", "single"))] = "multi"
    grade_a_score: Percent = 80
    grade_b_score: Percent = 60
    grade_known_percent: int = 40
    """Of the whole weight so much must be known for a grade."""
    grade_weight_transaction: int = 40
    grade_weight_finance: int = 20
    grade_weight_character: int = 15
    grade_weight_fit: int = 25
    grade_turnover_a_amount: int = 300_000_000
    """Turnover of the last twelve months from which on it is A by the single indicator."""
    grade_turnover_b_amount: int = 100_000_000
    grade_turnover_low_amount: int = 10_000_000
    grade_turnover_high_amount: int = 500_000_000
    grade_profit_low_amount: int = 2_000_000
    grade_profit_high_amount: int = 100_000_000
    grade_average_deal_low_amount: int = 5_000_000
    grade_average_deal_high_amount: int = 100_000_000
    grade_collection_low_days: Days = 30
    grade_collection_high_days: Days = 180
    grade_overdue_low_amount: int = 0
    grade_overdue_high_amount: int = 50_000_000
    grade_size_low: int = 50
    grade_size_high: int = 2000
    grade_strategic_amount: int = 300_000_000
    grade_important_amount: int = 100_000_000
    ideal_industries: str = ""
    card_fields: Annotated[str, SomeOf(CARDABLE, "account")] = ",".join(CARDABLE[:12])
    """What the profile of a target tells at least (A17)."""
    """Codes of the industries of the ideal customer, commas between."""
    layer_top_percent: int = 20
    layer_middle_percent: int = 30
    layer_a_share: int = 80
    layer_b_share: int = 95
    potential_low_amount: int = 5_000_000
    potential_high_amount: int = 20_000_000
    share_low_percent: int = 30
    share_high_percent: int = 70
    turnover_moved_percent: int = 30
    """A change on the year before that wants a reason."""

    # Leads and credit (A13, S14)
    lead_regions: str = ""
    """The regions of the ideal customer, commas between."""
    lead_size_low: int = 1
    lead_size_high: int = 1_000_000
    """Staff of the ideal customer; these two ask for none."""
    lead_weight_ideal: int = 30
    lead_weight_competition: int = 20
    lead_weight_visible: int = 25
    lead_weight_hidden: int = 25
    lead_keep_score: Percent = 60
    lead_later_score: Percent = 40
    credit_days: Days = 90
    """Days an account may take to pay where none are agreed."""
    credit_late_days: Days = 15
    """So many days more are not held against it."""

    # Strategy (S2-S10)
    strategy_leader_percent: Percent = 50
    """More of the customer's business than this makes the incumbent the leader."""
    strategy_factor_weight: Annotated[int, Within(1, 100, "percent")] = 10
    """The weight of a factor that no criterion weighs."""
    strategy_factor_matters: Annotated[int, Within(1, 12, "score")] = 8
    """A need from which on a factor matters."""
    strategy_review_days: Days = 92
    """How long after a review of the plan the next one is due."""
    strategy_survey_days: Days = 365
    strategy_hold_days: Days = 365
    """How long a way to hold lasts before it is taken again (S9)."""
    strategy_satisfied_score: Annotated[int, Within(1, 10, "score")] = 7
    """Below it a customer is not satisfied."""
    strategy_satisfaction_fell: Annotated[int, Within(1, 9, "score")] = 2

    def with_overrides(self, overrides: dict[str, str]) -> "Settings":
        """These settings with stored texts put over the defaults; what is unknown, or no number, is left out."""
        known = {name: type(value) for name, value in self._asdict().items()}
        told = {name: text for name, text in overrides.items() if name in known}
        return self._replace(**{name: known[name](text) for name, text in told.items() if _fits(known[name], text)})


def _fits(kind: type, text: str) -> bool:
    return kind is str or (text.removeprefix("-").isdecimal() and len(text) <= LONGEST)


LONGEST = 16
"""Digits of a number."""
DEFAULTS = Settings()
