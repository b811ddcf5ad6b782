"""The enumerations of the method: stable ASCII codes, stored as they are, labelled by the words."""

from enum import StrEnum


class Nature(StrEnum):
    """What kind of organisation an account is (A1)."""

    LISTED = "listed"
    STATE_OWNED = "state_owned"
    PRIVATE = "private"
    FOREIGN = "foreign"
    JOINT_VENTURE = "joint_venture"
    GOVERNMENT = "government"
    INSTITUTION = "institution"


class Industry(StrEnum):
    """The industries shipped with the program; users may add their own (A2)."""

    PROPERTY = "property"
    HOTEL = "hotel"
    OFFICE_BUILDING = "office_building"
    BANK = "bank"
    PRISON = "prison"
    HOSPITAL = "hospital"
    CUSTOMS = "customs"
    MOTORWAY = "motorway"
    TELECOM = "telecom"
    POWER_GRID = "power_grid"
    MANUFACTURING = "manufacturing"
    RETAIL = "retail"
    FINANCE = "finance"
    TECHNOLOGY = "technology"
    HEALTH = "health"
    OTHER = "other"


class Source(StrEnum):
    """Where the first information came from (A3)."""

    CANVASS = "canvass"
    INTERNET = "internet"
    MEDIA = "media"
    REFERRAL_NETWORK = "referral_network"
    EXHIBITION = "exhibition"
    ASSOCIATION = "association"
    OUTSOURCED = "outsourced"
    GOVERNMENT = "government"
    EXISTING_CUSTOMER_CHAIN = "existing_customer_chain"
    STRATEGIC_LIST = "strategic_list"
    STRATEGIC_PROJECT = "strategic_project"
    OTHER_ACTIVE = "other_active"
    INQUIRY = "inquiry"
    INTRODUCTION = "introduction"
    TENDER = "tender"

    @property
    def passive(self) -> bool:
        """Whether the customer came to us, and so is followed up first (A3, V4)."""
        return self in (Source.INQUIRY, Source.INTRODUCTION, Source.TENDER)


class Mode(StrEnum):
    """How the account purchases; it decides which gate applies (A4)."""

    INDEPENDENT = "independent"
    GROUP = "group"
    STRATEGIC = "strategic"


class ModeSubtype(StrEnum):
    """The finer purchase modes (A4)."""

    PROJECT_COMPANY = "project_company"
    REGIONAL_COMPANY = "regional_company"
    INDEPENDENT_BRANCH = "independent_branch"
    MULTI_REGION = "multi_region"
    SINGLE_PURCHASE_GROUP = "single_purchase_group"
    STRATEGIC_GROUP = "strategic_group"


MODE_OF_SUBTYPE: dict[ModeSubtype, Mode] = {
    ModeSubtype.PROJECT_COMPANY: Mode.INDEPENDENT,
    ModeSubtype.REGIONAL_COMPANY: Mode.INDEPENDENT,
    ModeSubtype.INDEPENDENT_BRANCH: Mode.INDEPENDENT,
    ModeSubtype.MULTI_REGION: Mode.GROUP,
    ModeSubtype.SINGLE_PURCHASE_GROUP: Mode.GROUP,
    ModeSubtype.STRATEGIC_GROUP: Mode.STRATEGIC,
}


class Authority(StrEnum):
    """Who decides inside a group (A4)."""

    BRANCH = "branch"
    GROUP_APPROVES = "group_approves"
    GROUP_STRATEGY = "group_strategy"


class Kind(StrEnum):
    """The three kinds of key account by what they buy (A5)."""

    TRANSACTIONAL = "transactional"
    VALUE = "value"
    STRATEGIC = "strategic"


class Grade(StrEnum):
    """The grade of an account (A6)."""

    A = "A"
    B = "B"
    C = "C"


class ValueClass(StrEnum):
    """The value class of a qualified account (A9)."""

    STRATEGIC = "strategic"
    IMPORTANT = "important"
    ORDINARY = "ordinary"


class Attitude(StrEnum):
    """The account's loyalty to a product (A10)."""

    LOYAL = "loyal"
    SWITCHER = "switcher"
    NO_LOYALTY = "no_loyalty"


class EventKind(StrEnum):
    """A change at the account worth knowing (A16)."""

    PERSONNEL_CHANGE = "personnel_change"
    REORGANISATION = "reorganisation"
    NEW_PROJECT = "new_project"
    ANNOUNCEMENT = "announcement"
    QUALITY_TROUBLE = "quality_trouble"
    COST_CUTTING = "cost_cutting"
    POLICY_CHANGE = "policy_change"
    CAPITAL_CHANGE = "capital_change"
    PAYMENT_TERMS = "payment_terms"
    OTHER = "other"


