from collections.abc import Iterator
from datetime import timedelta

import pytest

from kursplaner.basics.spans import moment_of
from kursplaner.desk.printing.moment import evacuation_sheet_of
from kursplaner.desk.today.board import here_now, read_day
from kursplaner.desk.today.drill import evacuation_text
from kursplaner.desk.today.things_to_do import Matter, ToDo, Weight, things_to_do
from kursplaner.domain.attendance.marks import AttendanceMark
from kursplaner.domain.courses import Lesson
from kursplaner.domain.families import ChildWish
from kursplaner.domain.kinds import ActKind, ConflictKind, LeaveReason
from kursplaner.domain.rides.rides import RideSeat
from kursplaner.domain.rooms import Room, Site
from kursplaner.domain.town import PrintedSheet
from kursplaner.planning.attendance import entering
from kursplaner.planning.attendance.entering import MarkEntry
from kursplaner.planning.conflicts import finding
from kursplaner.planning.enrolments import enrolling, leaving
from kursplaner.planning.enrolments.wishes import EnrolDraft
from kursplaner.planning.people.families import ChildDraft, FamilyDraft, PersonDraft, add_family
from kursplaner.store.records import by_id, find
from tests.towns import passing
from tests.ui.office import NOW, TODAY, Office, build


@pytest.fixture
def office() -> Iterator[Office]:
    with passing(build, NOW) as made:
        yield made


def things(office: Office, *, hidden: bool = False) -> list[ToDo]:
    with office.workspace.read() as db:
        return things_to_do(db, read_day(db, TODAY), NOW, hidden=hidden)


def titles(office: Office, matter: Matter) -> list[str]:
    return [entry.title for entry in things(office) if entry.matter is matter]


def test_the_lanes_hold_rooms_then_childcare_then_vehicles(office: Office) -> None:
    with office.workspace.read() as db:
        day = read_day(db, TODAY)
    assert [lane.title for lane in day.lanes] == [
        "Schulungsraum",
        "Bibliothek",
        "Ratssaal",
        "Nebenraum",
        "Bus 1",
    ]
    assert [bar.text for bar in day.lanes[0].bars] == [
        "A2 Alltag · 14 Personen",
        "B1 Abend · 6 Personen",
    ]
    assert day.lanes[-1].bars[0].text == "4/8"


def test_who_is_here_now(office: Office) -> None:
    with office.workspace.change(ActKind.ATTENDANCE_MARKED) as db:
        enrolment = office.enrolments["A2-03", "Rima"]
        lesson = office.lessons["A2-03"][0]
        db.add(AttendanceMark(enrolment_id=enrolment, lesson_id=lesson, mark="E"))
    with office.workspace.read() as db:
        here = here_now(db, read_day(db, TODAY), NOW)
    assert (here.adults, here.excused) == (13, 1)
    assert (here.children, here.carers, here.free_places) == (3, 1, 1)
    assert (here.underway, here.next_ride) == (0, 705)
    text = evacuation_text(here, NOW)
    assert "Schulungsraum, A2 Alltag: 14 Personen" in text
    assert "- Haddad, Sami" in text
    assert "Haddad" not in evacuation_text(here, NOW, hidden=True)


def test_who_rides_now_and_whom_nobody_collected_yet_are_on_the_list(office: Office) -> None:
    with office.workspace.read() as db:
        day = read_day(db, TODAY)
        ride = day.rides[0]
        here = here_now(db, day, moment_of(ride.starts))
        (vehicle,) = here.vehicles
        assert len(vehicle.people) == here.underway == ride.taken
        assert vehicle.staff == ((ride.driver,) if ride.driver else ())
        text = evacuation_text(here, moment_of(ride.starts))
        assert "Unterwegs, nicht im Haus:" in text
        slot = day.slots[0]
        late = here_now(db, day, moment_of(slot.ends + 20))
        assert late.children == 3
        found = things_to_do(db, day, moment_of(slot.ends + 20))
    (left,) = (entry for entry in found if entry.matter is Matter.CHILDCARE)
    assert left.title == "3 Kinder nicht abgeholt eingetragen"
    assert left.target == {"day": TODAY, "slot_id": slot.slot_id}


def test_left_and_back_on_one_day_is_one_person_everywhere(office: Office) -> None:
    course, rima = office.courses["A2-03"], office.people["Rima"]
    for _ in range(2):
        with office.workspace.change(ActKind.LEFT_COURSE) as db:
            plan = leaving.propose_leave(db, course, rima, TODAY, LeaveReason.WORK)
            leaving.apply_leave(db, plan)
        with office.workspace.change(ActKind.ENROLLED) as db:
            enrolling.apply(db, enrolling.propose_enrol(db, EnrolDraft(course, rima)))
    with office.workspace.read() as db:
        here = here_now(db, read_day(db, TODAY), NOW)
    assert (here.adults, here.excused, here.children) == (14, 0, 3)
    assert evacuation_text(here, NOW).count("- Haddad, Rima") == 1
    sheet = evacuation_sheet_of(office.workspace.settings, here, NOW)
    assert [name for room in sheet.rooms for name in room.names].count("Haddad, Rima") == 1
    assert sheet.count == "19 Personen im Haus"


