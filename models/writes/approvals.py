"""The inbox: what is put before an approver, and what his word does (T4, T9)."""

import json
from collections.abc import Mapping

from models.reads.consents import speakers
from models.rules.rights import Voice
from models.rules.text import clean
from models.rules.vocabulary import ApprovalKind, ApprovalState, MemberRole
from models.tables import Approval, Consent, Member
from models.writes import dealing, gates, permits, planning
from models.writes.inbox import put_before
from models.writes.intents import Refused, Work, intention
from models.writes.records import fetch


@intention("transfer.ask")
def ask_transfer(work: Work, account: int, member: int, reason: str) -> int:
    """Ask for an account to be handed to another member (T4)."""
    house = fetch("account", account)
    _ensure_here(member)
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
def decide(work: Work, approval: int, *, approve: bool, comment: str = "") -> bool:
    """Approve or reject; answers whether that decided it, or whether it waits for a further voice (T4).

    A rejection says why and is final. What was asked for happens with the last voice. Raises Refused:
    `own_request` while another could speak, `not_approver`, `spoken_already`, `already_decided`, `reason_missing`.
    """
    row = fetch("approval", approval)
    if row.state != ApprovalState.ASKED:
        raise Refused("already_decided")
    permits.role_of(work.actor.member)
    wanted = speakers([row])[row.id]
    given = {consent.voice for consent in Consent.select().where(Consent.approval == row.id)}
    mine = [voice for voice, who in wanted.items() if voice not in given and work.actor.member in who]
    if not mine:
        raise _not_yours(work, row, {voice: who for voice, who in wanted.items() if voice not in given})
    if not approve and not clean(comment):
        raise Refused("reason_missing")
    if len(wanted) > 1:
        for voice in mine:
            work.add(
                Consent, approval=row.id, voice=voice.value, member=work.actor.member, at=work.actor.now,
                comment=clean(comment),
            )  # fmt: skip
    if approve and set(wanted) - given - set(mine):
        return False
    state = ApprovalState.APPROVED if approve else ApprovalState.REJECTED
    work.alter(
        row, state=state.value, comment=clean(comment), decided_by=work.actor.member, decided_at=work.actor.now
    )
    _follow(work, row, approve=approve)
    return True


def _not_yours(work: Work, row: Approval, missing: Mapping[Voice, Mapping[int, str]]) -> Refused:
    """Why a member has no word in it, and who has."""
    who = "、".join(dict.fromkeys(name for names in missing.values() for name in names.values()))
    if row.__data__["asked_by"] == work.actor.member:
        return Refused("own_request", who=who)
    spoke = (Consent.approval == row.id) & (Consent.member == work.actor.member)
    if Consent.select().where(spoke).exists():
        return Refused("spoken_already", who=who)
    return Refused("not_approver", kind=str(row.kind))


def _follow(work: Work, row: Approval, *, approve: bool) -> None:
    table, _, key = str(row.subject).partition(":")
    if table == "account":
        work.account = int(key)
    if row.kind == ApprovalKind.GIFT:
        work.alter(fetch(table, int(key)), verdict="allowed" if approve else "refused")
    elif row.kind == ApprovalKind.VISIT_PLAN:
        withdrawn = row.state == ApprovalState.WITHDRAWN
        planning.decided(work, int(key), approve=approve, withdrawn=withdrawn, comment=str(row.comment))
    elif row.kind == ApprovalKind.CONTRACT:
        dealing.decided(work, int(key), approve=approve, withdrawn=row.state == ApprovalState.WITHDRAWN)
    elif row.kind in (ApprovalKind.GATE_OVERRIDE, ApprovalKind.PROSPECT_APPLICATION):
        gates.decided(work, ApprovalKind(str(row.kind)), int(key), json.loads(str(row.payload)), approve=approve)
    elif row.kind == ApprovalKind.TRANSFER and approve:
        owner = json.loads(str(row.payload))["owner"]
        _ensure_here(owner)
        work.alter(fetch(table, int(key)), owner=owner)


def _ensure_here(member: int) -> None:
    if not fetch("member", member).active:
        raise Refused("gone", noun="member")


@intention("approval.withdraw")
def withdraw(work: Work, approval: int) -> None:
    """Take back what one put before an approver."""
    row = fetch("approval", approval)
    if row.asked_by_id != work.actor.member:
        raise Refused("not_own")
    if row.state != ApprovalState.ASKED:
        raise Refused("already_decided")
    work.alter(row, state=ApprovalState.WITHDRAWN.value)
    _follow(work, row, approve=False)


@intention("member.join")
def join(work: Work, name: str, login: str, role: MemberRole) -> int:
    """Enter one of our people; the first one may be entered by nobody, later ones by an admin."""
    if Member.select().exists():
        permits.ensure(work, "member", {})
    if Member.select().where(Member.login == clean(login)).exists():
        raise Refused("login_taken")
    return int(work.add(Member, name=clean(name), login=clean(login), role=role.value).id)
