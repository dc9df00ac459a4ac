"""A period and grant as the funder's workbook wants it: counts of what took place, no names."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from kursplaner.basics.rates import rate_on
from kursplaner.basics.settings import Settings
from kursplaner.basics.spans import day_of, minute_of_day
from kursplaner.desk.wording.words.ages import age_words
from kursplaner.desk.wording.words.kinds import said
from kursplaner.desk.wording.words.languages import languages_text
from kursplaner.domain.attendance.rules import guest_groups
from kursplaner.domain.kinds import (
    CancelReason,
    CourseType,
    EnrolmentStatus,
    Gender,
    LeaveReason,
    LessonStatus,
    VehicleOwner,
)
from kursplaner.exchange.funder.report import (
    FunderAttendance,
    FunderChild,
    FunderChildcare,
    FunderCourse,
    FunderInterpreter,
    FunderLesson,
    FunderPerson,
    FunderReport,
    FunderRide,
    FunderUnmet,
    age_group,
    groups_of,
)
from kursplaner.store.queries.funding.service_statistics import (
    RideFacts,
    SlotFacts,
    ride_facts,
    slot_facts,
)
from kursplaner.store.queries.funding.statistics import (
    CourseFacts,
    GrantFacts,
    LessonFacts,
    Period,
    PersonFacts,
    PresenceFacts,
    attended,
    course_facts,
    enrolled_facts,
    grant_facts,
    guest_ages,
    lesson_facts,
    period,
    person_facts,
    presence_facts,
)
from kursplaner.store.queries.funding.unmet_demand import unmet_demand
from kursplaner.store.queries.lessons.interpreters import interpreters_of
from kursplaner.store.queries.lessons.lessons import batches
from kursplaner.store.session import Db
from kursplaner.store.settings import settings_of


@dataclass(frozen=True, slots=True)
class _Facts:
    """All that was looked up for one report."""

    courses: list[CourseFacts]
    lessons: list[LessonFacts]
    marks: list[PresenceFacts]
    slots: list[SlotFacts]
    people: dict[int, PersonFacts]

    @property
    def minutes(self) -> dict[int, int]:
        """Teaching minutes of each lesson that took place."""
        return {lesson.id: lesson.teaching_minutes for lesson in self.lessons if lesson.held}

    @property
    def recorded(self) -> set[int]:
        """The lessons whose attendance is entered."""
        return {lesson.id for lesson in self.lessons if lesson.recorded}


def funder_report(db: Db, first: date, last: date, reference: str | None = None) -> FunderReport:
    """Return the report of a period (both days included), of one grant or of all courses.

    Raises:
        Refused: kinds "period_backwards", "grant_unknown".
    """
    grant = grant_facts(db, reference) if reference else None
    wanted = period(first, last, grant.id if grant else None)
    marks = presence_facts(db, wanted)
    slots = slot_facts(db, wanted, attended(marks))
    pairs = enrolled_facts(db, wanted)
    ids = {presence.person_id for presence in marks} | {enrolled[0] for enrolled in pairs}
    ids |= {child.child_id for slot in slots for child in slot.children}
    facts = _Facts(
        course_facts(db, wanted),
        lesson_facts(db, wanted),
        marks,
        slots,
        person_facts(db, ids, last),
    )
    settings = settings_of(db)
    limits = settings.ages("statistics.age_limits")
    child_limits = settings.ages("statistics.child_age_limits")
    counted = guest_ages(db, wanted)
    groups = sorted({*guest_groups(settings), *counted})
    texts = _grant_texts(settings, grant)
    return replace(
        texts,
        period_from=first,
        period_to=last,
        courses=tuple(_course(course, facts) for course in facts.courses),
        lessons=tuple(_lessons(facts)),
        people=tuple(_people(facts, pairs, first, limits)),
        attendance=tuple(_attendance(facts, pairs)),
        childcare=tuple(_childcare(slots)),
        children=tuple(_children(facts, first, child_limits)),
        rides=tuple(_rides(db, wanted, facts.recorded, last)),
        unmet=tuple(_unmet(db, [course.id for course in facts.courses], first, last)),
        interpreters=tuple(_interpreters(db, facts)),
        guest_ages=tuple((age_words(age, groups), n) for age, n in counted.items()),
        age_groups=groups_of(limits),
        child_age_groups=groups_of(child_limits),
    )


def _grant_texts(settings: Settings, grant: GrantFacts | None) -> FunderReport:
    """Return a report without figures: whose it is and who pays."""
    return FunderReport(
        town=settings.text("town.name"),
        period_from=date.min,
        period_to=date.min,
        grant_reference=grant.reference if grant else None,
        grant_title=grant.title if grant else "",
        funder=grant.funder if grant else "",
        funding_line=grant.funding_line if grant else "",
    )


def _rides(db: Db, wanted: Period, recorded: set[int], last: date) -> list[FunderRide]:
    settings = settings_of(db)
    return [
        FunderRide(
            ride.day,
            ride.course_id,
            ride.direction,
            ride.vehicle,
            said(VehicleOwner, ride.owner),
            ride.adults,
            ride.children,
            ride.metres,
            _rate(settings, ride),
        )
        for ride in ride_facts(db, wanted, recorded, last)
    ]


def _rate(settings: Settings, ride: RideFacts) -> int:
    """Return the cents a kilometre that hold on its day for the vehicle's owner; of a taxi none."""
    if not ride.owner:
        return 0
    return rate_on(settings.text(f"mileage.{ride.owner}"), ride.day)


