"""Counting what went well, and the first of what did not, with the number of the trial."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from benchmarks.measure import Tally
from kursplaner.basics.errors import KursplanerError
from kursplaner.store.file.connection import DRIVER_ERROR

SHOWN = 3


@dataclass(slots=True)
class Score:
    """How many trials went well.

    Attributes:
        faults: what went wrong, one text a trial.
        told: what else the table shall say.
    """

    name: str
    seed: int
    well: int = 0
    of: int = 0
    told: str = ""
    faults: list[str] = field(default_factory=list)
    _trials: int = 0

    @contextmanager
    def trial(self, what: str, of: int = 1) -> Iterator[list[str]]:
        """Count a trial, which went well if the block adds no fault and nothing is raised.

        It counts for one, or for as many as there are `of` (acts).
        """
        self._trials += 1
        faults: list[str] = []
        try:
            yield faults
        except (KursplanerError, DRIVER_ERROR, OSError) as error:
            faults.append(f"{type(error).__name__}: {error}")
        self.of += of
        self.well += 0 if faults else of
        if faults:
            self.faults.append(f"trial {self._trials} ({what}): {', '.join(faults)}")

    def tally(self) -> Tally:
        """Return the line of the table."""
        told = [self.told, f"seed {self.seed}", *self.faults[:SHOWN]]
        if len(self.faults) > SHOWN:
            told.append(f"and {len(self.faults) - SHOWN} more")
        return Tally(self.name, self.well, self.of, "; ".join(text for text in told if text))
