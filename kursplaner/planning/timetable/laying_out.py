"""Laying out or mending the timetable of a town: read, search, see what it would do, keep it.

`town_of` reads the file, `search` needs it no more and may take its time in another thread, `plan`
tries the result on the file. Nothing of it is stored but the draft that `keep` makes.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from threading import Event as Signal
from time import monotonic

from kursplaner.basics.errors import HardConflict, KursplanerError, Refused
from kursplaner.domain.conflicts.conflicts import Conflict
from kursplaner.domain.kinds import ConflictKind
from kursplaner.planning.drafts import drafts, rehearsals
from kursplaner.planning.drafts.draft_changes import DraftChange
from kursplaner.planning.drafts.rehearsals import Rehearsal
from kursplaner.planning.fixes.cost import cost, touched
from kursplaner.planning.lessons.moving_together import LessonMove
from kursplaner.planning.timetable.checker import score
from kursplaner.planning.timetable.mending.changes import changes_of, moves_of
from kursplaner.planning.timetable.mending.mending import Mended, tried
from kursplaner.planning.timetable.problem import (
    Place,
    Progress,
    Score,
    Solution,
)
from kursplaner.planning.timetable.town.clash import ClashTold, clash_of
from kursplaner.planning.timetable.town.mended import (
    left_over,
    mended_series,
    owners_of,
    parked_units,
)
from kursplaner.planning.timetable.town.plan import (
    ParkedSeries,
    TimetablePlan,
    costs,
    homeless_series,
    moved_series,
    parked_series,
)
from kursplaner.planning.timetable.town.reading import TimetableWish, Town, town_of
from kursplaner.planning.timetable.town.series import Series
from kursplaner.store.queries.timetable import PlannedLesson
from kursplaner.store.session import Db

__all__ = ["Found", "TimetablePlan", "TimetableWish", "Town", "keep", "plan", "search", "town_of"]

WORKERS = 2
CLASH_SECONDS = 5.0
FIRST_SHARE = 0.5
"""Part of the time for mending with what is broken alone."""
MOST_TRIES = 40
TRIAL_SECONDS = 3.0
"""How long choices of a mended timetable are tried on the file."""
NOTHING = Mended((), (), None, 0)
SURELY_LEAST = 8
"""Up to so many troubled lessons the disturbance is as small as it can be (see benchmarks)."""
Listener = Callable[[Progress], None]


@dataclass(frozen=True)
class Found:
    """What a search brought; `clash` where not everything has its place.

    Attributes:
        left: of a mended timetable, the town in which others move for what found no way alone.
    """

    solution: Solution
    before: Score
    clash: ClashTold | None
    left: Town | None = None


def search(
    town: Town,
    seconds: float,
    progress: Listener | None = None,
    cancel: Signal | None = None,
) -> Found:
    """Return the best timetable found in the time; reads and writes nothing.

    Raises:
        Refused: "seconds_out_of_range".
    """
    from kursplaner.planning.timetable.formula.engine import Limits
    from kursplaner.planning.timetable.search import solver

    if not 0 < seconds <= 3600:
        raise Refused("seconds_out_of_range", seconds=seconds)
    if town.wish.mend:
        return _mended(town, seconds, progress, cancel)
    limits = Limits(seconds=seconds, workers=WORKERS)
    solution = solver.solve(town.problem, limits, progress, cancel)
    return Found(solution, score(town.problem, _now(town)), _clash(town, solution))


def _now(town: Town) -> dict[int, Place]:
    return {event.id: event.current for event in town.problem.events if event.current is not None}


def _clash(town: Town, solution: Solution) -> ClashTold | None:
    if not solution.parked or solution.stopped:
        return None
    return clash_of(town, [parked.event for parked in solution.parked], CLASH_SECONDS)


def _mended(town: Town, seconds: float, progress: Listener | None, cancel: Signal | None) -> Found:
    """Choose the least disturbance; where that is not enough, others may move, too."""
    from kursplaner.planning.timetable.formula.engine import Limits
    from kursplaner.planning.timetable.search import solver

    began = monotonic()
    mending = town.mending
    stopped = cancel is not None and cancel.is_set()
    chosen = mending.choose(seconds * FIRST_SHARE) if mending is not None and not stopped else ()
    helpless = () if mending is None or stopped else mending.without_way(chosen)
    broken = {row.id for key in town.series.values() if key.broken for row in key.lessons}
    passed = monotonic() - began
    if not broken & {unit.lesson_id for unit in helpless}:
        return Found(_unmoved(town, passed, stopped=stopped), score(town.problem, _now(town)), None)
    left = left_over(town, chosen)
    limits = Limits(seconds=max(0.1, seconds - passed), workers=WORKERS)
    solution = solver.mend(left.problem, limits, progress, cancel)
    solution = replace(solution, seconds=solution.seconds + passed, proven=False)
    return Found(solution, score(left.problem, _now(left)), _clash(town, solution), left)


def _unmoved(town: Town, seconds: float, *, stopped: bool) -> Solution:
    """Return the solution in which nobody moves who is not troubled."""
    places = _now(town)
    times = {"seconds": seconds, "first_seconds": seconds}
    counted = score(town.problem, places)
    few = town.mending is None or len(town.mending.units) <= SURELY_LEAST
    return Solution(places, (), counted, proven=few and not stopped, stopped=stopped, **times)


def plan(db: Db, town: Town, found: Found) -> TimetablePlan:
    """Return what the timetable would change; within `Workspace.rehearse`.

    Each lesson that a single day stands against stays where it is.
    """
    mended = NOTHING if town.mending is None else tried(db, town.mending, TRIAL_SECONDS)
    here = found.left or town
    places = found.solution.placements if not town.wish.mend or found.left else {}
    parked = tuple(parked_series(here, parking, places) for parking in found.solution.parked)
    moves = {move.lesson_id: move for move in _moves(here, places, parked)}
    for unit, _ in mended.pairs:
        moves.pop(unit.lesson_id or 0, None)
    stays = dict(_lost(here, places))
    for lesson in stays:
        moves.pop(lesson, None)
    rehearsal, changes = _tried(db, here, moves, stays, mended)
    if town.wish.mend:
        parked = tuple(_still_parked(db, town, mended, moves, parked))
    else:
        parked += tuple(homeless_series(town, series) for series in town.homeless)
    told = (*mended_series(db, town, mended.pairs), *moved_series(here, places, moves, stays))
    return TimetablePlan(
        wish=town.wish,
        moves=told,
        parked=parked,
        series=len(town.series),
        changes=changes,
        rehearsal=rehearsal,
        costs={} if town.wish.mend else costs(town, found.before, found.solution.score),
        clash=found.clash,
        proven=found.solution.proven,
        stopped=found.solution.stopped,
        seconds=found.solution.seconds,
        disturbance=_disturbance(db, rehearsal) if town.wish.mend else 0,
        owners=_courses_of(town),
    )


def _still_parked(
    db: Db,
    town: Town,
    mended: Mended,
    moves: Mapping[int, LessonMove],
    parked: Iterable[ParkedSeries],
) -> Iterable[ParkedSeries]:
    """Yield what nobody's moving helped, with what truly stands in its way."""
    vacating = {lesson for each in parked if each.vacates for lesson in each.lesson_ids}
    helped = moves.keys() - vacating
    units = [unit for unit in mended.parked if unit.lesson_id not in helped]
    for each in parked_units(db, town, units):
        yield replace(each, vacates=bool(vacating & set(each.lesson_ids)))


