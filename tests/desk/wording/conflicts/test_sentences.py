from datetime import date, datetime, timedelta
from typing import cast

import pytest

from kursplaner.basics import clock
from kursplaner.basics.spans import minute_of
from kursplaner.desk.wording.conflicts.obstacles import against_text
from kursplaner.desk.wording.conflicts.of_a_lesson import state_word
from kursplaner.desk.wording.conflicts.sentences import (
    headline,
    marked_sentence,
    saved_sentence,
    sentence,
    shown,
)
from kursplaner.desk.wording.words.kinds import word
from kursplaner.domain.conflicts.conflicts import Conflict, Subject, severity_of
from kursplaner.domain.conflicts.facts import ConflictFacts
from kursplaner.domain.conflicts.obstacles import Against, Obstacle
from kursplaner.domain.kinds import ConflictKind

DAY = date(2027, 3, 2)
ROOM = Subject("room", 1, "Schulungsraum")
LESSON = Subject("lesson", 2, "Deutsch A1")
BOOKING = Subject("booking", 3, "Stadtrat")


def conflict(kind: ConflictKind, *subjects: Subject, **facts: object) -> Conflict:
    starts = minute_of(DAY, 540)
    severity, known = severity_of(kind), cast("ConflictFacts", facts)
    return Conflict("x", kind, severity, DAY, starts, starts + 135, subjects, known)


def test_double_use_says_who_what_where_and_when() -> None:
    text = sentence(conflict(ConflictKind.ROOM, ROOM, LESSON, BOOKING))
    assert text == (
        "Schulungsraum ist am Di 02.03.2027, 9:00–11:15 doppelt belegt: Kurs „Deutsch A1“ und"
        " Belegung „Stadtrat“."
    )


def test_a_series_against_itself() -> None:
    text = sentence(conflict(ConflictKind.ROOM, ROOM, LESSON, LESSON._replace(id=9)))
    assert text.endswith("doppelt belegt: zweimal Kurs „Deutsch A1“.")


def test_closure_with_its_reason() -> None:
    found = conflict(ConflictKind.CLOSURE, ROOM, LESSON, reason="repair", note="Heizung")
    assert "(Reparatur, Heizung), gebraucht für Kurs „Deutsch A1“" in sentence(found)


def test_childcare_over_the_ratio_counts_in_places() -> None:
    slot = Subject("childcare", 4, "Deutsch A1")
    facts = {"children": 6, "weight_tenths": 65, "limit_tenths": 50, "carers": 1}
    text = sentence(conflict(ConflictKind.CHILDCARE_CAPACITY, slot, **facts))
    assert "6 Kinder bei 1 Betreuungsperson sind zu viele (6,5 von höchstens 5 Plätzen)" in text


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (31, "Erste Hilfe am Kind gilt nur bis 31.01.2027, eingeplant am"),
        (1, "Erste Hilfe am Kind gilt nur bis 31.01.2027, eingeplant am"),
        (32, "Erste Hilfe am Kind ist abgelaufen (gültig bis 31.01.2027), eingeplant am"),
    ],
)
def test_credential_says_until_when_and_has_run_out_only_after_that(today: int, said: str) -> None:
    who = Subject("person", 5, "Anna Wolf")
    facts = {"paper": "first_aid", "valid_until": date(2027, 1, 31)}
    with clock.pinned(datetime(2026, 12, 31) + timedelta(days=today)):
        assert said in sentence(conflict(ConflictKind.CREDENTIAL, who, **facts))


def test_accepted_says_why() -> None:
    found = conflict(ConflictKind.ROOM, ROOM, LESSON, BOOKING).accepted("Saal ist teilbar")
    assert marked_sentence(found).startswith("Hinweis: ")
    assert sentence(found).endswith("Angenommen, weil: Saal ist teilbar")


