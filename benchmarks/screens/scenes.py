"""Where to go in a town: every page with every of its views, and the ids that lie there."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from PySide6.QtWidgets import QWidget

from benchmarks.record.scenes import pictures_script
from kursplaner.basics.errors import KursplanerError
from kursplaner.store.queries.lessons.lessons import lessons_between
from kursplaner.store.queries.people.people import people_rows
from kursplaner.store.workspace import Workspace
from kursplaner.ui.calendar.page import CalendarPage
from kursplaner.ui.childcare.cards import ChildCard
from kursplaner.ui.childcare.page import ChildcarePage
from kursplaner.ui.main_window import MainWindow
from kursplaner.ui.settings.page import GENERAL, _rule_entries
from kursplaner.ui.widgets import Page
from kursplaner.ui.widgets.lists.table import ListTable

TODAY = date(2027, 3, 2)
TABS = ("overview", "lessons", "people", "attendance", "childcare", "rides", "sheets")
VIEWS = ("day", "week", "month")
LANES = ("", "rooms", "teachers", "carers", "vehicles")


@dataclass(frozen=True)
class Stand:
    """One state of a page.

    Attributes:
        name: what its pictures are called.
        then: what is done once it is open.
        drawer: whether the inspector is drawn over the page where the page is narrow.
    """

    name: str
    place: str
    target: dict[str, object] = field(default_factory=dict)
    then: Callable[[MainWindow], None] | None = None
    drawer: bool = False

    def open(self, window: MainWindow) -> QWidget:
        """Go there; returns the page."""
        window.go(self.place, **self.target)
        if self.then is not None:
            self.then(window)
        page = window.page(self.place)
        if self.drawer:
            for each in (page, *page.findChildren(Page)):
                if each.isVisible():
                    each.open_inspector()
        return page


def stands(town: Workspace) -> Iterator[Stand]:
    """Give every place of the window in every view."""
    with town.read() as db:
        today = lessons_between(db, TODAY, TODAY)
        care = next((row for row in today if row.childcare is not None), today[0])
        rides = [ride.id for row in today for ride in row.rides][:3]
        family = next(
            (
                row.id
                for row in people_rows(db, limit=200)
                if "Schewtschuk" in row.name or not row.roles
            ),
            0,
        )
    yield Stand("heute", "today")
    for view in VIEWS:
        for lanes in LANES if view != "month" else ("",):
            name = "-".join(filter(None, ("kalender", view, lanes)))
            target: dict[str, object] = {"day": TODAY}
            yield Stand(name, "calendar", target, _Calendar(view, lanes))
    week = _Calendar("week", "")
    yield Stand("kalender-auswahl", "calendar", {"lesson_id": care.id}, week, drawer=True)
    yield Stand("kurse", "courses", {"list": True})
    yield Stand("kurse-auswahl", "courses", {"list": True}, _choose_first, drawer=True)
    for tab in TABS:
        yield Stand(f"kurs-{tab}", "courses", {"course_id": care.course_id, "tab": tab})
    for tab in ("lessons", "people"):
        target = {"course_id": care.course_id, "tab": tab}
        yield Stand(f"kurs-{tab}-auswahl", "courses", target, _choose_first, drawer=True)
    yield Stand("kurs-termin", "courses", {"lesson_id": care.id}, drawer=True)
    yield Stand("neuer-kurs", "courses", {"new": True})
    yield from _rest(rides, family)


def _rest(rides: Sequence[int], family: int) -> Iterator[Stand]:
    """Give the places besides calendar and courses."""
    yield Stand("personen", "people")
    yield Stand("personen-auswahl", "people", {"person_id": family}, drawer=True)
    yield Stand("raeume", "rooms")
    yield Stand("raeume-auswahl", "rooms", {}, _choose_first, drawer=True)
    yield Stand("betreuung", "childcare", {"day": TODAY})
    yield Stand("betreuung-kind", "childcare", {"day": TODAY}, _choose_child, drawer=True)
    yield Stand("fahrdienst", "rides", {"day": TODAY})
    for number, ride in enumerate(rides):
        target = {"day": TODAY, "ride_id": ride}
        yield Stand(f"fahrdienst-fahrt{number}", "rides", target, drawer=True)
    yield Stand("foerderung", "funding")
    yield Stand("verlauf", "history")
    for entry in (*GENERAL, *_rule_entries()):
        yield Stand(f"einstellungen-{entry.key}", "settings", {"section": entry.key})
    yield Stand("drucken", "printing", {"day": TODAY})
    yield Stand("verfuegbarkeit", "availability")
    yield Stand("konflikte", "conflicts")
    yield Stand("stundenplan", "timetable")
    yield Stand("entwuerfe", "drafts")
    yield Stand("doppel", "doubles")
    yield Stand("ausfall", "absences")


def prepared(town: Workspace) -> Iterator[Stand]:
    """Make, one after the other, what the handbook's pictures show, and give where it is seen."""
    script = pictures_script()
    for scene in script.SCENES:
        if scene.prepare is None or scene.name in {"sicherungen", "stundenplan-reparieren"}:
            continue
        try:
            more = scene.prepare(town)
        except (LookupError, StopIteration, AttributeError, KursplanerError):  # another town
            continue
        then = None if scene.name == "verfuegbarkeit" else scene.then
        yield Stand(f"bild-{scene.name}", scene.place, {**scene.target, **more}, then)
        yield Stand(
            f"bild-{scene.name}-auswahl",
            scene.place,
            {key: value for key, value in {**scene.target, **more}.items() if key != "search"},
            _choose_first,
            drawer=True,
        )


@dataclass(frozen=True)
class _Calendar:
    """Shows another view of the calendar."""

    view: str
    lanes: str

    def __call__(self, window: MainWindow) -> None:
        page = window.page("calendar")
        if isinstance(page, CalendarPage):
            page.view.choose(self.view)
            page.lanes.choose(self.lanes)
            page.refresh()


def _choose_first(window: MainWindow) -> None:
    """Select the first row of the list of the open page, so that its inspector is filled."""
    page = window.page(window.current_place)
    for table in page.findChildren(ListTable):
        row = table.model.row(0) if table.isVisible() and table.model.rowCount() else None
        if row is not None:
            table.choose(row.key)
            return


def _choose_child(window: MainWindow) -> None:
    page = window.page("childcare")
    if isinstance(page, ChildcarePage):
        cards = page.columns.findChildren(ChildCard)
        if cards:
            page.choose(cards[0].place_id)
