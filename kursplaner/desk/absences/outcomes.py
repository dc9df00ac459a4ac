"""What an absence does to rides, childcare and lessons, each with its state in a word."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from kursplaner.basics.spans import day_of
from kursplaner.desk.absences.call_list import CallList
from kursplaner.desk.wording.words import days
from kursplaner.desk.wording.words.counts import counted, listed
from kursplaner.domain.kinds import (
    AbsenceKind,
    CallAnswer,
    Direction,
    LessonStatus,
    RideStatus,
    SlotStatus,
)
from kursplaner.domain.kinds.counting import PLACES_IN_CARE, SEATS_RIDING
from kursplaner.planning.absences.reach import Part, Touched
from kursplaner.store.queries.absences import absences as queries
from kursplaner.store.queries.attendance import served
from kursplaner.store.queries.labels import labels
from kursplaner.store.queries.lessons.bundles import RideRow, SlotRow, bundle, lessons_by_id
from kursplaner.store.session import Db

OFF, OTHERWISE, OPEN = ("fällt aus", "bad"), ("fährt anders", "warning"), ("offen", "warning")
LACKS = {
    Part.TEACHER: "Lehrkraft fehlt",
    Part.CARER: "Betreuungsperson fehlt",
    Part.DRIVER: "Fahrer:in fehlt",
    Part.VEHICLE: "Fahrzeug fehlt",
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """One line of the card: what, what becomes of it, and its state in a word with its tone."""

    source: str
    starts: int
    title: str
    text: str
    word: str
    tone: str


def outcomes(db: Db, calls: CallList) -> tuple[Outcome, ...]:
    """Return what becomes of all that is touched, and of the lessons and childcare it serves."""
    touched = [each for each in calls.touched if each.part is not Part.PARTICIPANT]
    by_source: dict[str, list[Touched]] = defaultdict(list)
    for each in touched:
        by_source[each.source].append(each)
    lessons = _lessons(db, by_source)
    cancelled = bundle(db, lessons, SlotStatus.CANCELLED).slots
    slots, off = [*bundle(db, lessons).slots, *cancelled], {slot.id for slot in cancelled}
    found = [
        *_rides(db, calls, by_source["ride"], lessons),
        *_slots(db, slots, off, by_source["childcare"]),
        *_of_lessons(db, calls, lessons, by_source["lesson"]),
    ]
    order = ("ride", "childcare", "lesson")
    return tuple(sorted(found, key=lambda o: (day_of(o.starts), order.index(o.source), o.starts)))


def _lessons(db: Db, touched: dict[str, list[Touched]]) -> set[int]:
    slots = served.lessons_of_slots(db, [each.id for each in touched["childcare"]])
    rides = served.lessons_of_rides(db, [each.id for each in touched["ride"]])
    own = {each.id for each in touched["lesson"]}
    return own.union(*slots.values(), *rides.values())


def _rides(
    db: Db, calls: CallList, touched: Sequence[Touched], lessons: Collection[int]
) -> list[Outcome]:
    """Return one line for each vehicle and day: the way there and back together."""
    statuses = tuple(status.value for status in RideStatus)
    rows = {row.id: row for row in bundle(db, lessons, ride_statuses=statuses).rides}
    names = labels(db, {("vehicle", row.vehicle_id or 0) for row in rows.values()})
    lacks = {each.id: LACKS[each.part] for each in touched if each.part in LACKS}
    groups: dict[tuple[object, ...], list[RideRow]] = defaultdict(list)
    for each in touched:
        row = rows.get(each.id)
        if row is not None:
            groups[row.vehicle_id, day_of(row.starts), row.lesson_ids].append(row)
    riding: dict[int, int] = defaultdict(int)
    villages: dict[int, set[str]] = defaultdict(set)
    for seat in queries.riding(db, [each.id for each in touched]):
        riding[seat.ride_id] += seat.result in SEATS_RIDING
        villages[seat.ride_id].add(seat.municipality)
    made = []
    for group in groups.values():
        group.sort(key=lambda row: row.starts)
        name = names.get(("vehicle", group[0].vehicle_id or 0), "Fahrt")
        title = f"{name} {listed(_leg(row) for row in group)}"
        seats = max(riding[row.id] for row in group)
        lack = next((lacks[row.id] for row in group if row.id in lacks), "")
        served_ = set().union(*(villages[row.id] for row in group))
        cut_off = [name for name in calls.absence.villages if name in served_]
        text, state = _ride_state(calls, group, lack or listed(cut_off), seats)
        made.append(Outcome("ride", group[0].starts, title, text, *state))
    return made


def _leg(row: RideRow) -> str:
    way = "hin" if row.direction == Direction.OUT.value else "zurück"
    return f"{way} {days.clock(row.starts)}"


def _ride_state(
    calls: CallList, group: Sequence[RideRow], lack: str, seats: int
) -> tuple[str, tuple[str, str]]:
    row, off = calls.absence, [r for r in group if r.status == RideStatus.CANCELLED.value]
    aboard = f"{counted(seats, 'person')} an Bord"
    if len(off) == len(group):
        return "abgesagt", OFF
    if off:
        return f"nur {listed(_leg(r) for r in group if r not in off)}", OTHERWISE
    holds = not row.withdrawn and group[0].starts < row.ends
    if row.kind == AbsenceKind.VILLAGE and holds:
        return f"ohne {lack or listed(row.villages)}", OTHERWISE
    if lack and holds:
        return lack, OPEN
    if row.kind == AbsenceKind.DAY and holds:
        return "noch nicht abgesagt", OFF
    return aboard, ("fährt", "good")


def _slots(
    db: Db, slots: Sequence[SlotRow], off: Collection[int], touched: Sequence[Touched]
) -> list[Outcome]:
    lacks = {each.id: each.part for each in touched}
    children: dict[int, list[str]] = defaultdict(list)
    for child in queries.looked_after(db, [slot.id for slot in slots]):
        children[child.slot_id].append(child.status)
    made = []
    for slot in slots:
        there = children[slot.id]
        comes = sum(status in PLACES_IN_CARE for status in there)
        text = f"{comes} von {counted(len(there), 'child', dative=True)} erwartet"
        part = lacks.get(slot.id)
        if slot.id in off:
            text, state = "abgesagt", OFF
        elif part is Part.DAY:
            text, state = "noch nicht abgesagt", OFF
        elif part in LACKS and part is not None:
            text, state = f"{text}, {LACKS[part]}", OPEN
        else:
            state = ("findet statt", "good")
        title = f"Betreuung {days.times(slot.starts, slot.ends)}"
        made.append(Outcome("childcare", slot.starts, title, text, *state))
    return made


def _of_lessons(
    db: Db, calls: CallList, lessons: Collection[int], touched: Sequence[Touched]
) -> list[Outcome]:
    names = labels(db, {("lesson", key) for key in lessons})
    lacks = {each.id: each.part for each in touched}
    attending: dict[int, list[tuple[int, bool]]] = defaultdict(list)
    for who in queries.attending(db, lessons):
        attending[who.lesson_id].append((who.person_id, who.mark in {None, "X"}))
    lines = {line.person_id: line for line in calls.lines}
    made = []
    for row in lessons_by_id(db, lessons):
        there = attending[row.id]
        home = {
            key for key, _ in there if key in lines and lines[key].answer == CallAnswer.STAYS_HOME
        }
        comes = sum(fine and key not in home for key, fine in there)
        text = f"{comes} von {counted(len(there), 'person', dative=True)} erwartet"
        missing = sum(key in lines and not lines[key].reached for key, _ in there)
        if missing:
            text += f", {missing} Antwort{'en' * (missing > 1)} fehl{'en' if missing > 1 else 't'}"
        part = lacks.get(row.id)
        if row.status == LessonStatus.CANCELLED.value:
            text, state = "abgesagt", OFF
        elif part is Part.DAY:
            text, state = "noch nicht abgesagt", OFF
        elif part in LACKS and part is not None:
            text, state = LACKS[part], OPEN
        else:
            state = ("findet statt", "good")
        title = f"{names.get(('lesson', row.id), 'Kurs')} {days.times(row.starts, row.ends)}"
        made.append(Outcome("lesson", row.starts, title, text, *state))
    return made
