"""What a rehearsal or an act changes, in lines: "A1 Frauen: Di 02.03. 9:00–11:30 → Do 04.03. …"."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from kursplaner.desk.wording.changes.records import LessonChange, RideChange, SlotChange, Told
from kursplaner.desk.wording.words import nouns
from kursplaner.desk.wording.words.counts import counted, listed, number
from kursplaner.domain.kinds import Asking, LessonStatus

if TYPE_CHECKING:
    from kursplaner.planning.drafts.rehearsals import Rehearsal
    from kursplaner.store.journal.rehearsal import RowChange
    from kursplaner.store.queries.lessons.touched import TouchedPeople
    from kursplaner.store.session import Db

CANCELLED, FOLLOW_UP = LessonStatus.CANCELLED.value, "follow_up"
TOLD_BY_OTHERS = frozenset(
    (
        *("lesson", "lesson_person", "occupation", "planned_lesson", "attendance_mark"),
        *("childcare_slot", "childcare_slot_lesson", "childcare_slot_carer", "childcare_place"),
        *("ride", "ride_lesson", "ride_stop", "ride_seat", "accepted_conflict"),
    )
)
"""Tables whose rows are told with their lesson, childcare or ride, or that nobody asks about."""


def lines(db: "Db", rehearsal: "Rehearsal", *, hidden: bool = False) -> list[str]:
    """Return one line for each lesson, childcare and ride that the changes touch, by time.

    Childcare and rides that only go along with their lesson are counted in `summary`. With
    `hidden` people are initials.
    """
    return lines_of(db, rehearsal.rows, hidden=hidden)


def lines_of(db: "Db", changes: Sequence["RowChange"], *, hidden: bool = False) -> list[str]:
    """Return the lines for changed rows, also of an act that was done (`rehearsals.apply`)."""
    told = Told(db, changes, hidden=hidden)
    found = [*told.lessons(), *told.slots(), *told.rides()]
    found.sort(key=lambda change: (change.starts, change.rank, change.id))
    return [*(line for change in found if (line := change.line())), *_others(changes)]


def summary(rehearsal: "Rehearsal") -> str:
    """Return "3 Termine, 2 Räume, 4 Kinder, 2 Fahrten ziehen mit; 21 Personen betroffen."."""
    return summary_of(rehearsal.rows, rehearsal.people)


def summary_of(changes: Sequence["RowChange"], people: "TouchedPeople") -> str:
    """Return how much is changed and how many people belong to it, in one line."""
    clauses = [*_clauses(changes, len(people.children))]
    if not clauses:
        return "Nichts ändert sich."
    count = len(people.everybody)
    return f"{', '.join(clauses)}; {counted(count, 'person')} betroffen."


def _clauses(changes: Sequence["RowChange"], children: int) -> Iterator[str]:
    lessons = [LessonChange(change) for change in changes if change.table == "lesson"]
    gone = sum(change.cancelled for change in lessons)
    new = sum(change.new for change in lessons)
    kept = [change for change in lessons if not change.cancelled and not change.new]
    moved = [change for change in kept if change.moved]
    slots = [SlotChange(change) for change in changes if change.table == "childcare_slot"]
    rides = [RideChange(change) for change in changes if change.table == "ride"]
    if not gone and not new:
        counts = _counts(kept, slots, rides, children)
        verb = "" if not moved else " zieht mit" if _single(counts) else " ziehen mit"
        yield from [f"{', '.join(counts)}{verb}"] if counts else []
        return
    if kept:
        yield counted(len(kept), "lesson") + (" ändert sich" if len(kept) == 1 else " ändern sich")
    if gone:
        ended = (
            [change for change in slots if change.cancelled],
            [ride for ride in rides if ride.cancelled],
        )
        beside = _counts([], *ended, children)
        also = f" mit {_dative(beside)}" if beside else ""
        yield f"{counted(gone, 'lesson')} {'fällt' if gone == 1 else 'fallen'} aus{also}"
    if new:
        yield f"{counted(new, 'lesson')} {'kommt' if new == 1 else 'kommen'} dazu"


def _counts(
    lessons: Sequence[LessonChange],
    slots: Sequence[SlotChange],
    rides: Sequence[RideChange],
    children: int,
) -> list[str]:
    rooms = {room for change in (*lessons, *slots) for room in change.rooms}
    counts = (
        (len(lessons), "lesson"),
        (len(rooms) if lessons else 0, "room"),
        (len(slots) if not lessons else 0, "slot"),
        (children if slots else 0, "child"),
        (len(rides), "ride"),
    )
    return [counted(count, key) for count, key in counts if count]


def _single(counts: Sequence[str]) -> bool:
    return len(counts) == 1 and counts[0].startswith("1 ")


def _dative(counts: Iterable[str]) -> str:
    """Return "4 Kindern und 2 Fahrten": the form after "mit"."""
    return listed(
        f"{count}n" if count.endswith("Kinder") else "1 Kind" if count == "1 Kind" else count
        for count in counts
    )


def _others(changes: Iterable["RowChange"]) -> Iterator[str]:
    """Yield one line for each further kind of record: "Anmeldung: 3 geändert, 1 neu"."""
    found: dict[str, Counter[str]] = {}
    to_call: set[object] = set()
    for change in changes:
        if _asks_for_call(change):
            to_call |= {change.after["person_id"]} if change.after is not None else set()
        elif change.table not in TOLD_BY_OTHERS and change.columns:
            word = (
                "neu"
                if change.before is None
                else "gelöscht"
                if change.after is None
                else "geändert"
            )
            found.setdefault(nouns.record(change.table), Counter())[word] += 1
    if to_call:
        yield to_call_line(len(to_call))
    for noun, counter in sorted(found.items()):
        yield f"{noun}: {', '.join(f'{number(count)} {word}' for word, count in counter.items())}"


def _asks_for_call(change: "RowChange") -> bool:
    """Tell whether a row notes that somebody is to be told another date or time."""
    if change.table != FOLLOW_UP:
        return False
    line = str((change.after or change.before or {}).get("line", ""))
    return line.startswith((Asking.TIMES, Asking.DATES))


def to_call_line(count: int) -> str:
    """Return "7 Personen sind anzurufen: Heute, Wiedervorlage"."""
    verb = "ist" if count == 1 else "sind"
    return f"{counted(count, 'person')} {verb} anzurufen: Heute, Wiedervorlage"