def test_a_child_enrolled_into_the_running_lesson_is_on_the_list(office: Office) -> None:
    family = FamilyDraft(
        adult=PersonDraft(family_name="Neu", given_name="Nadja"),
        children=(ChildDraft(person=PersonDraft("Neu", given_name="Kim")),),
    )
    with office.workspace.change(ActKind.ENROLLED) as db:
        adult, children = add_family(db, family)
        wish = ChildWish(children[0], rides=False)
        draft = EnrolDraft(office.courses["A2-03"], adult, (wish,), accept="kommt mit")
        enrolling.apply(db, enrolling.propose_enrol(db, draft))
    with office.workspace.read() as db:
        here = here_now(db, read_day(db, TODAY), NOW)
    assert (here.adults, here.children, here.expected) == (15, 3, 1)
    (unclear,) = (room for room in here.rooms if room.unclear)
    assert (unclear.room, unclear.people) == ("Nebenraum", ("Neu, Kim",))
    text = evacuation_text(here, NOW)
    assert "20 Personen im Haus, 1 Kind erwartet" in text
    assert text.count("- Neu, Kim") == 1
    sheet = evacuation_sheet_of(office.workspace.settings, here, NOW)
    assert any("noch nicht als gebracht" in room.title for room in sheet.rooms if room.names)


def test_houses_stand_apart_with_their_sums(office: Office) -> None:
    with office.workspace.fill() as db:
        site = Site(name="Rathaus", street="Ring 9", municipality="Oelsnitz")
        db.add(site)
        db.flush()
        by_id(db, Room, office.rooms["Nebenraum"]).site_id = site.id
    with office.workspace.read() as db:
        here = here_now(db, read_day(db, TODAY), NOW)
    assert [(house.title, house.sure) for house in here.houses] == [
        ("Rathaus, Markt 1, Adorf/Vogtl.", 15),
        ("Rathaus, Ring 9, Oelsnitz", 4),
    ]
    text = evacuation_text(here, NOW)
    assert "19 Personen in 2 Häusern" in text
    assert "Rathaus, Ring 9, Oelsnitz: 4 Personen" in text
    sheet = evacuation_sheet_of(office.workspace.settings, here, NOW)
    assert sheet.count == "19 Personen in 2 Häusern"
    assert [room.house.partition(":")[0] for room in sheet.rooms] == [h.title for h in here.houses]


def test_who_came_by_bus_and_who_waits_for_it_stand_with_the_house(office: Office) -> None:
    with office.workspace.read() as db:
        day = read_day(db, TODAY)
        before = here_now(db, day, NOW.replace(hour=8, minute=50))
        after = here_now(db, day, NOW.replace(hour=11, minute=35))
    rima = office.people["Rima"]
    arrived = [room for room in before.rooms if room.waits]
    assert [(room.room, room.what, len(room.people)) for room in arrived] == [
        ("Vor dem Termin im Haus", "A2 Alltag ab 9:00 Uhr, Schulungsraum", 4)
    ]
    assert before.rooms[-1] is arrived[0]
    assert (before.adults, before.children, before.underway) == (4, 3, 0)
    (house,) = before.houses
    assert (house.title, house.sure) == ("Rathaus, Markt 1, Adorf/Vogtl.", 8)
    text = evacuation_text(before, NOW.replace(hour=8, minute=50))
    assert "Vor dem Termin im Haus, A2 Alltag ab 9:00 Uhr, Schulungsraum: 4 Personen" in text
    (waiting,) = (room for room in after.rooms if room.waits)
    assert (waiting.room, waiting.what) == (
        "Nach dem Termin im Haus",
        "A2 Alltag, Rückfahrt 11:45 Uhr",
    )
    assert "Haddad, Rima" in waiting.people
    sheet = evacuation_sheet_of(office.workspace.settings, after, NOW)
    (room,) = (room for room in sheet.rooms if "Nach dem Termin" in room.title)
    assert (room.under_way, room.house) == (False, "Rathaus, Markt 1, Adorf/Vogtl.: 8 Personen")
    with office.workspace.fill() as db:
        for seat in find(db, RideSeat, person_id=rima):
            seat.result = "no_show"
    with office.workspace.read() as db:
        before = here_now(db, read_day(db, TODAY), NOW.replace(hour=8, minute=50))
    assert before.adults == 3


