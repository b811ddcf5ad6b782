"""The palette: every command that works here, found by its words, with its key beside it."""

from collections.abc import Sequence

from tui.keys import Offer
from tui.modals.chooser import Chooser, Option, among
from tui.words import t


class Palette(Chooser):
    """Answers with the id of a command."""

    def __init__(self, offers: Sequence[Offer]) -> None:
        options = [Option(offer.id, offer.label, f"{offer.keys}  {offer.tip}") for offer in offers]
        super().__init__(t("palette.title"), among(options))
