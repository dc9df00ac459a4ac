"""Conflicts planted into a town: small situations, each with what must be found in it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from benchmarks.planting import BASE, TEN, TWELVE, Town
from kursplaner.domain.childcare import ChildcarePlace
from kursplaner.domain.conflicts.conflicts import Conflict
from kursplaner.domain.courses import EnrolmentChild
from kursplaner.domain.kinds import ConflictKind
from kursplaner.domain.people import Availability, Closure, Credential, NeverTogether, Profile
from kursplaner.domain.rides.rides import RideDemand, RideSeat
from kursplaner.domain.town import ClosingDay
from kursplaner.store.session import Db

Kind = ConflictKind
ASCENSION = date(2027, 5, 6)
CARER = ("police_certificate", "first_aid", "measles", "hygiene")
DRIVER = ("licence_check", "police_certificate", "driver_briefing")


@dataclass(frozen=True, slots=True)
class Planted:
    """A conflict that must be found: its kind, with at least these records in it."""

    kind: ConflictKind
    records: frozenset[tuple[str, int]]

    def is_in(self, found: dict[ConflictKind, list[frozenset[tuple[str, int]]]]) -> bool:
        """Tell whether it is among what was found."""
        return any(self.records <= records for records in found.get(self.kind, ()))


def missing(planted: list[Planted], found: list[Conflict]) -> list[Planted]:
    """Return the planted conflicts that were not found."""
    records: dict[ConflictKind, list[frozenset[tuple[str, int]]]] = {}
    for conflict in found:
        subjects = frozenset((subject.noun, subject.id) for subject in conflict.subjects)
        records.setdefault(conflict.kind, []).append(subjects)
    return [trouble for trouble in planted if not trouble.is_in(records)]


Records = tuple[tuple[str, int], ...]


def _room(town: Town) -> Records:
    room = town.room()
    lesson, other = town.lesson(room=room), town.lesson(room=room, accepted="Saal ist teilbar")
    return ("room", room), ("lesson", lesson), ("lesson", other)


def _teacher(town: Town) -> Records:
    who = town.person(role="teacher")
    lesson = town.lesson(None, who)
    other = town.lesson(None, who, starts=TEN + 30, accepted="kommt später")
    return ("person", who), ("lesson", lesson), ("lesson", other)


def _carer(town: Town) -> Records:
    who = town.person(*CARER, role="carer")
    slot, other = town.slot(who), town.slot(who, accepted="nebenan")
    return ("person", who), ("childcare", slot), ("childcare", other)


def _driver(town: Town) -> Records:
    who, lesson = town.person(*DRIVER, role="driver"), town.lesson()
    ride = town.ride(lesson, driver=who)
    other = town.ride(lesson, driver=who, accepted="zwei kurze Wege")
    return ("person", who), ("ride", ride), ("ride", other)


def _vehicle(town: Town) -> Records:
    bus, lesson = town.vehicle(), town.lesson()
    ride = town.ride(lesson, vehicle=bus)
    other = town.ride(lesson, vehicle=bus, accepted="zwei kurze Wege")
    return ("vehicle", bus), ("ride", ride), ("ride", other)


def _course(town: Town) -> Records:
    course = town.course()
    lesson, other = town.lesson(course), town.lesson(course, starts=TEN + 60)
    return ("course", course), ("lesson", lesson), ("lesson", other)


def _room_capacity(town: Town) -> Records:
    room, course = town.room(capacity=1), town.course()
    town.enrol(course)
    town.enrol(course)
    return ("room", room), ("lesson", town.lesson(course, room=room))


def _course_capacity(town: Town) -> Records:
    course = town.course(capacity=1)
    town.enrol(course)
    town.enrol(course)
    town.lesson(course)
    return (("course", course),)


def _childcare_capacity(town: Town) -> Records:
    slot = town.slot(town.person(*CARER))
    for _ in range(6):
        town.db.add(ChildcarePlace(slot_id=slot, child_id=town.child()))
    return (("childcare", slot),)


def _childcare_missing(town: Town) -> Records:
    course = town.course(childcare=True)
    town.db.add(EnrolmentChild(enrolment_id=town.enrol(course), child_id=town.child()))
    return (("lesson", town.lesson(course)),)


def _carer_missing(town: Town) -> Records:
    slot = town.slot()
    town.db.add(ChildcarePlace(slot_id=slot, child_id=town.child()))
    return (("childcare", slot),)


def _vehicle_capacity(town: Town) -> Records:
    bus = town.vehicle(seats=2)
    ride = town.ride(town.lesson(), vehicle=bus)
    town.db.add_all([RideSeat(ride_id=ride, person_id=town.person()) for _ in range(2)])
    return ("vehicle", bus), ("ride", ride)


def _child_seat(town: Town) -> Records:
    bus = town.vehicle()
    ride = town.ride(town.lesson(), vehicle=bus)
    town.db.add(RideSeat(ride_id=ride, person_id=town.child(), kind="booster"))
    return ("vehicle", bus), ("ride", ride)


def _driver_missing(town: Town) -> Records:
    return (("ride", town.ride(town.lesson(), vehicle=town.vehicle())),)


def _ride_missing(town: Town) -> Records:
    course = town.course(shuttle=True)
    stay = town.enrol(course)
    town.db.add(RideDemand(enrolment_id=stay, direction="out", stop_id=town.stop()))
    return (("lesson", town.lesson(course)),)


def _closure(town: Town) -> Records:
    room = town.room()
    span = (town.at(TEN), town.at(TWELVE))
    town.db.add(Closure(resource_id=room, starts=span[0], ends=span[1], reason="repair"))
    return ("room", room), ("lesson", town.lesson(room=room))


def _ended(town: Town) -> Records:
    room = town.room(ended_on=town.day - timedelta(days=3))
    return ("room", room), ("lesson", town.lesson(room=room))


def _holiday(town: Town) -> Records:
    town.day = ASCENSION
    return (("lesson", town.lesson()),)


def _closing_day(town: Town) -> Records:
    site = town.site()
    town.db.add(ClosingDay(first_day=town.day, last_day=town.day, name="Fest", site_id=site))
    return (("lesson", town.lesson(room=town.room(site=site))),)


def _no_room(town: Town) -> Records:
    return (("lesson", town.lesson()),)


def _no_teacher(town: Town) -> Records:
    return (("lesson", town.lesson(room=town.room())),)


def _availability(town: Town) -> Records:
    who = town.person(role="teacher")
    day = (town.day.weekday() + 1) % 7
    town.db.add(Availability(resource_id=who, kind="available", weekday=day, starts=0, ends=1440))
    return ("person", who), ("lesson", town.lesson(None, who))


def _credential(town: Town) -> Records:
    who = town.person(*CARER[1:])
    return ("person", who), ("childcare", town.slot(who))


def _expired_credential(town: Town) -> Records:
    who = town.person(*DRIVER[1:])
    until = town.day - timedelta(days=1)
    town.db.add(Credential(resource_id=who, kind="licence_check", valid_until=until))
    return ("person", who), ("ride", town.ride(town.lesson(), driver=who))


def _carer_hours(town: Town) -> Records:
    who = town.person(*CARER)
    town.slot(who, starts=0, ends=16 * 60)
    return (("person", who),)


def _weekly_hours(town: Town) -> Records:
    who = town.person()
    town.db.add(Profile(person_id=who, role="teacher", weekly_minutes=90))
    town.lesson(None, who)
    return (("person", who),)


def _role(town: Town) -> Records:
    who = town.person()
    return ("person", who), ("lesson", town.lesson(None, who))


def _age(town: Town) -> Records:
    course, who = town.course(), town.child()
    town.enrol(course, who)
    town.lesson(course)
    return ("person", who), ("course", course)


def _accessibility(town: Town) -> Records:
    room, course = town.room(accessible=False), town.course()
    town.enrol(course, town.person(needs="sitzt im Rollstuhl"))
    return ("room", room), ("lesson", town.lesson(course, room=room))


def _equipment(town: Town) -> Records:
    room, course = town.room(), town.course(needs_equipment="projector")
    return ("room", room), ("lesson", town.lesson(course, room=room))


def _participant(town: Town) -> Records:
    who, course, other = town.person(), town.course(), town.course()
    town.enrol(course, who)
    town.enrol(other, who)
    lessons = (town.lesson(course), town.lesson(other, starts=TEN + 30))
    return ("person", who), ("lesson", lessons[0]), ("lesson", lessons[1])


def _child(town: Town) -> Records:
    child, first, second = town.child(), town.slot(), town.slot()
    town.db.add_all([ChildcarePlace(slot_id=slot, child_id=child) for slot in (first, second)])
    return ("person", child), ("childcare", first), ("childcare", second)


def _guardian(town: Town) -> Records:
    course, child, who = town.course(), town.child(), town.person()
    stay, slot = town.enrol(course, who), town.slot(lesson=town.lesson())
    town.db.add(ChildcarePlace(slot_id=slot, child_id=child, enrolment_id=stay))
    return ("person", child), ("person", who), ("childcare", slot)


def _family_chain(town: Town) -> Records:
    course, child = town.course(), town.child()
    stay, lesson = town.enrol(course), town.lesson(course)
    slot = town.slot(lesson=lesson, starts=TEN + 15)
    town.db.add(EnrolmentChild(enrolment_id=stay, child_id=child))
    town.db.add(ChildcarePlace(slot_id=slot, child_id=child, enrolment_id=stay))
    return ("childcare", slot), ("lesson", lesson)


def _never_together(town: Town) -> Records:
    person, other, course = town.person(), town.person(), town.course()
    town.db.add(NeverTogether(first_id=min(person, other), second_id=max(person, other)))
    town.enrol(course, person)
    town.enrol(course, other)
    return ("person", person), ("person", other), ("lesson", town.lesson(course))


def _travel(town: Town) -> Records:
    who = town.person(role="teacher")
    far = town.room(site=town.site(latitude=50_600_000))
    lesson = town.lesson(None, who, room=town.room())
    other = town.lesson(None, who, room=far, starts=TWELVE, ends=TWELVE + 90)
    return ("person", who), ("lesson", lesson), ("lesson", other)


SITUATIONS: tuple[tuple[ConflictKind, Callable[[Town], Records]], ...] = (
    (Kind.ROOM, _room),
    (Kind.TEACHER, _teacher),
    (Kind.CARER, _carer),
    (Kind.DRIVER, _driver),
    (Kind.VEHICLE, _vehicle),
    (Kind.COURSE, _course),
    (Kind.ROOM_CAPACITY, _room_capacity),
    (Kind.COURSE_CAPACITY, _course_capacity),
    (Kind.CHILDCARE_CAPACITY, _childcare_capacity),
    (Kind.CHILDCARE_MISSING, _childcare_missing),
    (Kind.CARER_MISSING, _carer_missing),
    (Kind.VEHICLE_CAPACITY, _vehicle_capacity),
    (Kind.CHILD_SEAT, _child_seat),
    (Kind.DRIVER_MISSING, _driver_missing),
    (Kind.RIDE_MISSING, _ride_missing),
    (Kind.CLOSURE, _closure),
    (Kind.CLOSURE, _ended),
    (Kind.HOLIDAY, _holiday),
    (Kind.CLOSING_DAY, _closing_day),
    (Kind.NO_ROOM, _no_room),
    (Kind.NO_TEACHER, _no_teacher),
    (Kind.AVAILABILITY, _availability),
    (Kind.CREDENTIAL, _credential),
    (Kind.CREDENTIAL, _expired_credential),
    (Kind.CARER_HOURS, _carer_hours),
    (Kind.WEEKLY_HOURS, _weekly_hours),
    (Kind.ROLE, _role),
    (Kind.AGE, _age),
    (Kind.ACCESSIBILITY, _accessibility),
    (Kind.EQUIPMENT, _equipment),
    (Kind.PARTICIPANT, _participant),
    (Kind.CHILD, _child),
    (Kind.GUARDIAN, _guardian),
    (Kind.FAMILY_CHAIN, _family_chain),
    (Kind.NEVER_TOGETHER, _never_together),
    (Kind.TRAVEL, _travel),
)
"""Every kind of conflict at least once."""


def plant(db: Db, count: int) -> list[Planted]:
    """Plant so many conflicts, all kinds in turn, and return what must be found."""
    return list(_planted(db, count))


def _planted(db: Db, count: int) -> Iterator[Planted]:
    for number in range(count):
        kind, make = SITUATIONS[number % len(SITUATIONS)]
        day = BASE + timedelta(days=2 * (number // len(SITUATIONS)))
        yield Planted(kind, frozenset(make(Town(db, day))))
