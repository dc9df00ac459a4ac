"""Another week, exceptions, most hours of a resource: shown with what they touch, one act."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import Span, minute_at, minute_of
from kursplaner.domain.base import Resource
from kursplaner.domain.kinds import OccupationSource, ResourceKind
from kursplaner.domain.people import Availability, Profile
from kursplaner.planning.availability import exceptions, most_hours, remarks
from kursplaner.planning.availability.exceptions import SpecialHours
from kursplaner.planning.availability.most_hours import MostMinutes
from kursplaner.planning.availability.remarks import Remark
from kursplaner.planning.availability.touched import (
    Group,
    grouped,
    misfits,
    most_in_a_week,
)
from kursplaner.planning.availability.ways import Way, WayKind, ways_of
from kursplaner.planning.availability.weeks import WeekWish, with_week
from kursplaner.planning.choices.free_times import FreeTimes, load_free_times
from kursplaner.planning.drafts.draft_changes import run
from kursplaner.planning.drafts.rehearsals import touched_lessons
from kursplaner.store.journal.rehearsal import RowChange, changed_rows, tried
from kursplaner.store.occupations import Busy, busy
from kursplaner.store.queries.conflicts.closed_times import ResourceTime, weekly_times
from kursplaner.store.queries.conflicts.work_hours import SOURCE_OF_ROLE
from kursplaner.store.queries.lessons.touched import TouchedPeople, people_of_lessons
from kursplaner.store.records import by_id, find
from kursplaner.store.session import Db

LOOK_AHEAD = timedelta(days=3660)


@dataclass(frozen=True, slots=True)
class AvailabilityWish:
    """What shall be known of when a resource is there; what is left out stays as it is.

    Attributes:
        removed: keys of exceptions that shall not be any more.
    """

    resource_id: int
    week: WeekWish | None = None
    most: MostMinutes | None = None
    remark: Remark | None = None
    added: tuple[SpecialHours, ...] = ()
    removed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Misfit:
    """A group of records that does not fit any more, with the ways out."""

    group: Group
    ways: tuple[Way, ...]

    def way(self, key: str | None) -> Way:
        """Return the way with a key; the best one without.

        Raises:
            Refused: "way_unknown".
        """
        if key is None:
            return self.ways[0]
        found = next((way for way in self.ways if key in (way.key, way.kind.value)), None)
        if found is None:
            raise Refused("way_unknown", key=key)
        return found


Chosen = Mapping[str, str]
"""The key of the chosen way by the key of its group; the best of the others."""


@dataclass(frozen=True, slots=True)
class AvailabilityPlan:
    """What a wish would touch; nothing is written yet.

    Attributes:
        misfits: what does not fit since then and did before.
        stays: how many records of the days concerned go on as planned.
        uses: what is planned in the days concerned.
        source: in which records the hours of the limit are counted.
        limit: the minutes a week agreed on afterwards.
    """

    wish: AvailabilityWish
    misfits: tuple[Misfit, ...]
    stays: int
    uses: tuple[Busy, ...]
    source: str
    limit: int | None

    @property
    def records(self) -> int:
        """How many lessons, slots and rides are concerned."""
        return sum(len(misfit.group.records) for misfit in self.misfits)

    @property
    def minutes_before(self) -> int:
        """Minutes of the fullest week concerned, as it is planned."""
        return most_in_a_week(self.uses, self.source)

    def minutes_after(self, chosen: Chosen) -> int:
        """Return the minutes of the fullest week with the chosen ways out."""
        gone = {
            key
            for misfit in self.misfits
            if misfit.group.source == self.source
            and misfit.way(chosen.get(misfit.group.key)).kind in (WayKind.SUBSTITUTE, WayKind.OPEN)
            for key in misfit.group.ids
        }
        return most_in_a_week(self.uses, self.source, gone)

    def state(self) -> tuple[object, ...]:
        """Return what must still hold when it is stored."""
        return tuple((misfit.group, misfit.ways) for misfit in self.misfits)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What storing a plan with the chosen ways comes to, row by row.

    Attributes:
        rows: every row before and after.
        lesson_ids: the lessons concerned, by themselves or by their childcare and rides.
        people: everybody who belongs to them.
    """

    rows: tuple[RowChange, ...]
    lesson_ids: frozenset[int]
    people: TouchedPeople


def propose(db: Db, wish: AvailabilityWish) -> AvailabilityPlan:
    """Return what a wish would touch, with ways out; within `Workspace.rehearse` or an act.

    Raises:
        Refused: "not_found", "not_for_rooms", "end_before_start", "period_backwards",
            "pattern_overlaps", "weekday_unknown", "day_out_of_range", "no_day_between",
            "exception_unknown", "exception_reported", "hours_out_of_range", "role_unknown",
            "text_too_long", "text_unreadable".
    """
    if by_id(db, Resource, wish.resource_id).kind == ResourceKind.ROOM.value:
        raise Refused("not_for_rooms")
    uses = _uses(db, wish)
    before = {_key(use) for _, use in misfits(uses, _times(db, wish.resource_id, uses))}
    with tried(db):
        _store(db, wish)
        times = _times(db, wish.resource_id, uses)
        unfit = [(why, use) for why, use in misfits(uses, times) if _key(use) not in before]
        groups = grouped(db, wish.resource_id, unfit, times)
        found = tuple(Misfit(group, ways_of(db, wish.resource_id, group)) for group in groups)
        source, limit = _limit(db, wish)
    touched = sum(len(each.group.records) for each in found)
    records = len({_key(use) for use in uses})
    return AvailabilityPlan(wish, found, records - touched, tuple(uses), source, limit)


