"""Two people at two desks work on the small town, each with an undo of one's own."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from kursplaner.basics.errors import HardConflict
from kursplaner.domain.base import Base
from kursplaner.domain.conflicts.replays import Overfilled
from kursplaner.domain.courses import Course
from kursplaner.domain.families import ChildWish
from kursplaner.domain.kinds import ActKind, LeaveReason, Way
from kursplaner.planning.childcare import admission
from kursplaner.planning.childcare.admission import DoorDraft
from kursplaner.planning.enrolments import enrolling, leaving
from kursplaner.planning.enrolments.wishes import EnrolDraft
from kursplaner.planning.replays import playing
from kursplaner.store.file.schema import ACT, JOURNALED
from kursplaner.store.records import by_id
from kursplaner.store.session import Db
from kursplaner.store.workspace import Workspace
from tests.planning.small_town import TUESDAY, SmallTown, add_person

BORN = date(2023, 1, 5)
DAY_BEFORE = TUESDAY - timedelta(days=1)


class Desk:
    """What one of the two does; `who` is the login."""

    def __init__(self, town: SmallTown, who: str) -> None:
        self.town = town
        self.workspace = Workspace.open(town.workspace.path, who=who)

    def enrol(
        self,
        person: int,
        children: Sequence[int] = (),
        *,
        rides: bool = False,
        wheelchair: bool = False,
        only: Sequence[int] | None = None,
        course: int = 0,
    ) -> int:
        """Enrol somebody with children in K1; with `rides` all of them board at the stop."""
        draft = EnrolDraft(
            course or self.town.course,
            person,
            tuple(ChildWish(child, rides=rides) for child in children),
            way=Way.SHUTTLE if rides else Way.UNKNOWN,
            stop_id=self.town.stop if rides else None,
            wheelchair=wheelchair,
            only_lessons=None if only is None else frozenset(only),
        )
        course_id = draft.course_id
        subjects = [("person", person), ("course", course_id)]
        with self.workspace.change(ActKind.ENROLLED, subjects) as db:
            return enrolling.apply(db, enrolling.propose_enrol(db, draft))

    def leave(self, person: int, day: date = DAY_BEFORE) -> None:
        """Let somebody leave K1; the day before the first lesson gives everything back."""
        subjects = [("person", person), ("course", self.town.course)]
        with self.workspace.change(ActKind.LEFT_COURSE, subjects) as db:
            why = LeaveReason.MOVED
            plan = leaving.propose_leave(db, self.town.course, person, day, why)
            leaving.apply_leave(db, plan)

    def admit(self, child: int, slot: int = 0, reason: str = "") -> None:
        """Let a known child into a slot of the town."""
        with self.workspace.change(ActKind.CHILD_ADMITTED, [("person", child)]) as db:
            draft = DoorDraft("", child_id=child)
            plan = admission.propose_admission(db, self.town.slots[slot], draft)
            admission.admit(db, plan, reason)

    def change(self, kind: ActKind, act: Callable[[Db], None]) -> None:
        """Do whatever else."""
        with self.workspace.change(kind) as db:
            act(db)

    def set(self, kind: ActKind, model: type[Base], key: int, **values: object) -> None:
        """Change columns of a record."""
        with self.workspace.change(kind) as db:
            record = by_id(db, model, key)
            for name, value in values.items():
                setattr(record, name, value)

    def undo(self) -> bool:
        """Take back the last act; False: there was none."""
        return playing.undo(self.workspace) is not None

    def redo(self) -> bool:
        """Do again what was taken back; False: there was nothing."""
        return playing.redo(self.workspace) is not None


def people(town: SmallTown, *names: str) -> list[int]:
    """Add people without an act."""
    with town.workspace.fill() as db:
        return [add_person(db, name) for name in names]


def children(town: SmallTown, *names: str, born: date = BORN) -> list[int]:
    """Add children without an act."""
    with town.workspace.fill() as db:
        return [add_person(db, name, birth_date=born, height_cm=100) for name in names]


def named(reason: Overfilled) -> tuple[list[str], list[str], list[str]]:
    """Return whom the step would bring back, who came since, and the logins, by family name."""
    mine = [person.label.split()[-1] for person in reason.people]
    came = [person.label.split()[-1] for came in reason.came for person in came.people]
    return mine, came, [came.act.who for came in reason.came]


def state(workspace: Workspace) -> dict[str, list[tuple[object, ...]]]:
    """Everything in the town but versions, and what can be undone and redone."""
    found = {}
    with workspace.read() as db:
        for table in (*JOURNALED, ACT):
            columns = [column for column in table.columns if column.name != "version"]
            rows = db.execute(select(*columns).order_by(table.c.id))
            found[table.name] = [tuple(row) for row in rows]
    return found


@contextmanager
def refused(desk: Desk) -> Iterator[list[Overfilled]]:
    """Await a refusal that changes nothing; yields what is too full, filled in at the end."""
    found: list[Overfilled] = []
    before = state(desk.workspace)
    with pytest.raises(HardConflict) as error:
        yield found
    assert state(desk.workspace) == before
    found += [conflict for conflict in error.value.conflicts if isinstance(conflict, Overfilled)]


def places(town: SmallTown, count: int) -> None:
    """Let the course have so many places, without an act."""
    with town.workspace.fill() as db:
        by_id(db, Course, town.course).capacity = count
