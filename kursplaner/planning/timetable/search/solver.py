"""Laying out a timetable, or mending one: a fast start, then parts of it, each solved by CP-SAT.

CP-SAT is weak on all of it at once and strong on a part. Where every event takes one period, the
times of all with rooms only counted come first, then the rooms of these times. What is kept is
what the checker counts, so a search that is stopped at any moment loses nothing.
"""

import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from kursplaner.planning.timetable.checker import score
from kursplaner.planning.timetable.formula.engine import Limits, Outcome, optimise
from kursplaner.planning.timetable.formula.formula import Formula, Scope
from kursplaner.planning.timetable.problem import (
    Placements,
    Problem,
    Progress,
    Score,
    Solution,
    Wish,
    WishKind,
)
from kursplaner.planning.timetable.search.parts import PartPicker
from kursplaner.planning.timetable.search.rooms import rooms_given
from kursplaner.planning.timetable.search.start import first, gone_back, reasons, settled

FIRST_SECONDS = 2.0
TIMES_SHARE = 0.8
"""Part of the time for the times of one-period events; the rest is for rooms and parts."""
ROOMS_SHARE = 0.05
ROOM_TRIES = 6
PART_SECONDS = 2.0
CIRCLES = ((2, 0.15), (4, 0.25), (1000, 0.5))
"""Where those broken find no place alone: times as many events, and their part of the time left."""
ROUNDS = 20
"""Parts solved where the search is bound by effort and not by the clock."""
MOVE_COST = 10_000
"""What one moved event costs when mending: less than a parked one, more than wishes."""

Listener = Callable[[Progress], None]


def solve(
    problem: Problem,
    limits: Limits | None = None,
    progress: Listener | None = None,
    cancel: threading.Event | None = None,
) -> Solution:
    """Return the best timetable found in the time; what has no place is parked with reasons.

    Args:
        problem: what is to be laid.
        limits: time, workers, seed.
        progress: hears what is best so far, from a thread of the search.
        cancel: once set, the best so far is returned.
    """
    search = _Search(problem, limits or Limits(), progress, cancel)
    kept = standing(problem)
    search.begin(kept)
    if kept and not _all_stay(problem):
        search.begin({})
    if problem.events and all(each.length == 1 for each in problem.events):
        search.times_and_rooms()
    search.parts()
    return search.solution()


def mend(
    problem: Problem,
    limits: Limits | None = None,
    progress: Listener | None = None,
    cancel: threading.Event | None = None,
) -> Solution:
    """Return a timetable that leaves as many events as possible where they are.

    First as few as possible are parked, then as few as possible moved, then the wishes count.
    What is broken must move; only if that is not enough, others may.

    Args:
        problem: with the current places; see `solve` for the others.
        limits: time, workers, seed.
        progress: its numbers count each move as `MOVE_COST`.
        cancel: once set, the best so far is returned.
    """
    fresh = min((each.id for each in problem.wishes), default=0) - 1
    placed = tuple(each.id for each in problem.events if each.current is not None)
    stay = Wish(fresh, WishKind.STAY, MOVE_COST, events=placed)
    strict = replace(problem, wishes=(*problem.wishes, stay))
    search = _Search(strict, limits or Limits(), progress, cancel)
    kept = standing(problem)
    search.hold(kept)
    broken = frozenset(each.id for each in problem.events if each.id not in kept)
    if not search.only(broken, alone=True):
        search.fewest_moves(broken, fresh)
        search.parts()
    found = search.solution()
    return replace(found, score=score(problem, found.placements))


def standing(problem: Problem) -> Placements:
    """Return the current places that break no rule; of two that clash, the later one is out."""
    now = {each.id: each.current for each in problem.events if each.current is not None}
    pinned = {each.id for each in problem.events if each.pinned}
    for breach in score(problem, now).breaches:
        if breach.wish is None and all(key in now for key in breach.events):
            del now[min(breach.events, key=lambda key: (key in pinned, -key))]
    return settled(problem, now)


def _all_stay(problem: Problem) -> bool:
    """Return whether a wish holds the events where they are."""
    return any(wish.kind is WishKind.STAY for wish in problem.wishes)


