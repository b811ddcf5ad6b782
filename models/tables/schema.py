"""All tables, from a page per area; `TABLES` is the order in which rows may be made."""

from models.base import Table
from models.tables.accounts import Account, AccountField, AccountState, OtherName, Product, Unit
from models.tables.complaints import Complaint
from models.tables.dealing import (
    Concession,
    Contract,
    DealReport,
    Milestone,
    Negotiation,
    NegotiationRound,
    Payment,
    Quotation,
    ServicePackage,
    SolutionPart,
    ValueLine,
)
from models.tables.figures import AnnualFigure, TeamMember
from models.tables.gates import ChainLink, GateTick
from models.tables.history import Change, Intent
from models.tables.leads import Lead
from models.tables.ledger import Conduct, Doubt, Intel, Touch
from models.tables.library import CaseStory, Concern, HandbookPage, LibraryUse, Script
from models.tables.opportunities import (
    Attitude,
    Competitor,
    InsideMark,
    Opportunity,
    OpportunityCompetitor,
    OpportunityState,
    PersonRole,
)
from models.tables.org import DeciderGround, StepInfluence
from models.tables.people import AccountEvent, Act, CommitteeMember, Person, PersonMove, Relation
from models.tables.planning import PlanLine, VisitPlan
from models.tables.preparing import Preparation
from models.tables.process import PlayTick
from models.tables.questions import Asking, Need, Question
from models.tables.radar import OpportunityMove, RiskAcceptance
from models.tables.remarks import Remark
from models.tables.search import SearchEntry
from models.tables.strategy import AccountPlan, Barrier, FactorScore, HoldTick, Incentive, PlanReview, Survey
from models.tables.team import Approval, Choice, Consent, Member, SavedView, Setting, Snooze
from models.tables.visits import Gift, Promise, StanceEntry, Task, Visit, VisitMember, VisitPerson

TABLES: tuple[type[Table], ...] = (
    Member, Setting, Choice, SavedView, Approval, Consent, Snooze,
    Account, OtherName, AccountField, AccountState, Unit, Product,
    AnnualFigure, TeamMember, Lead,
    Person, CommitteeMember, PersonMove, AccountEvent, Relation, Act,
    Competitor, Opportunity, OpportunityCompetitor, OpportunityState, PersonRole, InsideMark, Attitude,
    ChainLink, GateTick, PlayTick, Intel, Doubt, Touch, Conduct, StepInfluence, DeciderGround,
    RiskAcceptance, OpportunityMove,
    Visit, VisitPerson, VisitMember, Promise, StanceEntry, Task, Gift, Remark, Preparation,
    VisitPlan, PlanLine,
    Script, CaseStory, Concern, HandbookPage, LibraryUse,
    Question, Asking, Need, SolutionPart, ValueLine, Quotation, Negotiation, Concession, NegotiationRound,
    Contract, Milestone, DealReport, Payment, ServicePackage, Complaint,
    FactorScore, Barrier, Incentive, AccountPlan, PlanReview, HoldTick, Survey, Intent, Change, SearchEntry,
)
BY_NAME: dict[str, type[Table]] = {table._meta.table_name: table for table in TABLES}
DERIVED: frozenset[type[Table]] = frozenset({AccountState, OpportunityState, SearchEntry})
"""Rows that follow from others: never in the history, rebuilt at will."""
