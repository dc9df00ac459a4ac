"""Whose lesson, childcare or ride is soon at another time, or off: whom to call beside absences.

Every act that changes whole lessons of the next days notes what those in them knew before:
participants, teachers and interpreters, carers and drivers. It stays with the person as follow-ups
until she was told, or until the plan is again what she knows. Who hears it by the list of an
absence is not noted here.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from itertools import chain
from typing import NamedTuple

from kursplaner.basics import clock
from kursplaner.basics.spans import Span, day_of
from kursplaner.domain.childcare import ChildcareSlot
from kursplaner.domain.courses import Lesson
from kursplaner.domain.kinds import Asking, SlotStatus, asked_in, asking_line
from kursplaner.domain.kinds.counting import LESSONS_TAKING_PLACE, RIDES_TAKING_PLACE
from kursplaner.domain.rides.rides import Ride
from kursplaner.domain.town import FollowUp
from kursplaner.planning.absences.other_times import write_notes
from kursplaner.planning.absences.words import standings
from kursplaner.store.queries.absences.absences import absences_between, attending
from kursplaner.store.queries.absences.duties import at_work
from kursplaner.store.queries.absences.words import slots_of_lessons
from kursplaner.store.queries.attendance.served import rides_of_lessons
from kursplaner.store.queries.rides.other_times import open_notes
from kursplaner.store.records import by_ids
from kursplaner.store.session import Db
from kursplaner.store.settings import settings_of
from kursplaner.store.whereabouts import CHILDCARE, LESSON, RIDE

MOST_IN_A_LINE = 7
"""So many dates fit into the line of a follow-up."""
TAKES_PART, TEACHES, CARES, DRIVES = "p", "w", "c", "d"
SOURCES = {TAKES_PART: LESSON, TEACHES: LESSON, CARES: CHILDCARE, DRIVES: RIDE}
"""What record each part is about, by the letter it has in the line of a follow-up."""


class Part(NamedTuple):
    """What somebody has to do with a lesson, a childcare slot or a ride."""

    role: str
    record_id: int


Times = tuple[int, int]
"""First minute and the one after the last, absolute."""
OFF: Times = (0, 0)
Known = dict[Part, Times]


@dataclass(frozen=True, slots=True)
class OtherDate:
    """One date that is another than somebody was told; either time may be `OFF`.

    Attributes:
        hers: whether it is still about her; where somebody else does it now, it is not.
    """

    part: Part
    told: Times
    now: Times
    hers: bool = True

    @property
    def starts(self) -> int:
        """When it would begin: as it is planned now, else as it was."""
        return self.now[0] or self.told[0]


def soon(db: Db, minutes: Iterable[int]) -> bool:
    """Tell whether one of some beginnings is still to come within the days that ask for calls."""
    last = clock.today() + timedelta(days=settings_of(db).number("course.call_days_ahead"))
    return any(not clock.has_come(at) and day_of(at) <= last for at in minutes)


@contextmanager
def noting_dates(db: Db, lesson_ids: Iterable[int]) -> Iterator[None]:
    """Note for whom a date of some lessons is another by what is done within."""
    keys = sorted(lesson_ids)
    if not keys:
        yield
        return
    records = _records(db, keys)
    before = plan_of(db, records)
    listed = _on_lists(db, before)
    yield
    db.flush()
    records |= _records(db, keys)
    after = plan_of(db, records)
    _note(db, before, after, listed & _on_lists(db, before, after) if listed else set())


def note_new(db: Db, lesson_ids: Collection[int]) -> None:
    """Note everybody for whom some lessons of the next days are new."""
    if lesson_ids:
        db.flush()
        _note(db, {}, plan_of(db, _records(db, lesson_ids)), set())


def _records(db: Db, lessons: Collection[int]) -> set[tuple[str, int]]:
    """Return the lessons with the childcare and the rides that serve them."""
    slots = chain.from_iterable(slots_of_lessons(db, lessons).values())
    rides = chain.from_iterable(rides_of_lessons(db, lessons).values())
    return {
        *((LESSON, key) for key in lessons),
        *((CHILDCARE, key) for key in slots),
        *((RIDE, key) for key in rides),
    }


def plan_of(db: Db, records: Collection[tuple[str, int]]) -> dict[int, Known]:
    """Return when who is expected where, as things stand, by person."""
    times = _times(db, records)
    lessons = [key for source, key in records if source == LESSON]
    found: dict[int, Known] = defaultdict(dict)
    for who in attending(db, lessons):
        found[who.person_id][Part(TAKES_PART, who.lesson_id)] = times[LESSON, who.lesson_id]
    letters = {LESSON: TEACHES, CHILDCARE: CARES, RIDE: DRIVES}
    for source, key, person in at_work(db, records):
        found[person][Part(letters[source], key)] = times[source, key]
    return dict(found)


def _times(db: Db, records: Collection[tuple[str, int]]) -> dict[tuple[str, int], Times]:
    """Return when records are, `OFF` for those that do not take place."""
    wanted = {source: [key for of, key in records if of == source] for source in SOURCES.values()}
    there: dict[tuple[str, int], tuple[Lesson | ChildcareSlot | Ride, bool]] = {}
    for lesson in by_ids(db, Lesson, wanted[LESSON]).values():
        there[LESSON, lesson.id] = lesson, lesson.status in LESSONS_TAKING_PLACE
    for slot in by_ids(db, ChildcareSlot, wanted[CHILDCARE]).values():
        there[CHILDCARE, slot.id] = slot, slot.status == SlotStatus.PLANNED.value
    for ride in by_ids(db, Ride, wanted[RIDE]).values():
        there[RIDE, ride.id] = ride, ride.status in RIDES_TAKING_PLACE
    return {key: (row.starts, row.ends) if held else OFF for key, (row, held) in there.items()}


def _on_lists(db: Db, *plans: Mapping[int, Known]) -> set[tuple[int, str, int]]:
    """Return who hears of which record by the list of an absence, as (person, source, id).

    Absences are looked for at all times that the plans name.
    """
    known = [known for plan in plans for known in plan.values()]
    times = [at for hers in known for at in hers.values() if at != OFF]
    if not times:
        return set()
    span = Span(min(starts for starts, _ in times), max(ends for _, ends in times))
    return {
        (standing.person_id, unit.source, unit.id)
        for row in absences_between(db, span)
        if not row.withdrawn
        for standing in standings(db, row.id)
        for unit in standing.units
        if not unit.beside
    }


def to_tell(db: Db) -> dict[int, tuple[OtherDate, ...]]:
    """Return who is to be called about which dates, by person, in order of time."""
    known = {person: _known(rows) for person, rows in open_notes(db, Asking.DATES).items()}
    parts = {part for told in known.values() for part in told}
    plan = plan_of(db, {(SOURCES[part.role], part.record_id) for part in parts})
    found = {
        person: tuple(sorted(_others(told, plan.get(person, {})), key=lambda other: other.starts))
        for person, told in known.items()
    }
    return {person: others for person, others in found.items() if others}


def _others(told: Known, now: Known) -> Iterator[OtherDate]:
    """Yield what is still to come and other than she knows; who left a course asks no more."""
    for part, times in told.items():
        if part.role == TAKES_PART and part not in now:
            continue
        other = OtherDate(part, times, now.get(part, OFF), part in now)
        if other.now != other.told and not clock.has_come(other.starts):
            yield other


def _note(
    db: Db,
    before: Mapping[int, Known],
    after: Mapping[int, Known],
    listed: Collection[tuple[int, str, int]],
) -> None:
    """Keep what everybody knew whose dates changed; let go what is as she knows it again."""
    changed = {
        person: _changed(db, before.get(person, {}), after.get(person, {}))
        for person in {*before, *after}
    }
    notes = open_notes(db, Asking.DATES, changed)
    for person in sorted(changed):
        rows, now = notes.get(person, []), after.get(person, {})
        new = {
            part: times
            for part, times in changed[person].items()
            if (person, SOURCES[part.role], part.record_id) not in listed
        }
        here = {*before.get(person, {}), *now}
        known = {
            part: times
            for part, times in (new | _known(rows)).items()
            if part not in here or now.get(part, OFF) != times
        }
        _write(db, person, rows, known)


def _changed(db: Db, was: Known, now: Known) -> Known:
    """Return what somebody knew of the dates that are others now and ask for a call."""
    return {
        part: was.get(part, OFF)
        for part in {*was, *now}
        if was.get(part, OFF) != now.get(part, OFF)
        and soon(db, (at[0] for at in (was.get(part, OFF), now.get(part, OFF)) if at != OFF))
    }


def _known(rows: Iterable[FollowUp]) -> Known:
    found: Known = {}
    for row in rows:
        for text in asked_in(row.line, Asking.DATES):
            key, starts, minutes = text[1:].split(".")
            found[Part(text[0], int(key))] = (int(starts), int(starts) + int(minutes))
    return found


def _write(db: Db, person: int, rows: Iterable[FollowUp], known: Known) -> None:
    parts = [
        f"{part.role}{part.record_id}.{starts}.{ends - starts}"
        for part, (starts, ends) in sorted(known.items())
    ]
    lines = [
        asking_line(Asking.DATES, parts[at : at + MOST_IN_A_LINE])
        for at in range(0, len(parts), MOST_IN_A_LINE)
    ]
    kept = {row.line: row for row in rows}
    for line, row in kept.items():
        if line not in lines:
            db.delete(row)
    write_notes(db, person, [line for line in lines if line not in kept])
