"""An absence in words, from facts made by hand."""

from datetime import date
from types import SimpleNamespace

import pytest

from kursplaner.basics.spans import minute_of
from kursplaner.desk.wording import absences as words
from kursplaner.domain.conflicts.obstacles import Choice, Obstacle, soft
from kursplaner.domain.kinds import AbsenceKind, CallAnswer, ClosureReason, ContactResult
from kursplaner.planning.absences.cancelling import CallingOff
from kursplaner.planning.absences.reach import AbsenceDraft, Concerned, Part, Touched
from kursplaner.planning.absences.reporting import AbsencePlan
from kursplaner.planning.absences.stand_ins import Candidate, Fit

DAY, LAST = date(2027, 3, 2), date(2027, 3, 4)
ZERO = minute_of(DAY)


def touched(source: str = "lesson", start: int = 540, part: Part = Part.TEACHER) -> Touched:
    return Touched(part, source, start, ZERO + start, ZERO + start + 60)


@pytest.mark.parametrize(
    ("kind", "reason", "last", "says"),
    [
        (AbsenceKind.VILLAGE, "other", DAY, "Wer: am Di 02.03. keine Fahrten"),
        (AbsenceKind.VILLAGE, "weather", DAY, "Wer: am Di 02.03. keine Fahrten (Wetter)"),
        (AbsenceKind.DAY, "strike", DAY, "Am Di 02.03. fällt alles aus (Streik)"),
        (AbsenceKind.DAY, "other", LAST, "Di 02.03. bis Do 04.03. fällt alles aus"),
        (AbsenceKind.VEHICLE, "repair", DAY, "Wer fällt am Di 02.03. aus"),
        (AbsenceKind.PERSON, "ill", DAY, "Wer ist am Di 02.03. krank"),
        (AbsenceKind.PERSON, "holiday", LAST, "Wer ist bis Do 04.03. im Urlaub"),
    ],
)
def test_who_is_missing_when_and_why(kind: str, reason: str, last: date, says: str) -> None:
    assert words.missing_text(kind, "Wer", reason, DAY, last) == says


def test_every_reason_that_somebody_is_missing_for_has_words() -> None:
    assert set(words.MISSING) == set(ClosureReason)


@pytest.mark.parametrize("reason", ClosureReason)
@pytest.mark.parametrize("kind", AbsenceKind)
def test_who_is_missing_for_any_reason_is_one_line(kind: str, reason: str) -> None:
    for last in (DAY, LAST):
        text = words.missing_text(kind, "Wer", reason, DAY, last)
        assert ("Wer" in text) == (kind != AbsenceKind.DAY)
        assert "02.03." in text or "04.03." in text
        assert ("(" in text) == (
            kind in (AbsenceKind.VILLAGE, AbsenceKind.DAY) and reason in ("weather", "strike")
        )


def test_the_title_names_each_part_once() -> None:
    parts = [Part.DRIVER, Part.VEHICLE, Part.CARER]
    assert words.page_title(parts, DAY, DAY) == "Fahrten und Betreuung am Di 02.03."
    assert words.page_title([], DAY, LAST) == "Ausfall Di 02.03. bis Do 04.03."


def test_when_it_was_reported() -> None:
    assert words.reported_text(DAY, 490, DAY) == "gemeldet heute 8:10"
    assert words.reported_text(DAY, 490, LAST, withdrawn=True) == (
        "aufgehoben, gemeldet Di 02.03. 8:10"
    )


def test_times_stand_once_or_are_counted_over_days() -> None:
    spans = [touched(start=540), touched("ride", 540), touched(start=1_439), touched(start=1_440)]
    assert words.times_text(spans[:2], several_days=False) == "9:00–10:00"
    assert words.times_text(spans, several_days=True) == "3 Zeiten an 2 Tagen"


@pytest.mark.parametrize(
    ("answer", "topic", "children", "says"),
    [
        (CallAnswer.COMES, "childcare", True, "kommt ohne Kind"),
        (CallAnswer.COMES, "childcare", False, "kommt"),
        (CallAnswer.COMES, "ride", True, "kommt ohne Bus"),
        (CallAnswer.COMES, "lesson", True, "kommt"),
        (CallAnswer.STAYS_HOME, "childcare", True, "bleibt zu Hause"),
        (CallAnswer.STAYS_HOME, "ride", False, "bleibt zu Hause"),
    ],
)
def test_what_somebody_will_do(
    answer: CallAnswer,
    topic: str,
    children: bool,  # noqa: FBT001 (a case)
    says: str,
) -> None:
    assert words.answer_text(answer, topic, children=children) == says


def test_the_state_of_a_call() -> None:
    reached, mailbox = ContactResult.REACHED, ContactResult.MAILBOX
    assert words.state_text(reached, "kommt", "", "x") == ""
    assert words.state_text(reached, "kommt", "8:24", "") == "8:24, kommt"
    assert words.state_text(reached, "kommt", "8:24", "später") == "8:24, später"
    assert words.state_text(mailbox, "kommt", "8:31", "") == "8:31, Mailbox besprochen"
    assert words.state_text(mailbox, "kommt", "8:31", "voll") == "8:31, voll"
    others = [result for result in ContactResult if result not in {reached, mailbox}]
    assert {words.state_text(result, "kommt", "8:31", "n") for result in others} == {"8:31, n"}
    assert {words.state_text(result, "kommt", "8:31", "") for result in others} == {""}


