"""Letting a waiting list move up from the window: as one act, or offered after places got free."""

from __future__ import annotations

from kursplaner.desk.wording.waiting import moved_text
from kursplaner.domain.kinds import ActKind
from kursplaner.planning.enrolments import moving_up
from kursplaner.planning.enrolments.moving_up import Chance
from kursplaner.ui.acts import act
from kursplaner.ui.context import AppContext
from kursplaner.ui.widgets.pages.notice_bar import Offer


def move_up_all(context: AppContext, chance: Chance) -> None:
    """Enrol all who fit together, in the order of the list; one act."""
    subjects = [("course", chance.course_id)]
    subjects += [("person", waiting.person_id) for waiting in chance.fitting]
    keys = [waiting.enrolment_id for waiting in chance.fitting]
    act(
        context,
        ActKind.MOVED_UP,
        lambda db: moving_up.move_up_together(db, keys, chance.day),
        moved_text(len(keys)),
        subjects,
    )


def tell(context: AppContext, text: str, course_id: int) -> None:
    """Tell what was done, with a button where somebody of the waiting list fits now."""
    with context.workspace.read() as db:
        chance = moving_up.chance(db, course_id, context.today())
    offer: Offer | None = None
    if chance.fitting:
        offer = f"{len(chance.fitting)} nachrücken lassen", lambda: move_up_all(context, chance)
    context.notice(text, undo=True, offer=offer)
