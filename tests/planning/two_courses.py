"""A second course beside that of the small town, and merging it into the first."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import text

from kursplaner.basics.spans import minute_of
from kursplaner.domain.childcare import ChildcarePlace
from kursplaner.domain.courses import (
    Enrolment,
    EnrolmentChild,
    Lesson,
)
from kursplaner.domain.kinds import ActKind, Direction
from kursplaner.domain.people import Guardianship
from kursplaner.domain.rides.rides import RideDemand, RideLesson, RideSeat, Vehicle
from kursplaner.planning.courses import merging
from kursplaner.planning.courses.merging import MergePlan, MergeWish
from kursplaner.store.records import find
from kursplaner.store.session import Db
from kursplaner.store.workspace import Workspace
from tests.planning.small_town import (
    NINE,
    TUESDAY,
    SmallTown,
    add_course,
    add_lesson,
    add_person,
    add_ride,
    add_slot,
)

DAY = TUESDAY + timedelta(days=7)


@dataclass
class Two:
    """The town with its second course."""

    town: SmallTown
    course: int
    lessons: list[int]
    people: dict[str, int]
    carer: int
    bus: int
    driver: int

    @property
    def workspace(self) -> Workspace:
        """The open town."""
        return self.town.workspace

    @property
    def wish(self) -> MergeWish:
        """The merge of the second into the first."""
        return MergeWish(self.course, self.town.course, DAY)


def build_two(town: SmallTown) -> Two:
    """Put the second course beside the first: Tuesdays at nine, all placed."""
    with town.workspace.fill() as db:
        course = add_course(db, town, "K2")
        teacher = town.people["Vogel"]
        carer = add_person(db, "Lang", "carer")
        driver = add_person(db, "Kern", "driver")
        bus = Vehicle(name="Bus 2", seats=4, usual_driver_id=driver)
        db.add(bus)
        db.flush()
        made = Two(town, course, [], {}, carer, bus.id, driver)
        for week in range(3):
            starts = minute_of(TUESDAY + timedelta(days=7 * week), NINE)
            lesson = add_lesson(db, course, starts, room=town.rooms["B"], teachers=[teacher])
            made.lessons.append(lesson)
            add_slot(db, [lesson], (starts - 15, starts + 165), town.rooms["tiny"], [carer])
            with driven_by(town, bus.id, driver):
                add_ride(db, town, lesson, Direction.OUT, (starts - 50, starts - 10))
                add_ride(db, town, lesson, Direction.BACK, (starts + 160, starts + 200))
    return made


@contextmanager
def driven_by(town: SmallTown, vehicle: int, driver: int) -> Iterator[None]:
    """Let rides be added for another vehicle and driver."""
    before = (town.vehicle, town.people["driver"])
    town.vehicle, town.people["driver"] = vehicle, driver
    yield
    town.vehicle, town.people["driver"] = before


def enrol(two: Two, course: int, name: str, *, child: bool = False, rides: bool = False) -> int:
    """Enrol somebody plainly, with a child in the childcare and a seat where wished."""
    town = two.town
    with town.workspace.fill() as db:
        person = two.people[name] = add_person(db, name)
        row = Enrolment(course_id=course, person_id=person, joined_on=TUESDAY)
        row.way = "shuttle" if rides else "unknown"
        db.add(row)
        db.flush()
        lessons = {lesson.id for lesson in find(db, Lesson, course_id=course)}
        if child:
            kid = two.people[f"Kind {name}"] = add_person(
                db, f"Kind{name}", birth_date=date(2022, 5, 1), height_cm=105
            )
            db.add(Guardianship(child_id=kid, adult_id=person))
            db.add(EnrolmentChild(enrolment_id=row.id, child_id=kid, rides=False))
            for slot in slots_of(db, lessons):
                db.add(ChildcarePlace(slot_id=slot, child_id=kid, enrolment_id=row.id))
        if rides:
            for way in Direction:
                db.add(RideDemand(enrolment_id=row.id, direction=way.value, stop_id=town.stop))
            for link in find(db, RideLesson, lesson_id=lessons):
                seat = RideSeat(ride_id=link.ride_id, person_id=person, enrolment_id=row.id)
                seat.stop_id = town.stop
                db.add(seat)
        db.flush()
        return row.id


def slots_of(db: Db, lessons: set[int]) -> list[int]:
    """Return the childcare slots of some lessons."""
    keys = ", ".join(map(str, lessons))
    query = f"SELECT slot_id FROM childcare_slot_lesson WHERE lesson_id IN ({keys})"
    return [row[0] for row in db.execute(text(query))]


def proposed(two: Two, wish: MergeWish) -> MergePlan:
    """Return what a merge would do."""
    with two.town.workspace.rehearse() as db:
        return merging.propose(db, wish)


def merge(two: Two, wish: MergeWish) -> MergePlan:
    """Merge in one act."""
    plan = proposed(two, wish)
    kind, subjects = ActKind.COURSES_MERGED, [("course", wish.from_id), ("course", wish.into_id)]
    with two.town.workspace.change(kind, subjects) as db:
        merging.apply(db, plan)
    return plan


def state(db: Db) -> list[tuple[Any, ...]]:
    """Return every row of every table that undo covers, versions left out."""
    found: list[tuple[Any, ...]] = []
    skip = {"act", "journal", "journal_state", "alembic_version", "sqlite_sequence"}
    names = [
        row[0] for row in db.execute(text("SELECT name FROM sqlite_master WHERE type='table'"))
    ]
    for name in sorted(set(names) - skip):
        rows = db.execute(text(f'SELECT * FROM "{name}"')).mappings()
        found += [(name, *((k, v) for k, v in row.items() if k != "version")) for row in rows]
    return sorted(found, key=repr)
