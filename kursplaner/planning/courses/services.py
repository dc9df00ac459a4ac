"""Childcare and rides of a course to be, from the people it begins with."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from kursplaner.basics.places import point_of
from kursplaner.basics.spans import Span, day_of
from kursplaner.domain.conflicts.obstacles import Choice
from kursplaner.domain.kinds import Direction, Role
from kursplaner.domain.rides.seating import SeatRules, seat_kind, seat_rules
from kursplaner.planning.childcare.beside_lessons import (
    TENTHS,
    ChildcarePlan,
    ChildcareWish,
    PlannedSlot,
    RatioRules,
    propose_childcare,
    ratio_rules,
    weight_tenths,
)
from kursplaner.planning.choices.free_times import FreeTimes
from kursplaner.planning.conflicts.limits import carers_at_least, child_tenths
from kursplaner.planning.courses.draft import CourseDraft, DraftPerson
from kursplaner.planning.courses.plan import PlannedPlace
from kursplaner.planning.courses.town import Town
from kursplaner.planning.rides.plan import RideFacts, RideLesson, RidePlan, Rider, RideWish
from kursplaner.planning.rides.standing_tours import propose_tours
from kursplaner.planning.rides.tours import Party, Seat, tour_rules
from kursplaner.store.queries.conflicts.limits import SlotTime, slot_carers, slot_children
from kursplaner.store.queries.rides.ride_facts import (
    RiderFacts,
    place_distances,
    riders,
    stops_in_use,
)

NO_STOP = 0
PartyFacts = tuple[date, SeatRules]
"""The day on which ages count, and the rules."""


def enrolled_and_waiting(
    draft: CourseDraft,
) -> tuple[tuple[DraftPerson, ...], tuple[DraftPerson, ...]]:
    """Return who gets a seat in the course, and who waits, in order."""
    return draft.people[: draft.capacity], draft.people[draft.capacity :]


def childcare_of(
    town: Town,
    people: Sequence[DraftPerson],
    spans: Sequence[Span],
    room: Choice | None,
    times: FreeTimes,
) -> ChildcarePlan:
    """Plan the childcare beside the lessons for the children of those enrolled."""
    draft, rules = town.draft, ratio_rules(town.settings)
    children = _children(people)
    known = riders(town.db, children, draft.first_day)
    weights = [weight_tenths(known[key].born, draft.first_day, rules) for key in known]
    expected = max(draft.childcare_places or 0, len(children))
    weights += [TENTHS] * (expected - len(weights))
    beside = {room.id: room.beside_id for room in town.rooms}
    wish = ChildcareWish(
        spans=tuple(spans),
        beside_id=beside.get(room.id) if room else None,
        site_id=town.site.id if town.site else None,
        weights=tuple(weights),
        children=expected,
        room_id=draft.childcare_room,
        carer_ids=draft.carers,
    )
    return propose_childcare(wish, town.rooms, town.with_role(Role.CARER.value), times, rules)


def rides_of(
    town: Town, people: Sequence[DraftPerson], spans: Sequence[Span], times: FreeTimes
) -> RidePlan:
    """Plan the rides for those enrolled; with nobody yet, vehicle and driver are reserved."""
    draft = town.draft
    wish = RideWish(
        lessons=tuple(RideLesson(at, span.starts, span.ends) for at, span in enumerate(spans)),
        riders=_riders(town, people),
        site=point_of(town.site),
        with_childcare=draft.childcare,
        vehicle_id=draft.vehicle,
        driver_id=draft.driver,
    )
    return propose_tours(wish, ride_facts(town), times)


def ride_facts(town: Town) -> RideFacts:
    """Return what tours are laid from."""
    rules = tour_rules(town.settings)
    return RideFacts(
        stops_in_use(town.db),
        place_distances(town.db, rules.kmh),
        town.vehicles,
        tuple(town.with_role(Role.DRIVER.value)),
        rules,
    )


def places_for(
    town: Town, people: Sequence[DraftPerson], plan: ChildcarePlan
) -> tuple[tuple[PlannedPlace, ...], tuple[int, ...]]:
    """Return the children's places slot by slot, and the children who miss one somewhere."""
    by_child = {
        child.person_id: person.person_id
        for person in reversed(people)
        for child in person.children
        if child.childcare
    }
    wanted = [(by_child[child], child) for child in _children(people)]
    if not wanted:
        return (), ()
    rules = ratio_rules(town.settings)
    known = riders(town.db, {child for _, child in wanted}, town.draft.first_day)
    sizes = {room.id: room.capacity for room in town.rooms}
    shared = _shared_left(town, plan, sizes)
    found: list[PlannedPlace] = []
    missing: dict[int, None] = {}
    for slot in plan.slots:
        left, seats = shared.get(slot.lesson) or _own_left(slot, sizes, rules)
        for person_id, child_id in wanted:
            born = known[child_id].born if child_id in known else None
            weight = weight_tenths(born, day_of(slot.starts), rules)
            if weight > left or seats < 1:
                missing[child_id] = None
                continue
            left, seats = left - weight, seats - 1
            found.append(PlannedPlace(slot.lesson, child_id, person_id))
    return tuple(found), tuple(missing)


