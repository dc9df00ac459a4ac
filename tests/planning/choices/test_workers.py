from dataclasses import replace
from datetime import date, timedelta

import pytest

from kursplaner.basics.settings import Settings
from kursplaner.basics.spans import Span
from kursplaner.domain.conflicts.obstacles import Against, Choice, Obstacle
from kursplaner.domain.kinds import CourseType, OccupationSource, Role
from kursplaner.domain.weekly_hours import WeeklyLimits
from kursplaner.planning.choices.free_times import FreeTimes
from kursplaner.planning.choices.workers import (
    WorkNeeds,
    teaching_roles,
    without_profile,
    worker_choices,
)
from kursplaner.planning.conflicts.travel import Reach, Ways
from kursplaner.store.queries.choices import WorkerFacts
from kursplaner.store.queries.conflicts.closed_times import ResourceTime
from kursplaner.store.queries.conflicts.travel import Ends
from kursplaner.store.queries.taken_times import Taken
from tests.planning.small_town import TUESDAY

WEEK = timedelta(days=7)
SPANS = [
    Span.on(TUESDAY + week * WEEK + timedelta(days=day), 540, 690)
    for week in range(2)
    for day in (0, 2)
]
SEIDEL = WorkerFacts(1, "Seidel", "teacher", "A1, A2", "municipal;general")
NEEDS = WorkNeeds(OccupationSource.LESSON)
FREE = FreeTimes({})


def choice(worker: WorkerFacts, needs: WorkNeeds = NEEDS, times: FreeTimes = FREE) -> Choice:
    (found,) = worker_choices([worker], needs, SPANS, times)
    return found


def kinds(worker: WorkerFacts, needs: WorkNeeds = NEEDS, times: FreeTimes = FREE) -> list[Obstacle]:
    return [each.obstacle for each in choice(worker, needs, times).against]


def only(worker: WorkerFacts, needs: WorkNeeds = NEEDS, times: FreeTimes = FREE) -> Against:
    (found,) = choice(worker, needs, times).against
    return found


@pytest.mark.parametrize(
    ("wanted", "levels", "fits"),
    [
        *(("A2", "A1, A2", True), ("A2.1", "A1, A2", True), ("A2", "A2.1", True)),
        *(("B1", "A1, A2", False), ("", "A1", True), ("B1", "", True), ("B1", "A1;B1", True)),
    ],
)
def test_levels_a_teacher_can_teach(wanted: str, levels: str, fits: bool) -> None:  # noqa: FBT001
    worker = replace(SEIDEL, levels=levels)
    needs = replace(NEEDS, level=wanted)
    assert kinds(worker, needs) == ([] if fits else [Obstacle.LEVEL])
    if not fits:
        assert only(worker, needs).facts == {"level": wanted, "levels": levels}
        assert choice(worker, needs).penalty == 300


@pytest.mark.parametrize(
    ("wanted", "known", "fits"),
    [
        ("general", "municipal;general", True),
        ("sport", "municipal", False),
        ("sport", "", True),
        ("", "municipal", True),
    ],
)
def test_kinds_of_course_a_teacher_leads(wanted: str, known: str, fits: bool) -> None:  # noqa: FBT001
    worker = replace(SEIDEL, course_types=known)
    needs = replace(NEEDS, course_type=wanted)
    assert kinds(worker, needs) == ([] if fits else [Obstacle.COURSE_TYPE])
    if not fits:
        assert only(worker, needs).facts == {"course_types": known}


def test_who_has_no_role_at_all_is_told_so_and_nothing_else_of_it() -> None:
    wished = without_profile(5, "Kern", replace(NEEDS, level="B1", course_type="sport"))
    assert (wished.id, wished.name, wished.role) == (5, "Kern", "")
    found = choice(wished, replace(NEEDS, level="B1"))
    assert [(each.obstacle, dict(each.facts)) for each in found.against] == [
        (Obstacle.NO_PROFILE, {"role": "teacher"})
    ]
    assert found.penalty == 800


def test_another_role_than_asked_for_is_less_liked_and_who_did_it_before_more() -> None:
    speaker = replace(SEIDEL, role="speaker")
    assert choice(speaker).penalty == 30
    assert choice(speaker, replace(NEEDS, role=Role.SPEAKER)).penalty == 0
    before = choice(SEIDEL, replace(NEEDS, usual_ids=frozenset({1})))
    assert (before.penalty, before.facts["usual"]) == (-60, True)
    assert choice(SEIDEL, replace(NEEDS, usual_ids=frozenset({2}))).facts["usual"] is False


def wish(weekday: int) -> ResourceTime:
    return ResourceTime(weekday, 540, 690, 1, "wish", None, None)


def test_who_wishes_for_all_the_times_is_liked() -> None:
    both = FreeTimes({}, (), [wish(1), wish(3)])
    assert choice(SEIDEL, times=both).penalty == -20
    assert choice(SEIDEL, times=both).facts["wished"] is True
    assert "wished" not in choice(SEIDEL, times=FreeTimes({}, (), [wish(1)])).facts
    assert choice(SEIDEL, times=FreeTimes({}, (), [wish(1)])).penalty == 0
    (without_dates,) = worker_choices([SEIDEL], NEEDS, [], both)
    assert without_dates.penalty == 0


@pytest.mark.parametrize(
    ("limit", "over"), [(300, False), (299, True), (301, False), (None, False)]
)
def test_hours_of_a_week_reach_their_limit(limit: int | None, over: bool) -> None:  # noqa: FBT001
    worker = replace(SEIDEL, most=WeeklyLimits.of(limit))
    assert kinds(worker) == ([Obstacle.WEEKLY_LIMIT] if over else [])
    if over:
        assert only(worker).facts == {"minutes": 300, "limit": 299}
        assert only(worker).days == tuple(span.day for span in SPANS)
        assert choice(worker).penalty == 400