@pytest.mark.parametrize("kind", ConflictKind)
def test_every_kind_has_a_sentence_even_without_names(kind: ConflictKind) -> None:
    text = sentence(conflict(kind, Subject("room", 7), Subject("lesson", 8)))
    assert text.endswith(".")
    assert "{" not in text


@pytest.mark.parametrize("kind", ConflictKind)
def test_every_kind_has_a_word_and_a_state(kind: ConflictKind) -> None:
    assert word(kind)
    assert state_word(conflict(kind, ROOM, LESSON))


def test_what_was_saved_says_what_it_breaks() -> None:
    hard, soft = conflict(ConflictKind.CLOSURE, ROOM), conflict(ConflictKind.CREDENTIAL, ROOM)
    assert saved_sentence("A2 gespeichert", []) == "A2 gespeichert"
    assert saved_sentence("A2 gespeichert", [hard, soft, soft]) == (
        "A2 gespeichert. Passt jetzt nicht mehr: 1 Konflikt und 2 Hinweise."
    )


def test_hidden_names_are_initials() -> None:
    who = Subject("person", 5, "Anna Wolf")
    text = shown(conflict(ConflictKind.AVAILABILITY, who, LESSON), hidden=True)
    assert "Wolf" not in text
    assert "Kurs „Deutsch A1“" in text


def test_a_missing_credential_and_an_ended_room() -> None:
    who = Subject("person", 5, "Anna Wolf")
    slot = Subject("childcare", 4, "Deutsch A1")
    assert sentence(
        conflict(ConflictKind.CREDENTIAL, who, slot, paper="hygiene", lacking=True)
    ) == (
        "Anna Wolf: Hygienebelehrung fehlt, eingeplant am Di 02.03.2027, 9:00–11:15 für"
        " Kinderbetreuung zu „Deutsch A1“."
    )
    ended = conflict(ConflictKind.CLOSURE, ROOM, LESSON, reason="ended", note="")
    assert "nicht mehr zur Verfügung" in sentence(ended)


def test_hours_steps_and_equipment_say_how_much_and_what() -> None:
    who = Subject("person", 5, "Anna Wolf")
    facts = {"minutes": 660, "limit_minutes": 600, "work": "lesson"}
    hours = sentence(conflict(ConflictKind.WEEKLY_HOURS, who, **facts))
    assert hours.startswith("Anna Wolf ist für Unterricht in der Woche ab")
    assert "sind vereinbart" in hours
    steps = sentence(conflict(ConflictKind.ACCESSIBILITY, ROOM, LESSON, people=2))
    assert "sind 2 Personen darauf angewiesen" in steps
    lacks = sentence(conflict(ConflictKind.EQUIPMENT, ROOM, LESSON, missing=("beamer",)))
    assert lacks.endswith("braucht: Beamer.")


def test_headline() -> None:
    assert headline(0, 0) == "Keine Konflikte."
    assert headline(1, 0) == "1 Konflikt."
    assert headline(0, 2) == "Keine Konflikte, 2 Hinweise."


@pytest.mark.parametrize("obstacle", Obstacle)
def test_every_obstacle_has_words_even_without_facts(obstacle: Obstacle) -> None:
    assert against_text(Against(obstacle)).strip()


def test_obstacle_names_its_days() -> None:
    days = tuple(date(2027, 3, day) for day in (2, 4))
    assert against_text(Against(Obstacle.BUSY, days=days)) == "belegt am Di 02.03. und Do 04.03."
    many = tuple(date(2027, 3, day) for day in range(1, 9))
    assert against_text(Against(Obstacle.BUSY, days=many)) == "belegt an 8 Tagen (ab Mo 01.03.)"


def test_a_family_that_finds_no_place_hears_how_much_is_wanted_and_free() -> None:
    slot = Subject("childcare", 4, "Deutsch A1")
    facts = {"children": 2, "wanted_tenths": 25, "free_tenths": 10}
    text = sentence(conflict(ConflictKind.CHILDCARE_CAPACITY, slot, LESSON, **facts))
    assert text == (
        "Kinderbetreuung zu „Deutsch A1“ am Di 02.03.2027, 9:00–11:15: zu wenig Platz für 2 Kinder"
        " (2,5 gebraucht, 1 frei)."
    )


