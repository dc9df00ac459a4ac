"""The wishes of a town as a timetable weighs them, and what each of them is about."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from kursplaner.basics.errors import Refused
from kursplaner.basics.settings import Settings
from kursplaner.planning.timetable.problem import Busy, Wish, WishKind, occupations
from kursplaner.planning.timetable.town.series import Series
from kursplaner.planning.timetable.town.week_grid import WeekGrid
from kursplaner.store.queries.timetable import PlacedCourse

QUARTER = 15


class Aim(StrEnum):
    """What a clerk can aim for; the weights stand in the settings but for suitable rooms."""

    KEEP = "keep"
    FEW_ROOMS = "few_rooms"
    CONNECTED = "connected"
    TEACHER_WISHES = "teacher_wishes"
    SPREAD = "spread"
    SAME_TIME = "same_time"
    WAVES = "waves"
    LOST = "lost"
    HOURS = "hours"
    AVAILABLE = "available"
    CARERS = "carers"
    ROOMS = "rooms"


ALWAYS = frozenset({Aim.LOST, Aim.HOURS, Aim.AVAILABLE, Aim.CARERS, Aim.ROOMS})
"""Not asked for: nobody wants lessons on days off, when somebody is away, in unsuitable rooms, by
somebody beyond the agreed hours, or with children whom nobody can look after."""
WISHED = tuple(aim for aim in Aim if aim not in ALWAYS)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a wish of the problem stands for: whose, and where it concerns one course or person."""

    aim: Aim
    course_id: int | None = None
    resource_id: int | None = None


def weights(settings: Settings, aims: Collection[Aim]) -> dict[Aim, int]:
    """Return the weight of each aim; those not wanted weigh nothing.

    Raises:
        Refused: "aim_unknown" with the word.
    """
    for aim in aims:
        if aim not in set(Aim):
            raise Refused("aim_unknown", text=str(aim))
    wanted = frozenset(aims) | ALWAYS
    weighed = (aim for aim in Aim if aim is not Aim.ROOMS)
    return {
        aim: settings.number(f"timetable.weight.{aim}") if aim in wanted else 0 for aim in weighed
    }


@dataclass(frozen=True, slots=True)
class Known:
    """What wishes are made of.

    Attributes:
        lost: by series and weekday, the lessons that would fall on days off.
        unavailable: times outside the availability that are used today, by resource.
        choices: who could teach each series, where that is a choice.
        free_ticks: by teacher and week, how much of the agreed hours is left for the series.
        cared_by: how many carers the childcare of each series needs.
        carers_at: by how many carers are there, the ticks at which they are.
        vehicles: how many there are; ride_ticks: how long one is away for a wave.
    """

    series: Sequence[Series]
    courses: Mapping[int, PlacedCourse]
    weeks: WeekGrid
    lost: Mapping[int, Mapping[int, Sequence[int]]]
    unavailable: Mapping[int, Sequence[Busy]]
    wished: Mapping[int, frozenset[int]]
    vehicles: int
    ride_ticks: int
    choices: Mapping[int, Sequence[int]] = field(default_factory=dict)
    free_ticks: Mapping[int, Mapping[int, int]] = field(default_factory=dict)
    cared_by: Mapping[int, int] = field(default_factory=dict)
    carers_at: Mapping[int, frozenset[int]] = field(default_factory=dict)


Made = tuple[Aim, Wish, Meaning]


def wishes_of(
    known: Known, weight: Mapping[Aim, int]
) -> tuple[tuple[Wish, ...], dict[int, Meaning]]:
    """Return the wishes that weigh something, numbered, and what they mean."""
    from dataclasses import replace

    wishes: list[Wish] = []
    meanings: dict[int, Meaning] = {}
    for made, meaning in _all(known, weight):
        if made.weight > 0:
            wishes.append(replace(made, id=len(wishes) + 1))
            meanings[len(wishes)] = meaning
    return tuple(wishes), meanings


