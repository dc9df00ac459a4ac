"""The smallest clash of wishes in a county's timetable, and reading the town into a problem."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.measure import Figure, median_ms
from benchmarks.towns import fresh_copy
from kursplaner.basics import clock
from kursplaner.basics.spans import minute_of
from kursplaner.domain.courses import Course, Lesson, LessonPerson
from kursplaner.domain.people import Availability, Person, Profile
from kursplaner.planning.timetable.search.start import first
from kursplaner.planning.timetable.town.clash import ClashTold, clash_of
from kursplaner.planning.timetable.town.reading import TimetableWish, Town, town_of
from kursplaner.store.session import Db
from kursplaner.store.workspace import Workspace

NOW = datetime(2027, 3, 1, 8, 0)
WISH = TimetableWish(date(2027, 3, 1), date(2027, 7, 31))


def figures() -> Iterator[Figure]:
    """Plant two courses of one teacher who is there one morning a week, and ask what clashes."""
    with TemporaryDirectory() as folder, clock.pinned(NOW):
        workspace = Workspace.open(fresh_copy("county", Path(folder)))
        with workspace.fill() as db:
            _plant(db)
        with workspace.read() as db:
            town = town_of(db, WISH)
            yield Figure("county read into a timetable", median_ms(lambda: town_of(db, WISH), 3))
        left = _left_out(town)
        time = median_ms(lambda: _clash(town, left), 3)
        yield Figure("smallest clash, county", time, limit=1000)
        time = median_ms(lambda: _clash(town, left, prices=True), 3)
        yield Figure("smallest clash with its prices, county", time)
        workspace.close()


def _left_out(town: Town) -> list[int]:
    """Return what a first timetable has no place for."""
    placed = first(town.problem)
    return [each.id for each in town.problem.events if each.id not in placed]


def _clash(town: Town, left: list[int], *, prices: bool = False) -> ClashTold:
    clash = clash_of(town, left, 10, prices=prices)
    if clash is None or not clash.minimal or len(clash.wishes) != 3:
        raise AssertionError(clash)
    return clash


def _plant(db: Db) -> None:
    teacher = Person(family_name="Beck", given_name="Ada")
    db.add(teacher)
    db.flush()
    db.add(Profile(person_id=teacher.id, role="teacher"))
    db.add(Availability(resource_id=teacher.id, kind="available", weekday=0, starts=510, ends=690))
    for number in ("X1", "X2"):
        course = Course(
            number=number,
            title=f"Kurs {number}",
            course_type="municipal",
            required_units=40,
            capacity=12,
            first_day=WISH.first,
        )
        db.add(course)
        db.flush()
        for week in range(10):
            starts = minute_of(date(2027, 3, 2), 600) + week * 10080
            lesson = Lesson(
                course_id=course.id, starts=starts, ends=starts + 135, teaching_minutes=135
            )
            db.add(lesson)
            db.flush()
            db.add(LessonPerson(lesson_id=lesson.id, person_id=teacher.id))
