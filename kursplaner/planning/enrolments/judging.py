"""Whether a family fits into a course: places, seats, its level, and its turn in the line."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from kursplaner.basics.spans import Span, minute_of
from kursplaner.domain.conflicts.conflicts import Conflict, Subject
from kursplaner.domain.conflicts.facts import ConflictFacts
from kursplaner.domain.conflicts.limits import taken_on
from kursplaner.domain.courses import Enrolment
from kursplaner.domain.kinds import ConflictKind, EnrolmentStatus, MissingDetail, Way
from kursplaner.domain.people import Person
from kursplaner.planning.conflicts.ages import age_conflict, least_age
from kursplaner.planning.conflicts.finding import named
from kursplaner.planning.conflicts.severities import Rules, rules_of, weighed
from kursplaner.planning.enrolments.family_fit import lack
from kursplaner.planning.enrolments.level_fit import level_conflict
from kursplaner.planning.enrolments.places_free import FreePlaces
from kursplaner.planning.enrolments.wishes import EnrolDraft, EnrolPlan, drafts_of, wish_of
from kursplaner.store.queries.courses import enrolments as queries
from kursplaner.store.queries.courses.enrolments import WaitingPerson
from kursplaner.store.queries.rides.ride_facts import RiderFacts, riders
from kursplaner.store.records import by_id, by_ids, find
from kursplaner.store.session import Db
from kursplaner.store.settings import settings_of

NOT_OFFERED = frozenset(
    (
        ConflictKind.CHILDCARE_MISSING,
        ConflictKind.RIDE_MISSING,
        ConflictKind.LEVEL,
        ConflictKind.AGE,
        ConflictKind.PARTICIPANT,
        ConflictKind.CHILD,
    )
)
"""What no waiting mends: a date without childcare or ride, a level that does not suit, another
course at the same hour; not what is full."""


@dataclass(frozen=True, slots=True)
class Line:
    """Who waits for a course, with what is known of them, read at once.

    Attributes:
        people: in the order of the list.
        drafts: what each wants from a day on, by enrolment.
        persons: their records; left: those who were in the course before.
        riders: what is known of all of them and their children that day.
    """

    people: tuple[WaitingPerson, ...]
    drafts: Mapping[int, EnrolDraft]
    persons: Mapping[int, Person]
    left: frozenset[int]
    riders: Mapping[int, RiderFacts]


def lines_of(db: Db, course_ids: Collection[int], day: date) -> dict[int, Line]:
    """Return the waiting lists of some courses, as they would be served from a day on."""
    lists = {key: tuple(queries.waiting_people(db, key)) for key in course_ids}
    everybody = [who for people in lists.values() for who in people]
    drafts = drafts_of(
        db, by_ids(db, Enrolment, [who.enrolment_id for who in everybody]).values(), day
    )
    persons = by_ids(db, Person, [who.person_id for who in everybody])
    wanted = {"course_id": list(lists), "person_id": list(persons)}
    gone = find(db, Enrolment, status=EnrolmentStatus.LEFT.value, **wanted) if persons else []
    along = {child.person_id for draft in drafts.values() for child in draft.children}
    known = riders(db, along | persons.keys(), day) if persons else {}
    left = {key: frozenset(r.person_id for r in gone if r.course_id == key) for key in lists}
    return {key: Line(people, drafts, persons, left[key], known) for key, people in lists.items()}


def plan_with(
    db: Db,
    free: FreePlaces,
    draft: EnrolDraft,
    enrolment_id: int | None = None,
    rules: Rules | None = None,
) -> EnrolPlan:
    """Return the plan against places already loaded (a waiting list, one after another)."""
    fit = free.fit(wish_of(draft))
    known = rules or rules_of(db)
    person = by_id(db, Person, draft.person_id)
    lacks = named(db, [*asked_for(db, fit.lacks, known), *_suits(db, free, person, known)])
    listed = queries.waiting_people(db, draft.course_id)
    mine = next((w.position for w in listed if w.enrolment_id == enrolment_id), None)
    position = mine or max((w.position for w in listed), default=0) + 1
    before = find(db, Enrolment, course_id=draft.course_id, person_id=draft.person_id)
    left = any(row.status == EnrolmentStatus.LEFT.value for row in before)
    told = tuple(taken_on(lacks, draft.accept))
    return EnrolPlan(draft, enrolment_id, told, fit, position, left, _missing(free, draft))


def plans_of(
    db: Db,
    free: FreePlaces,
    line: Line,
    rules: Rules,
    passed_over: Collection[int] = (),
    *,
    once: bool = False,
) -> list[EnrolPlan]:
    """Return the plan of each who waits, in order, each after those before her who fit.

    Those in `passed_over` leave their places to who is behind them. Nobody is named yet: `named_in`
    does that. With `once` each kind of lack is told on its first day alone.
    """
    free.meet((), line.riders)
    found = []
    for who in line.people:
        draft = line.drafts[who.enrolment_id]
        wish = wish_of(draft)
        fit = free.fit(wish, once=once)
        level = _suits(db, free, line.persons[who.person_id], rules)
        told = tuple(taken_on([*asked_for(db, fit.lacks, rules), *level], draft.accept))
        left, missing = who.person_id in line.left, _missing(free, draft)
        plan = EnrolPlan(draft, who.enrolment_id, told, fit, who.position, left, missing)
        if plan.fits and who.enrolment_id not in passed_over:
            free.take(wish, fit)
        found.append(plan)
    return found


def named_in(db: Db, plans: Sequence[EnrolPlan]) -> list[EnrolPlan]:
    """Fill in names and titles of what lacks, at once for all."""
    names = iter(named(db, [lack for plan in plans for lack in plan.lacks]))
    return [replace(plan, lacks=tuple(islice(names, len(plan.lacks)))) for plan in plans]


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
    known = lines_of(db, [free.course.id], day)[free.course.id]
    wanted = {who.enrolment_id for who in people}
    line = replace(known, people=tuple(w for w in known.people if w.enrolment_id in wanted))
    plans = plans_of(db, free, line, rules_of(db), once=True)
    return {plan.enrolment_id for plan in plans if plan.fits and plan.enrolment_id is not None}


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


def _suits(db: Db, free: FreePlaces, person: Person, rules: Rules) -> list[Conflict]:
    """Return that level or age do not suit, as serious as town or course set it."""
    course, day = free.course, free.first_day
    needed = least_age(course.course_type, settings_of(db))
    whose = (person.id, course.id)
    found = (
        level_conflict(person, course, minute_of(day)),
        age_conflict(whose, person.birth_date, day, needed, course.title),
    )
    severe = weighed(db, [conflict for conflict in found if conflict is not None], rules)
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


def _missing(free: FreePlaces, draft: EnrolDraft) -> tuple[MissingDetail, ...]:
    found = []
    if draft.way is Way.SHUTTLE and draft.stop_id is None:
        found.append(MissingDetail.STOP)
    known = [(child, free.known(child.person_id)) for child in draft.children]
    if any(rider is not None and rider.born is None for _, rider in known):
        found.append(MissingDetail.BIRTH_DATES)
    riding = [rider for child, rider in known if child.rides and rider is not None]
    if draft.way is Way.SHUTTLE and any(rider.height_cm is None for rider in riding):
        found.append(MissingDetail.HEIGHTS)
    return tuple(found)
