"""Two logins in one town of one building, with records that stand in each other's way."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from kursplaner.basics.errors import HardConflict, Refused
from kursplaner.domain.base import Base
from kursplaner.domain.conflicts.replays import TakenSince
from kursplaner.domain.kinds import ActKind, OccupationSource
from kursplaner.domain.rooms import Room, RoomBooking, Site
from kursplaner.store.occupations import Claim, occupy
from kursplaner.store.session import Db
from kursplaner.store.workspace import Workspace
from tests.store.test_workspace import state

START = 14_000_000


def act(workspace: Workspace, *records: Base, kind: ActKind = ActKind.ROOM_CHANGED) -> list[int]:
    """Store new records in one act; return their ids."""
    with workspace.change(kind) as db:
        for record in records:
            db.add(record)
            db.flush()
        return [record.id for record in records]  # type: ignore[attr-defined]


def remove(workspace: Workspace, model: type[Base], key: int) -> None:
    """Delete a record in one act."""
    with workspace.change(ActKind.ROOM_CHANGED) as db:
        db.delete(db.get(model, key))


def add_room(workspace: Workspace, name: str = "Saal") -> int:
    """Add a room without an act."""
    with workspace.fill() as db:
        site = Site(name="Markt 1")
        db.add(site)
        db.flush()
        room = Room(site_id=site.id, name=name)
        db.add(room)
        db.flush()
        return room.id


def booked(room: int, starts: int, ends: int, title: str) -> Callable[[Db], int]:
    """Return what books a room from and to a minute counted from `START`."""

    def book(db: Db) -> int:
        span = START + starts, START + ends
        booking = RoomBooking(room_id=room, starts=span[0], ends=span[1], title=title)
        db.add(booking)
        db.flush()
        occupy(db, [Claim(room, *span, OccupationSource.BOOKING, booking.id)])
        return booking.id

    return book


def book(workspace: Workspace, *bookings: Callable[[Db], int]) -> list[int]:
    """Book rooms in one act."""
    with workspace.change(ActKind.ROOM_BOOKED) as db:
        return [booking(db) for booking in bookings]


@contextmanager
def _kept(workspace: Workspace) -> Iterator[None]:
    before = state(workspace)
    yield
    assert state(workspace) == before


def refused(workspace: Workspace, play: Callable[[], object]) -> dict[str, object]:
    """Play an act again; return the facts of the refusal, which changes nothing."""
    with _kept(workspace), pytest.raises(Refused) as error:
        play()
    assert error.value.kind == "changed_since"
    return dict(error.value.facts)


def taken(workspace: Workspace, play: Callable[[], object]) -> TakenSince:
    """Play an act again; return what has been taken since."""
    with _kept(workspace), pytest.raises(HardConflict) as error:
        play()
    (found,) = error.value.conflicts
    assert isinstance(found, TakenSince)
    return found
