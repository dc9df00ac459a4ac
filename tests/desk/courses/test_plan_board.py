"""A planned course as the window shows it, from plans made by hand."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from kursplaner.desk.courses import plan_board as board
from kursplaner.desk.courses.plan_board import Alternative, ServiceRow, SkippedGroup
from kursplaner.domain.conflicts.obstacles import Against, Choice, Obstacle, soft
from kursplaner.domain.kinds import Direction, SkipReason
from kursplaner.planning.lessons.dates import SkippedDay
from kursplaner.planning.rides.plan import RidePlan

DAY = date(2027, 3, 2)
NEXT = DAY + timedelta(days=2)
OPEN = "Die Termine werden ohne angelegt (ungeplant)."


def lesson(
    room: int | None = 1, teacher: int | None = 7, minutes: int = 135, *, shortened: bool = False
) -> Any:
    times = {"starts": 540, "ends": 690, "teaching_minutes": minutes, "shortened": shortened}
    return SimpleNamespace(**times, room_id=room, teacher_id=teacher)


def choice(key: int, name: str, *against: Against, free: int = 2, **facts: object) -> Choice:
    return Choice(key, name, free, 2, against, facts)


def plan(**facts: Any) -> Any:
    plain: dict[str, Any] = {
        "lessons": (lesson(), lesson()),
        "draft": SimpleNamespace(unit_minutes=45),
        "first_day": DAY,
        "last_day": NEXT,
        "reserve_weeks": 0,
        "childcare": None,
        "rides": None,
        "questions": (),
        "enrolled": (),
        "skipped": (),
        "land": "SN",
        "room": None,
        "rooms": (),
        "teacher": None,
        "teachers": (),
        "hard": (),
    }
    return SimpleNamespace(**(plain | facts))


def hard(noun: str, day: date, key: int | None = None) -> Any:
    """Return a conflict of the room or teacher of a lesson, or of somebody else."""
    number = key or {"room": 1, "person": 7}[noun]
    return SimpleNamespace(day=day, subjects=(SimpleNamespace(noun=noun, id=number),))


def row(key: str, found: Any, *, hidden: bool = False) -> ServiceRow:
    (service,) = (row for row in board.service_rows(found, hidden=hidden) if row.key == key)
    return service


def test_the_size_of_a_course_and_of_its_lessons() -> None:
    assert board.headline(plan()) == ("2 Termine, 6 UE", "Di 02.03.2027 bis Do 04.03.2027")
    assert board.lesson_line(plan()) == "3 UE je Termin, 15 Minuten Pause"
    assert board.lesson_line(plan(lessons=(lesson(minutes=150),))) == "3,33 UE je Termin"
    assert board.reserve_text(plan()) == ""
    assert board.reserve_text(plan(reserve_weeks=1)) == "1 Woche Reserve"
    assert board.reserve_text(plan(reserve_weeks=10)) == "10 Wochen Reserve"


def test_days_of_different_length_are_told_from_the_shortest_to_the_longest() -> None:
    rows = (lesson(), lesson(minutes=90), lesson(minutes=45, shortened=True))
    assert board.lesson_line(plan(lessons=rows)).startswith("2 bis 3 UE je Termin")


def test_who_is_asked_again_is_counted() -> None:
    assert board.counts(plan(questions=(1, 2), enrolled=(1,))) == (
        "2 Termine, 1 Person, 2 erneut zu fragen"
    )


def test_only_what_there_is_is_counted() -> None:
    assert board.counts(plan(lessons=(lesson(),))) == "1 Termin"
    care, trips = SimpleNamespace(slots=(1,)), SimpleNamespace(rides=(1, 2))
    assert board.counts(plan(childcare=care, rides=trips, enrolled=(1,))) == (
        "2 Termine, 1 Betreuung, 2 Fahrten, 1 Person"
    )
    assert board.counts(plan(childcare=SimpleNamespace(slots=(1, 2)))) == (
        "2 Termine, 2 Betreuungen"
    )


def test_days_left_out_stand_together_by_their_reason() -> None:
    winter = [
        SkippedDay(date(2027, 2, day), SkipReason.SCHOOL_HOLIDAY, "Winterferien") for day in (9, 16)
    ]
    beyond = SkippedDay(date(1990, 2, 9), SkipReason.SCHOOL_HOLIDAY, "Ferien")
    by_hand = SkippedDay(DAY, SkipReason.BY_HAND, "egal")
    nameless = SkippedDay(NEXT, SkipReason.CLOSING_DAY, "")
    found = board.skipped_groups(plan(skipped=(*winter, beyond, by_hand, nameless)))
    assert found == (
        SkippedGroup("Winterferien, 08.02.–19.02.", (date(2027, 2, 9), date(2027, 2, 16))),
        SkippedGroup("Ferien", (date(1990, 2, 9),)),
        SkippedGroup("Von Hand ausgelassen", (DAY,)),
        SkippedGroup("Schließtag", (NEXT,)),
    )


def test_the_room_says_how_far_it_is_free_and_what_it_has() -> None:
    hall = choice(1, "Saal", capacity=12, accessible=True, site="Rathaus")
    other = choice(2, "Halle")
    found = row("room", plan(room=hall, rooms=(hall, other)))
    alternative = Alternative("room", 2, "Halle", "frei an allen Terminen", "good")
    note = "12 Plätze, barrierefrei, Rathaus"
    assert found == ServiceRow(
        "room", "door-open", "Raum", "Saal", "2 von 2 frei", "good", note, (alternative,)
    )
    usual = choice(1, "Saal", soft(Obstacle.OTHER_PURPOSE), soft(Obstacle.BUSY), usual=True)
    assert row("room", plan(room=usual)).note.startswith("wie zuletzt, ")
    assert "belegt" not in row("room", plan(room=usual)).note
    bare = choice(1, "Saal")
    assert row("room", plan(room=bare)).note == ""


@pytest.mark.parametrize(
    ("rooms", "clashes", "pill", "tone"),
    [
        ((1, 1), (), "2 von 2 frei", "good"),
        ((1, None), (), "1 von 2 frei", "warning"),
        ((1, 1), (hard("room", DAY), hard("room", DAY)), "1 von 2 frei", "warning"),
        ((1, 1), (hard("person", DAY),), "2 von 2 frei", "good"),
        ((1, 1), (hard("room", DAY), hard("room", NEXT)), "0 von 2 frei", "bad"),
    ],
)
def test_days_on_which_a_room_is_taken_count_against_it(
    rooms: tuple[int | None, ...], clashes: tuple[Any, ...], pill: str, tone: str
) -> None:
    lessons = tuple(lesson(room) for room in rooms)
    found = row("room", plan(room=choice(1, "Saal"), lessons=lessons, hard=clashes))
    assert (found.pill, found.tone) == (pill, tone)


def test_without_a_room_or_teacher_it_is_open() -> None:
    other = choice(2, "Halle")
    found = board.service_rows(plan(rooms=(other,), teachers=(choice(8, "Vogel, Eva"),)))
    assert found == (
        ServiceRow(
            *("room", "door-open", "Raum", "Kein Raum frei", "offen", "warning", OPEN),
            (Alternative("room", 2, "Halle", "frei an allen Terminen", "good"),),
        ),
        ServiceRow(
            *("teacher", "presentation", "Lehrkraft", "Niemand frei", "offen", "warning", OPEN),
            (Alternative("teacher", 8, "Eva V.", "frei an allen Terminen", "good"),),
        ),
    )


def test_the_teacher_says_what_is_against_her() -> None:
    seidel, vogel = choice(7, "Seidel, Anna"), choice(8, "Vogel, Eva")
    found = row("teacher", plan(teacher=seidel, teachers=(seidel, vogel)))
    assert found == ServiceRow(
        *("teacher", "presentation", "Lehrkraft", "Anna S.", "2 von 2 frei", "good"),
        "zu allen Terminen da",
        (Alternative("teacher", 8, "Eva V.", "frei an allen Terminen", "good"),),
    )
    hidden = row("teacher", plan(teacher=seidel, teachers=(seidel, vogel)), hidden=True)
    assert (hidden.title, hidden.alternatives[0].name) == ("A. S.", "E. V.")
    gladly = row("teacher", plan(teacher=choice(7, "Seidel, Anna", wished=True)))
    assert gladly.note == "arbeitet dann am liebsten"
    busy = choice(7, "Seidel, Anna", soft(Obstacle.BUSY), usual=True)
    lessons = (lesson(), lesson(teacher=8))
    some = row("teacher", plan(teacher=busy, lessons=lessons, hard=(hard("person", DAY),)))
    assert (some.note, some.pill) == ("unterrichtete zuletzt; belegt", "0 von 2 frei")
    guest = plan(teacher=busy, lessons=lessons, hard=(hard("person", DAY, 55),))
    assert row("teacher", guest).pill == "1 von 2 frei"


def care(**facts: Any) -> Any:
    slots = tuple(SimpleNamespace(starts=525, ends=705) for _ in range(2))
    plain: dict[str, Any] = {
        "slots": slots,
        "room": choice(3, "Nebenraum"),
        "carers": (choice(4, "Roth, Ina", papers_until=NEXT), choice(5, "Lang, Ute")),
        "carer_choices": (choice(4, "Roth, Ina"), choice(6, "Kern, Pia")),
        "places": 5,
        "without_room": (),
        "short_of_carers": (),
    }
    return plan(childcare=SimpleNamespace(**(plain | facts)))


def test_childcare_names_carers_room_and_until_when_papers_hold() -> None:
    found = row("childcare", care())
    assert found == ServiceRow(
        *("childcare", "baby", "Betreuung", "Ina R., Ute L. in Nebenraum", "2 von 2 frei", "good"),
        "5 Plätze, 8:45–11:45, Nachweise bis 04.03.2027",
        (Alternative("carer", 6, "Pia K.", "frei an allen Terminen", "good"),),
    )
    hidden = row("childcare", care(), hidden=True)
    assert (hidden.title, hidden.alternatives[0].name) == ("I. R., U. L. in Nebenraum", "P. K.")
    later = choice(5, "Lang, Ute", papers_until=DAY)
    both = (choice(4, "Roth, Ina", papers_until=NEXT), later)
    assert row("childcare", care(carers=both)).note.endswith("Nachweise bis 02.03.2027")


def test_childcare_may_lack_people_or_a_room() -> None:
    nobody = row("childcare", care(carers=(), places=1))
    assert (nobody.title, nobody.note) == (
        "Nebenraum, noch niemand eingeteilt",
        "1 Platz, 8:45–11:45",
    )
    nowhere = row("childcare", care(carers=(), room=None, slots=()))
    assert (nowhere.title, nowhere.note) == ("Ohne Raum, noch niemand eingeteilt", "5 Plätze")
    assert row("childcare", care(room=None)).title == "Ina R., Ute L., ohne Raum"
    lacks = row("childcare", care(without_room=(0,), short_of_carers=(0,)))
    assert (lacks.pill, lacks.tone) == ("1 von 2 frei", "warning")
    none = row("childcare", care(without_room=(0,), short_of_carers=(1,)))
    assert (none.pill, none.tone) == ("0 von 2 frei", "bad")


def ride(direction: Direction, starts: int, ends: int, **more: Any) -> Any:
    plain: dict[str, Any] = {"lesson": 0, "vehicle_id": 1, "driver_id": 4, "seats": ()}
    return SimpleNamespace(direction=direction, starts=starts, ends=ends, **(plain | more))


def shuttle(**facts: Any) -> Any:
    plain: dict[str, Any] = {
        "rides": (
            ride(Direction.OUT, 480, 520, seats=(1, 2)),
            ride(Direction.OUT, 490, 530, seats=(3,)),
            ride(Direction.BACK, 700, 740),
            ride(Direction.BACK, 710, 750, driver_id=None),
            ride(Direction.OUT, 400, 600, lesson=1, vehicle_id=None),
        ),
        "tours": (
            SimpleNamespace(vehicle_id=1, driver_id=4),
            SimpleNamespace(vehicle_id=None, driver_id=None),
        ),
        "vehicles": (choice(1, "Bus 1"), choice(2, "Bus 2")),
        "drivers": (choice(4, "Wolf, Tim"), choice(5, "Berg, Jan")),
        "left_out": (),
        "reserved": False,
    }
    return plan(rides=RidePlan(**(plain | facts)))


def test_the_shuttle_names_vehicles_drivers_and_times() -> None:
    found = row("shuttle", shuttle())
    assert found == ServiceRow(
        *("shuttle", "bus", "Fahrdienst", "Bus 1, Tim W.", "3 von 5 frei", "warning"),
        "hin 8:50 da, zurück 11:40, 3 Personen",
        (
            Alternative("vehicle", 2, "Bus 2", "frei an allen Terminen", "good"),
            Alternative("driver", 5, "Jan B.", "frei an allen Terminen", "good"),
        ),
    )
    hidden = row("shuttle", shuttle(), hidden=True)
    assert (hidden.title, hidden.alternatives[1].name) == ("Bus 1, T. W.", "J. B.")
    assert row("shuttle", shuttle(reserved=True)).note == "reserviert, bis jemand mitfahren möchte"
    assert row("shuttle", shuttle(left_out=(1,))).note.endswith("3 Personen, 1 Person ohne Platz")
    assert row("shuttle", shuttle(rides=())).note == "0 Personen"
    none = row("shuttle", shuttle(tours=()))
    assert (none.title, none.pill, none.note) == ("Kein Fahrzeug frei", "offen", OPEN)
    assert [other.id for other in none.alternatives] == [1, 2, 4, 5]


@pytest.mark.parametrize(
    ("against", "free", "says", "tone"),
    [
        (soft(Obstacle.BUSY, (DAY,)), 1, "1 Termin belegt", "warning"),
        (soft(Obstacle.BUSY, (DAY, NEXT)), 0, "immer belegt", "bad"),
        (soft(Obstacle.BUSY), 0, "immer belegt", "bad"),
        (soft(Obstacle.CLOSED, (DAY,)), 1, "1 Termin gesperrt", "warning"),
        (soft(Obstacle.CLOSED), 0, "immer gesperrt", "bad"),
        (soft(Obstacle.TOO_SMALL, capacity=8), 2, "nur 8 Plätze", "bad"),
        (soft(Obstacle.NOT_AVAILABLE, (DAY,)), 1, "an 1 von 2 nicht da", "warning"),
        (soft(Obstacle.NOT_AVAILABLE), 0, "nie da", "bad"),
        (
            Against(Obstacle.NOT_AVAILABLE, facts={"weekday": 1, "from": 540, "until": 600}),
            1,
            "Di nur 9:00–10:00",
            "warning",
        ),
    ],
)
def test_what_is_most_against_a_choice(against: Against, free: int, says: str, tone: str) -> None:
    light = soft(Obstacle.OTHER_PURPOSE)
    assert board.short_reason(choice(1, "A", light, against, free=free)) == (says, tone)


def test_the_gravest_of_several_reasons_is_told() -> None:
    order = (Obstacle.NOT_AVAILABLE, Obstacle.CLOSED, Obstacle.BUSY)
    reasons = [soft(obstacle, (DAY,)) for obstacle in order]
    small = soft(Obstacle.TOO_SMALL, capacity=3)
    found = [board.short_reason(choice(1, "A", small, *reasons[:count])) for count in range(4)]
    assert found == [
        ("nur 3 Plätze", "bad"),
        ("an 1 von 2 nicht da", "warning"),
        ("1 Termin gesperrt", "warning"),
        ("1 Termin belegt", "warning"),
    ]


def test_when_a_choice_can_be_had_and_what_it_is_meant_for() -> None:
    assert board.free_on(choice(1, "A"), DAY)
    assert not board.free_on(choice(1, "A", free=0), DAY)
    busy = choice(1, "A", soft(Obstacle.BUSY, (DAY,)), soft(Obstacle.TOO_SMALL, capacity=1))
    assert (board.free_on(busy, DAY), board.free_on(busy, NEXT)) == (False, True)
    assert not board.free_on(choice(1, "A", soft(Obstacle.CLOSED)), DAY)
    assert not board.suits(busy)
    assert not board.suits(choice(1, "A", soft(Obstacle.OTHER_PURPOSE)))
    assert board.suits(choice(1, "A", soft(Obstacle.BUSY)))


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        (DAY, DAY, [(2027, 3)]),
        (date(2026, 11, 30), date(2027, 1, 1), [(2026, 11), (2026, 12), (2027, 1)]),
        (date(2026, 12, 1), date(2026, 12, 31), [(2026, 12)]),
    ],
)
def test_months_from_the_first_to_the_last_day(
    first: date, last: date, months: list[tuple[int, int]]
) -> None:
    assert board.months_of([last, first]) == months
