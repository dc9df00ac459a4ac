"""Whether a family fits into a course: places, seats, its level, and its turn in the line."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date

from kursplaner.basics import clock
from kursplaner.basics.spans import Span, minute_of
from kursplaner.domain.conflicts.conflicts import Conflict, Subject
from kursplaner.domain.conflicts.facts import ConflictFacts
from kursplaner.domain.conflicts.limits import taken_on
from kursplaner.domain.courses import Enrolment
from kursplaner.domain.kinds import ConflictKind, EnrolmentStatus, MissingDetail, Way
from kursplaner.domain.people import Person
from kursplaner.planning.conflicts.finding import named
from kursplaner.planning.conflicts.severities import Rules, rules_of, weighed
from kursplaner.planning.enrolments.family_fit import lack
from kursplaner.planning.enrolments.level_fit import level_conflict
from kursplaner.planning.enrolments.places_free import FreePlaces
from kursplaner.planning.enrolments.wishes import EnrolDraft, EnrolPlan, draft_of, wish_of
from kursplaner.store.queries.courses import enrolments as queries
from kursplaner.store.queries.courses.enrolments import WaitingPerson
from kursplaner.store.queries.rides.ride_facts import riders
from kursplaner.store.records import by_id, find
from kursplaner.store.session import Db

NOT_OFFERED = frozenset(
    (
        ConflictKind.CHILDCARE_MISSING,
        ConflictKind.RIDE_MISSING,
        ConflictKind.LEVEL,
        ConflictKind.PARTICIPANT,
        ConflictKind.CHILD,
    )
)
"""What no waiting mends: a date without childcare or ride, a level that does not suit, another
course at the same hour; not what is full."""


def plan_with(
    db: Db, free: FreePlaces, draft: EnrolDraft, enrolment_id: int | None = None
) -> EnrolPlan:
    """Return the plan against places already loaded (a waiting list, one after another)."""
    fit = free.fit(wish_of(draft))
    rules = rules_of(db)
    lacks = named(db, [*asked_for(db, fit.lacks, rules), *_level(db, free, draft, rules)])
    listed = queries.waiting_people(db, draft.course_id)
    mine = next((w.position for w in listed if w.enrolment_id == enrolment_id), None)
    position = mine or max((w.position for w in listed), default=0) + 1
    before = find(db, Enrolment, course_id=draft.course_id, person_id=draft.person_id)
    left = any(row.status == EnrolmentStatus.LEFT.value for row in before)
    told = tuple(taken_on(lacks, draft.accept))
    return EnrolPlan(draft, enrolment_id, told, fit, position, left, _missing(db, draft))


def waiting_helps(lacks: Iterable[Conflict]) -> bool:
    """Tell whether something is only full: what is not offered at all never becomes free."""
    return any(conflict.hard and conflict.kind not in NOT_OFFERED for conflict in lacks)


def in_turn(
    db: Db, free: FreePlaces, before: Callable[[], FreePlaces], plan: EnrolPlan
) -> EnrolPlan:
    """Return the plan with the turn of those who wait before it judged, too.

    They are passed over where they could have something now that this would leave no room for;
    by who is taken in where it is full: all of them. `before` looks up the same places once more;
    `free` is used up.
    """
    line = queries.waiting_people(db, plan.draft.course_id)
    ahead = [who for who in line if who.position < plan.waiting_position]
    if not ahead or not plan.fits:
        return plan
    passed = _passed_over(db, free, before, plan, ahead)
    if not passed:
        return plan
    person, day = plan.draft.person_id, free.first_day
    found = named(db, [out_of_turn(free.course.id, person, day, passed)])
    lacks = (*plan.lacks, *taken_on(found, plan.draft.accept))
    return replace(plan, lacks=lacks, passed_over=tuple(who.enrolment_id for who in passed))


def _passed_over(
    db: Db,
    free: FreePlaces,
    before: Callable[[], FreePlaces],
    plan: EnrolPlan,
    ahead: Sequence[WaitingPerson],
) -> list[WaitingPerson]:
    if passes_all(plan.lacks):
        return list(ahead)
    could = fitting(db, before(), ahead, free.first_day)
    free.take(wish_of(plan.draft), plan.fit)
    return lost(db, free, ahead, could)


def lost(
    db: Db, free: FreePlaces, line: Iterable[WaitingPerson], could: Collection[int]
) -> list[WaitingPerson]:
    """Return who of a line could have come wholly and cannot with what is free now."""
    those = [who for who in line if who.enrolment_id in could]
    still = fitting(db, free, those, free.first_day)
    return [who for who in those if who.enrolment_id not in still]


def passes_all(conflicts: Iterable[Conflict]) -> bool:
    """Tell whether something full was taken on: that would have been open to all who wait."""
    return any("accepted" in found.facts and found.kind not in NOT_OFFERED for found in conflicts)


def fitting(db: Db, free: FreePlaces, people: Iterable[WaitingPerson], day: date) -> set[int]:
    """Return which enrolments of a line fit wholly together, served in its order."""
    found: set[int] = set()
    for who in people:
        draft = draft_of(db, who.enrolment_id, day)
        plan = plan_with(db, free, draft, who.enrolment_id)
        if plan.fits:
            free.take(wish_of(draft), plan.fit)
            found.add(who.enrolment_id)
    return found


def out_of_turn(
    course_id: int, person_id: int | None, day: date, passed: Collection[WaitingPerson]
) -> Conflict:
    """Return that others wait before somebody, or (None) before a whole course."""
    subjects = [Subject("course", course_id)]
    subjects += [] if person_id is None else [Subject("person", person_id)]
    subjects += [Subject("person", who.person_id) for who in passed]
    begins = minute_of(day)
    facts: ConflictFacts = {"people": len(passed)}
    key = f"{course_id}:{person_id or 0}"
    return lack(ConflictKind.WAITING_ORDER, key, Span(begins, begins + 1), subjects, facts)


def _level(db: Db, free: FreePlaces, draft: EnrolDraft, rules: Rules) -> list[Conflict]:
    """Return that the level does not suit, as serious as town or course set it."""
    person = by_id(db, Person, draft.person_id)
    found = level_conflict(person, free.course, minute_of(free.first_day))
    severe = weighed(db, [found], rules) if found is not None else []
    return [conflict for conflict in severe if conflict is not None]


def asked_for(db: Db, lacks: Sequence[Conflict], rules: Rules) -> list[Conflict]:
    """Leave out what is switched off and can be done without: the course's limit, an offer.

    A place in the childcare or a seat cannot be given where there is none, whatever the rule.
    """
    as_set = weighed(db, lacks, rules)
    off = {id(conflict) for conflict, rule in zip(lacks, as_set, strict=True) if rule is None}
    spared = {*NOT_OFFERED, ConflictKind.COURSE_CAPACITY, ConflictKind.NEVER_TOGETHER}
    return [
        conflict for conflict in lacks if id(conflict) not in off or conflict.kind not in spared
    ]


def _missing(db: Db, draft: EnrolDraft) -> tuple[MissingDetail, ...]:
    found = []
    if draft.way is Way.SHUTTLE and draft.stop_id is None:
        found.append(MissingDetail.STOP)
    known = riders(db, [c.person_id for c in draft.children], draft.from_day or clock.today())
    if any(rider.born is None for rider in known.values()):
        found.append(MissingDetail.BIRTH_DATES)
    riding = [known[c.person_id] for c in draft.children if c.rides and c.person_id in known]
    if draft.way is Way.SHUTTLE and any(rider.height_cm is None for rider in riding):
        found.append(MissingDetail.HEIGHTS)
    return tuple(found)
