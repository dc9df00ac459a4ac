"""A planned course as the window shows it: dates, choices with what speaks against them, counts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from kursplaner.desk.wording.conflicts.obstacles import against_text
from kursplaner.desk.wording.words import days, names
from kursplaner.desk.wording.words.counts import counted, decimal, number, units
from kursplaner.desk.wording.words.kinds import said
from kursplaner.domain.conflicts.obstacles import Against, Choice, Obstacle
from kursplaner.domain.holidays import school_holidays
from kursplaner.domain.kinds import Direction, SkipReason
from kursplaner.planning.courses.plan import CoursePlan
from kursplaner.planning.lessons.dates import SkippedDay
from kursplaner.planning.rides.plan import RidePlan

DATED = frozenset({Obstacle.BUSY, Obstacle.CLOSED, Obstacle.NOT_AVAILABLE})


@dataclass(frozen=True, slots=True)
class Alternative:
    """Somebody or something that could be taken in place of what is proposed.

    Attributes:
        wish: what of the draft it sets: room, teacher, carer, vehicle or driver.
        tone: good, warning or bad.
    """

    wish: str
    id: int
    name: str
    reason: str
    tone: str


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """One line of the plan: what is proposed, how far it is free, and what else there is."""

    key: str
    icon: str
    label: str
    title: str
    pill: str
    tone: str
    note: str
    alternatives: tuple[Alternative, ...]


@dataclass(frozen=True, slots=True)
class SkippedGroup:
    """Days left out for one reason: "Winterferien, 08.–19.02."."""

    title: str
    days: tuple[date, ...]


def headline(plan: CoursePlan) -> tuple[str, str]:
    """Return "20 Termine, 60 UE" and "Di 02.02. bis Do 29.04."."""
    taught = sum(lesson.teaching_minutes for lesson in plan.lessons)
    size = f"{counted(len(plan.lessons), 'lesson')}, {units(taught, plan.draft.unit_minutes)}"
    return size, f"{days.full_day(plan.first_day)} bis {days.full_day(plan.last_day)}"


def lesson_line(plan: CoursePlan) -> str:
    """Return "3 UE je Termin, 15 Minuten Pause", "2 bis 3 UE je Termin" where days differ."""
    first = plan.lessons[0]
    pause = first.ends - first.starts - first.teaching_minutes
    whole = [lesson for lesson in plan.lessons if not lesson.shortened] or [first]
    minutes = sorted({lesson.teaching_minutes for lesson in whole})
    most = units(minutes[-1], plan.draft.unit_minutes)
    least = f"{decimal(minutes[0] / plan.draft.unit_minutes, 2)} bis " if minutes[1:] else ""
    each = f"{least}{most} je Termin"
    return f"{each}, {pause} Minuten Pause" if pause else each


def reserve_text(plan: CoursePlan) -> str:
    """Return "10 Wochen Reserve" until the half-year ends."""
    return f"{counted(plan.reserve_weeks, 'week')} Reserve" if plan.reserve_weeks else ""


def counts(plan: CoursePlan) -> str:
    """Return "20 Termine, 20 Betreuungen, 40 Fahrten, 9 Personen, 14 erneut zu fragen"."""
    parts = [counted(len(plan.lessons), "lesson")]
    if plan.childcare is not None:
        slots = len(plan.childcare.slots)
        parts.append(f"{number(slots)} {'Betreuung' if slots == 1 else 'Betreuungen'}")
    if plan.rides is not None:
        parts.append(counted(len(plan.rides.rides), "ride"))
    if plan.enrolled:
        parts.append(counted(len(plan.enrolled), "person"))
    if plan.questions:
        parts.append(f"{number(len(plan.questions))} erneut zu fragen")
    return ", ".join(parts)


def skipped_groups(plan: CoursePlan) -> tuple[SkippedGroup, ...]:
    """Return the days left out, those of one holiday together, in order."""
    found: dict[str, list[date]] = {}
    for skipped in plan.skipped:
        found.setdefault(_skip_title(skipped, plan.land), []).append(skipped.day)
    return tuple(SkippedGroup(title, tuple(some)) for title, some in found.items())


def service_rows(plan: CoursePlan, *, hidden: bool = False) -> tuple[ServiceRow, ...]:
    """Return the lines for room, teacher and, where wanted, childcare and shuttle."""
    rows = [_room(plan), _teacher(plan, hidden=hidden)]
    if plan.childcare is not None:
        rows.append(_childcare(plan, hidden=hidden))
    if plan.rides is not None:
        rows.append(_shuttle(plan, plan.rides, hidden=hidden))
    return tuple(rows)


def free_on(choice: Choice, day: date) -> bool:
    """Tell whether a choice can be had on a day of the plan."""
    return choice.free > 0 and not any(
        obstacle.obstacle in DATED and (not obstacle.days or day in obstacle.days)
        for obstacle in choice.against
    )


def suits(choice: Choice) -> bool:
    """Tell whether a choice is meant for this: no childcare room for a course."""
    unfit = {Obstacle.OTHER_PURPOSE, Obstacle.NO_PROFILE, Obstacle.OTHER_SITE, Obstacle.TOO_SMALL}
    return not any(obstacle.obstacle in unfit for obstacle in choice.against)


def _skip_title(skipped: SkippedDay, land: str) -> str:
    if skipped.reason is SkipReason.SCHOOL_HOLIDAY:
        whole = next((h for h in school_holidays(land) if h.covers(skipped.day)), None)
        if whole is not None:
            return f"{skipped.name}, {days.period(whole.first_day, whole.last_day)[:-4]}"
    if skipped.reason is SkipReason.BY_HAND:
        return "Von Hand ausgelassen"
    return skipped.name or said(SkipReason, skipped.reason)


def _pill(free: int, of: int) -> tuple[str, str]:
    tone = "good" if free == of else "warning" if free else "bad"
    return f"{number(free)} von {number(of)} frei", tone


def _room(plan: CoursePlan) -> ServiceRow:
    others = _alternatives(plan.rooms, "room", plan.room.id if plan.room else None)
    if plan.room is None:
        return _nobody("room", "door-open", "Raum", "Kein Raum frei", others)
    facts, free = (
        plan.room.facts,
        sum(1 for lesson in plan.lessons if lesson.room_id == plan.room.id),
    )
    parts = [f"{facts['capacity']} Plätze"] if facts.get("capacity") else []
    parts += ["barrierefrei"] if facts.get("accessible") else []
    parts += ["wie zuletzt"] if facts.get("usual") else [str(facts.get("site", ""))]
    note = ", ".join([part for part in parts if part] + _undated(plan.room))
    clashes = _clashes(plan, "room")
    pill = _pill(free - clashes, len(plan.lessons))
    return ServiceRow("room", "door-open", "Raum", plan.room.name, *pill, note, others)


def _teacher(plan: CoursePlan, *, hidden: bool) -> ServiceRow:
    chosen = plan.teacher
    others = _alternatives(
        plan.teachers, "teacher", chosen.id if chosen else None, people=True, hidden=hidden
    )
    if chosen is None:
        return _nobody("teacher", "presentation", "Lehrkraft", "Niemand frei", others)
    mine = sum(1 for lesson in plan.lessons if lesson.teacher_id == chosen.id)
    pill = _pill(mine - _clashes(plan, "person"), len(plan.lessons))
    parts = ["unterrichtete zuletzt"] if chosen.facts.get("usual") else []
    parts += ["arbeitet dann am liebsten"] if chosen.facts.get("wished") else []
    parts += [against_text(obstacle) for obstacle in chosen.against]
    note = "; ".join(parts) or "zu allen Terminen da"
    name = _person(chosen.name, hidden=hidden)
    return ServiceRow("teacher", "presentation", "Lehrkraft", name, *pill, note, others)


def _childcare(plan: CoursePlan, *, hidden: bool) -> ServiceRow:
    care = plan.childcare
    if care is None:
        raise ValueError
    chosen = {carer.id for carer in care.carers}
    free = [carer for carer in care.carer_choices if carer.id not in chosen]
    others = _alternatives(free, "carer", None, people=True, hidden=hidden)
    people = [_person(carer.name, hidden=hidden) for carer in care.carers]
    title = f"{', '.join(people)}{f' in {care.room.name}' if care.room else ', ohne Raum'}"
    if not people:
        title = f"{care.room.name if care.room else 'Ohne Raum'}, noch niemand eingeteilt"
    short = set(care.without_room) | set(care.short_of_carers)
    pill = _pill(len(care.slots) - len(short), len(care.slots))
    first = care.slots[0] if care.slots else None
    parts = [counted(care.places, "place")]
    parts += [days.times(first.starts, first.ends)] if first else []
    until = min((day for carer in care.carers if (day := _credentials(carer))), default=None)
    parts += [f"Nachweise bis {days.dated(until)}"] if until else []
    note = ", ".join(parts)
    return ServiceRow("childcare", "baby", "Betreuung", title, *pill, note, others)


def _shuttle(plan: CoursePlan, rides: RidePlan, *, hidden: bool) -> ServiceRow:
    vehicles, drivers = _standing(rides)
    others = _alternatives(
        [vehicle for vehicle in rides.vehicles if vehicle.id not in vehicles], "vehicle", None
    )
    others += _alternatives(
        [driver for driver in rides.drivers if driver.id not in drivers],
        "driver",
        None,
        people=True,
        hidden=hidden,
    )
    if not rides.tours:
        return _nobody("shuttle", "bus", "Fahrdienst", "Kein Fahrzeug frei", others)
    cars = [vehicle.name for vehicle in rides.vehicles if vehicle.id in vehicles]
    people = [
        _person(driver.name, hidden=hidden) for driver in rides.drivers if driver.id in drivers
    ]
    good = sum(1 for ride in rides.rides if ride.vehicle_id and ride.driver_id)
    text, tone = _pill(good, len(rides.rides))
    note = _ride_note(plan, rides)
    title = ", ".join([*cars, *people])
    return ServiceRow("shuttle", "bus", "Fahrdienst", title, text, tone, note, others)


def _standing(rides: RidePlan) -> tuple[set[int], set[int]]:
    vehicles = {tour.vehicle_id for tour in rides.tours if tour.vehicle_id is not None}
    return vehicles, {tour.driver_id for tour in rides.tours if tour.driver_id is not None}


def _ride_note(plan: CoursePlan, rides: RidePlan) -> str:
    if rides.reserved:
        return "reserviert, bis jemand mitfahren möchte"
    first = [ride for ride in rides.rides if ride.lesson == 0]
    out = [ride for ride in first if ride.direction is Direction.OUT]
    back = [ride for ride in first if ride.direction is Direction.BACK]
    parts = [f"hin {days.clock(max(ride.ends for ride in out))} da"] if out else []
    parts += [f"zurück {days.clock(min(ride.starts for ride in back))}"] if back else []
    riding = sum(len(ride.seats) for ride in out)
    parts.append(counted(riding, "person"))
    if rides.left_out:
        parts.append(
            f"{counted(len(plan.rides.left_out) if plan.rides else 0, 'person')} ohne Platz"
        )
    return ", ".join(parts)


def _nobody(
    key: str, icon: str, label: str, title: str, others: tuple[Alternative, ...]
) -> ServiceRow:
    note = "Die Termine werden ohne angelegt (ungeplant)."
    return ServiceRow(key, icon, label, title, "offen", "warning", note, others)


def _clashes(plan: CoursePlan, noun: str) -> int:
    """Return on how many days something hard stands against the room or teacher of a lesson."""
    used = {key for lesson in plan.lessons for key in (lesson.room_id, lesson.teacher_id)}
    firsts = ((conflict.day, conflict.subjects[0]) for conflict in plan.hard)
    return len({day for day, who in firsts if who.noun == noun and who.id in used})


def _alternatives(
    choices: Iterable[Choice],
    wish: str,
    chosen: int | None,
    *,
    people: bool = False,
    hidden: bool = False,
) -> tuple[Alternative, ...]:
    return tuple(
        Alternative(
            wish,
            choice.id,
            _person(choice.name, hidden=hidden) if people else choice.name,
            *short_reason(choice),
        )
        for choice in choices
        if choice.id != chosen
    )


def short_reason(choice: Choice) -> tuple[str, str]:
    """Return what speaks most against a choice in a few words, and its tone."""
    if not choice.against:
        return "frei an allen Terminen", "good"
    gravest = max(choice.against, key=_weight)
    tone = "bad" if not choice.free or gravest.obstacle is Obstacle.TOO_SMALL else "warning"
    return _short(gravest, choice.of), tone


def _weight(obstacle: Against) -> int:
    order = (Obstacle.TOO_SMALL, Obstacle.NOT_AVAILABLE, Obstacle.CLOSED, Obstacle.BUSY)
    return order.index(obstacle.obstacle) + 1 if obstacle.obstacle in order else 0


def _short(obstacle: Against, of: int) -> str:
    count = len(obstacle.days) or of
    if obstacle.obstacle is Obstacle.BUSY:
        return "immer belegt" if count == of else f"{counted(count, 'lesson')} belegt"
    if obstacle.obstacle is Obstacle.CLOSED:
        return "immer gesperrt" if count == of else f"{counted(count, 'lesson')} gesperrt"
    if obstacle.obstacle is Obstacle.TOO_SMALL:
        return f"nur {obstacle.facts['capacity']} Plätze"
    if obstacle.obstacle is Obstacle.NOT_AVAILABLE:
        return _not_there(obstacle, count, of)
    text = against_text(obstacle)
    return f"{text[0].lower()}{text[1:]}" if text[:1].isupper() and text[1:2].isupper() else text


def _not_there(obstacle: Against, count: int, of: int) -> str:
    start, end = obstacle.facts.get("from"), obstacle.facts.get("until")
    weekday = obstacle.facts.get("weekday")
    if isinstance(weekday, int) and isinstance(start, int) and isinstance(end, int):
        return f"{days.weekday(weekday)} nur {days.clock(start)}–{days.clock(end)}"
    return "nie da" if count == of else f"an {number(count)} von {number(of)} nicht da"


def _undated(choice: Choice) -> list[str]:
    return [against_text(obstacle) for obstacle in choice.against if obstacle.obstacle not in DATED]


def _credentials(choice: Choice) -> date | None:
    until = choice.facts.get("papers_until")
    return until if isinstance(until, date) else None


def _person(name: str, *, hidden: bool) -> str:
    return names.initials(name) if hidden else names.short(name)


def months_of(marked: Sequence[date]) -> list[tuple[int, int]]:
    """Return every (year, month) from the first to the last of some days."""
    first, last = min(marked), max(marked)
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    start = first.year * 12 + first.month - 1
    months = (divmod(start + step, 12) for step in range(count))
    return [(year, month + 1) for year, month in months]
