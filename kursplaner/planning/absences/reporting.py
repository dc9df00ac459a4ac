"""Somebody or something is missing: one act stores it and frees what must be free.

A person who works here, or a vehicle, gets the closure that bars her; a participant's seat, place
and ride are free for these days, and the absence known beforehand stands in the attendance.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, timedelta

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import day_of, minute_at, minute_of
from kursplaner.domain.absences import (
    Absence,
    AbsenceCall,
    AbsenceEffect,
    AbsenceEnding,
    AbsenceWord,
    stored_villages,
)
from kursplaner.domain.kinds import AbsenceKind
from kursplaner.domain.people import Closure, Person, Profile
from kursplaner.domain.rides.rides import Vehicle
from kursplaner.planning.absences import absent_participants, effects, words
from kursplaner.planning.absences.reach import (
    WORKING,
    AbsenceDraft,
    Concerned,
    Part,
    Touched,
    concerned,
    draft_of,
    reach,
    row_of,
    touched_by,
)
from kursplaner.planning.absences.returns import StaysAway
from kursplaner.store.queries.absences import absences as queries
from kursplaner.store.queries.absences.absences import AbsenceRow
from kursplaner.store.queries.absences.calls import municipalities
from kursplaner.store.records import by_id, find
from kursplaner.store.session import Db

__all__ = ["draft_of", "row_of", "touched_by"]
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
        return tuple(touched for touched in self.touched if touched.source == source)

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
    people = concerned(db, touched, draft.villages, draft.resource_id)
    return AbsencePlan(draft, touched, people, _bars(db, draft))


def _check(db: Db, draft: AbsenceDraft) -> None:
    match draft.kind:
        case AbsenceKind.PERSON:
            by_id(db, Person, draft.resource_id or 0)
        case AbsenceKind.VEHICLE:
            by_id(db, Vehicle, draft.resource_id or 0)
        case AbsenceKind.VILLAGE:
            _check_villages(db, draft)
    for other in queries.absences_between(db, draft.span):
        holds = not other.withdrawn and other.ends > draft.span.starts
        if holds and of_the_same(draft, other):
            raise Refused("absent_already", first=other.first, last=other.last, id=other.id)


def of_the_same(draft: AbsenceDraft, other: AbsenceRow) -> bool:
    """Tell whether an absence is of the same person or vehicle, or shares a village."""
    if (draft.kind.value, draft.resource_id) != (other.kind, other.resource_id):
        return False
    return draft.kind is not AbsenceKind.VILLAGE or bool({*draft.villages} & {*other.villages})


def _check_villages(db: Db, draft: AbsenceDraft) -> None:
    if not draft.villages:
        raise Refused("municipality_missing")
    known = municipalities(db)
    unknown = next((name for name in draft.villages if name not in known), None)
    if unknown is not None:
        raise Refused("municipality_unknown", name=unknown)


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
    starts, ends = draft.span.starts, draft.span.ends
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
        municipality=stored_villages(draft.villages),
        starts=starts,
        ends=ends,
        reason=draft.reason.value,
        note=draft.note.strip(),
        reported_at=minute_at(clock.now()),
    )
    db.add(row)
    db.flush()
    words.begin(db, row.id)
    if draft.kind is AbsenceKind.PERSON:
        absent_participants.free(db, row.id, draft, fresh.touched)
    return row.id


def end(db: Db, absence_id: int, last: date) -> tuple[StaysAway, ...]:
    """End an absence early: `last` is the last day of it; before its first day it never was.

    What was freed for later days is given back as far as there is room; what was called off stays
    so. Whoever was told, or has no room any more, is to be called, so the absence then is kept,
    withdrawn.

    Returns:
        What stays away because others have it since.

    Raises:
        Refused: "not_found", "absence_withdrawn", "absence_longer" when `last` is not earlier
            than before.
    """
    known = row_of(db, absence_id)
    draft = draft_of(known)
    if known.withdrawn:
        raise Refused("absence_withdrawn", first=known.first, last=known.last)
    if last >= draft.last:
        raise Refused("absence_longer", last=draft.last)
    return end_at(db, absence_id, minute_of(max(last + timedelta(days=1), draft.first)))


def end_at(
    db: Db, absence_id: int, since: int, back: Callable[[], object] | None = None
) -> tuple[StaysAway, ...]:
    """End an absence at an absolute minute within it; at its start it never was.

    `back` brings back what takes place again before places and seats are given back.
    """
    row, known = by_id(db, Absence, absence_id), row_of(db, absence_id)
    withdrawn, freed = since <= known.starts, []
    if known.kind == AbsenceKind.PERSON:
        freed = absent_participants.give_back(db, absence_id, draft_of(known), since)
    ending = next(iter(find(db, AbsenceEnding, absence_id=absence_id)), None)
    ending = ending or AbsenceEnding(absence_id=absence_id)
    ending.since = since
    db.add(ending)
    _end_closure(db, row, since, withdrawn=withdrawn)
    if back is not None:
        db.flush()
        back()
    away = effects.settle(db, freed)
    words.reopen(db, absence_id)
    if withdrawn and not words.standings(db, absence_id):
        _remove(db, row)
    return away


def _end_closure(db: Db, row: Absence, since: int, *, withdrawn: bool) -> None:
    if row.closure_id is None:
        return
    closure = by_id(db, Closure, row.closure_id)
    if not withdrawn:
        closure.ends = since
        return
    row.closure_id = None
    db.flush()
    db.delete(closure)


def _remove(db: Db, row: Absence) -> None:
    for table in (AbsenceCall, AbsenceWord, AbsenceEffect, AbsenceEnding):
        for each in find(db, table, absence_id=row.id):
            db.delete(each)
    db.flush()
    db.delete(row)


def open_parts(touched: Collection[Touched], now: int) -> tuple[Touched, ...]:
    """Return what still wants a stand-in: neither over nor called off."""
    return tuple(t for t in touched if t.part in STAND_INS and not t.cancelled and t.ends > now)


def days_of(touched: Collection[Touched]) -> tuple[date, ...]:
    """Return the days on which something is touched."""
    return tuple(sorted({day_of(each.starts) for each in touched}))
