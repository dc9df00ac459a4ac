"""The board's children and carers as words for its columns."""

from __future__ import annotations

from typing import cast

from kursplaner.desk.childcare_board import CareBoard
from kursplaner.desk.wording import childcare as words
from kursplaner.desk.wording.words import days
from kursplaner.desk.wording.words.counts import counted
from kursplaner.desk.wording.words.languages import languages_text
from kursplaner.domain.kinds import PlaceStatus
from kursplaner.domain.kinds.counting import PLACES_IN_CARE
from kursplaner.store.queries.childcare import SlotCarer, SlotChild
from kursplaner.ui.childcare.cards import ChildWords
from kursplaner.ui.childcare.columns import ColumnWords
from kursplaner.ui.childcare.content import shown
from kursplaner.ui.widgets.texts import PillTone, Tone

ONE_CHILD = 10


def column_words(board: CareBoard, now: int | None, *, hidden: bool) -> list[ColumnWords]:
    """Return the carers' columns and that of those without; `now` is an absolute minute."""
    slot = board.slot
    if slot is None:
        return []
    found = [_carer(board, carer, now, hidden=hidden) for carer in slot.carers]
    return [*found, _others(board, now, hidden=hidden)]


def child_words(board: CareBoard, child: SlotChild, now: int | None, *, hidden: bool) -> ChildWords:
    """Return what a child's card says."""
    starts = board.slot.starts if board.slot else 0
    ends = board.slot.ends if board.slot else 0
    icon, tone, state, detail = words.child_state(child, starts, now)
    if hidden and child.status != PlaceStatus.PLANNED:
        detail = detail.partition(", ")[0]
    weight = board.weights[child.place_id]
    return ChildWords(
        child.place_id,
        shown(child.name, hidden=hidden),
        words.short_age(child.birth_date, board.day),
        icon,
        cast("Tone", tone),
        state,
        detail,
        languages_text(child.languages),
        f"bis {days.clock(ends)}",
        f"zählt {words.places(weight)}" if weight != ONE_CHILD else "",
        child.has_health_note,
        child.status == PlaceStatus.PLANNED,
        child.status not in PLACES_IN_CARE,
    )


def _carer(board: CareBoard, carer: SlotCarer, now: int | None, *, hidden: bool) -> ColumnWords:
    load = board.load(carer.person_id)
    free = board.per_carer - load
    tone: PillTone = "bad" if free < 0 else "warning" if free < ONE_CHILD else "good"
    children = tuple(
        child_words(board, child, now, hidden=hidden) for child in board.of_carer(carer.person_id)
    )
    starts = board.slot.starts if board.slot else carer.starts
    late = f"ab {days.clock(carer.starts)}, " if carer.starts > starts else ""
    return ColumnWords(
        carer.person_id,
        shown(carer.name, hidden=hidden),
        f"{late}bis {days.clock(carer.ends)}",
        words.of_places(load, board.per_carer),
        tone,
        children,
        max(0, free // ONE_CHILD),
        empty="Voll, kein Platz für ein weiteres Kind" if free < ONE_CHILD else "",
    )


def _others(board: CareBoard, now: int | None, *, hidden: bool) -> ColumnWords:
    waiting = board.of_carer(None)
    groups = tuple(
        (
            title,
            tuple(
                child_words(board, child, now, hidden=hidden) for child in board.with_status(status)
            ),
        )
        for title, status in (
            ("Schon abgeholt", PlaceStatus.COLLECTED),
            ("Heute entschuldigt", PlaceStatus.EXCUSED),
        )
    )
    return ColumnWords(
        None,
        "Nicht zugeteilt",
        "oder nicht mehr da",
        counted(len(waiting), "child") if waiting else "",
        "bad",
        tuple(child_words(board, child, now, hidden=hidden) for child in waiting),
        groups=groups,
        help=_help(board, len(waiting), hidden=hidden),
        empty=_nobody(board) if waiting else "Alle Kinder sind zugeteilt",
    )


def _nobody(board: CareBoard) -> str:
    """Return that some fit with nobody; then only a hand may decide."""
    left = len(board.sharing.left)
    if not left:
        return ""
    return f"{counted(left, 'child')}: bei niemandem Platz im Schlüssel"


def _help(board: CareBoard, waiting: int, *, hidden: bool) -> str:
    """Return the button's words: to whom the one child goes, or that all are shared out."""
    carers = board.slot.carers if board.slot else ()
    if not waiting or not board.sharing.carers:
        return ""
    given = board.sharing.carers
    if waiting > 1:
        return f"{len(given)} von {waiting} verteilen" if board.sharing.left else _all(waiting)
    best = next((carer for carer in carers if carer.person_id in given.values()), None)
    if best is None:
        return ""
    free = board.per_carer - board.load(best.person_id)
    return f"Zu {shown(best.name, hidden=hidden)}, {words.free_text(free)}"


def _all(waiting: int) -> str:
    return f"Alle {waiting} verteilen"
