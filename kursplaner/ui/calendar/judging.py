"""Says of every place, while a lesson is dragged, whether it takes it: asked once, at the start."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from kursplaner.basics.errors import KursplanerError
from kursplaner.desk.wording.conflicts.sentences import sentence
from kursplaner.planning.lessons.places_in_a_week import Verdict as Judgement
from kursplaner.planning.lessons.places_in_a_week import VerdictState, verdicts
from kursplaner.planning.lessons.staffing import StandIn
from kursplaner.ui.context import AppContext
from kursplaner.ui.widgets import CalendarBlock, Verdict

FREE = Verdict("free")
JUDGED_LANES = frozenset({"rooms", "teachers"})
PAST = Verdict("taken", "vorbei")
Judge = Callable[[date, int, str], Verdict]
Places = Mapping[tuple[date, int], Judgement]


def judge_of(
    context: AppContext, block: CalendarBlock, shown: tuple[date, date], lanes: str
) -> Judge:
    """Return what says of every place whether it takes the lesson; room lanes count."""
    lesson_id = block.key
    if not isinstance(lesson_id, int):
        return lambda _day, _minute, _lane: FREE
    known: dict[int | None, Places] = {}

    def say(day: date, minute: int, lane: str) -> Verdict:
        key = int(lane) if lanes in JUDGED_LANES and lane.isdigit() else None
        key = None if lane == block.lane else key
        if key not in known:
            room = key if lanes == "rooms" else None
            goes = int(block.lane) if block.lane.isdigit() else None
            stand_in = StandIn(key, goes) if key and lanes == "teachers" else None
            known[key] = _places(context, lesson_id, shown, room, stand_in)
        return _verdict(known[key].get((day, minute)))

    say(block.day, block.starts, block.lane)
    return say


def _places(
    context: AppContext,
    lesson_id: int,
    shown: tuple[date, date],
    room: int | None,
    stand_in: StandIn | None,
) -> Places:
    try:
        with context.workspace.read() as db:
            return verdicts(db, lesson_id, *shown, room_id=room, stand_in=stand_in)
    except KursplanerError:
        return {}


def _verdict(found: Judgement | None) -> Verdict:
    if found is None or found.state is VerdictState.FREE:
        return FREE
    if found.state is VerdictState.PAST:
        return PAST
    reason = sentence(found.why[0]) if found.why else ""
    return Verdict("soft" if found.state is VerdictState.SOFT else "taken", reason)
