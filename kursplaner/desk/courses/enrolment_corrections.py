"""The correction of an enrolment as window and shell show it before it is done."""

from kursplaner.basics import clock
from kursplaner.desk.courses.changes import Preview
from kursplaner.desk.wording.changes.lines import lines_of
from kursplaner.desk.wording.changes.of_corrections import shortened
from kursplaner.desk.wording.changes.of_enrolments import Names, enrolment_lines
from kursplaner.desk.wording.words import names as shown_names
from kursplaner.domain.courses import Enrolment
from kursplaner.planning.enrolments.correcting import EnrolmentCorrection
from kursplaner.store.queries.courses.enrolments import coming_lessons
from kursplaner.store.queries.names import person_names
from kursplaner.store.queries.rides.pick_ups import stop_names
from kursplaner.store.records import by_id
from kursplaner.store.session import Db


def of_enrolment(db: Db, plan: EnrolmentCorrection, *, hidden: bool = False) -> Preview:
    """Return what a correction would do, with the names of those it concerns."""
    course_id = by_id(db, Enrolment, plan.wish.enrolment_id).course_id
    lessons = coming_lessons(db, course_id, clock.minute())
    rides = [row for row in plan.rows if row.table in {"ride", "ride_lesson"}]
    moved = shortened(lines_of(db, rides, hidden=hidden))
    lines = enrolment_lines(plan, lessons, _names(db, plan, hidden=hidden), moved)
    return Preview(tuple(lines), plan.conflicts)


def _names(db: Db, plan: EnrolmentCorrection, *, hidden: bool) -> Names:
    drafts = (plan.before.draft, plan.wish.draft)
    people = {child.person_id for draft in drafts for child in draft.children}
    stops = {draft.stop_id for draft in drafts if draft.stop_id is not None}
    return {
        **{
            ("person", key): shown_names.shown(name, hidden=hidden)
            for key, name in person_names(db, people).items()
        },
        **{("stop", key): name for key, name in stop_names(db, stops).items()},
    }
