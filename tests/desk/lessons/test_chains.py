"""What goes along with a lesson, link by link, on the card of an office's lessons."""

from collections.abc import Iterator

import pytest

from kursplaner.desk.lessons.card import ChainLink, LessonCard, lesson_card
from kursplaner.domain.courses import Lesson, LessonPerson
from kursplaner.domain.kinds import CancelReason
from kursplaner.domain.rides.rides import Ride
from kursplaner.store.records import by_id, find
from tests.towns import passing
from tests.ui.office import NOW, Office, build


@pytest.fixture(scope="module")
def office() -> Iterator[Office]:
    """Return an office that these tests only read."""
    with passing(build, NOW) as made:
        yield made


def card(office: Office, lesson: int, *, hidden: bool = False) -> LessonCard:
    with office.workspace.rehearse() as db:
        found = lesson_card(db, lesson, hidden=hidden)
    assert found is not None
    return found


def test_a_lesson_that_has_begun_can_be_called_off_but_not_moved(office: Office) -> None:
    found = card(office, office.lessons["A2-03"][0])
    assert (found.over, found.subtitle) == ("Termin 1 von 4", "Di 02.03. 9:00–11:30 · 3 UE")
    assert (found.cancelled, found.changeable, found.cancellable) == ("", False, True)
    assert found.links == (
        ChainLink("door-open", "Schulungsraum", "20 Plätze, barrierefrei"),
        ChainLink("presentation", "Lehrkraft", "Katrin\u00a0S."),
        ChainLink(
            "baby",
            "Betreuung Nebenraum",
            "3 von 5 Kindern, 1 Betreuungsperson",
            "Nachweis",
            "warning",
        ),
        ChainLink(
            "bus",
            "Hinfahrt 7:50–8:50",
            "4 von 8 Plätzen · Bus 1, Peter\u00a0R.",
            "Kette reißt",
            "warning",
        ),
        ChainLink(
            "bus",
            "Rückfahrt 11:45–12:40",
            "4 von 8 Plätzen · Bus 1, Peter\u00a0R.",
            "Nachweis",
            "warning",
        ),
    )


def test_who_is_not_there_and_who_is_hidden(office: Office) -> None:
    found = card(office, office.lessons["B1-01"][0], hidden=True)
    assert (found.changeable, found.cancellable) == (True, True)
    assert [(link.subtitle, link.state) for link in found.links[1:]] == [
        ("M. V.", ""),
        ("2 von 0 Kindern, 0 Betreuungspersonen", "unbesetzt"),
        ("4 von 8 Plätzen · Bus 1, P. R.", "Nachweis"),
        ("4 von 8 Plätzen · Bus 1", "Nachweis"),
    ]


def test_what_a_lesson_has_not_is_missing_and_a_cancelled_one_has_no_place() -> None:
    with passing(build, NOW) as office:
        bare, gone = office.lessons["A2-03"][0], office.lessons["A2-03"][1]
        reason = next(iter(CancelReason))
        with office.workspace.fill() as db:
            by_id(db, Lesson, bare).room_id = None
            for teaches in find(db, LessonPerson, lesson_id=bare):
                db.delete(teaches)
            by_id(db, Ride, 1).vehicle_id = None
            lesson = by_id(db, Lesson, gone)
            lesson.status, lesson.cancel_reason = "cancelled", reason.value
        found, cancelled = card(office, bare), card(office, gone)
        assert found.links[:2] == (
            ChainLink("door-open", "Kein Raum", "", "fehlt", "warning"),
            ChainLink("presentation", "Lehrkraft", "niemand eingeteilt", "fehlt", "warning"),
        )
        assert "ohne Fahrzeug, Peter\u00a0R." in found.links[3].subtitle
        assert found.over == "Termin 1 von 3"
        assert (cancelled.over, cancelled.conflicts) == ("Termin", ())
        assert cancelled.cancelled != ""
        assert (cancelled.changeable, cancelled.cancellable) == (False, False)
        assert card(office, office.lessons["A2-03"][2]).over == "Termin 2 von 3"
