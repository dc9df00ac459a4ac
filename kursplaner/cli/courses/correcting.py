"""Correcting a course in the shell: shown whole, then stored in one act."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from kursplaner.basics.errors import Refused
from kursplaner.basics.folding import fold
from kursplaner.cli.conflicts.check import as_row
from kursplaner.cli.courses.changing import Answer
from kursplaner.cli.rooms import room_id_of
from kursplaner.cli.shell.people import teacher_id_of
from kursplaner.cli.shell.town import town
from kursplaner.desk.courses.corrections import of_correction, of_deletion
from kursplaner.desk.wording.changes.of_corrections import corrected_notice
from kursplaner.domain.kinds import ActKind
from kursplaner.planning.courses import correcting, deleting
from kursplaner.planning.courses.correcting import Correction, CourseWish
from kursplaner.planning.courses.grant import GrantMoved, GrantWish
from kursplaner.store.queries.choices import sites
from kursplaner.store.queries.courses.courses import course_id_of
from kursplaner.store.queries.courses.enrolments import waiting_people
from kursplaner.store.queries.funding.grants import grant_rows
from kursplaner.store.queries.organisations import organisation_rows
from kursplaner.store.session import Db

NONE = "-"
TEXTS = {"new_number": "number", "title": "title", "kind": "course_type"}
MAY_BE_EMPTY = {"level": "level", "language": "language", "note": "note"}
NUMBERS = {"capacity": "capacity", "units": "required_units", "unit_minutes": "unit_minutes"}
FLAGS = {
    "women_only": "women_only",
    "walk_in": "walk_in",
    "pause": "pause_in_school_holidays",
    "accessible": "needs_accessible",
}


def correct_course(file: Path, number: str, asked: Mapping[str, Any], answer: Answer) -> None:
    """Correct a course by what the options ask for."""
    with town(file) as workspace:
        with workspace.rehearse() as db:
            course_id = course_id_of(db, number)
            plan = correcting.propose(db, _wish(db, course_id, asked))
            preview = of_correction(db, plan)
        if answer.dry_run or not plan.empty:
            answer.show(preview)
        if not answer.dry_run and not plan.empty:
            with workspace.change(ActKind.COURSE_CHANGED, _subjects(plan)) as db:
                correcting.apply(db, plan)
    answer.end(f"{corrected_notice(plan, f'Kurs {number}')}.", correction_json(plan, number))


def delete_course(file: Path, number: str, answer: Answer) -> None:
    """Delete a course that has no history."""
    with town(file) as workspace:
        with workspace.rehearse() as db:
            course_id = course_id_of(db, number)
            plan = deleting.propose_delete(db, course_id)
            preview = of_deletion(db, plan)
        answer.show(preview)
        if not answer.dry_run:
            with workspace.change(ActKind.COURSE_DELETED, [("course", course_id)]) as db:
                deleting.apply_delete(db, plan)
    answer.end(f"Kurs {number} gelöscht.", {})


def _subjects(plan: Correction) -> list[tuple[str, int]]:
    people = [("person", entry.person_id) for entry in plan.moving_up]
    return [("course", plan.wish.course_id), *people]


def _wish(db: Db, course_id: int, asked: Mapping[str, Any]) -> CourseWish:
    plain = correcting.wish_as_it_is(db, course_id)
    values, grant = _values(db, asked), None
    if asked["day"] is not None and "grant_id" in values:
        grant = GrantWish(values.pop("grant_id"))
    people = set(asked["skip"])
    waiting = {row.person_id: row.enrolment_id for row in waiting_people(db, course_id)}
    for person in sorted(people - waiting.keys()):
        raise Refused("not_waiting", id=person)
    return replace(
        plain,
        values=replace(plain.values, **values),
        day=asked["day"],
        childcare=_flag(asked["childcare"]),
        shuttle=_flag(asked["shuttle"]),
        room_id=None if asked["room"] is None else room_id_of(db, asked["room"]),
        teacher_id=None if asked["teacher"] is None else teacher_id_of(db, asked["teacher"]),
        grant=grant,
        passed_over=frozenset(waiting[person] for person in people),
        why_passed_over=asked["because"] or "",
        accept=(asked["accept"] or "").strip(),
    )


def _values(db: Db, asked: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields that the options name, as they shall be."""
    found: dict[str, Any] = {}
    for option, name in (*TEXTS.items(), *NUMBERS.items()):
        found[name] = asked[option]
    for option, name in MAY_BE_EMPTY.items():
        found[name] = "" if asked[option] == NONE else asked[option]
    for option, name in FLAGS.items():
        found[name] = _flag(asked[option])
    given = {name: value for name, value in found.items() if value is not None}
    if asked["colour"] is not None:
        if not 1 <= asked["colour"] <= 6:
            raise Refused("colour_out_of_range", value=asked["colour"], least=1, most=6)
        given["colour"] = asked["colour"] - 1
    if asked["equipment"] is not None:
        words = "" if asked["equipment"] == NONE else asked["equipment"]
        given["needs_equipment"] = words.replace(",", " ")
    return given | _pointed(db, asked)


def _pointed(db: Db, asked: Mapping[str, Any]) -> dict[str, int | None]:
    """Return site, provider and grant as the options name them."""
    named = {
        "site": ((key, site.name) for key, site in sites(db).items()),
        "provider": ((row.id, row.name) for row in organisation_rows(db)),
        "grant": ((row.id, row.reference) for row in grant_rows(db)),
    }
    return {
        f"{option}_id": _id_of(rows, option, asked[option])
        for option, rows in named.items()
        if asked[option] is not None
    }


def _id_of(rows: Iterable[tuple[int, str]], option: str, name: str) -> int | None:
    if name == NONE:
        return None
    known = list(rows)
    found = [key for key, title in known if fold(title) == fold(name)]
    if found:
        return found[0]
    if option == "grant":
        raise Refused("grant_unknown", reference=name)
    kind = "site_name_unknown" if option == "site" else "provider_unknown"
    raise Refused(kind, name=name, known=[title for _, title in known])


def _flag(text: str | None) -> bool | None:
    return None if text is None else text == "yes"


def correction_json(plan: Correction, number: str) -> dict[str, Any]:
    """Return a correction as docs/json-schema/course-change.json describes it."""
    return {
        "course": number,
        "day": plan.day.isoformat(),
        "changed": [
            {"field": field.name, "before": field.before, "after": field.after}
            for field in plan.fields
        ],
        "moving_up": [entry.person_id for entry in plan.moving_up],
        "passed_over": [entry.person_id for entry in plan.passed_over],
        "still_waiting": [entry.person_id for entry in plan.staying],
        "over": list(plan.over),
        "childcare": _families(plan, "childcare"),
        "shuttle": _families(plan, "shuttle"),
        "grant": None if plan.grant is None else _grant(plan.grant),
        "lessons": sorted(row.id for row in plan.rows if row.table == "lesson"),
        "conflicts": [as_row(conflict) for conflict in plan.conflicts],
    }


def _grant(moved: GrantMoved) -> dict[str, Any]:
    return {
        "first": moved.first.isoformat(),
        "before": list(moved.before),
        "after": moved.after,
        "lessons": moved.lessons,
        "begun": moved.begun,
        "outside": moved.outside,
        "minutes": moved.minutes,
    }


def _families(plan: Correction, service: str) -> dict[str, list[int]]:
    families = plan.childcare if service == "childcare" else plan.shuttle
    return {
        "served": list(families.served),
        "without": list(families.without),
        "losing": list(families.losing),
    }
