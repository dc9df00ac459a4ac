"""Laying out or mending the timetable of a town: read, search, see what it would do, keep it.

`town_of` reads the file, `search` needs it no more and may take its time in another thread, `plan`
tries the result on the file. Nothing of it is stored but the draft that `keep` makes.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from threading import Event as Signal

from kursplaner.basics.errors import HardConflict, KursplanerError, Refused
from kursplaner.domain.conflicts.conflicts import Conflict
from kursplaner.domain.kinds import ConflictKind
from kursplaner.planning.drafts import drafts, rehearsals
from kursplaner.planning.drafts.draft_changes import Rearrange
from kursplaner.planning.drafts.rehearsals import Rehearsal
from kursplaner.planning.lessons.moving_together import LessonMove
from kursplaner.planning.timetable.checker import score
from kursplaner.planning.timetable.problem import (
    Place,
    Progress,
    Score,
    Solution,
)
from kursplaner.planning.timetable.town.clash import ClashTold, clash_of
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
Listener = Callable[[Progress], None]


@dataclass(frozen=True)
class Found:
    """What a search brought; `clash` where not everything has its place."""

    solution: Solution
    before: Score
    clash: ClashTold | None


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
        solution = _mended(town, seconds, progress, cancel)
    else:
        limits = Limits(seconds=seconds, workers=WORKERS)
        solution = solver.solve(town.problem, limits, progress, cancel)
    places = {event.id: event.current for event in town.problem.events if event.current is not None}
    clash = None
    if solution.parked and not solution.stopped:
        clash = clash_of(town, [parked.event for parked in solution.parked], CLASH_SECONDS)
    return Found(solution, score(town.problem, places), clash)


def _mended(
    town: Town, seconds: float, progress: Listener | None, cancel: Signal | None
) -> Solution:
    """Move what is broken; if that does not do, others too, where more lessons find a place."""
    from kursplaner.planning.timetable.formula.engine import Limits
    from kursplaner.planning.timetable.search import solver

    held = replace(
        town.problem,
        events=tuple(
            each if town.series[each.id].broken else replace(each, pinned=True)
            for each in town.problem.events
        ),
    )
    limits = Limits(seconds=seconds * FIRST_SHARE, workers=WORKERS)
    first = solver.mend(held, limits, progress, cancel)
    first = replace(first, score=score(town.problem, first.placements))
    if not first.parked or first.stopped:
        return first
    limits = Limits(seconds=seconds - first.seconds, workers=WORKERS)
    second = solver.mend(town.problem, limits, progress, cancel)
    found = min((first, second), key=lambda solution: _burden(town, solution))
    return replace(found, seconds=first.seconds + second.seconds, proven=False)


def _burden(town: Town, solution: Solution) -> tuple[int, int]:
    """Return how many lessons have no place, and how many move."""
    parked = sum(len(town.series[parking.event].lessons) for parking in solution.parked)
    return parked, sum(len(town.series[key].lessons) for key in solution.score.moved)


def plan(db: Db, town: Town, found: Found) -> TimetablePlan:
    """Return what the timetable would change; within `Workspace.rehearse`.

    Each lesson that a single day stands against stays where it is.
    """
    places = found.solution.placements
    parked = tuple(parked_series(town, parking, places) for parking in found.solution.parked)
    parked += tuple(homeless_series(town, series) for series in town.homeless)
    moves = {move.lesson_id: move for move in _moves(town, places, parked)}
    stays = dict(_lost(town, places))
    for lesson in stays:
        moves.pop(lesson, None)
    rehearsal, change = _tried(db, town, moves, stays)
    return TimetablePlan(
        wish=town.wish,
        moves=tuple(moved_series(town, places, moves, stays)),
        parked=parked,
        series=len(town.series),
        change=change,
        rehearsal=rehearsal,
        costs=costs(town, found.before, found.solution.score),
        clash=found.clash,
        proven=found.solution.proven,
        stopped=found.solution.stopped,
        seconds=found.solution.seconds,
    )


def keep(db: Db, made: TimetablePlan, title: str) -> int:
    """Store the plan as a draft within `Workspace.change`; returns its id.

    Raises:
        Refused: "timetable_unchanged" when nothing moves; as `change_drafts.new`.
    """
    if made.change is None:
        raise Refused("timetable_unchanged")
    return drafts.new(db, title, [made.change])


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
    db: Db, town: Town, moves: dict[int, LessonMove], stays: dict[int, ConflictKind]
) -> tuple[Rehearsal | None, Rearrange | None]:
    """Rehearse the moves; a lesson against which something hard stands is taken out of them."""
    owner = town.owners
    for tries in range(MOST_TRIES):
        if not moves:
            return None, None
        change = Rearrange(tuple(moves.values()))
        try:
            seen = rehearsals.rehearse(db, [change], with_people=False)
        except KursplanerError as error:
            blamed = _blamed(error, owner, moves)
        else:
            if not seen.hard:
                return rehearsals.rehearse(db, [change]), change
            blamed = _named(seen.hard, owner, moves)
        if not blamed or tries > MOST_TRIES // 2:
            blamed |= _whole_series(town, blamed or dict.fromkeys(moves, ConflictKind.COURSE))
        stays |= {lesson: kind for lesson, kind in blamed.items() if lesson in moves}
        for lesson in blamed:
            moves.pop(lesson, None)
    return None, None


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