@pytest.mark.parametrize(
    ("minutes", "over"), [(300, True), (301, False), (None, False), (450, False)]
)
def test_a_permit_is_checked_from_its_minute_on(minutes: int | None, over: bool) -> None:  # noqa: FBT001
    needs = replace(NEEDS, permit_minutes=minutes)
    assert kinds(SEIDEL, needs) == ([Obstacle.PERMIT_LIMIT] if over else [])


def test_what_is_worked_already_counts_in_its_week_alone() -> None:
    monday = TUESDAY - timedelta(days=1)
    work = Span.on(monday, 540, 541)
    times = FreeTimes({1: [Taken(work.starts, work.ends, "lesson", 7)]})
    worker = replace(SEIDEL, most=WeeklyLimits.of(300))
    found = only(worker, times=times)
    assert found.obstacle is Obstacle.WEEKLY_LIMIT
    assert found.days == (SPANS[0].day, SPANS[1].day)
    assert found.facts == {"minutes": 301, "limit": 300}
    assert kinds(worker, replace(NEEDS, source=OccupationSource.CHILDCARE), times) == []


def test_who_works_little_so_far_comes_first() -> None:
    def worked(minutes: int) -> int:
        start = Span.on(TUESDAY, 0, 1).starts
        times = FreeTimes({1: [Taken(start - minutes, start, "lesson", 7)]})
        return choice(SEIDEL, times=times).penalty

    assert [worked(minutes) for minutes in (599, 600, 1199, 1200)] == [0, 1, 1, 2]


def test_credentials_that_are_missing_or_run_out() -> None:
    needs = replace(NEEDS, credentials=frozenset({"measles", "first_aid", "hygiene"}))
    until = SPANS[2].day
    worker = replace(SEIDEL, credentials={"measles": None, "hygiene": until})
    found = choice(worker, needs)
    missing, expiring = found.against
    assert (missing.obstacle, missing.facts) == (
        Obstacle.CREDENTIAL_MISSING,
        {"papers": ("first_aid",)},
    )
    assert expiring.obstacle is Obstacle.CREDENTIAL_EXPIRES
    assert expiring.days == (SPANS[3].day,)
    assert expiring.facts == {"paper": "hygiene", "valid_until": until}
    assert found.facts["papers_until"] == until
    assert found.penalty == 150 + round(350 / 4)
    lasting = replace(SEIDEL, credentials=dict.fromkeys(needs.credentials, SPANS[3].day))
    assert choice(lasting, needs).against == ()
    assert "papers_until" not in choice(replace(SEIDEL, credentials={"measles": None}), needs).facts


def test_ways_to_the_site_of_the_work_are_judged() -> None:
    points = {("site", 1): (50_000_000, 12_000_000), ("site", 2): (50_100_000, 12_000_000)}
    starts = SPANS[0].starts
    times = FreeTimes({1: [Taken(starts - 60, starts, "lesson", 7)]})
    ends = {("lesson", 7): Ends(("site", 2), ("site", 2))}
    times.knows_ways(Reach(Ways(points, {}, Settings({})), ends))
    found = only(SEIDEL, replace(NEEDS, site_id=1), times)
    assert (found.obstacle, found.days) == (Obstacle.TRAVEL, (SPANS[0].day,))
    assert kinds(SEIDEL, NEEDS, times) == []


def test_somebody_with_two_roles_comes_once_in_the_better_of_them() -> None:
    other = replace(SEIDEL, role="volunteer")
    for workers in ([SEIDEL, other], [other, SEIDEL]):
        (found,) = worker_choices(workers, NEEDS, SPANS, FREE)
        assert (found.facts["role"], found.penalty) == ("teacher", 0)


def test_the_best_comes_first_then_by_name_and_id() -> None:
    people = [replace(SEIDEL, id=key, name=name) for key, name in ((3, "B"), (2, "B"), (4, "A"))]
    people.append(replace(SEIDEL, id=5, name="A", role="speaker"))
    found = worker_choices(people, NEEDS, SPANS, FREE)
    assert [each.id for each in found] == [4, 2, 3, 5]


def test_weeks_begin_on_monday() -> None:
    sunday = date(2027, 3, 7)
    spans = [Span.on(sunday, 0, 10), Span.on(sunday + timedelta(days=1), 0, 5), SPANS[0]]
    worker = replace(SEIDEL, most=WeeklyLimits.of(159))
    (found,) = worker_choices([worker], NEEDS, spans, FREE)
    (against,) = found.against
    assert (against.facts["minutes"], against.days) == (160, (sunday, SPANS[0].day))


def test_a_limit_counts_from_its_own_day_on() -> None:
    wednesday = TUESDAY + timedelta(days=1)
    worker = replace(SEIDEL, most=WeeklyLimits.of(None, [(wednesday, 149)]))
    found = only(worker)
    assert found.facts == {"minutes": 300, "limit": 149}
    assert found.days == (SPANS[1].day, SPANS[2].day, SPANS[3].day)
    later = replace(SEIDEL, most=WeeklyLimits.of(149, [(wednesday, None)]))
    assert only(later).days == (TUESDAY,)
    assert kinds(replace(SEIDEL, most=WeeklyLimits.of(150, [(wednesday, None)]))) == []


def test_who_can_lead_which_kind_of_course() -> None:
    assert teaching_roles(CourseType.GENERAL) == {"teacher"}
    assert teaching_roles(CourseType.EVENING) == {"teacher", "speaker"}
    assert teaching_roles(CourseType.SPORT) == {"teacher", "volunteer"}
