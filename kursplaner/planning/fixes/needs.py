"""Who and what one record may have: the people asked, and what they or a room must bring along."""

from kursplaner.basics.settings import Settings
from kursplaner.domain.conflicts.obstacles import Obstacle
from kursplaner.domain.courses import Course
from kursplaner.domain.kinds import CourseType, Gender, OccupationSource, Role, RoomPurpose
from kursplaner.domain.people import Person
from kursplaner.planning.childcare.beside_lessons import ratio_rules
from kursplaner.planning.choices.rooms import RoomNeeds, purposes_for
from kursplaner.planning.choices.workers import WorkNeeds, teaching_roles
from kursplaner.planning.conflicts.missing_credentials import needed_credentials
from kursplaner.store.queries.choices import WorkerFacts
from kursplaner.store.records import by_ids
from kursplaner.store.session import Db

UNFIT = frozenset({Obstacle.TOO_SMALL, Obstacle.NOT_ACCESSIBLE, Obstacle.EQUIPMENT})
"""What bars a room for people who are in it already."""
CARERS = frozenset({Role.CARER.value})
DRIVERS = frozenset({Role.DRIVER.value})


def room_needs(course: Course, people: int, *, accessible: bool = False) -> RoomNeeds:
    """Return what a room must offer for the lessons of a course."""
    return RoomNeeds(
        people,
        purposes_for(CourseType(course.course_type)),
        accessible=accessible or course.needs_accessible,
        equipment=frozenset(course.needs_equipment.split()),
        site_id=course.site_id,
    )


def childcare_room_needs(children: int) -> RoomNeeds:
    """Return what a room must offer for childcare."""
    return RoomNeeds(children, frozenset({RoomPurpose.CHILDCARE.value}))


def roles_teaching(course: Course) -> frozenset[str]:
    """Return the roles whose people can lead a course."""
    return teaching_roles(CourseType(course.course_type))


def allowed_teachers(db: Db, course: Course, people: tuple[WorkerFacts, ...]) -> list[WorkerFacts]:
    """Leave out men where a course is for women only."""
    if not course.women_only:
        return list(people)
    known = by_ids(db, Person, {worker.id for worker in people})
    return [worker for worker in people if known[worker.id].gender != Gender.MALE.value]


def teaching_needs(course: Course) -> WorkNeeds:
    """Return what a teacher must bring along for a course."""
    kind = CourseType(course.course_type)
    return WorkNeeds(OccupationSource.LESSON, level=course.level, course_type=kind.value)


def caring_needs(settings: Settings) -> WorkNeeds:
    """Return what a carer must bring along."""
    return WorkNeeds(
        OccupationSource.CHILDCARE,
        credentials=needed_credentials(settings, "carer"),
        permit_minutes=ratio_rules(settings).permit_minutes,
        role=Role.CARER,
    )


def driving_needs(settings: Settings) -> WorkNeeds:
    """Return what a driver must bring along."""
    credentials = needed_credentials(settings, "driver")
    return WorkNeeds(OccupationSource.RIDE, credentials=credentials, role=Role.DRIVER)
