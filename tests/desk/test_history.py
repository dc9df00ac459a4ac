"""What was done is told with course, day and person; a visitor sees no names."""

from collections.abc import Iterator

import pytest

from kursplaner.desk.history import titles
from kursplaner.domain.kinds import ActKind
from kursplaner.domain.rides.rides import Stop
from kursplaner.planning.funding.grants import GrantForm, store_grant
from kursplaner.planning.people import families, follow_ups
from kursplaner.planning.people.families import FamilyDraft, PersonDraft
from kursplaner.planning.rides.stops import StopForm, store_stop
from kursplaner.store.records import by_id
from tests.towns import passing
from tests.ui.office import NOW, TODAY, Office, build


@pytest.fixture
def office() -> Iterator[Office]:
    with passing(build, NOW) as made:
        yield made


def told(office: Office, *, hidden: bool = False) -> str:
    with office.workspace.read() as db:
        return titles(db, office.workspace.history(1), hidden=hidden)[0]


def test_a_lesson_is_told_with_its_course_and_day(office: Office) -> None:
    lesson = office.lessons["A2-03"][0]
    with office.workspace.change(ActKind.LESSON_CHANGED, [("lesson", lesson)]) as db:
        follow_ups.add_follow_up(db, TODAY, "x")
    with office.workspace.read() as db:
        title = titles(db, office.workspace.history(1))[0]
    assert title.startswith("Termin geändert: A2 Alltag am ")
    assert title.endswith(".")


def test_acts_name_whom_they_are_about_by_themselves(office: Office) -> None:
    rima = office.people["Rima"]
    with office.workspace.change(ActKind.FOLLOW_UP_ADDED) as db:
        key = follow_ups.add_follow_up(db, TODAY, "Rückruf", rima)
    assert told(office) == "Wiedervorlage angelegt: Rima Haddad"
    with office.workspace.change(ActKind.FOLLOW_UP_DONE) as db:
        follow_ups.finish_follow_up(db, key, 1)
    assert told(office) == "Wiedervorlage erledigt: Rima Haddad"
    assert told(office, hidden=True) == "Wiedervorlage erledigt: R."
    with office.workspace.change(ActKind.PERSON_ADDED) as db:
        families.enrol_family(db, FamilyDraft(PersonDraft("Adler", "Eva")))
    assert told(office) == "Person angelegt: Eva Adler"
    with office.workspace.change(ActKind.STOP_CHANGED) as db:
        store_stop(db, StopForm("Markt", "Adorf", None, None, ""))
    assert told(office) == "Haltepunkt geändert: Markt"
    with office.workspace.change(ActKind.GRANT_CHANGED) as db:
        store_grant(db, GrantForm("LZ-9", "Landeszuwendung", "", TODAY, TODAY))
    assert told(office) == "Zuwendung geändert: LZ-9"


def test_what_is_gone_is_called_as_it_last_was(office: Office) -> None:
    with office.workspace.change(ActKind.STOP_CHANGED) as db:
        stop = store_stop(db, StopForm("Markt", "Adorf", None, None, ""))
    with office.workspace.change(ActKind.STOP_CHANGED) as db:
        by_id(db, Stop, stop).name = "Neumarkt"
    with office.workspace.change(ActKind.STOP_CHANGED, [("stop", stop)]) as db:
        db.delete(by_id(db, Stop, stop))
    assert told(office) == "Haltepunkt geändert: Neumarkt"
    with office.workspace.change(ActKind.PERSON_ADDED) as db:
        families.enrol_family(db, FamilyDraft(PersonDraft("Adler", "Eva")))
    office.workspace.undo()
    assert told(office) == "Person angelegt: Eva Adler"
    assert told(office, hidden=True) == "Person angelegt: E."
