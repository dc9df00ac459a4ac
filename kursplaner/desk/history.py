"""What was done, in titles that name course, day and person, the same for window and shell."""

from collections.abc import Sequence

from kursplaner.basics.spans import day_of
from kursplaner.desk.wording import acts as words
from kursplaner.desk.wording.attendance import again_text
from kursplaner.desk.wording.words import days, names
from kursplaner.planning.attendance.closed_months import closed_together
from kursplaner.planning.replays.attendance import lessons_marked_by
from kursplaner.store.journal.acts import ActSummary
from kursplaner.store.queries.gone_labels import gone_labels
from kursplaner.store.queries.labels import beginnings, labels
from kursplaner.store.session import Db
from kursplaner.store.workspace import Workspace


def titles(db: Db, acts: Sequence[ActSummary], *, hidden: bool = False) -> list[str]:
    """Return "Termin verschoben: A2 Alltag am Di 02.03." for each act.

    Records are called as they are now, those that are gone as they last were; with `hidden`
    people are initials.
    """
    wanted = {subject for act in acts for subject in act.subjects}
    known, begins = labels(db, wanted), beginnings(db, wanted)
    known |= gone_labels(db, wanted - known.keys())
    shown = {}
    for subject, name in known.items():
        label = names.shown(name, hidden=hidden and subject[0] == "person")
        at = begins.get(subject)
        shown[subject] = label if at is None else f"{label} am {days.short_day(day_of(at))}"
    return [words.title(act.kind, act.subjects, shown) for act in acts]


def again_after(workspace: Workspace, act_id: int) -> str:
    """Return "Bitte neu drucken: …." after an act on closed attendance was played; "" if none."""
    with workspace.read() as db:
        text = again_text(closed_together(db, lessons_marked_by(db, act_id)))
    return f"{text}." if text else ""
