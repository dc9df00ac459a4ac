"""Other times, merging and splitting in the shell: shown whole, then stored in one act."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from kursplaner.basics.spans import day_of, iso_time
from kursplaner.cli.conflicts.check import as_row
from kursplaner.cli.conflicts.showing import show_conflicts, stop_at_hard_ones
from kursplaner.cli.shell import output
from kursplaner.cli.shell.town import town
from kursplaner.desk.courses import changes
from kursplaner.desk.courses.changes import Preview
from kursplaner.desk.wording.changes import consequences
from kursplaner.desk.wording.words.counts import counted
from kursplaner.domain.courses import Course
from kursplaner.domain.kinds import ActKind
from kursplaner.domain.weekly_times import CourseTime
from kursplaner.planning.courses import merging, splitting
from kursplaner.planning.courses.merging import MergePlan, MergeWish
from kursplaner.planning.courses.splitting import SplitPlan, SplitWish
from kursplaner.planning.lessons import changing as lessons
from kursplaner.planning.lessons.changing import LessonPlan
from kursplaner.planning.lessons.making_up import MadeUp
from kursplaner.planning.lessons.other_times import NewTime, TimesWish
from kursplaner.planning.lessons.relocation import MovedLesson
from kursplaner.store.queries.courses.courses import course_id_of
from kursplaner.store.records import by_id
from kursplaner.store.workspace import concerning


@dataclass(frozen=True, slots=True)
class Answer:
    """How a command answers: only showing, in JSON."""

    dry_run: bool
    as_json: bool

    def show(self, preview: Preview, lines: Sequence[str] = ()) -> None:
        """Print what would happen, and stop where something hard stands against it."""
        if not self.as_json:
            for line in (*lines, *preview.lines):
                output.say(line)
            show_conflicts(preview.conflicts)
        stop_at_hard_ones(preview.conflicts)

    def end(self, told: str, value: dict[str, Any]) -> None:
        """Tell what was done, or that nothing was."""
        if self.as_json:
            output.say_json({**value, "stored": output.kept()})
        else:
            output.done(told, dry_run=self.dry_run)


def change_times(
    file: Path,
    number: str,
    period: tuple[date, date],
    weekly: Sequence[CourseTime],
    wish: dict[str, Any],
    answer: Answer,
) -> None:
    """Hold a course at other times from the first to the last day."""
    given = tuple(
        NewTime(lesson_time.weekday, lesson_time.starts, lesson_time.ends) for lesson_time in weekly
    )
    with town(file) as workspace:
        with workspace.rehearse() as db:
            course_id = course_id_of(db, number)
            accept = wish.pop("accept", None) or ""
            plan = lessons.propose(db, TimesWish(course_id, *period, given, **wish), accept)
            unit_minutes = by_id(db, Course, course_id).unit_minutes
            preview = changes.of_times(db, plan)
        answer.show(preview, _moved_lines(number, plan))
        added: tuple[int, ...] = ()
        if not answer.dry_run:
            with workspace.change(ActKind.TIMES_CHANGED, [("course", course_id)]) as db:
                added = lessons.apply(db, plan)
    told = f"{counted(len(plan.moved.lessons), 'lesson')} geändert."
    answer.end(told, times_json(plan, number, unit_minutes, added))


def _moved_lines(number: str, plan: LessonPlan[TimesWish]) -> list[str]:
    return [
        f"{number}: "
        + consequences.moved_to(
            lesson.starts, lesson.ends, lesson.target.starts, lesson.target.ends
        )
        for lesson in plan.moved.lessons
    ]


def times_json(
    plan: LessonPlan[TimesWish], number: str, unit_minutes: int, added: Sequence[int] = ()
) -> dict[str, Any]:
    """Return other times as docs/json-schema/times.json describes them."""
    keys = [*added, *(None for _ in plan.added[len(added) :])]
    return {
        "course": number,
        "first_day": plan.wish.first_day.isoformat(),
        "last_day": plan.wish.last_day.isoformat(),
        "lessons": [_lesson_json(lesson) for lesson in plan.moved.lessons],
        "childcare": len(plan.moved.slots),
        "rides": len(plan.moved.rides),
        "minutes_before": plan.minutes_before,
        "minutes_after": plan.minutes_after,
        "unit_minutes": unit_minutes,
        "added": [_added_json(made_up, key) for made_up, key in zip(plan.added, keys, strict=True)],
        "conflicts": [as_row(conflict) for conflict in plan.conflicts],
    }


def _lesson_json(lesson: MovedLesson) -> dict[str, Any]:
    return {
        "id": lesson.id,
        "day": day_of(lesson.starts).isoformat(),
        "starts_before": iso_time(lesson.starts),
        "ends_before": iso_time(lesson.ends),
        "starts": iso_time(lesson.target.starts),
        "ends": iso_time(lesson.target.ends),
        "minutes": lesson.target.teaching_minutes,
    }


def _added_json(made_up: MadeUp, key: int | None) -> dict[str, Any]:
    return {
        "id": key,
        "day": day_of(made_up.starts).isoformat(),
        "starts": iso_time(made_up.starts),
        "ends": iso_time(made_up.ends),
        "minutes": made_up.teaching_minutes,
    }


def merge_courses(
    file: Path,
    numbers: tuple[str, str],
    day: date,
    capacity: int | None,
    accept: str | None,
    answer: Answer,
) -> None:
    """Let one course go up in another."""
    reason = (accept or "").strip() or None
    with town(file) as workspace:
        with workspace.rehearse() as db:
            goes, stays = (course_id_of(db, number) for number in numbers)
            wish = MergeWish(goes, stays, day, capacity, accept=reason)
            plan = merging.propose(db, wish)
            preview = changes.of_merge(db, plan)
        answer.show(preview)
        if not answer.dry_run:
            subjects = [("course", goes), ("course", stays)]
            with workspace.change(ActKind.COURSES_MERGED, subjects) as db:
                merging.apply(db, plan)
    told = f"Kurs {numbers[0]} geht in {numbers[1]} auf."
    answer.end(told, merge_json(plan, numbers))


def merge_json(plan: MergePlan, numbers: tuple[str, str]) -> dict[str, Any]:
    """Return a merge as docs/json-schema/merge.json describes it."""
    return {
        "from": numbers[0],
        "into": numbers[1],
        "day": plan.wish.day.isoformat(),
        "people": [
            {
                "id": carried.person_id,
                "joins": carried.joins.isoformat(),
                "children": carried.children,
            }
            for carried in plan.people
        ],
        "already_there": list(plan.already),
        "waiting": list(plan.waiting),
        "cancelled": list(plan.cancelled),
        "carers": plan.carers,
        "childcare": plan.slots,
        "rides": plan.rides,
        "grants_differ": plan.grants_differ,
        "conflicts": [as_row(conflict) for conflict in plan.conflicts],
    }


def split_course(file: Path, number: str, day: date, wish: dict[str, Any], answer: Answer) -> None:
    """Let some people of a course go on in a new one."""
    with town(file) as workspace:
        with workspace.rehearse() as db:
            course_id = course_id_of(db, number)
            plan = splitting.propose(db, SplitWish(course_id, day, **wish))
            preview = changes.of_split(db, plan)
        answer.show(preview)
        key = None
        if not answer.dry_run:
            with workspace.change(ActKind.COURSE_SPLIT, [("course", course_id)]) as db:
                key = splitting.apply(db, plan)
                concerning(db, "course", key)
    told = f"Kurs {plan.course.draft.number} angelegt (ID {key})."
    answer.end(told, split_json(plan, number, key))


def split_json(plan: SplitPlan, number: str, key: int | None) -> dict[str, Any]:
    """Return a split as docs/json-schema/split.json describes it."""
    lessons = [
        {
            "day": lesson.day.isoformat(),
            "starts": iso_time(lesson.starts),
            "ends": iso_time(lesson.ends),
        }
        for lesson in plan.course.lessons
    ]
    return {
        "course": number,
        "day": plan.wish.day.isoformat(),
        "id": key,
        "number": plan.course.draft.number,
        "people": list(plan.person_ids),
        "staying": plan.staying,
        "lessons": lessons,
        "conflicts": [as_row(conflict) for conflict in plan.conflicts],
    }
