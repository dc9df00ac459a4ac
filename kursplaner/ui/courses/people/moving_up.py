"""Letting a waiting list move up from the window: as one act, or offered after places got free."""

from __future__ import annotations

from kursplaner.basics.errors import KursplanerError
from kursplaner.desk.wording.waiting import moved_text
from kursplaner.domain.kinds import ActKind
from kursplaner.planning.enrolments import moving_up
from kursplaner.planning.enrolments.moving_up import Chance
from kursplaner.ui.context import AppContext
from kursplaner.ui.widgets.pages.notice_bar import Offer


def move_up_all(context: AppContext, chance: Chance) -> None:
    """Enrol all who fit together, in the order of the list; one act."""
    subjects = [("course", chance.course_id)]
    subjects += [("person", waiting.person_id) for waiting in chance.fitting]
    keys = [waiting.enrolment_id for waiting in chance.fitting]
    try:
        with context.workspace.change(ActKind.MOVED_UP, subjects) as db:
            moving_up.move_up_together(db, keys, chance.day)
    except KursplanerError as error:
        context.problem(error)
        return
    context.notice(moved_text(len(keys)), undo=True)


def offer(context: AppContext, course_id: int) -> Offer | None:
    """Return the button for a notice where somebody of the waiting list fits now."""
    with context.workspace.read() as db:
        chance = moving_up.chance(db, course_id, context.today())
    if not chance.fitting:
        return None
    return f"{len(chance.fitting)} nachrücken lassen", lambda: move_up_all(context, chance)
