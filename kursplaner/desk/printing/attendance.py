"""Attendance lists: one a course and month, or for any period asked for."""

from calendar import monthrange
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from decimal import Decimal
from functools import partial
from typing import Final

from kursplaner.basics.settings import Settings
from kursplaner.basics.spans import day_of, minute_of, time_of
from kursplaner.desk.printing.sheets import (
    Continued,
    Earlier,
    Owner,
    PlannedSheet,
    Rows,
    SheetChoice,
    course_words,
    first_and_initial,
    funders,
    letterhead,
    most_common,
    place_words,
    shown_head,
)
from kursplaner.desk.wording.words import days
from kursplaner.desk.wording.words.counts import counted
from kursplaner.desk.wording.words.names import spoken
from kursplaner.documents.sheets.attendance_sheet import (
    KNOWN_MARKS,
    LATE_MINUTES,
    OPEN,
    AttendanceCell,
    AttendanceLesson,
    AttendanceRow,
    AttendanceSheet,
)
from kursplaner.domain.kinds import SheetKind
from kursplaner.domain.kinds.counting import LESSONS_TAKING_PLACE
from kursplaner.store.queries.attendance.attendance import (
    GridPerson,
    GridStay,
    MarkRow,
    attendance_grid,
    closed_months,
    grid_people,
)
from kursplaner.store.queries.lessons.lessons import LessonRow, lessons_between
from kursplaner.store.queries.printed_sheets import RESULT_LIST
from kursplaner.store.queries.sheets import (
    SheetCourse,
    SheetRoom,
    minutes_before,
    sheet_courses,
    sheet_rooms,
)
from kursplaner.store.session import Db
from kursplaner.store.settings import settings_of

BAMF, SIMPLE, BY_SECTION = "bamf", "simple", "bamf_sections"
OUTSIDE: Final = AttendanceCell(outside=True)
Marks = Mapping[tuple[int, int], MarkRow]


@dataclass(frozen=True, slots=True)
class MadeList:
    """One list about to be made; `section` alone of its sections, 0: all there are."""

    course: SheetCourse
    lessons: tuple[LessonRow, ...]
    people: tuple[GridPerson, ...]
    marks: Marks
    rooms: Mapping[int, SheetRoom]
    settings: Settings
    choice: SheetChoice
    units_before: Decimal
    everybody: tuple[GridPerson, ...] = ()
    closed: date | None = None
    units_total: Decimal = Decimal(0)
    section: int = 0

    @property
    def profile(self) -> str:
        """The profile asked for, else the town's; with sections it is the same sheet."""
        return SIMPLE if profile_asked(self.settings, self.choice) == SIMPLE else BAMF


def profile_asked(settings: Settings, choice: SheetChoice) -> str:
    """Return the profile asked for, else the town's: SIMPLE, BAMF or BY_SECTION."""
    wanted = choice.profile or settings.text("attendance.profile")
    return wanted if wanted in {BAMF, BY_SECTION} else SIMPLE


def month_of(day: date) -> tuple[date, date]:
    """Return the first and the last day of the month a day lies in."""
    return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])


def monthly_lists(
    db: Db, first: date, last: date, courses: Collection[int] | None, choice: SheetChoice
) -> list[PlannedSheet]:
    """Return the lists whose dates touch a period: one a course and month, whole months each.

    A month's list stands under its first lesson in the period. Where another grant pays from a day
    on, the month has a list for each.
    """
    begin, end = month_of(first)[0], month_of(last)[1]
    standing = standing_lessons(db, begin, end, courses)
    known, rooms = sheet_courses(db, {row.course_id for row in standing}), sheet_rooms(db)
    found: dict[tuple[int, date, int], list[LessonRow]] = defaultdict(list)
    for lesson in standing:
        since = known[lesson.course_id].paid_since(minute_of(lesson.day)) or 0
        found[lesson.course_id, month_of(lesson.day)[0], since].append(lesson)
    wanted = {
        key: lessons
        for key, lessons in found.items()
        if any(first <= lesson.day <= last for lesson in lessons)
    }
    sheets = []
    for (course_id, month, since), lessons in wanted.items():
        made = made_list(db, known[course_id], lessons, rooms, choice)
        if made.people or not made.course.walk_in:
            listed = next(lesson for lesson in lessons if first <= lesson.day <= last)
            sheets.append(planned_list(made, listed, _paid_part(made.course, month, since)))
    return sheets


