"""The sections of the opportunity's sheet, in their order; see `tui.sheets.deal_section` for how to add one."""

from typing import Any

from tui.sheets.deal_after import After, Learned
from tui.sheets.deal_arguments import Arguments
from tui.sheets.deal_card import Card
from tui.sheets.deal_chain import ChainSection
from tui.sheets.deal_conduct import ConductSection
from tui.sheets.deal_delivery import Contracts, Delivery
from tui.sheets.deal_gate import GateSection
from tui.sheets.deal_process import ProcessSection
from tui.sheets.deal_progress import ProgressSection, TouchSection
from tui.sheets.deal_proposal import Proposal
from tui.sheets.deal_quote import Quotations
from tui.sheets.deal_section import Section
from tui.sheets.deal_talks import Talks
from tui.sheets.deal_value import Values

SECTIONS: tuple[type[Section[Any]], ...] = (
    Card, GateSection, ChainSection, ProgressSection, TouchSection, ProcessSection, Arguments,
    Values, Quotations, Proposal, Talks, Contracts, Delivery, After, Learned,
    ConductSection,
)
