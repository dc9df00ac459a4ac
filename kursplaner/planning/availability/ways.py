"""Ways out for what does not fit the hours of somebody any more: tried before they are offered."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from kursplaner.basics.errors import HardConflict, Refused
from kursplaner.basics.spans import Span, minute_of_day
from kursplaner.domain.courses import Lesson
from kursplaner.domain.kinds import CancelReason, ConflictKind
from kursplaner.planning.absences.stand_ins import Candidate, Fit, candidates
from kursplaner.planning.availability.touched import Group, Why
from kursplaner.planning.choices.free_times import FreeTimes, load_free_times
from kursplaner.planning.drafts.draft_changes import (
    CancelLessons,
    DraftChange,
    Rearrange,
    Substitute,
)
from kursplaner.planning.drafts.rehearsals import Rehearsal, rehearse
from kursplaner.planning.lessons.moving_together import LessonMove
from kursplaner.store.records import by_ids
from kursplaner.store.session import Db
from kursplaner.store.settings import settings_of
from kursplaner.store.whereabouts import LESSON

STEP = 15
MOST_STAND_INS = 2
MOST_TIMES_TRIED = 3
MOST_MOVED = 60
"""Lessons moved at once; more is another timetable."""
FULLY = (Fit.FITS, Fit.RESERVE)


class WayKind(StrEnum):
    """What can be done about a group."""

    SUBSTITUTE = "substitute"
    OTHER_TIME = "other_time"
    MAKE_UP = "make_up"
    OPEN = "open"
    KEEP = "keep"


@dataclass(frozen=True, slots=True)
class Way:
    """One way out.

    Attributes:
        changes: what is done, in this order.
        comes, name: who or what stands in.
        covered: how many of the records it takes over.
        knows: whether she taught the course, or how many of the children she knows.
        reserve: whether something soft speaks against her.
        starts, ends: the other time, minutes of the day; made up: absolute minutes.
        people: how many families are to be asked.
    """

    kind: WayKind
    changes: tuple[DraftChange, ...] = ()
    comes: int | None = None
    name: str = ""
    covered: int = 0
    knows: int = 0
    reserve: bool = False
    starts: int = 0
    ends: int = 0
    people: int = 0

    @property
    def key(self) -> str:
        """What names it among the ways of its group."""
        return f"{self.kind}{self.comes or ''}"


def ways_of(db: Db, resource_id: int, group: Group) -> tuple[Way, ...]:
    """Return the ways out of a group, the best first; within a trial of the new hours."""
    found = list(_stand_ins(db, resource_id, group))
    if group.source == LESSON and len(group.ids) <= MOST_MOVED:
        if group.why is Why.HOURS:
            found += list(_other_time(db, resource_id, group))
        else:
            found += list(_made_up(db, group))
    nobody = Substitute(group.source, group.ids, resource_id, None)
    found.append(Way(WayKind.OPEN, (nobody,)))
    found.append(Way(WayKind.KEEP))
    return tuple(found)


def _stand_ins(db: Db, resource_id: int, group: Group) -> Iterator[Way]:
    known = candidates(db, group.part, group.course_id or 0, group.records, resource_id)
    whole = [each for each in known if each.fit in FULLY][:MOST_STAND_INS]
    some = [each for each in known if each.fit is Fit.PARTLY][:1]
    for candidate in whole or some:
        yield _stand_in(resource_id, group, candidate)


def _stand_in(resource_id: int, group: Group, candidate: Candidate) -> Way:
    taken = tuple(key for key in group.ids if key in candidate.records)
    rest = tuple(key for key in group.ids if key not in candidate.records)
    comes = candidate.choice.id
    changes = [Substitute(group.source, taken, resource_id, comes)]
    if rest:
        changes.append(Substitute(group.source, rest, resource_id, None))
    return Way(
        WayKind.SUBSTITUTE,
        tuple(changes),
        comes,
        candidate.choice.name,
        len(taken),
        candidate.knows,
        candidate.fit is not Fit.FITS,
    )


def _other_time(db: Db, resource_id: int, group: Group) -> Iterator[Way]:
    """Yield the nearest time of the same weekday at which all of it can be held."""
    rows = [by_ids(db, Lesson, group.ids)[key] for key in group.ids]
    for shift in _shifts(db, resource_id, group, rows):
        moves = tuple(
            LessonMove(row.id, row.starts + shift, row.ends + shift, row.room_id) for row in rows
        )
        tried = _tried(db, (Rearrange(moves),))
        if tried is None or _still_there(tried, resource_id):
            continue
        starts = minute_of_day(rows[0].starts) + shift
        yield Way(
            WayKind.OTHER_TIME,
            tried.changes,
            starts=starts,
            ends=starts + rows[0].ends - rows[0].starts,
            people=len(tried.people.participants),
        )
        return


def _still_there(tried: Rehearsal, resource_id: int) -> bool:
    kinds = (ConflictKind.AVAILABILITY, ConflictKind.CLOSURE)
    left = (conflict for conflict in tried.conflicts if conflict.kind in kinds)
    return any(subject.id == resource_id for conflict in left for subject in conflict.subjects)


def _shifts(db: Db, resource_id: int, group: Group, rows: Sequence[Lesson]) -> list[int]:
    """Return by how many minutes all lessons could move as far as person and rooms go."""
    settings = settings_of(db)
    spans = [Span.of(row) for row in rows]
    people = {resource_id, *(row.room_id for row in rows if row.room_id is not None)}
    own = [(group.source, key) for key in group.ids]
    times = load_free_times(db, people, spans[0].starts, spans[-1].ends, own)
    earliest = min(minute_of_day(row.starts) for row in rows)
    longest = max(row.ends - row.starts for row in rows)
    first = settings.number("timetable.day_starts")
    last = settings.number("timetable.day_ends") - longest
    found = [at - earliest for at in range(-(-first // STEP) * STEP, last + 1, STEP)]
    fitting = (
        shift
        for shift in sorted(found, key=lambda shift: (abs(shift), -shift))
        if shift and all(_free(times, resource_id, row, shift) for row in rows)
    )
    return [shift for shift, _ in zip(fitting, range(MOST_TIMES_TRIED), strict=False)]


def _free(times: FreeTimes, resource_id: int, row: Lesson, shift: int) -> bool:
    span = Span(row.starts + shift, row.ends + shift)
    rooms = () if row.room_id is None else (row.room_id,)
    return all(times.free(key, span) for key in (resource_id, *rooms))


def _made_up(db: Db, group: Group) -> Iterator[Way]:
    cancelling = CancelLessons(group.ids, CancelReason.OTHER.value, make_up=True)
    tried = _tried(db, (cancelling,))
    if tried is None:
        return
    new = [
        (int(row.after["starts"] or 0), int(row.after["ends"] or 0))
        for row in tried.rows
        if row.table == "lesson" and row.before is None and row.after is not None
    ]
    if new:
        starts, ends = min(new)
        yield Way(WayKind.MAKE_UP, tried.changes, starts=starts, ends=ends)


def _tried(db: Db, changes: tuple[DraftChange, ...]) -> Rehearsal | None:
    """Return what changes come to; None where they cannot be or make something hard."""
    try:
        result = rehearse(db, changes)
    except (Refused, HardConflict):
        return None
    return None if result.hard else result
