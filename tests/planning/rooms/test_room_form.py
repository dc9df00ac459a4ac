from dataclasses import replace
from datetime import date, datetime

import pytest

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import day_of
from kursplaner.domain.courses import Lesson
from kursplaner.domain.kinds import ActKind
from kursplaner.domain.rooms import Room, Site
from kursplaner.planning.rooms import room_form
from kursplaner.planning.rooms.room_form import RoomForm, SiteForm
from kursplaner.store.queries.rooms import room_rows
from kursplaner.store.records import by_id, find
from tests.planning.small_town import SmallTown


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


def test_what_cannot_be_is_refused(town: SmallTown) -> None:
    with town.workspace.read() as db:
        with pytest.raises(Refused, match="name_missing"):
            room_form.store_room(db, RoomForm(" ", town.site))
        with pytest.raises(Refused, match="capacity_out_of_range"):
            room_form.store_room(db, RoomForm("X", town.site, 99_999))


def test_what_forms_say_is_stored_trimmed_and_changed_by_their_version(town: SmallTown) -> None:
    of_site, of_room = ("name", "street", "postcode", "municipality", "land"), ("name", "note")
    with town.workspace.rehearse() as db:
        key = room_form.store_site(db, SiteForm(" Bauhof ", " Weg 1 ", " 08626 ", " Adorf ", "TH"))
        site = by_id(db, Site, key)
        assert [getattr(site, name) for name in of_site] == [
            *("Bauhof", "Weg 1", "08626", "Adorf", "TH"),
        ]
        again = SiteForm("Halle", id=key, version=site.version)
        assert room_form.store_site(db, again) == key
        db.flush()
        assert (site.name, site.street) == ("Halle", "")
        with pytest.raises(Refused, match="overtaken"):
            room_form.store_site(db, again)
        for capacity in (0, 5000):
            form = RoomForm(" Saal ", key, capacity, accessible=True, note=" oben ")
            room = by_id(db, Room, room_form.store_room(db, form))
            assert [getattr(room, name) for name in of_room] == ["Saal", "oben"]
            assert (room.site_id, room.capacity, room.purpose) == (key, capacity, "teaching")
            assert (room.accessible, room.beside_id) == (True, None)
        for capacity in (-1, 5001):
            with pytest.raises(Refused) as refused:
                room_form.store_room(db, RoomForm("Saal", key, capacity))
            facts = {"value": capacity, "least": 0, "most": 5000}
            assert (refused.value.kind, refused.value.facts) == ("capacity_out_of_range", facts)


def test_a_room_is_shown_as_it_was_stored(town: SmallTown) -> None:
    with town.workspace.rehearse() as db:
        form = RoomForm("Werk", town.site, 8, "hall", accessible=True, note="Tor",
                        beside_id=town.rooms["A"], equipment=frozenset({"toys"}))  # fmt: skip
        key = room_form.store_room(db, form)
        db.flush()
        found = room_form.room_form(db, key)
    assert found == replace(form, id=key, version=found.version)


def test_a_room_ends_today_when_nothing_is_to_come(town: SmallTown) -> None:
    key = town.rooms["A"]
    with town.workspace.rehearse() as db:
        version = room_form.room_form(db, key).version
        with pytest.raises(Refused, match="room_still_planned") as told:
            room_form.end_room(db, key, version)
        last = max(lesson.starts for lesson in find(db, Lesson))
        count = len([lesson for lesson in find(db, Lesson) if lesson.room_id == key])
        assert told.value.facts == {"count": count, "day": day_of(last)}
        with clock.pinned(datetime(2028, 1, 1)):
            room_form.end_room(db, key, version)
            assert by_id(db, Room, key).ended_on == date(2028, 1, 1)
        assert key not in {room.id for room in room_rows(db)}
