from enum import StrEnum

import pytest

from kursplaner.desk.wording.acts import TITLES, short_title, title
from kursplaner.desk.wording.people.people import role_words
from kursplaner.desk.wording.words import kinds as words
from kursplaner.domain import kinds
from kursplaner.domain.kinds import ActKind, CourseType, Mark

ENUMERATIONS = [
    found
    for found in vars(kinds).values()
    if isinstance(found, type)
    and issubclass(found, StrEnum)
    and found not in (StrEnum, kinds.ActKind)
]


@pytest.mark.parametrize("enumeration", ENUMERATIONS, ids=lambda kind: kind.__name__)
def test_every_value_has_a_german_word(enumeration: type[StrEnum]) -> None:
    for value in enumeration:
        assert words.word(value).strip()


def test_every_act_has_a_title() -> None:
    assert set(TITLES) == set(ActKind)


def test_no_two_course_types_read_alike() -> None:
    titles = [word for _, word in words.choices(CourseType)]
    assert len(set(titles)) == len(titles)


def test_stored_values_of_a_newer_program_are_shown_as_they_are() -> None:
    assert words.said(Mark, "E") == "entschuldigt"
    assert words.said(Mark, "Q") == "Q"
    assert words.said(Mark, None) == ""


def test_title_names_what_is_known_now() -> None:
    subjects = [("course", 1), ("person", 2), ("person", 9)]
    names = {("course", 1): "Deutsch A1", ("person", 2): "Rima Haddad"}
    assert title(ActKind.ENROLLED, subjects, names) == "Angemeldet: Deutsch A1, Rima Haddad"
    assert title(ActKind.ENROLLED, subjects) == "Angemeldet"
    assert short_title("something_newer") == "Änderung"


def test_title_of_many_subjects_stays_short() -> None:
    names = {("person", key): f"P{key}" for key in range(6)}
    assert title(ActKind.PEOPLE_IMPORTED, names, names).endswith("P0, P1 und 4 weitere")


def test_roles_that_arise_have_words() -> None:
    assert role_words(["child", "guardian", "teacher"]) == "Kind, Eltern, Lehrkraft"
