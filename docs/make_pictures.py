"""Makes the handbook's pictures from the running program and the demo town.

`python docs/make_pictures.py` writes every place, light and dark, at 1440 x 900 to docs/bilder;
`--all` adds 1280 x 800, 1920 x 1080 and text at 150 %, for looking at before a change is done.
`--into` and `--town` take another folder and another town, `--plain` what changes nothing in it.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from PySide6.QtCore import QPoint, Qt, QThreadPool
from PySide6.QtGui import QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kursplaner.basics import clock
from kursplaner.basics.spans import minute_of
from kursplaner.desk.demo.build import build
from kursplaner.domain.kinds import (
    AbsenceKind,
    ActKind,
    CallAnswer,
    CancelReason,
    ClosureReason,
    ContactResult,
    Role,
)
from kursplaner.planning.absences import calls, reporting
from kursplaner.planning.absences.calls import CallEntry
from kursplaner.planning.absences.reach import AbsenceDraft
from kursplaner.planning.availability import changing
from kursplaner.planning.availability.changing import AvailabilityWish
from kursplaner.planning.availability.exceptions import SpecialHours
from kursplaner.planning.availability.most_hours import MostMinutes
from kursplaner.planning.availability.weeks import Painted, WeekWish
from kursplaner.planning.drafts import drafts
from kursplaner.planning.drafts.draft_changes import CancelLessons, Rearrange
from kursplaner.planning.lessons.moving_together import LessonMove
from kursplaner.planning.people import families, person_form
from kursplaner.planning.people.families import ChildDraft, FamilyDraft, PersonDraft
from kursplaner.planning.rooms import closures
from kursplaner.store.backups.backup import BY_HAND
from kursplaner.store.open_forms import drop_form, kept_forms
from kursplaner.store.queries.lessons.lessons import LessonRow, lessons_between
from kursplaner.store.queries.people.people import people_rows
from kursplaner.store.settings import store_settings
from kursplaner.store.workspace import AT_END, Workspace
from kursplaner.ui.availability.page import AvailabilityPage
from kursplaner.ui.calendar.page import CalendarPage
from kursplaner.ui.keys.password_card import Standing
from kursplaner.ui.keys.unlock_page import UnlockPage
from kursplaner.ui.look.theme import theme
from kursplaner.ui.main_window import MainWindow
from kursplaner.ui.places import all_places
from kursplaner.ui.start import application
from kursplaner.ui.widgets import Text
from kursplaner.ui.widgets.times.week_hours_values import Stroke

FOLDER = Path(__file__).resolve().parent / "bilder"
NOW = datetime(2027, 3, 2, 10, 20)
WEDNESDAY = date(2027, 3, 3)
CARER, TEACHER = "Voigt", "Roßbach"


@dataclass(frozen=True)
class Scene:
    """One picture: a place and what it shows.

    `prepare` makes what the picture is about, as one act, and returns what else the place is
    told; the act is taken back afterwards. `then` does something with the open window.
    """

    name: str
    place: str
    target: dict[str, object] = field(default_factory=dict)
    prepare: Callable[[Workspace], dict[str, object]] | None = None
    then: Callable[[MainWindow], None] | None = None


def somebody_is_ill(town: Workspace) -> dict[str, object]:
    """Report that the carer of the morning is ill, and call the first family."""
    with town.read() as db:
        key = people_rows(db, CARER)[0].id
        draft = AbsenceDraft(AbsenceKind.PERSON, NOW.date(), NOW.date(), resource_id=key)
        plan = reporting.propose(db, draft)
    with town.change(ActKind.ABSENCE_REPORTED) as db:
        number = reporting.apply(db, plan)
        first = plan.concerned[0].person_id
        entry = CallEntry(first, ContactResult.REACHED, CallAnswer.STAYS_HOME)
        calls.log_call(db, number, entry)
    return {"absence_id": number}


def a_room_is_closed(town: Workspace) -> dict[str, object]:
    """Close the room of the next lessons for two days."""
    row = coming_lessons(town)[0]
    starts = minute_of(row.day)
    with town.change(ActKind.CLOSURE_ADDED) as db:
        plan = closures.propose(db, row.room_id or 0, starts, starts + 2880, ClosureReason.REPAIR)
        closures.apply(db, plan)
    return {}


def a_week_of_backups(town: Workspace) -> dict[str, object]:
    """Back up on some days, as at the end of each and by hand."""
    with town.change(ActKind.SETTINGS_CHANGED) as db:
        store_settings(db, {"town.phone": "037423 575"})
    for days, reason in ((5, AT_END), (4, AT_END), (1, BY_HAND), (0, BY_HAND)):
        with clock.pinned(NOW - timedelta(days=days, minutes=17)):
            town.back_up(reason)
    return {}


def an_office_folder(window: MainWindow) -> None:
    """Show a folder as offices have it instead of the temporary one."""
    folder = str(window.workspace.path.resolve().parent)
    for text in window.findChildren(Text):
        if text.plain() == folder:
            text.show_text(r"C:\Kursplaner")


def a_week_in_a_draft(town: Workspace) -> dict[str, object]:
    """Collect two moves and a cancellation, one of which does not work."""
    first, other, third = coming_lessons(town)[:3]
    length = first.ends - first.starts
    later = first.starts + 75
    with town.change(ActKind.DRAFT_CHANGED) as db:
        draft_id = drafts.new(
            db,
            "Woche ohne Vormittag",
            (
                Rearrange((LessonMove(first.id, later, later + length, first.room_id),)),
                CancelLessons((third.id,), CancelReason.TOO_FEW.value, make_up=True),
                Rearrange((LessonMove(other.id, later, later + 90, first.room_id),)),
            ),
        )
    return {"draft_id": draft_id}


def somebody_twice(town: Workspace) -> dict[str, object]:
    """Let a mother be put down once more at the door, with one of her children."""
    with town.change(ActKind.PERSON_ADDED) as db:
        known = person_form.load(db, 15)
        born = date(2005, 1, 3)
        draft = PersonDraft("Schewtschuk", "Nina", birth_date=born, phone=known.routes[0].value)
        child = next(bond.person_id for bond in known.bonds if bond.is_child)
        own = person_form.load(db, child)
        again = PersonDraft("Schewtschuk", own.given_name, birth_date=own.birth_date)
        draft = replace(draft, level="A2", street="Markt 4", municipality="Oelsnitz/Vogtl.",
                        languages="uk, ru", note="Anruf besser abends")  # fmt: skip
        family = FamilyDraft(adult=draft, children=(ChildDraft(person=again),), relation="mother")
        families.add_family(db, family)
    return {}


def coming_lessons(town: Workspace) -> list[LessonRow]:
    """Return the lessons of the days after tomorrow that have a room."""
    with town.read() as db:
        rows = lessons_between(db, date(2027, 3, 4), date(2027, 3, 12))
    return [row for row in rows if row.room_id is not None]


def a_lesson_in_the_air(window: MainWindow) -> None:
    """Take hold of a lesson and carry it to the day before, where its room is taken."""
    page = window.page("calendar")
    if not isinstance(page, CalendarPage):
        raise TypeError(page)
    week = page.week
    row = coming_lessons(window.workspace)[0]
    start = week.visualRect(week._blocks.index(week._blocks.row_of(row.id))).center()  # noqa: SLF001
    wide = round(week.geometry_now().day_width)
    QTest.mousePress(week.viewport(), Qt.MouseButton.LeftButton, pos=start)
    for share in (0.3, 0.7, 1.0):
        QTest.mouseMove(week.viewport(), start + QPoint(round(-share * wide), 0))
        QApplication.processEvents()


def hours_of_a_teacher(town: Workspace) -> dict[str, object]:
    """Enter the week of a teacher as it holds until then."""
    with town.change(ActKind.AVAILABILITY_CHANGED) as db:
        key = people_rows(db, TEACHER)[0].id
        hours = [Painted(day, 480, 840) for day in (0, 2)] + [Painted(1, 480, 960)]
        hours += [Painted(day, 840, 960, "if_needed") for day in (0, 2)]
        hours += [Painted(3, 480, 780), Painted(3, 960, 1140, "if_needed"), Painted(4, 480, 720)]
        week = WeekWish(date(2027, 3, 1), hours=tuple(hours))
        most = MostMinutes(Role.TEACHER, 12 * 60)
        wish = AvailabilityWish(key, week, most)
        changing.apply(db, changing.propose(db, wish), {})
    return {"resource_id": key}


def another_week(window: MainWindow) -> None:
    """Paint that the teacher comes later on Tuesdays, and enter two exceptions."""
    page = window.page("availability")
    if not isinstance(page, AvailabilityPage) or page.edit is None:
        raise TypeError(page)
    page.edit.begin_at(date(2027, 3, 15))
    away = SpecialHours(date(2027, 4, 8), date(2027, 4, 8), note="Fortbildung in Plauen")
    more = SpecialHours(date(2027, 3, 20), date(2027, 3, 20), 540, 780, present=True)
    page.edit.added = {"new1": away, "new2": more}
    page.week.stroke = Stroke(1, 1, 480, 600)
    page.week.paint_stroke("")
    page.refresh()
    page.week.stroke = Stroke(1, 1, 480, 600)


UNLOCK = "unlock"
"""The page before a locked town; it stands in no window."""
LOCKED = Standing(
    town="Adorf/Vogtl.",
    line="Integrationsbüro, Frühjahr 2027",
    file="Adorf.kursplan",
    why="Gesperrt um 10:05, nach 15 Minuten ohne Eingabe.",
    backup="Mo 01.03.2027, 16:30",
    waits="ein Formular",
    keeps=True,
)
SCENES = (
    Scene("heute", "today"),
    Scene("kalender", "calendar", {"lesson_id": 45}),
    Scene("verschieben", "calendar", {"day": WEDNESDAY}, then=a_lesson_in_the_air),
    Scene("kurse", "courses"),
    Scene("kurs", "courses", {"course_id": 1}),
    Scene("anwesenheit", "courses", {"course_id": 1, "tab": "attendance"}),
    Scene("neuer-kurs", "courses", {"new": True}),
    Scene("personen", "people", {"person_id": 15}),
    Scene("personen-zusammenfuehren", "doubles", prepare=somebody_twice),
    Scene(
        "verfuegbarkeit",
        "availability",
        prepare=hours_of_a_teacher,
        then=another_week,
    ),
    Scene("raeume", "rooms"),
    Scene("betreuung", "childcare", {"day": WEDNESDAY}),
    Scene("fahrdienst", "rides", {"day": WEDNESDAY}),
    Scene("foerderung", "funding", {"first": date(2027, 2, 1), "last": date(2027, 3, 31)}),
    Scene("ausfall", "absences", prepare=somebody_is_ill),
    Scene("konflikte", "conflicts", prepare=a_room_is_closed),
    Scene("entwurf", "drafts", prepare=a_week_in_a_draft),
    Scene("drucken", "printing", {"day": NOW.date()}),
    Scene("stundenplan", "timetable", {"mend": False, "search": True}),
    Scene(
        "stundenplan-reparieren",
        "timetable",
        {"mend": True, "search": True},
        prepare=a_room_is_closed,
    ),
    Scene("verlauf", "history"),
    Scene("einstellungen", "settings"),
    Scene("entsperren", UNLOCK),
    Scene(
        "sicherungen",
        "settings",
        {"section": "backups"},
        prepare=a_week_of_backups,
        then=an_office_folder,
    ),
)
USUAL = (("", (1440, 900), 100),)
MORE = (
    *USUAL,
    ("-1280", (1280, 800), 100),
    ("-1920", (1920, 1080), 100),
    ("-150", (1440, 900), 150),
)


def settle(app: QApplication) -> None:
    """Let the window paint and finish what it does in the background."""
    for _ in range(12):
        app.processEvents()
        QThreadPool.globalInstance().waitForDone(8000)
        time.sleep(0.03)


def pictures(
    app: QApplication, town: Workspace, wanted: argparse.Namespace
) -> Iterator[tuple[str, QPixmap]]:
    """Give the pictures one by one, each with its name."""
    scenes = [scene for scene in SCENES if wanted.only in {"", scene.name}]
    if wanted.plain:
        scenes = [scene for scene in scenes if scene.prepare is None and scene.then is None]
    for mode in ("light", "dark"):
        for ending, size, scale in MORE if wanted.all else USUAL:
            theme().apply(mode, scale)
            for scene in scenes:
                dark = "" if mode == "light" else "-dunkel"
                yield f"{scene.name}{dark}{ending}.png", picture(app, town, scene, size)


def forget_begun(town: Workspace) -> None:
    """Throw away what an earlier picture began, so that this one does not speak of it."""
    with town.aside(patience=5) as db:
        for kept in kept_forms(db, town.who):
            drop_form(db, town.who, kept.form)


def picture(app: QApplication, town: Workspace, scene: Scene, size: tuple[int, int]) -> QPixmap:
    """Take one picture."""
    if scene.place == UNLOCK:
        return locked(app, size)
    more = scene.prepare(town) if scene.prepare is not None else {}
    forget_begun(town)
    window = MainWindow(town, all_places())
    window.resize(*size)
    window.show()
    window.go(scene.place, **scene.target, **more)
    settle(app)
    if scene.then is not None:
        scene.then(window)
        settle(app)
    taken = window.grab()
    window.close()
    window.deleteLater()
    if scene.prepare is not None:
        town.undo()
    settle(app)
    return taken


def locked(app: QApplication, size: tuple[int, int]) -> QPixmap:
    """Take the picture of the page before a locked town."""
    page = UnlockPage(LOCKED)
    page.resize(*size)
    page.show()
    page.password.field.setText("ein Beispiel")
    settle(app)
    taken = page.grab()
    page.close()
    page.deleteLater()
    return taken


def main() -> int:
    """Build the demo town in a temporary folder and take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--all", action="store_true", help="further sizes")
    parser.add_argument("--only", default="", help="one scene, e.g. kalender")
    parser.add_argument("--into", type=Path, default=FOLDER, metavar="FOLDER")
    parser.add_argument("--town", type=Path, metavar="FILE", help="a copy of a town, to work in")
    parser.add_argument("--plain", action="store_true", help="only what changes nothing")
    wanted = parser.parse_args()
    wanted.into.mkdir(exist_ok=True)
    app = application([])
    with tempfile.TemporaryDirectory() as folder, clock.pinned(NOW):
        path = wanted.town
        if path is None:
            path = Path(folder) / "Adorf.kursplan"
            build(path)
        town = Workspace.open(path)
        for name, taken in pictures(app, town, wanted):
            taken.save(str(wanted.into / name))
            sys.stdout.write(f"{name}\n")
        town.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
