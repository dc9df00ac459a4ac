"""What is noted of all that an absence sets and takes out: whose, when, why, and but once."""

from kursplaner.domain.absences import AbsenceEffect
from kursplaner.domain.attendance.marks import AttendanceMark
from kursplaner.domain.childcare import ChildcarePlace, ChildcareSlot
from kursplaner.domain.courses import Lesson
from kursplaner.domain.kinds import ActKind
from kursplaner.domain.rides.rides import Ride, RideSeat
from kursplaner.planning.absences.notes import sits_elsewhere
from kursplaner.store.records import by_id, find
from kursplaner.store.session import Db
from tests.planning.village_town import Village

Noted = tuple[str, int, str, int, str]


def noted(db: Db, person: int) -> list[Noted]:
    """Return (source, record, cause, begin, note) of what is out for somebody."""
    rows = find(db, AbsenceEffect, person_id=person)
    return sorted((r.source, r.record_id, r.cause, r.starts, r.note) for r in rows)


def at_home(oelsnitz: Village, name: str = "Rima") -> int:
    absence_id = oelsnitz.report("carer")
    oelsnitz.call(absence_id, name)
    oelsnitz.take_over(absence_id)
    return absence_id


def test_marks_places_and_seats_are_noted_with_their_begin_and_reason(oelsnitz: Village) -> None:
    absence_id = at_home(oelsnitz)
    town, key = oelsnitz.town, oelsnitz.enrolments["Rima"]
    with oelsnitz.workspace.read() as db:
        (mark,) = find(db, AttendanceMark, enrolment_id=key)
        places = find(db, ChildcarePlace, enrolment_id=key, slot_id=town.slots[0])
        seats = find(db, RideSeat, enrolment_id=key, ride_id=town.rides[:2])
        lesson, slot = by_id(db, Lesson, town.lessons[0]), by_id(db, ChildcareSlot, town.slots[0])
        why = ("excuse", "ausgefallen")
        wanted: list[Noted] = [("mark", mark.id, why[0], lesson.starts, "childcare_failed")]
        wanted += [("place", row.id, why[0], slot.starts, why[1]) for row in places]
        wanted += [
            ("seat", row.id, why[0], by_id(db, Ride, row.ride_id).starts, why[1]) for row in seats
        ]
        assert len(wanted) == 5
        assert noted(db, oelsnitz.people["Rima"]) == sorted(wanted)
        assert {row.absence_id for row in find(db, AbsenceEffect)} == {absence_id}


def test_a_seat_is_noted_but_once_and_for_the_last_reason(oelsnitz: Village) -> None:
    village = oelsnitz.report()
    oelsnitz.call_off(village)
    town, rima = oelsnitz.town, oelsnitz.people["Rima"]
    with oelsnitz.workspace.read() as db:
        before = noted(db, rima)
        assert [(source, cause) for source, _, cause, *_ in before] == [("seat", "called_off")] * 2
    with oelsnitz.workspace.fill() as db:
        for row in find(db, RideSeat, person_id=rima, ride_id=town.rides[:2]):
            row.result, row.result_reason = "open", ""
    at_home(oelsnitz)
    with oelsnitz.workspace.read() as db:
        seats = [row for row in noted(db, rima) if row[0] == "seat"]
        assert [(row[1], row[2], row[3]) for row in seats] == [
            (row[1], "excuse", row[3]) for row in before
        ]


def test_what_was_noted_goes_with_the_seat_into_another_ride(oelsnitz: Village) -> None:
    at_home(oelsnitz)
    town, rima = oelsnitz.town, oelsnitz.people["Rima"]
    with oelsnitz.workspace.change(ActKind.RIDE_CHANGED) as db:
        first, second = find(db, RideSeat, person_id=rima, ride_id=town.rides[:2])
        later = RideSeat(ride_id=town.rides[3], person_id=oelsnitz.people["Weiss"])
        db.add(later)
        db.flush()
        sits_elsewhere(db, first.id, later)
    with oelsnitz.workspace.read() as db:
        seats = [row for row in noted(db, rima) if row[0] == "seat"]
        starts = {key: by_id(db, Ride, key).starts for key in town.rides}
        assert {(row[1], row[3]) for row in seats} == {
            (later.id, starts[town.rides[3]]),
            (second.id, starts[town.rides[1]]),
        }
