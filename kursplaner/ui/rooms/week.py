"""The use of one room over a week, as lanes of days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from kursplaner.basics.spans import DAY_MINUTES, minute_of
from kursplaner.desk.wording.words.days import short_day
from kursplaner.desk.wording.words.kinds import said
from kursplaner.domain.kinds import ClosureReason
from kursplaner.store.queries.labels import labels
from kursplaner.store.queries.rooms import RoomUse, room_uses
from kursplaner.store.session import Db
from kursplaner.ui.widgets import Bar, Lane

CLOSED, OTHERS = 4, 3
FIRST, LAST = 450, 1290


def monday_of(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def busy_minutes(db: Db, monday: date) -> dict[int, int]:
    """Return for how long each room is taken in a week; a closure is no use."""
    busy: dict[int, int] = {}
    for use in room_uses(db, monday, monday + timedelta(days=6)):
        if use.source != "closure":
            busy[use.room_id] = busy.get(use.room_id, 0) + use.ends - use.starts
    return busy


def named_uses(db: Db, first: date, last: date, room_id: int) -> list[RoomUse]:
    """Return what takes a room, each with the title people know it by."""
    found = room_uses(db, first, last, room_id)
    titles = labels(db, [(use.source, use.source_id) for use in found])
    return [
        RoomUse(
            use.room_id,
            use.starts,
            use.ends,
            use.source,
            use.source_id,
            _title(use, titles.get((use.source, use.source_id), "")),
            use.note,
        )
        for use in found
    ]


def _title(use: RoomUse, label: str) -> str:
    if use.source == "closure":
        return said(ClosureReason, use.title)
    if use.source == "childcare":
        return f"Betreuung {label}".strip()
    return use.title or label


def week_lanes(uses: Sequence[RoomUse], monday: date, colours: dict[str, int]) -> list[Lane]:
    """Return a lane a day, the weekend only where something happens then."""
    lanes = []
    for step in range(7):
        day = monday + timedelta(days=step)
        bars = [bar for use in uses if (bar := _bar(use, day, colours)) is not None]
        if step < 5 or bars:
            lanes.append(Lane(short_day(day), tuple(sorted(bars, key=lambda bar: bar.starts))))
    return lanes


def _bar(use: RoomUse, day: date, colours: dict[str, int]) -> Bar | None:
    start = minute_of(day)
    first, last = max(0, use.starts - start), min(DAY_MINUTES, use.ends - start)
    if first >= last:
        return None
    if use.source == "closure":
        first, last = max(first, FIRST), min(last, LAST)
    colour = {"closure": CLOSED, "booking": OTHERS}.get(use.source)
    if colour is None:
        colour = colours.get(use.title.removeprefix("Betreuung "), 0)
    return Bar((use.source, use.source_id), first, max(first + 1, last), use.title, colour)
