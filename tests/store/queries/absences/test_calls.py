"""Whom to call and how: routes, tries, what somebody knows, each to the minute."""

from datetime import date

from kursplaner.domain.absences import Absence, AbsenceCall
from kursplaner.domain.childcare import ChildcarePlace, ChildcareSlot, ChildcareSlotCarer
from kursplaner.domain.courses import LessonPerson
from kursplaner.domain.people import ContactLog, ContactRoute, Guardianship
from kursplaner.domain.rides.rides import Stop
from kursplaner.store.queries.absences import calls
from kursplaner.store.queries.absences.calls import CallRow, ContactCard, LogRow
from kursplaner.store.queries.people.people import RouteRow
from kursplaner.store.records import by_id
from kursplaner.store.session import Db
from tests.planning.small_town import SmallTown, add_course, add_person
from tests.store.queries.written import MIDNIGHT, lessons, slots, written


def test_a_card_has_the_routes_in_their_order(kept: SmallTown, db: Db) -> None:
    born = date(1990, 5, 1)
    rima = add_person(db, "Haddad", languages="ar", birth_date=born, address_restricted=True)
    bare, other = add_person(db, "Ohne"), add_person(db, "Fremd")
    for position, value in ((2, "zwei"), (1, "eins"), (2, "auch zwei")):
        row = ContactRoute(person_id=rima, position=position, kind="phone", value=value)
        row.language, row.note = "de", "abends"
        written(db, row)
    written(db, ContactRoute(person_id=other, kind="phone", value="fremd"))
    assert calls.contact_cards(db, [rima, bare]) == {
        rima: ContactCard(
            *(rima, "Haddad, Had", "ar", True, born),
            tuple(RouteRow("phone", value, "de", "abends")
                  for value in ("eins", "zwei", "auch zwei")),
        ),
        bare: ContactCard(bare, "Ohne, Ohn", "", restricted=False, birth_date=None, routes=()),
    }  # fmt: skip
    assert calls.contact_cards(db, []) == {}


def test_children_of_the_adults_asked_for(kept: SmallTown, db: Db) -> None:
    first, second, small, big, others = (add_person(db, name) for name in "abcde")
    for child, adult in ((big, first), (small, first), (others, second)):
        written(db, Guardianship(child_id=child, adult_id=adult))
    assert calls.children_of(db, [first, small]) == {first: (big, small)}


def test_calls_of_one_absence(kept: SmallTown, db: Db) -> None:
    person = add_person(db, "Anna")
    keys = written(
        db,
        *(Absence(kind="day", starts=1, ends=2, reason="ill", reported_at=0) for _ in range(2)),
    )
    for key, note in zip(keys, ("eins", "zwei"), strict=True):
        row = AbsenceCall(absence_id=key, person_id=person, result="reached", answer="comes")
        row.at, row.note = 7, note
        written(db, row)
    assert calls.calls_of(db, keys[0]) == {person: CallRow(person, "reached", "comes", 7, "eins")}


def test_tries_newest_first_and_the_last_that_told_anything(kept: SmallTown, db: Db) -> None:
    anna, bea = add_person(db, "Anna"), add_person(db, "Bea")
    for at, result in ((5, "reached"), (9, "open"), (9, "mailbox"), (1, "reached")):
        written(db, ContactLog(person_id=anna, at=at, route=f"r{at}", result=result, note="n"))
    written(db, ContactLog(person_id=bea, at=99, route="b", result="open"))
    newest = [
        LogRow(9, "r9", "mailbox", "n"),
        LogRow(9, "r9", "open", "n"),
        LogRow(5, "r5", "reached", "n"),
        LogRow(1, "r1", "reached", "n"),
    ]
    assert calls.contact_log(db, anna) == newest
    assert calls.contact_log(db, anna, 2) == newest[:2]
    for at in (2, 3, 4):
        written(db, ContactLog(person_id=anna, at=at, route="x", result="open"))
    assert [row.at for row in calls.contact_log(db, anna)] == [9, 9, 5, 4, 3, 2]
    assert calls.last_told(db, [anna, bea]) == {anna: newest[0]}


def test_which_children_a_carer_knows(kept: SmallTown, db: Db) -> None:
    carer, child, other, away = (add_person(db, name) for name in "abcd")
    past, now, cancelled = slots(db, [(MIDNIGHT, MIDNIGHT + 60), (MIDNIGHT + 99, MIDNIGHT + 100),
                                      (MIDNIGHT, MIDNIGHT + 60)])  # fmt: skip
    by_id(db, ChildcareSlot, cancelled).status = "cancelled"
    for slot, person in ((past, child), (now, other), (cancelled, away)):
        written(
            db,
            ChildcareSlotCarer(slot_id=slot, person_id=carer),
            ChildcarePlace(slot_id=slot, child_id=person),
        )
    everybody = [child, other, away]
    assert calls.known_children(db, everybody, MIDNIGHT + 99) == {carer: frozenset({child})}
    assert calls.known_children(db, everybody, MIDNIGHT + 100) == {carer: frozenset({child, other})}
    assert calls.known_children(db, [other], MIDNIGHT + 99) == {}


def test_who_taught_a_course_before(kept: SmallTown, db: Db) -> None:
    course, other = add_course(db, kept, "K2"), add_course(db, kept, "K3")
    some = [add_person(db, name) for name in "abcd"]
    rows = [
        *lessons(db, course, [(MIDNIGHT, MIDNIGHT + 60), (MIDNIGHT + 99, MIDNIGHT + 100)]),
        *lessons(db, course, [(MIDNIGHT, MIDNIGHT + 60)], status="cancelled"),
        *lessons(db, other, [(MIDNIGHT, MIDNIGHT + 60)]),
    ]
    for lesson, person in zip(rows, some, strict=True):
        written(db, LessonPerson(lesson_id=lesson, person_id=person))
    assert calls.teachers_before(db, course, MIDNIGHT) == frozenset()
    assert calls.teachers_before(db, course, MIDNIGHT + 99) == {some[0]}
    assert calls.teachers_before(db, course, MIDNIGHT + 100) == {*some[:2]}


def test_villages_with_a_stop_in_use(kept: SmallTown, db: Db) -> None:
    for name, place in (("1", "Triebel"), ("2", "bad Elster"), ("3", "Triebel"), ("4", "")):
        written(db, Stop(name=name, municipality=place))
    written(db, Stop(name="5", municipality="Ende", ended_on=date(2027, 1, 1)))
    assert calls.municipalities(db) == ("bad Elster", "Triebel")
