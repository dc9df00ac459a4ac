"""Children against carers through a day of one room, in steps, and what would help."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kursplaner.basics.errors import HardConflict, Refused
from kursplaner.basics.settings import Settings
from kursplaner.basics.spans import Span, day_of, overlap
from kursplaner.domain.childcare import ChildcareSlot, ChildcareSlotCarer
from kursplaner.domain.kinds import Role
from kursplaner.domain.kinds.counting import PLACES_TAKEN
from kursplaner.planning.absences.effects import settle
from kursplaner.planning.childcare.beside_lessons import (
    TENTHS,
    RatioRules,
    ratio_rules,
    weight_tenths,
)
from kursplaner.planning.choices.free_times import load_free_times
from kursplaner.store.queries.childcare import SlotChild, SlotRow
from kursplaner.store.queries.choices import workers
from kursplaner.store.records import by_id, find
from kursplaner.store.session import Db
from kursplaner.store.whereabouts import CHILDCARE, reoccupy


@dataclass(frozen=True, slots=True)
class RatioStep:
    """One step of the day: weighted children and what the carers allow, in tenths of a place."""

    starts: int
    ends: int
    weight: int
    allowed: int
    children: int
    carers: tuple[int, ...]

    @property
    def free(self) -> int:
        """Tenths of places that are free; below nothing: too many."""
        return self.allowed - self.weight

    @property
    def state(self) -> str:
        """Return "good", "full" (no whole place left) or "over"."""
        if self.free < 0:
            return "over"
        return "full" if self.free < TENTHS else "good"


@dataclass(frozen=True, slots=True)
class CarerFix:
    """Somebody who could fill a gap: who is there already stays, or comes as well."""

    slot_id: int
    person_id: int
    name: str
    starts: int
    ends: int
    stays: bool


def ratio_steps(slot: SlotRow, settings: Settings) -> tuple[RatioStep, ...]:
    """Return the slot in steps of the setting, cut at the whole half hours."""
    rules, step = ratio_rules(settings), settings.number("childcare.board_step_minutes")
    found, at = [], slot.starts
    while at < slot.ends:
        ends = min(slot.ends, (at // step + 1) * step)
        found.append(_step(slot, at, ends, rules))
        at = ends
    return tuple(found)


def child_weight(child: SlotChild, day: date, settings: Settings) -> int:
    """Return how much a child counts, in tenths."""
    return weight_tenths(child.birth_date, day, ratio_rules(settings))


def stay_of(child: SlotChild, slot: SlotRow) -> Span | None:
    """Return when a child is or will be there (absolute minutes); None: not at all."""
    if child.status not in PLACES_TAKEN:
        return None
    starts = child.brought_at if child.brought_at is not None else slot.starts
    ends = child.collected_at if child.collected_at is not None else slot.ends
    return Span(starts, ends) if starts < ends else None


def gap(steps: Sequence[RatioStep]) -> tuple[RatioStep, ...]:
    """Return the first unbroken stretch with too many children; empty if there is none."""
    found: list[RatioStep] = []
    for step in steps:
        if step.state == "over":
            found.append(step)
        elif found:
            break
    return tuple(found)


def carer_fixes(db: Db, slot: SlotRow, starts: int, ends: int) -> tuple[CarerFix, ...]:
    """Return who could be there from `starts` to `ends`: first who only leaves too early."""
    day = day_of(slot.starts)
    people = workers(db, [Role.CARER.value], day)
    known = {carer.person_id: carer for carer in slot.carers}
    times = load_free_times(
        db, {worker.id for worker in people}, slot.starts, slot.ends, [(CHILDCARE, slot.id)]
    )
    found = []
    for person in people:
        carer = known.get(person.id)
        first = min(carer.starts, starts) if carer else starts
        last = max(carer.ends, ends) if carer else ends
        if carer and carer.starts <= starts and ends <= carer.ends:
            continue
        if times.free(person.id, Span(first, last)):
            found.append(CarerFix(slot.id, person.id, person.name, first, last, carer is not None))
    return tuple(sorted(found, key=lambda fix: (not fix.stays, fix.name)))


def staff(db: Db, slot_id: int, person_id: int, starts: int, ends: int) -> None:
    """Let a carer be in a slot from `starts` to `ends`, whether or not she is there already.

    Raises:
        Refused: "not_found", "end_before_start", "outside_slot".
        HardConflict: she is taken at that time.
    """
    slot = by_id(db, ChildcareSlot, slot_id)
    if ends <= starts:
        raise Refused("end_before_start")
    if starts < slot.starts or ends > slot.ends:
        raise Refused("outside_slot")
    times = load_free_times(db, [person_id], starts, ends, [(CHILDCARE, slot_id)])
    if not times.usable(person_id, Span(starts, ends)):
        raise HardConflict(["occupied"])
    there = find(db, ChildcareSlotCarer, slot_id=slot_id, person_id=person_id)
    carer = there[0] if there else ChildcareSlotCarer(slot_id=slot_id, person_id=person_id)
    carer.starts = None if starts == slot.starts else starts
    carer.ends = None if ends == slot.ends else ends
    db.add(carer)
    reoccupy(db, {CHILDCARE: [slot.id]})
    settle(db)


def _step(slot: SlotRow, starts: int, ends: int, rules: RatioRules) -> RatioStep:
    day, weight, children, step = day_of(slot.starts), 0, 0, Span(starts, ends)
    for child in slot.children:
        stay = stay_of(child, slot)
        if stay is not None and overlap(stay, step):
            weight += weight_tenths(child.birth_date, day, rules)
            children += 1
    there = tuple(c.person_id for c in slot.carers if c.starts <= starts and ends <= c.ends)
    allowed = len(there) * rules.children_per_carer * TENTHS
    return RatioStep(starts, ends, weight, allowed, children, there)