def party_of(
    adult: RiderFacts, person: DraftPerson, known: Mapping[int, RiderFacts], facts: PartyFacts
) -> Party:
    """Return the adult with the children that ride along, each on the right seat."""
    stop = person.stop_id or adult.stop_id or NO_STOP
    children = [
        Seat(
            child.person_id,
            stop,
            seat_kind(
                known[child.person_id].born, known[child.person_id].height_cm, *facts, child=True
            ),
        )
        for child in person.children
        if child.rides and child.person_id in known
    ]
    kind = seat_kind(adult.born, adult.height_cm, *facts)
    first = Seat(person.person_id, stop, kind, None, person.wheelchair, person.pram)
    return Party((first, *children))


def _riders(town: Town, people: Sequence[DraftPerson]) -> tuple[Rider, ...]:
    coming = [draft_person for draft_person in people if draft_person.rides]
    ids = {draft_person.person_id for draft_person in coming} | {
        c.person_id for draft_person in coming for c in draft_person.children
    }
    known = riders(town.db, ids, town.draft.first_day)
    facts = (town.draft.first_day, seat_rules(town.settings))
    parties, seated = [], {draft_person.person_id for draft_person in coming}
    for draft_person in coming:
        children = tuple(child for child in draft_person.children if child.person_id not in seated)
        seated |= {child.person_id for child in children}
        if draft_person.person_id in known:
            person = replace(draft_person, children=children)
            parties.append(party_of(known[draft_person.person_id], person, known, facts))
    return tuple(Rider(party, direction) for direction in Direction for party in parties)


def _children(people: Iterable[DraftPerson]) -> list[int]:
    found = (child for person in people for child in person.children if child.childcare)
    return list(dict.fromkeys(child.person_id for child in found))


def _own_left(slot: PlannedSlot, sizes: Mapping[int, int], rules: RatioRules) -> tuple[int, int]:
    """Return the weight in tenths and the heads a new slot can take."""
    size = sizes.get(slot.room_id, 0) if slot.room_id is not None else 0
    return len(slot.carers) * rules.children_per_carer * TENTHS, size or 999


def _shared_left(
    town: Town, plan: ChildcarePlan, sizes: Mapping[int, int]
) -> dict[int, tuple[int, int]]:
    """Return what another course's slots can still take, by the lesson they also serve."""
    joined = {slot.lesson: slot for slot in plan.slots if slot.joins is not None}
    keys = [slot.joins for slot in joined.values() if slot.joins is not None]
    if not keys:
        return {}
    children, carers = slot_children(town.db, keys), slot_carers(town.db, keys)
    per_carer = town.settings.number("childcare.children_per_carer") * TENTHS
    found = {}
    for lesson, slot in joined.items():
        key, day = slot.joins or 0, day_of(slot.starts)
        there = children.get(key, [])
        weight = sum(child_tenths(child.birth_date, day, town.settings) for child in there)
        time = SlotTime(key, slot.starts, slot.ends, slot.room_id)
        present = carers_at_least(time, carers.get(key, []))
        size = sizes.get(slot.room_id or 0, 0) or 999
        found[lesson] = (present * per_carer - weight, size - len(there))
    return found
