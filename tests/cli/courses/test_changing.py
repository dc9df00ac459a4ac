"""Other times, a merge and a split as the shell tells them, whole; nothing is stored."""

import json
from typing import Any

import pytest

from kursplaner.basics.errors import Refused
from kursplaner.cli.courses.weekly import WEEKLY, weekly_time
from kursplaner.domain.weekly_times import CourseTime
from tests.cli.conftest import DRAFT, Town

TIMES = ("27-A1", "--from", "2027-02-02", "--to", "2027-02-04")
OTHER = ("--time", "Di 10:00-11:30", "--make-up")
NOTHING = "Nur gezeigt, nichts gespeichert.\n"


def dry(town: Town, command: str, *args: object) -> str:
    result = town.run(command, town.path, *args, "--dry-run")
    assert result.exit_code == 0, result.output
    return result.output


def as_json(town: Town, command: str, *args: object) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(dry(town, command, *args, "--json"))
    return found


def test_other_times_are_told_whole(kept: Town) -> None:
    assert dry(kept, "times", *TIMES, *OTHER) == (
        "27-A1: Di 02.02.2027, 9:00–11:15 → Di 02.02.2027, 10:00–11:30\n"
        "1 Termin bekommt andere Zeiten; 1 Betreuungszeit zieht mit.\n"
        "In diesen Terminen 2 UE statt 3 UE; es fehlt 1 UE.\n"
        "Am Ende kommt 1 Termin dazu (1 UE): Di 02.03.2027, 9:00–9:45.\n"
        f"{NOTHING}"
    )
    assert as_json(kept, "times", *TIMES, *OTHER) == {
        "course": "27-A1",
        "first_day": "2027-02-02",
        "last_day": "2027-02-04",
        "lessons": [
            {
                "id": 1,
                "day": "2027-02-02",
                "starts_before": "09:00",
                "ends_before": "11:15",
                "starts": "10:00",
                "ends": "11:30",
                "minutes": 90,
            }
        ],
        "childcare": 1,
        "rides": 0,
        "minutes_before": 135,
        "minutes_after": 90,
        "unit_minutes": 45,
        "added": [
            {
                "id": None,
                "day": "2027-03-02",
                "starts": "09:00",
                "ends": "09:45",
                "minutes": 45,
            }
        ],
        "conflicts": [],
        "stored": False,
    }


def test_a_shift_goes_both_ways_and_a_unit_may_be_shorter(kept: Town) -> None:
    later = as_json(kept, "times", *TIMES, "--shift", "-30")["lessons"]
    assert [(lesson["starts"], lesson["ends"]) for lesson in later] == [("08:30", "10:45")] * 2
    short = as_json(kept, "times", *TIMES, "--unit", 30)
    assert [(lesson["starts"], lesson["ends"]) for lesson in short["lessons"]] == (
        [("09:00", "10:30")] * 2
    )


def test_a_stored_change_names_its_new_lessons(course: Any) -> None:
    town = course()
    told = json.loads(town.run("times", town.path, *TIMES, *OTHER, "--json").output)
    assert (told["stored"], [added["id"] for added in told["added"]]) == (True, [5])
    again = town.run("times", town.path, *TIMES, "--time", "Do 10:00-11:30")
    assert again.output.endswith("\n1 Termin geändert.\n")


