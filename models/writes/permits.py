"""Whether a member may do a deed to the account it touches; what he may not is refused and put on record (T1, T4)."""

from collections.abc import Mapping
from typing import Any

from models.reads import thresholds
from models.reads.rows import rows
from models.rules import rights
from models.rules.rights import Deed
from models.rules.vocabulary import MemberRole
from models.tables import Account, Member, Opportunity, Person, Unit, Visit
from models.tables.figures import TeamMember
from models.writes.intents import Forbidden, Refused, Work

_DEEDS: dict[str, Deed] = {
    "account": Deed.EDIT, "account_field": Deed.EDIT, "other_name": Deed.EDIT, "unit": Deed.EDIT,
    "person": Deed.EDIT, "relation": Deed.EDIT, "attitude": Deed.EDIT, "opportunity": Deed.EDIT,
    "opportunity_competitor": Deed.EDIT, "chain_link": Deed.EDIT, "gate_tick": Deed.RECORD,
    "stance": Deed.MOVE_STANCE, "stance_entry": Deed.MOVE_STANCE, "inside_mark": Deed.MOVE_STANCE,
    "visit": Deed.PLAN_VISIT, "promise": Deed.RECORD, "task": Deed.RECORD, "account_event": Deed.RECORD,
    "act": Deed.RECORD, "need": Deed.RECORD, "asking": Deed.RECORD, "gift": Deed.LOG_GIFT,
    "solution_part": Deed.EDIT, "value_line": Deed.EDIT, "quotation": Deed.QUOTE, "negotiation": Deed.EDIT,
    "concession": Deed.EDIT, "negotiation_round": Deed.RECORD, "contract": Deed.EDIT, "milestone": Deed.RECORD,
    "deal_report": Deed.RECORD, "payment": Deed.RECORD, "service_package": Deed.EDIT,
    "play_tick": Deed.RECORD, "library_use": Deed.RECORD,
    "risk_acceptance": Deed.EDIT, "complaint": Deed.RECORD, "complaint_approval": Deed.REVIEW, "remark": Deed.REVIEW,
    "annual_figure": Deed.EDIT, "team_member": Deed.EDIT, "lead": Deed.EDIT,
    "factor_score": Deed.EDIT, "barrier": Deed.EDIT, "incentive": Deed.EDIT, "account_plan": Deed.EDIT,
    "plan_review": Deed.RECORD, "hold_tick": Deed.RECORD, "survey": Deed.RECORD,
    "step_influence": Deed.EDIT, "decider_ground": Deed.RECORD,
    "intel": Deed.RECORD, "doubt": Deed.EDIT, "touch": Deed.EDIT, "conduct": Deed.RECORD,
    "member": Deed.MANAGE_MEMBERS, "setting": Deed.CHANGE_SETTINGS, "assign": Deed.ASSIGN,
    "transfer": Deed.ASK_TRANSFER, "override": Deed.OVERRIDE_GATE,
}  # fmt: skip
"""What is meant by a write to each noun, or by the name of a deed; nouns left out belong to everybody."""

_PARENTS = (("person", Person), ("opportunity", Opportunity), ("visit", Visit), ("unit", Unit))


def role_of(member: int | None) -> MemberRole:
    """The post of a member; nobody acts as admin until the first of our people is entered.

    Raises Refused for a member who left, and for nobody once there are members.
    """
    if member is None:
        if Member.select().exists():
            raise Refused("not_a_member")
        return MemberRole.ADMIN
    found = Member.get_or_none(Member.id == member)
    if found is None or not found.active:
        raise Refused("not_a_member")
    return MemberRole(found.role)


def ensure(work: Work, deed: str, values: Mapping[str, Any]) -> None:
    """Raise Forbidden, `not_own` or `not_allowed`, unless the member may do this to the account of the values.

    `deed` is a noun, or a word of `_DEEDS`; the account is found in the values, or through what they hang on.
    An account nobody owns is free for all, and who is on the team of one works there as its owner does (A18).
    """
    wanted = _DEEDS.get(deed)
    if wanted is None:
        return
    role = role_of(work.actor.member)
    account = _account_of(deed, values)
    if deed == "account" and account is None:
        wanted = Deed.REGISTER
    owner = None if account is None else _owner(account)
    own = account is not None and (owner in (None, work.actor.member) or _on_team(account, work.actor.member))
    near = own or account is None or _same_office(work.actor.member, owner)
    why = rights.refusal(role, wanted, own, thresholds.settings(), near)
    if why:
        raise Forbidden("not_own" if why == "not_own" else "not_allowed", account, why=why)


def ensure_all(work: Work, noun: str) -> None:
    """Raise Forbidden where a change to what belongs to everybody changed an account that is not the member's."""
    if noun not in _DEEDS:
        work.find_accounts()
        for account in sorted(work.accounts):
            ensure(work, "account", {"id": account})


def _account_of(deed: str, values: Mapping[str, Any]) -> int | None:
    if deed in ("account", "assign", "transfer"):
        return values.get("id")
    if values.get("account"):
        return int(values["account"])
    for field, table in _PARENTS:
        if values.get(field):
            found = table.select(table.account).where(table.id == values[field]).tuples().first()
            if found:
                return int(found[0])
    return None


def _owner(account: int) -> int | None:
    found = Account.select(Account.owner).where(Account.id == account).tuples().first()
    return found[0] if found else None


def _on_team(account: int, member: int | None) -> bool:
    t = TeamMember
    return bool(t.select().where((t.account == account) & (t.colleague == member)).exists())


def _same_office(member: int | None, owner: int | None) -> bool:
    """Whether an account is of a member's office, which is its owner's."""
    wanted = [key for key in (member, owner) if key is not None]
    offices: dict[int | None, str] = dict(rows(Member.select(Member.id, Member.office).where(Member.id.in_(wanted))))
    return rights.same_office(offices.get(member, ""), offices.get(owner))
