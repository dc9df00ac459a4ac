import shutil
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from subprocess import run
from threading import Event

import pytest
from PySide6.QtCore import QObject, QThreadPool, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kursplaner import app as front_door
from kursplaner.app import Program
from kursplaner.basics import clock
from kursplaner.domain.kinds import ActKind
from kursplaner.store.settings import store_settings
from kursplaner.store.workspace import Workspace
from kursplaner.ui import state, tasks
from kursplaner.ui.one_instance import OneInstance
from kursplaner.ui.opening import pin_demo
from kursplaner.ui.options import Options, parsed
from kursplaner.ui.pictures import picture
from kursplaner.ui.settings.backup_list import RestoreDialog
from kursplaner.ui.tasks import Progress
from kursplaner.ui.welcome.ways import demo_town, file_name, new_town
from kursplaner.ui.widgets import Button, Row


@pytest.fixture
def town(blank_town: Path, tmp_path: Path) -> Iterator[Path]:
    state.use_file(tmp_path / "window.ini")
    path = tmp_path / "Stadt Köthen.kursplan"
    shutil.copy(blank_town, path)
    before = clock._hand.pinned
    yield path
    clock.pin(before)


@pytest.fixture
def program(town: Path, qtbot: QtBot) -> Iterator[Program]:
    running = QApplication.instance()
    assert isinstance(running, QApplication)
    made = Program(running, Options(town, None, "settings", (1000, 700), dark=False, scale=0))
    yield made
    if made._window is not None:
        made._window.close()
        qtbot.waitUntil(lambda: made._instance is None, timeout=60_000)
    running.setQuitOnLastWindowClosed(True)
    made.deleteLater()


def test_the_options_of_the_shell() -> None:
    found = parsed(
        [
            "a.kursplan",
            "--picture",
            "b.png",
            "--place",
            "rooms",
            "--size",
            "800x600",
            "--dark",
            "--scale",
            "150",
        ]
    )
    assert found == Options(Path("a.kursplan"), Path("b.png"), "rooms", (800, 600), True, 150)
    assert parsed([]).file is None


def test_a_town_opens_polls_and_closes_with_a_backup(
    program: Program, town: Path, qtbot: QtBot
) -> None:
    program.start()
    qtbot.waitUntil(lambda: isinstance(program.findChild(OneInstance), OneInstance))
    qtbot.waitUntil(lambda: program._window is not None, timeout=20_000)
    window = program._window
    assert window is not None
    assert program._waiting is None
    assert window.current_place == "settings"
    assert state.remembered("file/last") == str(town)
    seen = program._version
    other = Workspace.open(town, who="Shell")
    with other.change(ActKind.SETTINGS_CHANGED) as db:
        store_settings(db, {"town.name": "Bad Elster"})
    other.close()
    program._look_for_changes()
    assert program._version != seen
    assert program._workspace is not None
    with program._workspace.change(ActKind.SETTINGS_CHANGED) as db:
        store_settings(db, {"town.phone": "037423 1"})
    window.close()
    qtbot.waitUntil(lambda: program._instance is None, timeout=10_000)
    assert len(list((town.parent / "Sicherungen").glob("*_ende.kursplan"))) == 1


def called(program: Program, name: str) -> None:
    assert program._workspace is not None
    with program._workspace.change(ActKind.SETTINGS_CHANGED) as db:
        store_settings(db, {"town.name": name})


def test_a_backup_comes_back_in_place_of_the_open_town(
    program: Program, town: Path, qtbot: QtBot
) -> None:
    program.start()
    qtbot.waitUntil(lambda: program._window is not None, timeout=20_000)
    called(program, "Gut")
    first = program._workspace
    assert first is not None
    made = first.back_up("hand")
    kept = made.read_bytes()
    called(program, "Verdorben")
    assert program._window is not None
    program._window.want_backup(made)
    qtbot.waitUntil(
        lambda: program._workspace is not first and program._window is not None, timeout=20_000
    )
    assert program._workspace is not None
    assert program._workspace.settings.text("town.name") == "Gut"
    assert made.read_bytes() == kept
    (before,) = (town.parent / "Sicherungen").glob("*_vor-zurueckholen.kursplan")
    older = Workspace.open(before)
    assert older.settings.text("town.name") == "Verdorben"
    older.close()


