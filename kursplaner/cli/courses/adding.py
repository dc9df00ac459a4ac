"""Planning a course from a draft, showing it whole, and storing it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from kursplaner.cli.conflicts.showing import show_conflicts, stop_at_hard_ones
from kursplaner.cli.courses.draft_file import read_draft
from kursplaner.cli.shell import output
from kursplaner.cli.shell.town import town
from kursplaner.desk.courses.plan_notes import warnings
from kursplaner.desk.wording.conflicts.obstacles import choice_text
from kursplaner.desk.wording.words import days
from kursplaner.desk.wording.words.counts import counted, decimal, listed
from kursplaner.desk.wording.words.kinds import said, word
from kursplaner.domain.conflicts.obstacles import Choice
from kursplaner.domain.kinds import ActKind, SkipReason
from kursplaner.planning.childcare.beside_lessons import ChildcarePlan
from kursplaner.planning.courses import new_course as planning
from kursplaner.planning.courses.plan import CoursePlan, LessonPlan
from kursplaner.planning.rides.plan import RidePlan
from kursplaner.store.queries.funding.grants import grant_rows
from kursplaner.store.workspace import concerning


def add_course(file: Path, spec: Path, accept: str = "", *, dry_run: bool, past: bool) -> None:
    """Plan a course, show it, and store it in one act."""
    with town(file) as workspace:
        with workspace.rehearse() as db:
            grants = {grant.reference: grant.id for grant in grant_rows(db)}
            wanted = read_draft(spec, workspace.settings, grants)
            draft = replace(wanted, past=past, accept=accept.strip())
            plan = planning.judge(db, planning.propose(db, draft))
        show_plan(plan)
        stop_at_hard_ones(plan.conflicts)
        if dry_run:
            output.say(output.NOT_STORED)
            return
        with workspace.change(ActKind.COURSE_ADDED) as db:
            course_id = planning.apply(db, plan)
            concerning(db, "course", course_id)
    output.say(f"Kurs {draft.number} angelegt (ID {course_id}).")


def show_plan(plan: CoursePlan) -> None:
    """Print a planned course: dates, room, teacher, childcare, rides, what was skipped."""
    draft = plan.draft
    units = decimal(plan.dates.teaching_minutes / draft.unit_minutes, 2)
    output.say(f"{draft.number}  {draft.title}")
    kind = f"{word(draft.kind)} {draft.level}".strip()
    period = days.period(plan.first_day, plan.last_day)
    output.say(f"{kind} · {period} · {counted(len(plan.lessons), 'lesson')} · {units} UE")
    output.say()
    headings = ("Tag", "Zeit", "UE", "Raum", "Lehrkraft", "")
    rows = [_lesson_line(lesson, draft.unit_minutes) for lesson in plan.lessons]
    output.say(output.table(headings, rows, right={2}))
    output.say()
    _show_choices("Raum", plan.room, plan.rooms)
    _show_choices("Lehrkraft", plan.teacher, plan.teachers)
    if plan.childcare is not None:
        _show_childcare(plan.childcare)
    if plan.rides is not None:
        _show_rides(plan.rides)
    _show_skipped(plan)
    for text in warnings(plan):
        output.say(f"Hinweis: {text}")
    show_conflicts(plan.conflicts)


def _lesson_line(lesson: LessonPlan, unit_minutes: int) -> tuple[object, ...]:
    notes = (
        "verkürzt" if lesson.shortened else "",
        "Vertretung" if lesson.substitute else "",
    )
    return (
        days.full_day(lesson.day),
        days.times(lesson.starts, lesson.ends),
        decimal(lesson.teaching_minutes / unit_minutes, 2),
        lesson.room or "—",
        lesson.teacher or "—",
        ", ".join(note for note in notes if note),
    )


def _show_choices(what: str, chosen: Choice | None, choices: Sequence[Choice]) -> None:
    if chosen is None:
        output.say(f"{what}: noch offen")
    else:
        output.say(f"{what}: {chosen.name} ({choice_text(chosen)})")
    others = [choice for choice in choices if chosen is None or choice.id != chosen.id][:3]
    for choice in others:
        output.say(f"  auch möglich: {choice.name} ({choice_text(choice)})")


def _names(choices: Iterable[Choice]) -> str:
    return listed(choice.name for choice in choices)


def _show_childcare(plan: ChildcarePlan) -> None:
    where = plan.room.name if plan.room else "ohne Raum"
    who = _names(plan.carers) or "noch niemand eingeteilt"
    output.say(
        f"Kinderbetreuung: {counted(len(plan.slots), 'slot')}, {where}, {who},"
        f" {counted(plan.places, 'place')}"
    )


def _show_rides(plan: RidePlan) -> None:
    vehicles = {choice.id: choice.name for choice in plan.vehicles}
    drivers = {choice.id: choice.name for choice in plan.drivers}
    note = " (freigehalten, noch ohne Mitfahrende)" if plan.reserved else ""
    output.say(f"Fahrdienst: {counted(len(plan.rides), 'ride')}{note}")
    for tour in plan.tours:
        vehicle = vehicles.get(tour.vehicle_id or 0, "ohne Fahrzeug")
        driver = drivers.get(tour.driver_id or 0, "ohne Fahrer:in")
        output.say(f"  {vehicle}, {driver}")


def _show_skipped(plan: CoursePlan) -> None:
    if plan.skipped:
        output.say("Ausgelassen:")
    for skipped in plan.skipped:
        output.say(
            f"  {days.full_day(skipped.day)}  {skipped.name or said(SkipReason, skipped.reason)}"
        )
