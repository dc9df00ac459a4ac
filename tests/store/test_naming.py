"""A refusal that only knows ids leaves the store with the names of its records."""

from datetime import date

import pytest

from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import minute_of
from kursplaner.desk.wording.errors.sentences import sentence
from kursplaner.domain.courses import Course, Lesson
from kursplaner.domain.kinds import ActKind
from kursplaner.domain.people import Person
from kursplaner.store.workspace import Workspace

DAY = date(2027, 2, 1)
WAYS = ("read", "rehearse", "change")


@pytest.fixture
def town(workspace: Workspace) -> Workspace:
    with workspace.fill() as db:
        course = Course(number="A2-03", title="A2 Alltag", course_type="municipal", first_day=DAY)
        course.required_units, course.capacity = 60, 12
        db.add_all([course, Person(family_name="Haddad", given_name="Rima")])
        db.flush()
        starts = minute_of(DAY, 540)
        db.add(Lesson(course_id=course.id, starts=starts, ends=starts + 60, teaching_minutes=60))
    return workspace


def told(town: Workspace, way: str, error: Refused, *, hidden: bool = False) -> str:
    opened = town.change(ActKind.ENROLLED) if way == "change" else getattr(town, way)()
    with pytest.raises(Refused) as refused, opened:
        raise error
    return sentence(refused.value, hidden=hidden)


@pytest.mark.parametrize("way", WAYS)
def test_who_is_refused_is_named(town: Workspace, way: str) -> None:
    text = told(town, way, Refused("already_enrolled", course_id=1, person_id=1))
    assert text.startswith("Rima Haddad ist in diesem Kurs schon angemeldet")
    assert told(town, way, Refused("own_child", id=1)).startswith("Rima Haddad kann nicht")


def test_hidden_names_stay_hidden(town: Workspace) -> None:
    assert "Haddad" not in told(town, "read", Refused("own_child", id=1), hidden=True)


def test_a_lesson_is_told_by_its_course_and_day(town: Workspace) -> None:
    lesson = "Termin „A2 Alltag“ am Mo 01.02.2027, 9:00"
    assert told(town, "read", Refused("lesson_past", id=1)).startswith(f"{lesson} ist schon vorbei")
    again = told(town, "read", Refused("made_up", id=1, makeup_id=1))
    assert again.startswith(f"{lesson} wurde schon als {lesson} nachgeholt")


def test_what_is_gone_is_told_by_the_number_that_was_given(town: Workspace) -> None:
    assert told(town, "read", Refused("own_child", id=99)).startswith("Person 99 kann nicht")
    assert told(town, "read", Refused("lesson_past", id=99)).startswith("Termin 99 ist schon")
