"""Every threshold, weight and period of the method, with the value it has until somebody changes it."""

from typing import NamedTuple


class Settings(NamedTuple):
    """The numbers the rules go by; days unless the name says otherwise."""

    currency: str = "CNY"

    urgency_h_months: int = 1
    urgency_a_months: int = 3
    urgency_b_months: int = 6
    urgency_c_months: int = 12
    follow_up_O: int = 7
    follow_up_H: int = 3
    follow_up_A: int = 7
    follow_up_B: int = 14
    follow_up_C: int = 30
    follow_up_W: int = 3
    follow_up_D: int = 30
    follow_up_F: int = 90
    follow_up_none: int = 90

    probability_lead: int = 25
    probability_diagnosis: int = 25
    probability_proposal: int = 50
    probability_negotiation: int = 75

    contact_days: int = 60
    high_influence: int = 4
    champion_act_days: int = 60
    inside_by_visit: int = 3
    stall_visits: int = 5
    recent_event_days: int = 90
    stance_fell_days: int = 60
    promise_warning_days: int = 7
    aims_for_success: int = 3
    spin_many: int = 3
    """So many situation questions want one about implications (Q3)."""

    visibility: str = "all"
    """What an engineer sees: own, office or all (T4)."""
    gift_limit: int = 0
    """Our own limit on one gift or meal, in minor units; 0 is none (V15)."""
    conflict_days: int = 7
    """Reports of one account this close together go to the manager (T2)."""

    def with_overrides(self, overrides: dict[str, str]) -> "Settings":
        """These settings with stored text values put over the defaults; unknown keys are left out."""
        known = {name: type(value) for name, value in self._asdict().items()}
        return self._replace(**{k: known[k](v) for k, v in overrides.items() if k in known})


DEFAULTS = Settings()