def test_who_left_early_leaves_the_list_then(office: Office) -> None:
    entry = MarkEntry("X", enrolment_id=office.enrolments["A2-03", "Rima"], left_at=615)
    with office.workspace.change(ActKind.ATTENDANCE_MARKED) as db:
        entering.mark(db, office.lessons["A2-03"][0], [entry])
    with office.workspace.read() as db:
        day = read_day(db, TODAY)
        before = here_now(db, day, NOW.replace(minute=14))
        here = here_now(db, day, NOW.replace(minute=15))
        later = [here_now(db, day, NOW.replace(hour=11, minute=at)) for at in (35, 50)]
    assert (before.adults, before.excused) == (14, 0)
    assert (here.adults, here.excused, here.children) == (13, 1, 3)
    assert "- Haddad, Rima" in evacuation_text(before, NOW)
    for moment in (here, *later):
        assert "- Haddad, Rima" not in evacuation_text(moment, NOW)
        assert "- Haddad, Sami" in evacuation_text(moment, NOW)


def test_a_lesson_without_a_room_keeps_its_people_on_the_list(office: Office) -> None:
    with office.workspace.fill() as db:
        by_id(db, Lesson, office.lessons["A2-03"][0]).room_id = None
    with office.workspace.read() as db:
        here = here_now(db, read_day(db, TODAY), NOW)
    assert here.houses[-1].title == "Haus nicht eingetragen"
    assert here.houses[-1].sure == 15
    assert "Ohne Raum, A2 Alltag: 15 Personen" in evacuation_text(here, NOW)


def test_what_is_missing_today_presses_most(office: Office) -> None:
    found = things(office)
    assert found[0].weight is Weight.NOW
    weights = [list(Weight).index(entry.weight) for entry in found]
    assert weights == sorted(weights)
    missing = titles(office, Matter.MISSING)
    assert "Lehrkraft für Nachhilfe fehlt" in missing
    assert "Betreuungsperson für Kinderbetreuung zu B1 Abend fehlt" in missing
    assert "Fahrer:in für Fahrt zu B1 Abend fehlt" in missing
    assert "Hin- und Rückfahrt zu A2 Alltag fehlen" in missing


def test_attendance_of_two_lessons_is_one_thing_to_do(office: Office) -> None:
    (found,) = (entry for entry in things(office) if entry.matter is Matter.ATTENDANCE)
    assert found.title == "Anwesenheit an 2 Terminen fehlt"
    assert found.place == "courses"
    assert found.target["course_id"] == office.courses["A1-07"]


def test_credentials_waiting_list_and_seats(office: Office) -> None:
    assert titles(office, Matter.CREDENTIAL) == [
        "Führerscheinkontrolle ist seit Sa 20.02. abgelaufen",
        "Erweitertes Führungszeugnis läuft am Mo 15.03. ab",
    ]
    assert titles(office, Matter.WAITING) == ["1 Wartende:r kann nachrücken: A1.1 Frauen"]
    assert titles(office, Matter.UNSERVED) == ["Kein Platz im Fahrzeug für Jana D."]


def test_who_has_no_seat_stands_there_once(office: Office) -> None:
    with office.workspace.read() as db:
        lacks = finding.find(db, TODAY, TODAY, {ConflictKind.RIDE_MISSING})
    people = {
        subject.id for found in lacks for subject in found.subjects if subject.noun == "person"
    }
    assert people == {office.people["Jana"]}
    told = [
        entry.title for entry in things(office) if "A2 Alltag" in f"{entry.title} {entry.sentence}"
    ]
    assert sum("Jana" in title for title in told) == 1
    assert sum("fahrt" in title for title in told) == 1


def test_hidden_names_stay_hidden(office: Office) -> None:
    words = " ".join(f"{entry.title} {entry.sentence}" for entry in things(office, hidden=True))
    assert "Roth" not in words
    assert "Jana" not in words
    assert "P. R., Fahrdienst" in words


def test_printed_lists_leave_the_list(office: Office) -> None:
    assert titles(office, Matter.PRINT) == ["7 Listen für heute sind nicht gedruckt"]
    with office.workspace.change(ActKind.SHEETS_PRINTED) as db:
        for number, course in enumerate(("A2-03", "B1-01")):
            db.add(
                PrintedSheet(
                    code=f"c{number}",
                    kind="attendance",
                    course_id=office.courses[course],
                    first_day=TODAY - timedelta(days=1),
                    last_day=TODAY,
                    printed_at=0,
                    fingerprint="",
                    layout="simple",
                )
            )
    assert titles(office, Matter.PRINT) == ["5 Listen für heute sind nicht gedruckt"]


def test_what_a_changed_fact_breaks_stands_in_one_line(office: Office) -> None:
    with office.workspace.fill() as db:
        room = by_id(db, Room, office.rooms["Schulungsraum"])
        room.capacity = 2
    (found,) = (entry for entry in things(office) if entry.kind == ConflictKind.ROOM_CAPACITY)
    assert found.title == "Schulungsraum: Raum zu klein"
    assert (found.place, found.verb, found.weight) == ("conflicts", "Prüfen", Weight.NOW)
    with office.workspace.change(ActKind.CONFLICT_ACCEPTED) as db:
        crowded = finding.find(db, TODAY, kinds=[ConflictKind.ROOM_CAPACITY])
        finding.accept(db, crowded, "Stühle von nebenan")
    assert not [entry for entry in things(office) if entry.kind == ConflictKind.ROOM_CAPACITY]
