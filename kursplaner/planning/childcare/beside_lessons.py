"""Childcare beside lessons: room, times, carers by ratio; a slot of another course is shared."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from kursplaner.basics.settings import Settings
from kursplaner.basics.spans import Span
from kursplaner.domain.conflicts.obstacles import Choice
from kursplaner.domain.kinds import OccupationSource, Role
from kursplaner.domain.rides.seating import age_in_years
from kursplaner.planning.choices.free_times import FreeTimes
from kursplaner.planning.choices.rooms import CHILDCARE, RoomNeeds, room_choices
from kursplaner.planning.choices.workers import WorkNeeds, worker_choices
from kursplaner.planning.conflicts.missing_credentials import needed_credentials
from kursplaner.store.queries.choices import RoomFacts, WorkerFacts

TENTHS = 10


@dataclass(frozen=True, slots=True)
class RatioRules:
    """How children count against carers, from the settings; see their sources there."""

    children_per_carer: int
    young_tenths: int
    young_years: int
    lead_minutes: int
    lag_minutes: int
    permit_minutes: int
    least_adults: int
    credentials: frozenset[str] = frozenset()


def ratio_rules(settings: Settings) -> RatioRules:
    """Return the rules as the town has set them."""
    number = settings.number
    return RatioRules(
        children_per_carer=number("childcare.children_per_carer"),
        young_tenths=number("childcare.under_three_weight_tenths"),
        young_years=number("childcare.under_three_years"),
        lead_minutes=number("childcare.lead_minutes"),
        lag_minutes=number("childcare.lag_minutes"),
        permit_minutes=number("childcare.permit_weekly_minutes"),
        least_adults=number("childcare.least_adults"),
        credentials=needed_credentials(settings, "carer"),
    )


def weight_tenths(born: date | None, on: date, rules: RatioRules) -> int:
    """Return how much a child counts, in tenths; an unknown age counts as one child."""
    young = born is not None and age_in_years(born, on) < rules.young_years
    return rules.young_tenths if young else TENTHS


def carers_needed(weights: Iterable[int], rules: RatioRules) -> int:
    """Return how many carers so many weighted children need (weights in tenths); none need none."""
    total = sum(weights)
    return -(-total // (rules.children_per_carer * TENTHS))


def places_of(carers: int, room_capacity: int, rules: RatioRules) -> int:
    """Return the places of a slot: by its carers, and by its room where that is known."""
    places = carers * rules.children_per_carer
    return min(places, room_capacity) if room_capacity else places


@dataclass(frozen=True, slots=True)
class PlannedSlot:
    """Childcare beside one lesson.

    Attributes:
        lesson: the position of the lesson in the plan.
        carers: their ids.
        joins: the id of another course's slot that serves this lesson as well, or None.
        substitutes: carers who are not the usual ones of this plan.
    """

    lesson: int
    starts: int
    ends: int
    room_id: int | None
    carers: tuple[int, ...] = ()
    joins: int | None = None
    substitutes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ChildcarePlan:
    """Childcare beside every lesson of a course.

    Attributes:
        room: the standing room; rooms: all choices, best first.
        carers: the standing carers; carer_choices: all choices, best first.
        needed: carers that the expected children need.
        places: places of an ordinary slot.
        without_room, short_of_carers: positions of lessons whose slot lacks something.
    """

    slots: tuple[PlannedSlot, ...]
    room: Choice | None
    rooms: tuple[Choice, ...]
    carers: tuple[Choice, ...]
    carer_choices: tuple[Choice, ...]
    needed: int
    places: int
    without_room: tuple[int, ...] = ()
    short_of_carers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ChildcareWish:
    """What is wanted beside the lessons.

    Attributes:
        spans: the lessons, in order.
        beside_id: the room next door to the lessons, first choice.
        site_id: where the lessons are.
        weights: the expected children in tenths.
        room_id, carer_ids: wished for, or empty.
    """

    spans: tuple[Span, ...]
    beside_id: int | None = None
    site_id: int | None = None
    weights: tuple[int, ...] = ()
    children: int = 0
    room_id: int | None = None
    carer_ids: tuple[int, ...] = ()


@dataclass
class _Work:
    """The slots while they are planned."""

    times: FreeTimes
    rules: RatioRules
    wish: ChildcareWish
    rooms: tuple[Choice, ...] = ()
    carers: tuple[Choice, ...] = ()
    standing: list[int] = field(default_factory=list)


def propose_childcare(
    wish: ChildcareWish,
    rooms: Sequence[RoomFacts],
    people: Sequence[WorkerFacts],
    times: FreeTimes,
    rules: RatioRules,
) -> ChildcarePlan:
    """Plan a slot beside every lesson and note in `times` what it takes."""
    work = _Work(times, rules, wish)
    whole = tuple(_around(span, rules) for span in wish.spans)
    work.rooms = _room_order(wish, rooms, whole, times)
    needed = max(1, carers_needed(wish.weights, rules))
    placed = [_placed(at, span, work) for at, span in enumerate(wish.spans)]
    own = tuple(Span.of(slot) for slot in placed if slot.joins is None)
    work.carers = _carer_order(wish, people, own, times, rules)
    standing = work.carers[:needed]
    work.standing = [choice.id for choice in standing]
    slots = tuple(_staffed(slot, needed, work) for slot in placed)
    capacity = {room.id: room.capacity for room in rooms}
    room = work.rooms[0] if work.rooms else None
    own_slots = [slot for slot in slots if slot.joins is None]
    return ChildcarePlan(
        slots=slots,
        room=room,
        rooms=work.rooms,
        carers=standing,
        carer_choices=work.carers,
        needed=needed,
        places=places_of(len(standing), capacity.get(room.id, 0) if room else 0, rules),
        without_room=tuple(s.lesson for s in own_slots if s.room_id is None),
        short_of_carers=tuple(s.lesson for s in own_slots if len(s.carers) < needed),
    )


def _around(span: Span, rules: RatioRules) -> Span:
    """Return the childcare's time: a lesson with lead and lag, within its day."""
    first, last = Span.on(span.day, 0, 1).starts, Span.on(span.day, 0, 1440).ends
    return Span(
        max(first, span.starts - rules.lead_minutes), min(last, span.ends + rules.lag_minutes)
    )


