from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from kursplaner.desk.absences.call_list import CallList, read_call_list
from kursplaner.desk.printing.absence import confirmations
from kursplaner.domain.kinds import ActKind, CallAnswer, ContactResult
from kursplaner.domain.people import ContactRoute, Person
from kursplaner.planning.absences import calls as absence_calls
from kursplaner.planning.absences import stand_ins
from kursplaner.planning.absences.calls import CallEntry
from kursplaner.planning.absences.reach import Part
from kursplaner.store.records import by_id, find
from tests.planning.morning_town import Morning, build_morning, draft_for, reported
from tests.planning.small_town import NOW, TUESDAY
from tests.towns import copied


@pytest.fixture
def morning(tmp_path: Path) -> Iterator[Morning]:
    with copied(build_morning, tmp_path / "klein.kursplan", NOW) as made:
        yield made


def calls_of(morning: Morning, absence_id: int, *, hidden: bool = False) -> CallList:
    with morning.town.workspace.read() as db:
        return read_call_list(db, absence_id, hidden=hidden)


def call(morning: Morning, absence_id: int, name: str, **values: object) -> None:
    usual: dict[str, object] = {"result": ContactResult.REACHED, "answer": CallAnswer.COMES}
    entry = CallEntry(morning.people[name], **{**usual, **values})  # type: ignore[arg-type]
    with morning.town.workspace.change(ActKind.CONTACT_LOGGED) as db:
        absence_calls.log_call(db, absence_id, entry)


def test_a_line_tells_who_when_how_and_in_which_language(morning: Morning) -> None:
    calls = calls_of(morning, reported(morning.town, draft_for(morning.town.people["Roth"])))
    olena, rima = calls.lines
    assert rima.name == "Rima, Rim"
    assert rima.children == "Nou, 4 J. und Sam, 4 J."
    assert (rima.concerns, rima.way) == ("9:00", "Bus 1, ab 8:10")
    assert [(way.kind, way.label) for way in rima.ways] == [
        ("phone", "Telefon"),
        ("neighbour", "Frau B."),
        ("letter", "Brief"),
    ]
    assert rima.language == "Arabisch"
    assert [sentence.language for sentence in rima.sentences] == ["de", "ar"]
    assert (olena.language, olena.way, olena.addresses) == (
        "Ukrainisch",
        "zu Fuß",
        ("olena@example.org",),
    )
    assert calls.children == 3


def test_reached_mailbox_and_open_are_counted_and_the_next_is_known(morning: Morning) -> None:
    absence_id = reported(morning.town, draft_for(morning.town.people["Roth"]))
    call(morning, absence_id, "Olena")
    calls = calls_of(morning, absence_id)
    assert calls.counts == (1, 0, 1)
    upcoming = calls.next_open(morning.people["Olena"])
    assert upcoming is not None
    assert upcoming.person_id == morning.people["Rima"]
    olena = calls.line(morning.people["Olena"])
    assert olena is not None
    assert olena.state == "8:00, kommt ohne Kind"
    call(morning, absence_id, "Rima", answer=CallAnswer.UNDECIDED)
    assert calls_of(morning, absence_id).counts == (1, 0, 1)


def test_a_protected_address_shows_no_way(morning: Morning) -> None:
    with morning.town.workspace.change(ActKind.PERSON_CHANGED) as db:
        for name in ("Rima", "Olena"):
            by_id(db, Person, morning.people[name]).address_restricted = True
    calls = calls_of(morning, reported(morning.town, draft_for(morning.town.people["Roth"])))
    for line in calls.lines:
        assert [way.value for way in line.ways] == ["geschützt"]
        assert line.addresses == ()


def test_without_any_way_a_letter_is_left(morning: Morning) -> None:
    with morning.town.workspace.change(ActKind.PERSON_CHANGED) as db:
        for row in find(db, ContactRoute, person_id=morning.people["Olena"]):
            db.delete(row)
    calls = calls_of(morning, reported(morning.town, draft_for(morning.town.people["Roth"])))
    line = calls.line(morning.people["Olena"])
    assert line is not None
    assert (line.ways[0].kind, line.ways[0].label) == ("letter", "kein Telefon hinterlegt")


def test_hidden_names_hide_numbers_too(morning: Morning) -> None:
    absence_id = reported(morning.town, draft_for(morning.town.people["Roth"]))
    text = str(calls_of(morning, absence_id, hidden=True).lines)
    for secret in ("Rima", "0171", "Frau B.", "Sami"):
        assert secret not in text


def test_good_news_brings_those_told_back_with_a_new_sentence(morning: Morning) -> None:
    town = morning.town
    absence_id = reported(town, draft_for(town.people["Roth"]))
    call(morning, absence_id, "Rima")
    with town.workspace.change(ActKind.STAND_IN_ASSIGNED) as db:
        stand_ins.assign(db, absence_id, Part.CARER, morning.people["Weiss"], [town.slots[0]])
    (line,) = calls_of(morning, absence_id).lines
    assert line.again
    assert not line.reached
    assert line.sentences[0].text.startswith("Am Dienstag, 2. März, gibt es doch eine Kinder")


def test_the_confirmation_goes_to_those_who_stay_at_home(morning: Morning) -> None:
    town = morning.town
    last = TUESDAY + timedelta(days=2)
    absence_id = reported(town, draft_for(town.people["Roth"], last))
    call(morning, absence_id, "Rima", answer=CallAnswer.STAYS_HOME)
    call(morning, absence_id, "Olena")
    with town.workspace.read() as db:
        (sheet,) = confirmations(db, read_call_list(db, absence_id))
    assert sheet.name == "Rim Rima"
    assert len(sheet.children) == 2
    assert [day.day for day in sheet.days] == [TUESDAY, last]
    assert sheet.language == "ar"
