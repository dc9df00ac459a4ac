"""A mother comes without a child: that child's place and seat are free, all others stay."""

from collections.abc import Collection, Mapping

from kursplaner.domain.absences import AbsenceEffect, EffectCause, EffectSource
from kursplaner.domain.childcare import ChildcarePlace
from kursplaner.domain.rides.rides import RideSeat
from kursplaner.planning.absences.absent_participants import free_places, free_seats
from kursplaner.planning.absences.notes import note_places, note_seats
from kursplaner.planning.absences.plan import LESSON_UNIT, OFF, aspects
from kursplaner.planning.absences.words import Standing
from kursplaner.store.queries.absences import absences as queries
from kursplaner.store.queries.absences.words import slots_of_lessons
from kursplaner.store.queries.attendance import served
from kursplaner.store.records import by_ids, find
from kursplaner.store.session import Db


def children_with(db: Db, standing: Standing) -> tuple[int, ...]:
    """Return the children whom somebody brings to what her call is about, each once."""
    lessons = _lessons(standing)
    slots = {key for found in slots_of_lessons(db, lessons).values() for key in found}
    rides = {key for found in served.rides_of_lessons(db, lessons).values() for key in found}
    own = standing.person_id
    inside = [c.child_id for c in queries.looked_after(db, slots) if c.guardian_id == own]
    along = [s.person_id for s in queries.riding(db, rides) if s.holder_id == own != s.person_id]
    return tuple(dict.fromkeys([*inside, *along]))


def chosen(db: Db, standing: Standing, wanted: Collection[int]) -> frozenset[int]:
    """Return which of her children stay at home: those `wanted`, or all of them if none is."""
    there = frozenset(children_with(db, standing))
    return there & frozenset(wanted) if wanted else there


def leave(
    db: Db, absence_id: int, standing: Standing, children: Collection[int], note: str
) -> None:
    """Free places and seats of these children; `settle` brings back those of all others."""
    lessons = _lessons(standing)
    slots = {key for found in slots_of_lessons(db, lessons).values() for key in found}
    rides = {key for found in served.rides_of_lessons(db, lessons).values() for key in found}
    own = standing.person_id
    inside = [c for c in queries.looked_after(db, slots) if c.guardian_id == own]
    along = [s for s in queries.riding(db, rides) if s.holder_id == own != s.person_id]
    _let_go(db, {c.place_id: c.child_id for c in inside}, children, EffectSource.PLACE)
    _let_go(db, {s.seat_id: s.person_id for s in along}, children, EffectSource.SEAT)
    failing = {
        said.id for said in standing.units if said.source == LESSON_UNIT and _fails(said.now)
    }
    by_slot, by_ride = served.lessons_of_slots(db, slots), served.lessons_of_rides(db, rides)
    places = by_ids(
        db,
        ChildcarePlace,
        [c.place_id for c in inside if c.child_id in children and by_slot[c.slot_id] & failing],
    )
    seats = by_ids(
        db,
        RideSeat,
        [s.seat_id for s in along if s.person_id in children and by_ride[s.ride_id] & failing],
    )
    _keep(db, EffectSource.PLACE, places)
    _keep(db, EffectSource.SEAT, seats)
    cause = EffectCause.WITHOUT_CHILD
    free = free_places(places.values(), note)
    note_places(db, absence_id, cause, dict.fromkeys(places, own), free)
    given_up = free_seats(db, seats.values(), note)
    note_seats(db, absence_id, cause, dict.fromkeys(seats, own), given_up)
    db.flush()


def _lessons(standing: Standing) -> set[int]:
    units = (said for said in standing.units if not said.beside and not said.work)
    return {said.id for said in units if said.source == LESSON_UNIT}


def _fails(state: str) -> bool:
    return bool(state) and OFF not in aspects(state)


def _let_go(
    db: Db, rows: Mapping[int, int], children: Collection[int], source: EffectSource
) -> None:
    """Let what is out of children she brings after all be out only while she stays at home."""
    keys = [key for key, child in rows.items() if child not in children]
    cause = EffectCause.WITHOUT_CHILD.value
    for effect in find(db, AbsenceEffect, source=source.value, record_id=keys, cause=cause):
        effect.cause = EffectCause.EXCUSE.value


def _keep(db: Db, source: EffectSource, rows: Collection[int]) -> None:
    """Let what is out already, because she would stay at home, be out because of the child."""
    old = EffectCause.EXCUSE.value
    for effect in find(db, AbsenceEffect, source=source.value, record_id=list(rows), cause=old):
        effect.cause = EffectCause.WITHOUT_CHILD.value
