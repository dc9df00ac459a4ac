from dataclasses import replace
from datetime import date

import pytest

from kursplaner.basics.spans import minute_of
from kursplaner.desk.wording import pick_ups
from kursplaner.domain.kinds import SeatKind
from kursplaner.planning.people.addresses import AddressLine
from kursplaner.planning.rides.pick_ups import OtherTime, PickUpChange, SeatChange, WayChange

DAY = date(2027, 4, 1)
NAMES = {
    ("person", 1): "Haddad, Rima",
    ("person", 2): "Weber, Anna",
    ("course", 5): "A2 Alltag",
    ("stop", 7): "Oelsnitz, Markt",
    ("stop", 8): "Oelsnitz, Schule",
    ("vehicle", 9): "Bus 2",
}


def way(day: date = DAY, direction: str = "out", into: int | None = 3, **more: object) -> WayChange:
    zero = minute_of(day)
    made = WayChange(day, 5, direction, (1,), 3, into, 7, 8, zero + 492, zero + 485)
    return replace(made, **more)  # type: ignore[arg-type]


def change(*ways: WayChange, **more: object) -> PickUpChange:
    return PickUpChange(1, ways, names=NAMES, **more)  # type: ignore[arg-type]


def test_the_headline_names_day_stop_and_rides() -> None:
    out = way(date(2027, 4, 6), into=None, after=None, reason="too_long")
    found = pick_ups.headline(change(way(), way(direction="back"), out))
    assert found == (
        "Ab Do 01.04.2027 hält das Fahrzeug in Oelsnitz, Schule: 2 Fahrten werden neu gelegt und"
        " 1 Fahrt geht nicht."
    )
    gone = way(into=None, stop_id=None, after=None, reason="no_stop")
    assert pick_ups.headline(change(gone)) == (
        "Ab Do 01.04.2027 gibt es keinen Haltepunkt: 1 Fahrt ohne Platz."
    )
    assert pick_ups.saved(change(way(), out)) == ", 1 Fahrt neu gelegt, 1 Fahrt ohne Platz"
    assert pick_ups.saved(change(way()), change(way(), way(into=4))) == ", 2 Fahrten neu gelegt"
    assert pick_ups.saved(change()) == pick_ups.saved() == ""


def test_times_are_told_once_with_their_number() -> None:
    later = way(date(2027, 4, 6), vehicle_id=9, into=4)
    (first, second) = pick_ups.lines(change(way(), way(date(2027, 4, 8)), later))
    assert first.title == "Hinfahrt: Abfahrt 8:05 statt 8:12"
    assert first.detail == "2 Hinfahrten: A2 Alltag; Oelsnitz, Schule statt Oelsnitz, Markt"
    assert second.detail.endswith("; jetzt mit Bus 2")
    (same,) = pick_ups.lines(change(way(direction="back", after=minute_of(DAY, 492))))
    assert same.title == "Rückfahrt: Ankunft bleibt 8:12"
    (new,) = pick_ups.lines(change(way(ride_id=None, old_stop_id=None, before=None)))
    assert new.title == "Hinfahrt: Abfahrt 8:05 (bisher ohne Platz)"


def test_a_way_without_a_time_names_only_its_direction() -> None:
    told = pick_ups.lines(change(way(after=None), way(direction="back", after=None)))
    assert [line.title for line in told] == ["Hinfahrt", "Rückfahrt"]


def test_a_stop_that_stays_is_named_alone() -> None:
    (line,) = pick_ups.lines(change(way(old_stop_id=8)))
    assert line.detail == "1 Hinfahrt: A2 Alltag; Oelsnitz, Schule"
    (line,) = pick_ups.lines(change(way(old_stop_id=None)))
    assert line.detail == "1 Hinfahrt: A2 Alltag; Oelsnitz, Schule"


@pytest.mark.parametrize(
    ("count", "end"),
    [(4, "Sa 03.04. und So 04.04."), (5, "So 04.04. und 1 weitere")],
)
def test_four_days_are_named_and_the_others_counted(count: int, end: str) -> None:
    lost = [way(date(2027, 4, at + 1), into=None, reason="seats") for at in range(count)]
    (line,) = pick_ups.lines(change(*lost))
    assert line.title.endswith(end)


def test_what_does_not_go_stands_first_with_its_days_and_reason() -> None:
    days = [date(2027, 4, day) for day in (1, 6, 8, 13, 15, 20)]
    lost = [way(day, into=None, after=None, reason="no_time") for day in days]
    first, *_ = pick_ups.lines(change(way(), *lost))
    assert first.tone == "bad"
    assert first.title == (
        "6 Hinfahrten gehen nicht: Do 01.04., Di 06.04., Do 08.04., Di 13.04. und 2 weitere"
    )
    assert first.detail.startswith("Fahrzeug oder Fahrer:in sind zu dieser Zeit")
    (seat,) = pick_ups.lines(change(way(into=None, reason="child_seat")))
    assert seat.detail.startswith("Im Fahrzeug fehlt: Kindersitz.")
    assert seat.title == "1 Hinfahrt geht nicht: Do 01.04."


def test_others_are_named_with_their_times_or_initials() -> None:
    zero = minute_of(DAY)
    others = [OtherTime(2, "out", zero + 482, zero + 480)] * 3
    told = change(way(), others=(*others, OtherTime(2, "back", zero + 700, zero + 705)))
    line = pick_ups.lines(told)[-1]
    assert line.title == "Weber, Anna fährt zu anderer Zeit"
    assert line.detail == "3 Hinfahrten 8:00 statt 8:02; 1 Rückfahrt 11:45 statt 11:40"
    assert pick_ups.lines(told, hidden=True)[-1].title == "A. W. fährt zu anderer Zeit"


def test_seats_locked_rides_and_chosen_stops() -> None:
    seats = (
        SeatChange(DAY, 3, SeatKind.BOOSTER),
        SeatChange(date(2027, 4, 6), 4, SeatKind.CHILD_SEAT, "child_seat"),
        SeatChange(date(2027, 4, 8), 5, SeatKind.NONE),
    )
    told = change(way(locked=True), seats=seats, kept=((5, 7),))
    titles = [line.title for line in pick_ups.lines(told)]
    assert titles == [
        "Anderer Sitz: Sitzerhöhung",
        "Anderer Sitz: Kindersitz",
        "Kein Kindersitz mehr nötig",
        "Hinfahrt: Abfahrt 8:05 statt 8:12",
        "1 gesperrte Fahrt",
        "A2 Alltag: weiter ab Oelsnitz, Markt",
    ]
    assert [line.tone for line in pick_ups.lines(told)][:3] == ["second", "bad", "second"]
    assert pick_ups.headline(change(seats=seats)) == (
        "Ab Do 01.04.2027 ändert sich der Sitz auf 3 Fahrten."
    )


def test_what_held_before_hides_a_secret_address() -> None:
    old = AddressLine(date(2026, 8, 1), "Feldweg 1", "08606", "Oelsnitz")
    new = AddressLine(DAY)
    assert pick_ups.home_before(old, new, "Oelsnitz, Markt", hidden=False) == (
        "Bis 31.03.2027: Feldweg 1, 08606 Oelsnitz; Haltepunkt Oelsnitz, Markt"
    )
    assert pick_ups.home_before(old, new, "", hidden=True) == "Bis 31.03.2027: kein Haltepunkt"
    assert pick_ups.home_taken_back(new).startswith("Angaben ab 01.04.2027 zurücknehmen")