def _paid_part(course: SheetCourse, month: date, since: int) -> tuple[date, date]:
    """Return the days of a month in which the same grant pays."""
    first, last = month_of(month)
    later = [day_of(at) for at, _ in course.later if at > since and first < day_of(at) <= last]
    begins = first if not since else max(first, day_of(since))
    return begins, min(later) - timedelta(days=1) if later else last


def list_of(
    db: Db, course_id: int, first: date, last: date, choice: SheetChoice
) -> PlannedSheet | None:
    """Return the list of a course's lessons in a period, None if there are none.

    Where another grant pays from a day on it is the first of `lists_of`.
    """
    return next(iter(lists_of(db, course_id, first, last, choice)), None)


def lists_of(
    db: Db, course_id: int, first: date, last: date, choice: SheetChoice
) -> list[PlannedSheet]:
    """Return the lists of all of a course's lessons in a period, one for each grant that pays."""
    lessons = standing_lessons(db, first, last, {course_id})
    if not lessons:
        return []
    course, rooms = sheet_courses(db, {course_id})[course_id], sheet_rooms(db)
    found: dict[int, list[LessonRow]] = defaultdict(list)
    for lesson in lessons:
        found[course.paid_since(minute_of(lesson.day)) or 0].append(lesson)
    whole = month_of(first) == (first, last)
    return [
        planned_list(
            made_list(db, course, paid, rooms, choice),
            paid[0],
            _paid_part(course, first, since) if whole else (paid[0].day, paid[-1].day),
        )
        for since, paid in found.items()
    ]


def standing_lessons(
    db: Db, first: date, last: date, courses: Collection[int] | None
) -> list[LessonRow]:
    """Return the lessons of a period that take place, of all courses or some."""
    return [
        lesson
        for lesson in lessons_between(db, first, last)
        if lesson.status in LESSONS_TAKING_PLACE
        and (courses is None or lesson.course_id in courses)
    ]


def made_list(
    db: Db,
    course: SheetCourse,
    lessons: Sequence[LessonRow],
    rooms: Mapping[int, SheetRoom],
    choice: SheetChoice,
) -> MadeList:
    """Return the list of some of a course's lessons, with everybody planned for one of them."""
    if choice.filled:
        grid = attendance_grid(db, course.id)
        everybody, marks = grid.people, grid.counted
    else:
        everybody, marks = grid_people(db, course.id), {}
    people = tuple(
        person for person in everybody if any(person.expected(lesson) for lesson in lessons)
    )
    before = Decimal(minutes_before(db, course.id, lessons[0].day)) / course.unit_minutes
    total = Decimal(minutes_before(db, course.id, date.max)) / course.unit_minutes
    usual = (rooms, settings_of(db), choice, before, tuple(everybody))
    closed = _closed_on(db, course.id, lessons)
    return MadeList(course, tuple(lessons), people, marks, *usual, closed, round(total, 2))


def _closed_on(db: Db, course_id: int, lessons: Sequence[LessonRow]) -> date | None:
    """Return since when all months of some lessons are closed; None: not all are."""
    known = closed_months(db, course_id)
    found = [known.get(month_of(lesson.day)[0]) for lesson in lessons]
    days = [day for day in found if day is not None]
    return max(days) if days and len(days) == len(found) else None


