"""A new course in one act: dates, room, teacher, childcare and rides planned together."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from kursplaner.basics.errors import HardConflict, Refused
from kursplaner.basics.spans import Span
from kursplaner.domain.conflicts.conflicts import Conflict, hard_ones, in_order
from kursplaner.domain.conflicts.limits import taken_on, takes_on
from kursplaner.domain.conflicts.obstacles import Choice, Obstacle
from kursplaner.domain.gone_by import ask_past
from kursplaner.domain.holidays import DaysOff, term_end
from kursplaner.domain.kinds import ConflictKind, LessonRole, OccupationSource, Role
from kursplaner.planning.choices.free_times import FreeTimes
from kursplaner.planning.choices.rooms import CHILDCARE, RoomNeeds, purposes_for, room_choices
from kursplaner.planning.choices.workers import (
    WorkNeeds,
    teaching_roles,
    without_profile,
    worker_choices,
)
from kursplaner.planning.conflicts.finding import accept as accept_conflicts
from kursplaner.planning.conflicts.finding import find_for, judged, named
from kursplaner.planning.courses import asking_again, records
from kursplaner.planning.courses.conflicts import plan_conflicts
from kursplaner.planning.courses.draft import CourseDraft, checked, date_rules
from kursplaner.planning.courses.plan import CoursePlan, LessonPlan
from kursplaner.planning.courses.services import (
    childcare_of,
    enrolled_and_waiting,
    places_for,
    rides_of,
)
from kursplaner.planning.courses.town import Town, days_off_of, free_times_of, site_of, town_of
from kursplaner.planning.lessons.dates import DatePlan, PlannedDate, fit_dates
from kursplaner.store.journal.rehearsal import tried
from kursplaner.store.queries.courses.course_facts import numbers_taken
from kursplaner.store.queries.lessons.lessons import lessons_of_course
from kursplaner.store.session import Db

UNMET = frozenset(
    (
        *(ConflictKind.COURSE_CAPACITY, ConflictKind.CHILDCARE_MISSING),
        *(ConflictKind.CARER_MISSING, ConflictKind.RIDE_MISSING),
    )
)
UNSUITABLE = frozenset({Obstacle.OTHER_PURPOSE, Obstacle.NO_PROFILE, Obstacle.OTHER_SITE})


def propose(db: Db, draft: CourseDraft) -> CoursePlan:
    """Plan a whole course; nothing is written.

    A room or teacher that was not wished for is never proposed where it is taken: on such days
    another one stands in, or the lesson stays without. So a plan without wishes can be applied.

    Raises:
        Refused: as `planning.drafts.checked` and `planning.dates.fit_dates` say; "number_taken",
            "room_unknown", "teacher_unknown", "name_ambiguous", "land_unknown".
    """
    wanted = checked(draft)
    if wanted.number in numbers_taken(db):
        raise Refused("number_taken", number=wanted.number)
    town = town_of(db, wanted)
    off = days_off_of(town)
    most = town.settings.number("course.most_days_ahead")
    public_off = town.settings.flag("calendar.holidays_without_lessons")
    dates = fit_dates(date_rules(wanted, public_off=public_off, most_days=most), off)
    times = free_times_of(town, [planned.day for planned in dates.dates])
    return _planned(town, off, dates, times)


def apply(db: Db, plan: CoursePlan) -> int:
    """Store a planned course, checking again, and return its id.

    Raises:
        HardConflict: with what is hard in the plan, or was taken in the meantime.
        Refused: "number_taken", "wholly_past" where the draft does not say that it is meant.
    """
    ask_past(plan.last_day, meant=plan.draft.past)
    course_id = records.store(db, plan)
    reason = plan.draft.accept.strip()
    if any("accepted" in conflict.facts for conflict in plan.conflicts):
        rows = lessons_of_course(db, course_id)
        hard = hard_ones(find_for(db, [row.id for row in rows]))
        accept_conflicts(db, [conflict for conflict in hard if takes_on(conflict)], reason)
    return course_id


def judge(db: Db, plan: CoursePlan) -> CoursePlan:
    """Return a plan judged as the course will be by everybody once it is stored.

    It is stored and taken back, so it needs `Workspace.rehearse` or an act. What the plan alone
    knows stays: wishes that were not met. A plan with something taken is judged without.
    """
    known = replace(plan, conflicts=_accepted(plan.conflicts, plan.draft.accept))
    if known.hard:
        return known
    try:
        with tried(db):
            found = _standing(db, records.store(db, known))
    except HardConflict as taken:
        found = [conflict for conflict in taken.conflicts if isinstance(conflict, Conflict)]
    told = {(conflict.kind, conflict.day) for conflict in found}
    own = [conflict for conflict in plan.conflicts if _of_a_wish(conflict)]
    unmet = [conflict for conflict in own if (conflict.kind, conflict.day) not in told]
    return replace(plan, conflicts=_accepted([*found, *unmet], plan.draft.accept))


def _accepted(conflicts: Iterable[Conflict], reason: str) -> tuple[Conflict, ...]:
    return tuple(in_order(taken_on(conflicts, reason)))


def _standing(db: Db, course_id: int) -> list[Conflict]:
    """Return what stands against a stored course; its records are not there any more later."""
    rows = lessons_of_course(db, course_id)
    own = {("course", course_id), *(("lesson", row.id) for row in rows)}
    own |= {("childcare", row.childcare.slot_id) for row in rows if row.childcare is not None}
    own |= {("ride", ride.id) for row in rows for ride in row.rides}
    return [
        replace(
            conflict,
            subjects=tuple(
                subject._replace(id=0) if (subject.noun, subject.id) in own else subject
                for subject in conflict.subjects
            ),
        )
        for conflict in find_for(db, [row.id for row in rows])
    ]


def _of_a_wish(conflict: Conflict) -> bool:
    """Tell whether the plan says that a wish was not met, which no stored course tells."""
    return conflict.kind in UNMET or conflict.facts.get("childcare", False)


def _planned(town: Town, off: DaysOff, dates: DatePlan, times: FreeTimes) -> CoursePlan:
    draft = town.draft
    spans = [Span.on(date.day, date.starts, date.ends) for date in dates.dates]
    rooms, teachers = _rooms(town, spans, times), _teachers(town, spans, times)
    room = _chosen(rooms, town.wished_room)
    teacher = _chosen(teachers, town.wished_teacher)
    lessons = [_bare_lesson(date_, span) for date_, span in zip(dates.dates, spans, strict=True)]
    lessons = _with_rooms(lessons, rooms, room, town, times)
    lessons = _with_teachers(lessons, teachers, teacher, town, times)
    town.site = town.site or site_of(room, town)
    enrolled, waiting = enrolled_and_waiting(draft)
    spans = [lesson.span for lesson in lessons]
    childcare = childcare_of(town, enrolled, spans, room, times) if draft.childcare else None
    rides = rides_of(town, enrolled, spans, times) if draft.shuttle else None
    plan = CoursePlan(
        draft=draft,
        land=off.land,
        site_id=town.site.id if town.site else None,
        dates=dates,
        lessons=tuple(lessons),
        room=room,
        rooms=rooms,
        teacher=teacher,
        teachers=teachers,
        childcare=childcare,
        rides=rides,
        term_end=term_end(dates.last_day, off.land),
        enrolled=enrolled,
        waiting=waiting,
    )
    return _finished(plan, town, off, times)


def _finished(plan: CoursePlan, town: Town, off: DaysOff, times: FreeTimes) -> CoursePlan:
    if plan.childcare is not None:
        places, without = places_for(town, plan.enrolled, plan.childcare)
        plan = replace(plan, places=places, without_place=without)
    if plan.draft.predecessor_id is not None:
        plan = replace(plan, questions=asking_again.questions(town.db, plan))
    wished = (town.wished_room, town.wished_teacher)
    found = list(plan_conflicts(plan, wished, off, times))
    return replace(plan, conflicts=tuple(named(town.db, judged(town.db, found))))


def _rooms(town: Town, spans: Sequence[Span], times: FreeTimes) -> tuple[Choice, ...]:
    draft = town.draft
    needs = RoomNeeds(
        people=draft.capacity,
        purposes=purposes_for(draft.kind),
        accessible=draft.needs_accessible,
        equipment=frozenset(draft.needs_equipment),
        site_id=draft.site_id,
        usual_id=town.usual_room_id,
        beside_wanted=draft.childcare,
        childcare_sites=_childcare_sites(town) if draft.childcare else frozenset(),
    )
    return room_choices(town.rooms, needs, spans, times)


def _childcare_sites(town: Town) -> frozenset[int | None]:
    """Return the house of the room for the children, else all that have one."""
    wished = town.draft.childcare_room
    return frozenset(
        room.site_id
        for room in town.rooms
        if (room.id == wished if wished is not None else room.purpose in CHILDCARE)
    )


def _teachers(town: Town, spans: Sequence[Span], times: FreeTimes) -> tuple[Choice, ...]:
    draft = town.draft
    usual = {town.usual_teacher_id} if town.usual_teacher_id is not None else set()
    needs = WorkNeeds(
        OccupationSource.LESSON,
        level=draft.level,
        course_type=draft.kind.value,
        usual_ids=frozenset(usual),
        site_id=town.site.id if town.site else None,
    )
    people = town.with_role(*teaching_roles(draft.kind))
    wished = town.wished_teacher
    if wished is not None and all(worker.id != wished for worker in people):
        people.append(without_profile(wished, town.names[wished], needs))
    return worker_choices(people, needs, spans, times)


def _chosen(choices: Sequence[Choice], wished: int | None) -> Choice | None:
    """Return the wished choice, else the best suitable one that can be had at all."""
    if wished is not None:
        return next((choice for choice in choices if choice.id == wished), None)
    return next((choice for choice in choices if _suits(choice) and choice.free), None)


def _suits(choice: Choice) -> bool:
    return all(obstacle.obstacle not in UNSUITABLE for obstacle in choice.against)


def _bare_lesson(date_: PlannedDate, span: Span) -> LessonPlan:
    return LessonPlan(span.starts, span.ends, date_.teaching_minutes, shortened=date_.shortened)


def _with_rooms(
    lessons: Sequence[LessonPlan],
    choices: Sequence[Choice],
    standing: Choice | None,
    town: Town,
    times: FreeTimes,
) -> list[LessonPlan]:
    names = {choice.id: choice.name for choice in choices}
    on_day = dict(town.draft.room_on)
    found = []
    for lesson in lessons:
        wish = on_day.get(lesson.day, town.wished_room)
        key = _had(lesson.span, wish, standing, choices, town, times)
        if key is not None and times.usable(key, lesson.span):
            times.take(key, lesson.starts, lesson.ends, OccupationSource.LESSON)
        other = key is not None and standing is not None and key != standing.id
        name = names.get(key, "") if key is not None else ""
        found.append(replace(lesson, room_id=key, room=name, substitute=other))
    return found


def _with_teachers(
    lessons: Sequence[LessonPlan],
    choices: Sequence[Choice],
    standing: Choice | None,
    town: Town,
    times: FreeTimes,
) -> list[LessonPlan]:
    by_id = {choice.id: choice for choice in choices}
    on_day = dict(town.draft.teacher_on)
    found = []
    for lesson in lessons:
        wish = on_day.get(lesson.day, town.wished_teacher)
        key = _had(lesson.span, wish, standing, choices, town, times)
        if key is not None and times.usable(key, lesson.span):
            times.take(key, lesson.starts, lesson.ends, OccupationSource.LESSON)
        choice = by_id.get(key) if key is not None else None
        other = key is not None and standing is not None and key != standing.id
        speaks = choice is not None and choice.facts.get("role") == Role.SPEAKER.value
        found.append(
            replace(
                lesson,
                teacher_id=key,
                teacher=choice.name if choice else "",
                teacher_role=(LessonRole.SPEAKER if speaks else LessonRole.TEACHER).value,
                substitute=lesson.substitute or other,
            )
        )
    return found


def _had(
    span: Span,
    wish: int | None,
    standing: Choice | None,
    choices: Sequence[Choice],
    town: Town,
    times: FreeTimes,
) -> int | None:
    """Return which room or teacher a lesson gets: what is wished for stays even if taken."""
    key = wish if wish is not None else (standing.id if standing else None)
    if key is None or times.usable(key, span):
        return key
    if span.day in town.draft.unplaced:
        return None
    if wish is not None:
        return wish
    others = (choice.id for choice in choices if _suits(choice) and times.free(choice.id, span))
    return next(others, None)
