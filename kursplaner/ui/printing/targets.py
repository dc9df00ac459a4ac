"""What other pages ask the print centre for: kinds of sheets, one ride."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kursplaner.desk.printing.jobs import PrintJob


def kinds_asked(target: Mapping[str, object]) -> frozenset[str]:
    """Return the kinds named by `kind` and `kinds`; none: all of them."""
    kind, many = target.get("kind"), target.get("kinds")
    asked = [kind] if kind else []
    asked += list(many) if isinstance(many, Iterable) and not isinstance(many, str) else []
    return frozenset(str(key) for key in asked)


def sheets_of_ride(jobs: Sequence[PrintJob], ride_id: int | None) -> frozenset[str]:
    """Return the keys of a ride's sheet, printed or not."""
    if ride_id is None:
        return frozenset()
    return frozenset(job.key for job in jobs if job.planned.owner.ride_id == ride_id)
