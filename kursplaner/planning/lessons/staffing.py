"""Who works in lessons: the one who comes in the place of the one who goes, and storing it."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from kursplaner.domain.courses import Lesson, LessonPerson
from kursplaner.domain.kinds import LessonRole
from kursplaner.planning.interpreters.following import handed_over
from kursplaner.store.records import by_ids, find
from kursplaner.store.session import Db


@dataclass(frozen=True, slots=True)
class StandIn:
    """Who comes (None: nobody) and who goes (None: all teachers)."""

    comes: int | None
    goes: int | None = None


def people_with(
    db: Db, lesson_ids: Collection[int], stand_in: StandIn | None
) -> dict[int, tuple[int, ...] | None]:
    """Return who works in each lesson after somebody else has come; None where nothing changes."""
    if stand_in is None:
        return dict.fromkeys(lesson_ids)
    workers: dict[int, set[int]] = {key: set() for key in lesson_ids}
    for row in find(db, LessonPerson, lesson_id=list(lesson_ids)):
        teaches = row.role == LessonRole.TEACHER.value
        goes = row.person_id == stand_in.goes or (stand_in.goes is None and teaches)
        if not (goes and teaches):
            workers[row.lesson_id].add(row.person_id)
    comes = set() if stand_in.comes is None else {stand_in.comes}
    return {key: tuple(sorted(people | comes)) for key, people in workers.items()}


def staff(db: Db, people: Mapping[int, Collection[int]]) -> None:
    """Let exactly these people work in each lesson; who comes takes the role of who goes."""
    present: dict[int, dict[int, LessonPerson]] = defaultdict(dict)
    for row in find(db, LessonPerson, lesson_id=list(people)):
        present[row.lesson_id][row.person_id] = row
    changed = [key for key, wanted in people.items() if set(wanted) != present[key].keys()]
    for key, lesson in by_ids(db, Lesson, changed).items():
        gone = [row for person, row in present[key].items() if person not in people[key]]
        role = gone[0].role if gone else LessonRole.TEACHER.value
        come = sorted(set(people[key]) - present[key].keys())
        for row in gone:
            db.delete(row)
        handed_over(db, key, {row.person_id: come[0] if come else None for row in gone})
        for person in come:
            db.add(LessonPerson(lesson_id=key, person_id=person, role=role))
        lesson.version += 1
