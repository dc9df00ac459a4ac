"""What took place in a period: lessons, courses, marks and people as a funder counts them."""

from datetime import date

import pytest

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import moment_of
from kursplaner.domain.attendance.marks import AttendanceMark
from kursplaner.domain.courses import Course, LessonTally
from kursplaner.domain.funding import Grant
from kursplaner.domain.organisations import Organisation
from kursplaner.domain.people import Person, PersonAddress
from kursplaner.store.queries.funding import grants, statistics
from kursplaner.store.queries.funding.statistics import (
    CourseFacts,
    GrantFacts,
    LessonFacts,
    Period,
    PersonFacts,
    PresenceFacts,
)
from kursplaner.store.records import by_id
from kursplaner.store.session import Db
from tests.planning.small_town import TUESDAY, SmallTown, add_course, add_person, enrol_plainly
from tests.store.queries.written import DAY, MIDNIGHT, WEDNESDAY, lessons, written

WHOLE = statistics.period(WEDNESDAY, WEDNESDAY)
AFTER = moment_of(MIDNIGHT + 700)


def grant(reference: str, first_day: date = TUESDAY, **values: object) -> Grant:
    return Grant(
        reference=reference, title=f"Titel {reference}", first_day=first_day,
        last_day=first_day + DAY, **values,
    )  # fmt: skip


def test_a_period_has_its_first_and_its_last_day() -> None:
    assert Period(MIDNIGHT, MIDNIGHT + 1440, None) == WHOLE
    assert statistics.period(TUESDAY, WEDNESDAY, 7) == Period(MIDNIGHT - 1440, MIDNIGHT + 1440, 7)
    with pytest.raises(Refused) as refused:
        statistics.period(WEDNESDAY, TUESDAY)
    facts = {"first": WEDNESDAY, "last": TUESDAY}
    assert (refused.value.kind, refused.value.facts) == ("period_backwards", facts)


def test_grants_as_a_report_and_the_settings_name_them(db: Db) -> None:
    funder = Organisation(name="Land Sachsen", kind="funder")
    written(db, funder)
    first = grant("B", funder_id=funder.id, funding_line="Gefördert")
    newer, bare = grant("C", WEDNESDAY, proof_due_on=WEDNESDAY), grant("A")
    written(db, first, newer, bare)
    assert statistics.grant_facts(db, "B") == GrantFacts(
        first.id, "B", "Titel B", "Land Sachsen", "Gefördert", None
    )
    assert statistics.grant_facts(db, "A") == GrantFacts(bare.id, "A", "Titel A", "", "", None)
    with pytest.raises(Refused) as refused:
        statistics.grant_facts(db, "D")
    assert (refused.value.kind, refused.value.facts) == ("grant_unknown", {"reference": "D"})
    assert statistics.grant_references(db) == ["A", "B", "C"]
    rows = grants.grant_rows(db)
    assert [row.reference for row in rows] == ["C", "A", "B"]
    assert rows[0] == grants.GrantRow(
        *(newer.id, 1, "C", "Titel C", "", None, WEDNESDAY, WEDNESDAY + DAY, WEDNESDAY)
    )
    days = [TUESDAY, WEDNESDAY, WEDNESDAY + DAY, WEDNESDAY + 2 * DAY]
    assert [rows[0].covers(day) for day in days] == [False, True, True, False]


def facts(key: int, of: int, at: int, **values: object) -> LessonFacts:
    usual: dict[str, object] = {
        "status": "planned",
        "cancel_reason": None,
        "guests": 0,
        "guest_women": 0,
        "guest_children": 0,
        "recorded": False,
        "held": False,
    }
    begin = MIDNIGHT + at
    return LessonFacts(key, of, begin, begin + 60, 5, 45, **{**usual, **values})  # type: ignore[arg-type]


