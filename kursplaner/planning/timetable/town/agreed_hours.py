"""How much of the agreed hours of a week is left for the lessons that are laid."""

from collections.abc import Collection

from kursplaner.planning.timetable.town.week_grid import WeekGrid
from kursplaner.store.queries.conflicts.work_hours import weekly_limits
from kursplaner.store.queries.taken_times import taken_times
from kursplaner.store.session import Db
from kursplaner.store.whereabouts import LESSON


def free_ticks(
    db: Db, weeks: WeekGrid, teachers: Collection[int], moved: Collection[int]
) -> dict[int, dict[int, int]]:
    """Return how long some teachers may still teach, in ticks by the number of the week.

    Who has agreed on no hours is left out, a week without a limit likewise. What they teach beside
    the `moved` lessons counts.
    """
    agreed = {key: most for (key, source), most in weekly_limits(db).items() if source == LESSON}
    mine = agreed.keys() & set(teachers)
    found: dict[int, dict[int, int]] = {}
    span = (weeks.minute(0, 0), weeks.minute(weeks.weeks, 0))
    taken = taken_times(db, mine, *span) if mine else {}
    for teacher in sorted(mine):
        limits = (
            (week, agreed[teacher].most_in(weeks.day(week, 0))) for week in range(weeks.weeks)
        )
        left = {week: most for week, most in limits if most is not None}
        for use in taken.get(teacher, ()):
            week = weeks.week(use.starts)
            if use.source == LESSON and use.source_id not in moved and week in left:
                left[week] -= use.ends - use.starts
        found[teacher] = {week: max(0, free) // weeks.step for week, free in left.items()}
    return found