class Level(StrEnum):
    """The level a person sits on, or the outside group he belongs to (P3)."""

    DECISION = "decision"
    MANAGEMENT = "management"
    OPERATION = "operation"
    RELATIVE_OR_FRIEND = "relative_or_friend"
    SUPERIOR_BODY = "superior_body"
    PROJECT_GROUP = "project_group"
    DESIGN_INSTITUTE = "design_institute"
    CONTRACTOR = "contractor"


class UnitKind(StrEnum):
    """A node of the organisation (P8)."""

    GROUP = "group"
    COMPANY = "company"
    DEPARTMENT = "department"
    COMMITTEE = "committee"
    PROJECT_GROUP = "project_group"
    OUTSIDE_BODY = "outside_body"


class Role(StrEnum):
    """The buying roles (P2)."""

    DECISION_MAKER = "decision_maker"
    INFLUENCER = "influencer"
    GATEKEEPER = "gatekeeper"
    TECHNICAL = "technical"
    USER = "user"
    PURCHASER = "purchaser"
    INITIATOR = "initiator"


class Stance(StrEnum):
    """Where a person stands, from firmly for us to firmly against us (P4)."""

    CHAMPION = "champion"
    SUPPORTER = "supporter"
    NEUTRAL = "neutral"
    ENEMY = "enemy"
    BLOCKER = "blocker"
    UNKNOWN = "unknown"


class Personality(StrEnum):
    """DISC (P7)."""

    D = "D"
    I = "I"
    S = "S"
    C = "C"


class Thinking(StrEnum):
    """The preferred quadrant of thinking (P7)."""

    FACTS = "facts"
    ORDER = "order"
    PEOPLE = "people"
    WHOLE = "whole"


class PersonalNeed(StrEnum):
    """What a person wants for himself (P9)."""

    POWER = "power"
    ACHIEVEMENT = "achievement"
    RECOGNITION = "recognition"
    ACCEPTANCE = "acceptance"
    SECURITY = "security"
    MONEY = "money"


class RelationKind(StrEnum):
    """How one person of the account relates to another (P10)."""

    REPORTS_TO = "reports_to"
    ALLY = "ally"
    RIVAL = "rival"
    MENTOR = "mentor"
    RELATIVE_OR_FRIEND = "relative_or_friend"
    OLD_COLLEAGUE = "old_colleague"


class Camp(StrEnum):
    """Whose side a person is on inside the account (P10)."""

    OURS = "ours"
    THEIRS = "theirs"
    UNDECIDED = "undecided"


class Inside(StrEnum):
    """Whether a person gives us information from inside (P11)."""

    NONE = "none"
    INSIDE = "inside"
    INSIDE_KEY = "inside_key"


class ActKind(StrEnum):
    """What a coach did for us (P11)."""

    TIP = "tip"
    SUPPORT = "support"
    ADVICE = "advice"


class RelationshipGrade(StrEnum):
    """The grade of a relationship, lowest first (P12)."""

    NONE = "none"
    C = "C"
    B = "B"
    A = "A"

    @property
    def rank(self) -> int:
        """0 for none up to 3 for A."""
        return _GRADES[self]


_GRADES = {grade: place for place, grade in enumerate(RelationshipGrade)}


class RelationshipStage(StrEnum):
    """The four stages of a relationship (P13)."""

    STRANGER = "stranger"
    FAMILIAR = "familiar"
    TRUST = "trust"
    SHARED_INTEREST = "shared_interest"


class Space(StrEnum):
    """The depth of personal contact (P13)."""

    SOCIAL = "social"
    CIRCLE = "circle"
    PRIVATE = "private"


class InformationStage(StrEnum):
    """How far the information about an opportunity carries (O2)."""

    GENERAL = "general"
    EFFECTIVE = "effective"
    PROSPECT = "prospect"


class Outcome(StrEnum):
    """How an opportunity stands or ended (O1)."""

    OPEN = "open"
    WON = "won"
    LOST = "lost"
    SUSPENDED = "suspended"


class Step(StrEnum):
    """The six steps of our sales process (O5)."""

    LEAD = "lead"
    DIAGNOSIS = "diagnosis"
    PROPOSAL = "proposal"
    NEGOTIATION = "negotiation"
    DELIVERY = "delivery"
    REPURCHASE = "repurchase"


