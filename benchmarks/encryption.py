"""Ten years encrypted, beside the same ten years in plain, in one run and turn by turn."""

import shutil
import statistics
import time
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.measure import Figure
from benchmarks.towns import fresh_copy
from kursplaner.basics import clock
from kursplaner.planning.conflicts import finding
from kursplaner.store.file import database
from kursplaner.store.keys import chain, changing, slots
from kursplaner.store.keys.envelope import HEAD
from kursplaner.store.keys.wrapping import Cost
from kursplaner.store.queries.funding import service_statistics
from kursplaner.store.queries.funding import statistics as proof
from kursplaner.store.queries.lessons.lessons import lessons_between
from kursplaner.store.workspace import Workspace

NOW = datetime(2027, 1, 15, 9, 0)
WEEK = (date(2026, 12, 14), date(2026, 12, 20))
YEARS = (date(2017, 1, 1), date(2027, 12, 31))
LIMIT = 1.6
ROUNDS = 5
Act = Callable[[Workspace], object]


def figures() -> Iterator[Figure]:
    """Measure both towns, and how often longer the encrypted one takes."""
    with TemporaryDirectory() as name, clock.pinned(NOW):
        plain = fresh_copy("decade", Path(name))
        locked = Path(shutil.copy(plain, Path(name) / "locked.kursplan"))
        holder = slots.Holder(HEAD, "Leitung", "nur zum Messen")
        town = changing.town_in(locked)
        changing.convert(locked, slots.new_envelope(*town, [holder], Cost(2, 1, 1))[0])
        shutil.rmtree(Path(name) / "Sicherungen")
        yield _ratio("open, with every check", *_both(_opened, plain, locked))
        yield from _acts(plain, locked)
        chain.forget()


def _acts(plain: Path, locked: Path) -> Iterator[Figure]:
    towns = [Workspace.open(path) for path in (plain, locked)]
    wanted: tuple[tuple[str, Act], ...] = (
        ("a busy week", _week),
        ("all conflicts", _conflicts),
        ("report of ten years", _report),
        ("backup, verified", lambda town: town.back_up("hand")),
    )
    for name, act in wanted:
        yield _ratio(name, *_both(act, *towns))
    for town in towns:
        town.close()


def _both(act: Callable[..., object], plain: object, locked: object) -> tuple[float, float]:
    """Return the medians of an act on both in milliseconds, each in turn."""
    took: tuple[list[float], list[float]] = ([], [])
    for number in range(ROUNDS + 1):
        for at, town in enumerate((plain, locked)):
            before = time.perf_counter()
            act(town)
            if number:
                took[at].append((time.perf_counter() - before) * 1000)
    return statistics.median(took[0]), statistics.median(took[1])


def _ratio(name: str, plain: float, locked: float) -> Figure:
    beside = f"encrypted {locked:.0f} ms, plain {plain:.0f} ms"
    return Figure(f"{name}, encrypted against plain, decade", locked / plain, "×", LIMIT, beside)


def _opened(path: Path) -> None:
    database.open_town(path).leave()


def _week(town: Workspace) -> None:
    with town.read() as db:
        lessons_between(db, *WEEK)


def _conflicts(town: Workspace) -> None:
    with town.read() as db:
        finding.find(db, *YEARS)


def _report(town: Workspace) -> None:
    with town.read() as db:
        wanted = proof.period(*YEARS)
        lessons = {lesson.id for lesson in proof.lesson_facts(db, wanted)}
        attended = proof.attended(proof.presence_facts(db, wanted))
        service_statistics.slot_facts(db, wanted, attended)
        service_statistics.ride_facts(db, wanted, lessons, NOW.date())
