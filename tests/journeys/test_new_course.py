"""From the wish for a course to sixty lessons with room, teacher, childcare and shuttle."""

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from kursplaner.domain.kinds import LessonStatus
from kursplaner.store.queries.courses.courses import course_detail, course_id_of
from kursplaner.ui.courses.page import CoursesPage
from tests.ui.town_window import Hands, town_window

LESSONS, MOST = 60, 15


def test_sixty_lessons_with_everything_in_fifteen_steps(qtbot: QtBot, tmp_path: Path) -> None:
    with town_window(qtbot, tmp_path) as window:
        window.go("today")
        hands = Hands(qtbot)
        hands.key(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
        page = window.page("courses")
        assert isinstance(page, CoursesPage)
        wizard = page.wizard
        inputs = wizard.inputs
        hands.choose(inputs.kind, "municipal")
        hands.type(inputs.title, "B2 am Vormittag")
        hands.click(inputs.level.button("B2"))
        hands.type(inputs.units, "180")
        hands.type(inputs.starts, "13:00")
        hands.type(inputs.ends, "15:15")
        hands.type(inputs.first, "24.08.2027")
        for switch in (inputs.childcare, inputs.shuttle):
            if not switch.isChecked():
                hands.click(switch)
        qtbot.waitUntil(
            lambda: (
                wizard.create_button.isEnabled()
                and wizard.plan is not None
                and wizard.plan.draft == inputs.draft()
            ),
            timeout=8000,
        )
        plan = wizard.plan
        assert plan is not None
        number = plan.draft.number
        hands.click(wizard.create_button)
        with window.workspace.read() as db:
            course = course_detail(db, course_id_of(db, number), 0)
        lessons = [lesson for lesson in course.lessons if lesson.status != LessonStatus.CANCELLED]
        assert len(lessons) == LESSONS
        assert all(
            lesson.room and lesson.teachers and lesson.childcare and lesson.rides
            for lesson in lessons
        )
        assert hands.count <= MOST, hands.count
