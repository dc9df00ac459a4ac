"""Somebody or something is missing: one act stores it and frees what must be free.

A person who works here, or a vehicle, gets the closure that bars her; a participant's seat, place
and ride are free for these days, and the absence known beforehand stands in the attendance.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import day_of, minute_at, minute_of
from kursplaner.domain.absences import Absence, AbsenceCall
from kursplaner.domain.kinds import AbsenceKind, ClosureReason
from kursplaner.domain.people import Closure, Person, Profile
from kursplaner.domain.rides import Vehicle
from kursplaner.planning import absent_participants
from kursplaner.planning.absence_reach import (
    WORKING,
    AbsenceDraft,
    Concerned,
    Part,
    Touched,
    concerned,
    reach,
)
from kursplaner.store.queries import absences as queries
from kursplaner.store.queries.absences import AbsenceRow
from kursplaner.store.queries.calls import municipalities
from kursplaner.store.records import find, one
from kursplaner.store.session import Db

LONGEST_DAYS = 366
STAND_INS = (Part.TEACHER, Part.CARER, Part.DRIVER, Part.VEHICLE)


@dataclass(frozen=True, slots=True)
class AbsencePlan:
    """What an absence would touch; nothing is written yet.

    Attributes:
        touched: lessons, childcare and rides, in order of time.
        concerned: whom to call.
        bars: whether a closure keeps the person or vehicle from being planned.
    """

    draft: AbsenceDraft
    touched: tuple[Touched, ...]
    concerned: tuple[Concerned, ...]
    bars: bool

    def of(self, source: str) -> tuple[Touched, ...]:
        """Return what is touched of one kind of record."""
        return tuple(one for one in self.touched if one.source == source)

    @property
    def children(self) -> int:
        """How many different children are concerned."""
        return len({child for each in self.concerned for child in each.children})


def propose(db: Db, draft: AbsenceDraft) -> AbsencePlan:
    """Return what an absence would touch and free; nothing is stored.

    Raises:
        Refused: "end_before_start", "day_out_of_range", "not_found", "absent_already",
            "municipality_missing", "municipality_unknown".
    """
    if draft.last < draft.first:
        raise Refused("end_before_start")
    if (draft.last - draft.first).days >= LONGEST_DAYS:
        raise Refused("day_out_of_range", day=draft.last)
    _check(db, draft)
    touched = reach(db, draft)
    people = concerned(db, touched, draft.municipality)
    return AbsencePlan(draft, touched, people, _bars(db, draft))


def _check(db: Db, draft: AbsenceDraft) -> None:
    match draft.kind:
        case AbsenceKind.PERSON:
            one(db, Person, draft.resource_id or 0)
        case AbsenceKind.VEHICLE:
            one(db, Vehicle, draft.resource_id or 0)
        case AbsenceKind.VILLAGE if not draft.municipality.strip():
            raise Refused("municipality_missing")
        case AbsenceKind.VILLAGE if draft.municipality not in municipalities(db):
            raise Refused("municipality_unknown", name=draft.municipality)
    for other in queries.absences_between(db, *draft.span):
        known = (other.kind, other.resource_id, other.municipality)
        if known == (draft.kind.value, draft.resource_id, draft.municipality):
            raise Refused("absent_already", first=other.first, last=other.last, id=other.id)


def _bars(db: Db, draft: AbsenceDraft) -> bool:
    if draft.kind is AbsenceKind.VEHICLE:
        return True
    if draft.kind is not AbsenceKind.PERSON:
        return False
    roles = {profile.role for profile in find(db, Profile, person_id=draft.resource_id)}
    return bool(roles & {role.value for role in WORKING})


def apply(db: Db, plan: AbsencePlan) -> int:
    """Store an absence and return its id.

    Raises:
        Refused: as `propose`, and "overtaken" when what it touches has changed since.
    """
    fresh, draft = propose(db, plan.draft), plan.draft
    if fresh.touched != plan.touched:
        raise Refused("overtaken", noun="person", id=draft.resource_id)
    starts, ends = draft.span
    closure_id = None
    if fresh.bars and draft.resource_id is not None:
        closure = Closure(
            resource_id=draft.resource_id, starts=starts, ends=ends, reason=draft.reason.value
        )
        db.add(closure)
        db.flush()
        closure_id = closure.id
    row = Absence(
        kind=draft.kind.value,
        resource_id=draft.resource_id,
        closure_id=closure_id,
        municipality=draft.municipality.strip(),
        starts=starts,
        ends=ends,
        reason=draft.reason.value,
        note=draft.note.strip(),
        reported_at=minute_at(clock.now()),
    )
    db.add(row)
    db.flush()
    if draft.kind is AbsenceKind.PERSON:
        absent_participants.free(db, draft, fresh.touched)
    return row.id


def end(db: Db, absence_id: int, last: date) -> None:
    """End an absence early: `last` is the last day of it; before its first day it never was.

    What was freed for later days is given back, unless something else took it.

    Raises:
        Refused: "not_found", "absence_longer" when `last` is not earlier than before.
    """
    row, draft = one(db, Absence, absence_id), draft_of(row_of(db, absence_id))
    if last >= draft.last:
        raise Refused("absence_longer", last=draft.last)
    if draft.kind is AbsenceKind.PERSON:
        absent_participants.give_back(db, draft, max(last + timedelta(days=1), draft.first))
    if last < draft.first:
        _remove(db, row)
        return
    row.ends = minute_of(last, 1440)
    if row.closure_id is not None:
        one(db, Closure, row.closure_id).ends = row.ends


def _remove(db: Db, row: Absence) -> None:
    for call in find(db, AbsenceCall, absence_id=row.id):
        db.delete(call)
    closure_id = row.closure_id
    db.flush()
    db.delete(row)
    db.flush()
    if closure_id is not None:
        for closure in find(db, Closure, id=closure_id):
            db.delete(closure)


def row_of(db: Db, absence_id: int) -> AbsenceRow:
    """Return an absence as it stands.

    Raises:
        Refused: "not_found".
    """
    found = queries.absence(db, absence_id)
    if found is None:
        raise Refused("not_found", noun="absence", id=absence_id)
    return found


def draft_of(row: AbsenceRow) -> AbsenceDraft:
    """Return what was reported."""
    return AbsenceDraft(
        AbsenceKind(row.kind),
        row.first,
        row.last,
        ClosureReason(row.reason),
        row.resource_id,
        row.municipality,
        row.note,
    )


def touched_by(db: Db, absence_id: int) -> tuple[Touched, ...]:
    """Return what an absence still touches: what has a stand-in is not touched any more."""
    return reach(db, draft_of(row_of(db, absence_id)))


def open_parts(touched: Collection[Touched], now: int) -> tuple[Touched, ...]:
    """Return what still wants a stand-in: neither over nor called off."""
    return tuple(t for t in touched if t.part in STAND_INS and not t.cancelled and t.ends > now)


def days_of(touched: Collection[Touched]) -> tuple[date, ...]:
    """Return the days on which something is touched."""
    return tuple(sorted({day_of(each.starts) for each in touched}))
