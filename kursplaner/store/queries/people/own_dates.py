"""The dates of somebody who takes part: lessons, childcare of the children, rides from her halt.

What she had once and has no more (left, moved to another vehicle, taken back) is told as cancelled
by what the journal knows of her, so that it also goes from a calendar that has it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from sqlalchemy import func, or_, select

from kursplaner.basics.spans import day_of
from kursplaner.domain.kinds import OccupationSource
from kursplaner.domain.kinds.counting import PLACES_TAKEN, SEATS_EXPECTED, stays_on
from kursplaner.domain.rides.rides import RideSeat, RideStop
from kursplaner.store.file.schema import JOURNAL
from kursplaner.store.queries.lessons.lessons import batches
from kursplaner.store.queries.people import former_uses
from kursplaner.store.queries.people.former_uses import Record, Said, number, said
from kursplaner.store.queries.people.work_dates import WorkDate, dates_of
from kursplaner.store.session import Db

LESSON, CHILDCARE = OccupationSource.LESSON.value, OccupationSource.CHILDCARE.value
RIDE = OccupationSource.RIDE.value
_TABLES: Mapping[str, str] = MappingProxyType(
    {LESSON: "lesson", CHILDCARE: "childcare_slot", RIDE: "ride"}
)


@dataclass(frozen=True, slots=True)
class _Own:
    """What the rows about somebody say, and once said."""

    stays: Sequence[Said]
    planned: Sequence[Said]
    lessons: Sequence[Said]
    places: Sequence[Said]
    seats: Sequence[Said]

    def records(self, *, now: bool) -> set[Record]:
        """Return what is hers now, or with it all that was hers once."""
        found = {
            (CHILDCARE, number(place.row, "slot_id"))
            for place in self.places
            if place.row["status"] in PLACES_TAKEN and (place.lasts or not now)
        }
        found |= {
            (RIDE, number(seat.row, "ride_id"))
            for seat in self.seats
            if seat.row["result"] in SEATS_EXPECTED and (seat.lasts or not now)
        }
        stays = [stay for stay in self.stays if stay.lasts or not now]
        dates = [lesson for lesson in self.lessons if lesson.lasts or not now]
        found |= {
            (LESSON, number(lesson.row, "id"))
            for stay in stays
            for lesson in dates
            if self._comes(stay, lesson, now=now)
        }
        return found

    def _comes(self, stay: Said, lesson: Said, *, now: bool) -> bool:
        row, key = stay.row, lesson.row["id"]
        day = day_of(number(lesson.row, "starts"))
        days = (_day(row["joined_on"]), _day(row["left_on"]))
        return (
            row["course_id"] == lesson.row["course_id"]
            and stay.met(lesson)
            and stays_on(str(row["status"]), *days, day)
            and (
                not row["only_planned_lessons"]
                or any(
                    plan.row["enrolment_id"] == row["id"] and plan.row["lesson_id"] == key
                    for plan in self.planned
                    if plan.lasts or not now
                )
            )
        )


def own_dates(db: Db, person_id: int, since: int | None = None) -> list[WorkDate]:
    """Return all dates of somebody who takes part, cancelled ones too, in order of time.

    What ends after `since` and is no longer hers stands among them as cancelled. A ride lasts from
    her own halt to the site, or back.
    """
    own = _own(db, person_id)
    hers = own.records(now=True)
    read = _read(db, hers | own.records(now=False))
    made = [
        dated if (dated.source, dated.id) in hers else replace(dated, cancelled=True)
        for dated in read
        if (dated.source, dated.id) in hers or since is None or dated.ends > since
    ]
    # Each word of the journal may concern any of them: a later file counts more as a whole.
    place = db.scalar(select(func.max(JOURNAL.c.id))) or 0
    counted = [
        replace(dated, version=dated.version + place)
        for dated in _from_own_halts(db, person_id, made)
    ]
    return sorted(counted, key=lambda dated: (dated.starts, dated.source, dated.id))


def _own(db: Db, person_id: int) -> _Own:
    stays = said(db, "enrolment", "person_id", [person_id])
    keys = {number(stay.row, "id") for stay in stays}
    courses = {number(stay.row, "course_id") for stay in stays}
    return _Own(
        stays,
        said(db, "planned_lesson", "enrolment_id", keys),
        said(db, "lesson", "course_id", courses),
        said(db, "childcare_place", "enrolment_id", keys),
        said(db, "ride_seat", "person_id", [person_id]),
    )


def _read(db: Db, records: Collection[Record]) -> list[WorkDate]:
    """Return the dates of records, live ones and those that only the journal knows."""
    ids: dict[str, list[int]] = defaultdict(list)
    for source, key in sorted(records):
        ids[source].append(key)
    live = [
        dated
        for source, keys in ids.items()
        for some in batches(keys)
        for dated in dates_of(db, source, some)
    ]
    return [*live, *_gone(db, set(records) - {(dated.source, dated.id) for dated in live})]


def _gone(db: Db, records: Collection[Record]) -> list[WorkDate]:
    titles = former_uses.titles(db, records)
    made = []
    for source, table in _TABLES.items():
        keys = {key for kind, key in records if kind == source}
        for key, row in former_uses.last_rows(db, table, keys).items():
            title, course, _ = titles.get((source, key), ("", "", 1))
            times = number(row, "starts"), number(row, "ends")
            version, direction = number(row, "version"), str(row.get("direction") or "")
            about = (title, course, "", "", "")
            made.append(WorkDate(source, key, *times, *about, True, version, direction))
    return made


def _from_own_halts(db: Db, person_id: int, dates: Iterable[WorkDate]) -> list[WorkDate]:
    """Return the dates, each ride cut to the stretch on which she sits in it."""
    halts: dict[int, list[int]] = defaultdict(list)
    query = (
        select(RideStop.ride_id, RideStop.at)
        .join(RideSeat, RideSeat.ride_id == RideStop.ride_id)
        .where(RideSeat.person_id == person_id)
        .where(or_(RideStop.stop_id == RideSeat.stop_id, RideStop.site_id.is_not(None)))
        .order_by(RideStop.ride_id, RideStop.at)
    )
    for ride_id, at in db.execute(query):
        halts[ride_id].append(at)
    return [
        replace(dated, starts=halts[dated.id][0], ends=halts[dated.id][-1])
        if dated.source == RIDE and len(halts[dated.id]) > 1
        else dated
        for dated in dates
    ]


def _day(value: int | str | None) -> date | None:
    return None if value is None else date.fromisoformat(str(value))
