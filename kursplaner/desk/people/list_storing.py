"""A people list stored: decided row by row, and enrolled where that is wanted, as one act."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from kursplaner.basics.progress import Tell, each, part, untold
from kursplaner.desk.people.importing import ImportRow, Outcome, PeopleList, is_same
from kursplaner.desk.people.links import link_people
from kursplaner.desk.people.list_enrolments import Enrolled, enrol_listed
from kursplaner.desk.people.list_layouts import remember
from kursplaner.domain.kinds import ActKind
from kursplaner.exchange.people_list.rows import PersonRow, Place
from kursplaner.planning.people.doubles import keep_apart
from kursplaner.planning.people.duplicates import KnownPeople, known
from kursplaner.planning.people.families import add_person
from kursplaner.planning.people.filling import fill
from kursplaner.planning.people.merge_fields import MergeField
from kursplaner.store.session import Db
from kursplaner.store.workspace import Workspace, concerning


class Decision(StrEnum):
    """What somebody decides about a row."""

    NEW = "new"  # is somebody of her own
    SAME = "same"  # is the stored person, or the row, it is like
    LATER = "later"  # is put down, and shown among the likely doubles
    LEAVE = "leave"


USUAL: Mapping[Outcome, Decision] = MappingProxyType(
    {
        Outcome.NEW: Decision.NEW,
        Outcome.KNOWN: Decision.SAME,
        Outcome.REPEATED: Decision.SAME,
        Outcome.SIMILAR: Decision.LEAVE,
        Outcome.ALIKE: Decision.LEAVE,
        Outcome.DOUBTFUL: Decision.LEAVE,
    }
)
"""What is done with a row about which nobody decided anything."""


@dataclass(frozen=True, slots=True)
class StoredList:
    """What was stored.

    Attributes:
        person_ids: those put down anew, in the order of the list.
        filled: how many people who were there know more now.
        enrolled: what became of the enrolments.
        remembered: whether the meaning of columns was kept for lists of this layout.
    """

    person_ids: tuple[int, ...] = ()
    filled: int = 0
    enrolled: Enrolled = field(default_factory=Enrolled)
    remembered: bool = False


Decisions = Mapping[Place, Decision]
Fills = Mapping[Place, Collection[MergeField]]
"""Which fields of rows of the same person are taken; rows without an entry as `usual_fill` says."""


def store(
    workspace: Workspace,
    people: PeopleList,
    decisions: Decisions | None = None,
    tell: Tell = untold,
    *,
    enrol: bool = False,
    course: str = "",
    fills: Fills | None = None,
) -> StoredList:
    """Store the people of a list as one act.

    Args:
        workspace: the town.
        people: the list as it was shown.
        decisions: what somebody decided about rows; the others go as `USUAL` says.
        tell: hears how far that is, up to the end of the act; what it raises ends it, and nothing
            is stored.
        enrol: whether the people are enrolled in the courses that the list names.
        course: the course for those of whom the list names none.
        fills: what is taken of rows that are somebody who is there.

    Raises:
        Refused: "course_unknown" for `course`.
    """
    wanted = _wanted(people, decisions or {}, fills or {}, enrol=enrol)
    if not wanted:
        return StoredList()
    with workspace.change(ActKind.PEOPLE_IMPORTED) as db:
        fresh = known(db, part(tell, 0, 0.1))
        storing = _Storing(db, fresh, decisions or {}, fills or {})
        for row, decision in each(wanted, part(tell, 0.1, 0.6)):
            storing.store(row, decision)
        link_people(db, storing.new, part(tell, 0.6, 0.8))
        enrolled = Enrolled()
        if enrol:
            enrolled = enrol_listed(db, storing.everybody, course, part(tell, 0.8, 1))
        ids = tuple(key for _, key in storing.new)
        for key in (*ids, *sorted(storing.filled)):
            concerning(db, "person", key)
        kept = {remember(db, guess) for guess in people.guesses}
        db.flush()
        tell(1, 1)
    return StoredList(ids, len(storing.filled), enrolled, True in kept)


def decision_of(row: ImportRow, decisions: Decisions) -> Decision:
    """Return what is done with a row: what was decided, else what is usual."""
    decision = decisions.get(row.place, USUAL[row.outcome])
    if not row.has_name and decision is not Decision.LEAVE:
        return Decision.LEAVE
    return decision


def usual_fill(row: ImportRow) -> frozenset[MergeField]:
    """Return what a row fills in of somebody who is there: what is missing, not what differs.

    A row that is doubtful itself (struck out, hidden, shifted) fills in nothing.
    """
    if row.row.doubts:
        return frozenset()
    return frozenset(found.field for found in row.additions if not found.asks)


def fill_of(row: ImportRow, fills: Fills) -> frozenset[MergeField]:
    """Return what is taken of a row of the same person: what was chosen, else what is usual."""
    offered = {found.field for found in row.additions}
    return frozenset(fills[row.place]) & offered if row.place in fills else usual_fill(row)


def _wanted(
    people: PeopleList, decisions: Decisions, fills: Fills, *, enrol: bool
) -> list[tuple[ImportRow, Decision]]:
    """Return the rows to store; known people are worth an act to be enrolled or to know more."""
    wanted: list[tuple[ImportRow, Decision]] = []
    for row in people.rows:
        decision = decision_of(row, decisions)
        if decision is not Decision.LEAVE:
            wanted.append((row, decision))
    new = any(decision is not Decision.SAME or fill_of(row, fills) for row, decision in wanted)
    return wanted if new or enrol else []


class _Storing:
    """Stores row after row, and remembers who each of them became."""

    def __init__(self, db: Db, fresh: KnownPeople, decisions: Decisions, fills: Fills) -> None:
        self._db, self._fresh, self._decisions, self._fills = db, fresh, decisions, fills
        self.filled: set[int] = set()
        self._new_ids: set[int] = set()
        self._ids: dict[Place, int] = {}
        self.new: list[tuple[PersonRow, int]] = []
        self.everybody: list[tuple[PersonRow, int]] = []

    def store(self, row: ImportRow, decision: Decision) -> None:
        """Store one row, unless somebody has put the person down since the list was shown."""
        key = self._same(row) if decision is Decision.SAME else self._put_down_since(row)
        if key is None:
            key = add_person(self._db, row.draft)
            self.new.append((row.row, key))
            self._new_ids.add(key)
            if decision is Decision.NEW:
                self._keep_apart(row, key)
        elif decision is Decision.SAME:
            taken = fill_of(row, self._fills)
            if taken and fill(self._db, key, row.draft, taken) and key not in self._new_ids:
                self.filled.add(key)
        self._ids[row.place] = key
        self.everybody.append((row.row, key))

    def _same(self, row: ImportRow) -> int | None:
        """Return who a row is: of two it may be, the stored person goes before the row above."""
        stored = row.likeness.person_id if row.likeness is not None else None
        twin = self._ids.get(row.twin) if row.twin is not None else None
        return twin if row.outcome is Outcome.REPEATED and twin is not None else stored or twin

    def _put_down_since(self, row: ImportRow) -> int | None:
        if row.place in self._decisions or row.outcome is not Outcome.NEW:
            return None
        like = next(iter(self._fresh.like(row.draft)), None)
        return like.person_id if like is not None and is_same(like) else None

    def _keep_apart(self, row: ImportRow, key: int) -> None:
        others: Iterable[int | None] = (
            row.likeness.person_id if row.likeness is not None else None,
            self._ids.get(row.twin) if row.twin is not None else None,
        )
        for other in others:
            if other is not None and other != key:
                keep_apart(self._db, key, other)
