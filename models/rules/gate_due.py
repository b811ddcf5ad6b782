"""What is due at the gates: those met or almost met, and opportunities to look at again (O2, O4, S13)."""

from collections.abc import Iterator

from models.rules.agenda import DueItem
from models.rules.facts import AccountFacts
from models.rules.gates import near
from models.rules.settings import Settings
from models.rules.urgency import alive
from models.rules.vocabulary import DueKind
from models.rules.vocabulary_gates import Screening


def due(facts: AccountFacts, settings: Settings) -> Iterator[DueItem]:
    """Gates to go through or to complete, and the reviews of what had no need."""
    for each in near(facts, settings):
        ready = not each.open
        missing = (("missing", ";".join(each.open)),) if each.open else ()
        yield DueItem(
            DueKind.GATE, None, facts.id, each.opportunity, (), "go_through_gate" if ready else "complete_gate",
            ("opportunity", each.opportunity), (("name", each.name), ("stage", each.next.value), *missing),
            ("gate_met" if ready else "gate_almost",),
        )  # fmt: skip
    for subject in facts.opportunities:
        if subject.review is not None and subject.screening is Screening.NO_NEED_NOW and alive(subject):
            yield DueItem(
                DueKind.REVIEW, subject.review, facts.id, subject.id, (), "review_need", ("opportunity", subject.id),
                (("name", subject.name),), ("no_need_now",),
            )  # fmt: skip
