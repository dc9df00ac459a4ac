"""Another stop from the person's dialog to the driver's sheet, and back by one undo."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pytestqt.qtbot import QtBot

from kursplaner.basics.spans import day_of
from kursplaner.desk.printing.jobs import PrintJob, SheetState, jobs_due
from kursplaner.desk.printing.rendering import preview, render
from kursplaner.domain.courses import Enrolment
from kursplaner.domain.kinds import ActKind, SheetKind
from kursplaner.domain.rides.rides import Ride, RideSeat
from kursplaner.store.queries.rides.pick_ups import stop_names
from kursplaner.store.records import by_ids, find
from kursplaner.store.workspace import Workspace
from kursplaner.ui.main_window import MainWindow
from kursplaner.ui.people.editor import PersonEditor
from kursplaner.ui.people.page import PeoplePage
from kursplaner.ui.people.pick_ups_dialog import PickUpsDialog
from tests.documents.reading import pages
from tests.ui.town_window import Hands, town_window

FROM = date(2027, 4, 1)


@dataclass(frozen=True)
class Rider:
    """A mother whose child rides along, the day of her first ride from then on, and its stop."""

    person: int
    day: date
    ride: int
    stop: int


def rider(workspace: Workspace) -> Rider:
    with workspace.read() as db:
        seats = [seat for seat in find(db, RideSeat) if seat.enrolment_id is not None]
        own = {row.id: row.person_id for row in find(db, Enrolment, status="enrolled")}
        rides = by_ids(db, Ride, {seat.ride_id for seat in seats})
        mothers = {s.enrolment_id for s in seats if own.get(s.enrolment_id or 0) != s.person_id}
        coming = [
            (rides[seat.ride_id].starts, seat)
            for seat in seats
            if seat.enrolment_id in mothers
            and own.get(seat.enrolment_id or 0) == seat.person_id
            and day_of(rides[seat.ride_id].starts) >= FROM
        ]
        starts, seat = min(coming, key=lambda pair: pair[0])
        return Rider(seat.person_id, day_of(starts), seat.ride_id, seat.stop_id or 0)


def sheet(workspace: Workspace, of: Rider) -> PrintJob:
    jobs = jobs_due(workspace, of.day, of.day, kinds=(SheetKind.DRIVER,))
    return next(job for job in jobs if job.planned.owner.ride_id == of.ride)


def words(workspace: Workspace, of: Rider) -> str:
    return pages(preview(workspace, sheet(workspace, of)))[0]


def open_editor(window: MainWindow, person: int) -> PersonEditor:
    page = window.page("people")
    assert isinstance(page, PeoplePage)
    page.edit(person)
    found = page.findChildren(PersonEditor)[-1]
    found.open_part("contact")
    return found


def test_from_the_dialog_to_the_drivers_sheet(qtbot: QtBot, tmp_path: Path) -> None:
    with town_window(qtbot, tmp_path) as window:
        workspace, hands = window.workspace, Hands(qtbot)
        found = rider(workspace)
        with workspace.read() as db:
            other = 20
            names = stop_names(db, [found.stop, other])
        render(workspace, (sheet(workspace, found),), None, printed=True)
        assert sheet(workspace, found).state == SheetState.PRINTED
        before = words(workspace, found)
        window.go("people")
        form = open_editor(window, found.person)
        hands.choose(form.contact.stop, str(other))
        hands.type(form.contact.since, "01.04.2027")
        form.store()
        (shown,) = form.findChildren(PickUpsDialog)
        assert names[other] in shown.head.text()
        hands.click(shown.back_button)
        assert form.isVisible()
        assert workspace.history(1)[0].kind == ActKind.SHEETS_PRINTED
        form.store()
        hands.click(form.findChildren(PickUpsDialog)[-1].store_button)
        assert workspace.history(1)[0].kind == ActKind.PERSON_CHANGED
        assert sheet(workspace, found).state == SheetState.CHANGED
        after = words(workspace, found)
        place = names[other].partition(", ")[2]
        assert place in after
        assert after != before
        workspace.undo()
        assert sheet(workspace, found).state == SheetState.PRINTED
        assert words(workspace, found) == before
        workspace.redo()
        assert sheet(workspace, found).state == SheetState.CHANGED
