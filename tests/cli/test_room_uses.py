import json
from collections.abc import Callable

import pytest

from tests.cli.conftest import Town
from tests.cli.schema import faults


@pytest.fixture
def taught(course: Callable[[], Town]) -> Town:
    """A town with a course on Tuesdays and Thursdays, 9:00 to 11:15, in its only room."""
    return course()


ROOM = "Schulungsraum"


def uses(town: Town) -> list[dict[str, object]]:
    words = ("room", "list", town.path, "--room", ROOM, "--to", "2027-12-31")
    found: list[dict[str, object]] = json.loads(town.run(*words, "--json").output)
    assert faults("room-list", found) == []
    return found


def test_a_club_books_weekly_and_one_date_is_lifted(taught: Town) -> None:
    book = ("room", "book", taught.path, "--room", ROOM, "--title", "Chor")
    weekly = (*book, "--from", "2027-02-01", "--to", "2027-02-28", "--weekdays", "Mi, Fr")
    shown = taught.run(*weekly, "--between", "18-20", "--dry-run")
    assert "Chor: 8 Tage." in shown.output
    assert uses(taught) == []
    empty = taught.run("room", "list", taught.path, "--room", ROOM)
    assert (empty.exit_code, empty.output) == (0, "Nichts eingetragen.\n")
    assert taught.run(*weekly, "--between", "18-20", "--note", "hinten").exit_code == 0
    found = uses(taught)
    assert [use["first"] for use in found][:2] == ["2027-02-03", "2027-02-05"]
    assert (found[0]["starts"], found[0]["ends"], found[0]["note"]) == ("18:00", "20:00", "hinten")
    assert taught.run("room", "lift", taught.path, found[0]["key"], found[1]["key"]).exit_code == 0
    assert uses(taught) == found[2:]
    taught.run("undo", taught.path)
    assert uses(taught) == found


def test_what_follows_is_lifted_too(taught: Town) -> None:
    book = ("room", "book", taught.path, "--room", ROOM, "--title", "Chor", "--from", "2027-02-01")
    taught.run(*book, "--to", "2027-02-28", "--weekdays", "Mi", "--between", "18-20")
    found = uses(taught)
    words = ("room", "lift", taught.path, found[1]["key"], "--following")
    assert "3 Tage, bis Mi 24.02." in taught.run(*words, "--dry-run").output
    assert uses(taught) == found
    assert taught.run(*words).exit_code == 0
    assert uses(taught) == found[:1]
    assert taught.run(*words).exit_code == 4
    taught.run("undo", taught.path)
    assert uses(taught) == found


def test_days_gone_by_are_asked_about(taught: Town) -> None:
    asked = "Stimmt das Jahr?"
    hours = ("--from", "2026-02-06", "--between", "18-20")
    book = ("room", "book", taught.path, "--room", ROOM, "--title", "Chor")
    close = ("room", "close", taught.path, "--room", ROOM)
    for words in (book, close):
        refused = taught.run(*words, *hours)
        assert (refused.exit_code, asked in refused.output) == (4, True)
        assert taught.run(*words, *hours, "--past").exit_code == 0
    until_now = (*hours, "--to", "2027-02-06", "--weekdays", "Fr")
    assert asked not in taught.run(*book[:-1], "Rat", *until_now, "--skip-taken").output


def test_taken_days_stop_a_booking_or_are_left_out(taught: Town) -> None:
    book = ("room", "book", taught.path, "--room", ROOM, "--title", "Chor")
    daily = (*book, "--from", "2027-02-01", "--to", "2027-02-05", "--between", "10:00-11:00")
    stopped = taught.run(*daily)
    assert stopped.exit_code == 3
    assert uses(taught) == []
    told = taught.run(*daily, "--skip-taken")
    assert "Chor: 3 Tage, 2 Tage ausgelassen." in told.output
    assert [use["first"] for use in uses(taught)] == ["2027-02-01", "2027-02-03", "2027-02-05"]


def test_a_closure_names_what_needs_another_room(taught: Town) -> None:
    words = ("room", "close", taught.path, "--room", ROOM, "--from", "2027-02-02")
    shown = taught.run(*words, "--reason", "repair", "--dry-run")
    assert "Deutsch A1" in shown.output
    assert uses(taught) == []
    evenings = (*words, "--to", "2027-02-04", "--between", "18-21:30", "--note", "Dielen")
    assert taught.run(*evenings).output == "Gesperrt.\n"
    found = uses(taught)
    assert [use["kind"] for use in found] == ["closure"] * 3
    assert taught.run("room", "lift", taught.path, found[1]["key"]).exit_code == 0
    assert uses(taught) == [found[0], found[2]]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("lift", "{0}", "x9"), 4),
        (("lift", "{0}", "b999"), 4),
        (("lift", "{0}", "b99999999999999999999"), 4),
        (("lift", "{0}", "s²"), 4),
        (("book", "{0}", "--room", "Nirgends", "--title", "X", "--from", "2027-02-01",
          "--between", "18-20"), 4),
    ],
)  # fmt: skip
def test_what_is_not_there_is_refused(taught: Town, words: tuple[str, ...], code: int) -> None:
    result = taught.run("room", *(word.format(taught.path) for word in words))
    assert result.exit_code == code
    assert uses(taught) == []