def _disturbance(db: Db, rehearsal: Rehearsal | None) -> int:
    return 0 if rehearsal is None else cost(rehearsal, touched(db, rehearsal))


def _courses_of(town: Town) -> dict[tuple[str, int], int]:
    """Return the course of each record that may change."""
    of_lesson = {row.id: key.course_id for key in town.series.values() for row in key.lessons}
    known = {key: of_lesson[lesson] for key, lesson in town.owners.items() if lesson in of_lesson}
    return known | ({} if town.mending is None else owners_of(town.mending.units))


def keep(db: Db, made: TimetablePlan, title: str, course_ids: Collection[int] | None = None) -> int:
    """Store the plan, or what it changes for some courses, as a draft; returns its id.

    Within `Workspace.change`.

    Raises:
        Refused: "timetable_unchanged" when nothing moves, "timetable_together" when these courses
            cannot move without others; as `change_drafts.new`.
    """
    changes = made.changes if course_ids is None else made.changes_for(course_ids)
    if not changes:
        raise Refused("timetable_unchanged")
    if changes != made.changes and not works(db, changes):
        raise Refused("timetable_together")
    return drafts.new(db, title, list(changes))


def works(db: Db, changes: Sequence[DraftChange]) -> bool:
    """Tell whether changes can be made as things stand and bring nothing hard."""
    try:
        return not rehearsals.rehearse(db, changes, with_people=False).hard
    except KursplanerError:
        return False


