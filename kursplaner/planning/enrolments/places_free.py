"""What is free in a course: seats in it, places in its childcare, seats in its vehicles.

Loaded once and then asked for one family after another, so that a waiting list is judged as it
would be filled. Every way to enrol asks here: there is no second set of limits.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from kursplaner.basics.settings import Settings
from kursplaner.basics.spans import Span, day_of
from kursplaner.domain.conflicts.conflicts import Conflict, Subject
from kursplaner.domain.conflicts.facts import ConflictFacts
from kursplaner.domain.courses import Course
from kursplaner.domain.kinds import ConflictKind, Direction
from kursplaner.planning.conflicts.limits import TENTHS, carers_at_least, child_tenths, heads
from kursplaner.planning.conflicts.never_together import newly_met
from kursplaner.planning.enrolments.family_fit import FamilyWish, Fit, RideChange, lack
from kursplaner.planning.enrolments.of_the_town import OfTheTown
from kursplaner.planning.enrolments.seats_free import FreeSeats
from kursplaner.store.queries.conflicts.limits import SlotTime, slot_carers, slot_children
from kursplaner.store.queries.courses import enrolments as queries
from kursplaner.store.queries.courses.enrolments import ComingLesson, ComingSlot
from kursplaner.store.queries.rides.ride_facts import RiderFacts, riders
from kursplaner.store.session import Db

EVERYBODY = 9999


@dataclass
class _Slot:
    """A slot with what is left in it."""

    slot: ComingSlot
    left_tenths: int
    left_seats: int
    children: set[int]


@dataclass
class _State:
    """All that is known of the course from a minute on."""

    course: Course
    lessons: list[ComingLesson]
    heads: dict[int, int]
    enrolled: int
    slots: dict[int, list[_Slot]] = field(default_factory=dict)


class FreePlaces:
    """Answers whether families fit, one after another.

    Attributes:
        course: the course asked about.
        first_day: the day from which on places are asked for.
    """

    def __init__(
        self,
        db: Db,
        course: Course,
        from_minute: int,
        settings: Settings,
        without: Collection[int] = (),
        *,
        running: bool = False,
        town: OfTheTown | None = None,
    ) -> None:
        """Load what is taken; enrolments in `without` count as gone.

        With `running` a lesson that is being held at that minute counts, too: who comes into it is
        there at once, with a place for the children and the ride back. `town` has been read before,
        in this transaction.
        """
        self._begins = from_minute
        self.course = course
        self._db = db
        self._settings = settings
        self._without = frozenset(without)
        self.first_day = day_of(from_minute)
        self._people: dict[int, RiderFacts] = {}
        lessons = queries.coming_lessons(db, course.id, from_minute, running=running)
        days = [(lesson.id, course.id, day_of(lesson.starts)) for lesson in lessons]
        counts = heads(db, [(0, course.id, day_of(from_minute)), *days], self._without)
        enrolled = counts.pop(0)
        self._state = _State(course, lessons, counts, enrolled)
        self._load_slots()
        self._town = town or OfTheTown(db, settings)
        self._seats = FreeSeats(db, course, lessons, self._town, self._without)

    def _load_slots(self) -> None:
        rows = queries.coming_slots(self._db, [lesson.id for lesson in self._state.lessons])
        keys = {row.id for row in rows}
        taken = queries.places_taken(self._db, keys)
        kept = {(p.slot_id, p.child_id) for p in taken if p.enrolment_id not in self._without}
        children, carers = slot_children(self._db, keys), slot_carers(self._db, keys)
        per_carer = self._settings.number("childcare.children_per_carer") * TENTHS
        made: dict[int, _Slot] = {}
        for row in rows:
            if row.id not in made:
                there = [c for c in children.get(row.id, ()) if (row.id, c.child_id) in kept]
                time = SlotTime(row.id, row.starts, row.ends, row.room_id)
                limit = carers_at_least(time, carers.get(row.id, [])) * per_carer
                day = day_of(row.starts)
                used = sum(child_tenths(c.birth_date, day, self._settings) for c in there)
                seats = (row.room_size or EVERYBODY) - len(there)
                present = {c.child_id for c in there}
                made[row.id] = _Slot(row, limit - used, seats, present)
            self._state.slots.setdefault(row.lesson_id, []).append(made[row.id])

    def fit(self, wish: FamilyWish, *, once: bool = False) -> Fit:
        """Tell whether a family fits wholly, and what lacks on which day.

        With `once` each kind of lack is told on its first day alone, for those who only count.
        """
        self.meet([wish])
        lacks: list[Conflict] = []
        places: list[tuple[int, int]] = []
        changes: dict[int, RideChange] = {}
        lessons = [lesson for lesson in self._state.lessons if _comes(wish, lesson)]
        if not lessons and self._state.enrolled >= self.course.capacity:
            lacks.append(self._course_full(None, self._state.enrolled))
        usual: dict[str, int] = {}
        told: set[ConflictKind] | None = set() if once else None
        for lesson in lessons:
            if self._state.heads[lesson.id] >= self.course.capacity:
                lacks.append(self._course_full(lesson, self._state.heads[lesson.id]))
            lacks += self._childcare(wish, lesson, places)
            if wish.stop_id is not None:
                for direction in self._ways(wish, lesson):
                    lacks += self._seats.lacks(
                        wish, lesson, direction, changes, usual, self._people, told
                    )
            if told is not None:
                told.update(found.kind for found in lacks)
        if once:
            lacks = list({found.kind: found for found in reversed(lacks)}.values())[::-1]
        keys = tuple(lesson.id for lesson in lessons)
        pairs = self._town.never_together
        lacks += newly_met(self._db, wish, keys, self._without, pairs)
        return Fit(tuple(lacks), keys, tuple(places), tuple(changes.values()))

    def meet(
        self, wishes: Iterable[FamilyWish], known: Mapping[int, RiderFacts] | None = None
    ) -> None:
        """Read who the people of some families are, where that is not `known` yet."""
        self._people.update(known or {})
        by_day: dict[date, set[int]] = {}
        for wish in wishes:
            people = {wish.person_id, *(child.person_id for child in wish.children)}
            first = wish.first_day or day_of(
                self._state.lessons[0].starts if self._state.lessons else 0
            )
            by_day.setdefault(first, set()).update(people - self._people.keys())
        for day, people in by_day.items():
            if people:
                self._people.update(riders(self._db, people, day))

    def known(self, person_id: int) -> RiderFacts | None:
        """Return what was read of somebody."""
        return self._people.get(person_id)

    def _ways(self, wish: FamilyWish, lesson: ComingLesson) -> Iterable[Direction]:
        """Return the ways on which a family rides; nobody is fetched for what has begun."""
        begun = lesson.starts < self._begins
        if wish.ride_days is not None and day_of(lesson.starts).weekday() not in wish.ride_days:
            return ()
        return (
            direction
            for direction in Direction
            if direction in wish.directions and not (begun and direction is Direction.OUT)
        )

    def take(self, wish: FamilyWish, fit: Fit) -> None:
        """Note that a family was given what it fits into."""
        for lesson in fit.lessons:
            self._state.heads[lesson] += 1
        self._state.enrolled += 1
        slots = {known.slot.id: known for many in self._state.slots.values() for known in many}
        for slot_id, child in fit.places:
            slot = slots[slot_id]
            slot.children.add(child)
            slot.left_seats -= 1
            slot.left_tenths -= self._tenths(child, day_of(slot.slot.starts))
        self._seats.take(wish, fit.rides)

    def _course_full(self, lesson: ComingLesson | None, people: int) -> Conflict:
        time = lesson or Span(0, 1)
        facts: ConflictFacts = {"people": people, "capacity": self.course.capacity}
        subjects = [Subject("course", self.course.id, self.course.title)]
        subjects += [] if lesson is None else [Subject("lesson", lesson.id)]
        key = f"{self.course.id}" if lesson is None else f"{self.course.id}:{lesson.id}"
        return lack(ConflictKind.COURSE_CAPACITY, key, time, subjects, facts)

    def _tenths(self, child: int, day: date) -> int:
        known = self._people.get(child)
        return child_tenths(known.born if known else None, day, self._settings)

    def _childcare(
        self, wish: FamilyWish, lesson: ComingLesson, places: list[tuple[int, int]]
    ) -> Iterable[Conflict]:
        children = [child.person_id for child in wish.children if child.childcare]
        if not children:
            return
        slots = self._state.slots.get(lesson.id, [])
        lesson_subject = Subject("lesson", lesson.id, self.course.title)
        if not slots:
            kind = ConflictKind.CHILDCARE_MISSING
            yield lack(kind, f"{lesson.id}", lesson, [lesson_subject], {"children": len(children)})
            return
        for slot in slots:
            new = [child for child in children if child not in slot.children]
            weight = sum(self._tenths(child, day_of(slot.slot.starts)) for child in new)
            if not new or (weight <= slot.left_tenths and len(new) <= slot.left_seats):
                wanted = [(slot.slot.id, child) for child in new]
                places += [pair for pair in wanted if pair not in places]
                return
        best = max(slots, key=lambda slot: slot.left_tenths)
        new = [child for child in children if child not in best.children]
        facts: ConflictFacts = {
            "wanted_tenths": sum(self._tenths(c, day_of(lesson.starts)) for c in new),
            "free_tenths": max(0, min(best.left_tenths, best.left_seats * TENTHS)),
            "free_places": max(0, min(best.left_seats, best.left_tenths // TENTHS)),
            "children": len(new),
        }
        subjects = [Subject("childcare", best.slot.id, self.course.title), lesson_subject]
        yield lack(ConflictKind.CHILDCARE_CAPACITY, f"{best.slot.id}", lesson, subjects, facts)


def _comes(wish: FamilyWish, lesson: ComingLesson) -> bool:
    if wish.first_day is not None and day_of(lesson.starts) < wish.first_day:
        return False
    return wish.only_lessons is None or lesson.id in wish.only_lessons