class _Search:
    """One search: keeps the best and the clock; several threads may offer.

    Attributes:
        best: the places kept.
    """

    def __init__(
        self,
        problem: Problem,
        limits: Limits,
        progress: Listener | None,
        cancel: threading.Event | None,
    ) -> None:
        self._problem = problem
        self._limits = limits
        self._progress = progress
        self._cancel = cancel
        self._began = time.monotonic()
        self._bound: int | None = None
        self._first_seconds = 0.0
        self._proven = threading.Event()
        self._lock = threading.Lock()
        self.best: Placements = {}
        self._score: Score = score(problem, {})

    # --- Stages -------------------------------------------------------------------------------

    def hold(self, begun: Placements) -> None:
        """Begin with what is there already."""
        self._keep(begun)

    def begin(self, begun: Placements) -> None:
        """Fill up what is there already, fast."""
        limits = self._limits
        seconds = min(FIRST_SECONDS, self._left()) if limits.effort is None else 60.0
        self._keep(first(self._problem, limits.seed, seconds, begun))
        self._first_seconds = self._passed()

    def times_and_rooms(self) -> None:
        """Lay the times with rooms counted, then the rooms of these times."""
        everything = frozenset(each.id for each in self._problem.events)
        park = bool(self._score.parked)
        scope = Scope(everything, counted=True, park=park)
        times = Formula(self._problem, self.best, scope)
        found = self._optimise(times, self._left() * TIMES_SHARE, self._limits.workers)
        if found.values is None:
            return
        self._bound = None if park else found.bound
        placed = times.placements(found.values)
        only: dict[int, set[int]] = {}
        for team in times.teams:
            starts = {placed[each.id].start for each in team.events if each.id in placed}
            only |= {each.id: starts for each in team.events}
        tries = [rooms_given(self._problem, placed, seed) for seed in range(ROOM_TRIES)]
        begun = min(tries, key=lambda each: score(self._problem, each).total)
        self._keep(begun)
        rooms = Formula(
            self._problem, begun, Scope(everything, only=only, park=len(begun) < len(everything))
        )
        seconds = self._limits.seconds * ROOMS_SHARE
        result = self._optimise(rooms, seconds, self._limits.workers)
        if result.values is not None:
            self._keep(rooms.placements(result.values))
        self._check_bound()

    def fewest_moves(self, broken: frozenset[int], stay: int) -> None:
        """Let ever more others move, too, with nothing counted but moves and events left out."""
        near = self._in_the_way()
        for times, share in CIRCLES:
            if times == CIRCLES[-1][0] and self._score.parked:
                self.begin(self.best)
                self._keep(gone_back(self._problem, self.best))
            others = [each for each in near if each not in broken][: times * len(broken)]
            free = broken | frozenset(others)
            scope = Scope(free, park=bool(self._score.parked), counting=frozenset({stay}))
            formula = Formula(self._problem, self.best, scope)
            found = self._optimise(formula, self._left() * share, self._limits.workers)
            if found.values is not None:
                self._take(free, formula.placements(found.values))
            if not self._score.parked and len(self._score.moved) <= len(broken):
                break
            if len(others) == len(near):
                break
        self.only(frozenset(self._score.moved))

    def _in_the_way(self) -> list[int]:
        """Return the events that may move: first those that bar most places of those parked."""
        counts = Counter({each.id: 0 for each in self._problem.events if not each.pinned})
        for parked in reasons(self._problem, self.best):
            for why in parked.reasons:
                if why.by is not None and why.by in counts:
                    counts[why.by] += why.count
        return [key for key, _ in counts.most_common()]

    def only(self, free: frozenset[int], *, alone: bool = False) -> bool:
        """Move nothing but these; returns whether all have a place then.

        Where `alone` says that each of them must move, nothing better can exist.
        """
        formula = Formula(self._problem, self.best, Scope(free))
        found = self._optimise(formula, self._left() / 2, self._limits.workers)
        if found.values is not None:
            self._take(free, formula.placements(found.values))
        if alone and found.proven and not self._score.parked:
            self._proven.set()
        return not self._score.parked

    def parts(self) -> None:
        """Solve part after part in every worker until the time is over or nothing is better."""
        workers = 1 if self._limits.effort is not None else max(1, self._limits.workers)
        if workers == 1:
            self._work(self._limits.seed)
            return
        with ThreadPoolExecutor(workers, thread_name_prefix="timetable") as pool:
            seeds = range(self._limits.seed, self._limits.seed + workers)
            for done in [pool.submit(self._work, seed) for seed in seeds]:
                done.result()

    def solution(self) -> Solution:
        """Return what is best now."""
        return Solution(
            placements=self.best,
            parked=reasons(self._problem, self.best),
            score=self._score,
            proven=self._proven.is_set(),
            stopped=self._stopped(),
            seconds=self._passed(),
            first_seconds=self._first_seconds,
        )

    # --- Parts --------------------------------------------------------------------------------

    def _work(self, seed: int) -> None:
        picker = PartPicker(self._problem, seed)
        rounds = 0
        while not self._over(rounds) and picker.size:
            rounds += 1
            with self._lock:
                begun, parked = self.best, bool(self._score.parked)
            free = picker.part(begun)
            formula = Formula(self._problem, begun, Scope(free, park=parked))
            outcome = self._optimise(formula, PART_SECONDS, 1)
            better = False
            if outcome.values is not None:
                with self._lock:
                    better = self._take(free, formula.placements(outcome.values))
            if picker.whole and outcome.proven:
                self._bound = outcome.bound
            picker.heard(better=better, proven=outcome.proven)
            self._check_bound()

    def _over(self, rounds: int) -> bool:
        if self._stopped() or self._proven.is_set():
            return True
        if self._limits.effort is not None:
            return rounds >= ROUNDS
        return self._left() < 0.05

    def _check_bound(self) -> None:
        if self._bound is not None and self._score.total <= self._bound:
            self._proven.set()

    # --- Clock and best -----------------------------------------------------------------------

    def _optimise(self, formula: Formula, seconds: float, workers: int) -> Outcome:
        def found(_: int, __: int) -> None:
            self._tell()

        limits = replace(self._limits, workers=workers)
        return optimise(formula, limits, min(seconds, self._left()), self._cancel, found)

    def _take(self, free: frozenset[int], placements: Placements) -> bool:
        """Keep new places of the free events, where the others are by now."""
        if all(self.best.get(key) == placements.get(key) for key in free):
            return False
        others = {key: place for key, place in self.best.items() if key not in free}
        return self._keep(others | placements)

    def _keep(self, placements: Placements) -> bool:
        """Keep placements that are better than the best; broken hard wishes are parked first."""
        counted = score(self._problem, placements)
        if any(each.wish is not None for each in counted.breaches):
            placements = settled(self._problem, placements)
            counted = score(self._problem, placements)
        if counted.breaches or counted.total >= self._score.total:
            return False
        self.best, self._score = placements, counted
        self._tell()
        return True

    def _tell(self) -> None:
        if self._progress is not None:
            now = self._score
            best = Progress(now.total, len(now.parked), self._bound, self._passed())
            self._progress(best)

    def _passed(self) -> float:
        return time.monotonic() - self._began

    def _left(self) -> float:
        return self._limits.seconds - self._passed()

    def _stopped(self) -> bool:
        return self._cancel is not None and self._cancel.is_set()
