"""What is read once of a town: uses of a vehicle within a time, its fleet and the pairs apart."""

from datetime import timedelta

import pytest

from kursplaner.basics.spans import Span, minute_of
from kursplaner.domain.people import NeverTogether
from kursplaner.domain.rides.rides import Vehicle
from kursplaner.planning.enrolments.of_the_town import OfTheTown
from kursplaner.store.records import by_id
from tests.planning.small_town import NINE, TUESDAY, SmallTown

START = minute_of(TUESDAY, NINE)


@pytest.mark.parametrize(
    ("starts", "ends", "rides"),
    [
        (-50, -10, [0]),
        (-100, -50, []),
        (-10, 160, []),
        (-11, 161, [1, 0]),
        (160, 161, [1]),
        (-60, 1440, [1, 0]),
    ],
)
def test_what_takes_a_vehicle_within_a_time_the_last_first(
    town: SmallTown, starts: int, ends: int, rides: list[int]
) -> None:
    with town.workspace.read() as db:
        known = OfTheTown(db)
        found = known.taken(town.vehicle, Span(START + starts, START + ends))
        assert [use.source_id for use in found] == [town.rides[at] for at in rides]


def test_other_times_than_the_first_ones_are_read_as_well(town: SmallTown) -> None:
    with town.workspace.read() as db:
        known = OfTheTown(db)
        assert list(known.taken(town.vehicle, Span(START + 600, START + 601))) == []
        week = 7 * 1440
        assert len(list(known.taken(town.vehicle, Span(START + week - 50, START + week)))) == 1
        assert len(list(known.taken(town.vehicle, Span(START - 50, START)))) == 1
        early = Span(START - 3 * week, START - 2 * week)
        assert list(known.taken(town.vehicle, early)) == []


def test_fleet_ways_and_pairs_are_those_of_the_town(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        by_id(db, Vehicle, town.vehicle).ended_on = TUESDAY
        pair = sorted((town.people["Seidel"], town.people["Roth"]))
        db.add(NeverTogether(first_id=pair[0], second_id=pair[1]))
    with town.workspace.read() as db:
        known = OfTheTown(db)
        assert set(known.fleet(TUESDAY - timedelta(days=1))) == {town.vehicle}
        assert known.fleet(TUESDAY) == {}
        assert known.never_together == [tuple(pair)]
        assert set(known.stops) == {town.stop}
        assert known.ways == {}
        assert known.rules.town
        assert known.tours.kmh > 0
