import pytest

from kursplaner.basics.errors import HardConflict, Refused
from kursplaner.basics.spans import minute_of
from kursplaner.domain.kinds import ActKind, ConflictKind
from kursplaner.planning.rooms import room_form
from kursplaner.planning.rooms.room_form import RoomForm, SiteForm
from kursplaner.store.queries.rooms import room_rows
from tests.planning.small_town import TUESDAY, SmallTown

EVENING = (minute_of(TUESDAY, 1080), minute_of(TUESDAY, 1200))
MORNING = (minute_of(TUESDAY, 600), minute_of(TUESDAY, 660))


def test_a_room_keeps_its_equipment(town: SmallTown) -> None:
    with town.workspace.change(ActKind.ROOM_CHANGED) as db:
        site = room_form.store_site(db, SiteForm("Bauhof"))
        wanted = frozenset({"beamer", "kitchen"})
        key = room_form.store_room(db, RoomForm("Werkstatt", site, 8, equipment=wanted))
    with town.workspace.read() as db:
        (room,) = (room for room in room_rows(db) if room.id == key)
    assert set(room.equipment) == wanted
    less = RoomForm(
        "Werkstatt", site, 9, equipment=frozenset({"beamer"}), id=key, version=room.version
    )
    with town.workspace.change(ActKind.ROOM_CHANGED) as db:
        room_form.store_room(db, less)
    with town.workspace.read() as db:
        (room,) = (room for room in room_rows(db) if room.id == key)
    assert (room.capacity, room.equipment) == (9, ("beamer",))


def test_a_booking_takes_the_room_once(town: SmallTown) -> None:
    room = town.rooms["A"]
    with town.workspace.read() as db:
        plan = room_form.propose_booking(db, room, *EVENING, " Chor ")
        taken = room_form.propose_booking(db, room, *MORNING, "Chor")
    assert (plan.title, plan.conflicts) == ("Chor", ())
    assert [conflict.kind for conflict in taken.conflicts] == [ConflictKind.ROOM]
    with town.workspace.change(ActKind.ROOM_BOOKED) as db:
        key = room_form.apply_booking(db, plan)
    with pytest.raises(HardConflict), town.workspace.change(ActKind.ROOM_BOOKED) as db:
        room_form.apply_booking(db, plan)
    with town.workspace.change(ActKind.ROOM_BOOKED) as db:
        room_form.cancel_booking(db, key)
    with town.workspace.read() as db:
        assert not room_form.propose_booking(db, room, *EVENING, "Rat").conflicts


def test_what_cannot_be_is_refused(town: SmallTown) -> None:
    with town.workspace.read() as db:
        with pytest.raises(Refused, match="title_missing"):
            room_form.propose_booking(db, town.rooms["A"], *EVENING, " ")
        with pytest.raises(Refused, match="end_before_start"):
            room_form.propose_booking(db, town.rooms["A"], 5, 4, "Chor")
        with pytest.raises(Refused, match="name_missing"):
            room_form.store_room(db, RoomForm(" ", town.site))
        with pytest.raises(Refused, match="capacity_out_of_range"):
            room_form.store_room(db, RoomForm("X", town.site, 99_999))
