"""From what was chosen to changes of the file, in an order in which nobody is wanted twice."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from kursplaner.planning.drafts.draft_changes import (
    ChangeCarer,
    ChangeRide,
    ChangeSlotRoom,
    DraftChange,
    Rearrange,
    Substitute,
)
from kursplaner.planning.lessons.moving_together import LessonMove
from kursplaner.planning.timetable.mending.units import Chosen, Part, Role, Unit
from kursplaner.store.whereabouts import CHILDCARE, RIDE

Exchange = tuple[str, int, int]
"""Source, who goes and who comes."""


def differs(unit: Unit, chosen: Chosen) -> bool:
    """Tell whether anything changes."""
    now = tuple(role.current for role in unit.roles)
    return chosen.start != unit.starts or chosen.resources != now


def moves_of(pairs: Sequence[tuple[Unit, Chosen]]) -> tuple[LessonMove, ...]:
    """Return the moves of lessons: another time, room or teacher."""
    return tuple(move for unit, chosen in pairs for move in _move(unit, chosen))


def changes_of(
    pairs: Sequence[tuple[Unit, Chosen]], moves: tuple[LessonMove, ...] | None = None
) -> tuple[DraftChange, ...]:
    """Return all changes; `moves` are those of the lessons, with others that move beside them.

    What goes along to another time first lets go of whoever does not, then finds the others.
    """
    lessons = moves_of(pairs) if moves is None else moves
    lets_go = [change for unit, chosen in pairs for change in _lets_go(unit, chosen)]
    comes = [change for unit, chosen in pairs for change in _comes(unit, chosen)]
    rearranged = (Rearrange(lessons),) if lessons else ()
    return (*lets_go, *rearranged, *_in_place(pairs), *comes)


def _changed(unit: Unit, chosen: Chosen) -> Iterator[tuple[Role, int | None]]:
    for role, who in zip(unit.roles, chosen.resources, strict=True):
        if who != role.current:
            yield role, who


def _move(unit: Unit, chosen: Chosen) -> Iterator[LessonMove]:
    if unit.lesson_id is None:
        return
    room = next(
        (
            who
            for role, who in zip(unit.roles, chosen.resources, strict=True)
            if role.part is Part.ROOM
        ),
        None,
    )
    changed = list(_changed(unit, chosen))
    teacher = next(((who, r.current) for r, who in changed if r.part is Part.TEACHER), None)
    other_room = any(role.part is Part.ROOM for role, _ in changed)
    if chosen.start != unit.starts or other_room or teacher is not None:
        ends = chosen.start + unit.ends - unit.starts
        yield LessonMove(unit.lesson_id, chosen.start, ends, room, *(teacher or (None, None)))


def _in_place(pairs: Sequence[tuple[Unit, Chosen]]) -> Iterator[DraftChange]:
    """Yield who stands in at the same time, together where it is the same exchange."""
    found: dict[Exchange, list[int]] = defaultdict(list)
    for unit, chosen in pairs:
        several = False
        for role, who in _changed(unit, chosen):
            if role.part is Part.ROOM or (role.part is Part.TEACHER and not several):
                several = several or role.part is Part.TEACHER
                continue
            still = chosen.start == unit.starts or role.part is Part.TEACHER
            if still and role.current is not None and who is not None:
                found[role.source, role.current, who].append(role.record_id)
    for (source, goes, comes), ids in found.items():
        yield Substitute(source, tuple(ids), goes, comes)


def _lets_go(unit: Unit, chosen: Chosen) -> Iterator[DraftChange]:
    if chosen.start == unit.starts:
        return
    for role, _ in _changed(unit, chosen):
        if role.source in (CHILDCARE, RIDE) and role.current is not None:
            yield Substitute(role.source, (role.record_id,), role.current, None)


def _comes(unit: Unit, chosen: Chosen) -> Iterator[DraftChange]:
    """Yield who comes where nobody was, or where somebody was let go."""
    rides: dict[int, dict[Part, int | None]] = defaultdict(dict)
    moved = chosen.start != unit.starts
    for role, who in zip(unit.roles, chosen.resources, strict=True):
        comes = who != role.current and (moved or role.current is None)
        if role.part is Part.CARER and comes:
            yield ChangeCarer(role.record_id, who)
        elif role.part is Part.CHILDCARE_ROOM and comes:
            yield ChangeSlotRoom(role.record_id, who)
        elif role.source == RIDE:
            rides[role.record_id][role.part] = who
    changing = {
        role.record_id
        for role, _ in _changed(unit, chosen)
        if role.source == RIDE and (moved or role.current is None)
    }
    for key in sorted(changing):
        yield ChangeRide(key, rides[key].get(Part.VEHICLE), rides[key].get(Part.DRIVER))
