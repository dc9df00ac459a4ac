"""Which room and slot of a day the board of the childcare shows, and what it counts there."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from kursplaner.basics.spans import minute_of
from kursplaner.desk.childcare_board import (
    CareBoard,
    EmergencyChild,
    collector_lines,
    emergency_text,
    facts_text,
    read_board,
)
from kursplaner.domain.childcare import ChildcarePlace, ChildcareSlot
from kursplaner.domain.kinds import PlaceStatus
from kursplaner.domain.rooms import Room
from kursplaner.store.queries.childcare import SlotChild
from kursplaner.store.records import by_id, find
from tests.towns import passing
from tests.ui.office import NOW, TODAY, Office, build

SAMI, NOUR, ADAM = "Haddad, Sami", "Haddad, Nour", "Haddad, Adam"


@pytest.fixture(scope="module")
def office() -> Iterator[Office]:
    """Return an office with a slot in another room and one without; these tests only read."""
    with passing(build, NOW) as made:
        with made.workspace.fill() as db:
            for room, at in ((made.rooms["Bibliothek"], 600), (None, 720)):
                span = {"starts": minute_of(TODAY, at), "ends": minute_of(TODAY, at + 60)}
                db.add(ChildcareSlot(room_id=room, **span))
            for name, status, carer in (
                ("Sami", "collected", None),
                ("Nour", "brought", made.people["Anke"]),
                ("Adam", "planned", made.people["Jutta"]),
            ):
                (place,) = find(db, ChildcarePlace, child_id=made.people[name])
                place.status, place.carer_id = status, carer
        yield made


def board(
    office: Office, at: int = 620, room: int | None = None, slot: int | None = None
) -> CareBoard:
    with office.workspace.read() as db:
        now = NOW.replace(hour=at // 60, minute=at % 60)
        return read_board(db, TODAY, now, room, slot)


def chosen(found: CareBoard) -> tuple[int, int, list[int]]:
    assert found.slot is not None
    return found.room_id, found.slot.id, [slot.id for slot in found.slots]


def test_the_slot_of_now_is_shown_until_it_is_over(office: Office) -> None:
    care, library = office.rooms["Nebenraum"], office.rooms["Bibliothek"]
    shown = {at: chosen(board(office, at)) for at in (0, 704, 705, 779, 780, 1169, 1170)}
    assert shown == {
        0: (care, 1, [1, 2]),
        704: (care, 1, [1, 2]),
        705: (0, 4, [4]),
        779: (0, 4, [4]),
        780: (care, 2, [1, 2]),
        1169: (care, 2, [1, 2]),
        1170: (care, 2, [1, 2]),
    }
    assert board(office).rooms == ((library, "Bibliothek"), (care, "Nebenraum"), (0, "ohne Raum"))


def test_a_room_or_slot_asked_for_is_shown_and_unknown_ones_are_not(office: Office) -> None:
    care, library = office.rooms["Nebenraum"], office.rooms["Bibliothek"]
    assert chosen(board(office, 620, library)) == (library, 3, [3])
    assert chosen(board(office, 1200, library)) == (library, 3, [3])
    assert chosen(board(office, 620, 0)) == (0, 4, [4])
    assert chosen(board(office, 705, care)) == (care, 2, [1, 2])
    assert chosen(board(office, 620, library, 2)) == (care, 2, [1, 2])
    assert chosen(board(office, 620, 99, 99)) == (care, 1, [1, 2])


def test_children_stand_with_their_carer_and_those_of_no_carer_here_with_nobody(
    office: Office,
) -> None:
    found, anke = board(office), office.people["Anke"]

    def named(children: tuple[SlotChild, ...]) -> list[str]:
        return [child.name for child in children]

    assert named(found.of_carer(anke)) == [NOUR]
    assert named(found.of_carer(None)) == [ADAM]
    assert named(found.of_carer(office.people["Jutta"])) == []
    assert (found.load(anke), found.load(None), found.load(0)) == (10, 15, 0)
    assert named(found.with_status(PlaceStatus.COLLECTED)) == [SAMI]
    assert named(found.with_status(PlaceStatus.PLANNED)) == [ADAM]
    assert CareBoard(TODAY).of_carer(None) == CareBoard(TODAY).with_status(PlaceStatus.PLANNED)
    assert CareBoard(TODAY).load(None) == 0
    assert (found.per_carer, found.young, found.step_minutes) == (50, (15, 3), 30)
    assert [*found.steps] == [1, 2]
    assert (found.gap, found.fixes) == ((), ())


def test_a_slot_without_carers_has_a_gap_and_at_most_two_ways_to_close_it(office: Office) -> None:
    found = board(office, slot=2)
    assert found.slot is not None
    assert (found.gap[0].starts, found.gap[-1].ends) == (found.slot.starts, found.slot.ends)
    assert 1 <= len(found.fixes) <= 2


def test_a_day_without_childcare_says_whether_there_is_a_room_for_it() -> None:
    with passing(build, NOW) as office:
        free = TODAY - timedelta(days=200)
        with office.workspace.read() as db:
            found = read_board(db, free, NOW)
        assert found == CareBoard(free)
        with office.workspace.fill() as db:
            by_id(db, Room, office.rooms["Nebenraum"]).purpose = "teaching"
        with office.workspace.read() as db:
            assert not read_board(db, free, NOW).room_known


def test_what_is_not_known_of_a_child_leaves_no_gap() -> None:
    bare = EmergencyChild("Neu, Kim", None, "", "", "", (), ())
    full = EmergencyChild(
        "Alt, Jo", date(2024, 3, 2), "ar", "Saal", "Roth, Ida", ("Allergie: Ei",), (), "Haus",
        ("Alt, Ute", "Alt, Uwe"), ("Neu, Udo",),
    )  # fmt: skip
    assert facts_text(bare, TODAY) == ""
    assert facts_text(full, TODAY) == "3 Jahre · Arabisch · Saal, Haus · Roth, Ida"
    assert facts_text(full, TODAY, hidden=True) == "3 Jahre · Arabisch · Saal, Haus · I. R."
    assert collector_lines(bare) == ()
    allowed = ("Darf abholen: Alt, Ute; Alt, Uwe", "Darf nicht abholen: Neu, Udo")
    assert collector_lines(full) == allowed
    hidden = ("Darf abholen: U. A.; U. A.", "Darf nicht abholen: U. N.")
    assert collector_lines(full, hidden=True) == hidden
    head = ["Notfallblatt, 02.03.2027, 10:05 Uhr", "2 Kinder anwesend", "", "Neu, Kim", ""]
    at = NOW.replace(minute=5)
    lines = ["Alt, Jo, Saal, Haus", "  Allergie: Ei", *(f"  {line}" for line in allowed)]
    assert emergency_text((bare, full), at).split("\n") == [*head, *lines]
    assert "Ei" not in emergency_text((full,), at, hidden=True)
