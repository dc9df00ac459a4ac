from datetime import date, datetime, timedelta

import pytest

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.domain.gone_by import ask_past, is_gone_by

TODAY = date(2027, 3, 1)


@pytest.mark.parametrize(("days", "gone"), [(-365, True), (-1, True), (0, False), (1, False)])
def test_only_what_is_wholly_gone_by_is_asked_about(days: int, *, gone: bool) -> None:
    last = TODAY + timedelta(days=days)
    with clock.pinned(datetime(2027, 3, 1, 23, 59)):
        assert is_gone_by(last) is gone
        ask_past(last, meant=True)
        if not gone:
            ask_past(last, meant=False)
            return
        with pytest.raises(Refused, match="wholly_past") as refused:
            ask_past(last, meant=False)
    assert refused.value.facts == {"last": last}
