"""Putting something before an approver (T9)."""

import json

from models.rules.text import clean
from models.rules.vocabulary import ApprovalKind
from models.tables import Approval
from models.writes.intents import Refused, Work


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
