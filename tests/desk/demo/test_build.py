from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from kursplaner.basics.errors import Refused
from kursplaner.desk.demo.build import build
from kursplaner.domain.courses import Enrolment
from kursplaner.domain.kinds import CourseType, Role, Severity
from kursplaner.domain.people import Guardianship, Person, Profile
from kursplaner.domain.rides.rides import Vehicle
from kursplaner.planning.conflicts import finding
from kursplaner.store.queries.courses.courses import course_rows
from kursplaner.store.queries.lessons.lessons import lessons_between
from kursplaner.store.session import Db
from kursplaner.store.workspace import Workspace


def many(db: Db, column: object, *where: object) -> int:
    query = select(func.count(func.distinct(column))).where(*where)  # type: ignore[arg-type]
    return int(db.scalar(query) or 0)


def test_the_town_has_the_size_of_the_real_case(town: Workspace) -> None:
    with town.read() as db:
        assert many(db, Profile.person_id, Profile.role == Role.TEACHER) == 4
        assert many(db, Profile.person_id, Profile.role == Role.CARER) == 2
        assert many(db, Vehicle.id) == 2
        assert many(db, Guardianship.child_id) == 9
        adults = many(
            db, Enrolment.person_id, Enrolment.person_id.not_in(select(Guardianship.child_id))
        )
        assert adults == 20


def test_the_town_has_a_course_of_each_kind_of_the_real_case(town: Workspace) -> None:
    with town.read() as db:
        kinds = {row.course_type for row in course_rows(db, 0)}
    wanted = {CourseType.MUNICIPAL, CourseType.EVENING, CourseType.SPORT, CourseType.HOMEWORK}
    assert wanted <= kinds


def test_the_town_has_no_hard_conflict(town: Workspace) -> None:
    with town.read() as db:
        found = finding.find(db, date(2027, 1, 1), date(2027, 12, 31))
    assert [conflict for conflict in found if conflict.severity == Severity.HARD] == []


def test_no_lesson_lies_in_the_saxon_winter_holidays(town: Workspace) -> None:
    with town.read() as db:
        assert lessons_between(db, date(2027, 2, 8), date(2027, 2, 19)) == []
        assert lessons_between(db, date(2027, 2, 22), date(2027, 2, 26)) != []


def test_the_town_holds_what_every_office_has(town: Workspace) -> None:
    with town.read() as db:
        people = list(db.scalars(select(Person)))
        assert any(person.given_name == "" for person in people)
        assert any(person.birth_uncertain for person in people)
        assert any(person.address_restricted for person in people)
        assert len({person.languages for person in people}) >= 4
        assert any(not person.own_script_name.isascii() for person in people)


def test_an_unknown_size_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        build(tmp_path / "a.kursplan", "kontinent")
    assert refused.value.kind == "demo_size_unknown"
    assert not list(tmp_path.iterdir())
