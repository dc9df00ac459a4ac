"""What a merge must set right beside the foreign keys: work, repeated lines, ids inside texts."""

from collections.abc import Collection, Mapping
from typing import Any

from kursplaner.domain.childcare import ChildcareSlotCarer
from kursplaner.domain.conflicts.conflicts import renamed
from kursplaner.domain.courses import LessonPerson
from kursplaner.domain.drafts import DraftStep
from kursplaner.domain.kinds import OccupationSource
from kursplaner.domain.occupations import Occupation
from kursplaner.domain.people import (
    AuthorisedCollector,
    Availability,
    EmergencyContact,
    LevelResult,
    NeverTogether,
)
from kursplaner.domain.rides.rides import Ride
from kursplaner.domain.town import AcceptedConflict, FollowUp
from kursplaner.planning.drafts import draft_changes
from kursplaner.store.records import find
from kursplaner.store.session import Db
from kursplaner.store.whereabouts import reoccupy

Work = Mapping[str, Collection[int]]

REPEATABLE: tuple[tuple[type[Any], str, tuple[str, ...]], ...] = (
    (AuthorisedCollector, "child_id", ("adult_id", "name", "phone", "forbidden", "valid_until")),
    (EmergencyContact, "person_id", ("name", "phone")),
    (LevelResult, "person_id", ("day", "skill", "level", "occasion")),
    (FollowUp, "person_id", ("day", "line", "course_id", "done_on")),
    (Availability, "resource_id", ("kind", "weekday", "starts", "ends", "valid_from",
                                   "valid_until")),
)  # fmt: skip
"""Lines of a person that say the same when all these columns do."""


def works(db: Db, person_id: int) -> tuple[Work, str]:
    """Return what somebody works in, by source, and a reason for which she was let in twice."""
    found = {
        OccupationSource.LESSON.value: {
            row.lesson_id for row in find(db, LessonPerson, person_id=person_id)
        },
        OccupationSource.CHILDCARE.value: {
            row.slot_id for row in find(db, ChildcareSlotCarer, person_id=person_id)
        },
        OccupationSource.RIDE.value: {ride.id for ride in find(db, Ride, driver_id=person_id)},
    }
    let_in = find(db, Occupation, resource_id=person_id, active=False)
    return found, next((row.accepted_reason for row in let_in), "")


def reoccupied(db: Db, work: tuple[Work, str]) -> None:
    """Let what somebody worked in keep the record busy that stays."""
    records, reason = work
    reoccupy(db, records, reason)


def reorder_never_together(db: Db, kept: int, gone: int) -> None:
    """Let who must not meet the one not meet the other; the smaller id stands first."""
    for column, other in (("first_id", "second_id"), ("second_id", "first_id")):
        for row in find(db, NeverTogether, **{column: gone}):
            pair = sorted((kept, getattr(row, other)))
            twins = find(db, NeverTogether, first_id=pair[0], second_id=pair[1])
            if twins:
                twins[0].reason = twins[0].reason or row.reason
                db.delete(row)
            else:
                row.first_id, row.second_id = pair
    db.flush()


def drop_repeated(db: Db, kept: int) -> None:
    """Drop lines that stand twice now, the later ones."""
    for model, column, names in REPEATABLE:
        seen = set()
        for row in find(db, model, **{column: kept}):
            said = tuple(getattr(row, name) for name in names)
            if said in seen:
                db.delete(row)
            seen.add(said)
    db.flush()


def rename(db: Db, gone: int, kept: int) -> None:
    """Name the record that stays in accepted conflicts and in the steps of drafts."""
    known = {row.conflict: row for row in find(db, AcceptedConflict)}
    for key, row in known.items():
        wanted = renamed(key, gone, kept)
        if wanted != key and wanted in known:
            db.delete(row)
        else:
            row.conflict = wanted
    for step in find(db, DraftStep):
        change = draft_changes.read(step.kind, step.content)
        after = draft_changes.renamed(change, gone, kept)
        if after != change:
            step.content = draft_changes.written(after)[1]
    db.flush()