# --- Moves --------------------------------------------------------------------------------------


def _moves(
    town: Town, places: Mapping[int, Place], parked: Iterable[ParkedSeries]
) -> Iterable[LessonMove]:
    for key, place in places.items():
        series = town.series[key]
        now = series.place(town.weeks)
        if place != now:
            yield from (_move(town, series, lesson, place, now) for lesson in series.lessons)
    for each in parked:
        if each.vacates:
            for lesson in (x for s in town.series.values() for x in s.lessons):
                if lesson.id in each.lesson_ids:
                    yield LessonMove(lesson.id, lesson.starts, lesson.ends, None)


def _move(
    town: Town, series: Series, lesson: PlannedLesson, place: Place, now: Place
) -> LessonMove:
    starts = lesson.starts
    if place.start != now.start:
        starts = town.weeks.minute(town.weeks.week(lesson.starts), place.start)
    comes = place.teacher if place.teacher != now.teacher else None
    goes = series.teachers[0] if comes is not None and series.teachers else None
    return LessonMove(lesson.id, starts, starts + series.minutes, place.room, comes, goes)


def _lost(town: Town, places: Mapping[int, Place]) -> Iterable[tuple[int, ConflictKind]]:
    """Yield the lessons that would fall on a day off; they stay where they are."""
    for key, place in places.items():
        if place.start != town.series[key].place(town.weeks).start:
            weekday = town.weeks.grid.day(place.start)
            for lesson in town.lost.get(key, {}).get(weekday, ()):
                yield lesson, ConflictKind.HOLIDAY


def _tried(
    db: Db,
    town: Town,
    moves: dict[int, LessonMove],
    stays: dict[int, ConflictKind],
    mended: Mended,
) -> tuple[Rehearsal | None, tuple[DraftChange, ...]]:
    """Rehearse the moves; a lesson against which something hard stands is taken out of them."""
    owner = town.owners
    for tries in range(MOST_TRIES):
        if not moves and not mended.pairs:
            return None, ()
        changes = changes_of(mended.pairs, (*moves_of(mended.pairs), *moves.values()))
        try:
            seen = rehearsals.rehearse(db, changes, with_people=False)
        except KursplanerError as error:
            blamed = _blamed(error, owner, moves)
        else:
            if not seen.hard or not moves:
                return rehearsals.rehearse(db, changes), changes
            blamed = _named(seen.hard, owner, moves)
        if not blamed or tries > MOST_TRIES // 2:
            blamed |= _whole_series(town, blamed or dict.fromkeys(moves, ConflictKind.COURSE))
        stays |= {lesson: kind for lesson, kind in blamed.items() if lesson in moves}
        for lesson in blamed:
            moves.pop(lesson, None)
    return None, ()


def _blamed(
    error: KursplanerError, owner: Mapping[tuple[str, int], int], moves: Mapping[int, LessonMove]
) -> dict[int, ConflictKind]:
    if isinstance(error, HardConflict):
        return _named([c for c in error.conflicts if isinstance(c, Conflict)], owner, moves)
    key, at = error.facts.get("id"), error.facts.get("at")
    return {
        lesson: ConflictKind.CLOSURE
        for lesson, move in moves.items()
        if lesson == key or (isinstance(at, int) and at in (move.starts, move.ends - 1))
    }


def _named(
    conflicts: Iterable[Conflict],
    owner: Mapping[tuple[str, int], int],
    moves: Mapping[int, LessonMove],
) -> dict[int, ConflictKind]:
    """Return one moved lesson for each conflict: the last of those it names."""
    found: dict[int, ConflictKind] = {}
    for conflict in conflicts:
        named = [owner.get((subject.noun, subject.id)) for subject in conflict.subjects]
        mine = [lesson for lesson in named if lesson is not None and lesson in moves]
        if mine and not found.keys() & set(mine):
            found[max(mine)] = conflict.kind
    return found


def _whole_series(town: Town, blamed: Mapping[int, ConflictKind]) -> dict[int, ConflictKind]:
    found = dict(blamed)
    for series in town.series.values():
        kinds = [blamed[lesson.id] for lesson in series.lessons if lesson.id in blamed]
        if kinds:
            found |= dict.fromkeys((lesson.id for lesson in series.lessons), kinds[0])
    return found
