"""One act that solves all conflicts of one cause: another room for the whole closure.

Each conflict is tried on the ground of those solved before it, then all changes together: what is
offered can be done, leaves none of them and makes no hard one.
"""

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass

from kursplaner.basics import clock
from kursplaner.basics.errors import HardConflict, Refused
from kursplaner.basics.spans import EPOCH
from kursplaner.domain.conflicts.conflicts import Conflict
from kursplaner.planning.conflicts import finding
from kursplaner.planning.conflicts.grouping import GROUP, ConflictGroup, grouped
from kursplaner.planning.drafts.draft_changes import DraftChange, run
from kursplaner.planning.drafts.rehearsals import Rehearsal, Standing, Watched, rehearse
from kursplaner.planning.fixes import offering
from kursplaner.planning.fixes.cost import cost, touched
from kursplaner.planning.fixes.facts import FixFacts
from kursplaner.planning.fixes.ideas import ideas
from kursplaner.planning.fixes.offering import Fix, watched
from kursplaner.planning.fixes.situation import FixKind, Idea, Situation
from kursplaner.store.journal.rehearsal import tried
from kursplaner.store.session import Db

MOST_TOGETHER = 40
"""Conflicts that one act may solve; more are asked for by a shorter stretch of time."""
MOST_OFFERED = 3
MOST_ACTS = 8
"""Different acts that are tried: most of them end at the first date that does not go."""
BY_WHOM = frozenset(
    (
        *(FixKind.OTHER_TEACHER, FixKind.OTHER_CARER, FixKind.OTHER_DRIVER),
        *(FixKind.MORE_CARERS, FixKind.OTHER_VEHICLE),
    )
)
BY_ROOM = frozenset((FixKind.OTHER_ROOM, FixKind.CHILDCARE_ROOM))
BY_SHIFT = frozenset((FixKind.OTHER_TIME, FixKind.OTHER_DAY))
ALIKE = frozenset((FixKind.WITHOUT_ROOM, FixKind.CANCEL_MADE_UP, FixKind.CANCEL))
Act = tuple[Hashable, ...]


@dataclass(frozen=True, slots=True)
class FixForAll(Fix):
    """One act for several conflicts; `conflict` is the first of them, `parts` how many it took."""

    conflicts: tuple[Conflict, ...] = ()
    parts: int = 0


def known(db: Db, key: str) -> ConflictGroup:
    """Return the conflicts of one cause by the id of their group, or a single one by its own.

    Raises:
        Refused: "conflict_unknown" when there is none (any more).
    """
    if not key.startswith(f"{GROUP}:"):
        return ConflictGroup(key, (offering.conflict_of(db, key),))
    for first in (clock.today(), EPOCH):
        for group in grouped(finding.find(db, first)):
            if group.id == key:
                return group
    raise Refused("conflict_unknown", conflict=key)


def ways_out(
    db: Db, group: ConflictGroup, wanted: Callable[[], bool] = lambda: True
) -> tuple[Fix, ...]:
    """Return the ways out of a conflict, or the acts that solve all of a group, cheapest first.

    Within `Workspace.rehearse`; the search for a group ends once it is not wanted any more.
    """
    if group.single:
        return offering.offered(db, group.first)
    return offered_for_all(db, group.conflicts, wanted=wanted)


def act_of(idea: Idea | Fix) -> Act | None:
    """Return what an idea does, whichever date it is for; None where each date is by itself."""
    facts = idea.facts
    if idea.kind in BY_ROOM:
        return (idea.kind, facts.get("room", 0))
    if idea.kind in BY_WHOM:
        return (idea.kind, facts.get("goes", 0), facts.get("comes", 0))
    if idea.kind in BY_SHIFT:
        return (idea.kind, facts.get("to", 0) - facts.get("from", 0))
    return (idea.kind,) if idea.kind in ALIKE else None


def offered_for_all(
    db: Db,
    conflicts: Sequence[Conflict],
    most: int = MOST_OFFERED,
    *,
    wanted: Callable[[], bool] = lambda: True,
) -> tuple[FixForAll, ...]:
    """Return the acts that solve all conflicts of a group, cheapest first; none where too many.

    Within `Workspace.rehearse`.
    """
    if not 1 < len(conflicts) <= MOST_TOGETHER:
        return ()
    found = []
    for act in _acts(db, conflicts[0]):
        fix = _throughout(db, conflicts, act)
        if fix is not None:
            found.append(fix)
        if len(found) == most or not wanted():
            break
    return tuple(sorted(found, key=lambda fix: fix.cost))