@pytest.mark.parametrize(
    ("lack", "says"),
    [
        ("seats", "zu wenig freie Plätze für 3 Personen"),
        ("booster", "nicht genug freie Sitze der Art „Sitzerhöhung“"),
        ("wheelchair", "keinen freien Rollstuhlplatz"),
        ("pram", "keinen freien Platz für einen Kinderwagen"),
        ("ride_locked", "liegt schon fest"),
        ("no_time", "keine Zeit für den Umweg"),
        ("no_stop", "Haltepunkt gibt es"),
    ],
)
def test_a_family_that_finds_no_seats_hears_why(lack: str, says: str) -> None:
    bus = Subject("vehicle", 6, "Bus 1")
    facts = {"direction": "out", "lack": lack, "wanted": 3}
    text = sentence(conflict(ConflictKind.CHILD_SEAT, LESSON, bus, **facts))
    assert text.startswith("Bus 1")
    assert "Hinfahrt am Di 02.03.2027, 9:00–11:15 (Kurs „Deutsch A1“)" in text
    assert says in text
    assert text == sentence(conflict(ConflictKind.VEHICLE_CAPACITY, LESSON, bus, **facts))


def test_somebody_without_a_seat_is_named_with_the_course() -> None:
    course, who = Subject("course", 4, "A2 Alltag"), Subject("person", 5, "Jana Doe")
    lesson = Subject("lesson", 2, "A2 Alltag")
    found = conflict(ConflictKind.RIDE_MISSING, lesson, course, who, direction="out")
    assert sentence(found) == (
        "Jana Doe hat am Di 02.03.2027, 9:00–11:15 keinen Platz in der Hinfahrt zu Kurs"
        " „A2 Alltag“."
    )
    without = conflict(ConflictKind.RIDE_MISSING, lesson, course, direction="out")
    assert sentence(without).endswith("die gewünschte Hinfahrt fehlt.")


def test_what_is_saved_with_only_hints_or_only_conflicts() -> None:
    hard, soft = conflict(ConflictKind.CLOSURE, ROOM), conflict(ConflictKind.CREDENTIAL, ROOM)
    saved = "A2 gespeichert. Passt jetzt nicht mehr"
    assert saved_sentence("A2 gespeichert", [soft]) == f"{saved}: 1 Hinweis."
    assert saved_sentence("A2 gespeichert", [hard, hard]) == f"{saved}: 2 Konflikte."


def test_double_use_without_others_names_none() -> None:
    assert sentence(conflict(ConflictKind.ROOM, ROOM)).endswith("9:00–11:15 doppelt belegt.")
    assert sentence(conflict(ConflictKind.TEACHER, ROOM, LESSON)).endswith(
        "doppelt verplant: Kurs „Deutsch A1“."
    )


@pytest.mark.parametrize(
    ("people", "capacity", "says"),
    [
        (15, 16, "Kurs „Deutsch A1“ ist voll (16 Plätze)."),
        (16, 16, "Kurs „Deutsch A1“ ist voll (16 Plätze)."),
        (17, 16, "Kurs „Deutsch A1“ hat 17 Teilnehmende, vorgesehen sind höchstens 16."),
        (1, 0, "Kurs „Deutsch A1“ hat 1 Teilnehmende:r, vorgesehen sind höchstens 0."),
    ],
)
def test_a_course_is_full_or_over_full(people: int, capacity: int, says: str) -> None:
    facts = {"people": people, "capacity": capacity}
    assert sentence(conflict(ConflictKind.COURSE_CAPACITY, LESSON, **facts)) == says


