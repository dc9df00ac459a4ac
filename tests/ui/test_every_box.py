"""Every box of the window is opened by some test here, and so read: no word of the inside."""

import importlib
import pkgutil
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path

import kursplaner.ui
from kursplaner.basics import clock
from kursplaner.domain.kinds import EnrolmentStatus
from kursplaner.planning.enrolments.moving_up import Want
from kursplaner.store.keys import recovery_code
from kursplaner.store.queries.childcare import childcare_day
from kursplaner.store.queries.courses.courses import CourseDetail, course_detail
from kursplaner.store.queries.people.child_cards import collector_cards
from kursplaner.ui.childcare.brought_dialog import BroughtDialog
from kursplaner.ui.courses.ask_dialog import AskDialog
from kursplaner.ui.courses.people.moving_up import MoveUpDialog
from kursplaner.ui.courses.people.refuse_dialog import RefuseDialog
from kursplaner.ui.keys.asking import ChangePasswordDialog
from kursplaner.ui.keys.set_up_dialog import NewCodeDialog
from kursplaner.ui.main_window import MainWindow
from kursplaner.ui.rides.stop_map import StopMapDialog
from kursplaner.ui.settings.backup_list import RestoreDialog
from kursplaner.ui.widgets import Dialog
from tests.ui.office import Office
from tests.ui.reading import inside, texts

BASES = frozenset(
    ("Dialog", "FormDialog", "KeyDialog", "PlaceDialog", "RoomTimeDialog", "SheetDialog")
)
"""What boxes are made of; each box is read as a whole."""


def every_box() -> set[str]:
    """The classes of all boxes, found in the code."""
    for module in pkgutil.walk_packages(kursplaner.ui.__path__, "kursplaner.ui."):
        if "gallery" not in module.name:
            importlib.import_module(module.name)
    found, waiting = set[str](), [Dialog]
    while waiting:
        kind = waiting.pop()
        found.add(kind.__name__)
        waiting += kind.__subclasses__()
    return found - BASES


def opened_elsewhere() -> set[str]:
    """The names that stand in the tests of the window, where every box is read."""
    folder = Path(__file__).parent
    texts = (path.read_text("utf-8") for path in folder.rglob("*.py") if path != Path(__file__))
    return {name for text in texts for name in re.findall(r"\b[A-Z]\w+\b", text)}


class Boxes:
    """Opens the boxes that no other test opens, on one office."""

    def __init__(self, office: Office, window: MainWindow) -> None:
        self.office, self.window = office, window

    def course(self, number: str) -> CourseDetail:
        with self.office.workspace.read() as db:
            return course_detail(db, self.office.courses[number], 0)

    def of_enrolment(self, kind: Callable[..., Dialog], *more: object) -> Dialog:
        """A box about somebody in a course; with `more` about who waits for one."""
        course = self.course("A1-07" if more else "A2-03")
        status = EnrolmentStatus.WAITING if more else EnrolmentStatus.ENROLLED
        row = next(row for row in course.people if row.status == status.value)
        return kind(self.window, course.row.id, row, *more, self.window)

    def brought(self) -> Dialog:
        with self.office.workspace.read() as db:
            slot = next(slot for slot in childcare_day(db, clock.today()) if slot.children)
            child = slot.children[0]
            cards = collector_cards(db, child.child_id, clock.today())
        return BroughtDialog(self.window, child, cards, (clock.today(), 620), self.window)

    def new_code(self) -> Dialog:
        code = recovery_code.new_code()
        path = self.office.workspace.path
        return NewCodeDialog(path, "Adorf", code, lambda: None, self.window)

    def ask(self) -> Dialog:
        return AskDialog(self.window, self.course("A2-03"), self.window)

    def restore(self) -> Dialog:
        self.office.workspace.back_up("hand")
        return RestoreDialog(self.office.workspace.path, self.window)

    def stop_map(self) -> Dialog:
        return StopMapDialog((), (50_320_000, 12_259_000), None, self.window)

    def all(self) -> dict[str, Callable[[], Dialog]]:
        """How each is opened, by the name of its class."""
        wants = (Want.COURSE, Want.RIDE)
        return {
            "AskDialog": self.ask,
            "BroughtDialog": self.brought,
            "ChangePasswordDialog": partial(ChangePasswordDialog, self.window),
            "NewCodeDialog": self.new_code,
            "MoveUpDialog": partial(self.of_enrolment, MoveUpDialog, clock.today()),
            "RefuseDialog": partial(self.of_enrolment, RefuseDialog, wants),
            "RestoreDialog": self.restore,
            "StopMapDialog": self.stop_map,
        }


def test_every_box_is_opened_and_says_nothing_of_the_inside(
    office: Office, office_window: MainWindow
) -> None:
    boxes = Boxes(office, office_window).all()
    assert every_box() - opened_elsewhere() == set(boxes)
    for name, make in boxes.items():
        box = make()
        assert type(box).__name__ == name
        box.open()
        assert inside(box) == set(), name
        assert "Abbrechen" in set(texts(box)) or name == "AskDialog", name
        box.done(0)