def planned_list(made: MadeList, listed: LessonRow, period: tuple[date, date]) -> PlannedSheet:
    """Return a list with all that is known of its printing; its `period` tells it from others."""
    sheet = list_sheet(made)
    head = shown_head(sheet.letterhead, sheet.funding, sheet.further_funding)
    names = {
        stay.enrolment_id: first_and_initial(person.given_name, person.family_name)
        for person in made.people
        for stay in person.stays
    }
    limits = (
        *(sheet.section_units, sheet.retention_years, sheet.units_before, sheet.units_total),
        *((sheet.section,) if sheet.section else ()),
        *((sheet.late_minutes,) if sheet.late_minutes != LATE_MINUTES else ()),
    )
    return PlannedSheet(
        kind=SheetKind.ATTENDANCE,
        sheet=sheet,
        owner=Owner(course_id=made.course.id),
        first_day=period[0],
        last_day=period[1],
        layout=RESULT_LIST if sheet.filled else _layout(made),
        day=listed.day,
        starts=listed.starts,
        ends=minute_of(made.lessons[-1].day) + 1440,
        title=f"Anwesenheitsliste {course_words(made.course)}",
        subtitle=_subtitle(made, period),
        course_ids=frozenset({made.course.id}),
        shows={
            "head": (head, sheet.profile, sheet.filled, limits if made.profile == BAMF else ()),
            "course": (sheet.course_number, sheet.course_title, sheet.level, sheet.unit_minutes),
            "days": [lesson.day for lesson in sheet.lessons],
            "times": [(lesson.starts, lesson.ends, lesson.units) for lesson in sheet.lessons],
            "place": sheet.place,
            "staff": sheet.teachers,
            "people": [
                (attendance.family_name, attendance.given_name) for attendance in sheet.people
            ],
            "details": [attendance.cells for attendance in sheet.people],
        },
        rows=_rows(made, names),
        section=made.section,
        again=None if sheet.filled else partial(continued, made, names),
    )


def _layout(made: MadeList) -> str:
    return f"section-{made.section}" if made.section else made.profile


def _rows(made: MadeList, names: Mapping[int, str]) -> Rows:
    ids = tuple(_enrolment(made, person) for person in made.people)
    return Rows("enrolment", names, ids, tuple(lesson.id for lesson in made.lessons))


def _enrolment(made: MadeList, person: GridPerson) -> int:
    """Return by which enrolment a person is on the list: the newest that is planned for a date."""
    planned = [lesson for lesson in made.lessons if person.expected(lesson)]
    return person.enrolment_in(planned[-1]) if planned else person.enrolment_id


def continued(made: MadeList, names: Mapping[int, str], earlier: Earlier) -> Continued | None:
    """Return the rest of a list whose first dates were signed on an earlier printing.

    Rows keep their places, who came since stands below them; dates that began are left out, and
    where none is left they stand there without fields. None: nothing of it has begun.
    """
    begun = tuple(lesson for lesson in made.lessons if lesson.starts <= earlier.minute)
    if not begun:
        return None
    coming = made.lessons[len(begun) :]
    rest = replace(
        made,
        lessons=coming or made.lessons,
        people=_in_their_places(made, earlier.rows),
        units_before=made.units_before + (_units(begun) if coming else 0),
    )
    sheet = list_sheet(rest)
    if not coming:
        closed = tuple(replace(lesson, elsewhere=earlier.code) for lesson in sheet.lessons)
        sheet = replace(sheet, lessons=closed)
    valid_from = coming[0].day if coming else None
    return Continued(sheet, _rows(rest, names), valid_from, begun[-1].day)


def _units(lessons: Sequence[LessonRow]) -> Decimal:
    return sum((_lesson(lesson).units for lesson in lessons), Decimal(0))


