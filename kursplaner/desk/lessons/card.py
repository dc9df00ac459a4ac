"""One lesson with its chain (room, teacher, childcare, ways there and back) and a state each."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kursplaner.basics import clock
from kursplaner.desk.lessons import extras
from kursplaner.desk.wording.conflicts.of_a_lesson import state_word
from kursplaner.desk.wording.words import days, names
from kursplaner.desk.wording.words.counts import counted, units
from kursplaner.desk.wording.words.kinds import said
from kursplaner.domain.conflicts.conflicts import Conflict
from kursplaner.domain.courses import Course
from kursplaner.domain.kinds import CancelReason, ConflictKind, Direction, LessonStatus
from kursplaner.domain.kinds.counting import LESSONS_TAKING_PLACE
from kursplaner.planning.conflicts import finding as planning_conflicts
from kursplaner.planning.conflicts.by_lesson import open_ones
from kursplaner.planning.lessons.changing import LessonPlan, Wish
from kursplaner.planning.lessons.relocation import MovedLesson, Relocation
from kursplaner.planning.lessons.staffing import StandIn
from kursplaner.store.queries.choices import RoomFacts, rooms_in_use
from kursplaner.store.queries.lessons.bundles import lessons_of_course
from kursplaner.store.queries.lessons.lessons import (
    LessonChildcare,
    LessonRide,
    LessonRow,
    NamedPerson,
    lessons_by_id,
)
from kursplaner.store.queries.names import person_names
from kursplaner.store.records import by_id
from kursplaner.store.session import Db

Key = tuple[str, int]
Kind = ConflictKind
NO_BREAK = "\u00a0"
NOTHING_MOVES = Relocation((), (), ())
_ROOM_KINDS = frozenset({Kind.NO_ROOM, Kind.ROOM_CAPACITY, Kind.HOLIDAY, Kind.CLOSING_DAY})
_CARE_KINDS = frozenset({Kind.CHILDCARE_CAPACITY, Kind.CHILDCARE_MISSING, Kind.CARER_MISSING})


@dataclass(frozen=True, slots=True)
class ChainLink:
    """One thing that goes along with a lesson; `tone` is good, warning, bad or empty."""

    icon: str
    title: str
    subtitle: str
    state: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class LessonCard:
    """What the inspector shows of one lesson.

    Attributes:
        over: its place in the course, "Termin 14 von 32".
        cancelled: the reason in words, or empty.
        changeable: whether it may still be moved (not begun, not recorded, not cancelled).
        cancellable: whether it may be called off (not recorded, not cancelled yet).
        walk_in: whether guests are counted there without a name.
    """

    row: LessonRow
    over: str
    subtitle: str
    links: tuple[ChainLink, ...]
    conflicts: tuple[Conflict, ...]
    cancelled: str = ""
    changeable: bool = True
    cancellable: bool = True
    walk_in: bool = False


@dataclass
class _Chain:
    """What the links are made from: the plan's new times and what stands against them."""

    row: LessonRow
    conflicts: Sequence[Conflict]
    rooms: Mapping[int, RoomFacts]
    moved: Relocation = NOTHING_MOVES
    good: str = ""
    hidden: bool = False
    seen: set[str] = field(default_factory=set)

    @property
    def lesson(self) -> MovedLesson | None:
        """The lesson as the plan moves it."""
        return next(
            (lesson for lesson in self.moved.lessons if lesson.id == self.row.id),
            None,
        )

    def state(self, keys: Iterable[Key], kinds: Iterable[ConflictKind] = ()) -> tuple[str, str]:
        """Return word and tone of the gravest conflict that concerns one of the keys."""
        wanted, extra = set(keys), set(kinds)
        for conflict in open_ones(self.conflicts):
            concerned = {(subject.noun, subject.id) for subject in conflict.subjects} & wanted
            if concerned or (conflict.kind in extra and _of_lesson(conflict, self.row)):
                return state_word(conflict), "bad" if conflict.hard else "warning"
        return (self.good, "good") if self.good else ("", "")

    def lacking(self, kind: ConflictKind) -> tuple[str, str]:
        """Return word and tone of what is not there at all; calm where somebody took it on."""
        taken_on = any("accepted" in c.facts for c in self.conflicts if c.kind is kind)
        return ("angenommen", "") if taken_on else ("fehlt", "warning")


def lesson_card(db: Db, lesson_id: int, *, hidden: bool = False) -> LessonCard | None:
    """Return one lesson whole, or None when it is gone."""
    row = next(iter(lessons_by_id(db, [lesson_id])), None)
    if row is None:
        return None
    standing = [
        lesson
        for lesson in lessons_of_course(db, row.course_id)
        if lesson.status in LESSONS_TAKING_PLACE
    ]
    ids = [lesson.id for lesson in standing]
    place = f"Termin {ids.index(lesson_id) + 1} von {len(ids)}" if lesson_id in ids else "Termin"
    cancelled = row.status == LessonStatus.CANCELLED
    found = [] if cancelled else planning_conflicts.find_for(db, [lesson_id])
    cancellable = not cancelled and not row.recorded
    walk_in = by_id(db, Course, row.course_id).walk_in
    return LessonCard(
        row=row,
        over=place,
        subtitle=f"{days.short_day(row.day)} {days.times(row.starts, row.ends)} · "
        f"{units(row.teaching_minutes, row.unit_minutes)}",
        links=(
            *_links(_Chain(row, found, _rooms(db, row), hidden=hidden)),
            *_extras(db, row, walk_in=walk_in, hidden=hidden),
        ),
        conflicts=tuple(found),
        cancelled=said(CancelReason, row.cancel_reason) if cancelled else "",
        changeable=cancellable and not clock.has_come(row.starts),
        cancellable=cancellable,
        walk_in=walk_in,
    )


