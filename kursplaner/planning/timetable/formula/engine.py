"""Running CP-SAT on a formula: with a time, a seed, a way to stop it and news of what it finds."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kursplaner.planning.timetable.formula.formula import Formula, Values

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpSolver

LOOK_SECONDS = 0.1
"""How often a cancelled search is looked for."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How long and with how much a search may run.

    Attributes:
        seconds: wall time.
        workers: CP-SAT's threads.
        seed: draws between equals.
        effort: CP-SAT's deterministic time for each formula; then, with one worker, the same
            input gives the same result however busy the machine is. None: by the clock.
    """

    seconds: float = 10.0
    workers: int = 2
    seed: int = 0
    effort: float | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What CP-SAT found: values (None: nothing), what cannot be beaten, and whether it is proven.

    `impossible` says that there is nothing to find.
    """

    values: Values | None
    bound: int
    proven: bool
    impossible: bool


def optimise(
    formula: Formula,
    limits: Limits,
    seconds: float,
    cancel: threading.Event | None = None,
    found: Callable[[int, int], None] | None = None,
) -> Outcome:
    """Return the best solution within the seconds; `found` hears (objective, bound) now and then.

    Args:
        formula: what is to be solved.
        limits: workers, seed and effort; its seconds are for the whole search.
        seconds: for this one.
        cancel: stops it soon after being set.
        found: called in another thread than the caller's.
    """
    from ortools.sat.python import cp_model

    solver = cp_model.CpSolver()
    solver.parameters.random_seed = limits.seed
    solver.parameters.num_workers = limits.workers
    if limits.effort is None:
        solver.parameters.max_time_in_seconds = max(0.01, seconds)
    else:
        solver.parameters.num_workers = 1
        solver.parameters.max_deterministic_time = limits.effort
    watch = _Watch(solver, cancel, found)
    with watch:
        status = solver.solve(formula.sheet.model, watch.callback)
    has_values = status in {cp_model.OPTIMAL, cp_model.FEASIBLE}
    return Outcome(
        Values(list(solver.response_proto.solution)) if has_values else None,
        round(solver.best_objective_bound) if has_values else 0,
        status == cp_model.OPTIMAL,
        status == cp_model.INFEASIBLE,
    )


class _Watch:
    """Looks after a running solver from a second thread: stops it, tells what it has."""

    def __init__(
        self,
        solver: "CpSolver",
        cancel: threading.Event | None,
        found: Callable[[int, int], None] | None,
    ) -> None:
        from ortools.sat.python import cp_model

        self._solver = solver
        self._cancel = cancel
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look, name="timetable-watch", daemon=True)

        class Callback(cp_model.CpSolverSolutionCallback):
            def on_solution_callback(self) -> None:
                if found is not None:
                    found(round(self.objective_value), round(self.best_objective_bound))

        self.callback = Callback()

    def __enter__(self) -> None:
        if self._cancel is not None:
            self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        if self._cancel is not None:
            self._thread.join()

    def _look(self) -> None:
        while not self._ended.wait(LOOK_SECONDS):
            if self._cancel is not None and self._cancel.is_set():
                self._solver.stop_search()
