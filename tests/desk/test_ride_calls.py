"""Whom to call about another time of the bus, with the sentence to say."""

from collections.abc import Iterator

import pytest

from kursplaner.basics.spans import minute_of
from kursplaner.desk.ride_calls import RideCall, ride_calls
from kursplaner.desk.today.follow_ups import follow_up_lines
from kursplaner.desk.wording import ride_changes as wording
from kursplaner.domain.kinds import ActKind
from kursplaner.domain.people import ContactRoute, Person
from kursplaner.planning.absences import other_times
from kursplaner.planning.absences.other_times import OtherTime, WayKey
from kursplaner.store.records import by_id
from tests.desk.wording.plain import faults
from tests.planning.absences.test_other_dates import move
from tests.planning.absences.test_other_times import LATER, board, with_neighbour
from tests.planning.riding_town import RidingTown, build_riding_town
from tests.planning.small_town import NOW, TUESDAY
from tests.towns import passing

NINE = minute_of(TUESDAY, 540)
WEEK = 7 * 1440


@pytest.fixture
def riding() -> Iterator[RidingTown]:
    with passing(build_riding_town, NOW) as made:
        yield made


def way(
    told: int, now: int, lesson: int = 1, direction: str = "out", place: str = "Ort"
) -> OtherTime:
    return OtherTime(WayKey(lesson, direction), told, now, place)


def calls(riding: RidingTown, *, hidden: bool = False) -> list[RideCall]:
    with riding.workspace.read() as db:
        return ride_calls(db, hidden=hidden)


@pytest.mark.parametrize(
    ("ways", "said"),
    [
        ([way(NINE, NINE - 5)], "Ihr Bus kommt am Di 02.03. um 8:55 statt 9:00 nach Ort."),
        ([way(NINE, NINE + 1440)], "Ihr Bus kommt am Mi 03.03. um 9:00 nach Ort."),
        ([way(NINE, NINE + 1, place="")], "Ihr Bus kommt am Di 02.03. um 9:01 statt 9:00."),
        (
            [way(NINE, NINE + 5, direction="back")],
            "Auf der Rückfahrt sind Sie am Di 02.03. um 9:05 statt 9:00 in Ort.",
        ),
        (
            [way(NINE, NINE + 5, direction="back", place="")],
            "Auf der Rückfahrt sind Sie am Di 02.03. um 9:05 statt 9:00 da.",
        ),
        (
            [way(NINE, NINE + 5), way(NINE + WEEK, NINE + WEEK + 5, 2)],
            "Ihr Bus kommt ab Di 02.03. (2 Fahrten) um 9:05 statt 9:00 nach Ort.",
        ),
        (
            [way(NINE, NINE + 5), way(NINE + WEEK, NINE + WEEK + 6, 2)],
            (
                "Ihr Bus kommt am Di 02.03. um 9:05 statt 9:00 nach Ort."
                " Ihr Bus kommt am Di 09.03. um 9:06 statt 9:00 nach Ort."
            ),
        ),
    ],
)
def test_each_other_time_is_said_once(ways: list[OtherTime], said: str) -> None:
    assert wording.time_sentence(ways) == said
    assert faults(said) == []


def test_a_number_stands_beside_the_name_unless_it_is_to_be_hidden(riding: RidingTown) -> None:
    neighbour = with_neighbour(riding)
    with riding.workspace.fill() as db:
        db.add(ContactRoute(person_id=neighbour, kind="email", value="n@example.org", position=1))
        db.add(ContactRoute(person_id=neighbour, kind="phone", value="0171 3920010", position=2))
    board(riding, "beyond")
    (call,) = calls(riding)
    assert (call.phone, call.name) == ("0171 3920010", "Nac Nachbar")
    assert call.text == f"Nac Nachbar anrufen (0171 3920010): „{call.sentence}“"
    (hidden,) = calls(riding, hidden=True)
    assert (hidden.phone, hidden.name) == ("", "N. N.")
    assert hidden.text == f"N. N. anrufen: „{call.sentence}“"
    with riding.workspace.fill() as db:
        by_id(db, Person, neighbour).address_restricted = True
    assert calls(riding)[0].phone == ""


def test_heute_lists_one_line_a_person_until_she_was_told(riding: RidingTown) -> None:
    neighbour = with_neighbour(riding)
    for day in (LATER, TUESDAY):
        board(riding, "beyond", day)
    with riding.workspace.read() as db:
        lines = [line for line in follow_up_lines(db, LATER) if line.to_call is not None]
        (call,) = ride_calls(db)
    (line,) = lines
    assert (line.to_call, line.text, line.course_id) == (neighbour, call.text, None)
    assert [way.now for way in call.ways] == sorted(way.now for way in call.ways)
    with riding.workspace.change(ActKind.FOLLOW_UP_DONE) as db:
        other_times.told(db, neighbour)
    with riding.workspace.read() as db:
        assert [line for line in follow_up_lines(db, LATER) if line.to_call is not None] == []


def test_heute_lists_calls_in_the_order_of_the_call_list(riding: RidingTown) -> None:
    with_neighbour(riding)
    move(riding, riding.town.lessons[0], 60)
    with riding.workspace.read() as db:
        listed = [call.person_id for call in ride_calls(db)]
        found = [line.to_call for line in follow_up_lines(db, LATER) if line.to_call is not None]
    assert len(found) > 2
    assert found == listed
