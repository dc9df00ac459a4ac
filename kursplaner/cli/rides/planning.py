"""A day of the shuttle planned anew, at the shell."""

from datetime import date
from pathlib import Path
from typing import Any

from kursplaner.basics import clock
from kursplaner.cli.shell import output
from kursplaner.cli.shell.town import town
from kursplaner.desk.wording import rides as wording
from kursplaner.domain.kinds import ActKind
from kursplaner.planning.rides import day_plan
from kursplaner.planning.rides.day_plan import DayPlan
from kursplaner.store.queries.names import person_names


def plan_day(file: Path, day: date | None, *, dry_run: bool, as_json: bool) -> None:
    """Show what planning a day anew changes, and store it in one act."""
    with town(file) as workspace:
        with workspace.read() as db:
            plan = day_plan.propose_day(db, day or clock.today())
            names = person_names(db, set(plan.left_out))
        subjects = [("course", course.course_id) for course in plan.courses]
        if not dry_run and not plan.empty:
            with workspace.change(ActKind.RIDES_PLANNED, subjects) as db:
                day_plan.apply_day(db, plan)
    if as_json:
        output.say_json(_json(plan, names, stored=output.kept()))
        return
    for course in plan.courses:
        output.say(wording.planned_course(course))
    for key in plan.left_out:
        output.say(f"Ohne Platz: {names.get(key, '')} ({key})")
    output.say(wording.planned_note(plan))
    output.done("Gespeichert.", dry_run=dry_run)


def _json(plan: DayPlan, names: dict[int, str], *, stored: bool) -> dict[str, Any]:
    """Return the answer as docs/json-schema/ride-plan.json describes it."""
    return {
        "day": plan.day.isoformat(),
        "courses": [
            {
                "id": course.course_id,
                "title": course.title,
                "before": _figures(course.before),
                "after": _figures(course.after),
                "joining": sorted(course.joining),
                "leaving": sorted(course.leaving),
            }
            for course in plan.courses
        ],
        "left_out": [
            {"id": key, "name": names.get(key, ""), "reason": reason}
            for key, reason in plan.left_out.items()
        ],
        "stored": stored,
    }


def _figures(figures: tuple[int, int, int]) -> dict[str, int]:
    return dict(zip(("rides", "people", "metres"), figures, strict=True))
