"""Other times, merging and splitting as window and shell show them before they are done."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from kursplaner.basics.spans import minute_of
from kursplaner.desk.wording.changes.of_courses import merge_lines, split_lines, times_lines
from kursplaner.desk.wording.words import names as shown_names
from kursplaner.domain.conflicts.conflicts import Conflict, hard_ones
from kursplaner.domain.courses import Course
from kursplaner.domain.kinds.counting import LESSONS_TAKING_PLACE
from kursplaner.domain.weekly_times import CourseTime
from kursplaner.planning.courses.merging import MergePlan
from kursplaner.planning.courses.splitting import SplitPlan
from kursplaner.planning.lessons.changing import LessonPlan
from kursplaner.planning.lessons.other_times import TimesWish
from kursplaner.store.queries.lessons.lessons import LessonRow
from kursplaner.store.queries.names import person_names
from kursplaner.store.records import by_id
from kursplaner.store.session import Db


@dataclass(frozen=True, slots=True)
class Preview:
    """What a change would do, line by line, and what stands against it."""

    lines: tuple[str, ...]
    conflicts: tuple[Conflict, ...]

    @property
    def hard(self) -> tuple[Conflict, ...]:
        """What stops it."""
        return hard_ones(self.conflicts)


def of_times(db: Db, plan: LessonPlan[TimesWish]) -> Preview:
    """Return what other times would do."""
    return Preview(
        tuple(times_lines(plan, by_id(db, Course, plan.wish.course_id).unit_minutes)),
        plan.conflicts,
    )


def of_merge(db: Db, plan: MergePlan, *, hidden: bool = False) -> Preview:
    """Return what a merge would do, with the names of those who change."""
    people = {*(carried.person_id for carried in plan.people), *plan.already, *plan.waiting}
    wish = plan.wish
    numbers = (by_id(db, Course, wish.from_id).number, by_id(db, Course, wish.into_id).number)
    lines = merge_lines(plan, _names(db, people, hidden=hidden), numbers)
    return Preview(tuple(lines), plan.conflicts)


def of_split(db: Db, plan: SplitPlan, *, hidden: bool = False) -> Preview:
    """Return what a split would do, with the names of those who go."""
    number = by_id(db, Course, plan.wish.course_id).number
    lines = split_lines(plan, _names(db, plan.person_ids, hidden=hidden), number)
    return Preview(tuple(lines), plan.conflicts)


def _names(db: Db, ids: Iterable[int], *, hidden: bool) -> dict[int, str]:
    found = person_names(db, set(ids))
    return {key: shown_names.shown(name, hidden=hidden) for key, name in found.items()}


def weekly_of(lessons: Iterable[LessonRow], now: int) -> list[CourseTime]:
    """Return at what weekly times a course is held from now on; single other lessons left out."""
    standing = [row for row in lessons if row.status in LESSONS_TAKING_PLACE]
    coming = [row for row in standing if row.starts >= now] or standing
    counts = Counter(_weekly(row) for row in coming)
    often = [time for time, count in counts.items() if count > 1] or list(counts)
    once: dict[tuple[int, int], CourseTime] = {}
    for time in sorted(often, key=lambda time: counts[time]):
        once[time.weekday, time.starts] = time
    return sorted(once.values())


def _weekly(row: LessonRow) -> CourseTime:
    midnight = minute_of(row.day)
    pause = max(0, row.ends - row.starts - row.teaching_minutes)
    return CourseTime(row.day.weekday(), row.starts - midnight, row.ends - midnight, pause)
