"""The chain of a family: brought, lesson, collected, one ride, the right seat."""

from collections.abc import Callable
from datetime import date

import pytest

from kursplaner.basics.spans import minute_of
from kursplaner.desk.wording.conflicts.sentences import sentence
from kursplaner.domain.childcare import ChildcarePlace, ChildcareSlot
from kursplaner.domain.conflicts.conflicts import Conflict
from kursplaner.domain.courses import EnrolmentChild
from kursplaner.domain.kinds import ConflictKind, Role, SeatKind
from kursplaner.domain.people import Guardianship, Person, Profile
from kursplaner.domain.rides.rides import Ride, RideSeat, RideStop
from kursplaner.domain.rides.seating import seat_fits
from kursplaner.planning.conflicts.finding import find, find_for
from kursplaner.store.records import by_id
from kursplaner.store.records import find as rows
from kursplaner.store.session import Db
from tests.planning.family_town import Family
from tests.planning.small_town import TUESDAY, SmallTown, add_person, add_slot

CHAIN = [ConflictKind.FAMILY_CHAIN]


def at(minute: int) -> int:
    return minute_of(TUESDAY, minute)


def broken(db: Db) -> list[Conflict]:
    db.flush()
    return find(db, kinds=CHAIN)


def only(db: Db, town: SmallTown) -> Conflict:
    """Return the one break, found for its lesson as well."""
    (found,) = broken(db)
    assert find_for(db, town.lessons[:1], CHAIN) == [found]
    return found


