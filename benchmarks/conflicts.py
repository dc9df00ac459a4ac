"""All conflicts of all kinds with 500 planted ones, and the re-check after one changed fact."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.measure import Figure, median_ms
from benchmarks.planted import missing, plant
from benchmarks.towns import fresh_copy
from kursplaner.basics import clock
from kursplaner.basics.spans import minute_at, minute_of
from kursplaner.domain.base import Resource
from kursplaner.domain.occupations import Occupation
from kursplaner.domain.people import Closure
from kursplaner.planning.conflicts import finding, rechecks
from kursplaner.store.records import find
from kursplaner.store.workspace import Workspace

NOW = datetime(2027, 1, 15, 9, 0)
COUNTY = (date(2027, 1, 1), date(2027, 12, 31))
DECADE = (date(2017, 1, 1), date(2027, 12, 31))
PLANTED = 500
FEBRUARY, WEEK = date(2027, 2, 1), 7 * 1440


def figures() -> Iterator[Figure]:
    """Measure the search and the re-check on the county and on ten years."""
    for size, days, limit in (("county", COUNTY, 200), ("decade", DECADE, 1500)):
        with TemporaryDirectory() as folder, clock.pinned(NOW):
            town = Workspace.open(fresh_copy(size, Path(folder)))
            yield from _search(town, size, days, limit)
            if size == "county":
                yield from _rechecks(town)
            town.close()


def _search(town: Workspace, size: str, days: tuple[date, date], limit: int) -> Iterator[Figure]:
    with town.fill() as db:
        planted = plant(db, PLANTED)
    with town.read() as db:
        lost = missing(planted, finding.find(db, *days))
        found = float(PLANTED - len(lost))
        beside = ", ".join(sorted({trouble.kind for trouble in lost}))
        yield Figure(f"{PLANTED} planted in {size}: not found", PLANTED - found, "", 0, beside)

        def search() -> None:
            finding.find(db, *days)

        yield Figure(f"all conflicts of {size}, 500 planted", median_ms(search, 5), limit=limit)


def _rechecks(town: Workspace) -> Iterator[Figure]:
    """Close the busiest room, carer, driver and vehicle for a week, and see what now fails."""
    for name, key in _busy(town).items():
        with town.rehearse() as db:
            before = median_ms(lambda key=key: rechecks.Recheck(db, [key]))  # type: ignore[misc]
            check = rechecks.Recheck(db, [key])
            week = (minute_of(FEBRUARY), minute_of(FEBRUARY) + WEEK)
            db.add(Closure(resource_id=key, starts=week[0], ends=week[1], reason="repair"))
            failing = len(check.now_failing())
            after = median_ms(check.now_failing, 31)
            beside = f"{failing} now fail; noted before in {before:.1f} ms"
            yield Figure(f"re-check after one changed {name}, county", after, "ms", 5, beside)


def _busy(town: Workspace) -> dict[str, int]:
    """Return whoever and whatever is used most from now on, by what it is used for."""
    uses: dict[str, Counter[int]] = {"room": Counter(), "carer": Counter(), "driver": Counter()}
    uses["vehicle"] = Counter()
    now = minute_at(NOW)
    with town.read() as db:
        for occupation in find(db, Occupation):
            kind = db.get_one(Resource, occupation.resource_id).kind
            role = _ROLES.get((kind, occupation.source))
            if role is not None and occupation.starts >= now:
                uses[role][occupation.resource_id] += 1
    return {name: count.most_common(1)[0][0] for name, count in uses.items() if count}


_ROLES = {
    ("room", "lesson"): "room",
    ("person", "childcare"): "carer",
    ("person", "ride"): "driver",
    ("vehicle", "ride"): "vehicle",
}
