from datetime import date

import pytest

from kursplaner.desk.courses import new_course, plan_board
from kursplaner.desk.courses.plan_notes import plan_notes
from kursplaner.domain.kinds import CourseType
from kursplaner.planning.courses.new_course import judge, propose
from kursplaner.store.workspace import Workspace
from tests.planning.wizard_town import WizardTown, add_course, build, draft

TODAY = date(2027, 2, 1)


@pytest.fixture
def town(workspace: Workspace) -> WizardTown:
    return build(workspace)


def test_without_a_course_before_the_usual_numbers_stand(town: WizardTown) -> None:
    with town.workspace.read() as db:
        filled = new_course.prefilled(db, CourseType.MUNICIPAL, TODAY)
        propose(db, filled.draft)
    assert filled.source == ""
    assert filled.draft.number == "A1-01"
    assert filled.draft.weekdays == (1, 3)
    assert filled.draft.first_day == date(2027, 2, 9)


def test_the_last_course_of_its_kind_is_taken_up_after_its_end(town: WizardTown) -> None:
    add_course(town, draft())
    with town.workspace.read() as db:
        filled = new_course.prefilled(db, CourseType.MUNICIPAL, TODAY)
        plan = propose(db, filled.draft)
    assert filled.source == "A2-03, Frühjahr 2027"
    assert filled.draft.number == "A2-04"
    assert (filled.draft.title, filled.draft.starts) == ("A2 Alltag am Vormittag", (540, 540))
    assert filled.draft.first_day > date(2027, 4, 29)
    assert not plan.hard


def test_numbers_count_on_by_level(town: WizardTown) -> None:
    add_course(town, draft(number="B1-07"))
    with town.workspace.read() as db:
        assert new_course.number_for(db, draft(level="B1")) == "B1-08"
        assert new_course.number_for(db, draft(level="B1.2")) == "B1-08"
        homework = draft(level="", kind=CourseType.HOMEWORK)
        assert new_course.number_for(db, homework) == "NH-01"


def test_a_plan_reads_as_the_window_shows_it(town: WizardTown) -> None:
    with town.workspace.read() as db:
        plan = propose(db, draft(childcare=True, shuttle=True))
    assert plan_board.headline(plan) == ("20 Termine, 60 UE", "Di 02.02.2027 bis Do 29.04.2027")
    assert plan_board.lesson_line(plan) == "3 UE je Termin, 15 Minuten Pause"
    assert plan_board.counts(plan) == "20 Termine, 20 Betreuungen, 40 Fahrten"
    groups = plan_board.skipped_groups(plan)
    assert groups[0].title == "Winterferien, 08.02.–19.02."
    assert len(groups[0].days) == 4
    rows = {row.key: row for row in plan_board.service_rows(plan)}
    assert rows["room"].title == "Schulungsraum"
    assert rows["room"].pill == "20 von 20 frei"
    assert {alternative.name: alternative.reason for alternative in rows["room"].alternatives}[
        "Bibliothek"
    ] == ("nur 12 Plätze")
    hidden = {row.key: row for row in plan_board.service_rows(plan, hidden=True)}
    assert hidden["teacher"].title == "S. S."
    assert plan_board.months_of([plan.first_day, plan.last_day]) == [
        (2027, 2),
        (2027, 3),
        (2027, 4),
    ]


def test_many_dates_make_one_note_with_a_way_out(town: WizardTown) -> None:
    add_course(town, draft(room=town["Bibliothek"], capacity=10))
    with town.workspace.read() as db:
        second = draft(number="B1-01", room=town["Bibliothek"], capacity=10)
        plan = propose(db, second)
    note = plan_notes(plan)[0]
    assert note.hard
    assert note.row == "room"
    assert len(note.days) == 20
    assert note.text == "Bibliothek: Raum doppelt belegt an 20 Tagen (ab Di 02.02.)."
    assert note.stand_in is not None
    assert note.stand_in.name == "Schulungsraum"


def test_an_evening_event_begins_in_the_evening_and_takes_what_it_needs(town: WizardTown) -> None:
    with town.workspace.read() as db:
        filled = new_course.prefilled(db, CourseType.EVENING, TODAY)
        plan = propose(db, filled.draft)
    assert (filled.draft.starts, filled.draft.ends) == ((1080,), (1170,))
    assert filled.draft.pause_minutes == 0
    assert [lesson.teaching_minutes for lesson in plan.lessons] == [90]


def test_a_start_that_fits_is_the_nearest_hour_then_another_day(town: WizardTown) -> None:
    wished = draft(number="A2-09", room="Schulungsraum")
    add_course(town, draft(number="A2-08"))
    with town.workspace.rehearse() as db:
        assert judge(db, propose(db, wished)).hard
        found = new_course.fitting(db, wished)
        assert found is not None
        assert not judge(db, propose(db, found)).hard
    assert found.weekdays == wished.weekdays
    assert found.ends[0] - found.starts[0] == wished.ends[0] - wished.starts[0]
    starts = [trial.starts[0] for trial in new_course._other_starts(wished)]
    assert starts[:2] == [wished.starts[0] - 60, wished.starts[0] + 60]
    assert min(starts) >= 480
    days = [trial.weekdays for trial in new_course._other_starts(wished)]
    assert days[-1] != wished.weekdays
