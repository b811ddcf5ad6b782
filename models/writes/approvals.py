"""The inbox: what is put before an approver, and what his word does (T4, T9)."""

import json

from models.rules import rights
from models.rules.text import clean
from models.rules.vocabulary import ApprovalKind, ApprovalState, MemberRole
from models.tables import Approval, Member
from models.writes import permits
from models.writes.intents import Refused, Work, intention
from models.writes.records import fetch


def put_before(
    work: Work, kind: ApprovalKind, subject: str, text: str, reason: str, payload: dict[str, int] | None = None
) -> int:
    """Put something before an approver; answers the approval's id."""
    if work.actor.member is None:
        raise Refused("not_a_member")
    row = work.add(
        Approval, kind=kind.value, subject=subject, text=clean(text), reason=clean(reason),
        payload=json.dumps(payload or {}), asked_by=work.actor.member, asked_at=work.actor.now,
    )
    return int(row.id)


@intention("transfer.ask")
def ask_transfer(work: Work, account: int, member: int, reason: str) -> int:
    """Ask for an account to be handed to another member (T4)."""
    house = fetch("account", account)
    fetch("member", member)
    permits.ensure(work, "transfer", house.__data__)
    work.account = account
    if not clean(reason):
        raise Refused("reason_missing")
    if house.owner_id == member:
        raise Refused("already_owner")
    return put_before(
        work, ApprovalKind.TRANSFER, f"account:{account}", house.name, reason, {"owner": member}
    )


@intention("approval.decide")
def decide(work: Work, approval: int, *, approve: bool, comment: str = "") -> None:
    """Approve or reject; a rejection says why. What was asked for happens with the approval."""
    row = fetch("approval", approval)
    if row.state != ApprovalState.ASKED:
        raise Refused("already_decided")
    role = permits.role_of(work.actor.member)
    own = row.asked_by_id == work.actor.member
    if not rights.may_decide(role, ApprovalKind(row.kind)) or (own and role is not MemberRole.ADMIN):
        raise Refused("not_approver", kind=row.kind)
    if not approve and not clean(comment):
        raise Refused("reason_missing")
    state = ApprovalState.APPROVED if approve else ApprovalState.REJECTED
    work.alter(
        row, state=state.value, comment=clean(comment), decided_by=work.actor.member, decided_at=work.actor.now
    )
    _follow(work, row, approve=approve)


def _follow(work: Work, row: Approval, *, approve: bool) -> None:
    table, _, key = str(row.subject).partition(":")
    if table == "account":
        work.account = int(key)
    if row.kind == ApprovalKind.GIFT:
        work.alter(fetch(table, int(key)), verdict="allowed" if approve else "refused")
    elif row.kind == ApprovalKind.TRANSFER and approve:
        work.alter(fetch(table, int(key)), owner=json.loads(str(row.payload))["owner"])


@intention("approval.withdraw")
def withdraw(work: Work, approval: int) -> None:
    """Take back what one put before an approver."""
    row = fetch("approval", approval)
    if row.asked_by_id != work.actor.member:
        raise Refused("not_own")
    if row.state != ApprovalState.ASKED:
        raise Refused("already_decided")
    work.alter(row, state=ApprovalState.WITHDRAWN.value)


@intention("member.join")
def join(work: Work, name: str, login: str, role: MemberRole) -> int:
    """Enter one of our people; the first one may be entered by nobody, later ones by an admin."""
    if Member.select().exists():
        permits.ensure(work, "member", {})
    if Member.select().where(Member.login == clean(login)).exists():
        raise Refused("login_taken")
    return int(work.add(Member, name=clean(name), login=clean(login), role=role.value).id)
