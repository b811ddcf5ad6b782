"""The lunar calendar from 1901 to 2099: how long its months were and will be, and so where its days lie (V13)."""

from datetime import date, timedelta
from functools import cache

FIRST, LAST = 1901, 2099
"""The lunar years that are known."""
_BEGAN = date(1901, 2, 19)
"""The first day of the first of them."""
_WIDTH = 5
_LENGTHS = (
    "0075200ea50b64a0064b00a9b095560056a00b5905752007520db2500b2500a4b0b4ab002ad0056b04b6900da90fd9200e92"
    "00d250ba4d00a56002b6095b5006d400ea905e9200e920cd260052b00a570b2b600b5a006d406ec9007490f69300a930052b"
    "0ca5b00aad0056a09b5500ba400b4905a9300a950f52d0053600aad0b5aa005b200da507d4a00d4a10a9500a97005560cab5"
    "00ad5006d208ea500ea50064a06c9700a9b0f55a0056a00b690b75200b5200b250964b00a4b114ab002ad0056d0cb6900da9"
    "00d9209d2500d2515a4d00a56002b60c5b5006d500ea90be9200e9200d2606a5600a57114d60035a006d50b6c90074900693"
    "0952b0052b00a5b0555a0056a0fb5500ba400b490ba9300a950052d08aad00ab5135aa005d200da50dd4a00d4a00c950952e"
    "0055600ab5055b2006d20cea5007250064b0ac9700cab0055a06ad600b691775200b5200b250da4b00a4b004ab0a55b005ad"
    "00b6a05b5200d920fd2500d2500a550b4ad004b6005b506daa00ec911e9200e9200d260ca5600a57004d6086d50075500749"
    "06e93006930f52b0052b00a5b0b55a0056a00b650974a00b4a11a9500a950052d0caad00ab5005aa08ba500da500d4a07c95"
    "00c960f94e0055600ab50b5b2006d200ea508e4a0064b10c97004ab0055b0cad600b6a007520972500b2500a8b0549b"
)
"""Five hexadecimal digits a year: below, a bit for each month in its order that has 30 days and not 29; above them,
by 13 bits, the number of the month that is doubled, 0 where none is."""


def solar(year: int, month: int, day: int) -> date:
    """A day of a lunar year in our calendar; one its month lacks is the month's last.

    The doubled month has no days of its own. Raises ValueError beyond the known years.
    """
    if not FIRST <= year <= LAST:
        raise ValueError(year)
    lengths, leap = _year(year)
    place = month - 1 + (0 < leap < month)
    return _begins(year) + timedelta(days=sum(lengths[:place]) + min(day, lengths[place]) - 1)


def _year(year: int) -> tuple[list[int], int]:
    """How long the months of a year are, in their order, and which of them is doubled."""
    start = (year - FIRST) * _WIDTH
    code = int(_LENGTHS[start : start + _WIDTH], 16)
    leap = code >> 13
    return [29 + (code >> place & 1) for place in range(13 if leap else 12)], leap


@cache
def _begins(year: int) -> date:
    """New year's day."""
    return _BEGAN if year == FIRST else _begins(year - 1) + timedelta(days=sum(_year(year - 1)[0]))
