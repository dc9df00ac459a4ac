from collections.abc import Iterator

import pytest

from kursplaner.desk import ride_changes
from kursplaner.desk.wording import ride_changes as wording
from kursplaner.planning.rides import nobody_drives, other_stop, swapping
from kursplaner.planning.rides.other_stop import StopWish
from kursplaner.planning.rides.swapping import Swap, SwapWish
from kursplaner.store.queries.rides.rides import rides_by_id
from tests.planning.riding_town import SECOND_WEEK, RidingTown, build_riding_town
from tests.planning.small_town import NOW, add_person
from tests.towns import passing


@pytest.fixture
def riding() -> Iterator[RidingTown]:
    with passing(build_riding_town, NOW) as made:
        yield made


def test_a_swap_names_each_ride_and_hides_who_drives(riding: RidingTown) -> None:
    with riding.workspace.fill() as db:
        other = add_person(db, "Zander", "driver")
    wish = SwapWish(Swap.DRIVERS, riding.town.people["driver"], other, SECOND_WEEK)
    with riding.workspace.read() as db:
        plan = swapping.propose(db, wish)
        lines = ride_changes.of_swap(db, plan)
        hidden = "\n".join(ride_changes.of_swap(db, plan, hidden=True))
    assert lines[0] == (
        "2 Fahrten am Di 09.03.2027 ändern sich; Halte, Zeiten und Fahrgäste bleiben."
    )
    assert lines[2] == "8:10 Oelsnitz, Hinfahrt: Zan Zander statt Wol Wolf"
    assert lines[3].strip().startswith("Hinweis: Nachweis fehlt: ")
    assert "Zander" not in hidden
    assert "Z. Z. statt W. W." in hidden
    assert "Zander" not in wording.swapped(plan, hidden=True)


def test_another_stop_names_the_whole_party(riding: RidingTown) -> None:
    wish = StopWish(riding.mother, SECOND_WEEK, riding.stops["near"])
    with riding.workspace.read() as db:
        plan = other_stop.propose(db, wish)
        lines = ride_changes.of_stop(db, plan)
        usual = other_stop.propose(db, StopWish(riding.mother, SECOND_WEEK, None))
        same = ride_changes.of_stop(db, usual)
        party = " und ".join(ride_changes.people(db, [riding.mother, riding.child]))
    assert lines == [
        f"Nur am Di 09.03.2027: Haltepunkt Ort, Near für {party}. Alle anderen Tage bleiben.",
        "Hinfahrt: Abfahrt 8:36 statt 8:10 (Kurs K1; Ort, Near statt Oelsnitz).",
        "Rückfahrt: Ankunft 11:57 statt 11:40 (Kurs K1; Ort, Near statt Oelsnitz).",
    ]
    assert same[1] == "An den Fahrten ändert sich nichts."


def test_a_taxi_is_told_places_and_seats_but_no_names(riding: RidingTown) -> None:
    key = riding.town.rides[4]
    with riding.workspace.read() as db:
        order = wording.taxi_order(rides_by_id(db, [key])[key])
        people = ride_changes.people(db, nobody_drives.offers(db, key).passengers)
    assert order == [
        "Di 09.03.2027, 2 Personen, davon 1 Kindersitz",
        "8:10 Oelsnitz: 2 Personen",
        "8:50 Rathaus",
    ]
    assert not any(name.split()[-1] in line for name in people for line in order)


def test_who_has_no_ride_is_named() -> None:
    assert wording.without_ride([]) == "Auf dieser Fahrt ist niemand eingeplant."
    told = "Ohne Fahrt, danach unter „Nicht eingeplant“: Rima und Omar."
    assert wording.without_ride(["Rima", "Omar"]) == told