def test_a_way_is_named_by_its_kind_or_note() -> None:
    assert words.route_text("phone", "") == "Telefon"
    assert words.route_text("phone", "abends") == "Telefon, abends"
    assert words.route_text("neighbour", "Frau Kern") == "Frau Kern"
    assert words.route_text("employer", "Bäckerei") == "Bäckerei"
    assert words.route_text("neighbour", "") == "Nachbarschaft"


def test_how_far_the_calls_are() -> None:
    assert words.progress_text(3, 5, 1, 1) == ("3 von 5 erreicht", "1 Mailbox, 1 offen")
    assert words.progress_text(5, 5, 0, 0) == ("5 von 5 erreicht", "")
    assert words.message_word(again=True, count=1) == "gute Nachricht (1 Person)"
    assert words.message_word(again=False, count=2) == "Ausfall (2 Personen)"
    assert words.otherwise_text(again=True) != words.otherwise_text(again=False)


def test_the_figure_is_of_lessons_first_then_of_what_there_is() -> None:
    slot, ride = touched("childcare"), touched("ride")
    assert words.records_figure([]) == (0, "Termine", "")
    assert words.records_figure([ride, slot, slot, touched(), touched()]) == (
        2,
        "Termine",
        "2 Betreuungszeiten und 1 Fahrt",
    )
    assert words.records_figure([slot]) == (1, "Betreuung", "")


def test_what_is_said_where_nothing_is_left_to_do() -> None:
    taking_part = [touched(), touched(part=Part.PARTICIPANT)]
    assert words.settled_text(taking_part)[0] == "Nichts zu vertreten"
    assert words.settled_text([]) == ("Alles geregelt", "Es ist nichts mehr offen")
    assert words.settled_text([touched()])[1] == "Vertreten, abgesagt oder schon vorbei"


@pytest.mark.parametrize(
    ("part", "knows", "of", "says"),
    [
        (Part.CARER, 1, 1, ["kennt das Kind"]),
        (Part.CARER, 6, 6, ["kennt alle 6 Kinder"]),
        (Part.CARER, 4, 6, ["kennt 4 der 6 Kinder"]),
        (Part.CARER, 0, 6, []),
        (Part.CARER, 0, 0, []),
        (Part.TEACHER, 1, 1, ["kennt den Kurs"]),
        (Part.TEACHER, 0, 1, []),
        (Part.DRIVER, 1, 1, []),
    ],
)
def test_whom_a_stand_in_knows(part: Part, knows: int, of: int, says: list[str]) -> None:
    free = SimpleNamespace(against=(), free=2, of=2)
    candidate = Candidate(free, Fit.FITS, (1, 2), knows, of)  # type: ignore[arg-type]
    assert words.candidate_text(candidate, part) == ", ".join(["ganz frei", *says])


def test_why_a_stand_in_does_not_fit() -> None:
    two = soft(Obstacle.CREDENTIAL_MISSING, papers=("police_certificate", "first_aid"))
    single = soft(Obstacle.CREDENTIAL_MISSING, papers=("first_aid",))
    never = Candidate(Choice(1, "A", 0, 2, (single, soft(Obstacle.BUSY))), Fit.NO, ())
    assert words.candidate_text(never, Part.CARER) == "Erste Hilfe am Kind fehlt noch, belegt"
    reserve = Candidate(Choice(1, "A", 2, 2, (two,)), Fit.RESERVE, (1, 2), 1, 3)
    assert words.candidate_text(reserve, Part.CARER) == (
        "ganz frei, kennt 1 der 3 Kinder, Erweitertes Führungszeugnis und Erste Hilfe am Kind"
        " fehlen noch"
    )


def test_what_an_absence_touches_is_counted_by_kind() -> None:
    draft = AbsenceDraft(AbsenceKind.PERSON, DAY, DAY, resource_id=1)
    called = (Concerned(1, ()), Concerned(2, ()))
    some = (touched(), touched("childcare"), touched("childcare", 600), touched("ride"))
    assert words.touching_text(AbsencePlan(draft, some, called, bars=True)) == (
        "1 Termin, 2 Betreuungszeiten und 1 Fahrt betroffen, 2 Personen anzurufen"
    )
    assert words.touching_text(AbsencePlan(draft, some[3:], (), bars=True)) == "1 Fahrt betroffen"
    nothing = AbsencePlan(draft, (), called, bars=True)
    assert words.touching_text(nothing) == "Davon ist nichts betroffen."


def test_what_is_called_off_is_counted_by_kind() -> None:
    every = CallingOff((), (1, 2), (3,), (4, 5, 6), (7,), (8,), make_up=False)
    assert words.calling_off_text(every) == (
        "2 Termine, 1 Betreuungszeit, 3 Fahrten und 1 Sitzplatz absagen"
    )
    seats = CallingOff((), (), (), (), (7, 9), (8,), make_up=False)
    assert words.calling_off_text(seats) == "2 Sitzplätze absagen"


def test_how_free_a_stand_in_is() -> None:
    some = SimpleNamespace(against=(), free=1, of=2)
    partly = Candidate(some, Fit.PARTLY, (1,))  # type: ignore[arg-type]
    assert words.candidate_text(partly, Part.DRIVER) == "frei für 1 von 2"
    never = Candidate(some, Fit.NO, ())  # type: ignore[arg-type]
    assert words.candidate_text(never, Part.DRIVER) == "an keinem Termin frei"


def test_what_is_freed_and_of_whom() -> None:
    assert words.freed_text(1, 2, 0) == "1 Termin und 2 Plätze"
    assert words.freed_text(0, 0, 2) == "2 Fahrten"
    assert words.families_word(1, families=True) == "Familie"
    assert words.families_word(2, families=False) == "Personen"