def _uses(db: Db, wish: AvailabilityWish) -> list[Busy]:
    """Return what is planned from now on, in the days a wish is about."""
    now = clock.now()
    days = [special.first for special in wish.added]
    days += [] if wish.week is None else [wish.week.first]
    days += [wish.most.first] if wish.most is not None and wish.most.first else []
    first = max(min(days, default=now.date()), now.date())
    starts = max(minute_of(first), minute_at(now))
    found = busy(db, [wish.resource_id], Span(starts, minute_of(first + LOOK_AHEAD)))
    return [use for use in found if use.starts >= starts]


def _key(use: Busy) -> tuple[str, int]:
    return use.source, use.source_id


def _times(db: Db, resource_id: int, uses: Sequence[Busy]) -> FreeTimes:
    if not uses:
        return FreeTimes({})
    first, last = min(use.starts for use in uses), max(use.ends for use in uses)
    return load_free_times(db, [resource_id], first, last)


def _limit(db: Db, wish: AvailabilityWish) -> tuple[str, int | None]:
    """Return in which records the hours of a limit are counted, and that role's limit then."""
    profiles = find(db, Profile, person_id=wish.resource_id)
    if wish.most is not None:
        profiles = [profile for profile in profiles if profile.role == wish.most.role.value]
    known = [profile for profile in profiles if profile.role in SOURCE_OF_ROLE]
    known.sort(key=lambda profile: list(SOURCE_OF_ROLE).index(profile.role))
    if not known:
        return OccupationSource.RIDE.value, None
    day = clock.today()
    if wish.most is not None and wish.most.first is not None:
        day = max(day, wish.most.first)
    elif wish.week is not None:
        day = max(day, wish.week.first)
    role = known[0].role
    return SOURCE_OF_ROLE[role], most_hours.limit_on(db, wish.resource_id, role, day)


def outcome(db: Db, plan: AvailabilityPlan, chosen: Chosen) -> Outcome:
    """Return what storing it would change; within `Workspace.rehearse`.

    Raises:
        Refused, HardConflict: the chosen ways cannot go together.
    """
    with tried(db):
        _store(db, plan.wish)
        _go(db, plan, chosen)
        rows = tuple(changed_rows(db))
        lessons = touched_lessons(db, rows)
        return Outcome(rows, lessons, people_of_lessons(db, lessons))


def apply(db: Db, plan: AvailabilityPlan, chosen: Chosen) -> None:
    """Store a plan with the chosen ways out, as one act.

    Raises:
        Refused: as `propose`, "overtaken_plan" when what it touches has changed since,
            "way_unknown".
        HardConflict: the ways cannot go together; nothing is stored.
    """
    fresh = propose(db, plan.wish)
    if fresh.state() != plan.state():
        raise Refused("overtaken_plan")
    _store(db, plan.wish)
    _go(db, fresh, chosen)


def _go(db: Db, plan: AvailabilityPlan, chosen: Chosen) -> None:
    known = {misfit.group.key for misfit in plan.misfits}
    for key in chosen:
        if key not in known:
            raise Refused("overtaken_plan")
    for misfit in plan.misfits:
        for change in misfit.way(chosen.get(misfit.group.key)).changes:
            run(db, change)
    db.flush()


def _store(db: Db, wish: AvailabilityWish) -> None:
    for key in wish.removed:
        exceptions.remove(db, wish.resource_id, key)
    for special in wish.added:
        exceptions.add(db, wish.resource_id, special)
    db.flush()
    if wish.week is not None:
        _store_week(db, wish.resource_id, wish.week)
    if wish.most is not None:
        most_hours.store(db, wish.resource_id, wish.most)
    if wish.remark is not None:
        remarks.store(db, wish.resource_id, wish.remark)
    db.flush()


def _store_week(db: Db, resource_id: int, week: WeekWish) -> None:
    """Change only rows that differ, so that the journal and the preview stay short."""
    wanted = Counter(with_week(weekly_times(db, [resource_id]), resource_id, week))
    for row in find(db, Availability, resource_id=resource_id):
        known = _row_time(row)
        if wanted[known]:
            wanted[known] -= 1
        else:
            db.delete(row)
    db.add_all(_record(time) for time in sorted(wanted.elements(), key=_order))


def _row_time(row: Availability) -> ResourceTime:
    time = (row.weekday, row.starts, row.ends, row.resource_id, row.kind)
    return ResourceTime(*time, row.valid_from, row.valid_until)


def _record(time: ResourceTime) -> Availability:
    return Availability(
        resource_id=time.resource_id,
        kind=time.kind,
        weekday=time.weekday,
        starts=time.starts,
        ends=time.ends,
        valid_from=time.valid_from,
        valid_until=time.valid_until,
    )


def _order(time: ResourceTime) -> tuple[object, ...]:
    return (time.valid_from or date.min, time.weekday, time.starts, time.kind)


def chosen_alike(plan: AvailabilityPlan, kinds: Iterable[WayKind]) -> dict[str, str]:
    """Return the same choice for every group: the first of some kinds that it has, else the best.

    With nothing of these kinds a group keeps what it has.
    """
    wanted: Collection[WayKind] = list(kinds)
    found: dict[str, str] = {}
    for misfit in plan.misfits:
        ways = [way for kind in wanted for way in misfit.ways if way.kind is kind]
        found[misfit.group.key] = ways[0].key if ways else WayKind.KEEP.value
    return found
