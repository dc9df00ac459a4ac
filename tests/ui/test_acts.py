from kursplaner.basics.errors import KursplanerError, Refused
from kursplaner.domain.courses import Lesson
from kursplaner.domain.kinds import ActKind
from kursplaner.domain.rooms import Room
from kursplaner.domain.town import FollowUp
from kursplaner.planning.lessons import changing
from kursplaner.planning.lessons.moving import MoveWish
from kursplaner.planning.people.follow_ups import add_follow_up
from kursplaner.store.records import by_id, find
from kursplaner.store.session import Db
from kursplaner.store.settings import store_settings
from kursplaner.ui.acts import act
from kursplaner.ui.main_window import MainWindow
from kursplaner.ui.widgets.pages.notice_bar import NoticeBar
from tests.ui.office import TODAY, Office
from tests.ui.town_window import notice


def add(db: Db) -> str:
    add_follow_up(db, TODAY, "Kita anrufen")
    return "Kita"


def refuse(db: Db) -> None:
    add(db)
    raise Refused("name_missing")


def stored(window: MainWindow) -> bool:
    with window.workspace.read() as db:
        return bool(find(db, FollowUp, line="Kita anrufen"))


def test_an_act_is_stored_told_and_undone(office_window: MainWindow) -> None:
    done = act(office_window, ActKind.FOLLOW_UP_ADDED, add, lambda who: f"{who}: eingetragen")
    assert done is not None
    assert done.value == "Kita"
    assert notice(office_window) == "Kita: eingetragen"
    assert stored(office_window)
    office_window.undo()
    assert not stored(office_window)


def test_a_refusal_stores_nothing_and_is_told(office_window: MainWindow) -> None:
    assert act(office_window, ActKind.FOLLOW_UP_ADDED, refuse, "eingetragen") is None
    assert "Name fehlt" in notice(office_window)
    assert not stored(office_window)
    errors: list[KursplanerError] = []
    act(office_window, ActKind.FOLLOW_UP_ADDED, refuse, "eingetragen", refused=errors.append)
    assert [error.kind for error in errors] == ["name_missing"]


def test_it_says_what_no_longer_fits(office_window: MainWindow, office: Office) -> None:
    room = office.rooms["Schulungsraum"]

    def shrink(db: Db) -> None:
        by_id(db, Room, room).capacity = 1

    done = act(office_window, ActKind.ROOM_CHANGED, shrink, "Gespeichert", checks=[room])
    assert done is not None
    assert done.failing
    assert notice(office_window).startswith("Gespeichert. Passt jetzt nicht mehr: ")


def test_what_changed_nothing_is_told_calmly_and_offers_no_undo(office_window: MainWindow) -> None:
    act(office_window, ActKind.FOLLOW_UP_ADDED, add, "eingetragen")
    done = act(office_window, ActKind.ROOM_CHANGED, lambda _: "Kita", "Gespeichert")
    assert done is not None
    assert (done.value, done.changed) == ("Kita", False)
    bar = office_window.findChild(NoticeBar)
    assert isinstance(bar, NoticeBar)
    assert (bar.text(), bar._button.isHidden()) == ("Daran hat sich nichts geändert.", True)
    assert stored(office_window)


def test_it_says_how_many_are_to_be_called(office_window: MainWindow, office: Office) -> None:
    lesson = office.lessons["A2-03"][1]

    def later(db: Db) -> None:
        wish = MoveWish(lesson, by_id(db, Lesson, lesson).starts + 15)
        changing.apply(db, changing.propose(db, wish, "abgesprochen"))

    with office.workspace.change(ActKind.SETTINGS_CHANGED) as db:
        store_settings(db, {"course.call_days_ahead": "60"})
    assert act(office_window, ActKind.LESSON_MOVED, later, "Verschoben") is not None
    said = notice(office_window)
    assert said.startswith("Verschoben. ")
    assert said.endswith(" Personen sind anzurufen: Heute, Wiedervorlage")
