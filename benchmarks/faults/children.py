"""Processes that do something to a town and are killed while they do it.

Where the system can, they are copies of a process that has everything loaded already (so that two
hundred of them take no minutes); elsewhere each is started anew.
"""

import multiprocessing
import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from types import TracebackType
from typing import Any, Self

PATIENCE = 120.0
"""Seconds after which a child that says nothing counts as hanging."""
BEGUN, STOPPED, DONE = "begun", "stopped", "done"
_ON_DISK = frozenset({"open", "os.rename", "os.remove", "os.mkdir", "os.chmod", "os.truncate"})
_WAYS = multiprocessing.get_all_start_methods()
_CONTEXT: Any = multiprocessing.get_context("forkserver" if "forkserver" in _WAYS else "spawn")
if "forkserver" in _WAYS:
    _CONTEXT.set_forkserver_preload(["benchmarks.faults.warm"])


@dataclass(frozen=True, slots=True)
class Moment:
    """When a child is killed: so long after it began, or before its n-th step on the disk."""

    seconds: float = 0.0
    step: int = 0


@dataclass(frozen=True, slots=True)
class Length:
    """How long something takes, in seconds and in steps on the disk."""

    seconds: float
    steps: int

    def moment(self, random: Random) -> Moment:
        """Return a moment in it, by time or by step."""
        if self.steps and random.random() < 0.4:
            return Moment(step=random.randint(1, self.steps))
        return Moment(seconds=random.uniform(0, self.seconds))


class Tell:
    """A child's way to say what it did.

    Called with anything, it acknowledges that.
    """

    def __init__(self, line: Connection, folder: Path, stop_at: int) -> None:
        self._line = line
        self._folder = str(folder)
        self._stop_at = stop_at
        self._counting = False
        self.steps = 0

    def __call__(self, what: object) -> None:
        """Acknowledge something."""
        self._line.send((None, what))

    def begin(self) -> None:
        """Say that now begins what is to be disturbed."""
        sys.addaudithook(self._watch)
        self._counting = True
        self._line.send((BEGUN, None))

    def end(self) -> None:
        """Say that it is done, with the number of steps."""
        self._counting = False
        self._line.send((DONE, self.steps))

    def _watch(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self._counting or event not in _ON_DISK or not self._ours(arguments[0]):
            return
        self.steps += 1
        if self.steps == self._stop_at:
            self._line.send((STOPPED, None))
            time.sleep(PATIENCE)

    def _ours(self, path: object) -> bool:
        return isinstance(path, str | os.PathLike) and str(path).startswith(self._folder)


Work = Callable[..., None]


def _run(work: Work, line: Connection, folder: Path, stop_at: int, rest: tuple[Any, ...]) -> None:
    tell = Tell(line, folder, stop_at)
    work(tell, folder, *rest)
    tell.end()


class Child:
    """A process at work in a folder: `work(tell, folder, *rest)`; ended with the block.

    Attributes:
        acknowledged: what it said it did.
        done: whether it said that it is done.
    """

    def __init__(self, work: Work, folder: Path, *rest: object, step: int = 0) -> None:
        self._line, theirs = _CONTEXT.Pipe()
        self._process = _CONTEXT.Process(
            target=_run, args=(work, theirs, folder, step, rest), daemon=True
        )
        self._process.start()
        theirs.close()
        self.acknowledged: list[Any] = []
        self.done = False
        self.steps = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.kill()

    @property
    def alive(self) -> bool:
        """Whether it is still at it."""
        return bool(self._process.is_alive())

    def wait_for(self, count: int) -> None:
        """Wait until so many things are acknowledged.

        Raises:
            ChildProcessError: it ended before, or says nothing any more.
        """
        while len(self.acknowledged) < count:
            if not self._listen():
                raise ChildProcessError(f"{len(self.acknowledged)} of {count} acknowledged")

    def wait(self, sign: str = DONE) -> bool:
        """Wait for a sign; False when it ended without."""
        while (found := self._listen()) and found not in (sign, DONE, STOPPED):
            pass
        return found == sign

    def listen(self) -> None:
        """Take what was said so far."""
        while self._line.poll() and self._listen():
            pass

    def kill(self) -> None:
        """End it without a warning, and take what it had said until then."""
        if self._line.closed:
            return
        self._process.kill()
        self._process.join()
        while self._listen():
            pass
        self._line.close()
        self._process.close()

    def _listen(self) -> str:
        """Take one thing said: "ack" or a sign; empty when it has ended."""
        try:
            if not self._line.poll(PATIENCE):
                return ""
            sign, what = self._line.recv()
        except (EOFError, OSError):
            return ""
        if sign is None:
            self.acknowledged.append(what)
        elif sign == DONE:
            self.done, self.steps = True, what
        return sign or "ack"


@dataclass(frozen=True, slots=True)
class Killed:
    """What is known of a killed child: what it had acknowledged, and whether it was too late."""

    acknowledged: list[Any]
    done: bool


def kill_within(moment: Moment, work: Work, folder: Path, *rest: object) -> Killed:
    """Start a child, kill it at a moment of what it does, and return what it had acknowledged."""
    with Child(work, folder, *rest, step=moment.step) as child:
        child.wait(BEGUN)
        if moment.step:
            child.wait(STOPPED)
        else:
            time.sleep(moment.seconds)
        child.kill()
        return Killed(child.acknowledged, child.done)


def measured(work: Work, folder: Path, *rest: object) -> Length:
    """Let a child do it once undisturbed, and return how long it takes."""
    with Child(work, folder, *rest) as child:
        child.wait(BEGUN)
        began = time.monotonic()
        if not child.wait(DONE):
            raise RuntimeError(f"{work.__name__} fails even when nobody disturbs it")
        return Length(time.monotonic() - began, child.steps)
