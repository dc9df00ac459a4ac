"""Who or what else a lesson could have: other rooms or teachers, each with what stands against."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from kursplaner.desk.wording.words import names
from kursplaner.desk.wording.words.counts import counted
from kursplaner.domain.conflicts.conflicts import OVERLAPS, Conflict, hard_ones
from kursplaner.domain.kinds import CourseType
from kursplaner.planning.choices.workers import teaching_roles
from kursplaner.planning.lessons import changing
from kursplaner.planning.lessons.moving import MoveWish
from kursplaner.planning.lessons.staffing import StandIn
from kursplaner.planning.lessons.weekly_series import Reach
from kursplaner.store.queries.choices import rooms_in_use, workers
from kursplaner.store.queries.lessons.lessons import LessonRow
from kursplaner.store.session import Db


class What(StrEnum):
    """What is exchanged of a lesson."""

    ROOM = "room"
    TEACHER = "teacher"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A room or teacher; `id` is its own, `note` what is to know of it."""

    id: int
    name: str
    note: str
    wish: MoveWish
    conflicts: tuple[Conflict, ...] = ()

    @property
    def hard(self) -> bool:
        """Whether it cannot be taken."""
        return bool(hard_ones(self.conflicts))

    @property
    def occupied(self) -> bool:
        """Whether it is in use then."""
        return any(conflict.hard and conflict.kind in OVERLAPS for conflict in self.conflicts)


def candidates(
    db: Db, row: LessonRow, what: What, reach: Reach, *, hidden: bool = False
) -> list[Candidate]:
    """Return all others, judged for their places alone: the free ones first."""
    found = (
        _rooms(db, row, reach) if what is What.ROOM else _teachers(db, row, reach, hidden=hidden)
    )
    glanced = [
        replace(candidate, conflicts=changing.glance(db, candidate.wish).conflicts)
        for candidate in found
    ]
    return sorted(
        glanced,
        key=lambda candidate: (candidate.hard, len(candidate.conflicts), candidate.name),
    )


def judged(db: Db, candidate: Candidate) -> Candidate:
    """Return it with all that stands against it; within `Workspace.rehearse`.

    Participants, children, families, ways and credentials are looked at too, which takes longer.
    """
    return replace(candidate, conflicts=changing.propose(db, candidate.wish).conflicts)


def _rooms(db: Db, row: LessonRow, reach: Reach) -> Iterator[Candidate]:
    for room in rooms_in_use(db, row.day):
        if room.id != row.room_id:
            note = ", ".join([counted(room.capacity, "place"), room.site])
            wish = MoveWish(row.id, room_id=room.id, reach=reach)
            yield Candidate(room.id, room.name, note, wish)


def _teachers(db: Db, row: LessonRow, reach: Reach, *, hidden: bool) -> Iterator[Candidate]:
    now = {person.id for person in row.teachers}
    roles = set().union(*(teaching_roles(kind) for kind in CourseType))
    for key, name in {worker.id: worker.name for worker in workers(db, roles, row.day)}.items():
        if key not in now:
            wish = MoveWish(row.id, reach=reach, stand_in=StandIn(key))
            yield Candidate(key, names.shown(name, hidden=hidden), "", wish)
