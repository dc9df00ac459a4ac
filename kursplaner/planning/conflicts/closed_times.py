"""Conflicts with closed times: closures and ends, holidays, weekly availability."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from kursplaner.basics.settings import Settings
from kursplaner.basics.spans import Span, day_of, minute_of, overlap
from kursplaner.domain.conflicts.conflicts import Conflict, Subject, severity_of
from kursplaner.domain.conflicts.facts import ConflictFacts
from kursplaner.domain.holidays import LANDS, DaysOff, Holiday, closing, local_keys
from kursplaner.domain.kinds import ConflictKind, SkipReason
from kursplaner.domain.weekly_hours import allowed
from kursplaner.planning.conflicts.limits import over
from kursplaner.store.queries.conflicts import closed_times as queries
from kursplaner.store.queries.conflicts.closed_times import (
    ClosedTime,
    ClosingDays,
    LessonPlace,
    ResourceTime,
    Use,
)
from kursplaner.store.queries.conflicts.scopes import Scope
from kursplaner.store.session import Db

FIRST_LOOK, LAST_LOOK = date(2000, 1, 1), date(2060, 12, 31)


def closed(uses: Iterable[tuple[Use, ClosedTime]]) -> Iterator[Conflict]:
    """Tell which uses meet a closure of their resource; each record and cause once."""
    kind = ConflictKind.CLOSURE
    for use, closure in _once(uses):
        both = Span.shared(use, closure)
        key = f"{kind}:{use.resource_id}:closure{closure.id}-{use.source}{use.source_id}"
        subjects = (
            Subject(use.resource_kind, use.resource_id),
            Subject(use.source, use.source_id),
        )
        facts: ConflictFacts = {
            "reason": closure.reason,
            "note": closure.note,
            "closure": closure.id,
        }
        severity = severity_of(kind)
        yield Conflict(key, kind, severity, both.day, both.starts, both.ends, subjects, facts)


def _once(uses: Iterable[tuple[Use, ClosedTime]]) -> list[tuple[Use, ClosedTime]]:
    """Leave out closures that say of a use no more than another for the same reason."""
    kept: dict[tuple[int, str, int, str], list[tuple[Use, ClosedTime]]] = {}
    for use, closure in sorted(uses, key=lambda pair: pair[1].id):
        same = kept.setdefault((use.resource_id, use.source, use.source_id, closure.reason), [])
        both = Span.shared(use, closure)
        if not any(_holds(Span.shared(use, other), both) for _, other in same):
            same[:] = [pair for pair in same if not _holds(both, Span.shared(*pair))]
            same.append((use, closure))
    return [pair for pairs in kept.values() for pair in pairs]


def _holds(outer: Span, inner: Span) -> bool:
    return outer.starts <= inner.starts and inner.ends <= outer.ends


def closed_in(db: Db, scope: Scope) -> Iterator[Conflict]:
    """Find what is planned into a closure (room shut, teacher ill, vehicle in the workshop)."""
    return closed(queries.closed_uses(db, scope))


def met(uses: Sequence[Use], closures: Iterable[ClosedTime]) -> Iterator[tuple[Use, ClosedTime]]:
    """Pair uses with the closures they meet; one ending where the other begins is none."""
    for closure in closures:
        for use in uses:
            if use.resource_id == closure.resource_id and overlap(use, closure):
                yield use, closure


def unavailable(uses: Iterable[Use], weekly: Iterable[ResourceTime]) -> Iterator[Conflict]:
    """Tell which uses lie outside the weekly times of their resource, or in barred ones."""
    by_resource: dict[int, list[ResourceTime]] = {}
    for time in weekly:
        by_resource.setdefault(time.resource_id, []).append(time)
    for use in uses:
        times = by_resource.get(use.resource_id, [])
        if times and not allowed(times, use.starts, use.ends):
            subjects = (
                Subject(use.resource_kind, use.resource_id),
                Subject(use.source, use.source_id),
            )
            key = f"{use.resource_id}:{use.source}{use.source_id}"
            yield over(ConflictKind.AVAILABILITY, key, use, subjects, {})


def unavailable_in(db: Db, scope: Scope) -> Iterator[Conflict]:
    """Find what is planned outside somebody's weekly times."""
    if not scope.whole:
        mine = queries.uses_of(db, scope)
        return unavailable(mine, queries.weekly_times(db, {use.resource_id for use in mine}))
    weekly = queries.weekly_times(db, scope.resources or None)
    uses = queries.uses_of(db, scope, sorted({time.resource_id for time in weekly}))
    return unavailable(uses, weekly)


