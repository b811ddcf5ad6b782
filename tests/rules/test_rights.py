from itertools import product

import pytest

from models.rules.rights import Deed, Voice, may, may_speak, refusal, same_office, voices
from models.rules.settings import DEFAULTS
from models.rules.vocabulary import ApprovalKind, MemberRole

R = MemberRole
D = Deed
ON_THEIR_OWN = (D.SEE, D.EDIT, D.MOVE_STANCE, D.PLAN_VISIT, D.RECORD, D.QUOTE, D.LOG_GIFT, D.ASK_TRANSFER)


@pytest.mark.parametrize(("role", "deed"), list(product(R, ON_THEIR_OWN)))
def test_everyone_works_on_what_is_his_own(role: MemberRole, deed: Deed) -> None:
    assert may(role, deed, True, DEFAULTS, same_office=False)


@pytest.mark.parametrize("role", list(R))
def test_everyone_may_report_a_new_account(role: MemberRole) -> None:
    assert may(role, D.REGISTER, False, DEFAULTS, same_office=False)


@pytest.mark.parametrize("deed", [D.EDIT, D.MOVE_STANCE, D.PLAN_VISIT, D.RECORD, D.QUOTE, D.LOG_GIFT])
@pytest.mark.parametrize("role", [R.ENGINEER, R.KEY_ACCOUNT_DEPARTMENT])
def test_a_seller_does_not_poach(role: MemberRole, deed: Deed) -> None:
    assert refusal(role, deed, False, DEFAULTS) == "not_own"


@pytest.mark.parametrize(
    ("visibility", "own", "same_office", "reason"),
    [
        ("own", False, True, "not_visible"),
        ("own", True, False, ""),
        ("office", False, True, ""),
        ("office", False, False, "not_visible"),
        ("all", False, False, ""),
    ],
)
def test_an_engineer_sees_what_the_office_allows(visibility: str, own: bool, same_office: bool, reason: str) -> None:
    settings = DEFAULTS._replace(visibility=visibility)
    assert refusal(R.ENGINEER, D.SEE, own, settings, same_office) == reason


@pytest.mark.parametrize("role", [R.ASSISTANT, R.MANAGER])
def test_assistants_and_managers_see_their_office_whatever_is_set(role: MemberRole) -> None:
    narrow = DEFAULTS._replace(visibility="own")
    assert may(role, D.SEE, False, narrow)
    assert refusal(role, D.SEE, False, narrow, same_office=False) == "not_visible"
    assert may(role, D.SEE, False, DEFAULTS, same_office=False)


@pytest.mark.parametrize("role", [R.SALES_DEPARTMENT, R.KEY_ACCOUNT_DEPARTMENT, R.EXECUTIVE, R.ADMIN])
def test_headquarters_sees_all(role: MemberRole) -> None:
    assert may(role, D.SEE, False, DEFAULTS._replace(visibility="own"), same_office=False)


@pytest.mark.parametrize(
    ("deed", "reason"),
    [
        (D.EDIT, ""),
        (D.VERIFY, ""),
        (D.MOVE_STANCE, "not_own"),
        (D.PLAN_VISIT, "not_own"),
        (D.RECORD, "not_own"),
        (D.REVIEW, "role_cannot"),
        (D.ASSIGN, "role_cannot"),
        (D.OVERRIDE_GATE, "role_cannot"),
        (D.MANAGE_MEMBERS, "role_cannot"),
    ],
)
def test_an_assistant_verifies_and_files(deed: Deed, reason: str) -> None:
    assert refusal(R.ASSISTANT, deed, False, DEFAULTS) == reason


def test_an_assistant_s_hand_ends_at_the_office() -> None:
    assert refusal(R.ASSISTANT, D.EDIT, False, DEFAULTS, same_office=False) == "not_your_office"


MANAGING = (*ON_THEIR_OWN, D.REVIEW, D.ASSIGN, D.OVERRIDE_GATE, D.VERIFY)


