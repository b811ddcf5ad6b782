"""The codes of the gates of the information stages, and of screening (O2, O3, O4)."""

from enum import StrEnum


class GateItem(StrEnum):
    """What must be known or done before an opportunity reaches an information stage (O2, O3)."""

    PROJECT_PLACE = "project_place"
    COMPANY_PLACE = "company_place"
    CONTACT_PHONE = "contact_phone"
    CLEAR_NEED = "clear_need"
    DEVELOPER_KNOWN = "developer_known"
    COMPANY_KNOWN = "company_known"
    SHORTLIST_FIRST = "shortlist_first"
    DETAILS = "details"
    DEMONSTRATED = "demonstrated"
    DEMONSTRATED_INVITED = "demonstrated_invited"
    TECHNOLOGY_NEED = "technology_need"
    DESIGN_QUOTATION = "design_quotation"
    INSIDE_CONTACT = "inside_contact"
    CHAIN_KNOWN = "chain_known"
    COMPETITORS_KNOWN = "competitors_known"
    FORM_FILLED = "form_filled"
    SHORTLIST_SECOND = "shortlist_second"
    DESIGN_TENDER = "design_tender"
    FIRST_QUOTATION = "first_quotation"
    VISIT_INVITED = "visit_invited"
    EXCHANGES = "exchanges"
    INSIDE_ON_CHAIN = "inside_on_chain"
    COMPANY_GRADE = "company_grade"
    KEY_PEOPLE_GRADE = "key_people_grade"

    @property
    def auto(self) -> bool:
        """Whether the data says it, and nobody ticks it."""
        return self in _AUTO

    @property
    def shared(self) -> bool:
        """Whether it is about the company, and so ticked for all its opportunities."""
        return self in _SHARED


_AUTO = frozenset({
    GateItem.CONTACT_PHONE, GateItem.INSIDE_CONTACT, GateItem.CHAIN_KNOWN, GateItem.COMPETITORS_KNOWN,
    GateItem.FORM_FILLED, GateItem.FIRST_QUOTATION, GateItem.EXCHANGES, GateItem.INSIDE_ON_CHAIN,
    GateItem.COMPANY_GRADE, GateItem.KEY_PEOPLE_GRADE,
})  # fmt: skip
_SHARED = frozenset({GateItem.COMPANY_PLACE, GateItem.COMPANY_KNOWN, GateItem.DEVELOPER_KNOWN})


class Screening(StrEnum):
    """Whether the customer needs it now (O4)."""

    NEED_NOW = "need_now"
    NO_NEED_NOW = "no_need_now"


class Disqualified(StrEnum):
    """Why an opportunity is not qualified for prospect (O3)."""

    COMPANY_GRADE = "company_grade"
    NO_KEY_PEOPLE = "no_key_people"
    NO_KEY_DECIDER = "no_key_decider"
    KEY_PEOPLE_GRADE = "key_people_grade"


class WayOut(StrEnum):
    """What to do when many visits brought no relationship, in this order (O3)."""

    ASK_MANAGER = "ask_manager"
    CHANGE_CONTACT = "change_contact"
    CHANGE_ENGINEER = "change_engineer"
    KEEP_IN_TOUCH = "keep_in_touch"
