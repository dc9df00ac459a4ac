"""Where a lesson could go: free, better not, or taken, for every place of a week at once.

Computed when a drag starts, by few questions to the file, so that the drag itself asks nothing.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum

from kursplaner.basics import clock
from kursplaner.basics.settings import Settings
from kursplaner.basics.spans import DAY_MINUTES, Span, Timed, day_of, minute_at, minute_of
from kursplaner.domain.conflicts.conflicts import Conflict, in_order
from kursplaner.domain.courses import Lesson
from kursplaner.domain.kinds.counting import LESSONS_TAKING_PLACE
from kursplaner.planning.conflicts import closed_times, double_use
from kursplaner.planning.conflicts.finding import named
from kursplaner.planning.conflicts.severities import rules_of, weighed
from kursplaner.planning.lessons.relocation import LessonChange, Relocation, relocation
from kursplaner.planning.lessons.staffing import StandIn, people_with
from kursplaner.planning.lessons.uses import uses_of
from kursplaner.planning.lessons.weekly_series import check_movable
from kursplaner.store.occupations import Busy, busy
from kursplaner.store.queries.conflicts import closed_times as queries
from kursplaner.store.queries.conflicts.closed_times import LessonPlace, Use
from kursplaner.store.queries.lessons.bundles import LessonRow, lessons_of_course
from kursplaner.store.records import by_id
from kursplaner.store.session import Db
from kursplaner.store.settings import settings_of

Place = tuple[date, int]


class VerdictState(StrEnum):
    """What a place is for a lesson."""

    FREE = "free"
    SOFT = "soft"
    TAKEN = "taken"
    PAST = "past"


@dataclass(frozen=True, slots=True)
class Verdict:
    """One place: what it is, and why it is not free."""

    state: VerdictState
    why: tuple[Conflict, ...] = ()


@dataclass
class _Week:
    """The places looked at, with what stands against each."""

    first: date
    last: date
    starts: int
    ends: int
    step: int
    against: dict[int, list[Conflict]] = field(default_factory=dict)

    def places(self) -> Iterator[int]:
        """Yield every place as an absolute minute."""
        for offset in range((self.last - self.first).days + 1):
            midnight = minute_of(self.first + timedelta(days=offset))
            yield from range(midnight + self.starts, midnight + self.ends + 1, self.step)

    def between(self, after: int, before: int) -> Iterator[int]:
        """Yield the places strictly between two minutes."""
        midnight = minute_of(max(self.first, day_of(after)))
        last = minute_of(self.last)
        while midnight <= last and midnight < before:
            begin = midnight + self.starts
            skipped = max(0, (after - begin) // self.step + 1)
            end = min(midnight + self.ends + 1, before)
            yield from range(begin + skipped * self.step, end, self.step)
            midnight += DAY_MINUTES

    def add(self, after: int, before: int, conflict: Conflict) -> None:
        """Note a conflict for every place strictly between two minutes."""
        for place in self.between(after, before):
            self.against.setdefault(place, []).append(conflict)


def verdicts(
    db: Db,
    lesson_id: int,
    first_day: date,
    last_day: date,
    resolution: int = 15,
    room_id: int | None = None,
    stand_in: StandIn | None = None,
) -> dict[Place, Verdict]:
    """Return a verdict for each (day, minute of the day) at which the lesson could begin.

    Room, teachers, childcare with its carers, and both rides are judged together as they would
    move along. `room_id` asks for another room (0: without one), `stand_in` for somebody else.

    Raises:
        Refused: as `moves.propose_move` for a lesson that may not be moved.
    """
    days, wish = (first_day, last_day, resolution), (room_id, stand_in)
    return _judged(db, _looked_at(db, lesson_id, days, wish, all_reasons=True), titled=True)


def open_places(
    db: Db, lesson_id: int, first_day: date, last_day: date, resolution: int = 15
) -> dict[Place, Verdict]:
    """Return the same verdicts without names, and for taken places only the gravest reason.

    Quicker than `verdicts`, for those who ask where and not why.
    """
    days = (first_day, last_day, resolution)
    return _judged(
        db, _looked_at(db, lesson_id, days, (None, None), all_reasons=False), titled=False
    )


def _looked_at(
    db: Db,
    lesson_id: int,
    days: tuple[date, date, int],
    wish: tuple[int | None, StandIn | None],
    *,
    all_reasons: bool,
) -> _Week:
    lesson = by_id(db, Lesson, lesson_id)
    rows = lessons_of_course(db, lesson.course_id)
    row = next(row for row in rows if row.id == lesson_id)
    check_movable(row)
    settings = settings_of(db)
    first_day, last_day, resolution = days
    week = _week(settings, row, (first_day, last_day), resolution)
    room_id, stand_in = wish
    room = row.room_id if room_id is None else (room_id or None)
    chain = _chain(db, row, room, stand_in)
    _double_use(db, week, chain, row)
    _beside_itself(week, rows, row)
    _closed(db, week, uses_of(chain), row, all_places=all_reasons)
    _days_off(db, week, row, settings)
    return week


def _week(settings: Settings, row: LessonRow, days: tuple[date, date], resolution: int) -> _Week:
    length = row.ends - row.starts
    begins = settings.number("calendar.day_starts")
    ends = max(begins, settings.number("calendar.day_ends") - length)
    return _Week(*days, begins, ends, max(1, resolution))


def _chain(db: Db, row: LessonRow, room: int | None, stand_in: StandIn | None) -> Relocation:
    """Return the lesson with all that hangs on it, as if moved by one minute to find it all."""
    people = people_with(db, [row.id], stand_in)[row.id]
    times = (row.starts + 1, row.ends + 1)
    return relocation(db, [LessonChange(row.id, *times, room, row.teaching_minutes, people)], [row])


def _double_use(db: Db, week: _Week, chain: Relocation, row: LessonRow) -> None:
    uses = uses_of(chain)
    if not uses:
        return
    before = max(row.starts - use.starts for use in uses) + 1
    after = max(use.ends - row.starts for use in uses)
    first = minute_of(week.first) - before
    last = minute_of(week.last) + DAY_MINUTES + after
    mine = set(chain.records)
    taken: dict[int, list[Busy]] = {}
    for stretch in busy(db, {use.resource_id for use in uses}, Span(first, last)):
        if (stretch.source, stretch.source_id) not in mine:
            taken.setdefault(stretch.resource_id, []).append(stretch)
    for use in uses:
        for other in taken.get(use.resource_id, ()):
            records = ((use.source, use.source_id), (other.source, other.source_id))
            resource = (use.resource_kind, use.resource_id)
            conflict = double_use.clash(resource, records, other)
            week.add(*_barred(use, row, other), conflict)


def _barred(use: Use, row: LessonRow, time: Timed) -> tuple[int, int]:
    """Return the minutes strictly between which the lesson's start makes a use meet a time.

    The uses are those of a chain moved by one minute.
    """
    lead, lag = use.starts - row.starts - 1, use.ends - row.starts - 1
    return time.starts - lag, time.ends - lead


def _beside_itself(week: _Week, rows: Iterable[LessonRow], row: LessonRow) -> None:
    for other in rows:
        if other.id != row.id and other.status in LESSONS_TAKING_PLACE:
            conflict = double_use.course_clash(row.course_id, (row.id, other.id), other)
            week.add(other.starts - (row.ends - row.starts), other.ends, conflict)


def _closed(db: Db, week: _Week, uses: list[Use], row: LessonRow, *, all_places: bool) -> None:
    resources = {use.resource_id for use in uses}
    around = Span(minute_of(week.first, -DAY_MINUTES), minute_of(week.last, 2 * DAY_MINUTES))
    for closure in queries.closures_of(db, resources, around):
        for use in uses:
            if use.resource_id == closure.resource_id:
                moved = replace(use, starts=closure.starts, ends=closure.ends)
                for conflict in closed_times.closed([(moved, closure)]):
                    week.add(*_barred(use, row, closure), conflict)
    weekly = queries.weekly_times(db, resources)
    limited = {time.resource_id for time in weekly}
    some = [use for use in uses if use.resource_id in limited]
    now = minute_at(clock.now())
    for place in week.places() if some else ():
        if not all_places and (place < now or any(c.hard for c in week.against.get(place, ()))):
            continue
        shifted = [_shifted(use, place - row.starts - 1) for use in some]
        for conflict in closed_times.unavailable(shifted, weekly):
            week.against.setdefault(place, []).append(conflict)


def _shifted(use: Use, by: int) -> Use:
    return replace(use, starts=use.starts + by, ends=use.ends + by)


def _days_off(db: Db, week: _Week, row: LessonRow, settings: Settings) -> None:
    closings = queries.closing_days(db, week.first, week.last)
    off = closed_times.DaysWithoutLessons(settings, closings)
    site, land = queries.site_of_lesson(db, row.id)
    for offset in range((week.last - week.first).days + 1):
        midnight = minute_of(week.first + timedelta(days=offset))
        if midnight == row.starts - row.starts % DAY_MINUTES:
            continue
        place = LessonPlace(row.id, row.course_id, midnight, midnight + DAY_MINUTES, site, land)
        for conflict in closed_times.days_off([place], off):
            week.add(midnight - 1, midnight + DAY_MINUTES, conflict)


def _judged(db: Db, week: _Week, *, titled: bool) -> dict[Place, Verdict]:
    now = minute_at(clock.now())
    found = {id(conflict): conflict for against in week.against.values() for conflict in against}
    rules = rules_of(db)
    known = weighed(db, list(found.values()), rules)
    kept = {
        key: conflict for key, conflict in zip(found, known, strict=True) if conflict is not None
    }
    names = named(db, list(kept.values())) if titled else list(kept.values())
    shown = dict(zip(kept, names, strict=True))
    verdicts_: dict[Place, Verdict] = {}
    free, past = Verdict(VerdictState.FREE), Verdict(VerdictState.PAST)
    for minute in week.places():
        key = (day_of(minute), minute % DAY_MINUTES)
        about = (shown.get(id(conflict)) for conflict in week.against.get(minute, ()))
        against = [conflict for conflict in about if conflict is not None]
        if minute < now:
            verdicts_[key] = past
        elif not against:
            verdicts_[key] = free
        else:
            hard = any(conflict.hard for conflict in against)
            state = VerdictState.TAKEN if hard else VerdictState.SOFT
            verdicts_[key] = Verdict(state, tuple(in_order(against)))
    return verdicts_
