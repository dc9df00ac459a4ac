"""People changing from one course to another on a day, with children, places, seats and wishes."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from kursplaner.basics.spans import day_of
from kursplaner.domain.attendance.marks import AttendanceMark
from kursplaner.domain.conflicts.conflicts import Conflict
from kursplaner.domain.courses import Course, Enrolment, PlannedLesson
from kursplaner.domain.kinds import (
    ConflictKind,
    DemandException,
    Direction,
    EnrolmentStatus,
    LeaveReason,
    Mark,
)
from kursplaner.domain.kinds.counting import ENROLMENTS_IN_LINE, LESSONS_TAKING_PLACE
from kursplaner.domain.rides.rides import RideDemand, RideDemandException
from kursplaner.planning.conflicts.finding import named
from kursplaner.planning.courses.services_brought_along import (
    Bringing,
    Brought,
    Had,
    nearest_slot,
    rides_for,
)
from kursplaner.planning.enrolments.enrolling import squeeze_in, store_enrolled, store_places
from kursplaner.planning.enrolments.family_fit import FamilyWish, Fit
from kursplaner.planning.enrolments.judging import fitting, out_of_turn, plan_with
from kursplaner.planning.enrolments.leaving import end_stay
from kursplaner.planning.enrolments.places_free import FreePlaces
from kursplaner.planning.enrolments.seats_taken import seat_passengers
from kursplaner.planning.enrolments.wishes import (
    EnrolDraft,
    draft_of,
    from_minute,
    pass_over,
    wish_of,
)
from kursplaner.planning.rides.pick_ups import follow
from kursplaner.store.queries.courses.enrolments import (
    ComingLesson,
    WaitingPerson,
    coming_lessons,
    coming_slots,
    waiting_people,
)
from kursplaner.store.queries.lessons.bundles import lessons_by_id, lessons_of_course
from kursplaner.store.records import by_id, by_ids, find
from kursplaner.store.session import Db
from kursplaner.store.settings import settings_of

ONE_DAY = timedelta(days=1)
CHILDCARE_LACKS = frozenset((ConflictKind.CHILDCARE_CAPACITY, ConflictKind.CHILDCARE_MISSING))
RIDE_LACKS = frozenset(
    (ConflictKind.RIDE_MISSING, ConflictKind.VEHICLE_CAPACITY, ConflictKind.CHILD_SEAT)
)


@dataclass(frozen=True, slots=True)
class Leaver:
    """Somebody who leaves a course for another one, with what must go along.

    Attributes:
        enrolment_id: the stay that ends.
        draft: what the family needs, with the first day in the other course.
        exceptions: (direction, day, kind, stop) on which the ride differs.
    """

    enrolment_id: int
    draft: EnrolDraft
    exceptions: tuple[tuple[str, date, str, int | None], ...] = ()

    @property
    def person_id(self) -> int:
        """Who it is."""
        return self.draft.person_id


@dataclass
class _Arrival:
    """A family that came to the new course, with the dates on which it still lacks something."""

    leaver: Leaver
    enrolment_id: int
    wish: FamilyWish
    lacking: set[int] = field(default_factory=set)
    lacks: list[Conflict] = field(default_factory=list)


def leaver(db: Db, enrolment: Enrolment, into_id: int, day: date) -> Leaver:
    """Return what somebody enrolled takes to another course from a day on."""
    first = max(day, enrolment.joined_on or day)
    draft = draft_of(db, enrolment.id, first)
    only = _same_days(db, into_id, draft.only_lessons)
    demands = {row.id: row.direction for row in find(db, RideDemand, enrolment_id=enrolment.id)}
    dated = find(db, RideDemandException, demand_id=list(demands))
    return Leaver(
        enrolment.id,
        replace(draft, course_id=into_id, only_lessons=only),
        tuple((demands[x.demand_id], x.day, x.kind, x.stop_id) for x in dated if x.day >= day),
    )


def _same_days(db: Db, into_id: int, only: frozenset[int] | None) -> frozenset[int] | None:
    """Return the lessons of a course on the days of some others; None (all) where none fits."""
    if only is None:
        return None
    days = {day_of(row.starts) for row in lessons_by_id(db, only)}
    rows = [row for row in lessons_of_course(db, into_id) if row.status in LESSONS_TAKING_PLACE]
    return frozenset(row.id for row in rows if day_of(row.starts) in days) or None


def leave(db: Db, person: Leaver, day: date, *, mark: bool) -> bool:
    """End a stay before a day; tells whether the mark W was entered.

    With `mark` the first lesson of the old course from that day on gets it, the one sign that may
    stand after leaving: it tells why nothing follows. A stay that had not begun ends on its first
    day.
    """
    enrolment = by_id(db, Enrolment, person.enrolment_id)
    last = max(day - ONE_DAY, enrolment.joined_on or day - ONE_DAY)
    lesson = next(iter(coming_lessons(db, enrolment.course_id, from_minute(day))), None)
    marked = mark and lesson is not None and (enrolment.joined_on or day) <= day
    only = find(db, PlannedLesson, enrolment_id=enrolment.id)
    if enrolment.only_planned_lessons and lesson is not None:
        marked = marked and lesson.id in {row.lesson_id for row in only}
    if marked and lesson is not None:
        for before in find(db, AttendanceMark, lesson_id=lesson.id, enrolment_id=enrolment.id):
            db.delete(before)
        db.flush()
        sign = Mark.CHANGED.value
        db.add(AttendanceMark(lesson_id=lesson.id, enrolment_id=enrolment.id, mark=sign))
    end_stay(db, enrolment, last, from_minute(day), LeaveReason.OTHER_COURSE)
    db.flush()
    return marked


class Changing:
    """Enrols families in a course from a day on, with what of the old one goes along.

    Attributes:
        lacks: what they lack in the end, day by day; hard, or accepted with the reason.
        brought: carers, childcare and rides that came along.
    """

    def __init__(self, db: Db, into_id: int, day: date, had: Had, accept: str | None) -> None:
        self._db = db
        self._into = into_id
        self._day = day
        self._had = had
        self._accept = accept
        self.lacks: list[Conflict] = []
        self.brought = Brought()

    def enrol(self, leavers: Sequence[Leaver]) -> None:
        """Enrol everybody: first where the course has room, then with what comes along."""
        free, line = self._free(), waiting_people(self._db, self._into)
        could = fitting(self._db, self._free(), line, self._day) if line and leavers else set()
        families = [self._stored(free, person) for person in leavers]
        short = [family for family in families if family.lacking]
        if short:
            bringing = self._bring(short)
            again = self._free()
            for family in short:
                self._fill(again, family)
            bringing.tidy()
            self.brought = bringing.brought
            follow(self._db, [person.person_id for person in leavers], self._day)
        self._keep_turn([who for who in line if who.enrolment_id in could])
        found = named(self._db, self.lacks)
        if self._accept:
            # Who lacks a place or seat comes without it: no group and no vehicle is fuller for it.
            found = [lack.accepted(self._accept) for lack in found]
        self.lacks = found

    def _keep_turn(self, could: Sequence[WaitingPerson]) -> None:
        """Say whose turn it was in the other course, and keep the reason with each."""
        rows = by_ids(self._db, Enrolment, [who.enrolment_id for who in could])
        left = [w for w in could if rows[w.enrolment_id].status in ENROLMENTS_IN_LINE]
        still = fitting(self._db, self._free(), left, self._day)
        passed = [who for who in left if who.enrolment_id not in still]
        if not passed:
            return
        self.lacks.append(out_of_turn(self._into, None, self._day, passed))
        for who in passed if self._accept else ():
            pass_over(self._db, who.enrolment_id, self._accept or "")

    def _free(self) -> FreePlaces:
        course = by_id(self._db, Course, self._into)
        return FreePlaces(self._db, course, from_minute(self._day), settings_of(self._db))

    def _stored(self, free: FreePlaces, leaver_: Leaver) -> _Arrival:
        wish = wish_of(leaver_.draft)
        waits = {"person_id": leaver_.person_id, "status": EnrolmentStatus.WAITING.value}
        listed = find(self._db, Enrolment, course_id=self._into, **waits)
        plan = plan_with(self._db, free, leaver_.draft, listed[0].id if listed else None)
        lacking = {key for lack in plan.fit.lacks if _service(lack) for key in _lessons(lack)}
        self.lacks += [lack for lack in plan.fit.lacks if not _service(lack)]
        fit = plan.fit
        if lacking:
            good = free.fit(replace(wish, only_lessons=frozenset(fit.lessons) - lacking))
            fit = Fit(fit.lacks, fit.lessons, good.places, good.rides)
        key = store_enrolled(self._db, replace(plan, fit=fit))
        free.take(wish, fit)
        self._keep_exceptions(key, leaver_)
        lacks = [lack for lack in plan.fit.lacks if _service(lack)]
        return _Arrival(leaver_, key, wish, lacking, lacks)

    def _keep_exceptions(self, enrolment_id: int, leaver_: Leaver) -> None:
        demands = find(self._db, RideDemand, enrolment_id=enrolment_id)
        keys = {row.direction: row.id for row in demands}
        for direction, day, kind, stop in leaver_.exceptions:
            if direction in keys and kind != DemandException.OTHER_WAY:  # told by the draft
                self._db.add(
                    RideDemandException(demand_id=keys[direction], day=day, kind=kind, stop_id=stop)
                )

    def _bring(self, families: Collection[_Arrival]) -> Bringing:
        """Bring carers, vehicles and drivers to every date on which somebody lacks them."""
        coming = coming_lessons(self._db, self._into, from_minute(self._day))
        lessons = {lesson.id: lesson for lesson in coming}
        bringing = Bringing(self._db, self._had, coming)
        done: dict[tuple[str, int | None, int], bool] = {}
        for family in families:
            for lack in family.lacks:
                for key in _lessons(lack):
                    self._bring_one(bringing, lessons[key], family, lack, done)
        return bringing

    def _bring_one(
        self,
        bringing: Bringing,
        lesson: ComingLesson,
        family: _Arrival,
        lack: Conflict,
        done: dict[tuple[str, int | None, int], bool],
    ) -> None:
        old = family.leaver.enrolment_id
        if lack.kind in CHILDCARE_LACKS:
            slot = nearest_slot(self._had, lesson, old)
            if slot is not None and ("slot", slot.slot.id, lesson.id) not in done:
                done["slot", slot.slot.id, lesson.id] = True
                bringing.childcare(lesson, slot)
            return
        direction = Direction(lack.facts["direction"])
        for ride in rides_for(self._had, lesson, old, direction):
            key = (direction.value, ride.ride.vehicle_id, lesson.id)
            if key not in done:
                done[key] = bringing.ride(lesson, ride)
            if done[key]:
                return

    def _fill(self, free: FreePlaces, family: _Arrival) -> None:
        """Give a family what there is now on the dates it lacked something; keep what lacks."""
        wish = replace(family.wish, only_lessons=frozenset(family.lacking))
        fit = free.fit(wish)
        store_places(self._db, family.enrolment_id, fit.places)
        seat_passengers(self._db, family.enrolment_id, fit.rides)
        free.take(wish, fit)
        left = [lack for lack in fit.lacks if _service(lack)]
        self.lacks += left
        if self._accept:
            self._squeeze_in(family, left)

    def _squeeze_in(self, family: _Arrival, lacks: Collection[Conflict]) -> None:
        """Put children into childcare over its limit, with the reason."""
        full = [lack for lack in lacks if lack.kind is ConflictKind.CHILDCARE_CAPACITY]
        lessons = {key for lack in full for key in _lessons(lack)}
        children = [child.person_id for child in family.wish.children if child.childcare]
        first: dict[int, int] = {}
        for slot in coming_slots(self._db, lessons):
            first.setdefault(slot.lesson_id, slot.id)
        wanted = {(slot, child) for slot in first.values() for child in children}
        squeeze_in(self._db, family.enrolment_id, wanted, self._accept or "")


def _service(lack: Conflict) -> bool:
    return lack.kind in CHILDCARE_LACKS or lack.kind in RIDE_LACKS


def _lessons(lack: Conflict) -> list[int]:
    return [subject.id for subject in lack.subjects if subject.noun == "lesson"]


def enrolled_in(db: Db, course_id: int) -> list[Enrolment]:
    """Return the running enrolments of a course, oldest first."""
    return find(db, Enrolment, course_id=course_id, status=EnrolmentStatus.ENROLLED.value)
