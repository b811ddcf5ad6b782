"""The leads one may see, ranked, and their picture: raw ones, and what became of the others (A13)."""

from collections.abc import Sequence
from typing import Any

from peewee import JOIN, fn

from models.reads.reports import Asked
from models.reads.rows import codes, rows
from models.reads.turnovers import seen
from models.rules import leads as rules
from models.rules import pictures_leads as pictures
from models.rules.leads import LeadFact, Ranking
from models.rules.pictures import Bars
from models.rules.settings import Settings
from models.rules.vocabulary import Bant
from models.rules.vocabulary_leads import LeadVerdict
from models.tables.accounts import Account
from models.tables.leads import Lead
from models.tables.opportunities import Opportunity

JUDGED = ("competition", "growth", "standing", "bottleneck", "hidden_value")
ANSWERED = ("leading", "needs_more", "servable")
BESIDE = ("years", "reason", "id")
FIELDS = ("account", "name", "industry", "region", "staff", "potential", *JUDGED, *ANSWERED, *BESIDE)
"""What a row tells, in the order of the columns."""


def leads(settings: Settings, *, viewer: int | None = None, verdict: str = LeadVerdict.RAW) -> list[Ranking]:
    """Leads by their score, the best first (A13). One query, besides who may see what.

    Raw is an account without any opportunity of which nothing was decided yet.
    """
    a, d, o = Account, Lead, Opportunity
    columns = [getattr(d, name) for name in (*JUDGED, *ANSWERED, *BESIDE)]
    query = a.select(a.id, a.name, a.industry, a.region, a.staff, a.yearly_potential, *columns)
    query = seen(query.join(d, JOIN.LEFT_OUTER, on=(d.account == a.id)).switch(a), viewer)
    if verdict == LeadVerdict.RAW:
        busy = o.select(o.id).where(o.account == a.id)
        query = query.where(d.verdict.is_null() | (d.verdict == verdict), ~fn.EXISTS(busy))
    else:
        query = query.where(d.verdict == verdict)
    return rules.ranked((_fact(row, verdict) for row in rows(query)), settings)


def _fact(row: Sequence[Any], verdict: str) -> LeadFact:
    told: dict[str, Any] = dict(zip(FIELDS, row, strict=True))
    told |= {name: codes(Bant)[told[name]] if told[name] else Bant.UNKNOWN for name in ANSWERED}
    told |= {name: told[name] or "" for name in ("bottleneck", "reason")}
    return LeadFact(**told, verdict=LeadVerdict(verdict))


def ranking(asked: Asked) -> Bars:
    """The leads by their score as a picture (A13). One query, besides who may see what."""
    return pictures.leads(leads(asked.settings, viewer=asked.viewer, verdict=asked.by or LeadVerdict.RAW))
