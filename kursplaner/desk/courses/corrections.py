"""The correction of a course as window and shell show it before it is done."""

from collections.abc import Iterable, Sequence

from kursplaner.desk.courses.changes import Preview
from kursplaner.desk.wording.changes.lines import lines_of
from kursplaner.desk.wording.changes.of_corrections import (
    POINTS_TO,
    Names,
    correction_lines,
    deletion_lines,
    ending_lines,
    service_counts,
)
from kursplaner.desk.wording.words import names as shown_names
from kursplaner.domain.funding import Grant
from kursplaner.domain.organisations import Organisation
from kursplaner.domain.rooms import Site
from kursplaner.planning.courses.correcting import Correction
from kursplaner.planning.courses.deleting import Deletion
from kursplaner.planning.courses.ending import Ending
from kursplaner.store.journal.rehearsal import RowChange
from kursplaner.store.queries.names import person_names
from kursplaner.store.records import by_ids
from kursplaner.store.session import Db

TOLD = frozenset(
    (
        *("lesson", "lesson_person", "childcare_slot", "childcare_slot_lesson"),
        *("childcare_slot_carer", "ride", "ride_lesson"),
    )
)
"""Tables of which each lesson, childcare or ride that changes is told with a line."""


def of_correction(db: Db, plan: Correction, *, hidden: bool = False) -> Preview:
    """Return what a correction would do, with the names of those it concerns."""
    rows = [row for row in plan.rows if row.table in TOLD]
    moved = [*service_counts(rows), *lines_of(db, _single(plan, rows), hidden=hidden)]
    lines = correction_lines(plan, _names(db, plan, hidden=hidden), moved)
    return Preview(tuple(lines), plan.conflicts)


def of_deletion(db: Db, plan: Deletion, *, hidden: bool = False) -> Preview:
    """Return what deleting a course takes away."""
    found = person_names(db, set(plan.people))
    people = [shown_names.shown(found[key], hidden=hidden) for key in plan.people]
    return Preview(tuple(deletion_lines(plan, people)), ())


def of_ending(db: Db, plan: Ending, *, hidden: bool = False) -> Preview:
    """Return what ending a course does, with the names of those it concerns."""
    found = person_names(db, {*plan.people, *plan.never_came, *plan.waiting})
    named = {("person", key): shown_names.shown(name, hidden=hidden) for key, name in found.items()}
    return Preview(tuple(ending_lines(plan, named)), ())


def _single(plan: Correction, rows: Sequence[RowChange]) -> list[RowChange]:
    """Leave out what a service that comes or goes as a whole brings about: that is counted."""
    whole = {
        noun
        for noun, wanted in (("childcare", plan.wish.childcare), ("ride", plan.wish.shuttle))
        if wanted is not None
    }
    return [row for row in rows if row.table.split("_", maxsplit=1)[0] not in whole]


def _names(db: Db, plan: Correction, *, hidden: bool) -> Names:
    entries = (*plan.fitting, *plan.staying)
    families = (plan.childcare, plan.shuttle)
    people = {entry.person_id for entry in entries} | set(plan.over)
    people |= {key for some in families for key in (*some.served, *some.without, *some.losing)}
    found = {
        ("person", key): shown_names.shown(name, hidden=hidden)
        for key, name in person_names(db, people).items()
    }
    wanted: dict[str, set[int]] = {}
    for corrected in plan.fields:
        if corrected.name in POINTS_TO:
            noun = POINTS_TO[corrected.name][1]
            keys = (corrected.before, corrected.after)
            wanted.setdefault(noun, set()).update(_keys(keys))
    if plan.grant is not None:
        wanted.setdefault("grant", set()).update(_keys((*plan.grant.before, plan.grant.after)))
    for key, site in by_ids(db, Site, wanted.get("site", ())).items():
        found["site", key] = site.name
    for key, firm in by_ids(db, Organisation, wanted.get("organisation", ())).items():
        found["organisation", key] = firm.name
    for key, grant in by_ids(db, Grant, wanted.get("grant", ())).items():
        found["grant", key] = f"{grant.reference}, {grant.title}"
    return found


def _keys(values: Iterable[object]) -> set[int]:
    return {int(str(value)) for value in values if value is not None}
