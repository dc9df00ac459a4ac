"""The ways of one person that lead to or from another stop than the rides planned for them."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from kursplaner.basics import clock
from kursplaner.basics.spans import day_of, minute_at, minute_of
from kursplaner.domain.courses import Enrolment
from kursplaner.domain.kinds import Direction, SeatKind
from kursplaner.domain.rides.pick_ups import Homes, PickUp
from kursplaner.domain.rides.seating import seat_kind, seat_rules
from kursplaner.planning.rides.pick_up_strays import follows_home
from kursplaner.planning.rides.reseating import Reseating, RideInHand
from kursplaner.planning.rides.tours import Seat
from kursplaner.store.queries.rides.pick_ups import (
    LessonAhead,
    WishRow,
    lessons_ahead,
    lessons_served,
    rides_with,
)
from kursplaner.store.queries.rides.ride_facts import (
    Demand,
    demands_of_course,
    riders,
    rides_of_lessons,
)
from kursplaner.store.records import by_ids
from kursplaner.store.session import Db
from kursplaner.store.settings import settings_of


@dataclass(frozen=True, slots=True)
class Way:
    """One way of a party to or from a lesson, and where it shall board or be set down.

    Attributes:
        stop_id: None: the address has no stop that day.
        ride_id: the ride it sits in; None: it had no seat so far.
        newcomers: the seats a party without one needs.
    """

    lesson: LessonAhead
    direction: str
    person_id: int
    enrolment_id: int | None
    stop_id: int | None
    ride_id: int | None = None
    newcomers: tuple[Seat, ...] = ()


def _in_time(way: Way) -> tuple[int, bool, int]:
    return (way.lesson.starts, way.direction == Direction.BACK.value, way.lesson.id)


def anchored(pick_up: PickUp, after: Homes) -> PickUp:
    """Return a wish under other addresses: one that follows them takes the stop of its first day.

    So it goes on following when the address of its first day was corrected.
    """
    stop = pick_up.stop_id
    if pick_up.follows and pick_up.since is not None:
        stop = after.on(pick_up.since) or stop
    return PickUp(stop, pick_up.since, after)


class WaySearch:
    """Looks for the ways of a person whose stop is not the one planned.

    Attributes:
        reseating: the rides they could take, to be changed.
    """

    def __init__(self, db: Db, person_id: int, wishes: list[WishRow], after: Homes) -> None:
        """Load what rides; `after` are the stops of the addresses to come."""
        self._db = db
        self._person = person_id
        self._after = after
        self._today = clock.today()
        self._now = minute_at(clock.now())
        courses = {wish.course_id for wish in wishes if wish.enrolled}
        lessons = {
            lesson.id: lesson
            for lesson in lessons_ahead(db, sorted(courses), minute_of(self._today))
        }
        sitting = rides_with(db, person_id, self._now)
        self._lessons = lessons | lessons_served(db, sitting)
        self.reseating = Reseating(db, self._lessons)
        self._served = {
            (ride.lesson_id, ride.direction)
            for ride in rides_of_lessons(db, self._lessons)
            if person_id in ride.passengers
        }
        of_courses = ((key, demands_of_course(db, key, self._today)) for key in sorted(courses))
        own = [(key, demand) for key, many in of_courses for demand in many]
        own = [(key, demand) for key, demand in own if demand.person_id == person_id]
        self._demands = [demand for _, demand in own]
        self._course = {demand.enrolment_id: key for key, demand in own}

    def ways(self, before: Homes) -> list[Way]:
        """Return the ways to be given another stop, in order of time."""
        found = [*self._of_demands(), *self._of_seats(before)]
        return sorted(found, key=_in_time)

    def on_day(
        self, day: date, stop_id: int | None, directions: Collection[str]
    ) -> Iterator[tuple[int | None, Way]]:
        """Yield the ways of one day to or from a stop (None: the usual one), with their wish.

        Who sits in a ride without a standing wish comes last, without one.
        """
        for demand in self._demands:
            skipped = day in demand.exceptions and demand.exceptions[day] is None
            if demand.direction not in directions or skipped:
                continue
            stop = demand.stop_on(day) if stop_id is None else stop_id
            for lesson in self._lessons.values():
                mine = lesson.course_id == self._course[demand.enrolment_id]
                if mine and day_of(lesson.starts) == day and demand.comes(lesson.id, day):
                    yield from ((demand.id, way) for way in self._to(demand, lesson, stop, day))
        for ride, seat, lesson in self._without_wish():
            if day_of(lesson.starts) == day and ride.ride.direction in directions:
                stop = stop_id or self._after.on(day) or seat.stop_id
                of, way = (self._person, seat.enrolment_id), ride.ride.direction
                yield None, Way(lesson, way, *of, stop, ride.ride.id)

    def _to(
        self, demand: Demand, lesson: LessonAhead, stop: int | None, day: date
    ) -> Iterator[Way]:
        """Yield the way, with seats for a party that has none; of a ride that has begun nothing."""
        ride = self._ride(lesson, demand)
        if ride is not None:
            yield self._known(demand, lesson, stop, ride)
        elif (lesson.id, demand.direction) not in self._served and lesson.starts > self._now:
            newcomers = self._newcomers(demand, stop or 0, day)
            key = demand.enrolment_id
            yield Way(lesson, demand.direction, self._person, key, stop, None, newcomers)

    def leads_elsewhere(self, way: Way) -> bool:
        """Tell whether a way leads to another stop than the ride planned for it."""
        ride = self.reseating.rides.get(way.ride_id or 0)
        if ride is None:
            return True
        party = ride.party(way.enrolment_id, self._person)
        return any(seat.seat.stop_id != (way.stop_id or 0) for seat in party)

    def sitting(self) -> list[RideInHand]:
        """Return the rides somebody sits in, for whichever enrolment."""
        rides = self.reseating.rides.values()
        return [r for r in rides if any(s.seat.person_id == self._person for s in r.seats)]

    def _of_demands(self) -> Iterator[Way]:
        for demand in self._demands:
            wish = anchored(demand.pick_up, self._after)
            for lesson in self._lessons.values():
                day = day_of(lesson.starts)
                mine = lesson.course_id == self._course[demand.enrolment_id]
                if mine and demand.comes(lesson.id, day):
                    yield from self._way(demand, wish, lesson, day)

    def _way(self, demand: Demand, wish: PickUp, lesson: LessonAhead, day: date) -> Iterator[Way]:
        if demand.exceptions.get(day) is not None:
            return
        stop = wish.on(day)
        ride = self._ride(lesson, demand)
        if ride is not None:
            party = ride.party(demand.enrolment_id, self._person)
            if any(seat.seat.stop_id != (stop or 0) for seat in party):
                yield self._known(demand, lesson, stop, ride)
            return
        seated = (lesson.id, demand.direction) in self._served
        if seated or day in demand.exceptions or stop in {None, demand.stop_on(day)}:
            return
        newcomers = self._newcomers(demand, stop or 0, day)
        key = demand.enrolment_id
        yield Way(lesson, demand.direction, self._person, key, stop, None, newcomers)

    def _known(
        self, demand: Demand, lesson: LessonAhead, stop: int | None, ride: RideInHand
    ) -> Way:
        key = demand.enrolment_id
        return Way(lesson, demand.direction, self._person, key, stop, ride.ride.id)

    def _ride(self, lesson: LessonAhead, demand: Demand) -> RideInHand | None:
        for ride in self.reseating.rides_of(lesson.id, demand.direction):
            own = (s.seat for s in ride.seats if s.seat.person_id == self._person)
            if any(seat.enrolment_id == demand.enrolment_id for seat in own):
                return ride
        return None

    def _newcomers(self, demand: Demand, stop: int, day: date) -> tuple[Seat, ...]:
        """Return the seats of a party that had none: the person with the children that ride."""
        people = riders(self._db, {self._person, *demand.children}, day)
        rules = seat_rules(settings_of(self._db))
        adult, key = people[self._person], demand.enrolment_id
        kind = seat_kind(adult.born, adult.height_cm, day, rules)
        seats = [Seat(self._person, stop, kind, key, demand.wheelchair, demand.pram)]
        for child in (people[child_id] for child_id in demand.children if child_id in people):
            kind = seat_kind(child.born, child.height_cm, day, rules, child=True)
            seats.append(Seat(child.id, stop, kind, key))
        return tuple(seats)

    def _of_seats(self, before: Homes) -> Iterator[Way]:
        """Yield ways of seats without a standing wish: they follow the address they were at."""
        for ride, seat, lesson in self._without_wish():
            day = day_of(lesson.starts)
            follows = not before.stated_on(day) or before.on(day) == seat.stop_id
            if before == self._after:
                follows = follows_home(before, day, seat.stop_id)
            if follows and self._after.stated_on(day) and self._after.on(day) != seat.stop_id:
                yield Way(
                    lesson,
                    ride.ride.direction,
                    self._person,
                    seat.enrolment_id,
                    self._after.on(day),
                    ride.ride.id,
                )

    def _without_wish(self) -> Iterator[tuple[RideInHand, Seat, LessonAhead]]:
        """Yield her own seats for which no standing wish is stored, with the lesson."""
        wished = {(demand.enrolment_id, demand.direction) for demand in self._demands}
        own = by_ids(self._db, Enrolment, self._enrolments())
        for ride in self.sitting():
            seat = next(s.seat for s in ride.seats if s.seat.person_id == self._person)
            enrolment = own.get(seat.enrolment_id or 0)
            stranger = enrolment is not None and enrolment.person_id != self._person
            lesson = self._lesson_of(ride, enrolment)
            known = (seat.enrolment_id, ride.ride.direction) in wished
            if not stranger and not known and lesson is not None:
                yield ride, seat, lesson

    def _enrolments(self) -> set[int]:
        seats = (s.seat for ride in self.sitting() for s in ride.seats)
        return {seat.enrolment_id for seat in seats if seat.enrolment_id is not None}

    def _lesson_of(self, ride: RideInHand, enrolment: Enrolment | None) -> LessonAhead | None:
        known = [self._lessons[key] for key in ride.ride.lessons if key in self._lessons]
        course = enrolment.course_id if enrolment is not None else None
        return next(
            (lesson for lesson in known if lesson.course_id == course),
            next(iter(known), None),
        )


def seat_kinds(
    search: WaySearch, db: Db, person_id: int, born: date | None, height_cm: int | None
) -> Iterator[tuple[RideInHand, SeatKind]]:
    """Yield the rides in which somebody of this birth date and height needs another seat."""
    rules, rides = seat_rules(settings_of(db)), search.sitting()
    seats = {
        ride.ride.id: next(s.seat for s in ride.seats if s.seat.person_id == person_id)
        for ride in rides
    }
    own = by_ids(db, Enrolment, {stay.enrolment_id for stay in seats.values() if stay.enrolment_id})
    for ride in rides:
        seat = seats[ride.ride.id]
        enrolment = own.get(seat.enrolment_id or 0)
        along = enrolment is not None and enrolment.person_id != person_id
        kind = seat_kind(born, height_cm, day_of(ride.ride.starts), rules, child=along)
        if seat.kind not in {kind, SeatKind.WHEELCHAIR}:
            yield ride, kind
