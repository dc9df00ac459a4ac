"""What time it is in the town: naive local moments, which tests and the demo can pin."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime

from kursplaner.basics.spans import minute_at

PIN_VARIABLE = "KURSPLANER_NOW"


@dataclass
class _Hand:
    """The pinned moment of this process, None while the real clock runs."""

    pinned: datetime | None = None


def _pinned_at_start() -> datetime | None:
    text = os.environ.get(PIN_VARIABLE, "").strip()
    return _local(datetime.fromisoformat(text)) if text else None


def _local(moment: datetime) -> datetime:
    """Return the moment as naive local time; an aware one is converted first."""
    return moment.astimezone().replace(tzinfo=None) if moment.tzinfo else moment


_hand = _Hand(_pinned_at_start())


def now() -> datetime:
    """Return the town's naive local moment; the pinned one if there is one."""
    return _hand.pinned or datetime.now().astimezone().replace(tzinfo=None)


def today() -> date:
    """Return the town's local day."""
    return now().date()


def minute() -> int:
    """Return the town's absolute minute now (`basics.spans`)."""
    return minute_at(now())


def has_come(at: int) -> bool:
    """Tell whether an absolute minute has come; at that very minute it has.

    This says when a lesson has begun and a ride has left.
    """
    return at <= minute()


def pin(moment: datetime | None) -> None:
    """Hold the clock of this process at `moment`; None lets it run again."""
    _hand.pinned = None if moment is None else _local(moment)


@contextmanager
def pinned(moment: datetime) -> Iterator[None]:
    """Hold the clock at `moment` inside the block, then restore what was before."""
    before = _hand.pinned
    pin(moment)
    try:
        yield
    finally:
        _hand.pinned = before
