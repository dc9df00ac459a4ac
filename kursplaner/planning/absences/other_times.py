"""Whose bus comes at another time than she was told: who is to be called, outside of absences.

Every act that lays rides anew notes what those in them knew before. It stays with the person as
follow-ups until she was told, or until the plan is again what she knows. Who asked for the change
herself knows of it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from kursplaner.basics import clock
from kursplaner.domain.kinds import Asking, asked_in, asking_line
from kursplaner.domain.kinds.counting import RIDES_TAKING_PLACE, SEATS_RIDING
from kursplaner.domain.rides.rides import Ride
from kursplaner.domain.town import FollowUp
from kursplaner.store.queries.absences.absences import Riding, riding
from kursplaner.store.queries.attendance import served
from kursplaner.store.queries.rides.other_times import open_notes
from kursplaner.store.records import by_ids
from kursplaner.store.session import Db
from kursplaner.store.workspace import concerning

WAYS = ("out", "back")
TO_CALL = "to_call"
MOST_IN_A_LINE = 9
"""So many ways fit into the line of a follow-up."""


@dataclass(frozen=True, slots=True, order=True)
class WayKey:
    """One way of somebody: to a lesson, or back from it."""

    lesson_id: int
    direction: str


Told = dict[WayKey, int]
"""When her bus comes to her stop, as she was told (absolute minutes)."""


@dataclass(frozen=True, slots=True)
class OtherTime:
    """One way whose time is another than she was told; `place` is where she boards, or leaves."""

    way: WayKey
    told: int
    now: int
    place: str = ""


@contextmanager
def noting_times(db: Db, ride_ids: Iterable[int], knowing: Collection[int] = ()) -> Iterator[None]:
    """Note for whom another time comes of what is done within; `knowing` asked for it.

    Rides of the same lessons are looked at, too: somebody may sit in another one then.
    """
    lessons = set[int]().union(*served.lessons_of_rides(db, list(ride_ids)).values())
    before = times_of(db, lessons)
    yield
    db.flush()
    _note(db, before, times_of(db, lessons), knowing)


def times_of(db: Db, lesson_ids: Collection[int]) -> dict[int, Told]:
    """Return when the buses of some lessons come to those who ride, by who enrolled.

    Only what is still to come, and rides that take place.
    """
    found: dict[int, Told] = defaultdict(dict)
    for way, seat in _seats(db, lesson_ids):
        found[seat.holder_id].setdefault(way, seat.at or 0)
    return dict(found)


def _seats(db: Db, lesson_ids: Collection[int]) -> Iterator[tuple[WayKey, Riding]]:
    by_lesson = served.rides_of_lessons(db, lesson_ids)
    rides = by_ids(db, Ride, set[int]().union(*by_lesson.values()))
    lessons = defaultdict[int, list[int]](list)
    for lesson, keys in by_lesson.items():
        for key in keys:
            if rides[key].status in RIDES_TAKING_PLACE:
                lessons[key].append(lesson)
    for seat in riding(db, lessons):
        if seat.at is None or seat.result not in SEATS_RIDING or clock.has_come(seat.at):
            continue
        for lesson in lessons[seat.ride_id]:
            yield WayKey(lesson, seat.direction), seat


def to_tell(db: Db) -> dict[int, tuple[OtherTime, ...]]:
    """Return who is to be called about which ways, by person, in order of time."""
    known = {person: _told(rows) for person, rows in open_notes(db, Asking.TIMES).items()}
    lessons = {way.lesson_id for told in known.values() for way in told}
    found: dict[int, dict[WayKey, OtherTime]] = defaultdict(dict)
    for way, seat in _seats(db, lessons):
        at, now = known.get(seat.holder_id, {}).get(way), seat.at or 0
        if at is not None and way not in found[seat.holder_id]:
            found[seat.holder_id][way] = OtherTime(way, at, now, seat.municipality)
    others = {
        person: tuple(sorted((o for o in ways.values() if o.now != o.told), key=_by_time))
        for person, ways in found.items()
    }
    return {person: ways for person, ways in others.items() if ways}


def _by_time(other: OtherTime) -> int:
    return other.now


def told(db: Db, person_id: int) -> None:
    """Note that somebody was told all her new times and dates, if there were any."""
    for asking in (Asking.TIMES, Asking.DATES):
        for row in open_notes(db, asking, [person_id]).get(person_id, ()):
            row.done_on = clock.today()
    concerning(db, "person", person_id)


def _note(
    db: Db, before: Mapping[int, Told], after: Mapping[int, Told], knowing: Collection[int]
) -> None:
    """Keep what everybody knew whose time changed; let go what is as she knows it again."""
    changed = {
        person: {way: at for way, at in ways.items() if after.get(person, {}).get(way, at) != at}
        for person, ways in before.items()
    }
    people = {person for person, ways in changed.items() if ways}
    notes = open_notes(db, Asking.TIMES, people)
    for person in sorted(people):
        rows, new = notes.get(person, []), changed[person]
        old = _told(rows)
        if person in knowing:
            known = {way: at for way, at in old.items() if way not in new}
        else:
            known = new | old
        now, here = after.get(person, {}), before[person]
        kept = {w: at for w, at in known.items() if w not in here or now.get(w, at) != at}
        _write(db, person, rows, kept)


def _told(rows: Iterable[FollowUp]) -> Told:
    found: Told = {}
    for row in rows:
        for text in asked_in(row.line, Asking.TIMES):
            lesson, way, at = text.split(".")
            found[WayKey(int(lesson), WAYS[int(way)])] = int(at)
    return found


def _write(db: Db, person: int, rows: Iterable[FollowUp], told: Told) -> None:
    ways = [f"{way.lesson_id}.{WAYS.index(way.direction)}.{told[way]}" for way in sorted(told)]
    lines = [
        asking_line(Asking.TIMES, ways[at : at + MOST_IN_A_LINE])
        for at in range(0, len(ways), MOST_IN_A_LINE)
    ]
    kept = {row.line: row for row in rows}
    for line, row in kept.items():
        if line not in lines:
            db.delete(row)
    write_notes(db, person, [line for line in lines if line not in kept])


def write_notes(db: Db, person: int, lines: Iterable[str]) -> None:
    """Store what somebody knew, and that she is to be called because of the running act."""
    rows = [FollowUp(day=clock.today(), line=line, person_id=person) for line in lines]
    if rows:
        db.add_all(rows)
        db.info.setdefault(TO_CALL, set()).add(person)


def newly_to_call(db: Db) -> frozenset[int]:
    """Return who is to be called because of the running act."""
    people: set[int] = db.info.get(TO_CALL, set())
    if not people:
        return frozenset()
    db.flush()
    open_ = [open_notes(db, asking, people) for asking in (Asking.TIMES, Asking.DATES)]
    return frozenset(set[int]().union(*open_))
