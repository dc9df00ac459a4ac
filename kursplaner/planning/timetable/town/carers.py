"""How many carers the childcare of a series needs, and how many the town has at which time."""

from collections import defaultdict
from dataclasses import replace
from datetime import date

from kursplaner.basics.settings import Settings
from kursplaner.domain.kinds import Role
from kursplaner.planning.timetable.problem import Event
from kursplaner.planning.timetable.town.closed_ticks import ClosedTicks, by_resource, unavailable
from kursplaner.planning.timetable.town.series import Hanging, Series
from kursplaner.planning.timetable.town.week_grid import WeekGrid
from kursplaner.store.queries.choices import workers
from kursplaner.store.queries.conflicts.closed_times import weekly_times
from kursplaner.store.session import Db

CARERS = frozenset({Role.CARER.value})


def with_care(
    event: Event, series: Series, hangs: Hanging, weeks: WeekGrid, settings: Settings
) -> Event:
    """Return an event with what its childcare needs on its fullest day, by the carer ratio.

    Who is assigned counts as needed. Childcare that serves several lessons stays where it is, and
    is not counted.
    """
    per_carer = max(1, settings.number("childcare.children_per_carer"))
    carers = before = after = 0
    for lesson in series.lessons:
        for slot in hangs.slots.get(lesson.id, ()):
            carers = max(carers, len(slot.carers), -(-slot.children // per_carer))
            before = max(before, (lesson.starts - slot.starts) // weeks.step)
            after = max(after, (slot.ends - lesson.ends) // weeks.step)
    return replace(event, cared_by=carers, care_before=before, care_after=after)


def carers_at(db: Db, weeks: WeekGrid, day: date) -> dict[int, frozenset[int]]:
    """Return the ticks of a week by how many carers are there, by their weekly hours."""
    people = {worker.id for worker in workers(db, CARERS, day)}
    away: dict[int, set[int]] = defaultdict(set)
    for key, times in by_resource(weekly_times(db, sorted(people))).items():
        closed = ClosedTicks(weeks, inward=True)
        unavailable(closed, times, weeks)
        for busy in closed.busy():
            for tick in range(busy.starts, busy.ends) if not busy.weeks else ():
                away[tick].add(key)
    found: dict[int, set[int]] = defaultdict(set)
    for tick in range(weeks.grid.ticks):
        found[len(people) - len(away[tick])].add(tick)
    return {count: frozenset(ticks) for count, ticks in found.items()}
