"""What the rules are told about an account: plain frozen values, read once and judged by everything.

Dates are local dates, money is in minor units, an id of a row is an `int`, nothing known is None.
"""

from datetime import date
from typing import NamedTuple

from models.rules.clock import Yearly
from models.rules.factors import ScoreFact
from models.rules.figure_facts import FigureFact, JudgedFact
from models.rules.radar_facts import AcceptedFact, ComplaintFact, MoveFact, PlanningFact
from models.rules.vocabulary import (
    ActKind,
    AskingState,
    Bant,
    BuyingStep,
    EventKind,
    GiftPolicy,
    InformationStage,
    Inside,
    Kind,
    Level,
    Mode,
    NeedKind,
    NeedState,
    Outcome,
    Party,
    Personality,
    PersonalNeed,
    Phase,
    Position,
    RelationKind,
    RelationshipGrade,
    Role,
    Spin,
    Stance,
    Step,
    UnitKind,
    ValueClass,
    VisitKind,
    VisitState,
    W,
)
from models.rules.vocabulary_gates import GateItem, Screening


class StanceFact(NamedTuple):
    """One entry of the stance ledger (P4)."""

    stance: Stance
    date: date
    confirmed: bool = False
    evidence: str = ""
    competitor: int | None = None
    opportunity: int | None = None
    visit: int | None = None


class ActFact(NamedTuple):
    """What a coach did for us, and when (P11)."""

    kind: ActKind
    date: date


class InsideFact(NamedTuple):
    """A dated mark of an inside contact; on one opportunity when it is named (P11)."""

    inside: Inside
    date: date
    opportunity: int | None = None


class PersonFact(NamedTuple):
    """A person or a placeholder seat: `roles` by default, `roles_on` an opportunity (P1, P2)."""

    id: int
    account: int
    name: str
    placeholder: bool = False
    title: str = ""
    unit: int | None = None
    level: Level | None = None
    roles: frozenset[Role] = frozenset()
    roles_on: tuple[tuple[int, frozenset[Role]], ...] = ()
    influence: int | None = None
    personality: Personality | None = None
    needs: tuple[PersonalNeed, ...] = ()
    grade: RelationshipGrade = RelationshipGrade.NONE
    stances: tuple[StanceFact, ...] = ()
    """The ledger of the account and of its opportunities, oldest first."""
    insides: tuple[InsideFact, ...] = ()
    acts: tuple[ActFact, ...] = ()
    last_contact: date | None = None
    contacts: int = 0
    """Done visits, calls and meetings with this person."""
    likes_us: bool = False
    """Known to get on with our account manager, believe in our brand, or gain by our success (P11)."""
    reachable: bool = False
    """A phone or an e-mail is known."""
    taboo: str = ""
    birthday: Yearly | None = None
    since: date | None = None
    """When the person was first recorded."""
    phone: bool = False
    """A phone is known."""


class UnitFact(NamedTuple):
    """A department, committee or outside body; `members` are the people of a committee (P8, P16)."""

    id: int
    name: str
    kind: UnitKind
    parent: int | None = None
    members: frozenset[int] = frozenset()


class RelationFact(NamedTuple):
    """How one person relates to another; `suspected` when nobody confirmed it (P10)."""

    person: int
    other: int
    kind: RelationKind
    suspected: bool = False
    note: str = ""


class EventFact(NamedTuple):
    """A change at the account (A16)."""

    id: int
    kind: EventKind
    date: date
    text: str
    person: int | None = None


class VisitFact(NamedTuple):
    """A contact, planned or done (V1)."""

    id: int
    date: date
    kind: VisitKind
    state: VisitState
    people: tuple[int, ...] = ()
    opportunity: int | None = None
    summary: str = ""


class PromiseFact(NamedTuple):
    """An open promise of either side; a next step is one of ours (V9)."""

    id: int
    by: Party
    text: str
    due: date | None
    person: int | None = None
    next_step: bool = False
    opportunity: int | None = None


class CompetitorFact(NamedTuple):
    """A competitor on an opportunity, or at the account when none is named (S3)."""

    id: int
    name: str
    position: Position
    opportunity: int | None = None
    products: str = ""


class OpportunityFact(NamedTuple):
    """An opportunity (O1)."""

    id: int
    name: str
    account: int
    amount: int | None
    outcome: Outcome = Outcome.OPEN
    step: Step = Step.LEAD
    information_stage: InformationStage = InformationStage.GENERAL
    probability: int | None = None
    """Set by hand, per cent; None goes by the step."""
    expected: date | None = None
    signed: date | None = None
    delivered: bool = False
    bant: tuple[tuple[str, Bant], ...] = ()
    """Pairs of budget, authority, need, timeline and the answer."""
    phase: Phase | None = None
    buying_step: BuyingStep | None = None
    known: frozenset[W] = frozenset()
    """The letters of 5W2H that fields of the record answer by themselves (Q5)."""
    last_contact: date | None = None
    visits: int = 0
    """Done visits face to face."""
    recorded: date | None = None
    budget: int | None = None
    delivered_on: date | None = None
    quoted: bool = False
    """A first quotation was given (O2, O13)."""
    form_filled: bool = False
    """Project type, cause of the need, volume and requirements are on record (O1)."""
    screening: Screening | None = None
    review: date | None = None
    """When an opportunity without a need now is looked at again (O4)."""
    changed: date | None = None
    """When its record was last changed (O10)."""


