"""What a family asks of a course: as a form has it, or as it was kept while it waits."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import minute_at, minute_of
from kursplaner.domain.conflicts.conflicts import Conflict
from kursplaner.domain.courses import Enrolment, EnrolmentChild, PlannedLesson
from kursplaner.domain.families import ChildWish
from kursplaner.domain.kinds import Direction, EnrolmentStatus, MissingDetail, Way
from kursplaner.domain.rides.rides import RideDemand
from kursplaner.planning.enrolments.family_fit import FamilyWish, Fit
from kursplaner.planning.enrolments.ride_days import ride_days_of
from kursplaner.store.queries.rides.pick_ups import boarding
from kursplaner.store.records import by_id, find
from kursplaner.store.session import Db

EVERY_WAY = frozenset(Direction)


@dataclass(frozen=True, slots=True)
class EnrolDraft:
    """Who shall come to a course, and how.

    Attributes:
        children: children of the person who come along.
        from_day: the first day (None: today).
        stop_id: where they board (None with way shuttle: the stop of the address, if known).
        directions: the ways on which they ride with the shuttle.
        only_lessons: the dates planned for somebody who does not come to all (None: all).
        ride_days: the weekdays on which they ride (Monday is 0; None: all).
        accept: the reason with which is taken on what lacks and may be (`domain.conflicts.limits`):
            a full course, dates without childcare or ride, those who wait before them.
    """

    course_id: int
    person_id: int
    children: tuple[ChildWish, ...] = ()
    from_day: date | None = None
    way: Way = Way.UNKNOWN
    stop_id: int | None = None
    wheelchair: bool = False
    pram: bool = False
    directions: frozenset[Direction] = frozenset(Direction)
    only_lessons: frozenset[int] | None = None
    accept: str = ""
    ride_days: frozenset[int] | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class EnrolPlan:
    """Whether a family fits wholly, and what it would get.

    Attributes:
        draft: what was asked, with the first day and the stop filled in.
        enrolment_id: the row of the waiting list that moves up, or None.
        lacks: what lacks, day by day; hard ones stop it, the others are hints.
        fit: lessons, places in childcare and seats in vehicles it would get.
        waiting_position: its place if it goes on the waiting list instead.
        returning: whether the person was in this course before.
        missing: what should be asked later.
        passed_over: enrolments before it in the line that would lose what they could have now.
    """

    draft: EnrolDraft
    enrolment_id: int | None
    lacks: tuple[Conflict, ...]
    fit: Fit
    waiting_position: int
    returning: bool
    missing: tuple[MissingDetail, ...]
    passed_over: tuple[int, ...] = ()

    @property
    def fits(self) -> bool:
        """Tell whether course seat, childcare places and ride seats are there together."""
        return not any(lack.hard for lack in self.lacks)

    @property
    def taken_on(self) -> tuple[Conflict, ...]:
        """What was hard and is taken on with the reason."""
        return tuple(lack for lack in self.lacks if "accepted" in lack.facts)


def from_minute(day: date) -> int:
    """Return from when on places are given: that day, but never what has begun."""
    return max(minute_of(day), minute_at(clock.now()))


def wish_of(draft: EnrolDraft) -> FamilyWish:
    """Return what a family needs of the course."""
    return FamilyWish(
        person_id=draft.person_id,
        children=draft.children,
        stop_id=draft.stop_id if draft.way is Way.SHUTTLE else None,
        wheelchair=draft.wheelchair,
        pram=draft.pram,
        directions=draft.directions,
        only_lessons=draft.only_lessons,
        ride_days=draft.ride_days,
        first_day=draft.from_day,
    )


def draft_of(db: Db, enrolment_id: int, day: date) -> EnrolDraft:
    """Return what a waiting family wants, as it was kept."""
    enrolment = by_id(db, Enrolment, enrolment_id)
    return drafts_of(db, [enrolment], day)[enrolment_id]


def drafts_of(db: Db, enrolments: Collection[Enrolment], day: date) -> dict[int, EnrolDraft]:
    """Return what several families want, by enrolment."""
    kept = _Kept(db, enrolments, day)
    return {enrolment.id: kept.draft(enrolment) for enrolment in enrolments}


class _Kept:
    """What some families wanted when they asked, read at once."""

    def __init__(self, db: Db, enrolments: Collection[Enrolment], day: date) -> None:
        keys = [enrolment.id for enrolment in enrolments]
        self._day = day
        self._children = _by_enrolment(find(db, EnrolmentChild, enrolment_id=keys))
        self._planned = _by_enrolment(find(db, PlannedLesson, enrolment_id=keys))
        rows = find(db, RideDemand, enrolment_id=keys)
        self._ride_days = ride_days_of(db, rows, day) if rows else {}
        self._demands = _by_enrolment(
            row for row in rows if row.ended_on is None or row.ended_on >= day
        )
        wishes = [
            (row.id, row.stop_id, enrolment.person_id, enrolment.joined_on or enrolment.asked_on)
            for enrolment in enrolments
            for row in self._demands.get(enrolment.id, ())[:1]
        ]
        # Where a family boards that day: its address may have changed since it asked.
        self._boards = boarding(db, wishes, day) if wishes else {}

    def draft(self, enrolment: Enrolment) -> EnrolDraft:
        """Return what one of the families wants."""
        demands = self._demands.get(enrolment.id, [])
        demand = demands[0] if demands else None
        only = frozenset(row.lesson_id for row in self._planned.get(enrolment.id, ()))
        return EnrolDraft(
            course_id=enrolment.course_id,
            person_id=enrolment.person_id,
            children=tuple(
                ChildWish(row.child_id, row.childcare, row.rides)
                for row in self._children.get(enrolment.id, ())
            ),
            from_day=self._day,
            way=Way(enrolment.way),
            stop_id=self._boards[demand.id] if demand else None,
            wheelchair=bool(demand and demand.wheelchair),
            pram=bool(demand and demand.pram),
            directions=frozenset(Direction(row.direction) for row in demands) or EVERY_WAY,
            only_lessons=only if enrolment.only_planned_lessons else None,
            note=enrolment.note,
            ride_days=self._ride_days.get(enrolment.id),
        )


Row = TypeVar("Row", EnrolmentChild, PlannedLesson, RideDemand)


def _by_enrolment(rows: Iterable[Row]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = {}
    for row in rows:
        found.setdefault(row.enrolment_id, []).append(row)
    return found


def pass_over(db: Db, enrolment_id: int, reason: str) -> None:
    """Keep why somebody waiting did not move up although she could; she keeps her place in line.

    Raises:
        Refused: "not_waiting", "reason_missing".
    """
    enrolment = by_id(db, Enrolment, enrolment_id)
    if enrolment.status != EnrolmentStatus.WAITING.value:
        raise Refused("not_waiting", id=enrolment_id)
    if not reason.strip():
        raise Refused("reason_missing")
    enrolment.reason_note = reason.strip()
