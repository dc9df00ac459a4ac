"""What was answered on an evaluation sheet, from the state of each of its boxes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from kursplaner.scanning.boxes import Box

_ALIKE: Final = 0.75
"""Two ticks of one pen are this much alike at least; else one may be dirt."""
AnswerState: TypeAlias = Literal["answered", "blank", "several", "doubtful"]


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a question.

    Attributes:
        step: which of its boxes, from 0; None where none counts.
        state: "several" where more than one box is ticked; "doubtful" is for a person to decide.
        proposal: what a doubtful one most likely says.
    """

    step: int | None
    state: AnswerState
    proposal: int | None = None


def answer(boxes: Mapping[int, Box]) -> Answer:
    """Return the answer of a question's boxes, by step.

    A box ticked and then filled in completely is taken back; a stroke that only reaches in from
    elsewhere counts nothing beside a clear tick.
    """
    ticked = [step for step, box in boxes.items() if box.state == "ticked"]
    unsure = [step for step, box in boxes.items() if box.state == "doubtful"]
    grazed = [step for step, box in boxes.items() if box.state == "grazed"]
    filled = [step for step, box in boxes.items() if box.state == "filled"]
    if len(ticked) == 1 and not unsure:
        return Answer(ticked[0], "answered")
    if len(ticked) > 1 and not unsure:
        strong = max(ticked, key=lambda step: (boxes[step].peak, boxes[step].cover))
        alike = min(boxes[step].peak for step in ticked) >= _ALIKE * boxes[strong].peak
        return Answer(None, "several" if alike else "doubtful", strong)
    candidates = [*ticked, *unsure, *grazed, *filled]
    if candidates and (unsure or grazed or len(filled) == 1):
        return Answer(None, "doubtful", candidates[0])
    return Answer(None, "blank")
