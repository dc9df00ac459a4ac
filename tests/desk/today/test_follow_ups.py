"""What to come back to: single lines, and one line for those a course asks again."""

from datetime import date, timedelta

from kursplaner.desk.today.follow_ups import follow_up_lines
from kursplaner.domain.courses import Course
from kursplaner.domain.people import Person
from kursplaner.domain.town import FollowUp
from kursplaner.store.session import Db
from kursplaner.store.workspace import Workspace

DAY = date(2027, 2, 1)


def add(db: Db, *rows: object) -> None:
    db.add_all(rows)
    db.flush()


def test_those_a_course_asks_again_are_one_line(workspace: Workspace) -> None:
    with workspace.rehearse() as db:
        _tried(db)


def _tried(db: Db) -> None:
    course = Course(number="A2-04", title="A2", course_type="municipal", first_day=DAY)
    course.required_units, course.capacity = 60, 12
    rima, jan = Person(family_name="Haddad", given_name="Rima"), Person(family_name="Novák")
    add(db, course, rima, jan)
    later = DAY + timedelta(days=1)
    for person, day, line, done in (
        (rima, DAY, "again:stop,consent", None),
        (rima, DAY, "again:consent", None),
        (jan, DAY, "again:consent", None),
        (jan, DAY, "again:stop", DAY),
        (rima, DAY, "missing:phone", None),
        (None, later, "Rückruf", None),
    ):
        row = FollowUp(day=day, line=line, course_id=course.id, done_on=done)
        row.person_id = person.id if person else None
        add(db, row)
    lines = follow_up_lines(db, DAY + timedelta(days=7))
    assert [(line.text, line.day, line.course_id) for line in lines] == [
        ("A2-04: 2 Personen erneut fragen", DAY, course.id),
        ("Haddad, Rima: Angaben fehlen: Telefon", DAY, None),
        ("Rückruf", later, None),
    ]
    assert [len(line.rows) for line in lines] == [3, 1, 1]
    hidden = follow_up_lines(db, DAY, hidden=True)
    assert [line.text for line in hidden][1:] == ["R. H.: Angaben fehlen: Telefon"]
