from datetime import UTC, date, datetime, timedelta

import pytest

from kursplaner.basics import clock
from kursplaner.basics.spans import minute_of

MOMENT = datetime(2027, 3, 2, 7, 30)


def test_pinned_clock_stands_still_and_runs_on_after() -> None:
    with clock.pinned(MOMENT):
        assert clock.now() == MOMENT
        assert clock.today() == date(2027, 3, 2)
        with clock.pinned(MOMENT + timedelta(days=1)):
            assert clock.today() == date(2027, 3, 3)
        assert clock.now() == MOMENT
    assert clock.now() != MOMENT


def test_pin_holds_until_taken_away() -> None:
    clock.pin(MOMENT)
    try:
        assert clock.now() == MOMENT
    finally:
        clock.pin(None)
    assert clock.now() > datetime(2020, 1, 1)


def test_moments_are_naive_local_time() -> None:
    assert clock.now().tzinfo is None
    aware = datetime(2027, 3, 2, 7, 30, tzinfo=UTC)
    with clock.pinned(aware):
        assert clock.now() == aware.astimezone().replace(tzinfo=None)


def test_the_environment_pins_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(clock.PIN_VARIABLE, "2027-03-02T07:30")
    assert clock._pinned_at_start() == MOMENT
    monkeypatch.setenv(clock.PIN_VARIABLE, " ")
    assert clock._pinned_at_start() is None


def test_a_minute_has_come_at_that_very_minute() -> None:
    with clock.pinned(MOMENT):
        now = clock.minute()
        assert now == minute_of(date(2027, 3, 2), 450)
        assert [clock.has_come(now + more) for more in (-1, 0, 1)] == [True, True, False]
