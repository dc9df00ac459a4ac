"""How soon a page of a county is there: Heute with forty waiting lists, and the conflicts."""

import os
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer

from benchmarks.measure import Figure, median_ms
from benchmarks.planted import plant
from benchmarks.towns import fresh_copy
from kursplaner.basics import clock
from kursplaner.basics.spans import minute_at
from kursplaner.domain.courses import Enrolment, EnrolmentChild
from kursplaner.domain.kinds import Direction, EnrolmentStatus, Way
from kursplaner.domain.people import Guardianship, Person
from kursplaner.domain.rides.rides import RideDemand, Stop
from kursplaner.store.queries.courses.courses import course_rows
from kursplaner.store.records import find
from kursplaner.store.session import Db
from kursplaner.store.workspace import Workspace
from kursplaner.ui import memory
from kursplaner.ui.conflicts.page import ConflictsPage
from kursplaner.ui.look.theme import theme
from kursplaner.ui.main_window import MainWindow
from kursplaner.ui.places import all_places, preload
from kursplaner.ui.start import application
from kursplaner.ui.today.page import TodayPage
from kursplaner.ui.widgets import Page

NOW = datetime(2027, 3, 2, 9, 20)
PLANTED, FAMILIES, PATIENCE, RUNS = 500, 3, 30.0, 7
SIZE = (1200, 700)
BORN = date(2023, 5, 1)


def figures() -> Iterator[Figure]:
    """Measure both pages as they open: built anew, until what they look for is shown."""
    memory.look_rarely()
    application([])
    theme().apply("light", 100)
    with TemporaryDirectory() as folder, clock.pinned(NOW):
        town = Workspace.open(fresh_copy("county", Path(folder)))
        with town.fill() as db:
            lists = _let_wait(db)
        window = MainWindow(town, all_places())
        preload()
        memory.keep_what_is_loaded()
        took = median_ms(lambda: _today(window), RUNS)
        beside = f"{lists} waiting lists of {FAMILIES} families"
        yield Figure("Heute of county, complete", took, "ms", 500, beside)
        with town.fill() as db:
            plant(db, PLANTED)
        took = median_ms(lambda: _conflicts(window), RUNS)
        beside = f"{PLANTED} conflicts planted"
        yield Figure("conflicts page of county, first rows", took, "ms", 300, beside)
        window.close()
        town.close()


def _today(window: MainWindow) -> None:
    page, looked = TodayPage(window), list[bool]()
    page.looked.connect(lambda: looked.append(True))
    _shown(page, lambda: bool(looked))


def _conflicts(window: MainWindow) -> None:
    page = ConflictsPage(window)
    _shown(page, lambda: page.conflict() is not None)


def _shown(page: Page, complete: Callable[[], bool]) -> None:
    """Show a page until it is complete and painted."""
    page.resize(*SIZE)
    page.show()
    loop, begun = QEventLoop(), time.perf_counter()
    watch = QTimer()
    watch.timeout.connect(lambda: loop.quit() if complete() or _too_long(begun) else None)
    watch.start(10)
    loop.exec()
    watch.stop()
    page.repaint()
    page.close()
    page.deleteLater()


def _too_long(begun: float) -> bool:
    if time.perf_counter() - begun > PATIENCE:
        raise TimeoutError
    return False


def _let_wait(db: Db) -> int:
    """Let families with a child that want to be fetched wait for each course that runs."""
    stops = find(db, Stop)
    courses = [row.id for row in course_rows(db, minute_at(NOW), status="active")]
    for number, course in enumerate(courses):
        for position in range(1, FAMILIES + 1):
            _family(db, course, position, stops[(number + position) % len(stops)].id)
    return len(courses)


def _family(db: Db, course: int, position: int, stop: int) -> None:
    adult, child = _people(db, (f"Wartet {course} {position}", f"Kind {course} {position}"))
    child.birth_date, child.height_cm = BORN, 101
    enrolment = Enrolment(
        course_id=course,
        person_id=adult.id,
        status=EnrolmentStatus.WAITING.value,
        asked_on=NOW.date(),
        waiting_position=position,
        way=Way.SHUTTLE.value,
        childcare_wanted=True,
    )
    db.add_all([enrolment, Guardianship(child_id=child.id, adult_id=adult.id)])
    db.flush()
    db.add(EnrolmentChild(enrolment_id=enrolment.id, child_id=child.id))
    demand = {"enrolment_id": enrolment.id, "stop_id": stop}
    db.add_all([RideDemand(direction=way.value, **demand) for way in Direction])


def _people(db: Db, names: Sequence[str]) -> list[Person]:
    people = [Person(family_name=name, given_name="Test") for name in names]
    db.add_all(people)
    db.flush()
    return people
