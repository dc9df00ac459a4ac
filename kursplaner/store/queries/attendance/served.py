"""Which lessons childcare and rides serve, and where rides halt."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import select

from kursplaner.domain.childcare import ChildcareSlotLesson
from kursplaner.domain.rides.rides import RideLesson, RideStop
from kursplaner.store.session import Db


def lessons_of_slots(db: Db, slot_ids: Collection[int]) -> dict[int, frozenset[int]]:
    """Return the lessons that some slots serve."""
    link = ChildcareSlotLesson
    return _linked(db, select(link.slot_id, link.lesson_id).where(link.slot_id.in_(list(slot_ids))))


def rides_of_lessons(db: Db, lesson_ids: Collection[int]) -> dict[int, frozenset[int]]:
    """Return the rides of some lessons."""
    link = RideLesson
    query = select(link.lesson_id, link.ride_id).where(link.lesson_id.in_(list(lesson_ids)))
    return _linked(db, query)


def lessons_of_rides(db: Db, ride_ids: Collection[int]) -> dict[int, frozenset[int]]:
    """Return the lessons that some rides serve."""
    link = RideLesson
    return _linked(db, select(link.ride_id, link.lesson_id).where(link.ride_id.in_(list(ride_ids))))


def halts_at(db: Db, ride_ids: Collection[int]) -> dict[int, frozenset[int]]:
    """Return the stops at which some rides halt."""
    link = RideStop
    query = select(link.ride_id, link.stop_id).where(
        link.ride_id.in_(list(ride_ids)), link.stop_id.is_not(None)
    )
    return _linked(db, query)


def _linked(db: Db, query: Any) -> dict[int, frozenset[int]]:  # noqa: ANN401
    found: dict[int, set[int]] = {}
    for key, other in db.execute(query):
        found.setdefault(key, set()).add(other)
    return {key: frozenset(others) for key, others in found.items()}