@pytest.mark.parametrize("deed", MANAGING)
def test_a_manager_does_all_in_the_office(deed: Deed) -> None:
    assert may(R.MANAGER, deed, False, DEFAULTS)
    away = refusal(R.MANAGER, deed, False, DEFAULTS, same_office=False)
    assert away == ("" if deed is D.SEE else "not_your_office")
    assert may(R.EXECUTIVE, deed, False, DEFAULTS, same_office=False)
    assert may(R.ADMIN, deed, False, DEFAULTS, same_office=False)


@pytest.mark.parametrize("deed", [D.REVIEW, D.ASSIGN, D.OVERRIDE_GATE, D.VERIFY])
def test_owning_an_account_makes_nobody_a_manager(deed: Deed) -> None:
    assert refusal(R.ENGINEER, deed, True, DEFAULTS) == "role_cannot"
    assert may(R.MANAGER, deed, True, DEFAULTS, same_office=False)


@pytest.mark.parametrize("deed", [D.MANAGE_MEMBERS, D.CHANGE_SETTINGS, D.ERASE_PERSON])
def test_only_an_admin_manages_members_settings_and_erasure(deed: Deed) -> None:
    for role in R:
        expected = "" if role is R.ADMIN else "role_cannot"
        for own, near in product((True, False), repeat=2):
            assert refusal(role, deed, own, DEFAULTS, near) == expected


@pytest.mark.parametrize("role", [R.SALES_DEPARTMENT, R.KEY_ACCOUNT_DEPARTMENT])
def test_departments_review(role: MemberRole) -> None:
    assert may(role, D.REVIEW, False, DEFAULTS, same_office=False)
    assert refusal(role, D.OVERRIDE_GATE, False, DEFAULTS) == "role_cannot"
    assert may(role, D.VERIFY, False, DEFAULTS) is (role is R.SALES_DEPARTMENT)


def test_who_decides_what() -> None:
    extra = {
        ApprovalKind.PROSPECT_APPLICATION: R.SALES_DEPARTMENT, ApprovalKind.QUOTATION: R.KEY_ACCOUNT_DEPARTMENT,
        ApprovalKind.CONTRACT: R.SALES_DEPARTMENT,
    }  # fmt: skip
    for kind in ApprovalKind:
        deciding = {role for role in R if may_speak(Voice.DECIDER, kind, role, owner=False)}
        also = {extra[kind]} if kind in extra else set()
        assert deciding == {R.MANAGER, R.EXECUTIVE, R.ADMIN} | also


def test_a_transfer_takes_the_consent_of_the_sales_department_and_of_the_owner() -> None:
    for kind in ApprovalKind:
        wanted = tuple(Voice) if kind is ApprovalKind.TRANSFER else (Voice.DECIDER,)
        assert voices(kind) == wanted
    for role in R:
        assert may_speak(Voice.SALES_DEPARTMENT, ApprovalKind.TRANSFER, role, owner=False) is (
            role is R.SALES_DEPARTMENT
        )
        for owner in (True, False):
            assert may_speak(Voice.OWNER, ApprovalKind.TRANSFER, role, owner=owner) is owner


@pytest.mark.parametrize(("role", "decides"), [(R.MANAGER, False), (R.EXECUTIVE, True), (R.ADMIN, True)])
def test_a_manager_decides_for_his_office_only(role: MemberRole, decides: bool) -> None:
    assert may_speak(Voice.DECIDER, ApprovalKind.GIFT, role, owner=False, same_office=False) is decides


@pytest.mark.parametrize(
    ("member", "owner", "same"), [("北京", "北京", True), ("北京", "上海", False), ("", "", True), ("北京", None, True)]
)
def test_an_account_is_of_its_owner_s_office(member: str, owner: str | None, same: bool) -> None:
    assert same_office(member, owner) is same
