"""Who may do what to whose account, and who decides what (T1, T4, T9)."""

from enum import StrEnum

from models.rules.settings import Settings
from models.rules.vocabulary import ApprovalKind, MemberRole


class Deed(StrEnum):
    """What a member of ours may want to do (T4)."""

    SEE = "see"
    REGISTER = "register"
    EDIT = "edit"
    MOVE_STANCE = "move_stance"
    PLAN_VISIT = "plan_visit"
    RECORD = "record"
    QUOTE = "quote"
    LOG_GIFT = "log_gift"
    ASK_TRANSFER = "ask_transfer"
    VERIFY = "verify"
    REVIEW = "review"
    ASSIGN = "assign"
    OVERRIDE_GATE = "override_gate"
    ERASE_PERSON = "erase_person"
    MANAGE_MEMBERS = "manage_members"
    CHANGE_SETTINGS = "change_settings"


class Voice(StrEnum):
    """Whose word something put before an approver needs (T4, T9)."""

    DECIDER = "decider"
    SALES_DEPARTMENT = "sales_department"
    OWNER = "owner"


_OWNERS = frozenset({
    Deed.SEE, Deed.EDIT, Deed.MOVE_STANCE, Deed.PLAN_VISIT, Deed.RECORD, Deed.QUOTE, Deed.LOG_GIFT,
    Deed.ASK_TRANSFER,
})  # fmt: skip
"""What an owner, or a member of the account's team, may do there whatever his post."""

_MANAGERS = _OWNERS | {Deed.REVIEW, Deed.ASSIGN, Deed.OVERRIDE_GATE, Deed.VERIFY}
_BY_POST: dict[MemberRole, frozenset[Deed]] = {
    MemberRole.ENGINEER: frozenset({Deed.SEE, Deed.ASK_TRANSFER}),
    MemberRole.ASSISTANT: frozenset({Deed.SEE, Deed.EDIT, Deed.VERIFY}),
    MemberRole.MANAGER: _MANAGERS,
    MemberRole.SALES_DEPARTMENT: frozenset({Deed.SEE, Deed.EDIT, Deed.VERIFY, Deed.REVIEW}),
    MemberRole.KEY_ACCOUNT_DEPARTMENT: frozenset({Deed.SEE, Deed.REVIEW, Deed.ASK_TRANSFER}),
    MemberRole.EXECUTIVE: _MANAGERS,
    MemberRole.ADMIN: _MANAGERS | {Deed.ERASE_PERSON, Deed.MANAGE_MEMBERS, Deed.CHANGE_SETTINGS},
}
"""What a post may do to accounts that are not its own."""

_OF_THE_OFFICE = frozenset({MemberRole.ASSISTANT, MemberRole.MANAGER})
_NO_ACCOUNT = frozenset({Deed.REGISTER, Deed.MANAGE_MEMBERS, Deed.CHANGE_SETTINGS})

_MANAGEMENT = frozenset({MemberRole.MANAGER, MemberRole.EXECUTIVE, MemberRole.ADMIN})
_DECIDERS: dict[ApprovalKind, frozenset[MemberRole]] = {
    ApprovalKind.VISIT_PLAN: _MANAGEMENT,
    ApprovalKind.PROSPECT_APPLICATION: _MANAGEMENT | {MemberRole.SALES_DEPARTMENT},
    ApprovalKind.QUOTATION: _MANAGEMENT | {MemberRole.KEY_ACCOUNT_DEPARTMENT},
    ApprovalKind.CONTRACT: _MANAGEMENT | {MemberRole.SALES_DEPARTMENT},
    ApprovalKind.GATE_OVERRIDE: _MANAGEMENT,
    ApprovalKind.GIFT: _MANAGEMENT,
    ApprovalKind.TRANSFER: _MANAGEMENT,
    ApprovalKind.CONFLICT: _MANAGEMENT,
}


def refusal(role: MemberRole, deed: Deed, own: bool, settings: Settings, same_office: bool = True) -> str:
    """Why a member may not do something to an account, as a code; "" when he may (T4).

    `own` is the owner or a member of the account's team, `same_office` an account of the member's office.
    Codes: `role_cannot`, `not_own`, `not_visible`, `not_your_office`.
    """
    if deed is Deed.REGISTER or (own and deed in _OWNERS):
        return ""
    allowed = _BY_POST[role]
    if deed not in allowed:
        return "not_own" if deed in _OWNERS and not own else "role_cannot"
    if deed in _NO_ACCOUNT:
        return ""
    if deed is Deed.SEE:
        return "" if _visible(role, settings.visibility, same_office) else "not_visible"
    return "" if same_office or own or role not in _OF_THE_OFFICE else "not_your_office"


def _visible(role: MemberRole, visibility: str, same_office: bool) -> bool:
    """An engineer by the setting, assistants and managers the office at least, everyone else all."""
    if role is MemberRole.ENGINEER:
        return visibility == "all" or (visibility == "office" and same_office)
    return visibility == "all" or same_office or role not in _OF_THE_OFFICE


def may(role: MemberRole, deed: Deed, own: bool, settings: Settings, same_office: bool = True) -> bool:
    """Whether a member may do something to an account; `refusal` says why not (T4)."""
    return not refusal(role, deed, own, settings, same_office)


def same_office(member: str, owner: str | None) -> bool:
    """Whether an account is of a member's office: its owner's office is his; what nobody owns is everybody's (T4)."""
    return owner is None or member == owner


def voices(kind: ApprovalKind) -> tuple[Voice, ...]:
    """Whose words it takes: a transfer needs the sales department's and the previous owner's consent too (T4, T9)."""
    return tuple(Voice) if kind is ApprovalKind.TRANSFER else (Voice.DECIDER,)


def may_speak(voice: Voice, kind: ApprovalKind, role: MemberRole, *, owner: bool, same_office: bool = True) -> bool:
    """Whether a member may give a voice: `owner` of the account now, `same_office` as its account (T4, T9).

    That nobody speaks on what he asked for himself while another could is the caller's to see to.
    """
    if voice is Voice.OWNER:
        return owner
    if voice is Voice.SALES_DEPARTMENT:
        return role is MemberRole.SALES_DEPARTMENT
    return role in _DECIDERS[kind] and (same_office or role not in _OF_THE_OFFICE)