def _all(known: Known, weight: Mapping[Aim, int]) -> Iterator[tuple[Wish, Meaning]]:
    for series in known.series:
        meaning = Meaning(Aim.KEEP, series.course_id)
        if not series.broken:
            yield Wish(0, WishKind.STAY, weight[Aim.KEEP], events=(series.id,)), meaning
    yield from _of_courses(known, weight)
    yield from _of_teachers(known, weight)
    yield from _of_hours(known, weight[Aim.HOURS])
    yield from _of_days(known, weight)
    yield from _waves(known, weight[Aim.WAVES])
    yield from _of_carers(known, weight[Aim.CARERS])


def _of_courses(known: Known, weight: Mapping[Aim, int]) -> Iterator[tuple[Wish, Meaning]]:
    for course, series in _by_course(known.series).items():
        events = tuple(weekly.id for weekly in series)
        if len(events) < 2:
            continue
        yield (
            Wish(0, WishKind.FEW_ROOMS, weight[Aim.FEW_ROOMS], events=events),
            Meaning(Aim.FEW_ROOMS, course),
        )
        yield (
            Wish(0, WishKind.SAME_TIME, weight[Aim.SAME_TIME], events=events),
            Meaning(Aim.SAME_TIME, course),
        )
        yield from _spread(course, series, known.weeks, weight[Aim.SPREAD])
        for same in _by_time(series, known.weeks):
            ticks = known.weeks.grid.ticks
            yield (
                Wish(0, WishKind.SAME_TIME, weight[Aim.SAME_TIME], events=same, cycle=ticks),
                Meaning(Aim.SAME_TIME, course),
            )


def _by_course(series: Iterable[Series]) -> dict[int, list[Series]]:
    found: dict[int, list[Series]] = defaultdict(list)
    for weekly in series:
        found[weekly.course_id].append(weekly)
    return found


def _by_time(series: Sequence[Series], weeks: WeekGrid) -> Iterator[tuple[int, ...]]:
    """Yield the parts of one weekly series: they stay together where they can."""
    found: dict[int, list[int]] = defaultdict(list)
    for weekly in series:
        found[weeks.tick(weekly.first.starts)].append(weekly.id)
    yield from (tuple(many) for many in found.values() if len(many) > 1)


def _spread(
    course: int, series: Sequence[Series], weeks: WeekGrid, weight: int
) -> Iterator[tuple[Wish, Meaning]]:
    """Wish for as many days as the course has lessons in its fullest week, five at most."""
    held = [week for weekly in series for week in weekly.weeks(weeks)]
    most = max(held.count(week) for week in set(held))
    if most > 1:
        events = tuple(weekly.id for weekly in series)
        wish = Wish(0, WishKind.SPREAD, weight, events=events, limit=min(most, 5))
        yield wish, Meaning(Aim.SPREAD, course)


