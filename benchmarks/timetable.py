"""Timetables: an invented town's week beside FET's, and the competition of 2007 if given.

python -m benchmarks timetable [--ctt FOLDER] [--seconds N]
"""

import statistics
from collections.abc import Iterator
from pathlib import Path

from benchmarks import fet
from benchmarks.ctt import FINALISTS, read_ctt
from benchmarks.measure import Figure
from benchmarks.timetable_town import town_week, without_room
from kursplaner.planning.timetable.checker import score
from kursplaner.planning.timetable.formula.engine import Limits
from kursplaner.planning.timetable.problem import Placements, Problem, Solution
from kursplaner.planning.timetable.search.solver import mend, solve, standing

RUNS = 3
TOWN_SECONDS = 10.0
CTT_SECONDS = 60.0
CLOSED_ROOMS = (100, 101, 107)
MONDAY = range(1)


def figures(ctt: Path | None = None, seconds: float = CTT_SECONDS) -> Iterator[Figure]:
    """Yield the town's figures, and those of the competition where its folder is given.

    Args:
        ctt: folder of .ctt files.
        seconds: for each of them.
    """
    town = town_week()
    laid = [solve(town, Limits(TOWN_SECONDS, workers=2, seed=seed)) for seed in range(RUNS)]
    yield from _town_figures(town, laid)
    yield from _mending(town, laid[0].placements)
    if ctt is not None:
        yield from _competition(sorted(ctt.glob("*.ctt")), seconds)


def _town_figures(town: Problem, laid: list[Solution]) -> Iterator[Figure]:
    first = statistics.median(each.first_seconds for each in laid)
    yield Figure("timetable, 137 lessons: first complete", first, "s", 2.0)
    broken = sum(len(each.score.breaches) + len(each.parked) for each in laid)
    yield Figure("timetable: hard rules broken or lessons parked", broken, "", 0)
    ours = statistics.median(each.score.cost for each in laid)
    if not fet.installed():
        yield Figure("timetable: soft score after 10 s", ours, "", None, "FET is not installed")
        return
    theirs = [each for each in (fet.laid_by_fet(town, 60) for _ in range(RUNS)) if each]
    clean = [score(town, places) for places, _ in theirs]
    costs = [each.cost for each in clean if not each.breaches and not each.parked]
    if not costs:
        yield Figure("timetable: soft score after 10 s", ours, "", None, "FET found none")
        return
    peer = statistics.median(costs)
    took = statistics.median(seconds for _, seconds in theirs)
    beside = f"FET {peer:.0f} in {took:.2f} s, which knows the days between only"
    yield Figure("timetable: soft score after 10 s", ours, "", 0.6 * peer, beside)


def _mending(town: Problem, places: Placements) -> Iterator[Figure]:
    """Close rooms on Monday: what moves that was not in the room."""
    others, slowest = 0, 0.0
    for room in CLOSED_ROOMS:
        closed = without_room(town, places, room, MONDAY)
        inside = len(places) - len(standing(closed))
        mended = mend(closed, Limits(TOWN_SECONDS, workers=2))
        others += len(mended.score.moved) - inside + len(mended.parked)
        slowest = max(slowest, mended.seconds)
    beside = f"{len(CLOSED_ROOMS)} rooms in turn, at most {slowest:.1f} s"
    yield Figure("timetable, a room closed: other lessons moved", others, "", 0, beside)


def _competition(files: list[Path], seconds: float) -> Iterator[Figure]:
    reached = 0
    for path in files:
        solution = solve(read_ctt(path), Limits(seconds, workers=2))
        places = FINALISTS.get(path.stem)
        broken = len(solution.score.breaches) + len(solution.parked)
        third = None if places is None else places[1]
        reached += third is not None and not broken and solution.score.cost <= third
        beside = "" if places is None else "finalists " + " / ".join(map(str, places))
        yield Figure(
            f"{path.stem}: penalty in {seconds:g} s", solution.score.cost, "", None, beside
        )
        yield Figure(f"{path.stem}: hard rules broken", broken, "", 0)
    missed = len(files) - reached
    yield Figure(
        *("competition: files above the third place", missed, "", len(files) / 2),
        f"of {len(files)}",
    )