class BuyingStep(StrEnum):
    """The customer's own purchase steps (O6)."""

    NEED = "need"
    MATERIAL = "material"
    EVALUATION = "evaluation"
    DECISION = "decision"


class Phase(StrEnum):
    """The phase the customer is in (O6, Q7)."""

    PLANNING = "planning"
    SELECTION = "selection"
    DECISION = "decision"


class Route(StrEnum):
    """Who decides and who buys (O7)."""

    OWNER_OWNER = "owner_decides_owner_buys"
    OWNER_CONTRACTOR = "owner_decides_contractor_buys"
    CONTRACTOR_CONTRACTOR = "contractor_decides_contractor_buys"


class Origin(StrEnum):
    """Where the need came from (O8)."""

    DIRECTED = "directed"
    GUIDED = "guided"


class BudgetSource(StrEnum):
    """Where the money comes from (O1)."""

    OWN_FUNDS = "own_funds"
    SUBSIDY = "subsidy"
    LOAN = "loan"


class Bant(StrEnum):
    """The answer to one of the four BANT questions (O9)."""

    UNKNOWN = "unknown"
    NO = "no"
    PARTLY = "partly"
    YES = "yes"


class Urgency(StrEnum):
    """When the customer will decide (O11)."""

    O = "O"
    H = "H"
    A = "A"
    B = "B"
    C = "C"
    W = "W"
    D = "D"
    F = "F"


class Reason(StrEnum):
    """Why an opportunity was won or lost; users may add their own (O21)."""

    PRICE = "price"
    PRODUCT = "product"
    RELATIONSHIP = "relationship"
    SPECIFICATION = "specification"
    LATE = "late"
    NO_BUDGET = "no_budget"
    DECIDER_CHANGED = "decider_changed"
    COMPETITOR_INSIDE = "competitor_inside"
    DELIVERY = "delivery"
    SERVICE = "service"
    OTHER = "other"


class VisitKind(StrEnum):
    """The kinds of contact (V1)."""

    VISIT = "visit"
    PHONE = "phone"
    ONLINE = "online"
    DEMO = "demo"
    SITE_TOUR = "site_tour"
    REFERENCE_TOUR = "reference_tour"
    EXHIBITION = "exhibition"
    TECHNICAL_EXCHANGE = "technical_exchange"
    EXECUTIVE_MEETING = "executive_meeting"
    SOCIAL = "social"
    COMPLAINT = "complaint"

    @property
    def face_to_face(self) -> bool:
        """Whether it counts as a done visit in the counting rules (P11, O3)."""
        return self not in (VisitKind.PHONE, VisitKind.ONLINE)


class VisitState(StrEnum):
    """Planned, done or cancelled (V1)."""

    PLANNED = "planned"
    DONE = "done"
    CANCELLED = "cancelled"


class Purpose(StrEnum):
    """Why we visit (V2)."""

    PROMOTE = "promote"
    NEEDS = "needs"
    RELATIONSHIP = "relationship"
    MARKET = "market"
    COMPETITORS = "competitors"
    SERVICE = "service"
    """To see how what was delivered does (V13)."""


class Aim(StrEnum):
    """The five aims of a visit; three reached make it successful (V2)."""

    INTRODUCE = "introduce"
    REASON = "reason"
    SERVE = "serve"
    REMEMBERED = "remembered"
    FIRST_IN_MIND = "first_in_mind"


class Result(StrEnum):
    """What a visit came to (V2)."""

    ORDER = "order"
    ADVANCE = "advance"
    CONTINUATION = "continuation"
    NO_SALE = "no_sale"


class Party(StrEnum):
    """Who gave a promise (V9)."""

    US = "us"
    THEM = "them"