def _room_order(
    wish: ChildcareWish, rooms: Sequence[RoomFacts], spans: Sequence[Span], times: FreeTimes
) -> tuple[Choice, ...]:
    usual = wish.room_id if wish.room_id is not None else wish.beside_id
    fitting = [r for r in rooms if r.purpose in CHILDCARE or r.id == usual]
    needs = RoomNeeds(wish.children, CHILDCARE, site_id=wish.site_id, usual_id=usual)
    choices = room_choices(fitting, needs, spans, times)
    # The room next door comes first even where it is busy on some dates: slots can be shared.
    return tuple(sorted(choices, key=lambda choice: choice.id != usual))


def _carer_order(
    wish: ChildcareWish,
    people: Sequence[WorkerFacts],
    spans: Sequence[Span],
    times: FreeTimes,
    rules: RatioRules,
) -> tuple[Choice, ...]:
    needs = WorkNeeds(
        OccupationSource.CHILDCARE,
        credentials=rules.credentials,
        permit_minutes=rules.permit_minutes,
        usual_ids=frozenset(wish.carer_ids),
        role=Role.CARER,
        site_id=wish.site_id,
    )
    choices = worker_choices(people, needs, spans, times)
    order = {person_id: at for at, person_id in enumerate(wish.carer_ids)}
    return tuple(sorted(choices, key=lambda choice: order.get(choice.id, len(order))))


def _placed(at: int, lesson: Span, work: _Work) -> PlannedSlot:
    """Find a room for one slot: the standing one, trimmed or shared, else the next best."""
    whole = _around(lesson, work.rules)
    for choice in work.rooms:
        taken = work.times.taken(choice.id, lesson.starts, lesson.ends)
        shared = taken is not None and taken.source == OccupationSource.CHILDCARE
        if taken and shared and taken.starts <= lesson.starts and lesson.ends <= taken.ends:
            return PlannedSlot(at, taken.starts, taken.ends, choice.id, joins=taken.source_id)
        span = _trimmed(choice.id, lesson, whole, work)
        if span is not None:
            work.times.take(choice.id, span.starts, span.ends, OccupationSource.CHILDCARE)
            return PlannedSlot(at, span.starts, span.ends, choice.id)
    return PlannedSlot(at, whole.starts, whole.ends, None)


def _trimmed(resource_id: int, lesson: Span, whole: Span, work: _Work) -> Span | None:
    """Return the largest time around the lesson in which a room or carer can be had.

    Right after another childcare it may open while that one still closes: the children are
    brought to where somebody is, so the lesson begins before the slot by less than the lag.
    """
    times, rules = work.times, work.rules
    starts, ends = whole.starts, whole.ends
    before = times.taken(resource_id, starts, lesson.starts + rules.lag_minutes)
    if before is not None and before.starts < lesson.starts:
        slack = rules.lag_minutes if before.source == OccupationSource.CHILDCARE else 0
        starts = before.ends if before.ends <= lesson.starts + slack else starts
    after = times.first_taken(resource_id, lesson.ends - rules.lead_minutes, ends)
    if after is not None and after.ends > lesson.ends:
        slack = rules.lead_minutes if after.source == OccupationSource.CHILDCARE else 0
        ends = after.starts if after.starts >= lesson.ends - slack else ends
    if starts >= ends:
        return None
    span = Span(starts, ends)
    if times.usable(resource_id, span):
        return span
    return lesson if times.usable(resource_id, lesson) else None


def _staffed(slot: PlannedSlot, needed: int, work: _Work) -> PlannedSlot:
    """Give a slot its carers; it opens late rather than with a carer missing."""
    if slot.joins is not None:
        return slot
    lesson, span = work.wish.spans[slot.lesson], Span.of(slot)
    found: list[int] = []
    for choice in _at_hand(lesson, work):
        if len(found) == needed:
            break
        free = _trimmed(choice.id, lesson, span, work)
        if free is not None:
            found.append(choice.id)
            span = free
    for person_id in found:
        work.times.take(person_id, span.starts, span.ends, OccupationSource.CHILDCARE)
    others = tuple(person_id for person_id in found if person_id not in work.standing)
    return replace(
        slot, starts=span.starts, ends=span.ends, carers=tuple(found), substitutes=others
    )


def _at_hand(lesson: Span, work: _Work) -> list[Choice]:
    """Return who may look after the children: the available ones, then standing ones anyway.

    Whoever would have to hurry from or to another place comes after those who need not.
    """
    available = [c for c in work.carers if work.times.available(c.id, lesson)]
    whole, site = _around(lesson, work.rules), work.wish.site_id
    available.sort(key=lambda choice: work.times.hurried(choice.id, whole, site))
    known = {choice.id for choice in available}
    return available + [c for c in work.carers if c.id in work.standing and c.id not in known]
