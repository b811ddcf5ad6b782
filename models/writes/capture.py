"""A captured line stored: the visit with all that came of it, people who are new, an amount; one undo."""

from collections.abc import Mapping

from models.reads.records import record
from models.rules.capture import Captured
from models.rules.values import Value
from models.rules.vocabulary import Stance
from models.writes import records, visits
from models.writes.intents import Refused, Work, intention
from models.writes.visits import Moved, Promised


@intention("visit.capture")
def capture(work: Work, account: int, said: Captured, newcomers: Mapping[int, str] | None = None) -> int:
    """Store what a line was understood as; answers the visit's id. `newcomers` are people to be made, by number < 0.

    Raises Refused where something was not understood, and when it is done without a next step (V9).
    """
    if said.problems:
        raise Refused("capture_unclear", word=said.problems[0].word)
    used = {*said.people, *(move.person for move in said.moves), *(each.person for each in said.promises)}
    made = {
        number: records.add.within(work, "person", {"name": name}, account)
        for number, name in (newcomers or {}).items() if number in used
    }  # fmt: skip

    def person(number: int) -> int:
        return made.get(number, number)

    own: dict[str, Value] = {"people": tuple(map(person, said.people)), "date": said.day or work.actor.today}
    visit = visits.log_visit.within(
        work, account, {**_values(said), **own},
        promises=[
            Promised(each.by, each.text, each.due, person(each.person) if each.person else None, each == said.next_step)
            for each in said.promises
        ],
        moves=[Moved(person(move.person), Stance(move.after), move.evidence) for move in said.moves],
        no_next_step=said.no_next_step,
    )  # fmt: skip
    if said.amount is not None and said.deal is not None:
        before = record("opportunity", said.deal).values
        records.edit.within(work, "opportunity", said.deal, {"amount": before["amount"]}, {"amount": said.amount})
    return visit


def _values(said: Captured) -> dict[str, Value]:
    return {
        "kind": said.kind, "state": said.state.value, "time": said.time, "opportunity": said.deal,
        "purposes": said.purposes, "happened": said.text, "result": said.result, "advance": said.advance,
        "aims": said.aims, "information": said.information, "reaction": said.reaction, "place": said.place,
        "our_people": said.members,
    }  # fmt: skip