def _unmet(db: Db, courses: Sequence[int], first: date, last: date) -> list[FunderUnmet]:
    return [
        FunderUnmet(
            demand.course_id,
            demand.status == EnrolmentStatus.WAITING,
            said(LeaveReason, demand.reason),
            demand.people,
            demand.children,
        )
        for demand in unmet_demand(db, courses, first, last)
    ]


def _interpreters(db: Db, facts: _Facts) -> list[FunderInterpreter]:
    held = [lesson.id for lesson in facts.lessons if lesson.held]
    return [
        FunderInterpreter(
            day_of(row.starts),
            row.course_id,
            languages_text(row.language),
            row.agency,
            row.minutes,
            row.cost_cents,
        )
        for some in batches(held)
        for row in interpreters_of(db, some)
    ]


def _course(course: CourseFacts, facts: _Facts) -> FunderCourse:
    days = [day_of(lesson.starts) for lesson in facts.lessons if lesson.course_id == course.id]
    first, last = (min(days), max(days)) if days else (course.first_day, course.first_day)
    kind = said(CourseType, course.course_type)
    if course.language:
        kind += f", auf {languages_text(course.language)}"
    return FunderCourse(course.id, course.number, course.title, kind, course.level, first, last)


def _lessons(facts: _Facts) -> list[FunderLesson]:
    present: dict[int, int] = defaultdict(int)
    for mark in facts.marks:
        present[mark.lesson_id] += mark.present
    return [_lesson(lesson, present[lesson.id]) for lesson in facts.lessons]


def _lesson(lesson: LessonFacts, present: int) -> FunderLesson:
    starts = minute_of_day(lesson.starts)
    cancelled = lesson.status == LessonStatus.CANCELLED
    return FunderLesson(
        course=lesson.course_id,
        day=day_of(lesson.starts),
        starts=starts,
        ends=starts + lesson.ends - lesson.starts,
        minutes=lesson.teaching_minutes,
        units=Decimal(lesson.teaching_minutes) / Decimal(lesson.unit_minutes),
        held=lesson.held,
        planned=not lesson.held and not cancelled,
        reason=said(CancelReason, lesson.cancel_reason) if cancelled else "",
        present=present,
        present_minutes=present * lesson.teaching_minutes,
        guests=lesson.guests if lesson.held else 0,
        guest_women=lesson.guest_women if lesson.held else 0,
        guest_children=lesson.guest_children if lesson.held else 0,
    )


def _people(
    facts: _Facts, pairs: Sequence[tuple[int, int]], on: date, limits: Sequence[int]
) -> list[FunderPerson]:
    ids = sorted({presence.person_id for presence in facts.marks} | {pair[0] for pair in pairs})
    people = [facts.people[key] for key in ids if key in facts.people]
    return [
        FunderPerson(
            person.id,
            age_group(person.birth_date, on, limits),
            "" if person.gender == Gender.UNKNOWN else person.gender,
            person.municipality,
        )
        for person in people
    ]


def _attendance(facts: _Facts, pairs: Sequence[tuple[int, int]]) -> list[FunderAttendance]:
    minutes = facts.minutes
    planned: dict[tuple[int, int], set[int]] = {pair: set() for pair in pairs}
    present: dict[tuple[int, int], set[int]] = defaultdict(set)
    for mark in facts.marks:
        key = (mark.person_id, mark.course_id)
        planned.setdefault(key, set()).add(mark.lesson_id)
        if mark.present:
            present[key].add(mark.lesson_id)
    return [
        FunderAttendance(
            *key,
            len(lessons),
            len(present[key]),
            sum(minutes[lesson_id] for lesson_id in present[key]),
        )
        for key, lessons in sorted(planned.items())
    ]


def _childcare(slots: Sequence[SlotFacts]) -> list[FunderChildcare]:
    return [
        FunderChildcare(
            slot.day,
            slot.course_id,
            len(slot.children),
            slot.carers,
            sum(child.minutes for child in slot.children),
        )
        for slot in slots
    ]


def _children(facts: _Facts, on: date, limits: Sequence[int]) -> list[FunderChild]:
    days: dict[int, set[date]] = defaultdict(set)
    minutes: dict[int, int] = defaultdict(int)
    for slot in facts.slots:
        for child in slot.children:
            days[child.child_id].add(slot.day)
            minutes[child.child_id] += child.minutes
    found = []
    for key in sorted(days):
        person = facts.people[key]
        group = age_group(person.birth_date, on, limits)
        found.append(FunderChild(key, group, person.municipality, len(days[key]), minutes[key]))
    return found


def period_of_half_year(day: date) -> tuple[date, date]:
    """Return the half-year a day lies in: January to July, or August to December."""
    if day.month <= 7:
        return date(day.year, 1, 1), date(day.year, 7, 31)
    return date(day.year, 8, 1), date(day.year, 12, 31)
