"""Ways out of a conflict that really work: each is tried across everything before it is offered."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from kursplaner.basics import clock
from kursplaner.basics.errors import HardConflict, Refused
from kursplaner.basics.spans import EPOCH
from kursplaner.domain.conflicts.conflicts import Conflict
from kursplaner.domain.conflicts.limits import takes_on
from kursplaner.domain.kinds import ConflictKind
from kursplaner.planning.conflicts.finding import accept, find, find_for, find_touching
from kursplaner.planning.conflicts.knock_ons import OF_WORKERS
from kursplaner.planning.drafts.draft_changes import DraftChange, run
from kursplaner.planning.drafts.rehearsals import (
    Rehearsal,
    Standing,
    Watched,
    rehearse,
)
from kursplaner.planning.fixes.cost import Touched, cost, touched
from kursplaner.planning.fixes.facts import FixFacts
from kursplaner.planning.fixes.ideas import ideas
from kursplaner.planning.fixes.situation import FixKind, Idea, Situation
from kursplaner.store.session import Db

MOST_OFFERED = 5
MOST_TRIED = 7
"""Ideas tried for one conflict: more would make the clerk wait (issue: 300 ms on a county)."""
MOST_OF_A_KIND = 2
ENOUGH_TO_CANCEL = 3
"""With so many other ways out nobody asks for the dearest: cancelling without making up."""
ENOUGH_KINDS = 4
"""With so many different ways out the second best of a kind is not looked for."""


@dataclass(frozen=True, slots=True)
class Fix:
    """One way out of a conflict, tried and found to work.

    Attributes:
        facts: ids, names and minutes for its sentence (`desk.wording.fixes`).
        cost: the lower the better, in points (`planning.fix_cost`).
        state: how the touched rows are now; `apply` refuses when it is another.
        come: the soft conflicts it makes; gone: all that it solves.
        touched: how many lessons, rooms, children, rides and people it concerns.
    """

    conflict: Conflict
    kind: FixKind
    changes: tuple[DraftChange, ...]
    facts: FixFacts
    cost: int
    state: str
    come: tuple[Conflict, ...]
    gone: tuple[Conflict, ...]
    touched: Touched

    @property
    def needs_reason(self) -> bool:
        """Tell whether applying it asks for a reason."""
        return self.kind is FixKind.ACCEPT


def conflict_of(db: Db, conflict_id: str) -> Conflict:
    """Return the conflict with an id, as it is now.

    Raises:
        Refused: "conflict_unknown" when there is none (any more).
    """
    kind = conflict_id.partition(":")[0]
    kinds = {conflict_kind for conflict_kind in ConflictKind if conflict_kind.value == kind}
    for first in (clock.today(), EPOCH) if kinds else ():
        for conflict in find(db, first, kinds=kinds):
            if conflict.id == conflict_id:
                return conflict
    raise Refused("conflict_unknown", conflict=conflict_id)


def offered(db: Db, conflict: Conflict | str, most: int = MOST_OFFERED) -> tuple[Fix, ...]:
    """Return the best ways out of a conflict, cheapest first; within `Workspace.rehearse`.

    Every one was rehearsed: it can be done, makes no hard conflict, and this conflict is gone
    after it. Where nothing helps, the conflict may be accepted with a reason (no double use).

    Raises:
        Refused: "conflict_unknown".
    """
    known = conflict_of(db, conflict) if isinstance(conflict, str) else conflict
    situation = Situation(db, known)
    found = sorted(_working(situation, most), key=lambda fix: fix.cost)
    if found:
        return tuple(found[:most])
    return (_acceptance(known),) if _acceptable(known) else ()


def _working(situation: Situation, most: int) -> Iterator[Fix]:
    """Yield the ideas that hold, until there are enough or enough were tried."""
    of_kind: dict[FixKind, int] = {}
    seen: set[tuple[DraftChange, ...]] = set()
    tried, before = 0, Standing(watched(situation))
    for idea in ideas(situation):
        if tried == MOST_TRIED or sum(of_kind.values()) == most:
            return
        if idea.changes in seen or _not_wanted(idea, of_kind):
            continue
        seen.add(idea.changes)
        tried += 1
        fix = _tried(situation, idea, before)
        if fix is not None:
            of_kind[idea.kind] = of_kind.get(idea.kind, 0) + 1
            yield fix


def _not_wanted(idea: Idea, of_kind: Mapping[FixKind, int]) -> bool:
    """Tell whether there are enough ways out already without this one."""
    count = of_kind.get(idea.kind, 0)
    if idea.kind is FixKind.CANCEL:
        return len(of_kind) >= ENOUGH_TO_CANCEL
    return count == MOST_OF_A_KIND or (count > 0 and len(of_kind) >= ENOUGH_KINDS)


def _tried(situation: Situation, idea: Idea, before: Standing) -> Fix | None:
    """Return the idea as a fix if it works and solves the conflict."""
    conflict = situation.conflict
    try:
        result = rehearse(
            situation.db, idea.changes, situation.served, with_people=False, before=before
        )
    except (Refused, HardConflict):
        return None
    if not _solves(result, conflict):
        return None
    who = touched(situation.db, result)
    return Fix(
        conflict=conflict,
        kind=idea.kind,
        changes=idea.changes,
        facts={**idea.facts, **_at_the_end(result)},
        cost=cost(result, who),
        state=result.state,
        come=result.come,
        gone=result.gone,
        touched=who,
    )


def _at_the_end(result: Rehearsal) -> FixFacts:
    """Return when a lesson is made up."""
    for row in result.rows:
        if row.table == "lesson" and row.before is None and row.after is not None:
            return {"made_up": int(row.after["starts"] or 0)}
    return {}


def watched(situation: Situation) -> Watched | None:
    """Return how a conflict is looked for that hangs on no lesson."""
    conflict = situation.conflict
    if conflict.kind in OF_WORKERS:
        resource, since = conflict.subjects[0].id, conflict.day - timedelta(days=7)
        return lambda db: find_touching(db, [resource], {conflict.kind}, first=since)
    if situation.served:
        return None
    return lambda db: find(db, conflict.day, conflict.day)


def _solves(result: Rehearsal, conflict: Conflict) -> bool:
    left = any(found.id == conflict.id for found in result.conflicts)
    was = any(found.id == conflict.id for found in result.gone)
    return was and not left and not result.hard


def _acceptable(conflict: Conflict) -> bool:
    return takes_on(conflict) and "accepted" not in conflict.facts


def _acceptance(conflict: Conflict) -> Fix:
    facts = conflict.fingerprint()
    return Fix(conflict, FixKind.ACCEPT, (), {}, 0, facts, (), (), Touched())


def apply(db: Db, fix: Fix, reason: str = "") -> None:
    """Do a fix within `Workspace.change(ActKind.FIX_APPLIED)`, as one act; checked again.

    `reason` is stored with a conflict that is accepted.

    Raises:
        Refused: "overtaken_plan" when the facts changed since it was offered, "reason_missing".
    """
    if fix.kind is FixKind.ACCEPT:
        _accept(db, fix, reason)
        return
    situation = Situation(db, fix.conflict)
    try:
        before = Standing(watched(situation))
        again = rehearse(db, fix.changes, situation.served, with_people=False, before=before)
    except (Refused, HardConflict) as error:
        raise Refused("overtaken_plan") from error
    same = again.state == fix.state and _ids(again.come) == _ids(fix.come)
    if not same or not _solves(again, fix.conflict):
        raise Refused("overtaken_plan")
    for change in fix.changes:
        run(db, change)


def _ids(conflicts: Sequence[Conflict]) -> set[tuple[str, str]]:
    return {(conflict.id, conflict.severity.value) for conflict in conflicts}


def _accept(db: Db, fix: Fix, reason: str) -> None:
    if not reason.strip():
        raise Refused("reason_missing")
    now = next(
        (conflict for conflict in _now(db, fix.conflict) if conflict.id == fix.conflict.id), None
    )
    if now is None or now.fingerprint() != fix.state:
        raise Refused("overtaken_plan")
    accept(db, [replace(now)], reason.strip())


def _now(db: Db, conflict: Conflict) -> Sequence[Conflict]:
    """Return the conflicts of its kind where it was found."""
    situation = Situation(db, conflict)
    further = watched(situation)
    if conflict.kind is ConflictKind.COURSE_CAPACITY:
        return find(db, kinds={conflict.kind})
    if further is not None:
        return further(db)
    return find_for(db, situation.served, {conflict.kind})