def test_childcare_that_opens_with_the_lesson(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        Family(db, town)
        slot = by_id(db, ChildcareSlot, town.slots[0])
        slot.starts = at(535)
        assert not broken(db), "five minutes are enough"
        slot.starts = at(536)
        found = only(db, town)
        assert found.facts["why"] == "opens_late"
        assert (found.starts, found.ends) == (at(535), at(536)), "the minutes that lack"
        assert sentence(found) == (
            "Kinderbetreuung zu „Kurs K1“ öffnet am Di 02.03.2027 um 8:56, Kurs „Kurs K1“ beginnt"
            " um 9:00: Es bleibt keine Zeit, die Kinder vorher zu bringen."
        )


def test_childcare_that_closes_with_the_lesson(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        Family(db, town)
        slot = by_id(db, ChildcareSlot, town.slots[0])
        slot.ends = at(695)
        assert not broken(db)
        slot.ends = at(690)
        found = only(db, town)
        assert found.facts["why"] == "closes_early"
        assert (found.starts, found.ends) == (at(690), at(695)), "the minutes that lack"
        assert "schließt am Di 02.03.2027 um 11:30, Kurs „Kurs K1“ endet um 11:30" in sentence(
            found
        )


def test_other_childcare_in_the_room_takes_the_children(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        Family(db, town)
        slot = by_id(db, ChildcareSlot, town.slots[0])
        slot.starts = at(540)
        before = add_slot(db, [], (at(400), at(500)), town.rooms["side"], [])
        assert broken(db), "the other group has gone home before"
        by_id(db, ChildcareSlot, before).ends = at(540)
        assert not broken(db)
        by_id(db, ChildcareSlot, before).status = "cancelled"
        assert broken(db)


def test_without_children_the_times_do_not_matter(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        Family(db, town)
        by_id(db, ChildcareSlot, town.slots[0]).starts = at(540)
        rows(db, ChildcarePlace, slot_id=town.slots[0])[0].status = "excused"
        assert not broken(db)


def halt_at_site(db: Db, ride: int, minute: int) -> None:
    (halt,) = [stop for stop in rows(db, RideStop, ride_id=ride) if stop.site_id is not None]
    halt.at = at(minute)


def test_a_ride_that_comes_too_late(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        Family(db, town)
        by_id(db, Ride, town.rides[0]).ends = at(538)
        halt_at_site(db, town.rides[0], 535)
        assert not broken(db), "it is there five minutes before and drives on"
        halt_at_site(db, town.rides[0], 538)
        found = only(db, town)
        assert found.facts["why"] == "arrives_late"
        assert sentence(found).startswith(
            "Fahrt zu „Kurs K1“ kommt am Di 02.03.2027 um 8:58 an, Kurs „Kurs K1“ beginnt um 9:00"
        )


def test_a_ride_that_leaves_too_early(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        family = Family(db, town)
        back = by_id(db, Ride, town.rides[1])
        back.starts = at(692)
        (stop, site) = sorted(rows(db, RideStop, ride_id=back.id), key=lambda halt: halt.at)
        stop.stop_id, stop.site_id, site.stop_id, site.site_id = None, town.site, town.stop, None
        stop.at = at(692)
        found = only(db, town)
        assert found.facts["why"] == "leaves_early"
        assert "fährt am Di 02.03.2027 um 11:32 ab" in sentence(found)
        seat_of(db, back.id, family.child).result = "cancelled_in_time"
        assert not broken(db), "no child has to be collected before"


def seat_of(db: Db, ride: int, person: int) -> RideSeat:
    (seat,) = rows(db, RideSeat, ride_id=ride, person_id=person)
    return seat


def test_a_child_left_behind(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        family = Family(db, town)
        db.delete(seat_of(db, town.rides[0], family.child))
        found = only(db, town)
        assert found.id == f"family_chain:no_seat:{family.child}:ride{town.rides[0]}"
        assert sentence(found) == (
            "Had Haddadkind hat am Di 02.03.2027, 8:10–8:50 auf der Hinfahrt keinen Platz, obwohl"
            " Had Haddad mitfährt: Fahrt zu „Kurs K1“."
        )
        rows(db, ChildcarePlace, slot_id=town.slots[0])[0].status = "excused"
        assert not broken(db), "an excused child stays at home"


def walks(db: Db, family: Family, _: SmallTown) -> None:
    rows(db, EnrolmentChild, child_id=family.child)[0].rides = False


def adult_cancelled(db: Db, family: Family, town: SmallTown) -> None:
    seat_of(db, town.rides[0], family.mother).result = "cancelled_in_time"


def ride_cancelled(db: Db, _: Family, town: SmallTown) -> None:
    by_id(db, Ride, town.rides[0]).status = "cancelled"


@pytest.mark.parametrize("change", [walks, adult_cancelled, ride_cancelled])
def test_a_child_that_need_not_ride(
    town: SmallTown, change: Callable[[Db, Family, SmallTown], None]
) -> None:
    with town.workspace.fill() as db:
        family = Family(db, town)
        db.delete(seat_of(db, town.rides[0], family.child))
        assert broken(db)
        change(db, family, town)
        assert not broken(db)


def test_a_small_child_alone(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        family = Family(db, town)
        db.delete(seat_of(db, town.rides[1], family.mother))
        found = only(db, town)
        assert found.facts["why"] == "alone"
        assert "ohne Sorgeberechtigte und ohne Betreuungsperson" in sentence(found)
        by_id(db, Person, family.child).birth_date = date(2021, 3, 2)
        assert not broken(db), "six years old on the day"


@pytest.mark.parametrize("who", ["father", "carer"])
def test_another_adult_goes_along(town: SmallTown, who: str) -> None:
    with town.workspace.fill() as db:
        family = Family(db, town)
        db.delete(seat_of(db, town.rides[1], family.mother))
        adult = add_person(db, who)
        family.seat(db, town, town.rides[1], adult, "none")
        assert [conflict.facts["why"] for conflict in broken(db)] == ["alone"]
        if who == "father":
            db.add(Guardianship(child_id=family.child, adult_id=adult))
        else:
            db.add(Profile(person_id=adult, role=Role.CARER.value))
        assert not broken(db)


def test_the_wrong_seat(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        family = Family(db, town)
        seat_of(db, town.rides[0], family.child).kind = SeatKind.BOOSTER.value
        found = only(db, town)
        assert (found.facts["wanted"], found.facts["has"]) == ("child_seat", "booster")
        assert sentence(found) == (
            "Had Haddadkind braucht am Di 02.03.2027, 8:10–8:50 einen Sitz der Art „Kindersitz“,"
            " eingeplant ist „Sitzerhöhung“: Fahrt zu „Kurs K1“."
        )
        seat_of(db, town.rides[0], family.child).wheelchair = True
        assert not broken(db), "a wheelchair is judged by its own place"


def test_a_birthday_changes_the_seat(town: SmallTown) -> None:
    """From fifteen months on the infant carrier is too small: only the days after are found."""
    with town.workspace.fill() as db:
        family = Family(db, town)
        child = by_id(db, Person, family.child)
        child.birth_date, child.height_cm = date(2025, 12, 10), None
        for ride in town.rides:
            seat_of(db, ride, family.child).kind = SeatKind.INFANT_CARRIER.value
        assert [conflict.subjects[1].id for conflict in broken(db)] == town.rides[6:]


@pytest.mark.parametrize(
    ("has", "wanted", "fits"),
    [
        ("child_seat", "booster", True),
        ("booster", "child_seat", False),
        ("none", "booster", False),
        ("booster", "none", True),
        ("infant_carrier", "child_seat", False),
        ("child_seat", "infant_carrier", False),
    ],
)
def test_what_fits(has: str, wanted: str, *, fits: bool) -> None:
    assert seat_fits(has, wanted) is fits
