"""Laying out a timetable as window and shell do it: search, try on the file, keep as draft."""

from collections.abc import Callable, Collection
from threading import Event

from kursplaner.desk.wording.timetable import draft_title
from kursplaner.domain.kinds import ActKind
from kursplaner.planning.timetable import laying_out
from kursplaner.planning.timetable.laying_out import TimetablePlan, TimetableWish
from kursplaner.planning.timetable.problem import Progress
from kursplaner.store.workspace import Workspace


def propose(
    workspace: Workspace,
    wish: TimetableWish,
    seconds: float,
    progress: Callable[[Progress], None] | None = None,
    cancel: Event | None = None,
) -> TimetablePlan:
    """Return the best timetable found in the time; the file stays as it is.

    The file is free while the search runs. `cancel` ends it early with the best so far.

    Raises:
        Refused: as `timetables.town_of` and `timetables.search` say.
    """
    with workspace.read() as db:
        town = laying_out.town_of(db, wish)
    found = laying_out.search(town, seconds, progress, cancel)
    with workspace.rehearse() as db:
        return laying_out.plan(db, town, found)


def keep(
    workspace: Workspace, plan: TimetablePlan, course_ids: Collection[int] | None = None
) -> int:
    """Store a plan, or what it changes for some courses, as a draft and return its id.

    The timetable itself stays as it is.

    Raises:
        Refused: as `laying_out.keep` says.
    """
    title = draft_title(plan.wish.first, plan.wish.last, mend=plan.wish.mend)
    with workspace.change(ActKind.DRAFT_CHANGED) as db:
        return laying_out.keep(db, plan, title, course_ids)
