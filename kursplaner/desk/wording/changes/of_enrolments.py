"""What the correction of an enrolment does, in a few lines for window and shell."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from kursplaner.basics.spans import day_of
from kursplaner.desk.wording.words import days
from kursplaner.desk.wording.words.closing import NOTHING
from kursplaner.desk.wording.words.counts import counted, listed
from kursplaner.desk.wording.words.kinds import said
from kursplaner.domain.kinds import Direction, LeaveReason, Way
from kursplaner.planning.enrolments import date_patterns

if TYPE_CHECKING:
    from kursplaner.planning.enrolments.correcting import EnrolmentCorrection, EnrolmentWish
    from kursplaner.planning.enrolments.date_patterns import Dated

Names = Mapping[tuple[str, int], str]
PATTERNS = {
    date_patterns.ALL: "alle",
    date_patterns.NONE: "keine",
    date_patterns.ODD_WEEKS: "jede zweite Woche, mit der ersten",
    date_patterns.EVEN_WEEKS: "jede zweite Woche, ohne die erste",
}


def pattern_text(key: str) -> str:
    """Return what a pattern of dates is called: "nur Di", "jede zweite Woche, mit der ersten"."""
    if key.startswith(date_patterns.WEEKDAY):
        return f"nur {days.weekday(int(key.removeprefix(date_patterns.WEEKDAY)))}"
    return PATTERNS.get(key, "einzeln gewählt")


def dates_text(lessons: Sequence["Dated"], only: Iterable[int] | None) -> str:
    """Return which of the lessons to come somebody comes to: "alle", "nur Di", "4 von 9"."""
    known = None if only is None else frozenset(only)
    key = date_patterns.pattern_of(lessons, known)
    if key != date_patterns.SOME:
        return pattern_text(key)
    return f"{len((known or frozenset()) & {row.id for row in lessons})} von {len(lessons)}"


def enrolment_lines(
    plan: "EnrolmentCorrection", lessons: Sequence["Dated"], names: Names, moved: Sequence[str] = ()
) -> list[str]:
    """Return what a correction does; `lessons` are those to come, `moved` the rides laid anew."""
    if plan.empty:
        return [NOTHING]
    before, after = plan.before, plan.wish
    pairs = [
        ("Im Kurs ab", _day(before.draft.from_day), _day(after.draft.from_day)),
        (
            "Termine",
            dates_text(lessons, before.draft.only_lessons),
            dates_text(lessons, after.draft.only_lessons),
        ),
        ("Weg", way_text(before, names, lessons), way_text(after, names, lessons)),
        ("Kinder in der Betreuung", _children(before, names), _children(after, names)),
        ("Grund", _reason(before), _reason(after)),
        ("Bemerkung", before.draft.note or "keine", after.draft.note.strip() or "keine"),
    ]
    told = [f"{label}: {old} → {new}" for label, old, new in pairs if old != new]
    return [*told, *_counts(plan), *moved]


def way_text(wish: "EnrolmentWish", names: Names, lessons: Sequence["Dated"] = ()) -> str:
    """Return how somebody comes: "Fahrdienst ab Oelsnitz, nur Hinfahrt, nur Di, mit Rollstuhl"."""
    draft = wish.draft
    if draft.way is not Way.SHUTTLE or draft.stop_id is None:
        return said(Way, draft.way.value)
    parts = [f"{said(Way, draft.way.value)} ab {names.get(('stop', draft.stop_id), '')}"]
    if len(draft.directions) == 1:
        parts.append(f"nur {said(Direction, next(iter(draft.directions)).value)}")
    if draft.ride_days is not None:
        held = {day_of(lesson.starts).weekday() for lesson in lessons}
        parts.append(f"nur {listed(days.weekday(day) for day in sorted(draft.ride_days & held))}")
    parts += ["mit Rollstuhl"] if draft.wheelchair else []
    parts += ["mit Kinderwagen"] if draft.pram else []
    return ", ".join(parts)


def _children(wish: "EnrolmentWish", names: Names) -> str:
    some = (child.person_id for child in wish.draft.children if child.childcare)
    return listed(names.get(("person", key), "") for key in some) or "keine"


def _reason(wish: "EnrolmentWish") -> str:
    parts = (
        said(LeaveReason, wish.reason.value if wish.reason else None),
        wish.reason_note.strip(),
    )
    return ", ".join(part for part in parts if part) or "keiner"


def _day(day: date | None) -> str:
    return days.short_day(day) if day is not None else "offen"


def _counts(plan: "EnrolmentCorrection") -> Iterator[str]:
    """Tell how many places and seats come, and become free."""
    for table, noun, where in (
        ("childcare_place", "place", "in der Betreuung"),
        ("ride_seat", "seat", "in Fahrten"),
    ):
        new, gone = plan.count(table, new=True), plan.count(table, new=False)
        if new:
            yield f"{counted(new, noun)} {where} {'kommt' if new == 1 else 'kommen'} dazu."
        if gone:
            yield f"{counted(gone, noun)} {where} {'wird' if gone == 1 else 'werden'} frei."
