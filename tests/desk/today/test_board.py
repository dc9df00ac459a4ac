"""The lanes of a day: what a bar says, where it lies, and who is counted now."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import minute_of, moment_of
from kursplaner.desk.today.board import (
    Day,
    DayBar,
    DayLane,
    HereNow,
    HouseList,
    RoomList,
    here_now,
    read_day,
)
from kursplaner.desk.today.drill import (
    evacuation_text,
    here_words,
    house_line,
    house_named,
    houses,
    only_house,
)
from kursplaner.domain.childcare import ChildcareSlot, ChildcareSlotCarer
from kursplaner.domain.courses import Course, Lesson
from kursplaner.domain.rides.rides import Ride, RideSeat, Vehicle
from kursplaner.domain.rooms import RoomBooking
from kursplaner.store.occupations import Claim, occupy, release
from kursplaner.store.records import by_id, find
from tests.towns import passing
from tests.ui.office import NOW, TODAY, Office, build

A2 = "A2 Alltag"


@pytest.fixture
def office() -> Iterator[Office]:
    with passing(build, NOW) as made:
        yield made


def day_of_town(office: Office, *, hidden: bool = False) -> Day:
    with office.workspace.read() as db:
        return read_day(db, TODAY, hidden=hidden)


def lane(day: Day, title: str) -> DayLane:
    return next(each for each in day.lanes if each.title == title)


def bar(day: Day, noun: str, key: int) -> DayBar:
    bars = (each for found in day.lanes for each in found.bars)
    return next(each for each in bars if (each.noun, each.id) == (noun, key))


def here(office: Office, minute: int) -> HereNow:
    with office.workspace.read() as db:
        moment = moment_of(minute_of(TODAY, minute))
        return here_now(db, read_day(db, TODAY), moment)


def change_lesson(office: Office, **values: object) -> int:
    key = office.lessons["A2-03"][0]
    with office.workspace.fill() as db:
        lesson = by_id(db, Lesson, key)
        for name, value in values.items():
            setattr(lesson, name, value)
    return key


def book(office: Office, room: str, starts: int, ends: int) -> None:
    """Book a room for something else."""
    with office.workspace.fill() as db:
        (booking,) = find(db, RoomBooking)
        release(db, "booking", [booking.id])
        booking.room_id, booking.starts, booking.ends = office.rooms[room], starts, ends
        db.flush()
        claim = Claim(booking.room_id, starts, ends, "booking", booking.id)
        occupy(db, [claim])


@pytest.mark.parametrize(
    ("title", "minutes", "says"),
    [
        ("A" * 14, 120, f"{'A' * 14} · 14 Personen"),
        ("A" * 15, 120, f"{'A' * 15} · 14"),
        ("A" * 14, 119, f"{'A' * 14} · 14"),
    ],
)
def test_a_short_bar_or_a_long_title_counts_without_a_noun(
    office: Office, title: str, minutes: int, says: str
) -> None:
    key = change_lesson(office, ends=minute_of(TODAY, 540 + minutes))
    with office.workspace.fill() as db:
        by_id(db, Course, office.courses["A2-03"]).title = title
    found = bar(day_of_town(office), "lesson", key)
    assert (found.text, found.starts, found.ends) == (says, 540, 540 + minutes)
    assert found.tip == f"{title}, 14 Personen, Seidel, Katrin"


def test_a_bar_lies_at_the_minutes_of_its_day_in_the_colour_of_its_course(office: Office) -> None:
    day = day_of_town(office)
    assert [
        (each.noun, each.starts, each.ends, each.colour) for each in lane(day, "Bus 1").bars
    ] == [
        ("ride", 470, 530, 1),
        ("ride", 705, 760, 1),
        ("ride", 965, 1005, 2),
        ("ride", 1165, 1205, 2),
    ]
    assert [(each.noun, each.starts, each.ends) for each in lane(day, "Nebenraum").bars] == [
        ("childcare", 525, 705),
        ("childcare", 1005, 1170),
    ]
    (council,) = lane(day, "Ratssaal").bars
    assert (council.noun, council.starts, council.ends) == ("booking", 1110, 1260)
    assert (council.text, council.colour) == ("Stadtrat", 3)


def test_what_is_not_assigned_is_said(office: Office) -> None:
    day = day_of_town(office)
    (library,) = lane(day, "Bibliothek").bars
    assert (library.text, library.tip) == ("Nachhilfe", "Nachhilfe, 0 Personen, ohne Lehrkraft")
    care = lane(day, "Nebenraum").bars
    assert [each.text for each in care] == [
        "3 Kinder · 1 Betreuungsperson",
        "2 Kinder · ohne Betreuungsperson",
    ]
    assert care[0].tip == f"3 Kinder · 1 Betreuungsperson, {A2}"
    rides = lane(day, "Bus 1").bars
    assert rides[0].tip == f"Hinfahrt {A2}, 4/8, Roth, Peter"
    assert rides[3].tip == "Rückfahrt B1 Abend, 4/8, niemand zum Fahren eingeteilt"


def test_hidden_names_of_who_teaches_and_drives_are_initials(office: Office) -> None:
    day = day_of_town(office, hidden=True)
    tips = " ".join(each.tip for found in day.lanes for each in found.bars)
    assert "Seidel" not in tips
    assert "Roth" not in tips
    assert "K. S." in tips
    assert "P. R." in tips


def test_what_has_no_room_or_vehicle_has_lanes_of_its_own(office: Office) -> None:
    change_lesson(office, room_id=None)
    with office.workspace.fill() as db:
        for ride in find(db, Ride):
            ride.vehicle_id = None
        for slot in find(db, ChildcareSlot):
            slot.room_id = None
    day = day_of_town(office)
    titles = [each.title for each in day.lanes if each.title]
    assert titles.count("Ohne Raum") == 2
    rides = lane(day, "Ohne Fahrzeug").bars
    assert [each.text for each in rides] == ["4", "4", "4", "4"]


def test_who_rides_in_no_vehicle_is_under_way_without_one(office: Office) -> None:
    with office.workspace.fill() as db:
        for ride in find(db, Ride):
            ride.vehicle_id = None
    (under_way,) = here(office, 480).vehicles
    assert (under_way.room, under_way.what) == ("Ohne Fahrzeug", "Hinfahrt")
    assert len(under_way.people) == 4
    assert under_way.staff == ("Roth, Peter",)


@pytest.mark.parametrize(("ends", "rows"), [(1020, 1), (1021, 2)])
def test_what_overlaps_lies_in_a_row_of_its_own_without_a_title(
    office: Office, ends: int, rows: int
) -> None:
    change_lesson(office, ends=minute_of(TODAY, ends))
    day = day_of_town(office)
    at = [each.title for each in day.lanes].index("Schulungsraum")
    assert (day.lanes[at + 1].title == "") == (rows == 2)
    found = [[each.ends for each in row.bars] for row in day.lanes[at : at + rows]]
    assert found == ([[ends, 1155]] if rows == 1 else [[ends], [1155]])


def test_a_booking_over_midnight_ends_with_the_day(office: Office) -> None:
    yesterday, tomorrow = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
    book(office, "Ratssaal", minute_of(yesterday, 1380), minute_of(tomorrow, 60))
    found = lane(day_of_town(office), "Ratssaal").bars[0]
    assert (found.noun, found.starts, found.ends) == ("booking", 0, 1440)


def test_a_cancelled_lesson_is_not_on_the_board(office: Office) -> None:
    key = change_lesson(office, status="cancelled", cancel_reason="other")
    day = day_of_town(office)
    assert key not in {lesson.id for lesson in day.lessons}
    assert "8:45" not in {each.text for found in day.lanes for each in found.bars}


@pytest.mark.parametrize(
    ("minute", "next_ride"), [(469, 470), (470, 705), (704, 705), (705, 965), (1165, None)]
)
def test_the_next_ride_is_the_one_that_has_not_left(
    office: Office, minute: int, next_ride: int | None
) -> None:
    assert here(office, minute).next_ride == next_ride


def test_free_places_follow_the_carers_who_are_there(office: Office) -> None:
    assert (here(office, 620).carers, here(office, 620).free_places) == (1, 1)
    with office.workspace.fill() as db:
        slot = min(find(db, ChildcareSlot), key=lambda each: each.starts)
        db.add(ChildcareSlotCarer(slot_id=slot.id, person_id=office.people["Jutta"]))
    two = here(office, 620)
    assert (two.carers, two.children) == (2, 3)
    assert two.free_places == 1 + office.workspace.settings.number("childcare.children_per_carer")
    with office.workspace.fill() as db:
        for row in find(db, ChildcareSlotCarer):
            db.delete(row)
    assert (here(office, 620).carers, here(office, 620).free_places) == (0, 0)


def test_children_who_wait_with_their_mother_are_no_adults(office: Office) -> None:
    before = here(office, 530)
    assert (before.adults, before.children) == (4, 3)
    with office.workspace.fill() as db:
        ride = min(find(db, Ride), key=lambda each: each.starts)
        sami = office.people["Sami"]
        db.add(
            RideSeat(
                ride_id=ride.id,
                person_id=sami,
                enrolment_id=office.enrolments["A2-03", "Rima"],
            )
        )
    assert here(office, 530).adults == 4


def test_rooms_stand_by_house_and_those_without_one_last(office: Office) -> None:
    change_lesson(office, room_id=None)
    found = here(office, 620)
    assert [(each.house, each.room) for each in found.rooms] == [
        ("Rathaus, Markt 1, Adorf/Vogtl.", "Nebenraum"),
        ("Haus nicht eingetragen", "Ohne Raum"),
    ]
    assert found.rooms[0].staff == ("Lehmann, Anke",)
    assert found.rooms[0].everybody[0] == "Lehmann, Anke"
    assert found.rooms[1].everybody[0] == "Seidel, Katrin"


def test_the_list_as_text_names_houses_rooms_and_those_under_way(office: Office) -> None:
    lines = evacuation_text(here(office, 480), moment_of(minute_of(TODAY, 485))).split("\n")
    assert lines[:2] == ["Räumungsliste, 8:05 Uhr", here_words(here(office, 480))]
    at = lines.index("Unterwegs, nicht im Haus:")
    assert lines[at + 2] == "Bus 1, Hinfahrt: 5 Personen"
    assert lines[at + 3] == "- Roth, Peter"
    within = evacuation_text(here(office, 620), NOW)
    assert "Unterwegs" not in within


def people(count: int, start: int = 0) -> tuple[str, ...]:
    return tuple(f"Nr {number}" for number in range(start, start + count))


rooms = st.builds(
    RoomList,
    room=st.just("Raum"),
    what=st.just("Kurs"),
    staff=st.integers(0, 3).map(people),
    people=st.integers(0, 5).map(people),
    house=st.sampled_from(["A", "B", ""]),
    unclear=st.booleans(),
)


@given(st.lists(rooms, max_size=6))
def test_everybody_is_counted_in_exactly_one_house(found: list[RoomList]) -> None:
    expected = sum(len(each.everybody) for each in found if each.unclear)
    now = HereNow(0, 0, 0, expected, 0, 0, 0, None, tuple(found))
    sure = sum(len(each.everybody) for each in found) - expected
    assert [each.title for each in now.houses] == list(dict.fromkeys(room.house for room in found))
    assert sum(each.sure for each in now.houses) == sure
    assert sum(each.unclear for each in now.houses) == expected
    words = here_words(now)
    assert words.startswith(f"{sure} Person")
    assert ("Häusern" in words) == (len(now.houses) > 1)
    assert ("erwartet" in words) == (expected > 0)


def test_a_house_counts_the_sure_and_the_expected_apart() -> None:
    unclear = RoomList("Raum", "Kurs", (), people(1), "A", unclear=True)
    sure = RoomList("Raum", "Kurs", people(1), people(1), "A")
    assert house_line(HouseList("A", (sure,))) == "A: 2 Personen"
    assert house_line(HouseList("A", (sure, unclear))) == "A: 2 Personen, 1 Kind erwartet"


def test_one_house_says_what_is_not_on_its_list() -> None:
    unclear = RoomList("Raum", "Kurs", (), people(2), "A", unclear=True)
    found = (RoomList("Raum", "Kurs", people(1), people(3), "A"), unclear,
             RoomList("Saal", "Kurs", people(1), (), "B"))  # fmt: skip
    ride = RoomList("Bus 1", "Hinfahrt", people(1), people(2))
    now = HereNow(0, 0, 0, 2, 0, 0, 3, None, found, (ride,))
    assert here_words(now) == "5 Personen in 2 Häusern, 2 Kinder erwartet"
    alone = only_house(now, "A")
    assert [room.house for room in alone.rooms] == ["A", "A"]
    assert alone.vehicles == (ride,)
    assert here_words(alone) == (
        "4 Personen im Haus, 2 Kinder erwartet;"
        " nicht auf dieser Liste: 1 Person in einem anderen Haus"
    )
    empty = only_house(now, "C")
    assert here_words(empty) == (
        "0 Personen im Haus; nicht auf dieser Liste: 7 Personen in 2 anderen Häusern"
    )


def test_a_house_is_asked_for_by_its_name_or_whole(office: Office) -> None:
    now = here(office, 620)
    with office.workspace.read() as db:
        there = houses(db, now)
        assert "Rathaus, Markt 1, Adorf/Vogtl." in there
        for name in ("rathaus", "Rath", "Rathaus, Markt 1, Adorf/Vogtl."):
            assert house_named(db, now, name) == "Rathaus, Markt 1, Adorf/Vogtl."
        for name in ("Schloss", ""):
            with pytest.raises(Refused, match="site_name_unknown"):
                house_named(db, now, name)


def test_a_vehicle_without_known_seats_says_only_how_many_ride(office: Office) -> None:
    with office.workspace.fill() as db:
        by_id(db, Vehicle, office.vehicle).seats = 1
    texts = [each.text for each in lane(day_of_town(office), "Bus 1").bars]
    assert texts == ["4", "4", "4", "4"]
