"""Each rule of a day at its limits, for rides given as plain data."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

import pytest

from kursplaner.basics.settings import Settings
from kursplaner.domain.kinds import SeatResult
from kursplaner.domain.kinds.counting import SEATS_RIDING
from kursplaner.domain.people import Closure, Credential
from kursplaner.planning.conflicts.missing_credentials import CREDENTIALS_OF
from kursplaner.planning.rides.day import (
    RuleCheck,
    RuleKind,
    SeatUse,
    arrival_state,
    boarding,
    day_rules,
    margin,
    riding,
    seats_used,
    tightest_seat,
    without_those_away,
)
from kursplaner.store.queries.rides.rides import RideRow, VehicleRow
from kursplaner.store.records import find
from kursplaner.store.settings import store_settings
from tests.planning.rides.ride_rows import (
    AT_NINE,
    child,
    passenger,
    ride_row,
    stop_at,
    vehicle_row,
)
from tests.planning.small_town import NOW, TUESDAY, SmallTown, build
from tests.towns import passing

SMALL = date(2021, 3, 3)
"""Turns six on the day after: until then nobody lets it ride alone."""
WARN_DAYS = 42


@pytest.fixture(scope="module")
def calm() -> Iterator[SmallTown]:
    """Return the small town with all papers of its driver (valid for ever)."""
    with passing(build, NOW) as made:
        yield made


def checked(
    town: SmallTown, rides: Sequence[RideRow], *vehicles: VehicleRow
) -> dict[RuleKind, tuple[str, Mapping[str, object]]]:
    with town.workspace.read() as db:
        found = day_rules(db, TUESDAY, rides, vehicles)
    return {rule.kind: (rule.state, rule.facts) for rule in found}


def test_a_seat_is_spare_scarce_or_lacking() -> None:
    assert [SeatUse("booster", used, 2).tone for used in (1, 2, 3)] == ["text", "warning", "bad"]


def test_the_seat_of_which_least_is_left_is_the_tightest() -> None:
    stock = {"booster": 3, "child_seat": 1}
    assert tightest_seat({}, stock) is None
    assert tightest_seat({"booster": 3, "child_seat": 2}, stock) == SeatUse("child_seat", 2, 1)
    assert tightest_seat({"booster": 3, "child_seat": 0}, stock) == SeatUse("booster", 3, 3)
    assert tightest_seat({"infant_carrier": 1}, stock) == SeatUse("infant_carrier", 1, 0)
    level = tightest_seat({"child_seat": 1, "booster": 3}, stock)
    assert level == SeatUse("booster", 3, 3)


def test_who_rides_and_on_which_seats() -> None:
    kinds = ("none", "wheelchair", "booster", "booster", "child_seat")
    aboard = [passenger(key, kind) for key, kind in enumerate(kinds)]
    away = [
        passenger(20 + key, "booster", result=result.value)
        for key, result in enumerate(SeatResult)
        if result not in SEATS_RIDING
    ]
    assert away
    ride = ride_row(1, *aboard, *away)
    assert riding(ride) == tuple(aboard)
    assert seats_used(ride) == Counter({"booster": 2, "child_seat": 1})


def test_who_boards_where_and_nobody_is_lost() -> None:
    first, second = passenger(1, stop_id=1), passenger(2, stop_id=2)
    lost, nowhere = passenger(3, stop_id=99), passenger(4, stop_id=None)
    halts = (stop_at(1, 0), stop_at(2, 5), stop_at(None, 9))
    ride = ride_row(1, first, second, lost, nowhere, halts=halts)
    assert [boarding(ride, halt) for halt in halts] == [(first, lost, nowhere), (second,), ()]
    back = ride_row(1, first, second, lost, halts=halts[::-1], direction="back")
    assert [boarding(back, halt) for halt in back.halts] == [(), (second, lost), (first,)]
    strange = stop_at(7, 3)
    assert boarding(ride_row(1, first, lost, halts=(stop_at(None, 9),)), strange) == ()


def test_the_margin_is_to_the_nearest_lesson() -> None:
    lessons = (AT_NINE, AT_NINE + 30)
    assert margin(ride_row(lesson_starts=lessons)) == 10
    back = ride_row(
        direction="back", lesson_starts=lessons, halts=(stop_at(None, AT_NINE + 45), stop_at(1, 0))
    )
    assert margin(back) == 15
    assert margin(ride_row(lesson_starts=())) is None
    assert margin(ride_row(halts=(stop_at(1, AT_NINE),))) is None


@pytest.mark.parametrize("direction", ["out", "back"])
def test_a_ride_is_there_and_leaves_within_its_own_limits(direction: str) -> None:
    settings = Settings(
        {
            "rides.arrive_before_min": "6",
            "rides.arrive_before_max": "12",
            "rides.leave_after_min": "8",
            "rides.leave_after_max": "14",
        }
    )
    least, most = (6, 12) if direction == "out" else (8, 14)
    states = {}
    for minutes in (least - 1, least, most, most + 1):
        at = AT_NINE - minutes if direction == "out" else AT_NINE + minutes
        ride = ride_row(direction=direction, halts=(stop_at(None, at),))
        states[minutes] = arrival_state(ride, settings)
    assert states == {least - 1: "bad", least: "good", most: "good", most + 1: "bad"}
    assert arrival_state(ride_row(lesson_starts=()), settings) == ""


def test_a_day_without_rides_has_no_rules(calm: SmallTown) -> None:
    assert checked(calm, [], vehicle_row()) == {}


def test_arrivals_are_told_with_the_earliest_and_the_latest(calm: SmallTown) -> None:
    early = ride_row(1, halts=(stop_at(None, AT_NINE - 20),))
    late = ride_row(2, halts=(stop_at(None, AT_NINE - 5),))
    unknown = ride_row(3, lesson_starts=())
    back = ride_row(4, direction="back", halts=(stop_at(None, AT_NINE + 3),))
    facts = {"least": 5, "most": 20, "allowed_least": 5, "allowed_most": 20, "wrong": 0}
    found = checked(calm, [early, late, unknown])
    assert found[RuleKind.ARRIVAL] == ("good", facts)
    assert RuleKind.NO_DRIVER not in found
    found = checked(calm, [early, late, back])
    assert found[RuleKind.ARRIVAL] == ("bad", facts | {"wrong": 1})
    found = checked(calm, [unknown])
    assert found[RuleKind.ARRIVAL] == ("good", facts | {"least": 0, "most": 0})


def test_a_small_child_needs_an_adult_of_its_family(calm: SmallTown) -> None:
    mother = passenger(1)
    along = child(2, SMALL)
    older = child(3, SMALL - timedelta(days=1))
    unknown = passenger(4)

    def company(*aboard: RideRow) -> tuple[str, Mapping[str, object]]:
        return checked(calm, aboard)[RuleKind.COMPANY]

    facts = {"children": 1, "alone": 0, "years": 6}
    assert company(ride_row(1, mother, along, older, unknown)) == ("good", facts)
    assert company(ride_row(1, older, unknown)) == ("good", facts | {"children": 0})
    assert company(ride_row(1, along, child(5, SMALL))) == (
        "bad",
        facts | {"children": 2, "alone": 2},
    )
    own = passenger(6, birth_date=SMALL)
    assert company(ride_row(1, mother, own)) == ("bad", facts | {"alone": 1})
    stranger = passenger(7, enrolment_id=8)
    assert company(ride_row(1, stranger, along)) == ("bad", facts | {"alone": 1})
    mother_away = passenger(1, result="cancelled")
    assert company(ride_row(1, mother_away, along)) == ("bad", facts | {"alone": 1})
    there, back = ride_row(1, mother, along), ride_row(2, along)
    assert company(there, back) == ("bad", facts | {"alone": 1})


def test_child_seats_are_counted_for_each_vehicle_in_its_fullest_ride(calm: SmallTown) -> None:
    full = ride_row(1, passenger(1, "booster"), passenger(2, "booster"), passenger(3, "child_seat"))
    spare = ride_row(2, passenger(1, "booster"))
    other = ride_row(3, passenger(4, "child_seat"), vehicle_id=2)
    buses = [vehicle_row(1, booster=2, child_seat=1), vehicle_row(2, child_seat=3), vehicle_row(3)]
    found = checked(calm, [spare, full, other], *buses)[RuleKind.CHILD_SEATS]
    lines = (("Bus 1", "booster", 2, 2), ("Bus 2", "child_seat", 1, 3))
    assert found == ("good", {"vehicles": lines, "missing": 0})
    buses[0] = vehicle_row(1, booster=1)
    found = checked(calm, [spare, full, other], *buses)[RuleKind.CHILD_SEATS]
    lines = (("Bus 1", "booster", 2, 1), ("Bus 2", "child_seat", 1, 3))
    assert found == ("bad", {"vehicles": lines, "missing": 2})
    found = checked(calm, [ride_row(1, passenger(1))], *buses)[RuleKind.CHILD_SEATS]
    assert found == ("good", {"vehicles": (), "missing": 0})


def test_rides_without_driver_are_counted_and_ask_for_no_papers(calm: SmallTown) -> None:
    bare = {"driver_id": None, "driver": None, "vehicle_id": None, "vehicle": None}
    found = checked(calm, [ride_row(1, **bare), ride_row(2, **bare)])
    assert found[RuleKind.NO_DRIVER] == ("bad", {"rides": 2, "vehicles": 2})
    assert list(found) == [
        RuleKind.ARRIVAL,
        RuleKind.COMPANY,
        RuleKind.CHILD_SEATS,
        RuleKind.NO_DRIVER,
    ]


def test_all_papers_are_in_order_only_where_every_ride_has_driver_and_vehicle(
    calm: SmallTown,
) -> None:
    driver, bus = calm.people["driver"], calm.vehicle
    good = ride_row(1, driver_id=driver, vehicle_id=bus)
    alone = ride_row(2, driver_id=None, driver=None, vehicle_id=bus)
    found = checked(calm, [good, alone])
    assert found[RuleKind.DRIVER_CREDENTIAL] == ("warning", {"without": 1})
    assert found[RuleKind.VEHICLE_CREDENTIAL][0] == "good"
    bare = ride_row(3, driver_id=driver, vehicle_id=None, vehicle=None)
    found = checked(calm, [good, bare])
    assert found[RuleKind.NO_DRIVER] == ("bad", {"rides": 0, "vehicles": 1})
    assert found[RuleKind.VEHICLE_CREDENTIAL][0] == "warning"
    taxi = {"driver_id": None, "driver": None, "vehicle_id": None, "vehicle": None}
    found = checked(calm, [good, ride_row(4, by_taxi=True, **taxi)])
    assert RuleKind.NO_DRIVER not in found
    assert found[RuleKind.DRIVER_CREDENTIAL][0] == "good"
    assert found[RuleKind.VEHICLE_CREDENTIAL][0] == "good"


def test_a_driver_or_vehicle_that_is_away_drives_nothing() -> None:
    with passing(build, NOW) as town:
        driver, bus = town.people["driver"], town.vehicle
        good = ride_row(1, driver_id=driver, vehicle_id=bus)
        done = ride_row(2, driver_id=driver, vehicle_id=bus, status="done")
        with town.workspace.fill() as db:
            at = {"starts": good.ends - 1, "ends": good.ends + 600}
            db.add(Closure(resource_id=driver, reason="ill", **at))
        found = checked(town, [good, done])
        assert found[RuleKind.NO_DRIVER] == ("bad", {"rides": 1, "vehicles": 0})
        assert found[RuleKind.DRIVER_CREDENTIAL][0] == "warning"
        with town.workspace.read() as db:
            away, driven = without_those_away(db, [good, done])
            assert (away.driver_id, away.vehicle_id, driven) == (None, bus, done)
            late = ride_row(3, driver_id=driver, starts=good.ends + 600, ends=good.ends + 700)
            assert without_those_away(db, [late]) == (late,)


def test_papers_that_nobody_asks_for_are_not_called_valid() -> None:
    asked = {f"papers.needed.driver.{kind}": "false" for kind in CREDENTIALS_OF["driver"]}
    with passing(build, NOW) as town:
        with town.workspace.fill() as db:
            store_settings(db, asked)
        good = ride_row(1, driver_id=town.people["driver"], vehicle_id=town.vehicle)
        found = checked(town, [good])
    assert RuleKind.DRIVER_CREDENTIAL not in found
    assert RuleKind.VEHICLE_CREDENTIAL in found


def test_papers_are_judged_at_their_last_day_and_the_worst_comes_first(calm: SmallTown) -> None:
    driver, bus = calm.people["driver"], calm.vehicle
    aboard = [ride_row(1, driver_id=driver, vehicle_id=bus)]
    until = {
        "licence_check": TUESDAY + timedelta(days=WARN_DAYS),
        "police_certificate": TUESDAY - timedelta(days=1),
        "driver_briefing": TUESDAY + timedelta(days=WARN_DAYS + 1),
        "inspection": TUESDAY,
    }
    good = [
        RuleCheck(RuleKind.DRIVER_CREDENTIAL, "good", {"without": 0}),
        RuleCheck(
            RuleKind.VEHICLE_CREDENTIAL,
            "good",
            {"papers": ("inspection", "insurance"), "without": 0},
        ),
    ]
    with calm.workspace.read() as db:
        assert day_rules(db, TUESDAY, aboard, [])[-2:] == tuple(good)
        for paper in find(db, Credential):
            if paper.resource_id in {driver, bus}:
                paper.valid_until = until.get(paper.kind)
            if paper.kind == "insurance":
                db.delete(paper)
        db.flush()
        found = day_rules(db, TUESDAY, aboard, [])[3:]
        db.rollback()

    def check(kind: RuleKind, state: str, name: str, paper: str) -> RuleCheck:
        return RuleCheck(kind, state, {"name": name, "paper": paper, "until": until.get(paper)})

    assert found == (
        check(RuleKind.DRIVER_CREDENTIAL, "bad", "Wolf", "police_certificate"),
        check(RuleKind.DRIVER_CREDENTIAL, "warning", "Wolf", "licence_check"),
        check(RuleKind.VEHICLE_CREDENTIAL, "bad", "Bus 1", "insurance"),
        check(RuleKind.VEHICLE_CREDENTIAL, "warning", "Bus 1", "inspection"),
    )
