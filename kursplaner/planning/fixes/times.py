"""Ideas in time: earlier, later, another day, shorter, in each other's place, not at all."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta

from kursplaner.basics.settings import WEEKDAYS
from kursplaner.basics.spans import DAY_MINUTES, day_of, minute_of, minute_of_day
from kursplaner.domain.kinds import CancelReason, ClosureReason, ConflictKind
from kursplaner.domain.weekly_times import step_minutes
from kursplaner.planning.drafts.draft_changes import CancelLessons, Rearrange
from kursplaner.planning.fixes.facts import FixFacts
from kursplaner.planning.fixes.situation import ROOM, FixKind, Idea, Record, Situation, day_start
from kursplaner.planning.lessons import swapping
from kursplaner.planning.lessons.moving_together import LessonMove
from kursplaner.planning.lessons.places_in_a_week import Place, Verdict, VerdictState, open_places
from kursplaner.store.queries.lessons.bundles import LessonRow
from kursplaner.store.queries.lessons.lessons_around import lessons_around
from kursplaner.store.whereabouts import CHILDCARE, RIDE

LOOK_DAYS = 7
"""How far another day is looked for: a week, so that the course keeps its pace."""
STEP_MINUTES = 30
"""Lessons begin at whole or half hours where they are moved anyway."""
OTHER_DAYS = 3
SWAPS = 2
LONGEST_CUT = 90
"""Minutes that a lesson may lose: two units; more is a cancellation."""
UNJUDGED = frozenset(
    (
        *(ConflictKind.PARTICIPANT, ConflictKind.CHILD, ConflictKind.GUARDIAN),
        *(ConflictKind.NEVER_TOGETHER, ConflictKind.TRAVEL, ConflictKind.FAMILY_CHAIN),
    )
)
"""Kinds that the verdicts of places do not know; a small shift seldom solves them."""
RANK_LATER, RANK_DAY, RANK_SWAP, RANK_SHORTEN = 20, 60, 90, 70
RANK_MADE_UP, RANK_CANCEL = 200, 300
CLOSED_BECAUSE = {
    ClosureReason.STRIKE.value: CancelReason.STRIKE,
    ClosureReason.WEATHER.value: CancelReason.SNOW,
    ClosureReason.HOLIDAY.value: CancelReason.HOLIDAY,
}


def other_times(situation: Situation) -> Iterator[Idea]:
    """Yield other beginnings on the same day, and the nearest other days, of each lesson."""
    for row in situation.lessons[:2]:
        found = _places(situation, row)
        yield from _same_day(situation, row, found)
        yield from _other_days(situation, row, found)


def _places(situation: Situation, row: LessonRow) -> dict[Place, Verdict]:
    first = max(day_of(row.starts) - timedelta(days=1), day_of(situation.now))
    last = day_of(row.starts) + timedelta(days=LOOK_DAYS)
    found = open_places(situation.db, row.id, first, last, STEP_MINUTES)
    weekdays, (earliest, latest) = _usual(situation, row)
    usual = {
        (day, at): verdict
        for (day, at), verdict in found.items()
        if day.weekday() in weekdays and earliest <= at <= latest
    }
    free = {
        place: verdict for place, verdict in usual.items() if verdict.state is VerdictState.FREE
    }
    soft = {
        place: verdict for place, verdict in usual.items() if verdict.state is VerdictState.SOFT
    }
    return free or soft


def _usual(situation: Situation, row: LessonRow) -> tuple[frozenset[int], tuple[int, int]]:
    """Return when people may be asked to come: the town's weekdays and hours, or the lesson's."""
    settings, own = situation.settings, minute_of_day(row.starts)
    weekdays = map(WEEKDAYS.index, settings.text("timetable.weekdays").split())
    latest = settings.number("timetable.day_ends") - (row.ends - row.starts)
    begins = min(own, settings.number("timetable.day_starts")), max(own, latest)
    return frozenset((*weekdays, day_of(row.starts).weekday())), begins


def _same_day(situation: Situation, row: LessonRow, found: Iterable[Place]) -> Iterator[Idea]:
    starts = sorted(minute_of(day, at) for day, at in found if day == day_of(row.starts))
    conflict = situation.conflict
    least = conflict.ends - conflict.starts if conflict.kind in UNJUDGED else 1
    later = next((at for at in starts if at >= row.starts + least), None)
    earlier = next((at for at in reversed(starts) if at <= row.starts - least), None)
    for at in (later, earlier):
        if at is not None:
            yield _moved(situation, FixKind.OTHER_TIME, row, at)


def _other_days(situation: Situation, row: LessonRow, found: Iterable[Place]) -> Iterator[Idea]:
    """Yield the nearest days, at the same time of the day where that is free."""
    by_day: dict[object, list[int]] = {}
    for day, at in found:
        if day != day_of(row.starts):
            by_day.setdefault(day, []).append(minute_of(day, at))
    usual = minute_of_day(row.starts)
    nearest = [min(some, key=lambda at: abs(minute_of_day(at) - usual)) for some in by_day.values()]
    for at in sorted(nearest, key=lambda at: abs(at - row.starts))[:OTHER_DAYS]:
        yield _moved(situation, FixKind.OTHER_DAY, row, at)


def _moved(situation: Situation, kind: FixKind, row: LessonRow, at: int) -> Idea:
    move = LessonMove(row.id, at, at + row.ends - row.starts, row.room_id)
    days = abs(minute_of(day_of(at)) - minute_of(day_of(row.starts))) // DAY_MINUTES
    far = days * 5 + abs(minute_of_day(at) - minute_of_day(row.starts)) // 30
    rank = RANK_DAY if kind is FixKind.OTHER_DAY else RANK_LATER
    facts: FixFacts = {**situation.told(row), "from": row.starts, "to": at, "ends": move.ends}
    return Idea(kind, (Rearrange((move,)),), facts, rank + far)


def shortened(situation: Situation) -> Iterator[Idea]:
    """Yield a lesson that ends earlier or begins later by whole units, out of the other's way."""
    conflict = situation.conflict
    for record in situation.records:
        early, late = conflict.ends - record.starts, record.ends - conflict.starts
        for row in situation.lessons_of(record):
            if late > 0 and (late < early or conflict.ends >= record.ends):
                yield from _cut(situation, row, late, at_end=True)
            elif early > 0:
                yield from _cut(situation, row, early, at_end=False)


