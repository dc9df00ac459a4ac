"""Planning: conflicts, one moved lesson, one new course."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.measure import Figure, median_ms
from benchmarks.towns import fresh_copy
from kursplaner.basics import clock
from kursplaner.basics.spans import minute_of
from kursplaner.domain.kinds import ActKind, CourseType
from kursplaner.planning.conflicts import finding
from kursplaner.planning.courses import new_course
from kursplaner.planning.courses.draft import CourseDraft
from kursplaner.planning.lessons import changing, places_in_a_week
from kursplaner.planning.lessons.moving import MoveWish
from kursplaner.store.queries.lessons.lessons import lessons_between
from kursplaner.store.workspace import Workspace

NOW = datetime(2027, 1, 15, 9, 0)
COUNTY_DAYS = (date(2027, 1, 1), date(2027, 12, 31))
DECADE_DAYS = (date(2017, 1, 1), date(2027, 12, 31))


def figures() -> Iterator[Figure]:
    """Measure planning on the county and on ten years."""
    with TemporaryDirectory() as folder, clock.pinned(NOW):
        yield from _checks(Path(folder))
        yield from _course(Path(folder))
    with TemporaryDirectory() as folder, clock.pinned(datetime(2026, 12, 2, 9, 0)):
        yield from _move(Path(folder))


def _checks(folder: Path) -> Iterator[Figure]:
    for size, days, limit in (("county", COUNTY_DAYS, 150), ("decade", DECADE_DAYS, 1000)):
        town = Workspace.open(fresh_copy(size, folder))

        def check(town: Workspace = town, days: tuple[date, date] = days) -> None:
            with town.read() as db:
                finding.find(db, *days)

        yield Figure(f"check of {size}, every day", median_ms(check, 5), limit=limit)
        town.close()


def _move(folder: Path) -> Iterator[Figure]:
    town = Workspace.open(fresh_copy("decade", folder))
    with town.rehearse() as db:
        lesson = lessons_between(db, date(2026, 12, 7), date(2026, 12, 11))[0]
        to = lesson.starts + 7 * 1440 + 60
        free = minute_of(date(2026, 12, 12), 20 * 60)

        def place() -> None:
            changing.glance(db, MoveWish(lesson.id, to))

        def move() -> None:
            changing.propose(db, MoveWish(lesson.id, free))

        def week() -> None:
            places_in_a_week.verdicts(db, lesson.id, date(2026, 12, 14), date(2026, 12, 18))

        yield Figure("one moved lesson against everything, decade", median_ms(place, 31), limit=3)
        yield Figure("the same, tried with all that comes of it", median_ms(move, 31), limit=150)
        yield Figure("verdicts of a week when a drag starts, decade", median_ms(week), limit=100)
    town.close()


def _draft(number: str) -> CourseDraft:
    return CourseDraft(
        number=number,
        title="Deutsch am Samstag",
        kind=CourseType.MUNICIPAL,
        level="A2",
        units=180,
        first_day=date(2027, 2, 6),
        weekdays=(4, 5),
        starts=(540,),
        ends=(675,),
        capacity=16,
        childcare=True,
        shuttle=True,
        pause_in_school_holidays=False,
    )


def _course(folder: Path) -> Iterator[Figure]:
    town = Workspace.open(fresh_copy("county", folder))
    with town.read() as db:
        plan = new_course.propose(db, _draft("NEU"))
        yield Figure(
            f"course of {len(plan.lessons)} lessons with childcare and rides: proposed",
            median_ms(lambda: new_course.propose(db, _draft("NEU"))),
            limit=300,
        )

    def apply() -> None:
        with town.change(ActKind.COURSE_ADDED) as db:
            new_course.apply(db, plan)

    applied, undone = [], []
    for _ in range(5):
        applied.append(median_ms(apply, 1, 0))
        undone.append(median_ms(town.undo, 1, 0))
    yield Figure("the same course: applied", sorted(applied)[2], limit=300)
    yield Figure("the same course: undone", sorted(undone)[2], limit=300)
    town.close()