def _in_their_places(made: MadeList, rows: Sequence[int]) -> tuple[GridPerson, ...]:
    """Return people in the order of earlier rows, those who came since below.

    Whose enrolment was undone keeps an empty row.
    """
    by_stay = {stay.enrolment_id: person for person in made.everybody for stay in person.stays}
    kept = [by_stay.get(row) or GridPerson(0, "", "", "", 0, (_gone(row),)) for row in rows]
    there = {person.person_id for person in kept}
    return (*kept, *(person for person in made.people if person.person_id not in there))


def _gone(enrolment_id: int) -> GridStay:
    return GridStay(enrolment_id, None, None, frozenset())


def _subtitle(made: MadeList, period: tuple[date, date]) -> str:
    first, last = made.lessons[0].day, made.lessons[-1].day
    whole_month = not made.section and period == month_of(period[0])
    when = f"{days.month(first.month)} {first.year}" if whole_month else days.period(first, last)
    named = [f"Abschnitt {made.section}", when] if made.section else [when]
    counts = (counted(len(made.lessons), "lesson"), counted(len(made.people), "person"))
    return ", ".join((*named, *counts))


def list_sheet(made: MadeList) -> AttendanceSheet:
    """Return what stands on a list."""
    course, lessons = made.course, made.lessons
    room = most_common(lesson.room_id for lesson in lessons)
    several = len({lesson.room_id for lesson in lessons}) > 1
    place = place_words(made.rooms.get(room or 0)) + (" u. a." if several and room else "")
    teachers = dict.fromkeys(person.name for lesson in lessons for person in lesson.teachers)
    paid_by = funders(course.funded_by([lesson.day for lesson in lessons]))
    return AttendanceSheet(
        number=0,
        letterhead=letterhead(made.settings),
        course_number=course.number,
        course_title=course.title,
        level=course.level,
        place=place,
        teachers=", ".join(spoken(name) for name in teachers) or "noch offen",
        unit_minutes=course.unit_minutes,
        lessons=tuple(_lesson(lesson) for lesson in lessons),
        people=tuple(_row(made, person) for person in made.people),
        profile="bamf" if made.profile == BAMF else "simple",
        filled=made.choice.filled,
        closed=made.closed,
        funding=next(iter(paid_by), None),
        further_funding=paid_by[1:],
        units_before=made.units_before,
        units_total=made.units_total,
        section=made.section,
        section_units=Decimal(made.settings.number("attendance.section_units")),
        retention_years=made.settings.number("privacy.proof_years"),
        late_minutes=made.settings.number("attendance.late_minutes"),
    )


def _lesson(lesson: LessonRow) -> AttendanceLesson:
    units = Decimal(lesson.teaching_minutes) / Decimal(lesson.unit_minutes)
    return AttendanceLesson(
        day=lesson.day,
        starts=time_of(lesson.starts),
        ends=time_of(lesson.ends),
        units=round(units, 2).normalize(),
    )


def _row(made: MadeList, person: GridPerson) -> AttendanceRow:
    return AttendanceRow(
        family_name=person.family_name,
        given_name=person.given_name,
        cells=tuple(_cell(made, person, lesson) for lesson in made.lessons),
        whole_course=_whole_course(made, person) if made.choice.filled else None,
    )


def _whole_course(made: MadeList, person: GridPerson) -> tuple[int, int, int]:
    """Return how often X, E and U in all the course's lessons so far; other signs count as U."""
    signs = Counter(
        mark.mark for (person_id, _), mark in made.marks.items() if person_id == person.person_id
    )
    known = sum(signs[sign] for sign in KNOWN_MARKS)
    return signs["X"], signs["E"], signs["U"] + signs.total() - known


def _cell(made: MadeList, person: GridPerson, lesson: LessonRow) -> AttendanceCell:
    if not person.expected(lesson):
        return OUTSIDE
    mark = made.marks.get((person.person_id, lesson.id))
    if mark is None:
        return OPEN
    return AttendanceCell(mark=mark.mark, came=_clock(mark.came_at), left=_clock(mark.left_at))


def _clock(minute: int | None) -> time | None:
    return None if minute is None else time_of(minute)
