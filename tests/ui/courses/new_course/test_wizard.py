from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kursplaner.desk.courses.new_course import Prefill
from kursplaner.domain.courses import Course
from kursplaner.planning.courses.plan import CoursePlan
from kursplaner.store.open_forms import kept_forms
from kursplaner.store.queries.courses.courses import course_id_of, course_rows
from kursplaner.store.queries.rooms import room_rows
from kursplaner.store.records import find
from kursplaner.ui.courses.new_course.wizard import NewCoursePage
from kursplaner.ui.courses.page import CoursesPage
from kursplaner.ui.look.theme import theme
from kursplaner.ui.main_window import MainWindow
from kursplaner.ui.widgets import NoticeBar
from kursplaner.ui.widgets.confirm import ConfirmDialog
from tests.ui.town_window import notice, town_window


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    with town_window(qtbot, tmp_path) as made:
        yield made


@pytest.fixture
def wizard(window: MainWindow, qtbot: QtBot) -> NewCoursePage:
    window.new_course()
    page = window.page("courses")
    assert isinstance(page, CoursesPage)
    planned(page.wizard, qtbot)
    return page.wizard


def planned(wizard: NewCoursePage, bot: QtBot) -> CoursePlan:
    """Wait until the plan belongs to what stands in the inputs."""

    def settled() -> bool:
        return (
            not wizard._pause.isActive()
            and wizard.plan is not None
            and wizard.plan.draft == wizard.inputs.draft()
        )

    bot.waitUntil(settled, timeout=5000)
    assert wizard.plan is not None
    return wizard.plan


def test_it_is_filled_in_from_the_last_course_of_its_kind(wizard: NewCoursePage) -> None:
    assert wizard.plan is not None
    assert wizard.inputs._source.plain().startswith("Vorbelegt aus ")
    assert wizard.plan.draft.number
    assert wizard.create_button.isEnabled()
    assert wizard.create_button.text() == f"Kurs anlegen, {len(wizard.plan.lessons)} Termine"


def test_it_never_opens_in_red_where_another_start_can_be_had(
    window: MainWindow, wizard: NewCoursePage, qtbot: QtBot
) -> None:
    with window.workspace.read() as db:
        room = next(room.id for room in room_rows(db) if room.name == "Schulungsraum")
    asked = replace(
        wizard.inputs.draft(),
        first_day=date(2027, 3, 9),
        weekdays=(1, 3),
        starts=(540,),
        ends=(690,),
        room=room,
        shuttle=False,
    )
    wizard.show_prefill(Prefill(asked))
    assert planned(wizard, qtbot).hard
    assert not wizard.create_button.isEnabled()
    wizard.show_prefill(Prefill(asked), fits=True)
    qtbot.waitUntil(lambda: wizard.plan is not None and not wizard.plan.hard, timeout=20_000)
    found = planned(wizard, qtbot).draft
    assert (found.weekdays, found.room) == ((1, 3), room)
    assert found.starts != asked.starts
    assert wizard.create_button.isEnabled()
    assert wizard.begun() == {}


def test_the_only_grant_that_covers_the_first_day_is_chosen(wizard: NewCoursePage) -> None:
    assert wizard.plan is not None
    assert wizard.plan.draft.grant_id is not None
    assert wizard.inputs.grant.current() == str(wizard.plan.draft.grant_id)
    assert wizard.inputs.fields["grant"].isVisible()


def test_the_plan_follows_what_is_typed(wizard: NewCoursePage, qtbot: QtBot) -> None:
    wizard.inputs.units.selectAll()
    QTest.keyClicks(wizard.inputs.units, "30")
    plan = planned(wizard, qtbot)
    assert sum(lesson.teaching_minutes for lesson in plan.lessons) == 30 * 45
    wizard.inputs.childcare.click()
    assert planned(wizard, qtbot).childcare is not None
    assert "Betreuung" in wizard._counts.text()


def test_the_level_goes_into_number_and_title(wizard: NewCoursePage, qtbot: QtBot) -> None:
    wizard.inputs.level.button("B2").click()
    plan = planned(wizard, qtbot)
    assert plan.draft.level == "B2"
    assert plan.draft.number.startswith("B2-")
    assert "B2" in plan.draft.title


def test_another_kind_brings_its_usual_numbers(wizard: NewCoursePage, qtbot: QtBot) -> None:
    wizard._other_kind("workshop")
    plan = planned(wizard, qtbot)
    assert plan.draft.kind == "workshop"
    assert plan.draft.level == ""
    assert plan.draft.units == 16


