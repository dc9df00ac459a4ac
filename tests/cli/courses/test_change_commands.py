import json
from collections.abc import Callable
from typing import Any

import pytest

from kursplaner.basics.errors import Refused
from kursplaner.cli.courses.weekly import weekly_time
from kursplaner.domain.weekly_times import CourseTime
from tests.cli.conftest import DRAFT, Town
from tests.cli.schema import faults

SECOND = (
    DRAFT.replace("27-A1", "27-A2")
    .replace('["tue", "thu"]', '["mon", "wed"]')
    .replace("12\n", "8\n")
)


def lessons(town: Town, number: str = "27-A1") -> list[dict[str, Any]]:
    text = town.run("course", "show", town.path, number, "--json").output
    return list(json.loads(text)["lessons"])


def people(town: Town, number: str) -> list[tuple[int, str]]:
    text = town.run("course", "show", town.path, number, "--json").output
    return [(person["id"], person["status"]) for person in json.loads(text)["people"]]


@pytest.fixture
def two(course: Callable[[], Town]) -> Town:
    town = course()
    added = town.add_course(SECOND)
    assert added.exit_code == 0, added.output
    for number, person in (("27-A1", town.ids.mother), ("27-A2", town.ids.father)):
        result = town.run("enrol", town.path, "--course", number, "--person", person)
        assert result.exit_code == 0, result.output
    return town


def test_other_times_for_two_weeks_and_back_by_one_undo(course: Callable[[], Town]) -> None:
    town = course()
    before = lessons(town)
    days = ("--from", "2027-02-02", "--to", "04.02.2027")
    result = town.run("times", town.path, "27-A1", *days, "--time", "Di 10:00-11:30", "--make-up")
    assert result.exit_code == 0, result.output
    assert "Di 02.02.2027, 9:00–11:15 → Di 02.02.2027, 10:00–11:30" in result.output
    assert "es fehlt 1 UE" in result.output
    assert "Am Ende kommt 1 Termin dazu (1 UE)" in result.output
    assert len(lessons(town)) == len(before) + 1
    assert "Zeiten geändert" in town.run("undo", town.path).output
    assert lessons(town) == before


def test_other_times_in_json(course: Callable[[], Town]) -> None:
    town = course()
    asked = ("--from", "2027-02-02", "--to", "2027-02-28", "--shift", 30, "--dry-run", "--json")
    result = town.run("times", town.path, "27-A1", *asked)
    value = json.loads(result.output)
    assert faults("times", value) == []
    assert (len(value["lessons"]), value["stored"]) == (4, False)
    assert {lesson["starts"] for lesson in lessons(town)} == {"09:00"}


def test_merge_takes_people_and_cancels_the_rest(two: Town) -> None:
    shown = two.run("merge", two.path, "27-A2", "27-A1", "--from", "2027-02-04", "--dry-run")
    assert shown.exit_code == 0, shown.output
    assert "wechselt ab Do 04.02. von 27-A2 nach 27-A1: Dvořák, Jan." in shown.output
    assert "nichts gespeichert" in shown.output
    assert people(two, "27-A1") == [(two.ids.mother, "enrolled")]
    result = two.run("merge", two.path, "27-A2", "27-A1", "--from", "2027-02-04", "--json")
    assert result.exit_code == 0, result.output
    value = json.loads(result.output)
    assert faults("merge", value) == []
    assert value["stored"]
    found = dict(people(two, "27-A1"))
    assert found == {two.ids.mother: "enrolled", two.ids.father: "enrolled"}
    assert dict(people(two, "27-A2")) == {two.ids.father: "left"}
    cancelled = [lesson for lesson in lessons(two, "27-A2") if lesson["status"] == "cancelled"]
    assert [lesson["id"] for lesson in cancelled] == value["cancelled"]
    undone = two.run("undo", two.path)
    assert "Kurse zusammengelegt" in undone.output
    assert dict(people(two, "27-A2")) == {two.ids.father: "enrolled"}


def test_a_full_course_stops_a_merge_until_it_has_more_places(two: Town) -> None:
    two.add_course(DRAFT.replace("27-A1", "27-A3").replace("capacity = 12", "capacity = 1"))
    two.run("enrol", two.path, "--course", "27-A3", "--person", two.ids.mother)
    asked = ("27-A2", "27-A3", "--from", "2027-02-02")
    full = two.run("merge", two.path, *asked)
    assert full.exit_code == 3, full.output
    assert people(two, "27-A3") == [(two.ids.mother, "enrolled")]
    more = two.run("merge", two.path, *asked, "--capacity", 2)
    assert more.exit_code == 0, more.output


def test_split_plans_a_new_course_for_the_chosen(two: Town) -> None:
    two.run("enrol", two.path, "--course", "27-A1", "--person", two.ids.father)
    asked = ("27-A1", "--from", "2027-02-04", "--person", two.ids.father)
    times = ("--time", "Di 14:00-16:15", "--time", "thu 14:00-16:15")
    shown = two.run("split", two.path, *asked, *times)
    assert shown.exit_code == 0, shown.output
    assert "nach 27-A1-2: Dvořák, Jan." in shown.output
    assert "Di und Do 14:00–16:15" in shown.output
    assert people(two, "27-A1-2") == [(two.ids.father, "enrolled")]
    assert {lesson["starts"] for lesson in lessons(two, "27-A1-2")} == {"14:00"}
    assert two.run("check", two.path).exit_code == 0
    assert "Kurs geteilt" in two.run("undo", two.path).output
    again = two.run("split", two.path, *asked, *times, "--dry-run", "--json")
    value = json.loads(again.output)
    assert faults("split", value) == []
    assert value["id"] is None


@pytest.mark.parametrize(
    ("args", "code", "says"),
    [
        (("times", "27-A1", "--from", "2027-02-02", "--to", "2027-02-04"), 4, "keine andere Zeit"),
        (
            ("times", "27-A1", "--from", "2027-02-02", "--to", "2027-02-04", "--time", "heute"),
            2,
            "keine Wochenzeit",
        ),
        (("times", "27-A9", "--from", "2027-02-02", "--to", "2027-02-04"), 4, "27-A9"),
        (("merge", "27-A1", "27-A1", "--from", "2027-02-02"), 4, "nicht mit sich selbst"),
        (("merge", "27-A2", "27-A1", "--from", "2027-01-02"), 4, "ist vorbei"),
        (("split", "27-A1", "--from", "2027-02-02"), 4, "niemand ausgewählt"),
    ],
)
def test_what_is_refused(two: Town, args: tuple[str, ...], code: int, says: str) -> None:
    command, *rest = args
    result = two.run(command, two.path, *rest)
    assert result.exit_code == code, result.output
    assert says in result.output


@pytest.mark.parametrize(
    "text", ["Di 10:00-12:00", "tue 10:00 – 12:00", "Dienstag 10:00 bis 12:00"]
)
def test_a_weekly_time_is_read(text: str) -> None:
    assert weekly_time(text) == CourseTime(1, 600, 720)


@pytest.mark.parametrize("text", ["", "Di", "Xy 10:00-12:00", "Di 10:00"])
def test_other_texts_are_no_weekly_time(text: str) -> None:
    with pytest.raises(Refused, match="weekly_time_unreadable"):
        weekly_time(text)


def test_minutes_that_are_none_are_refused_in_german(course: Callable[[], Town]) -> None:
    town = course()
    days = ("--from", "2027-02-02", "--to", "2027-02-28")
    result = town.run("times", town.path, "27-A1", *days, "--shift", "x")
    assert result.exit_code == 2
    assert "„x“ ist keine Zahl von Minuten" in result.output