def test_a_split_is_told_whole(kept: Town) -> None:
    times = ("--time", "Di 14:00-16:15", "--time", "Do 14:00-16:15")
    asked = ("27-A1", "--from", "2027-02-04", "--person", kept.ids.father, *times)
    assert dry(kept, "split", *asked) == (
        "1 Person wechselt ab Do 04.02. von 27-A1 nach 27-A1-2: Dvořák, Jan.\n"
        "In 27-A1 bleibt 1 Person.\n"
        "27-A1-2: 3 Termine, 9 UE, Di und Do 14:00–16:15, bis Do 25.02.2027.\n"
        "Raum Schulungsraum, Lehrkraft Wolf, Anna, Betreuung Richter, Bea.\n"
        "In der Liste von 27-A1 steht am ersten Termin danach W.\n"
        f"{NOTHING}"
    )
    more = ("--number", "X", "--title", "Neu", "--room", "Nebenraum", "--teacher", "Anna Wolf")
    assert as_json(kept, "split", *asked, *more[:4]) == {
        "course": "27-A1",
        "day": "2027-02-04",
        "id": None,
        "number": "X",
        "people": [kept.ids.father],
        "staying": 1,
        "lessons": [
            {"day": day, "starts": "14:00", "ends": "16:15"}
            for day in ("2027-02-04", "2027-02-23", "2027-02-25")
        ],
        "conflicts": [],
        "stored": False,
    }
    assert "\nRaum Nebenraum, Lehrkraft Wolf, Anna, " in dry(kept, "split", *asked, *more)


def test_a_split_is_stored_with_its_number(course: Any) -> None:
    town = course()
    for person in (town.ids.mother, town.ids.father):
        town.run("enrol", town.path, "--course", "27-A1", "--person", person)
    asked = ("27-A1", "--from", "2027-02-04", "--person", town.ids.father)
    done = town.run("split", town.path, *asked, "--time", "Mo 14:00-16:15")
    assert done.output.endswith("\nKurs 27-A1-2 angelegt (ID 2).\n")
    history = town.run("history", town.path).output
    assert "Kurs geteilt: Deutsch A1" in history


def test_a_merge_is_told_whole_and_stored(course: Any) -> None:
    town = course()
    second = DRAFT.replace("27-A1", "27-A2").replace('"tue", "thu"', '"mon", "wed"')
    second = second.replace("units = 12", "units = 6").replace("childcare = true", "")
    assert town.add_course(second).exit_code == 0
    town.run("enrol", town.path, "--course", "27-A2", "--person", town.ids.father)
    asked = ("27-A2", "27-A1", "--from", "2027-02-04")
    assert dry(town, "merge", *asked) == (
        "1 Person wechselt ab Do 04.02. von 27-A2 nach 27-A1: Dvořák, Jan.\n"
        "Von 27-A2 entfällt 1 Termin ab Do 04.02.; was war, bleibt.\n"
        "Noch geplant: 27-A2 3 UE, 27-A1 9 UE.\n"
        f"{NOTHING}"
    )
    assert as_json(town, "merge", *asked) == {
        "from": "27-A2",
        "into": "27-A1",
        "day": "2027-02-04",
        "people": [{"id": town.ids.father, "joins": "2027-02-04", "children": 0}],
        "already_there": [],
        "waiting": [],
        "cancelled": [6],
        "carers": 0,
        "childcare": 0,
        "rides": 0,
        "grants_differ": False,
        "conflicts": [],
        "stored": False,
    }
    done = town.run("merge", town.path, *asked)
    assert done.output.endswith("\nKurs 27-A2 geht in 27-A1 auf.\n")


@pytest.mark.parametrize(
    ("text", "weekday"),
    [
        ("mon 9:00-10:00", 0),
        ("Mo. 9:00 - 10:00", 0),
        ("sonntag 9:00–10:00", 6),
        ("SUN 9:00 bis 10:00", 6),
        ("Do 9:00-10:00", 3),
    ],
)
def test_weekdays_in_german_and_english(text: str, weekday: int) -> None:
    assert weekly_time(f" {text} ") == CourseTime(weekday, 540, 600)
    assert WEEKLY.convert(text, None, None) == CourseTime(weekday, 540, 600)


def test_a_weekly_time_stays_what_it_is_and_needs_clock_times() -> None:
    given = CourseTime(0, 540, 600)
    assert WEEKLY.convert(given, None, None) is given
    with pytest.raises(Refused, match="time_unreadable"):
        weekly_time("Mo 25:00-26:00")