def _extras(db: Db, row: LessonRow, *, walk_in: bool, hidden: bool) -> Iterator[ChainLink]:
    for line in extras.interpreter_lines(db, row.id, hidden=hidden):
        yield ChainLink("languages", "Sprachmittlung", line)
    if walk_in:
        words, missing = extras.guests_of(db, row)
        state = ("fehlt", "warning") if missing else ("", "")
        yield ChainLink("users", "Gäste ohne Namen", words, *state)


def move_links(
    db: Db,
    row: LessonRow,
    plan: LessonPlan[Wish],
    stand_in: StandIn | None = None,
    *,
    hidden: bool = False,
) -> tuple[ChainLink, ...]:
    """Return the chain of the lesson that was taken hold of, as it would be after the move."""
    lesson = next((lesson for lesson in plan.moved.lessons if lesson.id == row.id), None)
    if stand_in is not None and lesson is not None:
        found = person_names(db, set(lesson.people))
        row = replace(row, teachers=tuple(NamedPerson(key, found[key]) for key in lesson.people))
    chain = _Chain(row, plan.conflicts, _rooms(db, row), plan.moved, "frei", hidden)
    return _links(chain)


def _rooms(db: Db, row: LessonRow) -> dict[int, RoomFacts]:
    return {room.id: room for room in rooms_in_use(db, row.day)}


def _of_lesson(conflict: Conflict, row: LessonRow) -> bool:
    mine: set[Key] = {("lesson", row.id)}
    if row.childcare is not None:
        mine.add(("childcare", row.childcare.slot_id))
    mine |= {("ride", ride.id) for ride in row.rides}
    return any((subject.noun, subject.id) in mine for subject in conflict.subjects)


def _links(chain: _Chain) -> tuple[ChainLink, ...]:
    found = [_room(chain), _teacher(chain)]
    if chain.row.childcare is not None:
        found.append(_childcare(chain, chain.row.childcare))
    found += [_ride(chain, ride) for ride in chain.row.rides]
    return tuple(found)


def _room(chain: _Chain) -> ChainLink:
    lesson = chain.lesson
    room_id = lesson.target.room_id if lesson is not None else chain.row.room_id
    facts = chain.rooms.get(room_id) if room_id is not None else None
    if room_id is None or facts is None:
        state, tone = chain.lacking(ConflictKind.NO_ROOM)
        return ChainLink("door-open", chain.row.room or "Kein Raum", "", state, tone)
    parts = [counted(facts.capacity, "place") if facts.capacity else facts.site]
    parts += ["barrierefrei"] if facts.accessible else []
    state, tone = chain.state([("room", room_id)], _ROOM_KINDS)
    return ChainLink("door-open", facts.name, ", ".join(parts), state, tone)


def _teacher(chain: _Chain) -> ChainLink:
    people = chain.row.teachers
    who = ", ".join(_name(person.name, chain) for person in people)
    if not people:
        state, tone = chain.lacking(ConflictKind.NO_TEACHER)
        return ChainLink("presentation", "Lehrkraft", "niemand eingeteilt", state, tone)
    state, tone = chain.state([("person", person.id) for person in people])
    return ChainLink("presentation", "Lehrkraft", who, state, tone)


def _childcare(chain: _Chain, care: LessonChildcare) -> ChainLink:
    keys: list[Key] = [("person", person.id) for person in care.carers]
    keys.append(("childcare", care.slot_id))
    state, tone = chain.state(keys, _CARE_KINDS)
    children = f"{care.taken} von {counted(care.places, 'child', dative=True)}"
    text = f"{children}, {counted(len(care.carers), 'carer')}"
    return ChainLink("baby", f"Betreuung {care.room or 'ohne Raum'}", text, state, tone)


def _ride(chain: _Chain, ride: LessonRide) -> ChainLink:
    moved = next((moved_ride for moved_ride in chain.moved.rides if moved_ride.id == ride.id), None)
    starts, ends = (moved.new_starts, moved.new_ends) if moved else (ride.starts, ride.ends)
    keys: list[Key] = [("ride", ride.id)]
    keys += [("vehicle", ride.vehicle_id)] if ride.vehicle_id is not None else []
    driver = moved.driver_id if moved is not None else ride.driver_id
    keys += [("person", driver)] if driver is not None else []
    state, tone = chain.state(keys)
    seats = f"{ride.taken} von {counted(ride.seats, 'place', dative=True)}"
    who = [ride.vehicle or "ohne Fahrzeug", _name(ride.driver, chain) if ride.driver else ""]
    title = f"{said(Direction, ride.direction)} {days.times(starts, ends)}"
    note = " · ".join([seats, ", ".join(name for name in who if name)])
    return ChainLink("bus", title, note, state, tone)


def _name(name: str, chain: _Chain) -> str:
    return names.initials(name) if chain.hidden else names.short(name).replace(" ", NO_BREAK)
