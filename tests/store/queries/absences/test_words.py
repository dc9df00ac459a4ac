"""Exact bounds of what is asked about absences, about words told, and about what they took out."""

from collections.abc import Iterator

import pytest

from kursplaner.basics.spans import Span, minute_of
from kursplaner.domain.absences import AbsenceEffect
from kursplaner.domain.courses import Enrolment
from kursplaner.store.queries.absences import absences, words
from kursplaner.store.records import by_id, find
from tests.planning.morning_town import draft_for, reported
from tests.planning.small_town import NOW, TUESDAY
from tests.planning.village_town import THURSDAY, Village, build_village
from tests.towns import passing

LESSON, SLOT, OUT = (minute_of(TUESDAY, at) for at in (540, 525, 490))
TWO_DAYS = 2880


@pytest.fixture
def oelsnitz() -> Iterator[Village]:
    with passing(build_village, NOW) as made:
        yield made


def test_absences_of_a_stretch_without_its_end(oelsnitz: Village) -> None:
    key = oelsnitz.report("bus", last_day=True)
    first, end = minute_of(TUESDAY), minute_of(THURSDAY, 1440)
    with oelsnitz.workspace.read() as db:
        for span, found in (
            ((first - 10, first), []),
            ((first - 10, first + 1), [key]),
            ((end - 1, end + 10), [key]),
            ((end, end + 10), []),
        ):
            assert [row.id for row in absences.absences_between(db, Span(*span))] == found
        (row,) = absences.absences_between(db, Span(first, end))
        assert (row.first, row.last, row.withdrawn) == (TUESDAY, THURSDAY, False)
        assert row.name == "Bus 1"


def test_words_count_by_the_minute_of_what_they_tell(oelsnitz: Village) -> None:
    key = oelsnitz.report()
    oelsnitz.call(key, "Rima")
    rima, layla = oelsnitz.people["Rima"], oelsnitz.people["Layla"]
    with oelsnitz.workspace.read() as db:
        told = words.words_of_absence(db, key)
        told = [word for word in told if word.person_id == rima]
        first = told[0].starts
        assert words.words_of_people(db, [rima], Span(first - 1, first)) == []
        at_once = words.words_of_people(db, [rima], Span(first, first + 1))
        later = words.words_of_people(db, [rima], Span(first + 1, first + TWO_DAYS))
        assert at_once == [word for word in told if word.starts == first]
        assert at_once + later == told
        assert words.words_of_people(db, [layla], Span(OUT, OUT + TWO_DAYS)) == []
        assert words.words_of_absence(db, key + 1) == []
        answers = words.answers_of_people(db, [rima])
        assert set(answers.values()) == {"stays_home"}
        assert words.answers_of_people(db, [layla]) == {}


def test_effects_ahead_begin_after_the_minute(oelsnitz: Village) -> None:
    reported(oelsnitz.town, draft_for(oelsnitz.people["Rima"]))
    with oelsnitz.workspace.read() as db:
        counted = {row.id: row.source for row in find(db, AbsenceEffect)}
        assert words.effects_ahead(db, OUT - 1) == sorted(counted)

        def sources(minute: int) -> list[str]:
            return sorted(counted[key] for key in words.effects_ahead(db, minute))

        assert sources(OUT) == ["mark", "place", "place", "seat"]
        assert sources(SLOT) == ["mark", "seat"]
        assert sources(LESSON) == ["seat"]
        assert sources(LESSON + 160) == []


def test_lessons_in_which_somebody_is_expected(oelsnitz: Village) -> None:
    town, rima, olena = oelsnitz.town, oelsnitz.people["Rima"], oelsnitz.people["Olena"]
    first, second = town.lessons[:2]
    both = {first: LESSON, second: LESSON + TWO_DAYS}
    with oelsnitz.workspace.read() as db:
        assert words.slots_of_lessons(db, [first]) == {first: {town.slots[0]}}
        for span, found in (
            ((LESSON, LESSON + TWO_DAYS + 1), both),
            ((LESSON, LESSON + TWO_DAYS), {first: LESSON}),
            ((LESSON + 1, LESSON + TWO_DAYS + 1), {second: LESSON + TWO_DAYS}),
        ):
            assert words.expected_in(db, [rima], Span(*span)) == {rima: found}
    with oelsnitz.workspace.fill() as db:
        by_id(db, Enrolment, oelsnitz.enrolments["Olena"]).status = "withdrawn"
    with oelsnitz.workspace.read() as db:
        found_now = words.expected_in(db, [rima, olena], Span(LESSON, LESSON + 1))
    assert found_now == {rima: {first: LESSON}}