def test_a_skipped_date_is_taken_in_and_a_date_left_out(
    wizard: NewCoursePage, qtbot: QtBot
) -> None:
    wizard.inputs.first.set_value(date(2027, 3, 9))
    wizard.inputs.changed.emit()
    plan = planned(wizard, qtbot)
    skipped = plan.skipped[0].day
    wizard.dates.take_in_buttons[skipped].click()
    assert skipped in {lesson.day for lesson in planned(wizard, qtbot).lessons}
    first = planned(wizard, qtbot).first_day
    wizard.dates.months.day_clicked.emit(first)
    assert first not in {lesson.day for lesson in planned(wizard, qtbot).lessons}


def test_an_alternative_is_taken_by_one_click(wizard: NewCoursePage, qtbot: QtBot) -> None:
    other = next(
        button for button in wizard.services.alternatives if button.alternative.wish == "teacher"
    )
    other.click()
    plan = planned(wizard, qtbot)
    assert plan.teacher is not None
    assert plan.teacher.id == other.alternative.id


def test_a_wished_room_that_is_taken_is_said_and_can_be_solved(
    window: MainWindow, wizard: NewCoursePage, qtbot: QtBot
) -> None:
    with window.workspace.read() as db:
        busy = course_rows(db, 0, "A2-03")[0]
    wizard.begin(day=date(2027, 3, 4), starts=540, room_id=1)
    plan = planned(wizard, qtbot)
    assert busy.last_day is not None
    assert plan.hard
    assert not wizard.create_button.isEnabled()
    assert "Konflikt" in wizard.state.text()
    without = wizard.services.note_buttons[-1]
    assert without.text() == "Ohne Platz anlegen"
    without.click()
    plan = planned(wizard, qtbot)
    assert not plan.hard
    assert any(lesson.room_id is None for lesson in plan.lessons)


def test_what_is_refused_is_said_under_its_field(wizard: NewCoursePage, qtbot: QtBot) -> None:
    wizard.inputs.number.setText("A2-03")
    wizard.inputs.changed.emit()
    qtbot.waitUntil(lambda: wizard.plan is None and not wizard._pause.isActive(), timeout=5000)
    assert "vergeben" in wizard.inputs.fields["number"]._note.plain()
    assert not wizard.create_button.isEnabled()


def test_a_day_without_weekday_is_said(wizard: NewCoursePage, qtbot: QtBot) -> None:
    for key in wizard.inputs.days.chosen_keys():
        wizard.inputs.days.button(key).click()
    qtbot.waitUntil(lambda: wizard.plan is None and not wizard._pause.isActive(), timeout=5000)
    assert "Wochentag" in wizard.inputs.fields["days"]._note.plain()


def test_a_course_is_stored_whole_and_undone_whole(
    window: MainWindow, wizard: NewCoursePage, qtbot: QtBot
) -> None:
    number = planned(wizard, qtbot).draft.number
    wizard.create_button.click()
    with window.workspace.read() as db:
        assert course_id_of(db, number)
    page = window.page("courses")
    assert isinstance(page, CoursesPage)
    assert page.course.course is not None
    assert page.course.course.row.number == number
    window.undo()
    with window.workspace.read() as db:
        assert not find(db, Course, number=number)


def test_a_course_goes_on_with_its_people(
    window: MainWindow, wizard: NewCoursePage, qtbot: QtBot
) -> None:
    page = window.page("courses")
    assert isinstance(page, CoursesPage)
    with window.workspace.read() as db:
        before = course_id_of(db, "A2-03")
    page.continue_course(before)
    plan = planned(wizard, qtbot)
    assert plan.draft.predecessor_id == before
    assert plan.draft.people
    assert wizard.inputs._people.isVisible()
    assert plan.draft.level == "B1"


def test_discarding_goes_back_to_the_list(window: MainWindow, wizard: NewCoursePage) -> None:
    page = window.page("courses")
    assert isinstance(page, CoursesPage)
    wizard.discarded.emit()
    assert page._stack.currentWidget() is page.list


def test_large_text_in_a_small_window_cuts_nothing_off(
    window: MainWindow, wizard: NewCoursePage, qtbot: QtBot
) -> None:
    planned(wizard, qtbot)
    try:
        theme().apply("light", 150)
        window.resize(1280, 800)
        wizard.refresh()
        planned(wizard, qtbot)
        for card in (wizard.dates, wizard.services):
            inside = card.parentWidget()
            assert inside is not None
            area = inside.parentWidget()
            assert area is not None
            assert card.minimumSizeHint().width() <= area.width()
    finally:
        theme().apply("light", 100)


