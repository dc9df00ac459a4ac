"""What is planned now for each family: as usual, or what of it fails, over all absences.

A state names what fails of one lesson for one person: "" nothing, "lesson" the lesson itself, else
"childcare", "ride", "ride_out" (only the way there), "ride_back", joined by "+". Where childcare
or ride go on, but others have the family's place since: "place", "seat", "seat_out", "seat_back".

Who works there is told of the lesson, slot or ride itself. "detour:" with a mark of the villages
says that her ride goes on without some halts, "vehicle:" with an id that she drives that vehicle
in place of one that is missing, "free" that she is not planned in it (any more).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from zlib import crc32

from kursplaner.basics.spans import Span, day_of
from kursplaner.domain.childcare import ChildcareSlot
from kursplaner.domain.courses import Enrolment, Lesson
from kursplaner.domain.kinds import (
    AbsenceKind,
    Direction,
    LessonStatus,
    OccupationSource,
    RideStatus,
    Role,
    SlotStatus,
)
from kursplaner.domain.people import Profile
from kursplaner.domain.rides.rides import Ride
from kursplaner.planning.absences.reach import (
    DAY,
    WORKING,
    Part,
    Touched,
    draft_of,
    fails,
    from_village,
    reached,
    rides_along,
)
from kursplaner.store.queries.absences import absences as queries
from kursplaner.store.queries.absences import duties
from kursplaner.store.queries.absences.absences import AbsenceRow, LookedAfter, Riding
from kursplaner.store.queries.absences.words import freed, slots_of_lessons, words_of_absence
from kursplaner.store.queries.attendance import served
from kursplaner.store.records import by_ids, find
from kursplaner.store.session import Db
from kursplaner.store.settings import settings_of

Unit = tuple[str, int]
"""A lesson, or a childcare slot or ride that serves none of hers: its source and id."""
USUAL, OFF, CARE, RIDE, RIDE_OUT, RIDE_BACK = (
    *("", "lesson", "childcare"),
    *("ride", "ride_out", "ride_back"),
)
RIDES = (RIDE, RIDE_OUT, RIDE_BACK)
PLACE, SEAT, SEAT_OUT, SEAT_BACK = "place", "seat", "seat_out", "seat_back"
SEATS = (SEAT, SEAT_OUT, SEAT_BACK)
CARES = (CARE, PLACE)
DETOUR, VEHICLE, FREE = "detour", "vehicle", "free"
_WAYS = {
    "off": {Direction.OUT.value: RIDE_OUT, Direction.BACK.value: RIDE_BACK},
    "lost": {Direction.OUT.value: SEAT_OUT, Direction.BACK.value: SEAT_BACK},
}
LESSON_UNIT, CARE_UNIT, RIDE_UNIT = (
    OccupationSource.LESSON.value,
    OccupationSource.CHILDCARE.value,
    OccupationSource.RIDE.value,
)


def aspects(state: str) -> tuple[str, ...]:
    """Return what fails in a state, one by one, without marks."""
    return tuple(part.partition(":")[0] for part in state.split("+")) if state else ()


class Outlook:
    """What is planned now for some lessons, slots and rides; asked for one person at a time."""

    def __init__(self, db: Db, units: Iterable[Unit]) -> None:
        by_source: dict[str, set[int]] = defaultdict(set)
        for source, key in units:
            by_source[source].add(key)
        lessons = by_source[LESSON_UNIT]
        self._slots_of = slots_of_lessons(db, lessons)
        self._rides_of = served.rides_of_lessons(db, lessons)
        slots = by_source[CARE_UNIT].union(*self._slots_of.values())
        rides = by_source[RIDE_UNIT].union(*self._rides_of.values())
        self._lessons = by_ids(db, Lesson, lessons)
        self._slots = by_ids(db, ChildcareSlot, slots)
        self._rides = by_ids(db, Ride, rides)
        self._starts, self._span = self._times()
        self._out = freed(db, lessons, slots, rides)
        self._children = _by_slot(queries.looked_after(db, slots))
        self._seats: dict[int, list[Riding]] = defaultdict(list)
        for seat in queries.riding(db, rides):
            if rides_along(seat, self._out):
                self._seats[seat.holder_id].append(seat)
        self._come = {(a.person_id, a.lesson_id) for a in queries.attending(db, lessons)}
        records = [(s, k) for s, keys in self._keys().items() for k in keys]
        self._work = {(who, source, key) for source, key, who in duties.at_work(db, records)}
        self._employed = _employed(db, self._lessons.values())
        self._missing: set[Unit] = set()
        self._cut_off: dict[int, set[str]] = defaultdict(set)
        self._instead: dict[int, int] = {}
        self._ask_absences(db)

    def starts(self, unit: Unit) -> int | None:
        """Return the absolute minute at which one begins, None where it is gone."""
        return self._starts.get(unit)

    def is_hers(self, person_id: int, unit: Unit) -> bool:
        """Tell whether somebody still comes to one, has anybody in it, or works in it."""
        slots, rides = self._serving(unit)
        hers = any(self._is_hers(person_id, slot) for slot in slots)
        seats = any(seat.ride_id in rides for seat in self._seats[person_id])
        comes = unit[0] == LESSON_UNIT and (person_id, unit[1]) in self._come
        return comes or hers or seats or self._works(person_id, slots, rides, unit)

    def works(self, person_id: int, unit: Unit) -> bool:
        """Tell whether somebody is on duty in one itself, or was: she never came to it."""
        if (person_id, *unit) in self._work:
            return True
        return self._employed.knows(person_id, unit) and not self.is_hers(person_id, unit)

    def without(self, unit: Unit) -> tuple[str, ...]:
        """Return the villages that a ride leaves out, by name."""
        return tuple(sorted(self._cut_off.get(unit[1], ()))) if unit[0] == RIDE_UNIT else ()

    def instead(self, unit: Unit) -> int | None:
        """Return the vehicle that drives a ride in place of one that is, or was, missing."""
        return self._instead.get(unit[1]) if unit[0] == RIDE_UNIT else None

    def state(self, person_id: int, unit: Unit, told: str = USUAL) -> str:
        """Return what fails of one for somebody; what she was `told` where it is hers no more."""
        if not self.is_hers(person_id, unit):
            return FREE if self.works(person_id, unit) else told
        if unit[0] == LESSON_UNIT and self._lesson_off(unit[1]):
            return OFF
        slots, rides = self._serving(unit)
        seats = [seat for seat in self._seats[person_id] if seat.ride_id in rides]
        care = self._care_state(person_id, slots, told)
        ride = self._ride_state(person_id, seats, rides, told)
        found = "+".join(word for word in (care, ride) if word)
        return found or (self._duty_state(unit) if (person_id, *unit) in self._work else USUAL)

    def _duty_state(self, unit: Unit) -> str:
        """Return what is otherwise than usual for who drives: without some halts, another bus."""
        left_out, vehicle = self.without(unit), self.instead(unit)
        parts = [f"{DETOUR}:{crc32(', '.join(left_out).encode()):x}"] if left_out else []
        parts += [f"{VEHICLE}:{vehicle}"] if vehicle is not None else []
        return "+".join(parts)

    def _serving(self, unit: Unit) -> tuple[frozenset[int], frozenset[int]]:
        """Return the slots and rides of a lesson, else the one slot or ride."""
        source, key = unit
        if source == LESSON_UNIT:
            return self._slots_of.get(key, frozenset()), self._rides_of.get(key, frozenset())
        return _only(key, source, CARE_UNIT), _only(key, source, RIDE_UNIT)

    def _keys(self) -> dict[str, Collection[int]]:
        return {
            LESSON_UNIT: self._lessons.keys(),
            CARE_UNIT: self._slots.keys(),
            RIDE_UNIT: self._rides.keys(),
        }

    def _times(self) -> tuple[dict[Unit, int], Span | None]:
        """Return when each begins, and the minutes from the first to the last of all."""
        spans = {
            **{(LESSON_UNIT, key): Span.of(lesson) for key, lesson in self._lessons.items()},
            **{(CARE_UNIT, key): Span.of(slot) for key, slot in self._slots.items()},
            **{(RIDE_UNIT, key): Span.of(ride) for key, ride in self._rides.items()},
        }
        starts = {unit: span.starts for unit, span in spans.items()}
        if not spans:
            return starts, None
        return starts, Span(min(starts.values()), max(span.ends for span in spans.values()))

    def _works(
        self, person_id: int, slots: Iterable[int], rides: Iterable[int], unit: Unit
    ) -> bool:
        units = [unit, *((CARE_UNIT, s) for s in slots), *((RIDE_UNIT, r) for r in rides)]
        return any((person_id, *pair) in self._work for pair in units)

    def _is_hers(self, person_id: int, slot: int) -> bool:
        child = any(c.guardian_id == person_id for c in self._children.get(slot, ()))
        return child or (person_id, CARE_UNIT, slot) in self._work

    def _lesson_off(self, key: int) -> bool:
        off = self._lessons[key].status == LessonStatus.CANCELLED.value
        return off or (LESSON_UNIT, key) in self._missing

    def _slot_off(self, key: int) -> bool:
        off = self._slots[key].status == SlotStatus.CANCELLED.value
        return off or (CARE_UNIT, key) in self._missing

    def _ride_off(self, key: int) -> bool:
        off = self._rides[key].status == RideStatus.CANCELLED.value
        return off or (RIDE_UNIT, key) in self._missing

    def _care_state(self, person_id: int, slots: Iterable[int], told: str) -> str:
        hers = [slot for slot in slots if self._is_hers(person_id, slot)]
        if not hers:
            return next((aspect for aspect in aspects(told) if aspect in CARES), USUAL)
        if any(self._slot_off(slot) for slot in hers):
            return CARE
        own = (c for slot in hers for c in self._children.get(slot, ()))
        lost = self._out.lost_places
        return PLACE if any(c.guardian_id == person_id and c.place_id in lost for c in own) else ""

    def _ride_state(
        self, person_id: int, seats: Collection[Riding], rides: Iterable[int], told: str
    ) -> str:
        """Return which ways fail: because the bus does not run, or has no seat for her."""
        fail: dict[str, set[str]] = defaultdict(set)
        for seat in seats:
            lost = "lost" if seat.seat_id in self._out.lost else ""
            fail[seat.direction].add("off" if self._seat_off(seat) else lost)
        for key in rides:
            if (person_id, RIDE_UNIT, key) in self._work:
                fail[self._rides[key].direction].add("off" if self._ride_off(key) else "")
        if not fail:
            return next((aspect for aspect in aspects(told) if aspect in (*RIDES, *SEATS)), USUAL)
        ways = {way: "off" if "off" in found else "lost" for way, found in fail.items()
                if found != {""}}  # fmt: skip
        if not ways:
            return USUAL
        if len(ways) == len(fail):
            return SEAT if "lost" in ways.values() else RIDE
        ((way, why),) = ways.items()
        return _WAYS[why][way]

    def _seat_off(self, seat: Riding) -> bool:
        villages = self._cut_off.get(seat.ride_id, ())
        cut = bool(villages) and from_village(seat, villages, self._out)
        return cut or seat.seat_id in self._out.left_out or self._ride_off(seat.ride_id)

    def _ask_absences(self, db: Db) -> None:
        """Note what is missing because of the absences that hold."""
        span = self._span
        if span is None:
            return
        workers = {who for who, _, _ in self._work}
        for row in queries.absences_between(db, span):
            if row.kind == AbsenceKind.VEHICLE:
                self._note_vehicles(db, row)
            if row.withdrawn or row.ends <= span.starts:
                continue
            if row.closure_id is not None:
                self._note_gaps(db, row)
            if row.kind == AbsenceKind.PERSON and row.resource_id not in workers:
                continue
            for village in row.villages or ("",):
                for touched in _within(db, row, span, village):
                    self._miss(db, touched, village)

    def _note_vehicles(self, db: Db, row: AbsenceRow) -> None:
        """Note which rides of a missing vehicle another drives, also once it is back."""
        for word in words_of_absence(db, row.id):
            ride = self._rides.get(word.record_id) if word.source == RIDE_UNIT else None
            if ride is not None and ride.vehicle_id not in {None, row.resource_id}:
                self._instead[ride.id] = ride.vehicle_id or 0

    def _note_gaps(self, db: Db, row: AbsenceRow) -> None:
        """Note what nobody is planned for since somebody was only taken out of it."""
        lessons = {word.record_id for word in words_of_absence(db, row.id)
                   if word.source == LESSON_UNIT and word.starts < row.ends}  # fmt: skip
        roles = {profile.role for profile in find(db, Profile, person_id=row.resource_id)}
        busy = {(source, key) for _, source, key in self._work}
        empty: set[Unit] = set()
        for key in lessons & self._lessons.keys():
            if Role.TEACHER in roles:
                empty.add((LESSON_UNIT, key))
            if Role.CARER in roles:
                empty |= {(CARE_UNIT, slot) for slot in self._slots_of.get(key, ())}
            rides = self._rides_of.get(key, frozenset())
            if Role.DRIVER in roles:
                empty |= {(RIDE_UNIT, ride) for ride in rides}
            elif row.kind == AbsenceKind.VEHICLE:
                lost = {
                    ride
                    for ride in rides
                    if self._rides[ride].vehicle_id is None and not self._rides[ride].by_taxi
                }
                self._missing |= {(RIDE_UNIT, ride) for ride in lost}
        taxis = {(RIDE_UNIT, key) for key, ride in self._rides.items() if ride.by_taxi}
        self._missing |= empty - busy - taxis

    def _miss(self, db: Db, touched: Touched, municipality: str) -> None:
        if touched.part is Part.PARTICIPANT or touched.id not in self._keys()[touched.source]:
            return
        if touched.part is Part.VILLAGE:
            self._cut_off[touched.id].add(municipality)
            return
        if touched.part is Part.CARER:
            children = self._children.get(touched.id, [])
            if not fails(db, touched, children, settings_of(db), self._out.places):
                return
        self._missing.add((touched.source, touched.id))


def _within(db: Db, row: AbsenceRow, span: Span, village: str) -> list[Touched]:
    """Return what an absence reaches in a span, of several villages one."""
    draft = replace(draft_of(row), municipality=village)
    first, last = max(row.first, span.day), min(row.last, day_of(span.ends - 1))
    until = draft.until if last == row.last else DAY
    if first > last:
        return []
    return reached(db, replace(draft, first=first, last=last, until=until))


def _only(key: int, source: str, wanted: str) -> frozenset[int]:
    return frozenset({key}) if source == wanted else frozenset()


def _by_slot(children: Iterable[LookedAfter]) -> dict[int, list[LookedAfter]]:
    found: dict[int, list[LookedAfter]] = defaultdict(list)
    for child in children:
        found[child.slot_id].append(child)
    return found


@dataclass(frozen=True, slots=True)
class _Employed:
    """Who works for the town, and who was ever enrolled in the courses of some lessons."""

    people: frozenset[int]
    enrolled: frozenset[tuple[int, int]]

    def knows(self, person_id: int, unit: Unit) -> bool:
        """Tell whether somebody can only have been on duty in one."""
        comes = unit[0] == LESSON_UNIT and (person_id, unit[1]) in self.enrolled
        return person_id in self.people and not comes


def _employed(db: Db, lessons: Iterable[Lesson]) -> _Employed:
    by_course: dict[int, set[int]] = defaultdict(set)
    for lesson in lessons:
        by_course[lesson.course_id].add(lesson.id)
    enrolled = {
        (row.person_id, key)
        for row in find(db, Enrolment, course_id=set(by_course))
        for key in by_course[row.course_id]
    }
    roles = {role.value for role in WORKING}
    people = {row.person_id for row in find(db, Profile, role=roles)}
    return _Employed(frozenset(people), frozenset(enrolled))
