from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from kursplaner.basics.spans import minute_of
from kursplaner.desk.absences.call_list import CallLine, CallList, read_call_list
from kursplaner.desk.printing.absence import confirmations
from kursplaner.domain.kinds import ActKind, CallAnswer, ContactResult
from kursplaner.domain.people import ContactRoute, Person
from kursplaner.domain.rides.rides import Ride
from kursplaner.planning.absences import calls as absence_calls
from kursplaner.planning.absences import stand_ins
from kursplaner.planning.absences.calls import CallEntry
from kursplaner.planning.absences.reach import AbsenceDraft, Part
from kursplaner.store.records import by_id, find
from tests.planning.morning_town import Morning, build_morning, draft_for, reported
from tests.planning.small_town import NOW, TUESDAY
from tests.towns import passing


@pytest.fixture
def morning() -> Iterator[Morning]:
    with passing(build_morning, NOW) as made:
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
    rima, olena = calls.lines
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
    lines = sorted(calls_of(morning, absence_id).lines, key=lambda line: line.topic == "work")
    line, substitute = lines
    assert substitute.sentences[0].text == (
        "Am Dienstag, 2. März um 8:45 Uhr sind Sie eingeteilt. Bitte kommen Sie."
    )
    assert line.again
    assert not line.reached
    assert line.sentences[0].text.startswith("Am Dienstag, 2. März, gibt es doch eine Kinder")


FIRST_WITH_TEXT = {
    "ti ar uk": "ar", "fa uk": "uk", "uk ar": "uk", "fa de ar": "de", "ti": "de", "": "de",
}  # fmt: skip
"""In which language the confirmation speaks, by those of the family in their order."""


def test_the_confirmation_goes_to_those_who_stay_at_home(morning: Morning) -> None:
    town = morning.town
    last = TUESDAY + timedelta(days=2)
    absence_id = reported(town, draft_for(town.people["Roth"], last))
    call(morning, absence_id, "Rima", answer=CallAnswer.STAYS_HOME)
    call(morning, absence_id, "Olena")
    with town.workspace.read() as db:
        calls = read_call_list(db, absence_id)
        (sheet,) = confirmations(db, calls)
        for spoken, language in FIRST_WITH_TEXT.items():
            lines = tuple(replace(line, languages=tuple(spoken.split())) for line in calls.lines)
            assert confirmations(db, replace(calls, lines=lines))[0].language == language
    assert sheet.name == "Rim Rima"
    assert len(sheet.children) == 2
    assert [day.day for day in sheet.days] == [TUESDAY, last]
    assert sheet.language == "ar"


def add_route(morning: Morning, name: str, **values: object) -> None:
    with morning.town.workspace.fill() as db:
        db.add(ContactRoute(person_id=morning.people[name], **values))


def line_of(morning: Morning, name: str, draft: AbsenceDraft | None = None) -> CallLine:
    draft = draft or draft_for(morning.town.people["Roth"])
    line = calls_of(morning, reported(morning.town, draft)).line(morning.people[name])
    assert line is not None
    return line


def test_several_days_are_counted_from_the_first(morning: Morning) -> None:
    roth = morning.town.people["Roth"]
    draft = draft_for(roth, TUESDAY + timedelta(days=2))
    assert line_of(morning, "Rima", draft).concerns == "2 × ab Di 02.03."


def test_the_only_day_of_several_is_named(morning: Morning) -> None:
    draft = draft_for(morning.town.people["Roth"], TUESDAY + timedelta(days=1))
    assert line_of(morning, "Rima", draft).concerns == "Di 02.03."


def test_a_seat_without_a_time_or_a_vehicle(morning: Morning) -> None:
    with morning.town.workspace.fill() as db:
        by_id(db, Ride, morning.town.rides[0]).vehicle_id = None
    assert line_of(morning, "Rima").way == "Fahrdienst, ab 8:10"


def test_only_whole_mail_addresses_get_a_draft(morning: Morning) -> None:
    for value in ("a b@example.org", "ohne", " zwei@example.org "):
        add_route(morning, "Olena", kind="email", value=value)
    assert line_of(morning, "Olena").addresses == ("olena@example.org", "zwei@example.org")


@pytest.mark.parametrize(
    ("born", "says"),
    [
        (TUESDAY.replace(year=2026), "1 J."),
        (TUESDAY.replace(year=2026, day=3), "11 Mon."),
        (TUESDAY.replace(year=2023), "4 J."),
        (TUESDAY.replace(year=2023, day=3), "3 J."),
        (None, ""),
    ],
)
def test_the_age_of_a_child_is_short(morning: Morning, born: date | None, says: str) -> None:
    with morning.town.workspace.fill() as db:
        by_id(db, Person, morning.people["Maksym"]).birth_date = born
    assert line_of(morning, "Olena").children == ("Mak, " + says if says else "Mak")


def test_a_language_without_a_text_is_still_named(morning: Morning) -> None:
    with morning.town.workspace.fill() as db:
        by_id(db, Person, morning.people["Rima"]).languages = "ti"
        by_id(db, Person, morning.people["Olena"]).languages = ""
    calls = calls_of(morning, reported(morning.town, draft_for(morning.town.people["Roth"])))
    rima, olena = calls.lines
    assert (rima.language, rima.languages) == ("Tigrinya", ("ti",))
    assert (olena.language, olena.languages) == ("Deutsch", ())


def test_rides_and_children_are_counted_once(morning: Morning) -> None:
    driver = morning.town.people["driver"]
    calls = calls_of(morning, reported(morning.town, draft_for(driver)))
    assert (calls.rides, calls.children) == (2, 0)
    assert [line.topic for line in calls.lines] == ["ride"]
    assert calls.lines[0].starts == minute_of(TUESDAY, 540)
