"""Long work off the window's thread, with progress, cancel and the result back in it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import cache
from threading import Event
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, Slot

T = TypeVar("T")


class Cancelled(Exception):  # noqa: N818 - no error, but the user's wish
    """Raised inside the work when the user cancelled it."""


class Progress:
    """What the work uses to tell how far it is; raises `Cancelled` when it should stop."""

    def __init__(self, tell: Callable[[int, int, str], None], stop: Event) -> None:
        self._tell = tell
        self._stop = stop

    def step(self, done: int, total: int, text: str = "") -> None:
        """Tell the window; call often."""
        if self._stop.is_set():
            raise Cancelled
        self._tell(done, total, text)


class Task(QObject):
    """One running piece of work.

    Signals:
        progressed(int, int, str): done, total, what.
        finished(object): the result. failed(object): the exception. cancelled. ended: in any case.
    """

    progressed = Signal(int, int, str)
    finished = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    ended = Signal()

    def __init__(self, title: str) -> None:
        super().__init__()
        self.title = title
        self.stop = Event()

    def cancel(self) -> None:
        """Ask the work to stop at its next step; nothing is delivered any more."""
        self.stop.set()


class _Runner(QRunnable, Generic[T]):
    """Carries the work into the pool."""

    def __init__(self, task: Task, work: Callable[[Progress], T], deliver: _Delivery) -> None:
        super().__init__()
        self._task = task
        self._work = work
        self._deliver = deliver
        self.setAutoDelete(True)

    def run(self) -> None:
        with suppress(RuntimeError):  # the program ended while this ran: nobody waits any more
            self._work_and_tell()

    def _work_and_tell(self) -> None:
        deliver = self._deliver
        try:
            result = self._work(Progress(deliver.progressed.emit, self._task.stop))
        except Cancelled:
            deliver.done.emit("cancelled", None)
        except BaseException as error:  # noqa: BLE001 - handed to the window's thread
            deliver.done.emit("failed", error)
        else:
            deliver.done.emit("cancelled" if self._task.stop.is_set() else "finished", result)


class _Delivery(QObject):
    """Lives in the window's thread; queued signals arrive here."""

    progressed = Signal(int, int, str)
    done = Signal(str, object)

    def __init__(self, task: Task) -> None:
        super().__init__()
        self._task = task
        self.progressed.connect(self._on_progress)
        self.done.connect(self._on_done)

    @Slot(int, int, str)
    def _on_progress(self, done: int, total: int, text: str) -> None:
        if not self._task.stop.is_set():
            self._task.progressed.emit(done, total, text)

    @Slot(str, object)
    def _on_done(self, how: str, value: object) -> None:
        task = self._task
        if task.stop.is_set():  # cancelled on the way here: who asked may be gone
            task.cancelled.emit()
        elif how == "finished":
            task.finished.emit(value)
        elif how == "failed":
            task.failed.emit(value)
        else:
            task.cancelled.emit()
        _running.pop(task, None)
        task.ended.emit()


_running: dict[Task, tuple[_Delivery, object]] = {}


def _unless_gone(call: Callable[[T], None]) -> Callable[[T], None]:
    """Return the call for a result; it is dropped where the widget that asked is closed."""

    def tell(value: T) -> None:
        try:
            call(value)
        except RuntimeError as error:
            if "already deleted" not in str(error):
                raise

    return tell


def start(
    title: str,
    work: Callable[[Progress], T],
    done: Callable[[T], None] | None = None,
    failed: Callable[[BaseException], None] | None = None,
    *,
    ahead: bool = False,
) -> Task:
    """Run `work` in another thread; `done(result)` is called in the window's thread.

    `work` must not touch widgets, nor objects of a database session opened elsewhere. It waits
    for its turn while much else runs, unless it goes `ahead` of all that.
    """
    task = Task(title)
    delivery = _Delivery(task)
    if done is not None:
        task.finished.connect(_unless_gone(done))
    if failed is not None:
        task.failed.connect(_unless_gone(failed))
    runner = _Runner(task, work, delivery)
    _running[task] = (delivery, runner)
    (_ahead() if ahead else QThreadPool.globalInstance()).start(runner)
    return task


@cache
def _ahead() -> QThreadPool:
    """Return the threads of what may not wait behind anything else."""
    return QThreadPool()


def nothing_runs() -> bool:
    """Tell whether no work is under way, e.g. before a picture of the window is taken."""
    return not _running


def wait_for_all(milliseconds: int = 5000) -> bool:
    """Wait until nothing runs any more, for the end of the program."""
    for task in list(_running):
        task.cancel()
    return QThreadPool.globalInstance().waitForDone(milliseconds)
