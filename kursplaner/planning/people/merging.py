"""Two records of one person become one: tried and shown first, then stored as one act.

Everything that hung on the record that goes hangs on the other one; where both say the same it
stands once. The name that goes stays findable.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType

from kursplaner.basics.errors import Refused
from kursplaner.domain.conflicts.conflicts import Conflict, renamed
from kursplaner.domain.people import Guardianship, Person
from kursplaner.domain.rides.rides import RideSeat
from kursplaner.planning.conflicts.finding import find_touching
from kursplaner.planning.people import merge_barriers, merge_rows
from kursplaner.planning.people.duplicates import SURE, KnownPeople
from kursplaner.planning.people.merge_fields import (
    Choices,
    FieldChoice,
    MergeField,
    Side,
    fields_of,
    told_by,
)
from kursplaner.planning.people.merge_folds import FOLDS
from kursplaner.planning.people.merge_stays import (
    JoinedStay,
    MarkToAsk,
    free_double_seats,
    joined_stays,
    marks_to_ask,
    settle_marks,
)
from kursplaner.planning.people.merge_values import store_values
from kursplaner.store.joining import Joiner
from kursplaner.store.journal.rehearsal import changed_rows, state_of, tried
from kursplaner.store.queries.people.duplicates import known_people
from kursplaner.store.queries.people.hanging import Hanging, what_hangs
from kursplaner.store.records import by_id, find
from kursplaner.store.session import Db

TARGETS = ("person", "resource")


@dataclass(frozen=True, slots=True)
class MergeWish:
    """Which two records are one person.

    Attributes:
        kept_id, gone_id: the record that stays, and the one that goes.
        choices: whose value holds, by field; what is not named is as proposed.
        marks: whose mark holds, by lesson, where they differ.
        children_apart: children recorded twice stay two; else they become one, too.
    """

    kept_id: int
    gone_id: int
    choices: Choices = field(default_factory=lambda: MappingProxyType({}))
    marks: Mapping[int, Side] = field(default_factory=lambda: MappingProxyType({}))
    children_apart: bool = False


@dataclass(frozen=True, slots=True)
class MergePlan:
    """What a merge does; nothing is written yet.

    Attributes:
        fields: every field in which a record says something, with a proposal.
        marks: lessons for which both are marked differently.
        open_marks: those of them that nobody has decided yet.
        stays: enrolments in one course that become one.
        before: what hangs on each record; after: what hangs on the one that stays then.
        children: (stays, goes) of children recorded twice who become one, too.
        children_refused: of others, why they stay two.
        conflicts: what stands against it then and did not before.
        state: of the rows it touches, to tell whether somebody changed them since.
    """

    wish: MergeWish
    fields: tuple[FieldChoice, ...]
    marks: tuple[MarkToAsk, ...]
    open_marks: tuple[MarkToAsk, ...]
    stays: tuple[JoinedStay, ...]
    before: tuple[Hanging, Hanging]
    after: Hanging
    children: tuple[tuple[int, int], ...]
    children_refused: tuple[Refused, ...]
    conflicts: tuple[Conflict, ...]
    state: str

    @property
    def ready(self) -> bool:
        """Tell whether everything that must be asked is decided."""
        return not self.open_marks


def in_order(db: Db, first: int, second: int) -> tuple[int, int]:
    """Return which record stays and which goes: the older one stays.

    Of whom nobody knows when she was put down was there first.

    Raises:
        Refused: kind "not_found".
    """
    people = sorted(
        (by_id(db, Person, first), by_id(db, Person, second)),
        key=lambda person: (person.registered_on or date.min, person.id),
    )
    return people[0].id, people[1].id


def propose(db: Db, wish: MergeWish) -> MergePlan:
    """Try a merge and take it back; within `Workspace.rehearse` or `change`.

    Raises:
        Refused: what `merge_barriers.check` says.
        HardConflict: a room, person or vehicle would be used twice.
    """
    with tried(db):
        return _done(db, wish)


def apply(db: Db, plan: MergePlan) -> None:
    """Do it within `Workspace.change`, checked again, as one act.

    Raises:
        Refused: "merge_marks_differ" while marks are undecided; "overtaken" when somebody changed
            what it touches since; or as `propose`.
    """
    fresh = _done(db, plan.wish)
    if fresh.state != plan.state:
        raise Refused("overtaken", noun="person", id=plan.wish.kept_id)
    if not fresh.ready:
        raise Refused("merge_marks_differ", count=len(fresh.open_marks))


def _done(db: Db, wish: MergeWish) -> MergePlan:
    merge_barriers.check(db, wish.kept_id, wish.gone_id)
    fields = fields_of(told_by(db, wish.kept_id), told_by(db, wish.gone_id))
    before = what_hangs(db, wish.kept_id), what_hangs(db, wish.gone_id)
    stays = joined_stays(db, wish.kept_id, wish.gone_id)
    marks = marks_to_ask(db, stays)
    plan = MergePlan(
        wish=wish,
        fields=fields,
        marks=marks,
        open_marks=tuple(mark for mark in marks if mark.lesson_id not in wish.marks),
        stays=stays,
        before=before,
        after=before[0],
        children=(),
        children_refused=(),
        conflicts=(),
        state="",
    )
    known = _known_conflicts(db, wish)
    children, refused = ((), ()) if wish.children_apart else _children(db, wish)
    _join(db, plan)
    return replace(
        plan,
        after=what_hangs(db, wish.kept_id),
        children=children,
        children_refused=refused,
        conflicts=tuple(c for c in find_touching(db, [wish.kept_id]) if c.id not in known),
        state=state_of(changed_rows(db)),
    )


def _known_conflicts(db: Db, wish: MergeWish) -> set[str]:
    """Return what stands against either record now, as it is named afterwards."""
    found = find_touching(db, [wish.kept_id, wish.gone_id])
    return {renamed(conflict.id, wish.gone_id, wish.kept_id) for conflict in found}


def _join(db: Db, plan: MergePlan) -> None:
    """Let everything hang over and delete the record that goes."""
    kept, gone = plan.wish.kept_id, plan.wish.gone_id
    own_seats = [seat.id for seat in find(db, RideSeat, person_id=kept)]
    work = merge_rows.works(db, gone)
    store_values(db, (kept, gone), plan.fields, plan.wish.choices)
    merge_rows.reorder_never_together(db, kept, gone)
    settle_marks(db, plan.stays, plan.wish.marks)
    joiner = Joiner(db, FOLDS)
    for stay in plan.stays:
        joiner.join("enrolment", stay.gone, stay.kept)
    joiner.hang_over(gone, kept, *TARGETS)
    merge_rows.drop_repeated(db, kept)
    free_double_seats(db, kept, own_seats)
    merge_rows.rename(db, gone, kept)
    merge_rows.reoccupied(db, work)
    db.delete(by_id(db, Person, gone))
    db.flush()


def _children(db: Db, wish: MergeWish) -> tuple[tuple[tuple[int, int], ...], tuple[Refused, ...]]:
    """Join children who are almost surely recorded twice; who cannot be one stays two."""
    joined, refused = [], []
    for first, second in _double_children(db, wish.kept_id, wish.gone_id):
        kept, gone = in_order(db, first, second)
        try:
            plan = propose(db, MergeWish(kept, gone, children_apart=True))
            if not plan.ready:
                raise Refused("merge_marks_differ", count=len(plan.open_marks))
        except Refused as error:
            refused.append(error)
            continue
        _join(db, plan)
        joined.append((kept, gone))
    return tuple(joined), tuple(refused)


def _double_children(db: Db, kept: int, gone: int) -> Iterable[tuple[int, int]]:
    mine, others = (
        {bond.child_id for bond in find(db, Guardianship, adult_id=key)} for key in (kept, gone)
    )
    mine, others = mine - others, others - mine
    if not mine or not others:
        return
    known = KnownPeople([person for person in known_people(db) if person.id in mine | others])
    taken: set[int] = set()
    for pair in known.pairs(SURE):
        ids = {pair.first_id, pair.second_id}
        if ids & mine and ids & others and not ids & taken:
            taken |= ids
            yield pair.first_id, pair.second_id


def choosing(plan: MergePlan, side: Side) -> dict[MergeField, Side]:
    """Return the choice of everything from one side; what it does not say stays as proposed."""
    return {
        choice.field: side
        for choice in plan.fields
        if not choice.same and (choice.first if side is Side.FIRST else choice.second) is not None
    }
