"""A new course, filled in before anybody types: from the last one of its kind, or what is usual."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from kursplaner.basics.errors import Refused
from kursplaner.basics.settings import DEFAULTS, Settings
from kursplaner.basics.spans import minute_of
from kursplaner.desk.wording.words.kinds import word
from kursplaner.domain.kinds import CourseType
from kursplaner.planning.courses import continuation
from kursplaner.planning.courses import new_course as planning
from kursplaner.planning.courses.draft import CourseDraft
from kursplaner.planning.courses.grant import grant_for
from kursplaner.store.queries.courses.course_facts import numbers_taken
from kursplaner.store.queries.courses.courses import (
    CourseDetail,
    CourseRow,
    course_detail,
    course_rows,
)
from kursplaner.store.session import Db
from kursplaner.store.settings import settings_of

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WORKDAYS = range(5)
EARLIEST, LATEST = 8 * 60, 21 * 60
"""Between these minutes of the day another start is looked for."""
NO_LEVEL = frozenset(
    (
        *(CourseType.EVENING, CourseType.SPORT, CourseType.HOMEWORK),
        *(CourseType.TRAINING, CourseType.WORKSHOP),
    )
)
PREFIXES = {
    CourseType.EVENING: "IA",
    CourseType.SPORT: "SP",
    CourseType.HOMEWORK: "NH",
    CourseType.TRAINING: "SCH",
    CourseType.WORKSHOP: "WS",
    CourseType.CONVERSATION: "SC",
    CourseType.LITERACY: "ALPHA",
    CourseType.ORIENTATION: "EOK",
    CourseType.MIA: "MIA",
}


@dataclass(frozen=True, slots=True)
class Prefill:
    """A draft to begin with, and the course it was taken from ("A2-02, Herbst 2026")."""

    draft: CourseDraft
    source: str = ""


def kinds_by_use(db: Db) -> list[CourseType]:
    """Return all kinds of course, those the town has used last first."""
    latest: dict[str, date] = {}
    for row in course_rows(db, 0):
        latest[row.course_type] = max(row.first_day, latest.get(row.course_type, row.first_day))
    used = sorted((day, kind) for kind, day in latest.items())
    first = [CourseType(kind) for _, kind in reversed(used)]
    return [*first, *(kind for kind in CourseType if kind not in first)]


def prefilled(db: Db, kind: CourseType, today: date) -> Prefill:
    """Return the draft of a new course of a kind; the next possible day is its first."""
    settings = settings_of(db)
    last = _last_of(db, kind)
    if last is None:
        return Prefill(_usual(db, settings, kind, today))
    detail = course_detail(db, last.id, minute_of(today))
    return Prefill(_like(db, settings, detail, today), f"{last.number}, {_term(last.first_day)}")


def fitting(db: Db, draft: CourseDraft) -> CourseDraft | None:
    """Return the draft at the nearest start at which nothing hard stands against it; None if none.

    Other hours of the same days come first, then the other days of the week. Needs
    `Workspace.rehearse`.
    """
    for trial in _other_starts(draft):
        try:
            plan = planning.judge(db, planning.propose(db, trial))
        except Refused:
            continue
        if not plan.hard:
            return trial
    return None


def _other_starts(draft: CourseDraft) -> Iterator[CourseDraft]:
    earliest, latest = min(draft.starts), max(draft.ends)
    shifts = [60 * hours for hours in range(-12, 13) if hours]
    for shift in sorted(shifts, key=lambda minutes: (abs(minutes), minutes)):
        if earliest + shift >= EARLIEST and latest + shift <= LATEST:
            starts = tuple(minute + shift for minute in draft.starts)
            yield replace(draft, starts=starts, ends=tuple(minute + shift for minute in draft.ends))
    for step in range(1, len(WORKDAYS)):
        days = [(day + step) % len(WORKDAYS) for day in draft.weekdays if day in WORKDAYS]
        if len(days) == len(draft.weekdays):
            weekdays = tuple(sorted(days))
            first = first_day_on(weekdays, draft.first_day)
            yield replace(draft, weekdays=weekdays, first_day=first)


def number_for(db: Db, draft: CourseDraft) -> str:
    """Return a number that is free: the level or the kind, and the next figure."""
    taken = numbers_taken(db)
    prefix = draft.level.split(".")[0] if draft.level else PREFIXES.get(draft.kind, "K")
    figures = [
        int(tail)
        for number in taken
        for head, _, tail in [number.rpartition("-")]
        if head == prefix and tail.isdigit()
    ]
    return f"{prefix}-{max(figures, default=0) + 1:02}"


def title_for(kind: CourseType, level: str) -> str:
    """Return a title that says kind and level."""
    return f"{word(kind)} {level}".strip()


def continued(
    db: Db, course_id: int, first_day: date | None = None, *, level_up: bool = True
) -> Prefill:
    """Return the draft by which a course goes on, with its people."""
    draft = continuation.draft_of_next(db, course_id, first_day, level_up=level_up)
    draft = replace(draft, grant_id=grant_for(db, draft.first_day, draft.grant_id))
    before = next(row for row in course_rows(db, 0) if row.id == course_id)
    return Prefill(draft, f"{before.number}, {_term(before.first_day)}")


def first_day_on(weekdays: tuple[int, ...], day: date) -> date:
    """Return the first day on or after a day that is one of the weekdays."""
    found = (day + timedelta(days=step) for step in range(7))
    return next((start for start in found if start.weekday() in weekdays), day)


def _last_of(db: Db, kind: CourseType) -> CourseRow | None:
    rows = [row for row in course_rows(db, 0) if row.course_type == kind]
    return max(rows, key=lambda row: (row.first_day, row.id), default=None)


def _of_kind(settings: Settings, kind: CourseType, what: str, default: int) -> int:
    key = f"course.type.{kind.value}.{what}"
    return settings.number(key) if key in DEFAULTS else default


def _unit_minutes(settings: Settings, kind: CourseType) -> int:
    return _of_kind(settings, kind, "unit_minutes", 45)


def _usual(db: Db, settings: Settings, kind: CourseType, today: date) -> CourseDraft:
    usual = settings.text("course.weekdays").split()
    weekdays = tuple(WEEKDAYS.index(weekday) for weekday in usual if weekday in WEEKDAYS) or (1, 3)
    units, minutes = _of_kind(settings, kind, "units", 60), _unit_minutes(settings, kind)
    starts, ends = settings.number("course.starts"), settings.number("course.ends")
    pause = settings.number("course.pause_minutes")
    if evening := _of_kind(settings, kind, "starts", 0):
        starts, ends, pause = evening, evening + min(units * minutes, ends - starts), 0
    draft = CourseDraft(
        number="",
        title=title_for(kind, "" if kind in NO_LEVEL else "A1"),
        kind=kind,
        level="" if kind in NO_LEVEL else "A1",
        units=units,
        unit_minutes=minutes,
        capacity=_of_kind(settings, kind, "capacity", 16),
        first_day=first_day_on(weekdays, today + timedelta(days=7)),
        weekdays=weekdays,
        starts=(starts,),
        ends=(ends,),
        pause_minutes=pause,
        pause_in_school_holidays=settings.flag("course.pause_in_school_holidays"),
    )
    paid = grant_for(db, draft.first_day)
    return replace(draft, number=number_for(db, draft), grant_id=paid)


def _like(db: Db, settings: Settings, before: CourseDetail, today: date) -> CourseDraft:
    row = before.row
    draft = _usual(db, settings, CourseType(row.course_type), today)
    weekly = {pattern.weekday: pattern for pattern in before.pattern}
    draft = replace(
        draft,
        title=row.title,
        level=row.level,
        units=row.required_units,
        unit_minutes=before.unit_minutes,
        capacity=row.capacity,
        childcare=row.childcare,
        shuttle=row.shuttle,
        pause_in_school_holidays=before.pause_in_school_holidays,
    )
    if weekly:
        days = tuple(sorted(weekly))
        draft = replace(
            draft,
            weekdays=days,
            starts=tuple(weekly[day].starts for day in days),
            ends=tuple(weekly[day].ends for day in days),
            pause_minutes=max(pattern.pause_minutes for pattern in before.pattern),
            first_day=first_day_on(days, _begin(row, today)),
        )
    number = continuation.next_number(row.number, numbers_taken(db))
    paid = grant_for(db, draft.first_day, before.grant_id)
    return replace(draft, number=number, grant_id=paid)


def _begin(before: CourseRow, today: date) -> date:
    """Return from when on: in a week, and not while the course it is like still runs."""
    soon = today + timedelta(days=7)
    if before.last_day is None:
        return soon
    return max(soon, before.last_day + timedelta(days=1))


def _term(day: date) -> str:
    return f"{'Frühjahr' if day.month < 8 else 'Herbst'} {day.year}"
