"""The sheets that show one moment: emergency sheet and evacuation list; no file of them is kept."""

from collections.abc import Iterator
from datetime import datetime

from kursplaner.basics.settings import Settings
from kursplaner.desk.childcare_board import EmergencyChild, facts_text
from kursplaner.desk.printing.sheets import letterhead
from kursplaner.desk.today.board import HereNow, RoomList
from kursplaner.desk.today.drill import here_words, house_line
from kursplaner.desk.wording.callees import callee_names
from kursplaner.desk.wording.words.counts import counted
from kursplaner.desk.wording.words.names import spoken
from kursplaner.documents.sheets.emergency_sheet import EmergencySheet, PhoneCall, PresentChild
from kursplaner.documents.sheets.evacuation_sheet import EvacuationRoom, EvacuationSheet
from kursplaner.store.queries.people.child_calls import CallRoute


def emergency_sheet_of(
    settings: Settings, children: tuple[EmergencyChild, ...], now: datetime
) -> EmergencySheet:
    """Return the emergency sheet of the children present at a moment."""
    return EmergencySheet(
        letterhead=letterhead(settings),
        day=now.date(),
        at=now.time(),
        count=counted(len(children), "child"),
        children=tuple(_child(child, now) for child in children),
    )


def _child(child: EmergencyChild, now: datetime) -> PresentChild:
    return PresentChild(
        name=child.name,
        facts=facts_text(child, now.date()),
        health=child.health,
        calls=tuple(_call(route) for route in child.calls),
        may_collect=tuple(spoken(name) for name in child.may_collect),
        may_not_collect=tuple(spoken(name) for name in child.may_not_collect),
    )


def _call(route: CallRoute) -> PhoneCall:
    return PhoneCall(
        number=route.value,
        who=callee_names(route, barred=False),
        barred=callee_names(route, barred=True),
    )


def evacuation_sheet_of(settings: Settings, here: HereNow, now: datetime) -> EvacuationSheet:
    """Return the list for a fire drill: houses with their rooms, then who is under way."""
    return EvacuationSheet(
        letterhead=letterhead(settings),
        day=now.date(),
        at=now.time(),
        count=here_words(here),
        rooms=tuple(_rooms(here)),
    )


def _rooms(here: HereNow) -> Iterator[EvacuationRoom]:
    for house in here.houses:
        for room in house.rooms:
            title, names = room_title(room), room.everybody
            yield EvacuationRoom(title=title, names=names, house=house_line(house))
    for vehicle in here.vehicles:
        names = vehicle.everybody
        yield EvacuationRoom(title=room_title(vehicle), names=names, under_way=True)


def room_title(room: RoomList) -> str:
    """Return "Schulungsraum, A2 Alltag · 14 Personen"."""
    return f"{room.room}, {room.what} · {counted(len(room.everybody), 'person')}"
