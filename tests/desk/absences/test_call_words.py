"""What a call is about and which sentences it takes, from what is planned and what was said."""

from datetime import date, timedelta

import pytest

from kursplaner.basics.spans import minute_of
from kursplaner.desk.absences.call_texts import Phrase
from kursplaner.desk.absences.call_words import about, main_topic, phrases
from kursplaner.domain.kinds import AbsenceKind, ContactResult
from kursplaner.planning.absences.words import Said, Standing

DAY = date(2027, 3, 2)
NEXT, THIRD = DAY + timedelta(days=1), DAY + timedelta(days=2)
PERSON, WHOLE_DAY = AbsenceKind.PERSON, AbsenceKind.DAY


def said(now: str, told: str = "", day: date = DAY, hour: int = 9, **values: object) -> Said:
    starts = minute_of(day, hour * 60)
    result = ContactResult.REACHED if told else ContactResult.OPEN
    return Said("lesson", starts, starts, now, told, result, **values)  # type: ignore[arg-type]


def standing(*units: Said) -> Standing:
    return Standing(1, (), (), units, None)


def topics(*units: Said, kind: str = PERSON, own: str = "lesson") -> list[Phrase]:
    return list(phrases(standing(*units), kind, own))


@pytest.mark.parametrize(
    ("now", "told", "kind", "topic"),
    [
        ("lesson", "", PERSON, "lesson"),
        ("lesson", "", WHOLE_DAY, "day"),
        ("childcare", "", WHOLE_DAY, "childcare"),
        ("childcare", "", PERSON, "childcare"),
        ("place", "", PERSON, "childcare"),
        ("ride_out", "", PERSON, "ride"),
        ("ride_back", "", PERSON, "ride"),
        ("seat_back", "", PERSON, "ride"),
        ("seat", "", PERSON, "ride"),
        ("childcare+ride_out", "", PERSON, "childcare"),
        ("ride_out", "childcare", PERSON, "ride"),
        ("", "childcare", PERSON, "childcare"),
        ("", "lesson", WHOLE_DAY, "day"),
        ("", "", PERSON, "own"),
        ("", "?", PERSON, "own"),
    ],
)
def test_a_call_is_about_what_fails_else_what_was_said_to(
    now: str, told: str, kind: str, topic: str
) -> None:
    assert main_topic(standing(said(now, told)), kind, "own") == topic


def test_what_stands_beside_is_not_what_a_call_is_about() -> None:
    beside = said("lesson", beside=True)
    assert main_topic(standing(beside, said("ride")), PERSON, "own") == "ride"
    assert about(standing(beside, said("ride"))) == [said("ride")]


def test_a_call_is_about_all_where_nothing_fails_or_was_said_otherwise() -> None:
    well, failing, told = said(""), said("ride", hour=10), said("", "ride", hour=11)
    assert about(standing(well, failing, told)) == [failing, told]
    assert about(standing(well)) == [well]


def test_a_whole_day_takes_no_times_and_a_part_of_it_does() -> None:
    assert topics(said("lesson")) == [Phrase("lesson", (DAY,))]
    assert topics(said("lesson"), said("", hour=14)) == [Phrase("lesson", (DAY,), ("9:00",))]
    assert topics(said("lesson"), said("", hour=14, beside=True)) == [
        Phrase("lesson", (DAY,), ("9:00",))
    ]
    assert topics(said("lesson", hour=14), said("lesson", hour=9), said("", hour=18)) == [
        Phrase("lesson", (DAY,), ("9:00", "14:00"))
    ]


def test_whole_days_after_each_other_are_one_sentence() -> None:
    three = [said("ride", day=day) for day in (DAY, NEXT, THIRD)]
    assert topics(*three) == [Phrase("ride", (DAY, NEXT, THIRD))]
    between = [said("ride"), said("", day=NEXT, beside=True), said("ride", day=THIRD)]
    assert topics(*between) == [Phrase("ride", (DAY,)), Phrase("ride", (THIRD,))]
    part = [said("ride"), said("ride", day=NEXT), said("", day=NEXT, hour=14)]
    assert topics(*part) == [Phrase("ride", (DAY,)), Phrase("ride", (NEXT,), ("9:00",))]
    begins = [said("ride", hour=9), said("", hour=14), said("ride", day=NEXT)]
    assert topics(*begins) == [Phrase("ride", (DAY,), ("9:00",)), Phrase("ride", (NEXT,))]


def test_what_fails_is_said_before_what_is_well_again() -> None:
    found = topics(said("", "childcare"), said("ride", day=NEXT))
    assert found == [Phrase("ride", (NEXT,)), Phrase("childcare_again", (DAY,))]


def test_each_thing_that_fails_has_its_sentence_in_order() -> None:
    found = topics(said("ride_out+childcare"))
    assert [phrase.topic for phrase in found] == ["childcare", "ride_out"]


@pytest.mark.parametrize(
    ("told", "topic"),
    [
        ("ride_out", "ride_again"),
        ("seat", "ride_again"),
        ("place", "childcare_again"),
        ("lesson", "lesson_again"),
        ("ride+childcare", "childcare_again"),
        ("?", "day_again"),
    ],
)
def test_good_news_names_what_was_said_to_fail(told: str, topic: str) -> None:
    assert [phrase.topic for phrase in topics(said("", told), own="day")] == [topic]


def test_on_a_day_that_fails_whole_lessons_fall_with_it() -> None:
    assert topics(said("lesson"), kind=WHOLE_DAY) == [Phrase("day", (DAY,))]
    assert topics(said("", "lesson"), kind=WHOLE_DAY) == [Phrase("day_again", (DAY,))]
    assert topics(said("ride"), kind=WHOLE_DAY) == [Phrase("ride", (DAY,))]
