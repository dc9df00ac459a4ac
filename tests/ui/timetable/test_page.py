from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kursplaner.basics.spans import minute_of
from kursplaner.domain.courses import Lesson
from kursplaner.domain.drafts import DraftStep
from kursplaner.domain.kinds import ClosureReason
from kursplaner.domain.people import Availability, Closure
from kursplaner.store.queries.drafts import open_drafts
from kursplaner.store.records import find
from kursplaner.store.settings import store_settings
from kursplaner.ui.drafts.page import DraftsPage
from kursplaner.ui.main_window import MainWindow
from kursplaner.ui.places import all_places
from kursplaner.ui.timetable.page import TimetablePage
from kursplaner.ui.widgets import Button, Row, Text
from tests.planning.small_town import (
    NINE,
    NOW,
    TUESDAY,
    SmallTown,
    add_course,
    add_lesson,
    add_person,
    build,
    nobody_else_may_teach,
)
from tests.towns import copied


@pytest.fixture
def town(tmp_path: Path) -> Iterator[SmallTown]:
    with copied(build, tmp_path / "klein.kursplan", NOW) as made:
        yield made


@pytest.fixture
def window(town: SmallTown, qtbot: QtBot) -> Iterator[MainWindow]:
    shown = MainWindow(town.workspace, all_places())
    qtbot.addWidget(shown)
    shown.resize(1280, 800)
    shown.show()
    yield shown
    shown.close()


def opened(window: MainWindow, **target: object) -> TimetablePage:
    window.go("timetable", **target)
    page = window.page("timetable")
    assert isinstance(page, TimetablePage)
    page.last.set_value(TUESDAY + timedelta(days=27))
    page.seconds.setValue(2)
    return page


def searched(page: TimetablePage, qtbot: QtBot) -> None:
    page.start.click()
    assert page.running.isVisible()
    assert not page.start.isEnabled()
    qtbot.waitUntil(page.start.isEnabled, timeout=30_000)


def texts(page: TimetablePage) -> str:
    rows = [row.accessibleName() for row in page.result.findChildren(Row)]
    return "\n".join([*rows, *(text.text() for text in page.result.findChildren(Text))])


