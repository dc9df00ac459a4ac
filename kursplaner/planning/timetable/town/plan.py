"""A timetable as people read it: what moves where, what found no place, what the wishes cost."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from kursplaner.basics.spans import DAY_MINUTES
from kursplaner.domain.kinds import ConflictKind
from kursplaner.domain.weekly_times import WeeklyTime
from kursplaner.planning.drafts.draft_changes import (
    ChangeCarer,
    ChangeRide,
    ChangeSlotRoom,
    DraftChange,
    Rearrange,
    Substitute,
)
from kursplaner.planning.drafts.rehearsals import Rehearsal
from kursplaner.planning.lessons.moving_together import LessonMove
from kursplaner.planning.timetable.formula.strands import meet
from kursplaner.planning.timetable.mending.units import Part
from kursplaner.planning.timetable.problem import Parked, Place, Reason, Score
from kursplaner.planning.timetable.town.clash import ClashTold
from kursplaner.planning.timetable.town.reading import TimetableWish, Town
from kursplaner.planning.timetable.town.series import Series
from kursplaner.planning.timetable.town.wishes import Aim
from kursplaner.store.whereabouts import CHILDCARE, LESSON, RIDE


@dataclass(frozen=True, slots=True)
class At(WeeklyTime):
    """When a series is held, in which room and by whom; empty where there is none."""

    room: str
    teacher: str


@dataclass(frozen=True, slots=True)
class StoodIn:
    """Who or what takes a part in childcare or a ride in place of whom; empty where nobody did."""

    part: Part
    goes: str
    comes: str


@dataclass(frozen=True, slots=True)
class MovedSeries:
    """Lessons of a course that get another place, or others to teach, care or drive.

    Attributes:
        stand_ins: who comes in their childcare and rides.
        shift: of mended ones, by how many days they move; None: in each week to that weekday.
        stays: lessons of it that stay where they are, each with the reason: a day off, or what
            stands against the single day.
    """

    course_id: int
    number: str
    title: str
    lesson_ids: tuple[int, ...]
    first: int
    before: At
    after: At
    stays: tuple[tuple[int, ConflictKind], ...] = ()
    stand_ins: tuple[StoodIn, ...] = ()
    shift: int | None = None

    @property
    def same_time(self) -> bool:
        """Tell whether it keeps its weekday and hour."""
        times = ((at.weekday, at.starts, at.ends) for at in (self.before, self.after))
        return next(times) == next(times)

    @property
    def same_place(self) -> bool:
        """Tell whether it keeps its room, too."""
        return self.same_time and self.before.room == self.after.room


@dataclass(frozen=True, slots=True)
class Bar:
    """How many of the conceivable places one reason bars, at whom or what, by which course."""

    kind: ConflictKind
    count: int
    name: str
    course: str


@dataclass(frozen=True, slots=True)
class ParkedSeries:
    """Lessons for which there is no place; `vacates`: their room is given to others meanwhile."""

    course_id: int
    number: str
    title: str
    lesson_ids: tuple[int, ...]
    first: int
    before: At
    places: int
    bars: tuple[Bar, ...]
    vacates: bool = False


@dataclass(frozen=True)
class TimetablePlan:
    """A timetable as the file would take it; nothing is written.

    Attributes:
        changes: all that moves, together; none where nothing does.
        rehearsal: what it changes and whom it touches.
        disturbance: of a mended one, in the points of single ways out.
        owners: the course of each lesson, childcare slot and ride (source, id) that may change.
        costs: by aim, what the wishes cost before and after.
        proven: nothing better exists; stopped: it was cancelled before its time.
    """

    wish: TimetableWish
    moves: tuple[MovedSeries, ...]
    parked: tuple[ParkedSeries, ...]
    series: int
    changes: tuple[DraftChange, ...]
    rehearsal: Rehearsal | None
    costs: Mapping[Aim, tuple[int, int]]
    clash: ClashTold | None
    proven: bool
    stopped: bool
    seconds: float
    disturbance: int = 0
    owners: Mapping[tuple[str, int], int] = field(default_factory=dict)

    @property
    def lessons(self) -> int:
        """How many lessons change."""
        return len({lesson for move in self.moves for lesson in move.lesson_ids})

    @property
    def courses(self) -> tuple[int, ...]:
        """The courses of which something changes, in the order shown."""
        return tuple(dict.fromkeys(move.course_id for move in self.moves))

    def changes_for(self, course_ids: Collection[int]) -> tuple[DraftChange, ...]:
        """Return what changes for some courses alone."""
        kept = (_kept(change, self.owners, course_ids) for change in self.changes)
        return tuple(change for change in kept if change is not None)

    @property
    def cost(self) -> tuple[int, int]:
        """What all wishes cost before and after."""
        return sum(before for before, _ in self.costs.values()), sum(
            x for _, x in self.costs.values()
        )


def _kept(
    change: DraftChange, owners: Mapping[tuple[str, int], int], course_ids: Collection[int]
) -> DraftChange | None:
    """Return the part of a change that concerns some courses, or None."""

    def mine(source: str, key: int) -> bool:
        return owners.get((source, key)) in course_ids

    match change:
        case Rearrange(moves):
            some = tuple(move for move in moves if mine(LESSON, move.lesson_id))
            return Rearrange(some) if some else None
        case Substitute(source, record_ids):
            ids = tuple(key for key in record_ids if mine(source, key))
            return replace(change, record_ids=ids) if ids else None
        case ChangeRide(ride_id):
            return change if mine(RIDE, ride_id) else None
        case ChangeCarer(slot_id) | ChangeSlotRoom(slot_id):
            return change if mine(CHILDCARE, slot_id) else None
    return change


def moved_series(
    town: Town,
    places: Mapping[int, Place],
    moves: Mapping[int, LessonMove],
    stays: Mapping[int, ConflictKind],
) -> Iterable[MovedSeries]:
    """Yield the series of which a lesson moves."""
    for key, place in sorted(places.items()):
        series = town.series[key]
        going = tuple(lesson.id for lesson in series.lessons if lesson.id in moves)
        if not going:
            continue
        course = town.courses[series.course_id]
        yield MovedSeries(
            course_id=course.id,
            number=course.number,
            title=course.title,
            lesson_ids=going,
            first=next(lesson.starts for lesson in series.lessons if lesson.id == going[0]),
            before=_at(town, series, series.place(town.weeks)),
            after=_at(town, series, place),
            stays=tuple((x.id, stays[x.id]) for x in series.lessons if x.id in stays),
        )


def _at(town: Town, series: Series, place: Place) -> At:
    weekday, period = divmod(place.start, town.weeks.periods)
    starts = period * town.weeks.step
    if place.start == series.place(town.weeks).start:
        starts = series.first.starts % DAY_MINUTES
    room = "" if place.room is None else town.names.get(place.room, "")
    several = [town.names.get(person_id, "") for person_id in series.teachers]
    teacher = "; ".join(several) if place.teacher is None else town.names.get(place.teacher, "")
    return At(weekday, starts, starts + series.minutes, room, teacher)


def parked_series(town: Town, parked: Parked, places: Mapping[int, Place]) -> ParkedSeries:
    """Return a series that was left out, with what bars its places."""
    series = town.series[parked.event]
    bars = tuple(_bar(town, reason) for reason in parked.reasons)
    return _series_parked(town, series, parked.places, bars, vacates=_vacates(town, series, places))


def homeless_series(town: Town, series: Series) -> ParkedSeries:
    """Return a series for which the town has no room at all."""
    bar = Bar(ConflictKind.NO_ROOM, 1, "", "")
    return _series_parked(town, series, 1, (bar,), vacates=False)


def _series_parked(
    town: Town, series: Series, places: int, bars: tuple[Bar, ...], *, vacates: bool
) -> ParkedSeries:
    course = town.courses[series.course_id]
    return ParkedSeries(
        course_id=course.id,
        number=course.number,
        title=course.title,
        lesson_ids=tuple(lesson.id for lesson in series.lessons),
        first=series.first.starts,
        before=_at(town, series, series.place(town.weeks)),
        places=places,
        bars=bars,
        vacates=vacates,
    )


def _bar(town: Town, reason: Reason) -> Bar:
    name = "" if reason.resource is None else town.names.get(reason.resource, "")
    other = "" if reason.by is None else town.courses[town.series[reason.by].course_id].number
    return Bar(reason.kind, reason.count, name, other)


def _vacates(town: Town, series: Series, places: Mapping[int, Place]) -> bool:
    """Tell whether somebody else now has the room of a series without a place."""
    now = series.place(town.weeks)
    if now.room is None:
        return False
    mine = series.weeks(town.weeks)
    ends = now.start + town.weeks.ticks(series.minutes)
    return any(
        place.room == now.room
        and place.start < ends
        and now.start < place.start + town.problem.event[key].length
        and meet(mine, town.problem.event[key].weeks)
        for key, place in places.items()
    )


def costs(town: Town, before_it: Score, after_it: Score) -> dict[Aim, tuple[int, int]]:
    """Return what the wishes cost before and after, by aim."""
    before, after = Counter[Aim](), Counter[Aim]()
    for counter, counted in ((before, before_it), (after, after_it)):
        counter[Aim.ROOMS] = counted.rooms
        for part in counted.parts:
            if part.wish in town.meanings:
                counter[town.meanings[part.wish].aim] += part.cost
    return {aim: (before[aim], after[aim]) for aim in Aim if before[aim] or after[aim]}
