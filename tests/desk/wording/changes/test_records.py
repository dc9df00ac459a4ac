"""Lines of changed rows, made by hand, in one small town that is only read."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from kursplaner.basics.spans import minute_of
from kursplaner.desk.wording.changes.lines import lines_of, summary_of
from kursplaner.desk.wording.changes.records import LessonChange, moment
from kursplaner.store.journal.rehearsal import RowChange
from kursplaner.store.queries.lessons.touched import TouchedPeople
from tests.planning.small_town import NINE, NOW, TUESDAY, SmallTown, build
from tests.towns import passing

AT = minute_of(TUESDAY, NINE)
THEN: dict[str, Any] = {"starts": AT, "ends": AT + 150}
LATER: dict[str, Any] = {"starts": AT + 30, "ends": AT + 180}
HEAD = "Kurs K1: Di 02.03. 9:00–11:30"


@pytest.fixture(scope="module")
def town() -> Iterator[SmallTown]:
    with passing(build, NOW) as made:
        yield made


def told(town: SmallTown, *changes: RowChange, hidden: bool = False) -> list[str]:
    with town.workspace.read() as db:
        return lines_of(db, changes, hidden=hidden)


def lesson(town: SmallTown, before: dict[str, Any], after: dict[str, Any]) -> RowChange:
    plain: dict[str, Any] = {
        "course_id": town.course,
        "room_id": town.rooms["A"],
        "status": "planned",
        **THEN,
    }
    return RowChange("lesson", town.lessons[0], plain | before, plain | after)


def works(town: SmallTown, before: str | None, after: str | None, at: int = 0) -> RowChange:
    rows: list[Any] = [
        {"lesson_id": town.lessons[at], "person_id": town.people[name]} if name else None
        for name in (before, after)
    ]
    return RowChange("lesson_person", 50, rows[0], rows[1])


def test_a_lesson_is_told_with_what_differs(town: SmallTown) -> None:
    rooms = town.rooms
    for before, after, says in (
        ({}, {}, []),
        ({}, LATER, [f"{HEAD} → 9:30–12:00"]),
        ({}, {"ends": AT + 151}, [f"{HEAD} → 9:00–11:31"]),
        ({}, {"room_id": rooms["B"]}, [f"{HEAD}, A → B"]),
        ({"room_id": None}, {}, [f"{HEAD}, ohne Raum → A"]),
        ({}, {"room_id": 999}, [f"{HEAD}, A → room 999"]),
        ({}, {"status": "cancelled", "cancel_reason": "snow"}, [f"{HEAD} fällt aus (Schnee)"]),
        (LATER, {"status": "cancelled"}, ["Kurs K1: Di 02.03. 9:30–12:00 fällt aus"]),
        ({"status": "cancelled"}, {}, [f"{HEAD} findet wieder statt"]),
        ({"status": "cancelled"}, {"status": "cancelled"}, []),
        ({"course_id": 99}, {}, [f"{HEAD}, jetzt Kurs K1"]),
    ):
        assert told(town, lesson(town, before, after)) == says, (before, after)


def test_a_lesson_that_comes_or_goes(town: SmallTown) -> None:
    row = {"course_id": town.course, "room_id": None, "status": "planned", **THEN}
    new = RowChange("lesson", 70, None, row)
    assert told(town, new) == ["Kurs K1: neuer Termin Di 02.03. 9:00–11:30, ohne Raum"]
    more = RowChange("lesson", 70, None, row | {"makeup_for_id": 1, "room_id": town.rooms["B"]})
    assert told(town, more) == ["Kurs K1: Ersatztermin Di 02.03. 9:00–11:30, B"]
    assert told(town, RowChange("lesson", 70, row, None)) == [f"{HEAD} fällt aus"]
    unknown = RowChange("lesson", 70, None, row | {"course_id": 99})
    assert told(town, unknown)[0].startswith("Kurs: neuer Termin")


def test_who_begins_and_who_ceases_stand_in_pairs(town: SmallTown) -> None:
    same = lesson(town, {}, {})
    assert told(town, same, works(town, "Seidel", "Vogel")) == [f"{HEAD}, V. Vogel statt S. Seidel"]
    assert told(town, same, works(town, None, "Vogel")) == [f"{HEAD}, mit V. Vogel"]
    assert told(town, same, works(town, "Seidel", None)) == [f"{HEAD}, ohne S. Seidel"]
    more = (works(town, "Seidel", "Vogel"), works(town, None, "Roth"))
    assert told(town, same, *more) == [f"{HEAD}, V. Vogel statt S. Seidel, mit R. Roth"]
    less = (works(town, "Seidel", "Roth"), works(town, "Vogel", None))
    assert told(town, same, *less) == [f"{HEAD}, R. Roth statt S. Seidel, ohne V. Vogel"]
    kept = (works(town, "Seidel", None), works(town, None, "Seidel"))
    assert told(town, same, *kept) == []
    assert told(town, same, works(town, "Seidel", "Vogel", at=1)) == []
    assert told(town, same, works(town, "Seidel", "Vogel"), hidden=True) == [
        f"{HEAD}, V. V. statt S. S."
    ]


def slot(town: SmallTown, before: dict[str, Any] | None, after: dict[str, Any] | None) -> RowChange:
    plain: dict[str, Any] = {"room_id": town.rooms["side"], "status": "planned", **THEN}
    rows = [None if row is None else plain | row for row in (before, after)]
    return RowChange("childcare_slot", town.slots[0], rows[0], rows[1])


def place(before: int | None, after: int | None) -> RowChange:
    rows: list[Any] = [None if row is None else {"slot_id": row} for row in (before, after)]
    return RowChange("childcare_place", 80, rows[0], rows[1])


def test_childcare_is_told_where_it_changes_for_itself(town: SmallTown) -> None:
    head = "Betreuung zu Kurs K1: Di 02.03. 9:00–11:30"
    assert told(town, slot(town, {}, {})) == []
    assert told(town, slot(town, {}, LATER)) == [f"{head} → 9:30–12:00"]
    assert told(town, slot(town, {}, {"room_id": None})) == [f"{head}, side → ohne Raum"]
    assert told(town, slot(town, {}, {"status": "cancelled"})) == [f"{head} fällt aus"]
    assert told(town, slot(town, None, {})) == [
        "Betreuung zu Kurs K1: neu am Di 02.03. 9:00–11:30, side"
    ]
    carer: dict[str, Any] = {"slot_id": town.slots[0], "person_id": town.people["Roth"]}
    gone = RowChange("childcare_slot_carer", 60, carer, None)
    assert told(town, slot(town, {}, {}), gone) == [f"{head}, ohne R. Roth"]
    stranger = RowChange("childcare_slot", 99, slot(town, {}, {}).before, None)
    assert told(town, stranger) == ["Betreuung zu Kurs: Di 02.03. 9:00–11:30 fällt aus"]


def test_children_who_come_from_another_slot_are_counted(town: SmallTown) -> None:
    here, there = town.slots[:2]
    head = "Betreuung zu Kurs K1: Di 02.03. 9:00–11:30"
    same = slot(town, {}, {})
    assert told(town, same, place(there, here)) == [f"{head}, 1 Kind kommt"]
    assert told(town, same, place(there, here), place(there, here)) == [f"{head}, 2 Kinder kommen"]
    for stays in (place(here, here), place(here, there), place(None, here), place(here, None)):
        assert told(town, same, stays) == []


def test_what_goes_along_with_a_lesson_that_is_told_has_no_line(town: SmallTown) -> None:
    moved = lesson(town, {}, LATER)
    assert told(town, moved, slot(town, {}, LATER), ride(town, {}, LATER)) == [
        f"{HEAD} → 9:30–12:00"
    ]
    gone = lesson(town, {}, {"status": "cancelled"})
    ended = {"status": "cancelled"}
    assert told(town, gone, slot(town, {}, ended), ride(town, {}, ended)) == [f"{HEAD} fällt aus"]
    other = lesson(town, {}, {"room_id": town.rooms["B"]})
    assert len(told(town, other, slot(town, {}, LATER), ride(town, {}, LATER))) == 3


def ride(town: SmallTown, before: dict[str, Any] | None, after: dict[str, Any] | None) -> RowChange:
    plain: dict[str, Any] = {
        "direction": "out",
        "vehicle_id": town.vehicle,
        "driver_id": town.people["driver"],
        "status": "planned",
        **THEN,
    }
    rows = [None if row is None else plain | row for row in (before, after)]
    return RowChange("ride", town.rides[0], rows[0], rows[1])


def test_a_ride_is_told_with_vehicle_and_driver(town: SmallTown) -> None:
    head = "Hinfahrt Kurs K1: Di 02.03. 9:00–11:30"
    vogel = town.people["Vogel"]
    for before, after, says in (
        ({}, {}, []),
        ({}, LATER, [f"{head} → 9:30–12:00"]),
        ({}, {"vehicle_id": None}, [f"{head}, Bus 1 → ohne Fahrzeug"]),
        ({}, {"driver_id": vogel}, [f"{head}, V. Vogel fährt statt W. Wolf"]),
        ({"driver_id": None}, {"driver_id": vogel}, [f"{head}, V. Vogel fährt"]),
        ({}, {"driver_id": None}, [f"{head}, niemand fährt"]),
        ({}, {"driver_id": 999}, [f"{head}, Person ohne Namen fährt statt W. Wolf"]),
        ({}, {"status": "cancelled"}, [f"{head} fällt aus"]),
        ({}, None, [f"{head} fällt aus"]),
        (None, {}, ["Hinfahrt Kurs K1: neu am Di 02.03. 9:00–11:30"]),
        ({"direction": "back"}, {"direction": "back", "driver_id": None}, None),
    ):
        found = told(town, ride(town, before, after))
        assert found == (says if says is not None else [f"Rück{head[3:]}, niemand fährt"])


def test_a_new_ride_is_named_by_its_new_lesson(town: SmallTown) -> None:
    row = ride(town, None, {}).after
    link = RowChange("ride_lesson", 1, None, {"ride_id": 90, "lesson_id": town.lessons[1]})
    new = RowChange("ride", 90, None, row)
    assert told(town, new, link) == ["Hinfahrt Kurs K1: neu am Di 02.03. 9:00–11:30"]
    assert told(town, new) == ["Hinfahrt Kurs: neu am Di 02.03. 9:00–11:30"]
    gone = RowChange("ride_lesson", 1, link.after, None)
    assert told(town, new, gone) == ["Hinfahrt Kurs: neu am Di 02.03. 9:00–11:30"]
    child = RowChange("childcare_slot_lesson", 1, None, {"slot_id": 90, "lesson_id": 1})
    care = RowChange("childcare_slot", 90, None, slot(town, None, {}).after)
    assert told(town, care, child)[0].startswith("Betreuung zu Kurs K1: neu am")


def test_lines_stand_by_time_lessons_before_childcare_before_rides(town: SmallTown) -> None:
    early = {"starts": AT - 60, "ends": AT}
    found = told(
        town,
        ride(town, {}, {"driver_id": None}),
        slot(town, {}, {"room_id": None}),
        lesson(town, {}, {"room_id": None}),
        RowChange("ride", town.rides[1], ride(town, early, {}).before, None),
    )
    assert [line.split()[0] for line in found] == ["Hinfahrt", "Kurs", "Betreuung", "Hinfahrt"]
    assert "8:00–9:00 fällt aus" in found[0]


def test_other_records_are_counted_by_kind(town: SmallTown) -> None:
    row: dict[str, Any] = {"id": 1, "note": "a"}
    changes = [
        RowChange("person", 1, row, row | {"note": "b"}),
        RowChange("enrolment", 1, row, row | {"note": "b"}),
        RowChange("enrolment", 2, row, row | {"note": "c"}),
        RowChange("enrolment", 3, None, row),
        RowChange("enrolment", 4, row, None),
        RowChange("enrolment", 5, row, row | {"version": 2}),
        RowChange("occupation", 1, row, None),
    ]
    assert told(town, *changes) == [
        "Anmeldung: 2 geändert, 1 neu, 1 gelöscht",
        "Person: 1 geändert",
    ]


def test_the_day_is_left_out_beside_the_same_day() -> None:
    span = (AT, AT + 150)
    assert moment(span) == "Di 02.03. 9:00–11:30"
    assert moment(span, beside=(AT - 100, AT)) == "9:00–11:30"
    assert moment(span, beside=(AT - 1440, AT)) == "Di 02.03. 9:00–11:30"


def test_a_row_knows_whether_it_is_new_moved_or_cancelled(town: SmallTown) -> None:
    change = LessonChange(lesson(town, {}, LATER))
    assert (change.new, change.moved, change.cancelled) == (False, True, False)
    assert (change.starts, change.rooms) == (AT, {town.rooms["A"]})
    both = LessonChange(lesson(town, {"room_id": None}, {"room_id": town.rooms["B"]}))
    assert (both.moved, both.rooms) == (False, {town.rooms["B"]})


NOBODY = TouchedPeople(*[frozenset[int]()] * 6)
CHILDREN = replace(NOBODY, children=frozenset({7, 8}))
ENDED = {"status": "cancelled"}


def test_what_is_changed_is_counted(town: SmallTown) -> None:
    moved, same = lesson(town, {}, LATER), lesson(town, {}, {})
    third = RowChange("lesson", 3, lesson(town, {}, {}).before, lesson(town, {}, LATER).after)
    gone, new = lesson(town, {}, ENDED), RowChange("lesson", 9, None, same.after)
    care, trip = slot(town, {}, LATER), ride(town, {}, LATER)
    no_care, no_trip = slot(town, {}, ENDED), ride(town, {}, ENDED)
    for changes, people, says in (
        ((), CHILDREN, "Nichts ändert sich."),
        ((same,), NOBODY, "1 Termin, 1 Raum; 0 Personen betroffen."),
        ((moved,), NOBODY, "1 Termin, 1 Raum ziehen mit; 0 Personen betroffen."),
        ((lesson(town, {"room_id": None}, LATER | {"room_id": None}),), NOBODY, "zieht mit"),
        ((moved, care), CHILDREN, "1 Termin, 2 Räume, 2 Kinder ziehen mit; 2 Personen betroffen."),
        ((care,), CHILDREN, "1 Betreuungszeit, 2 Kinder; 2 Personen betroffen."),
        ((trip,), CHILDREN, "1 Fahrt; 2 Personen betroffen."),
        ((gone,), NOBODY, "1 Termin fällt aus; 0 Personen betroffen."),
        ((gone, care, trip), NOBODY, "1 Termin fällt aus; 0 Personen betroffen."),
        (
            (gone, no_care, no_trip),
            CHILDREN,
            "1 Termin fällt aus mit 1 Betreuungszeit, 2 Kindern und 1 Fahrt; 2 Personen betroffen.",
        ),
        ((gone, new, new), NOBODY, "1 Termin fällt aus, 2 Termine kommen dazu; 0 Personen"),
        ((new, moved), NOBODY, "1 Termin ändert sich, 1 Termin kommt dazu; 0 Personen"),
        ((gone, gone, moved, third), NOBODY, "2 Termine ändern sich, 2 Termine fallen aus; 0"),
    ):
        found = summary_of(changes, people)
        assert says in found, found
        assert found.startswith(says) or says == "zieht mit"