class LinkFact(NamedTuple):
    """A place in a decision chain: a person, or a group (P18)."""

    id: int
    person: int | None
    unit: int | None
    key: bool = False


class ChainFact(NamedTuple):
    """The decision chain of an opportunity, in its order; `contacts` are done ones with anybody on it (P18)."""

    opportunity: int
    links: tuple[LinkFact, ...] = ()
    contacts: int = 0


class TickFact(NamedTuple):
    """A ticked item of a gate; `auto` where the program found it met as the gate was passed (O2)."""

    id: int
    item: GateItem
    date: date
    opportunity: int | None = None
    auto: bool = False
    evidence: str = ""
    by: str = ""
    """Who ticked it."""


class DealingFact(NamedTuple):
    """A dated thing of a deal (O13, O18-O20).

    `kind` is quotation (the first one given), milestone (open), payment (not in yet), contract (signed, the day of its
    renewal) or report (the newest of the kind its text names).
    """

    kind: str
    id: int
    opportunity: int
    day: date | None
    text: str = ""


class AskedFact(NamedTuple):
    """A question of the library chosen for, or put to, a person (Q4)."""

    question: int
    person: int | None
    """None where it was for nobody in particular."""
    state: AskingState
    date: date
    level: str = ""
    spin: Spin | None = None
    w: frozenset[W] = frozenset()
    opportunity: int | None = None


class NeedFact(NamedTuple):
    """A problem, need or criterion (Q2)."""

    id: int
    kind: NeedKind
    text: str
    state: NeedState = NeedState.OPEN
    person: int | None = None
    opportunity: int | None = None
    parent: int | None = None
    priority: int | None = None


class AccountFacts(NamedTuple):
    """All the rules may know of one account at one moment."""

    id: int
    name: str
    industry: str | None = None
    owner: int | None = None
    mode: Mode | None = None
    kind: Kind | None = None
    company_grade: RelationshipGrade = RelationshipGrade.NONE
    value_class: ValueClass | None = None
    passive_source: bool = False
    has_contact: bool = False
    """A phone or e-mail of the account or of anyone in it (O11: leaves W)."""
    gift_policy: GiftPolicy = GiftPolicy.UNKNOWN
    gift_limit: int | None = None
    gift_policy_source: str = ""
    gift_policy_date: date | None = None
    recorded: date | None = None
    sort_key: str = ""
    """By what it stands in lists of names."""
    last_contact: date | None = None
    visits: int = 0
    """Done visits face to face, whole account."""
    people: tuple[PersonFact, ...] = ()
    units: tuple[UnitFact, ...] = ()
    relations: tuple[RelationFact, ...] = ()
    events: tuple[EventFact, ...] = ()
    """Newest first."""
    recent_visits: tuple[VisitFact, ...] = ()
    """The newest done ones, newest first."""
    planned: tuple[VisitFact, ...] = ()
    """Planned ones, earliest first."""
    promises: tuple[PromiseFact, ...] = ()
    """Open ones, by due date."""
    opportunities: tuple[OpportunityFact, ...] = ()
    competitors: tuple[CompetitorFact, ...] = ()
    asked: tuple[AskedFact, ...] = ()
    needs: tuple[NeedFact, ...] = ()
    complaints: tuple[int, ...] = ()
    """Ids of visits of kind complaint whose promises or next step are still open (V14)."""
    dealing: tuple[DealingFact, ...] = ()
    chains: tuple[ChainFact, ...] = ()
    ticks: tuple[TickFact, ...] = ()
    """Oldest first."""
    gifts_refused: tuple[date, ...] = ()
    """Days on which a gift or meal was refused or sent to an approver under the policy (V15)."""
    figures: tuple[FigureFact, ...] = ()
    judged: JudgedFact = JudgedFact()
    moves: tuple[MoveFact, ...] = ()
    """Oldest first."""
    accepted: tuple[AcceptedFact, ...] = ()
    complained: tuple[ComplaintFact, ...] = ()
    """Complaints that are not closed, oldest first (V14)."""
    planning: tuple[PlanningFact, ...] = ()
    scored: tuple[ScoreFact, ...] = ()
    """Scores on the factors of competition (S4)."""
    card: frozenset[str] = frozenset()
    """The fields of its profile that hold anything (A17)."""


class Finding(NamedTuple):
    """What a rule found: a code, how grave, about whom, since when, and the plain values the sentence needs.

    `detail` pairs are names of placeholders and values; ids of people never stand in it.
    """

    code: str
    severity: str = ""
    people: tuple[int, ...] = ()
    since: date | None = None
    opportunity: int | None = None
    detail: tuple[tuple[str, str | int], ...] = ()