class PromiseState(StrEnum):
    """How a promise stands (V9)."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class Position(StrEnum):
    """Where a competitor stands on an opportunity (S3)."""

    INCUMBENT = "incumbent"
    FAVOURED = "favoured"
    IN_PLAY = "in_play"
    OUT = "out"


class GiftPolicy(StrEnum):
    """What the account allows its people to accept (V15)."""

    UNKNOWN = "unknown"
    FORBIDDEN = "forbidden"
    BUSINESS_MEALS_ONLY = "business_meals_only"
    LIMIT = "limit"


class GiftKind(StrEnum):
    """What was offered, given or asked for (V15)."""

    BUSINESS_MEAL = "business_meal"
    ENTERTAINMENT = "entertainment"
    GIFT = "gift"
    INVITATION = "invitation"
    REQUEST = "request"


class QuestionLevel(StrEnum):
    """The question funnel, wide to narrow (Q1)."""

    RAPPORT = "rapport"
    BROAD_OPEN = "broad_open"
    DIRECTED_OPEN = "directed_open"
    DIRECTED_CLOSED = "directed_closed"
    TARGET_OPEN = "target_open"
    TARGET_CLOSED = "target_closed"

    @property
    def rank(self) -> int:
        """1 for small talk up to 6 for the fixed need."""
        return list(QuestionLevel).index(self) + 1


class Spin(StrEnum):
    """The four SPIN kinds (Q3)."""

    SITUATION = "situation"
    PROBLEM = "problem"
    IMPLICATION = "implication"
    NEED_PAYOFF = "need_payoff"


class W(StrEnum):
    """5W2H (Q5)."""

    WHAT = "what"
    WHY = "why"
    WHO = "who"
    WHEN = "when"
    WHERE = "where"
    HOW = "how"
    HOW_MUCH = "how_much"


class NeedKind(StrEnum):
    """From felt problem to purchase criterion (Q2)."""

    PROBLEM = "problem"
    NEED = "need"
    CRITERION = "criterion"


class NeedState(StrEnum):
    """How a need stands (Q2)."""

    OPEN = "open"
    ANSWERED = "answered"
    MET = "met"
    DROPPED = "dropped"


class AskingState(StrEnum):
    """How a question chosen for a person stands (Q4)."""

    CHOSEN = "chosen"
    ASKED = "asked"
    ANSWERED = "answered"


class Harvest(StrEnum):
    """What an answer was turned into (Q4)."""

    NEED = "need"
    COMPETITOR = "competitor"
    STANCE = "stance"
    FACT = "fact"


class Severity(StrEnum):
    """How much a finding matters (S12)."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"

    @property
    def rank(self) -> int:
        """0 for high, so that sorting puts the gravest first."""
        return list(Severity).index(self)


NO_RISK_RANK = 9
"""The rank of having no risk, behind those of all severities."""


class RiskCode(StrEnum):
    """The risks the radar knows (S12)."""

    CHAIN_OUT_OF_CONTROL = "chain_out_of_control"
    SINGLE_THREAD = "single_thread"
    DECISION_LEVEL_UNMET = "decision_level_unmet"
    CHAMPION_MOVED = "champion_moved"
    CHAMPION_DOUBTFUL = "champion_doubtful"
    STANCE_FELL = "stance_fell"
    SILENT = "silent"
    CLOSING_SLIPPED = "closing_slipped"
    BUDGET_MOVED = "budget_moved"
    COMPETITOR_STIRS = "competitor_stirs"
    COMPLAINT_OPEN = "complaint_open"
    OVERDUE = "overdue"
    NO_INSIDE_CONTACT = "no_inside_contact"
    PRICE_ONLY = "price_only"
    PERSONNEL_CHANGE = "personnel_change"
    CONCENTRATION = "concentration"
    GATE_ITEM_LOST = "gate_item_lost"


class DueKind(StrEnum):
    """What a due item is about (V4, S13)."""

    VISIT = "visit"
    FOLLOW_UP = "follow_up"
    PROMISE_OURS = "promise_ours"
    PROMISE_THEIRS = "promise_theirs"
    PLAN = "plan"
    GATE = "gate"
    RISK = "risk"
    APPROVAL = "approval"
    TASK = "task"
    BIRTHDAY = "birthday"
    REVIEW = "review"
    MILESTONE = "milestone"
    REPORT = "report"
    PAYMENT = "payment"
    RENEWAL = "renewal"
    COMPLAINT = "complaint"
    OPENING = "opening"


class MemberRole(StrEnum):
    """The posts of our own people (T1)."""

    ENGINEER = "engineer"
    ASSISTANT = "assistant"
    MANAGER = "manager"
    SALES_DEPARTMENT = "sales_department"
    KEY_ACCOUNT_DEPARTMENT = "key_account_department"
    EXECUTIVE = "executive"
    ADMIN = "admin"


class ApprovalKind(StrEnum):
    """What can be put before an approver (T9)."""

    VISIT_PLAN = "visit_plan"
    PROSPECT_APPLICATION = "prospect_application"
    QUOTATION = "quotation"
    CONTRACT = "contract"
    GATE_OVERRIDE = "gate_override"
    GIFT = "gift"
    TRANSFER = "transfer"
    CONFLICT = "conflict"


class ApprovalState(StrEnum):
    """How an approval stands (T9)."""

    ASKED = "asked"
    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class TaskState(StrEnum):
    """How a task stands (T13)."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"
