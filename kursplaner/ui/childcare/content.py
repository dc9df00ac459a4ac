"""The board's day as the ratio strip wants it: minutes of the day, words, states."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal, cast

from kursplaner.basics.spans import minute_of
from kursplaner.desk.childcare_board import CareBoard
from kursplaner.desk.wording import childcare as words
from kursplaner.desk.wording.words import names
from kursplaner.desk.wording.words.counts import counted, listed
from kursplaner.domain.kinds.counting import PLACES_TAKEN
from kursplaner.planning.childcare.day_ratio import RatioStep
from kursplaner.store.queries.childcare import SlotRow
from kursplaner.ui.widgets import Bar, RatioCell, RatioContent, Shift, ShiftTime, folded

MOST_CELLS = 14


def ratio_content(board: CareBoard, now: int | None, *, hidden: bool) -> RatioContent:
    """Return what the strip shows; `now` is a minute of the day, None on another day."""
    start, step = minute_of(board.day), board.step_minutes
    spans = [_whole(slot, start, step) for slot in board.slots]
    cells = [
        _cell(ratio_step, start, step)
        for slot in board.slots
        for ratio_step in board.steps[slot.id]
    ]
    return RatioContent(
        events=tuple(_event(slot, start) for slot in board.slots),
        cells=tuple(cells if len(cells) <= MOST_CELLS else _merged(cells)),
        shifts=_shifts(board, start, hidden=hidden),
        now=now,
        segments=folded(spans, margin=0),
    )


def _merged(cells: list[RatioCell]) -> list[RatioCell]:
    """Join half hours in which nothing changes, so that a long day stays readable."""
    found: list[RatioCell] = []
    for cell in cells:
        last = found[-1] if found else None
        if (
            last
            and last.ends == cell.starts
            and (last.words, last.state)
            == (
                cell.words,
                cell.state,
            )
        ):
            found[-1] = replace(last, ends=cell.ends)
        else:
            found.append(cell)
    return found


def _whole(slot: SlotRow, start: int, step: int) -> tuple[int, int]:
    return (slot.starts - start) // step * step, -(-(slot.ends - start) // step) * step


def _event(slot: SlotRow, start: int) -> Bar:
    children = sum(child.status in PLACES_TAKEN for child in slot.children)
    parts = (listed(slot.courses), counted(children, "child"), slot.room or "ohne Raum")
    text = " · ".join(part for part in parts if part)
    return Bar(slot.id, slot.starts - start, slot.ends - start, text, slot.colour, text)


def _cell(ratio_step: RatioStep, start: int, step: int) -> RatioCell:
    starts, ends = (
        (ratio_step.starts - start) // step * step,
        -(-(ratio_step.ends - start) // step) * step,
    )
    numbers = f"{words.places(ratio_step.weight)}/{words.places(ratio_step.allowed)}"
    state = cast("Literal['good', 'full', 'over']", ratio_step.state)
    taken, allowed = ratio_step.weight // 10, ratio_step.allowed // 10
    return RatioCell(starts, ends, taken, allowed, state, words.free_text(ratio_step.free), numbers)


def _shifts(board: CareBoard, start: int, *, hidden: bool) -> tuple[Shift, ...]:
    """Return one line a carer; where her time ends in a gap, it says that she is missing."""
    spans: dict[int, list[ShiftTime]] = {}
    titles: dict[int, str] = {}
    for slot in board.slots:
        for carer in slot.carers:
            titles[carer.person_id] = shown(carer.name, hidden=hidden)
            line = spans.setdefault(carer.person_id, [])
            line.append(ShiftTime(carer.starts - start, carer.ends - start))
            if board.slot is slot and any(step.starts >= carer.ends for step in board.gap):
                line.append(ShiftTime(carer.ends - start, slot.ends - start, "fehlt", missing=True))
    return tuple(Shift(titles[key], tuple(line)) for key, line in spans.items())


def shown(name: str, *, hidden: bool) -> str:
    """Return "Rima H.", or initials while names are hidden."""
    return names.initials(name) if hidden else names.short(name)