def test_a_course_wholly_in_the_past_is_asked_about(
    window: MainWindow, wizard: NewCoursePage, qtbot: QtBot
) -> None:
    assert wizard.past.isHidden()
    wizard.inputs.first.set_value(date(2025, 3, 9))
    wizard._typed()
    plan = planned(wizard, qtbot)
    assert not wizard.past.isHidden()
    assert not wizard.create_button.isEnabled()
    wizard.store()
    with window.workspace.read() as db:
        assert plan.draft.number not in {row.number for row in find(db, Course)}
    wizard.past.setChecked(True)
    assert wizard.create_button.isEnabled() is not bool(plan.hard)


def test_each_weekday_has_times_of_its_own(wizard: NewCoursePage, qtbot: QtBot) -> None:
    inputs = wizard.inputs
    assert inputs.draft().weekdays == (1, 3)
    inputs.times.switch.click()
    assert sorted(inputs.times.each) == [1, 3]
    hidden = [inputs.fields[key].isHidden() for key in ("starts", "ends", "times")]
    assert hidden == [True, True, False]
    pair = (inputs.draft().starts[0], inputs.draft().ends[0])
    for field, minute in zip(inputs.times.each[3], (600, 735), strict=True):
        field.set_value(minute)
        field.changed.emit(minute)
    assert (inputs.draft().starts, inputs.draft().ends) == ((pair[0], 600), (pair[1], 735))
    inputs.days.button("0").click()
    inputs.days.button("1").click()
    assert (inputs.draft().weekdays, inputs.draft().starts) == ((0, 3), (pair[0], 600))
    plan = planned(wizard, qtbot)
    begins = {(lesson.day.weekday(), lesson.starts % 1440) for lesson in plan.lessons}
    assert begins == {(0, pair[0]), (3, 600)}
    inputs.show_draft(plan.draft, "")
    assert sorted(inputs.times.each) == [0, 3]
    inputs.times.switch.click()
    assert (inputs.times.each, inputs.draft().starts) == ({}, (pair[0],))
    assert not inputs.fields["ends"].isHidden()


def test_a_bad_end_is_complained_of_where_it_is_typed(wizard: NewCoursePage) -> None:
    inputs = wizard.inputs
    inputs.times.switch.click()
    assert inputs.complain("end_before_start", "Das Ende liegt nicht nach dem Beginn.")
    assert not inputs.fields["times"].isHidden()


def test_a_course_without_weekly_times_goes_on_with_the_usual_ones(wizard: NewCoursePage) -> None:
    inputs = wizard.inputs
    usual = (inputs.starts.value(), inputs.ends.value())
    inputs.show_draft(replace(inputs.draft(), weekdays=(), starts=(), ends=()), "")
    assert (inputs.starts.value(), inputs.ends.value()) == usual
    assert inputs.draft().weekdays == ()


def test_what_was_typed_outlives_another_page_and_a_second_beginning(
    window: MainWindow, wizard: NewCoursePage
) -> None:
    assert window.page("courses").begun() == {}
    wizard.inputs.title.setFocus()
    wizard.inputs.title.selectAll()
    QTest.keyClicks(wizard.inputs.title, "Chor")
    window.go("rooms")
    window.new_course()
    assert wizard.inputs.title.text() == "Chor"
    assert notice(window) == "Ihr angefangener Kurs ist noch da."
    bar = window.findChild(NoticeBar)
    assert bar is not None
    bar.offer_button.click()
    assert wizard.inputs.title.text() != "Chor"


def test_closing_keeps_what_is_begun_and_asks_nothing(
    window: MainWindow, wizard: NewCoursePage
) -> None:
    QTest.keyClicks(wizard.inputs.title, "x")
    window.close()
    assert not window.isVisible()
    town = window.workspace
    with town.read() as db:
        assert [form.form for form in kept_forms(db, town.who)] == ["page courses"]


def test_where_nothing_can_be_kept_closing_asks(window: MainWindow, wizard: NewCoursePage) -> None:
    QTest.keyClicks(wizard.inputs.title, "x")
    window.workspace.path.rename(window.workspace.path.with_suffix(".fort"))
    window.close()
    assert window.isVisible()
    box = window.findChild(ConfirmDialog)
    assert box is not None
    box.accept()
    assert not window.isVisible()


def test_ctrl_enter_is_kept_whatever_the_button_says(wizard: NewCoursePage, qtbot: QtBot) -> None:
    planned(wizard, qtbot)
    assert wizard.create_button.text() != "Kurs anlegen"
    assert wizard.create_button.shortcut().toString() == "Ctrl+Return"


def test_the_language_of_instruction_is_asked_for(wizard: NewCoursePage) -> None:
    inputs = wizard.inputs
    inputs.language.setFocus()
    QTest.keyClicks(inputs.language, "Arabisch")
    assert inputs.draft().language == "Arabisch"
    inputs.show_draft(replace(inputs.draft(), language="Farsi"), "")
    assert inputs.language.text() == "Farsi"
    assert inputs.complain("language_too_long", "Zu lang.")
