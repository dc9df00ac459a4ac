"""What presses and what can wait: the last day and minute at which each thing is told."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest

from kursplaner.basics import clock
from kursplaner.basics.spans import minute_of, moment_of
from kursplaner.desk.today.board import read_day
from kursplaner.desk.today.things_to_do import Matter, ToDo, Weight, things_to_do
from kursplaner.domain.courses import Lesson, LessonPerson
from kursplaner.domain.funding import Grant
from kursplaner.domain.kinds import AbsenceKind, ActKind, ClosureReason, ConflictKind
from kursplaner.domain.people import Closure, Credential
from kursplaner.domain.rides.rides import Vehicle
from kursplaner.domain.rooms import Room
from kursplaner.planning.absences import reporting
from kursplaner.planning.absences.reach import AbsenceDraft
from kursplaner.store.records import by_id, find
from tests.towns import passing
from tests.ui.office import NOW, TODAY, Office, build

DAY = timedelta(days=1)


@pytest.fixture
def office() -> Iterator[Office]:
    with passing(build, NOW) as made:
        yield made


def things(
    office: Office, matter: Matter, now: datetime = NOW, *, hidden: bool = False
) -> list[ToDo]:
    with clock.pinned(now), office.workspace.read() as db:
        found = things_to_do(db, read_day(db, now.date()), now, hidden=hidden)
    return [thing for thing in found if thing.matter is matter]


def on(minute: int) -> datetime:
    return moment_of(minute_of(TODAY, minute))


def credential(office: Office, until: date) -> list[ToDo]:
    with office.workspace.fill() as db:
        for row in find(db, Credential):
            row.valid_until = None
        db.add(Credential(resource_id=office.vehicle, kind="inspection", valid_until=until))
    return things(office, Matter.CREDENTIAL)


@pytest.mark.parametrize(
    ("days", "weight"),
    [
        (-1, Weight.NOW),
        (0, Weight.SOON),
        (30, Weight.SOON),
        (31, None),
    ],
)
def test_a_credential_is_told_thirty_days_ahead_and_presses_once_it_ran_out(
    office: Office, days: int, weight: Weight | None
) -> None:
    found = credential(office, TODAY + days * DAY)
    assert [thing.weight for thing in found] == ([weight] if weight else [])
    for thing in found:
        assert (thing.sentence, thing.place) == ("Bus 1", "rides")
        assert thing.target == {"vehicle_id": office.vehicle}


def test_a_credential_of_a_person_names_what_she_does(office: Office) -> None:
    found = things(office, Matter.CREDENTIAL)
    assert [thing.sentence for thing in found] == [
        "Roth, Peter, Fahrdienst",
        "Lehmann, Anke, Betreuungsperson",
    ]
    assert found[0].target == {"person_id": office.people["Peter"]}
    assert found[0].place == "people"


@pytest.mark.parametrize(("days", "count"), [(-1, 1), (30, 1), (31, 0)])
def test_a_proof_is_told_thirty_days_ahead(office: Office, days: int, count: int) -> None:
    with office.workspace.fill() as db:
        (grant,) = find(db, Grant)
        grant.proof_due_on = TODAY + days * DAY
    found = things(office, Matter.PROOF)
    assert len(found) == count
    for thing in found:
        assert thing.weight is Weight.WHENEVER
        assert thing.sentence == "DWK-Integration, DWK-2027-014"


@pytest.mark.parametrize(
    ("minute", "says"),
    [
        (620, "7 Listen für heute sind nicht gedruckt"),
        (689, "7 Listen für heute sind nicht gedruckt"),
        (690, "6 Listen für heute sind nicht gedruckt"),
        (705, "5 Listen für heute sind nicht gedruckt"),
        (1204, "1 Liste für heute ist nicht gedruckt"),
        (1205, ""),
    ],
)
def test_a_list_is_wanted_until_what_it_is_for_is_over(
    office: Office, minute: int, says: str
) -> None:
    found = things(office, Matter.PRINT, on(minute))
    assert [thing.title for thing in found] == ([says] if says else [])


def test_the_lists_that_are_not_printed_are_told_by_kind(office: Office) -> None:
    (found,) = things(office, Matter.PRINT, on(600))
    assert found.sentence == "2 Anwesenheitslisten, 2 Betreuungslisten, 3 Fahrtenblätter"
    assert (found.weight, found.target) == (Weight.SOON, {"day": TODAY})


def attendance(office: Office, minute: int) -> list[ToDo]:
    with office.workspace.fill() as db:
        for key in office.lessons["A1-07"]:
            by_id(db, Lesson, key).status = "cancelled"
    return things(office, Matter.ATTENDANCE, on(minute))


def test_attendance_is_missing_once_the_lesson_is_over(office: Office) -> None:
    assert attendance(office, 689) == []
    (found,) = attendance(office, 690)
    assert found.title == "Anwesenheit von heute fehlt"
    assert found.sentence == "A2 Alltag, 14 Personen"
    assert found.target == {
        "course_id": office.courses["A2-03"],
        "tab": "attendance",
        "lesson_id": office.lessons["A2-03"][0],
    }


@pytest.mark.parametrize(("days", "count"), [(14, 1), (15, 0)])
def test_attendance_of_the_last_two_weeks_is_asked_for(
    office: Office, days: int, count: int
) -> None:
    last = datetime(2027, 2, 22, 12, 0) + days * DAY
    found = things(office, Matter.ATTENDANCE, last)
    first = {thing.target["lesson_id"] for thing in found} & {office.lessons["A1-07"][0]}
    assert len(first) == count


def missing(office: Office, days: int) -> list[ToDo]:
    """Let only the teacher of one lesson be missing, some days from today."""
    key = office.lessons["NH-01"][0]
    with office.workspace.fill() as db:
        lesson = by_id(db, Lesson, key)
        for other in office.lessons["NH-01"][1:]:
            by_id(db, Lesson, other).status = "cancelled"
        lesson.starts += days * 1440
        lesson.ends += days * 1440
    found = things(office, Matter.MISSING)
    return [thing for thing in found if thing.kind == ConflictKind.NO_TEACHER]


@pytest.mark.parametrize(
    ("days", "weight", "says"),
    [
        (0, Weight.NOW, "Heute, 15:00–16:30"),
        (1, Weight.NOW, "Morgen, 15:00–16:30"),
        (2, Weight.SOON, "Do 04.03., 15:00–16:30"),
        (13, Weight.SOON, "Mo 15.03., 15:00–16:30"),
        (14, None, ""),
    ],
)
def test_what_is_missing_presses_until_tomorrow_and_is_told_two_weeks_ahead(
    office: Office, days: int, weight: Weight | None, says: str
) -> None:
    found = missing(office, days)
    assert [(thing.weight, thing.sentence) for thing in found] == (
        [(weight, says)] if weight else []
    )
    for thing in found:
        assert (thing.place, thing.verb) == ("calendar", "Einteilen")
        assert thing.target == {
            "day": TODAY + days * DAY,
            "lesson_id": office.lessons["NH-01"][0],
        }


def test_what_is_missing_on_several_days_is_one_line(office: Office) -> None:
    found = things(office, Matter.MISSING)
    (teacher,) = [thing for thing in found if thing.kind == ConflictKind.NO_TEACHER]
    assert teacher.sentence == "Heute und Di 09.03."
    (carer,) = [thing for thing in found if thing.kind == ConflictKind.CARER_MISSING]
    assert (carer.place, carer.target["day"]) == ("childcare", TODAY)
    assert "slot_id" in carer.target
    (driver,) = [thing for thing in found if thing.kind == ConflictKind.DRIVER_MISSING]
    assert (driver.place, driver.sentence) == ("rides", "Heute, 19:25–20:05")
    assert "ride_id" in driver.target


def test_what_is_over_is_not_missing_any_more(office: Office) -> None:
    kinds = [thing.kind for thing in things(office, Matter.MISSING, on(989))]
    assert ConflictKind.NO_TEACHER in kinds
    later = things(office, Matter.MISSING, on(990))
    (teacher,) = [thing for thing in later if thing.kind == ConflictKind.NO_TEACHER]
    assert teacher.sentence == "Di 09.03., 15:00–16:30"
    assert teacher.weight is Weight.SOON


def clash(office: Office) -> ToDo:
    """Let the teacher of the morning be ill: a hard conflict."""
    teacher = office.people["Katrin"]
    span = {"starts": minute_of(TODAY, 540), "ends": minute_of(TODAY, 700)}
    with office.workspace.fill() as db:
        db.add(Closure(resource_id=teacher, reason="ill", **span))
    (found,) = [
        thing for thing in things(office, Matter.CONFLICT) if thing.kind == ConflictKind.CLOSURE
    ]
    return found


def test_a_hard_conflict_leads_to_its_lesson(office: Office) -> None:
    found = clash(office)
    assert (found.weight, found.verb, found.place) == (Weight.NOW, "Lösen", "calendar")
    assert found.target == {"day": TODAY, "lesson_id": office.lessons["A2-03"][0]}


@pytest.mark.parametrize(("at", "weight"), [(0, Weight.NOW), (1, Weight.SOON)])
def test_a_room_too_small_presses_until_tomorrow(office: Office, at: int, weight: Weight) -> None:
    key = office.lessons["A2-03"][at]
    with office.workspace.fill() as db:
        for lesson in find(db, Lesson):
            if lesson.id != key:
                lesson.room_id = None
        by_id(db, Room, office.rooms["Schulungsraum"]).capacity = 13
    (found,) = [
        thing
        for thing in things(office, Matter.CONFLICT)
        if thing.kind == ConflictKind.ROOM_CAPACITY
    ]
    assert (found.weight, found.title) == (weight, "Schulungsraum: Raum zu klein")
    assert "zu Kurs „A2 Alltag“" in found.sentence


def test_a_room_too_small_on_several_days_is_one_line(office: Office) -> None:
    with office.workspace.fill() as db:
        by_id(db, Room, office.rooms["Schulungsraum"]).capacity = 13
    (found,) = [
        thing
        for thing in things(office, Matter.CONFLICT)
        if thing.kind == ConflictKind.ROOM_CAPACITY
    ]
    assert found.sentence == "Heute und Di 09.03."


def absent(office: Office, first: date, last: date, **values: object) -> int:
    usual: dict[str, object] = {"reason": ClosureReason.ILL, "resource_id": office.people["Anke"]}
    draft = AbsenceDraft(AbsenceKind.PERSON, first, last, **{**usual, **values})  # type: ignore[arg-type]
    with office.workspace.change(ActKind.ABSENCE_REPORTED) as db:
        return reporting.apply(db, reporting.propose(db, draft))


def test_calls_of_an_absence_are_open(office: Office) -> None:
    key = absent(office, TODAY, TODAY)
    (found,) = things(office, Matter.ABSENCE)
    assert (found.title, found.sentence) == (
        "1 Anruf ist offen",
        "Anke L. ist am Di 02.03. krank",
    )
    assert (found.weight, found.target) == (Weight.NOW, {"absence_id": key})
    (found,) = things(office, Matter.ABSENCE, hidden=True)
    assert found.sentence == "A. L. ist am Di 02.03. krank"


def test_a_vehicle_keeps_its_name(office: Office) -> None:
    draft = AbsenceDraft(
        AbsenceKind.VEHICLE, TODAY, TODAY, ClosureReason.REPAIR, resource_id=office.vehicle
    )
    with office.workspace.change(ActKind.ABSENCE_REPORTED) as db:
        reporting.apply(db, reporting.propose(db, draft))
    for hidden in (False, True):
        (found,) = things(office, Matter.ABSENCE, hidden=hidden)
        assert found.sentence == "Bus 1 fällt am Di 02.03. aus"
        assert found.title == "5 von 5 Anrufen sind offen"


def test_a_vehicle_of_another_day_has_nobody_to_call(office: Office) -> None:
    with office.workspace.fill() as db:
        assert by_id(db, Vehicle, office.vehicle).name == "Bus 1"
    day = TODAY + DAY
    absent(office, day, day, resource_id=office.people["Peter"])
    assert things(office, Matter.ABSENCE) == []


def test_a_lesson_with_its_teacher_is_not_missing_one(office: Office) -> None:
    with office.workspace.fill() as db:
        for key in office.lessons["NH-01"]:
            db.add(LessonPerson(lesson_id=key, person_id=office.people["Martin"]))
    kinds = [thing.kind for thing in things(office, Matter.MISSING)]
    assert ConflictKind.NO_TEACHER not in kinds