class DaysWithoutLessons:
    """Which days are off where a lesson takes place: its Land's holidays, its site's closings."""

    def __init__(self, settings: Settings, closings: Sequence[ClosingDays]) -> None:
        """Take the town's Länder from the settings and the closing days of a stretch."""
        self._land = settings.text("calendar.land")
        self._second = settings.text("calendar.second_land")
        self._local = local_keys(settings)
        self._holidays = settings.flag("calendar.holidays_without_lessons")
        self._closings = closings
        self._places: dict[tuple[str, int | None], DaysOff] = {}

    def at(self, land: str, site_id: int | None) -> DaysOff:
        """Return the days off of a place; a site without a known Land takes the town's."""
        key = (land if land in LANDS else self._land, site_id)
        if key not in self._places:
            here = [c for c in self._closings if c.site_id is None or c.site_id == site_id]
            closings = [closing(c.first_day, c.last_day, c.name) for c in here]
            self._places[key] = DaysOff(key[0], self._second, closings, self._local)
        return self._places[key]

    def off(self, day: date, land: str = "", site_id: int | None = None) -> Holiday | None:
        """Return the public holiday or closing day on a day at a place."""
        place = self.at(land, site_id)
        holiday = place.public(day) if self._holidays else None
        return holiday or place.closed(day)


def days_off(places: Iterable[LessonPlace], off: DaysWithoutLessons) -> Iterator[Conflict]:
    """Tell which lessons lie on public holidays or closing days."""
    for place in places:
        holiday = off.off(day_of(place.starts), place.land, place.site_id)
        if holiday is None:
            continue
        public = holiday.reason is SkipReason.PUBLIC_HOLIDAY
        kind = ConflictKind.HOLIDAY if public else ConflictKind.CLOSING_DAY
        subjects = (Subject("lesson", place.lesson_id), Subject("course", place.course_id))
        facts: ConflictFacts = {"name": holiday.name, "land": holiday.land}
        yield over(kind, f"{place.lesson_id}", place, subjects, facts)


def days_off_in(db: Db, scope: Scope, settings: Settings) -> Iterator[Conflict]:
    """Find lessons on days off."""
    first, last = _days_of(scope)
    closings = queries.closing_days(db, first, last)
    off = DaysWithoutLessons(settings, closings)
    midnights = _midnights(db, off, closings, (first, last)) if scope.whole else []
    return days_off(queries.lessons_on(db, scope, midnights), off)


def _days_of(scope: Scope) -> tuple[date, date]:
    if not scope.whole:
        return FIRST_LOOK, LAST_LOOK
    starts, ends = (int(scope.parameters[key]) for key in ("scope_starts", "scope_ends"))
    first = max(FIRST_LOOK, day_of(starts)) if starts > 0 else FIRST_LOOK
    end = min(ends, minute_of(LAST_LOOK))
    return first, day_of(end)


def _midnights(
    db: Db, off: DaysWithoutLessons, closings: Sequence[ClosingDays], days: tuple[date, date]
) -> list[int]:
    """Return the first minute of every day that is off anywhere in a stretch."""
    first, last = days
    found = {
        day
        for closing_days in closings
        for day in _each(max(first, closing_days.first_day), closing_days.last_day)
    }
    for land in {"", *queries.lands(db)}:
        place = off.at(land, None)
        for holiday in place.between(first, last):
            if holiday.reason is SkipReason.PUBLIC_HOLIDAY:
                found.update(_each(holiday.first_day, holiday.last_day))
    return sorted(minute_of(day) for day in found if first <= day <= last)


def _each(first: date, last: date) -> Iterator[date]:
    for offset in range((last - first).days + 1):
        yield first + timedelta(days=offset)
