"""What stands against the next days, as lines of what is to do: nothing of it is left out.

Judged is by `planning.conflicts` alone, as for overview, calendar and conflicts: here it is only
said shorter, many dates in one line.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date, timedelta

from kursplaner.desk.today.values import Matter, ToDo, Weight
from kursplaner.desk.wording import to_do
from kursplaner.desk.wording.conflicts import groups
from kursplaner.desk.wording.conflicts.sentences import shown
from kursplaner.desk.wording.words import names
from kursplaner.desk.wording.words.counts import counted
from kursplaner.desk.wording.words.days import times
from kursplaner.desk.wording.words.kinds import word
from kursplaner.domain.conflicts.conflicts import WITHOUT_TIME, Conflict
from kursplaner.domain.kinds import ConflictKind
from kursplaner.planning.conflicts import finding
from kursplaner.planning.conflicts.by_lesson import OF_HOURS, open_ones
from kursplaner.planning.conflicts.grouping import ConflictGroup, cause, grouped
from kursplaner.store.queries.names import person_names
from kursplaner.store.session import Db

LOOK_AHEAD = timedelta(days=13)
GAPS = frozenset(to_do.MISSING)
OF_FACTS = frozenset(
    (
        *(ConflictKind.ROOM_CAPACITY, ConflictKind.AVAILABILITY),
        *(ConflictKind.ACCESSIBILITY, ConflictKind.EQUIPMENT, ConflictKind.CLOSURE),
        *(ConflictKind.VEHICLE_CAPACITY, ConflictKind.CHILD_SEAT, ConflictKind.CREDENTIAL),
    )
)
"""Kinds that a changed fact of a room, person or vehicle makes: soft ones press a day before."""


def standing(db: Db, today: date, minute: int) -> list[Conflict]:
    """Return what stands against the plan from a minute of today on, hard ones first."""
    found = open_ones(finding.find(db, today, today + LOOK_AHEAD))
    return [c for c in found if c.ends > minute or c.kind in WITHOUT_TIME]


def runs_out(conflict: Conflict) -> bool:
    """Tell whether it is a credential that ends: told with its last day, where all of them are."""
    paper = conflict.kind is ConflictKind.CREDENTIAL and not conflict.hard
    return paper and not conflict.facts.get("lacking", False)


def lines(db: Db, found: Iterable[Conflict], today: date, *, hidden: bool = False) -> list[ToDo]:
    """Return hard ones by cause, what is missing by course, the rest by whom it concerns."""
    told = [conflict for conflict in found if not runs_out(conflict)]
    seats = [conflict for conflict in told if _lacks_seat(conflict)]
    gaps = [c for c in told if c.kind in GAPS and not _lacks_seat(c)]
    others = [conflict for conflict in told if conflict.kind not in GAPS]
    hints = [conflict for conflict in others if not conflict.hard]
    return [
        *(_hard(group, hidden=hidden) for group in grouped(c for c in others if c.hard)),
        *(_missing(some, today) for some in _grouped(gaps, lambda c: (c.kind, _course(c)))),
        *(_unfit(some, today, hidden=hidden) for some in _grouped(hints, _concerned)),
        *(_without_seat(db, some, today, hidden=hidden) for some in _grouped(seats, _course)),
    ]


def _grouped(
    found: Iterable[Conflict], key: Callable[[Conflict], object]
) -> Collection[list[Conflict]]:
    groups: dict[object, list[Conflict]] = defaultdict(list)
    for conflict in sorted(found, key=lambda conflict: conflict.starts):
        groups[key(conflict)].append(conflict)
    return groups.values()


def _lacks_seat(conflict: Conflict) -> bool:
    """Tell whether it names somebody without a seat: all of a course stand together."""
    lacks = conflict.kind is ConflictKind.RIDE_MISSING
    return lacks and _subject(conflict, "person") is not None


def _concerned(conflict: Conflict) -> object:
    """Return whom a hint is about; long weeks are one line, however many work them."""
    if conflict.kind in OF_HOURS:
        return "hours"
    if conflict.kind is ConflictKind.GUARDIAN:
        return cause(conflict)
    who = conflict.subjects[0]
    return conflict.kind, who.noun, who.id


def _hard(group: ConflictGroup, *, hidden: bool) -> ToDo:
    first = group.first
    lesson = _subject(first, "lesson")
    single: dict[str, object] = {"day": first.day, **({"lesson_id": lesson} if lesson else {})}
    return ToDo(
        Matter.CONFLICT,
        Weight.NOW,
        word(first.kind) if group.single else groups.title(group, hidden=hidden),
        groups.detail(group, hidden=hidden),
        "Lösen",
        "calendar" if group.single else "conflicts",
        single if group.single else {"conflict_id": group.id},
        first.kind,
        group.conflicts,
        groups.who(first, hidden=hidden),
    )


def _unfit(some: list[Conflict], today: date, *, hidden: bool) -> ToDo:
    """Return what does not fit with one room, person, vehicle or course, all dates in one line."""
    first = some[0]
    when = to_do.some_days([conflict.day for conflict in some], today)
    name = groups.who(first, hidden=hidden)
    people = {conflict.subjects[0].id for conflict in some}
    many = len(people) > 1 and first.kind is not ConflictKind.GUARDIAN
    name = counted(len(people), "person") if many else name
    what = groups.hours(some) if first.kind in OF_HOURS else word(first.kind)
    single = len(some) == 1
    weights = (Weight.NOW, Weight.SOON) if first.kind in OF_FACTS else (Weight.SOON,) * 2
    weights = (Weight.WHENEVER,) * 2 if first.kind in OF_HOURS else weights
    return ToDo(
        Matter.CONFLICT,
        weights[0] if _near(first, today) else weights[1],
        f"{name}: {what}" if name else what,
        shown(first, hidden=hidden) if single else f"{when[0].upper()}{when[1:]}",
        "Prüfen",
        "conflicts",
        {"conflict_id": first.id},
        first.kind,
        tuple(some),
        name,
    )


def _near(conflict: Conflict, today: date) -> bool:
    return (conflict.day - today).days <= 1


def _course(conflict: Conflict) -> str:
    """Return the title of the course, which a lesson, slot or ride is called by, too."""
    named = [subject.label for subject in conflict.subjects if subject.noun != "person"]
    return next((label for label in reversed(named) if label), "")


def _missing(some: list[Conflict], today: date) -> ToDo:
    first = some[0]
    directions = sorted(
        {conflict.facts["direction"] for conflict in some if "direction" in conflict.facts}
    )
    when = to_do.some_days([conflict.day for conflict in some], today)
    once = len({(conflict.starts, conflict.ends) for conflict in some}) == 1
    reason = f"{when}, {times(first.starts, first.ends)}" if once else when
    pressing = _near(first, today) or any(conflict.hard for conflict in some)
    place, target = _place_of(first)
    return ToDo(
        Matter.MISSING,
        Weight.NOW if pressing else Weight.SOON,
        to_do.missing_title(first.kind, _course(first), directions),
        reason[0].upper() + reason[1:],
        to_do.SOLVE[first.kind],
        place,
        target,
        first.kind,
        tuple(some),
        _course(first),
    )


def _without_seat(db: Db, some: list[Conflict], today: date, *, hidden: bool) -> ToDo:
    keys = {subject.id for c in some for subject in c.subjects if subject.noun == "person"}
    people = sorted(names.shown(name, hidden=hidden) for name in person_names(db, keys).values())
    short = people if hidden else [names.short(person) for person in people]
    when = to_do.some_days([conflict.day for conflict in some], today)
    pressing = _near(some[0], today) or any(conflict.hard for conflict in some)
    return ToDo(
        Matter.UNSERVED,
        Weight.NOW if pressing else Weight.SOON,
        to_do.unserved_title(short),
        f"{_course(some[0])}, {when}",
        "Planen",
        "rides",
        {"day": some[0].day},
        conflicts=tuple(some),
    )


_PLACES: Mapping[ConflictKind, tuple[str, str, str]] = {
    ConflictKind.CARER_MISSING: ("childcare", "slot_id", "childcare"),
    ConflictKind.CHILDCARE_MISSING: ("childcare", "slot_id", "childcare"),
    ConflictKind.DRIVER_MISSING: ("rides", "ride_id", "ride"),
    ConflictKind.RIDE_MISSING: ("rides", "ride_id", "ride"),
}


def _place_of(conflict: Conflict) -> tuple[str, Mapping[str, object]]:
    place, key, noun = _PLACES.get(conflict.kind, ("calendar", "lesson_id", "lesson"))
    found = _subject(conflict, noun)
    return place, {"day": conflict.day, **({key: found} if found else {})}


def _subject(conflict: Conflict, noun: str) -> int | None:
    return next((subject.id for subject in conflict.subjects if subject.noun == noun), None)
