"""One period of the calendar, read: what is shown of it, and what stands against it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from kursplaner.planning.conflicts import finding
from kursplaner.planning.conflicts.by_lesson import open_ones
from kursplaner.planning.conflicts.grouping import ConflictGroup, grouped
from kursplaner.store.queries.lessons.lessons import LessonRow, lessons_between
from kursplaner.store.queries.rooms import room_rows
from kursplaner.store.session import Db
from kursplaner.ui.calendar.content import (
    Stretch,
    content_of,
    day_hours,
    days_off,
    gravest,
    room_shades,
)
from kursplaner.ui.calendar.filters import FilterBar
from kursplaner.ui.calendar.lanes import room_lanes
from kursplaner.ui.calendar.periods import shown_days
from kursplaner.ui.context import AppContext
from kursplaner.ui.widgets import CalendarContent


@dataclass(frozen=True, slots=True)
class Period:
    """What the calendar shows, and the open conflicts of its days by their cause."""

    content: CalendarContent
    groups: tuple[ConflictGroup, ...]


def read_period(
    db: Db,
    context: AppContext,
    span: tuple[str, date],
    filters: FilterBar,
    lanes_for: Callable[[Sequence[LessonRow]], str],
    folded: Iterable[Hashable],
) -> Period:
    """Return the period of a view (day, week, month) around a day; fills the filters on the way.

    Args:
        db: the open town.
        context: today, settings and whether names are hidden.
        span: the view and the day.
        filters: offer what there is in the period, and say what of it is wanted.
        lanes_for: returns of the lessons of the period what its lanes are.
        folded: the houses whose rooms stand in one lane.
    """
    view, day = span
    wanted = shown_days(view, day, weekend=True)
    first, last = wanted[0], wanted[-1]
    rows = tuple(lessons_between(db, first, last))
    if view == "week" and not any(row.day.weekday() > 4 for row in rows):
        wanted = shown_days(view, day)
    settings = context.workspace.settings
    found = finding.find(db, first, last, settings=settings)
    marks, rooms = gravest(rows, found), room_rows(db)
    filters.show_of(rows, rooms, marks)
    houses = {room.id: str(room.site_id) for room in rooms}
    chosen, lanes = filters.wanted(), lanes_for(rows)
    stretch = Stretch(
        days=wanted,
        lessons=tuple(
            row for row in rows if chosen.takes(row, houses.get(row.room_id or 0, ""), marks)
        ),
        off=days_off(db, settings, first, last),
        lanes=lanes,
        marks=marks,
        all_lanes=room_lanes(rooms) if lanes == "rooms" else (),
        closed=room_shades(db, first, last) if lanes == "rooms" else (),
        folded=frozenset(folded),
    )
    content = content_of(stretch, context.today(), day_hours(settings), hidden=context.names_hidden)
    return Period(content, tuple(grouped(open_ones(found))))
