"""The lines that tell what other times, a merge or a split would do."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from kursplaner.desk.courses import changes
from kursplaner.desk.courses.changes import weekly_of
from kursplaner.desk.wording.changes.of_courses import changed_from
from kursplaner.desk.wording.course_lines import weekly_times
from kursplaner.domain.courses import Course, LessonPattern
from kursplaner.domain.weekly_times import CourseTime
from kursplaner.planning.courses import merging, splitting
from kursplaner.planning.courses.merging import MergeWish
from kursplaner.planning.courses.splitting import SplitWish
from kursplaner.planning.lessons import changing
from kursplaner.planning.lessons.other_times import NewTime, TimesWish
from kursplaner.store.queries.lessons.lessons import lessons_of_course
from kursplaner.store.records import by_id
from tests.planning.small_town import (
    NINE,
    NOW,
    TUESDAY,
    SmallTown,
    add_course,
    add_lesson,
    add_person,
    build,
    enrol_plainly,
)
from tests.towns import passing

DAY = TUESDAY + timedelta(days=7)


@pytest.fixture
def town() -> Iterator[SmallTown]:
    with passing(build, NOW) as made:
        yield made


def test_other_times_tell_units_and_the_end(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        db.add(LessonPattern(course_id=town.course, weekday=1, starts=NINE, ends=690))
    times = (NewTime(1, 600, 690),)
    wish = TimesWish(town.course, TUESDAY, DAY, times, at_end=True)
    with town.workspace.rehearse() as db:
        plan = changing.propose(db, wish)
        lines = changes.of_times(db, plan).lines
    assert lines[0] == (
        "2 Termine bekommen andere Zeiten; 2 Betreuungszeiten und 2 Fahrten ziehen mit."
    )
    assert lines[1] == "In diesen Terminen 4 UE statt 6 UE; es fehlen 2 UE."
    assert lines[2].startswith("Am Ende kommt 1 Termin dazu (2 UE): ")
    assert changed_from(plan) == "02.03.–09.03.2027"


def test_a_shift_keeps_the_units(town: SmallTown) -> None:
    with town.workspace.rehearse() as db:
        plan = changing.propose(db, TimesWish(town.course, TUESDAY, TUESDAY, shift_minutes=15))
        lines = changes.of_times(db, plan).lines
    assert lines == (
        "1 Termin bekommt andere Zeiten; 1 Betreuungszeit und 2 Fahrten ziehen mit.",
        "Der Umfang bleibt: 3 UE.",
    )


def test_hours_end_their_sentence_with_one_full_stop(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        by_id(db, Course, town.course).unit_minutes = 60
    with town.workspace.rehearse() as db:
        plan = changing.propose(db, TimesWish(town.course, TUESDAY, TUESDAY, shift_minutes=15))
        line = changes.of_times(db, plan).lines[-1]
    assert line.endswith(" Std.")


def test_a_merge_names_people_and_hides_them_on_request(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        other = add_course(db, town, "K2")
        add_lesson(db, other, (DAY - date(2000, 1, 1)).days * 1440 + 1000)
        enrol_plainly(db, other, add_person(db, "Novak"))
        by_id(db, Course, other).unit_minutes = 60
    with town.workspace.rehearse() as db:
        plan = merging.propose(db, MergeWish(other, town.course, DAY))
        shown = changes.of_merge(db, plan)
        hidden = changes.of_merge(db, plan, hidden=True)
    assert shown.lines == (
        "1 Person wechselt ab Di 09.03. von K2 nach K1: Novak, Nov.",
        "Von K2 entfällt 1 Termin ab Di 09.03.; was war, bleibt.",
        "Noch geplant: K2 2,25 Std., K1 12 UE.",
    )
    assert "Novak" not in hidden.lines[0]
    assert shown.hard == ()


def test_a_split_tells_the_new_course(town: SmallTown) -> None:
    weekly = (CourseTime(1, 840, 990, 15), CourseTime(3, 840, 990, 15))
    with town.workspace.fill() as db:
        for name in ("Bauer", "Novak", "Zeman"):
            enrol_plainly(db, town.course, add_person(db, name))
        for weekday in (1, 3):
            times = {"weekday": weekday, "starts": NINE, "ends": 690, "pause_minutes": 15}
            db.add(LessonPattern(course_id=town.course, **times))
    with town.workspace.rehearse() as db:
        wish = SplitWish(town.course, DAY, weekly=weekly)
        lines = changes.of_split(db, splitting.propose(db, wish)).lines
    assert lines[0] == "1 Person wechselt ab Di 09.03. von K1 nach K1-2: Zeman, Zem."
    assert lines[1] == "In K1 bleiben 2 Personen."
    assert lines[2] == "K1-2: 4 Termine, 12 UE, Di und Do 14:00–16:30, bis Do 18.03.2027."
    assert "In der Liste von K1 steht am ersten Termin danach W." in lines


def test_the_weekly_times_of_a_course_leave_single_lessons_out(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        add_lesson(db, town.course, (DAY - date(2000, 1, 1)).days * 1440 + 1000)
    with town.workspace.read() as db:
        weekly = weekly_of(lessons_of_course(db, town.course), 0)
    assert weekly_times(weekly) == "Di und Do 9:00–11:30"