def _of_teachers(known: Known, weight: Mapping[Aim, int]) -> Iterator[tuple[Wish, Meaning]]:
    taught: dict[int, list[int]] = defaultdict(list)
    for series in known.series:
        for teacher in series.teachers:
            taught[teacher].append(series.id)
    per_tick = weight[Aim.CONNECTED] * max(1, known.weeks.step // QUARTER)
    for teacher, events in sorted(taught.items()):
        if len(events) > 1:
            yield (
                Wish(0, WishKind.CONNECTED, per_tick, resource=teacher),
                Meaning(Aim.CONNECTED, resource_id=teacher),
            )
    yield from _of_wished_times(known, weight[Aim.TEACHER_WISHES], taught)
    for resource, busy in known.unavailable.items():
        for away in busy:
            yield from _away(known, resource, away, weight[Aim.AVAILABLE])


def _of_wished_times(
    known: Known, weight: int, taught: Mapping[int, Sequence[int]]
) -> Iterator[tuple[Wish, Meaning]]:
    """Wish for the times of those who teach, and of those who could be chosen, if they are."""
    could: dict[int, list[int]] = {teacher: list(events) for teacher, events in taught.items()}
    for event, teachers in known.choices.items():
        for teacher in teachers if len(teachers) > 1 else ():
            if event not in could.setdefault(teacher, []):
                could[teacher].append(event)
    for teacher, events in sorted(could.items()):
        if known.wished.get(teacher):
            wish = Wish(
                *(0, WishKind.TIMES, weight),
                events=tuple(events),
                resource=teacher,
                ticks=known.wished[teacher],
            )
            yield wish, Meaning(Aim.TEACHER_WISHES, resource_id=teacher)


def _away(known: Known, resource: int, away: Busy, weight: int) -> Iterator[tuple[Wish, Meaning]]:
    place = {series.id: series.place(known.weeks) for series in known.series}
    events = tuple(
        series.id
        for series in known.series
        if resource
        in {place[series.id].room, *series.teachers, *(each.resource for each in series.along)}
    )
    if events:
        ticks = frozenset(range(away.starts, away.ends))
        wish = Wish(0, WishKind.TIMES, weight, events=events, resource=resource, ticks=ticks)
        yield wish, Meaning(Aim.AVAILABLE, resource_id=resource)


def _of_hours(known: Known, weight: int) -> Iterator[tuple[Wish, Meaning]]:
    """Wish in each week for no more than the agreed hours of whoever could be chosen to teach."""
    for teacher, weeks in sorted(known.free_ticks.items()):
        alike: Counter[tuple[tuple[int, ...], int]] = Counter()
        for week, free in weeks.items():
            events = tuple(
                series.id
                for series in known.series
                if week in series.weeks(known.weeks)
                and teacher in (*known.choices.get(series.id, ()), *series.teachers)
            )
            if any(len(known.choices.get(key, ())) > 1 for key in events):
                alike[events, free] += 1
        for (events, free), count in alike.items():
            cost = weight * count
            wish = Wish(0, WishKind.HOURS, cost, events=events, resource=teacher, limit=free)
            yield wish, Meaning(Aim.HOURS, resource_id=teacher)


def _of_days(known: Known, weight: Mapping[Aim, int]) -> Iterator[tuple[Wish, Meaning]]:
    for series in known.series:
        for weekday, gone in known.lost.get(series.id, {}).items():
            first = weekday * known.weeks.periods
            ticks = frozenset(range(first, first + known.weeks.periods))
            cost = weight[Aim.LOST] * len(gone)
            wish = Wish(0, WishKind.TIMES, cost, events=(series.id,), ticks=ticks)
            yield wish, Meaning(Aim.LOST, series.course_id)


def _waves(known: Known, weight: int) -> Iterator[tuple[Wish, Meaning]]:
    riding = tuple(series.id for series in known.series if known.courses[series.course_id].shuttle)
    if known.vehicles and len(riding) > known.vehicles:
        wish = Wish(
            *(0, WishKind.WAVES, weight),
            events=riding,
            limit=known.vehicles,
            cycle=known.ride_ticks,
        )
        yield wish, Meaning(Aim.WAVES)


def _of_carers(known: Known, weight: int) -> Iterator[tuple[Wish, Meaning]]:
    """Wish for no more childcare at once than there are carers for, where that could be."""
    events = tuple(key for key, needed in known.cared_by.items() if needed)
    most = sum(known.cared_by[key] for key in events)
    for there, ticks in sorted(known.carers_at.items()):
        if most > there:
            wish = Wish(0, WishKind.CARERS, weight, events=events, ticks=ticks, limit=there)
            yield wish, Meaning(Aim.CARERS)


def used_now(
    series: Iterable[Series], weeks: WeekGrid
) -> dict[int, list[tuple[int, int, frozenset[int]]]]:
    """Return which ticks of each resource the series use today that stay if they like."""
    from kursplaner.planning.timetable.problem import Event

    found: dict[int, list[tuple[int, int, frozenset[int]]]] = defaultdict(list)
    for weekly in series:
        if weekly.broken:
            continue
        bare = Event(
            *(weekly.id, weekly.course_id, weeks.ticks(weekly.minutes), ()),
            needs=weekly.teachers if len(weekly.teachers) > 1 else (),
            along=weekly.along,
        )
        for resource, starts, ends in occupations(bare, weekly.place(weeks)):
            found[resource].append((starts, ends, weekly.weeks(weeks)))
    return found