@pytest.mark.parametrize(
    ("people", "says"),
    [
        (0, "ist der Kurs darauf angelegt."),
        (1, "ist 1 Person darauf angewiesen."),
        (2, "sind 2 Personen darauf angewiesen."),
    ],
)
def test_how_many_need_a_room_without_steps(people: int, says: str) -> None:
    text = sentence(conflict(ConflictKind.ACCESSIBILITY, ROOM, LESSON, people=people))
    assert text.endswith(says)


def test_seats_that_do_not_fit_say_how_many() -> None:
    bus, ride = Subject("vehicle", 6, "Bus 1"), Subject("ride", 7, "Deutsch A1")
    facts = {"people": 3, "capacity": 2}
    aboard = sentence(conflict(ConflictKind.VEHICLE_CAPACITY, bus, ride, **facts))
    assert aboard == (
        "Bus 1 hat auf der Fahrt zu „Deutsch A1“ am Di 02.03.2027, 9:00–11:15 3 Personen an Bord,"
        " Platz ist für 2."
    )
    seats = sentence(conflict(ConflictKind.CHILD_SEAT, bus, ride, seat="booster", **facts))
    assert seats.endswith("(Sitzerhöhung: 3 gebraucht, 2 vorhanden).")
    unsaid = sentence(conflict(ConflictKind.CHILD_SEAT, bus, ride, **facts))
    assert unsaid.endswith("(Kindersitz: 3 gebraucht, 2 vorhanden).")


@pytest.mark.parametrize(
    ("kind", "facts", "says"),
    [
        (ConflictKind.HOLIDAY, {}, "das ist ein Feiertag."),
        (ConflictKind.HOLIDAY, {"name": "Ostern", "land": "SN"}, "ein Feiertag (Ostern, Sachsen)."),
        (ConflictKind.CLOSING_DAY, {"name": "Brückentag"}, "ein Schließtag (Brückentag)."),
    ],
)
def test_a_day_off_is_named(kind: ConflictKind, facts: dict[str, object], says: str) -> None:
    assert sentence(conflict(kind, LESSON, **facts)).endswith(says)


def test_a_room_is_missing_for_the_course_or_its_childcare() -> None:
    when = "am Di 02.03.2027, 9:00–11:15 keinen Raum."
    own = sentence(conflict(ConflictKind.NO_ROOM, LESSON))
    assert own == f"Kurs „Deutsch A1“ hat {when}"
    care = sentence(conflict(ConflictKind.NO_ROOM, LESSON, childcare=True))
    assert care == f"Die Kinderbetreuung zu Kurs „Deutsch A1“ hat {when}"


def test_a_closure_without_a_course_and_without_a_note() -> None:
    text = sentence(conflict(ConflictKind.CLOSURE, ROOM, reason="repair", note=""))
    assert text.endswith("nicht zur Verfügung (Reparatur), gebraucht für den Termin.")


def test_hidden_names_stay_where_they_are_not_hidden() -> None:
    who = Subject("person", 5, "Wolf, Anna")
    found = conflict(ConflictKind.AVAILABILITY, who, LESSON)
    assert shown(found, hidden=False) == sentence(found)
    assert shown(found, hidden=True).startswith("A. W. ist am")


def test_who_cares_for_children_longer_than_without_a_permit() -> None:
    who = Subject("person", 5, "Anna Wolf")
    facts = {"minutes": 961, "limit_minutes": 900}
    assert sentence(conflict(ConflictKind.CARER_HOURS, who, LESSON, **facts)) == (
        "Anna Wolf betreut in der Woche ab Di 02.03.2027 16 Std. 1 Min. (Hinweis ab 15 Std.):"
        " Bitte prüfen Sie, ob eine Pflegeerlaubnis nach § 43 SGB VIII nötig ist."
    )


def test_two_lessons_of_a_course_at_once() -> None:
    assert sentence(conflict(ConflictKind.COURSE, LESSON, BOOKING)) == (
        "Kurs „Deutsch A1“ hat am Di 02.03.2027, 9:00–11:15 zwei Termine zugleich."
    )