def apply(db: Db, fix: Fix, reason: str = "") -> None:
    """Do a fix within `Workspace.change(ActKind.FIX_APPLIED)`, as one act; checked again.

    Raises:
        Refused: "overtaken_plan" when something of it changed since it was offered,
            "reason_missing".
    """
    if not isinstance(fix, FixForAll):
        offering.apply(db, fix, reason)
        return
    again = _together(db, fix.conflicts, fix.changes)
    if again is None or again.state != fix.state or _ids(again) != {c.id for c in fix.come}:
        raise Refused("overtaken_plan")
    for change in fix.changes:
        run(db, change)


def _ids(result: Rehearsal) -> set[str]:
    return {conflict.id for conflict in result.come}


def _acts(db: Db, first: Conflict) -> Iterator[Act]:
    """Yield what might be done about the first conflict, each act once, the cheap ones first."""
    seen: set[Act] = set()
    for idea in ideas(Situation(db, first)):
        act = act_of(idea)
        if act is not None and act not in seen:
            seen.add(act)
            yield act
            if len(seen) == MOST_ACTS:
                return


def _throughout(db: Db, conflicts: Sequence[Conflict], act: Act) -> FixForAll | None:
    """Do the same about every conflict that is left by then; None at the first that stays."""
    changes: list[DraftChange] = []
    facts: FixFacts = {}
    starts: list[int] = []
    records, parts = 0, 0
    kind: FixKind | None = None
    with tried(db):
        for conflict in conflicts:
            situation = Situation(db, conflict)
            if changes and not _stands(db, situation):
                continue
            idea = next((idea for idea in ideas(situation) if act_of(idea) == act), None)
            if idea is None or not _done(db, idea):
                return None
            changes += idea.changes
            facts, kind = facts or idea.facts, idea.kind
            starts.append(idea.facts.get("first", conflict.starts))
            records, parts = records + idea.facts.get("records", 1), parts + 1
    result = _together(db, conflicts, changes) if kind is not None else None
    if result is None or kind is None:
        return None
    who = touched(db, result)
    told: FixFacts = {**facts, "records": records, "first": min(starts)}
    return FixForAll(
        conflicts[0], kind, tuple(changes), told, cost(result, who), result.state,
        result.come, result.gone, who, tuple(conflicts), parts,
    )  # fmt: skip


def _done(db: Db, idea: Idea) -> bool:
    """Make an idea's changes on the ground of those before; False where one cannot be made."""
    try:
        for change in idea.changes:
            run(db, change)
        db.flush()
    except (Refused, HardConflict):
        return False
    return True


def _stands(db: Db, situation: Situation) -> bool:
    """Tell whether a conflict is still there after what was done about those before it."""
    found = Standing(watched(situation)).look(db, frozenset(situation.served))
    return any(conflict.id == situation.conflict.id for conflict in found)


def _together(
    db: Db, conflicts: Sequence[Conflict], changes: Sequence[DraftChange]
) -> Rehearsal | None:
    """Rehearse all changes as one; None unless all conflicts are gone and no hard one came."""
    situations = [Situation(db, conflict) for conflict in conflicts]
    served = {key for situation in situations for key in situation.served}
    watchers = [watch for watch in map(watched, situations) if watch is not None]
    before = Standing(_all_of(watchers) if watchers else None)
    try:
        result = rehearse(db, changes, served, with_people=False, before=before)
    except (Refused, HardConflict):
        return None
    left = {conflict.id for conflict in result.conflicts}
    gone = {conflict.id for conflict in result.gone}
    wanted = {conflict.id for conflict in conflicts}
    return result if not wanted & left and wanted <= gone and not result.hard else None


def _all_of(watchers: Sequence[Watched]) -> Watched:
    def look(db: Db) -> Sequence[Conflict]:
        found = {conflict.id: conflict for watch in watchers for conflict in watch(db)}
        return list(found.values())

    return look
