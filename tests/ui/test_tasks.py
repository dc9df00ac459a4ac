import threading

from PySide6.QtCore import QThread
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kursplaner.ui import tasks


def test_work_runs_elsewhere_and_delivers_in_the_window(qtbot: QtBot) -> None:
    seen: list[object] = []

    def work(progress: tasks.Progress) -> threading.Thread:
        progress.step(1, 2, "halb")
        return threading.current_thread()

    def done(where: threading.Thread) -> None:
        app = QApplication.instance()
        assert app is not None
        seen.extend([where, QThread.currentThread() is app.thread()])

    task = tasks.start("Prüfen", work, done)
    steps: list[tuple[int, int, str]] = []
    task.progressed.connect(lambda *step: steps.append(step))
    with qtbot.waitSignal(task.ended):
        pass
    assert seen[0] is not threading.main_thread()
    assert seen[1] is True
    assert steps == [(1, 2, "halb")]


def test_what_is_raised_is_handed_over(qtbot: QtBot) -> None:
    errors: list[BaseException] = []

    def work(progress: tasks.Progress) -> None:
        raise OSError("voll")

    task = tasks.start("Schreiben", work, failed=errors.append)
    with qtbot.waitSignal(task.ended):
        pass
    assert isinstance(errors[0], OSError)


def test_cancelled_work_delivers_nothing(qtbot: QtBot) -> None:
    go = threading.Event()
    delivered: list[object] = []

    def work(progress: tasks.Progress) -> int:
        go.wait(5)
        progress.step(1, 1)
        return 1

    task = tasks.start("Lange", work, delivered.append)
    with qtbot.waitSignal(task.cancelled):
        task.cancel()
        go.set()
    assert delivered == []
    assert tasks.wait_for_all()


def test_a_result_on_its_way_is_held_back_when_the_window_closes(qtbot: QtBot) -> None:
    delivered: list[object] = []
    worked = threading.Event()

    def work(progress: tasks.Progress) -> int:
        worked.set()
        return 1

    task = tasks.start("Vorschau", work, delivered.append)
    assert worked.wait(5)
    with qtbot.waitSignal(task.ended):
        assert tasks.wait_for_all()
    assert delivered == []