def test_a_town_taken_away_is_noticed_said_once_and_rescued(
    program: Program, town: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(
        "kursplaner.ui.widgets.confirm.ConfirmDialog.ask",
        lambda _title, sentence, *_rest, **_more: told.append(sentence),
    )
    program.start()
    qtbot.waitUntil(lambda: program._window is not None, timeout=20_000)
    called(program, "Gespeichert")
    town.rename(town.with_name("Anderswo.kursplan"))
    said: list[str] = []
    assert program._window is not None
    monkeypatch.setattr(
        program._window, "problem", lambda error: said.append(getattr(error, "kind", ""))
    )
    program._look_for_changes()
    program._look_for_changes()
    assert said == ["town_gone"]
    program._window.close()
    qtbot.waitUntil(lambda: program._instance is None, timeout=20_000)
    (rescued,) = (town.parent / "Sicherungen").glob("*_gerettet.kursplan")
    assert len(told) == 1
    assert rescued.name in told[0]
    opened = Workspace.open(rescued)
    assert opened.settings.text("town.name") == "Gespeichert"
    opened.close()
    assert not town.exists()


def test_a_lost_town_is_brought_back_from_the_welcome_page(
    town: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = Workspace.open(town)
    workspace.back_up("hand")
    workspace.close()
    town.write_bytes(b"")
    running = QApplication.instance()
    assert isinstance(running, QApplication)
    made = Program(running, Options(town, None, "today", (1000, 700), dark=False, scale=0))
    made.start()
    qtbot.waitUntil(lambda: made._welcome is not None, timeout=20_000)
    welcome = made._welcome
    assert welcome is not None
    assert welcome.backup.isVisible()
    monkeypatch.setattr(
        "kursplaner.ui.widgets.confirm.ConfirmDialog.ask", lambda *_words, **_more: True
    )

    def choose() -> None:
        (dialog,) = welcome.findChildren(RestoreDialog)
        dialog.rows.findChildren(Row)[0].findChildren(Button)[0].click()

    QTimer.singleShot(200, choose)
    welcome.backup.click()
    qtbot.waitUntil(lambda: made._window is not None, timeout=20_000)
    assert made._workspace is not None
    assert made._workspace.settings.text("town.name") == "Adorf/Vogtl."
    assert made._window is not None
    made._window.close()
    qtbot.waitUntil(lambda: made._instance is None, timeout=60_000)
    running.setQuitOnLastWindowClosed(True)


def test_own_changes_are_no_news(program: Program, qtbot: QtBot) -> None:
    program.start()
    qtbot.waitUntil(lambda: program._window is not None, timeout=20_000)
    workspace = program._workspace
    assert workspace is not None
    with workspace.change(ActKind.SETTINGS_CHANGED) as db:
        store_settings(db, {"town.phone": "1"})
    assert workspace.data_version() == program._version
    for _ in range(3):
        with workspace.read():
            assert workspace.data_version() == program._version


def test_closing_waits_for_no_other_work(
    program: Program, town: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    program.start()
    qtbot.waitUntil(lambda: program._window is not None, timeout=20_000)
    assert program._workspace is not None
    with program._workspace.change(ActKind.SETTINGS_CHANGED) as db:
        store_settings(db, {"town.phone": "2"})
    end = Event()
    many = QThreadPool.globalInstance().maxThreadCount() + 1
    monkeypatch.setattr(tasks, "wait_for_all", lambda: None)
    try:
        for _ in range(many):
            tasks.start("endlos", lambda _: end.wait(60))
        assert program._window is not None
        program._window.close()
        qtbot.waitUntil(lambda: program._instance is None, timeout=20_000)
        assert len(list((town.parent / "Sicherungen").glob("*_ende.kursplan"))) == 1
    finally:
        end.set()
        qtbot.waitUntil(tasks.nothing_runs, timeout=20_000)


def opened_in(program: Program) -> list[object]:
    held = (program._window, program._workspace, program._instance)
    return [thing for thing in held if thing is not None]


def test_a_town_closed_at_once_stays_closed(
    program: Program, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(front_door, "PAINTED_BY", 3_000)
    program.start()
    qtbot.waitUntil(lambda: program._window is not None, timeout=20_000)
    assert program._window is not None
    program._window.close()
    qtbot.waitUntil(lambda: opened_in(program) == [], timeout=20_000)
    qtbot.wait(3_500)
    assert opened_in(program) == []


def test_a_refused_file_is_said_on_the_welcome_page(
    town: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    running = QApplication.instance()
    assert isinstance(running, QApplication)
    empty = tmp_path / "leer.kursplan"
    empty.touch()
    made = Program(running, Options(empty, None, "today", (1000, 700), dark=False, scale=0))
    made.start()
    qtbot.waitUntil(lambda: made._welcome is not None, timeout=20_000)
    welcome = made._welcome
    assert welcome is not None
    words = [widget.text() for widget in welcome.findChildren(QObject) if hasattr(widget, "text")]
    assert any("ist leer (0 Byte)" in word for word in words if isinstance(word, str))
    assert empty.stat().st_size == 0
    welcome.close()
    running.setQuitOnLastWindowClosed(True)


def test_a_second_start_calls_the_first(town: Path, qtbot: QtBot) -> None:
    first, second = OneInstance(town), OneInstance(town)
    assert first.claim()
    first.listen()
    assert not second.claim()
    with qtbot.waitSignal(first.raise_wanted):
        assert second.call()
    first.release()
    assert second.claim()
    second.release()


def test_the_clock_of_a_demo(town: Path) -> None:
    pin_demo("2027-03-02")
    assert clock.now() == datetime(2027, 3, 2, 10, 20)
    pin_demo("")
    assert clock.now().year != 2027 or clock._hand.pinned is None


def test_a_picture(town: Path, qtbot: QtBot, tmp_path: Path) -> None:
    running = QApplication.instance()
    assert isinstance(running, QApplication)
    target = tmp_path / "bilder" / "raeume.png"
    options = Options(town, target, "rooms", (1000, 700), dark=False, scale=0)
    assert picture(running, options, target) == 0
    assert QImage(str(target)).width() == 1000
    missing = Options(tmp_path / "fehlt.kursplan", target, "rooms", (9, 9), dark=False, scale=0)
    assert picture(running, missing, target) == 4


def test_a_picture_never_takes_the_place_of_a_town(town: Path) -> None:
    in_place = town.with_name("stadt.png")
    in_place.write_bytes(town.read_bytes())
    before = in_place.read_bytes()
    words = [sys.executable, "-m", "kursplaner.app", str(in_place), "--picture", str(in_place)]
    done = run([*words, "--place", "rooms"], capture_output=True, text=True, check=False)
    assert done.returncode == 4
    assert "wird nicht überschrieben" in done.stderr
    assert in_place.read_bytes() == before


def test_new_and_demo_towns(tmp_path: Path) -> None:
    path = new_town(tmp_path / "Köln.kursplan", "Köln", "NW", "RP")
    opened = Workspace.open(path)
    settings = opened.settings
    opened.close()
    assert settings.text("town.name") == "Köln"
    assert settings.text("calendar.second_land") == "RP"
    assert file_name("Adorf/Vogtl.") == "Adorf-Vogtl"
    assert file_name('?"*') == "Stadt"
    demo = demo_town(tmp_path / "Spielstadt" / "s.kursplan", Progress(lambda *_: None, Event()))
    opened = Workspace.open(demo)
    assert opened.settings.text("town.demo_day")
    opened.close()


def test_nothing_heavy_is_imported_before_the_first_paint() -> None:
    code = (
        "import sys, kursplaner.app, kursplaner.ui.shell\n"
        "heavy = {'sqlalchemy','openpyxl','reportlab','ortools','holidays','alembic',"
        "'babel','phonenumbers','rapidfuzz','kursplaner.ui.widgets','PySide6.QtNetwork'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_front_door_is_where_the_script_points() -> None:
    assert callable(front_door.main)
