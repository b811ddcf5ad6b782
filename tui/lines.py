"""Short lines that several panes show alike."""

from datetime import date
from typing import TYPE_CHECKING

from tui import phrases
from tui.words import t

if TYPE_CHECKING:
    from models.reads.accounts import AccountRow


def next_step(due: date | None, text: str, today: date) -> str:
    """What is due next at an account, and when."""
    if due is None:
        return text
    return f"{phrases.day(due, today)} {text or t('line.follow_up')}"


def identity(row: "AccountRow") -> str:
    """What an account is, in one line: grades with their scale's name, stage, urgency, open amount."""
    parts = [
        t("line.grade", grade=row.grade) if row.grade else "",
        t("line.company_grade", grade=phrases.label("relationship_grade", row.company_grade)),
        phrases.label("information_stage", row.stage),
        t("line.urgency", urgency=row.urgency) if row.urgency else "",
        phrases.money(row.amount) if row.amount else "",
        phrases.label("industry", row.industry),
    ]
    return " · ".join(filter(None, parts))


def draft(key: str) -> str:
    """What a draft is of."""
    kind, _, rest = key.partition("-")
    noun, _, _row = rest.partition("-")
    if kind == "capture":
        return t("key.capture.open")
    if kind == "notes":
        return t("key.guide.notes")
    if kind == "remark":
        return t("key.visit_sheet.remark")
    if kind == "prepare":
        return t("visit_before.title")
    return t(f"form.{kind}", noun=t(f"noun.{noun}")) if kind in ("add", "edit", "revise") else t("drafts.answer")
