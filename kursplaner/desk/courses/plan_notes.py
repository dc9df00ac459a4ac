"""What stands against a planned course, gathered so that fourteen dates are one sentence."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from kursplaner.basics import clock
from kursplaner.desk.courses.plan_board import free_on, suits
from kursplaner.desk.wording.conflicts.obstacles import on_days
from kursplaner.desk.wording.conflicts.sentences import sentence
from kursplaner.desk.wording.words import days
from kursplaner.desk.wording.words.counts import counted
from kursplaner.desk.wording.words.kinds import word
from kursplaner.domain.conflicts.conflicts import Conflict
from kursplaner.domain.conflicts.obstacles import Choice
from kursplaner.domain.kinds import ConflictKind, ResourceKind
from kursplaner.planning.courses.plan import CoursePlan

Kind = ConflictKind
ROWS = {
    Kind.ROOM: "room",
    Kind.NO_ROOM: "room",
    Kind.ROOM_CAPACITY: "room",
    Kind.TEACHER: "teacher",
    Kind.NO_TEACHER: "teacher",
    Kind.CHILDCARE_CAPACITY: "childcare",
    Kind.CHILDCARE_MISSING: "childcare",
    Kind.CARER_MISSING: "childcare",
    Kind.CARER: "childcare",
    Kind.CARER_HOURS: "childcare",
    Kind.ACCESSIBILITY: "room",
    Kind.EQUIPMENT: "room",
    Kind.VEHICLE_CAPACITY: "shuttle",
    Kind.CHILD_SEAT: "shuttle",
    Kind.FAMILY_CHAIN: "shuttle",
    Kind.RIDE_MISSING: "shuttle",
    Kind.DRIVER_MISSING: "shuttle",
    Kind.DRIVER: "shuttle",
    Kind.VEHICLE: "shuttle",
}

OF_A_RESOURCE = frozenset(
    (
        *(Kind.CLOSURE, Kind.AVAILABILITY, Kind.CREDENTIAL),
        *(Kind.WEEKLY_HOURS, Kind.TRAVEL),
    )
)
WORK = {
    "carer": "childcare",
    "childcare": "childcare",
    "driver": "shuttle",
    "vehicle": "shuttle",
    "ride": "shuttle",
}
"""The line of what somebody or something does, by its role or the record it works in."""


@dataclass(frozen=True, slots=True)
class PlanNote:
    """One thing to know or to solve.

    Attributes:
        row: where it belongs: room, teacher, childcare, shuttle or dates.
        hard: whether the course cannot be stored like this.
        days: the dates it concerns.
        stand_in: a choice that could be had on all these dates, or None.
    """

    row: str
    hard: bool
    text: str
    days: tuple[date, ...] = ()
    stand_in: Choice | None = None


def plan_notes(plan: CoursePlan) -> tuple[PlanNote, ...]:
    """Return the notes of a plan, the hard ones first."""
    groups: dict[tuple[bool, str, ConflictKind, int], list[Conflict]] = {}
    for conflict in plan.conflicts:
        about = conflict.subjects[0].id if conflict.hard else 0
        groups.setdefault((not conflict.hard, row_of(conflict), conflict.kind, about), []).append(
            conflict
        )
    found = [_note(plan, row, some) for (_, row, _, _), some in sorted(groups.items(), key=_order)]
    return (*found, *(PlanNote("dates", hard=False, text=text) for text in warnings(plan)))


def warnings(plan: CoursePlan) -> list[str]:
    """Return what is told of the dates without standing against any: gone by, holidays unknown."""
    past = sum(lesson.day < clock.today() for lesson in plan.lessons)
    told = []
    if past == len(plan.lessons) > 0:
        verb = "liegt" if past == 1 else "liegen"
        whole = "Der Termin" if past == 1 else f"Alle {past} Termine"
        told.append(f"{whole} {verb} in der Vergangenheit. Stimmt das Jahr?")
    elif past:
        verb = "liegt" if past == 1 else "liegen"
        dates = counted(len(plan.lessons), "lesson", dative=True)
        told.append(f"{past} von {dates} {verb} in der Vergangenheit.")
    return told + [
        f"Die Schulferien sind nur bis {days.dated(warning.day)} bekannt; bitte prüfen."
        for warning in plan.warnings
    ]


def row_of(conflict: Conflict) -> str:
    """Return the line of the plan that a conflict belongs to."""
    if conflict.kind is Kind.NO_ROOM and conflict.facts.get("childcare"):
        return "childcare"
    if conflict.kind in OF_A_RESOURCE:
        if conflict.subjects[0].noun == ResourceKind.ROOM:
            return "room"
        return next((WORK[noun] for noun in _works(conflict) if noun in WORK), "teacher")
    return ROWS.get(conflict.kind, "dates")


def _works(conflict: Conflict) -> Iterator[str]:
    """Yield what tells as what somebody works in a conflict: role, kind of work, record."""
    yield conflict.facts.get("for", "")
    yield conflict.facts.get("work", "")
    yield from (subject.noun for subject in conflict.subjects)


def _order(group: tuple[tuple[bool, str, ConflictKind, int], list[Conflict]]) -> tuple[bool, int]:
    (soft, _, _, _), some = group
    return soft, some[0].starts


def _note(plan: CoursePlan, row: str, some: list[Conflict]) -> PlanNote:
    dates = tuple(sorted({conflict.day for conflict in some}))
    hard = some[0].hard
    return PlanNote(row, hard, _text(some, dates), dates, _stand_in(plan, row, dates, hard=hard))


def _text(some: list[Conflict], dates: tuple[date, ...]) -> str:
    first = some[0]
    if len(some) == 1:
        return sentence(first)
    what = f"{word(first.kind)} {on_days(dates)}".removesuffix(".")
    if first.hard and first.subjects[0].label:
        return f"{first.subjects[0].label}: {what}."
    return f"{what[0].upper()}{what[1:]}."


def _stand_in(plan: CoursePlan, row: str, dates: Iterable[date], *, hard: bool) -> Choice | None:
    chosen = {"room": plan.room, "teacher": plan.teacher}.get(row)
    choices = {"room": plan.rooms, "teacher": plan.teachers}.get(row, ())
    if not hard:
        return None
    wanted = list(dates)
    for choice in choices:
        other = chosen is None or choice.id != chosen.id
        if other and suits(choice) and all(free_on(choice, day) for day in wanted):
            return choice
    return None
