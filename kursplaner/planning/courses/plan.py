"""A planned course, whole: what the wizard shows and `apply` stores."""

from dataclasses import dataclass
from datetime import date

from kursplaner.basics.spans import Span, day_of
from kursplaner.domain.conflicts.conflicts import Conflict, hard_ones
from kursplaner.domain.conflicts.obstacles import Choice
from kursplaner.domain.kinds import MissingDetail
from kursplaner.planning.childcare.beside_lessons import ChildcarePlan
from kursplaner.planning.courses.draft import CourseDraft, DraftPerson
from kursplaner.planning.lessons.dates import DatePlan, DateWarning, SkippedDay
from kursplaner.planning.rides.plan import RidePlan

WEEK = 7


@dataclass(frozen=True, slots=True)
class LessonPlan:
    """One lesson to be; times are absolute local minutes.

    Attributes:
        room_id, teacher_id: None where the lesson stays without ("ungeplant").
        teacher_role: a LessonRole.
        substitute: room or teacher is not the standing one.
    """

    starts: int
    ends: int
    teaching_minutes: int
    room_id: int | None = None
    room: str = ""
    teacher_id: int | None = None
    teacher: str = ""
    teacher_role: str = "teacher"
    shortened: bool = False
    substitute: bool = False

    @property
    def day(self) -> date:
        """The day of the lesson."""
        return day_of(self.starts)

    @property
    def span(self) -> Span:
        """Its time."""
        return Span.of(self)


@dataclass(frozen=True, slots=True)
class PlannedPlace:
    """A child's place beside one lesson (both by their position in the plan and id)."""

    lesson: int
    child_id: int
    person_id: int


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked again of a person when a course goes on."""

    person_id: int
    details: tuple[MissingDetail, ...]


@dataclass(frozen=True, slots=True)
class CoursePlan:
    """A course with everything around it, before it is stored.

    Attributes:
        land: the Land whose holidays count.
        site_id: where the course takes place, if a room or site is known.
        room, teacher: the standing ones; rooms, teachers: all choices, best first.
        childcare, rides: None where the draft wants none.
        enrolled, waiting: people to be enrolled, and those beyond the capacity, in order.
        places: the children's places; without_place: children for whom there is none.
        questions: what is asked again before a course that continues another one.
        term_end: the last day of the half-year in which the course ends.
        conflicts: hard ones first; a hard one stops `apply`.
    """

    draft: CourseDraft
    land: str
    site_id: int | None
    dates: DatePlan
    lessons: tuple[LessonPlan, ...]
    room: Choice | None
    rooms: tuple[Choice, ...]
    teacher: Choice | None
    teachers: tuple[Choice, ...]
    childcare: ChildcarePlan | None
    rides: RidePlan | None
    term_end: date
    enrolled: tuple[DraftPerson, ...] = ()
    waiting: tuple[DraftPerson, ...] = ()
    places: tuple[PlannedPlace, ...] = ()
    without_place: tuple[int, ...] = ()
    questions: tuple[Question, ...] = ()
    conflicts: tuple[Conflict, ...] = ()

    @property
    def first_day(self) -> date:
        """The day of the first lesson."""
        return self.lessons[0].day

    @property
    def last_day(self) -> date:
        """The day of the last lesson."""
        return self.lessons[-1].day

    @property
    def skipped(self) -> tuple[SkippedDay, ...]:
        """The days left out, with their reasons."""
        return self.dates.skipped

    @property
    def warnings(self) -> tuple[DateWarning, ...]:
        """What to know about the dates."""
        return self.dates.warnings

    @property
    def reserve_weeks(self) -> int:
        """Whole weeks between the last lesson and the end of the half-year."""
        return max(0, (self.term_end - self.last_day).days // WEEK)

    @property
    def hard(self) -> tuple[Conflict, ...]:
        """What stops `apply`."""
        return hard_ones(self.conflicts)
