"""What is planned for a resource at hours that it gives up: grouped as a clerk speaks of it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from kursplaner.basics.spans import DAY_MINUTES, Span, day_of, minute_of_day
from kursplaner.domain.base import Resource
from kursplaner.domain.courses import Lesson
from kursplaner.domain.kinds import ResourceKind
from kursplaner.planning.absences.reach import Part, Touched
from kursplaner.planning.choices.free_times import FreeTimes
from kursplaner.store.occupations import Busy
from kursplaner.store.queries.labels import labels
from kursplaner.store.records import by_id, by_ids
from kursplaner.store.session import Db
from kursplaner.store.whereabouts import CHILDCARE, LESSON, RIDE

PARTS = {LESSON: Part.TEACHER, CHILDCARE: Part.CARER, RIDE: Part.DRIVER}


class Why(StrEnum):
    """Why a record does not fit any more."""

    HOURS = "hours"
    AWAY = "away"


@dataclass(frozen=True, slots=True)
class Group:
    """Records of one kind and course that begin on one weekday at one time, and do not fit.

    Attributes:
        key: names it as long as the plan stays the same.
        records: in order of time.
        open_from, open_until: when the resource is there on that weekday; None: not at all.
    """

    key: str
    why: Why
    part: Part
    title: str
    course_id: int | None
    records: tuple[Touched, ...]
    open_from: int | None = None
    open_until: int | None = None

    @property
    def source(self) -> str:
        """The kind of record."""
        return self.records[0].source

    @property
    def ids(self) -> tuple[int, ...]:
        """The ids of the records."""
        return tuple(record.id for record in self.records)


def misfits(uses: Iterable[Busy], times: FreeTimes) -> list[tuple[Why, Busy]]:
    """Return the uses of a resource that its hours or closures do not allow, and why."""
    found = []
    for use in uses:
        span = Span(use.starts, use.ends)
        if times.closed(use.resource_id, span) is not None:
            found.append((Why.AWAY, use))
        elif not times.available(use.resource_id, span):
            found.append((Why.HOURS, use))
    return found


def grouped(
    db: Db, resource_id: int, found: Sequence[tuple[Why, Busy]], times: FreeTimes
) -> tuple[Group, ...]:
    """Return what does not fit any more as groups, those with the first record first."""
    vehicle = by_id(db, Resource, resource_id).kind == ResourceKind.VEHICLE.value
    wanted = [(use.source, use.source_id) for _, use in found if use.source in PARTS]
    titles = labels(db, wanted)
    lessons = by_ids(db, Lesson, [key for source, key in wanted if source == LESSON])
    groups: dict[tuple[str, ...], list[Touched]] = defaultdict(list)
    courses: dict[tuple[str, ...], int | None] = {}
    for why, use in found:
        if use.source not in PARTS:
            continue
        course = lessons[use.source_id].course_id if use.source == LESSON else None
        day = day_of(use.starts)
        when = str(day) if why is Why.AWAY else f"{day.weekday()}-{minute_of_day(use.starts)}"
        title = titles.get((use.source, use.source_id), "")
        key = (use.source, str(course or title), when, why.value)
        part = Part.VEHICLE if vehicle else PARTS[use.source]
        touched = Touched(part, use.source, use.source_id, use.starts, use.ends, title)
        if all(touched.id != each.id for each in groups[key]):
            groups[key].append(touched)
        courses[key] = course
    made = [
        _group("/".join(key), records, courses[key], times, resource_id)
        for key, records in groups.items()
    ]
    return tuple(sorted(made, key=lambda group: (group.records[0].starts, group.key)))


def _group(
    key: str, records: Sequence[Touched], course_id: int | None, times: FreeTimes, resource_id: int
) -> Group:
    ordered = tuple(sorted(records, key=lambda record: record.starts))
    hours = times.hours(resource_id, day_of(ordered[0].starts))
    return Group(
        key=key,
        why=Why(key.rpartition("/")[2]),
        part=ordered[0].part,
        title=ordered[0].title,
        course_id=course_id,
        records=ordered,
        open_from=hours[0] if hours else None,
        open_until=hours[1] if hours else None,
    )


def most_in_a_week(uses: Collection[Busy], source: str, without: Collection[int] = ()) -> int:
    """Return the minutes of the fullest week in records of one source, some left out."""
    weeks: dict[int, int] = defaultdict(int)
    for use in uses:
        if use.source == source and use.source_id not in without:
            day = day_of(use.starts)
            weeks[(use.starts // DAY_MINUTES) - day.weekday()] += use.ends - use.starts
    return max(weeks.values(), default=0)