def _cut(situation: Situation, row: LessonRow, lost: int, *, at_end: bool) -> Iterator[Idea]:
    step = step_minutes(situation.course(row).unit_minutes)
    cut = -(-lost // step) * step
    if cut > LONGEST_CUT or row.teaching_minutes - cut < step:
        return
    starts, ends = (row.starts, row.ends - cut) if at_end else (row.starts + cut, row.ends)
    facts: FixFacts = {
        **situation.told(row),
        "minutes": cut,
        "at_end": at_end,
        "from": starts,
        "ends": ends,
    }
    move = LessonMove(row.id, starts, ends, row.room_id)
    yield Idea(FixKind.SHORTEN, (Rearrange((move,)),), facts, RANK_SHORTEN + cut)


def swapped_lessons(situation: Situation) -> Iterator[Idea]:
    """Yield a swap with another lesson of the same length, the nearest first."""
    for row in situation.lessons[:2]:
        others = [
            other
            for other in lessons_around(
                situation.db,
                max(situation.now, day_start(row) - DAY_MINUTES),
                day_start(row) + 2880,
            )
            if other.course_id != row.course_id
            and other.ends - other.starts == row.ends - row.starts
            and abs(other.starts - row.starts) >= row.ends - row.starts
        ]
        others.sort(key=lambda other: abs(other.starts - row.starts))
        for other in others[:SWAPS]:
            pair = swapping.swapped(situation.db, row.id, other.id)
            facts: FixFacts = {**situation.told(row), "other": other.id, "other_title": other.title}
            facts |= {"to": other.starts, "ends": other.ends}
            yield Idea(FixKind.SWAP_LESSONS, (Rearrange(pair),), facts, RANK_SWAP)


def cancelled(situation: Situation) -> Iterator[Idea]:
    """Yield the lesson cancelled and made up at the end, and cancelled for good."""
    for row in situation.lessons[:2]:
        reason = _reason(situation).value
        facts: FixFacts = {**situation.told(row), "from": row.starts, "ends": row.ends}
        made_up = CancelLessons((row.id,), reason, make_up=True)
        yield Idea(FixKind.CANCEL_MADE_UP, (made_up,), facts, RANK_MADE_UP)
        yield Idea(FixKind.CANCEL, (CancelLessons((row.id,), reason),), facts, RANK_CANCEL)


def _reason(situation: Situation) -> CancelReason:
    conflict = situation.conflict
    if conflict.kind in (ConflictKind.HOLIDAY, ConflictKind.CLOSING_DAY):
        return CancelReason.HOLIDAY
    if conflict.kind is not ConflictKind.CLOSURE:
        return CancelReason.OTHER
    because = conflict.facts.get("reason", "")
    if because == ClosureReason.ILL.value:
        return _ill(situation.records)
    if conflict.subjects[0].noun == ROOM:
        return CancelReason.ROOM_CLOSED
    return CLOSED_BECAUSE.get(because, CancelReason.OTHER)


def _ill(records: Sequence[Record]) -> CancelReason:
    sources = {record.source for record in records}
    if RIDE in sources:
        return CancelReason.DRIVER_ILL
    return CancelReason.CARER_ILL if CHILDCARE in sources else CancelReason.TEACHER_ILL