def close_room(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        starts = minute_of(TUESDAY + timedelta(days=7))
        reason = ClosureReason.REPAIR.value
        room = town.rooms["A"]
        db.add(Closure(resource_id=room, starts=starts, ends=starts + 4320, reason=reason, note=""))


def test_a_closed_room_is_mended_as_a_draft(
    town: SmallTown, window: MainWindow, qtbot: QtBot
) -> None:
    close_room(town)
    page = opened(window, mend=True)
    searched(page, qtbot)
    assert page.plan is not None
    assert [len(m.lesson_ids) for m in page.plan.moves] == [1, 1]
    assert page.result.isVisible()
    assert "K1" in texts(page)
    with town.workspace.read() as db:
        before = {row.id: (row.starts, row.room_id) for row in find(db, Lesson)}
    page.result.keep.click()
    with town.workspace.read() as db:
        assert {row.id: (row.starts, row.room_id) for row in find(db, Lesson)} == before
        assert [summary.title for summary in open_drafts(db)] == [
            "Stundenplan reparieren 01.03.–29.03.2027"
        ]
    assert isinstance(window.page("drafts"), DraftsPage)
    assert window.page("drafts").isVisible()


def test_the_search_can_be_ended_and_the_window_stays_usable(
    town: SmallTown, window: MainWindow, qtbot: QtBot
) -> None:
    page = opened(window)
    page.seconds.setValue(60)
    close_room(town)
    page.start.click()
    window.go("calendar")
    window.go("timetable")
    qtbot.wait(300)
    page.stop.click()
    qtbot.waitUntil(page.start.isEnabled, timeout=20_000)
    assert page.plan is not None


def test_wishes_that_clash_are_shown_with_their_price(
    town: SmallTown, window: MainWindow, qtbot: QtBot
) -> None:
    with town.workspace.fill() as db:
        store_settings(db, {"conflicts.availability": "hard"})
        beck = add_person(db, "Beck", "teacher")
        db.add(Availability(resource_id=beck, kind="available", weekday=0, starts=NINE, ends=690))
        for number, hour in (("K2", NINE), ("K3", NINE + 180), ("K4", NINE + 360)):
            at = minute_of(date(2027, 3, 10), hour)
            add_lesson(db, course := add_course(db, town, number), at, teachers=[beck])
            nobody_else_may_teach(db, town, course)
    page = opened(window, mend=True)
    searched(page, qtbot)
    assert page.plan is not None
    assert page.plan.clash is not None
    shown = texts(page)
    assert "Beck, Bec ist nur Mo 9:00–11:30 da." in shown
    assert "wollen beide" in shown
    assert "Ohne Kurs" in shown


def test_a_pinned_course_stays(town: SmallTown, window: MainWindow, qtbot: QtBot) -> None:
    page = opened(window)
    page.pins.choose(str(town.course))
    wish = page.wish()
    assert wish is not None
    assert wish.pinned_courses == {town.course}
    searched(page, qtbot)
    assert page.plan is not None
    assert page.plan.moves == ()
    assert not page.result.keep.isVisible()


def test_a_reversed_period_is_refused_in_a_sentence(window: MainWindow, qtbot: QtBot) -> None:
    page = opened(window)
    page.last.set_value(date(2027, 2, 1))
    searched(page, qtbot)
    assert page.plan is None


def test_names_are_hidden_from_visitors(town: SmallTown, window: MainWindow, qtbot: QtBot) -> None:
    with town.workspace.fill() as db:
        seidel = town.people["Seidel"]
        reason = ClosureReason.ILL.value
        starts = minute_of(TUESDAY)
        db.add(
            Closure(resource_id=seidel, starts=starts, ends=starts + 43200, reason=reason, note="")
        )
    window.hide_names()
    page = opened(window, mend=True)
    searched(page, qtbot)
    assert page.plan is not None
    assert page.plan.moves
    assert "Vogel" not in texts(page)
    assert "Lehrkraft" in texts(page)


def test_the_changes_of_one_course_are_taken_over_alone(
    town: SmallTown, window: MainWindow, qtbot: QtBot
) -> None:
    with town.workspace.fill() as db:
        at = minute_of(TUESDAY + timedelta(days=7), NINE + 300)
        course = add_course(db, town, "K2")
        add_lesson(db, course, at, room=town.rooms["A"], teachers=[town.people["Vogel"]])
    close_room(town)
    page = opened(window, mend=True)
    assert not page.freed.isVisible()
    searched(page, qtbot)
    courses = page.result.courses
    assert courses.chosen_keys() == {str(town.course), str(course)}
    for chip in courses.findChildren(Button):
        if chip.text() == "K1":
            chip.click()
    assert page.result.keep.isEnabled()
    page.result.keep.click()
    with town.workspace.read() as db:
        (kept,) = open_drafts(db)
        view = [step.content for step in find(db, DraftStep, draft_id=kept.id)]
    assert len(view) == 1
    assert view[0].count("lesson_id") == 1


def test_without_a_course_there_is_nothing_to_take_over(
    town: SmallTown, window: MainWindow, qtbot: QtBot
) -> None:
    close_room(town)
    page = opened(window, mend=True)
    searched(page, qtbot)
    assert not page.result.courses.isVisible()
    page.result.courses.choose()
    page.result.courses.changed.emit(frozenset())
    assert not page.result.keep.isEnabled()


def test_a_course_is_freed_for_another_part_of_the_day(town: SmallTown, window: MainWindow) -> None:
    page = opened(window)
    assert page.freed.isVisible()
    page.freed.choose(str(town.course))
    wish = page.wish()
    assert wish is not None
    assert wish.freed_courses == {town.course}
