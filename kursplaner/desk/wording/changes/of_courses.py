"""What other times, a merge or a split would do, in a few lines for window and shell."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from kursplaner.basics.spans import day_of
from kursplaner.desk.wording.changes.consequences import lacking_lines, stay_lines
from kursplaner.desk.wording.course_lines import weekly_times
from kursplaner.desk.wording.words import days
from kursplaner.desk.wording.words.counts import counted, listed, units

if TYPE_CHECKING:
    from kursplaner.planning.courses.merging import MergePlan
    from kursplaner.planning.courses.plan import CoursePlan
    from kursplaner.planning.courses.splitting import SplitPlan
    from kursplaner.planning.lessons.changing import LessonPlan
    from kursplaner.planning.lessons.other_times import TimesWish

MOST_NAMED = 12
MOST_ADDED = 3


def times_lines(plan: "LessonPlan[TimesWish]", unit_minutes: int) -> list[str]:
    """Return what other times would do: what goes along, units before and after, the end."""
    return [
        _along_line(plan),
        _units_line(plan, unit_minutes),
        *_added_lines(plan, unit_minutes),
        *stay_lines(plan.untouched),
    ]


def _along_line(plan: "LessonPlan[TimesWish]") -> str:
    moved = plan.moved
    also = [
        counted(len(moved.slots), "slot") if moved.slots else "",
        counted(len(moved.rides), "ride") if moved.rides else "",
    ]
    with_ = listed(part for part in also if part)
    lessons = counted(len(moved.lessons), "lesson")
    verb = "bekommt" if len(moved.lessons) == 1 else "bekommen"
    along = f"; {with_} {_verb(also)} mit" if with_ else ""
    return f"{lessons} {verb} andere Zeiten{along}."


def _verb(parts: Sequence[str]) -> str:
    given = [part for part in parts if part]
    return "zieht" if len(given) == 1 and given[0].startswith("1 ") else "ziehen"


def _units_line(plan: "LessonPlan[TimesWish]", unit_minutes: int) -> str:
    before = units(plan.minutes_before, unit_minutes)
    if not plan.missing_minutes:
        return f"Der Umfang bleibt: {before}".removesuffix(".") + "."
    after = units(plan.minutes_after, unit_minutes)
    apart = units(abs(plan.missing_minutes), unit_minutes)
    lacks = "es fehlt" if apart.startswith("1 ") else "es fehlen"
    more = lacks if plan.missing_minutes > 0 else "mehr als geplant:"
    return f"In diesen Terminen {after} statt {before}; {more} {apart}".removesuffix(".") + "."


def _added_lines(plan: "LessonPlan[TimesWish]", unit_minutes: int) -> list[str]:
    if not plan.added:
        return []
    shown = [days.when(made_up.starts, made_up.ends) for made_up in plan.added[:MOST_ADDED]]
    rest = len(plan.added) - len(shown)
    more = f" und {rest} weitere" if rest else ""
    count = counted(len(plan.added), "lesson")
    taught = units(plan.added_minutes, unit_minutes)
    verb = "kommt" if len(plan.added) == 1 else "kommen"
    first = f"Am Ende {verb} {count} dazu ({taught}): {'; '.join(shown)}{more}."
    return [first, *lacking_lines(pair for made_up in plan.added for pair in made_up.lacking)]


def merge_lines(plan: "MergePlan", names: Mapping[int, str], numbers: tuple[str, str]) -> list[str]:
    """Return what a merge would do; `numbers` are those of the course that ends and that stays."""
    goes, stays = numbers
    wish = plan.wish
    lines = [_people_line(plan, names, f"von {goes} nach {stays}")]
    if plan.already:
        lines.append(f"Schon in {stays}: {_named(plan.already, names)}.")
    if plan.waiting:
        verb = "steht" if len(plan.waiting) == 1 else "stehen"
        people = counted(len(plan.waiting), "person")
        lines.append(f"{people} {verb} dann auf der Warteliste von {stays}, hinter den anderen.")
    if plan.cancelled:
        verb = "entfällt" if len(plan.cancelled) == 1 else "entfallen"
        lessons = counted(len(plan.cancelled), "lesson")
        lines.append(f"Von {goes} {verb} {lessons} ab {days.short_day(wish.day)}; was war, bleibt.")
    lines += _brought_lines(plan, stays)
    left = [units(m, u) for m, u in zip(plan.minutes_left, plan.unit_minutes, strict=True)]
    lines.append(f"Noch geplant: {goes} {left[0]}, {stays} {left[1]}.")
    if plan.grants_differ:
        lines.append(
            "Die Kurse gehören zu verschiedenen Zuwendungen: Bisheriges bleibt bei seiner,"
            f" Künftiges zählt bei {stays}. Bitte klären Sie das mit den Zuwendungsgebern."
        )
    return [*lines, *stay_lines(plan.untouched)]


def _people_line(plan: "MergePlan", names: Mapping[int, str], way: str) -> str:
    if not plan.people:
        return f"Niemand wechselt {way}."
    children = sum(carried.children for carried in plan.people)
    count = counted(len(plan.people), "person")
    also = f" mit {counted(children, 'child', dative=True)}" if children else ""
    verb = "wechselt" if len(plan.people) == 1 else "wechseln"
    who = _named([carried.person_id for carried in plan.people], names)
    return f"{count}{also} {verb} ab {days.short_day(plan.wish.day)} {way}: {who}."


def _brought_lines(plan: "MergePlan", stays: str) -> list[str]:
    parts = [
        counted(plan.carers, "carer") if plan.carers else "",
        counted(plan.slots, "slot") if plan.slots else "",
        counted(plan.rides, "ride") if plan.rides else "",
    ]
    given = [part for part in parts if part]
    if not given:
        return []
    verb = "kommt" if len(given) == 1 and given[0].startswith("1 ") else "kommen"
    return [f"{listed(given)} {verb} mit zu {stays}, weil dort der Platz nicht reicht."]


def split_lines(plan: "SplitPlan", names: Mapping[int, str], number: str) -> list[str]:
    """Return what a split of the course with this number would do."""
    course, wish = plan.course, plan.wish
    new = course.draft.number
    count = counted(len(plan.person_ids), "person")
    verb = "wechselt" if len(plan.person_ids) == 1 else "wechseln"
    stay = "bleibt" if plan.staying == 1 else "bleiben"
    who = _named(plan.person_ids, names)
    lines = [
        f"{count} {verb} ab {days.short_day(wish.day)} von {number} nach {new}: {who}.",
        f"In {number} {stay} {counted(plan.staying, 'person')}.",
        _new_course_line(course),
        _services_line(course),
    ]
    if plan.marked:
        lines.append(f"In der Liste von {number} steht am ersten Termin danach W.")
    if plan.waiting:
        waits = counted(plan.waiting, "person")
        verb = "wartet" if plan.waiting == 1 else "warten"
        lines.append(f"{waits} {verb} auf einen Platz in {number}; dort wird Platz frei.")
    return [line for line in lines if line]


def _new_course_line(course: "CoursePlan") -> str:
    draft = course.draft
    taught = units(course.dates.teaching_minutes, draft.unit_minutes)
    lessons = counted(len(course.lessons), "lesson")
    until = days.full_day(course.last_day)
    return f"{draft.number}: {lessons}, {taught}, {weekly_times(draft.weekly)}, bis {until}."


def _services_line(course: "CoursePlan") -> str:
    childcare, rides = course.childcare, course.rides
    room = course.room.name if course.room else "noch offen"
    teacher = course.teacher.name if course.teacher else "noch offen"
    parts = [f"Raum {room}", f"Lehrkraft {teacher}"]
    if childcare is not None:
        carers = listed(carer.name for carer in childcare.carers) or "noch offen"
        parts.append(f"Betreuung {carers}")
    if rides is not None and rides.rides:
        parts.append(counted(len(rides.rides), "ride"))
    return f"{', '.join(parts)}."


def _named(ids: Iterable[int], names: Mapping[int, str]) -> str:
    known = [names.get(key, "") for key in ids]
    shown = known[:MOST_NAMED]
    rest = len(known) - len(shown)
    return f"{'; '.join(shown)} und {rest} weitere" if rest else "; ".join(shown)


def changed_from(plan: "LessonPlan[TimesWish]") -> str:
    """Return the first and last day that change, for a notice."""
    lessons = plan.moved.lessons
    return days.period(day_of(lessons[0].starts), day_of(lessons[-1].starts))