def test_lessons_and_courses_of_a_period_and_of_a_grant(kept: SmallTown, db: Db) -> None:
    own = grant("A")
    written(db, own)
    course, other, idle = (add_course(db, kept, number) for number in ("K3", "K2", "K4"))
    by_id(db, Course, course).grant_id = own.id
    by_id(db, Course, course).level = "A2"
    times = [(MIDNIGHT + at, MIDNIGHT + at + 60) for at in (-1, 0, 1439, 1440)]
    _, first, last, _ = lessons(db, course, times)
    (dropped,) = lessons(
        db, course, [(MIDNIGHT + 600, MIDNIGHT + 660)], status="cancelled", cancel_reason="snow"
    )
    (strange,) = lessons(db, other, [(MIDNIGHT + 700, MIDNIGHT + 760)])
    lessons(db, idle, times[:1])
    db.add(LessonTally(lesson_id=strange, adults=5, women=3, children=2))
    db.flush()

    guests = {"guests": 5, "guest_women": 3, "guest_children": 2, "recorded": True, "held": True}
    expected = [
        facts(first, course, 0, held=True),
        facts(dropped, course, 600, status="cancelled", cancel_reason="snow"),
        facts(strange, other, 700, **guests),
        facts(last, course, 1439),
    ]
    with clock.pinned(AFTER):
        assert statistics.lesson_facts(db, WHOLE) == expected
        mine = statistics.period(WEDNESDAY, WEDNESDAY, own.id)
        assert statistics.lesson_facts(db, mine) == [*expected[:2], expected[3]]
    row = CourseFacts(course, "K3", "Kurs K3", "municipal", "A2", TUESDAY)
    assert statistics.course_facts(db, WHOLE) == [
        CourseFacts(other, "K2", "Kurs K2", "municipal", "", TUESDAY),
        row,
    ]
    assert statistics.course_facts(db, mine) == [row]


def test_marks_count_in_lessons_that_were_held(kept: SmallTown, db: Db) -> None:
    course = add_course(db, kept, "K2")
    first, second, ahead = lessons(
        db, course, [(MIDNIGHT + at, MIDNIGHT + at + 60) for at in (600, 500, 701)]
    )
    anna, berta, cora = (add_person(db, name) for name in ("Anna", "Berta", "Cora"))
    stay, other = enrol_plainly(db, course, anna), enrol_plainly(db, course, berta, status="left")
    enrol_plainly(db, course, cora, status="waiting")
    enrol_plainly(db, add_course(db, kept, "K3"), cora)
    for lesson, enrolment, mark in (
        *((first, stay, "X"), (second, stay, "E"), (first, other, "X"), (second, other, "X")),
        *((ahead, stay, "X"), (kept.lessons[0], stay, "X")),
    ):
        db.add(AttendanceMark(lesson_id=lesson, enrolment_id=enrolment, mark=mark))
    db.flush()
    with clock.pinned(AFTER):
        found = statistics.presence_facts(db, WHOLE)
    assert found == [
        PresenceFacts(anna, course, second, stay, "E"),
        PresenceFacts(anna, course, first, stay, "X"),
        PresenceFacts(berta, course, second, other, "X"),
        PresenceFacts(berta, course, first, other, "X"),
    ]
    assert statistics.attended(found) == {anna: {first}, berta: {first, second}}
    assert statistics.enrolled_facts(db, WHOLE) == [(anna, course), (berta, course)]


def test_people_with_where_they_lived_on_a_day(db: Db) -> None:
    anna, berta, cora, dora = (add_person(db, name) for name in ("Anna", "Berta", "Cora", "Dora"))
    row = by_id(db, Person, anna)
    row.birth_date, row.gender = date(1990, 1, 1), "female"
    by_id(db, Person, cora).address_restricted = True
    for person, day, place in (
        *((anna, WEDNESDAY + DAY, "Später"), (anna, WEDNESDAY, "Plauen"), (anna, TUESDAY, "Adorf")),
        *((berta, WEDNESDAY + 2 * DAY, "Viel später"), (berta, WEDNESDAY + DAY, "Oelsnitz")),
        (cora, TUESDAY, "Geheim"),
    ):
        db.add(PersonAddress(person_id=person, valid_from=day, municipality=place))
    db.flush()
    assert statistics.person_facts(db, {anna, berta, cora, dora}, WEDNESDAY) == {
        anna: PersonFacts(anna, date(1990, 1, 1), "female", "Plauen"),
        berta: PersonFacts(berta, None, "unknown", "Oelsnitz"),
        cora: PersonFacts(cora, None, "unknown", ""),
        dora: PersonFacts(dora, None, "unknown", ""),
    }
    assert set(statistics.person_facts(db, {anna}, WEDNESDAY)) == {anna}
