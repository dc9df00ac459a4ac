"""What a row of a people list becomes, and what of it the file cannot hold."""

from datetime import date

import pytest

from kursplaner.desk.people.drafts import draft_of, long_texts
from kursplaner.domain.kinds import Gender
from kursplaner.exchange.people_list.columns import ColumnChoice, ColumnGuess, Field
from kursplaner.exchange.people_list.rows import CellFault, PersonRow, Phone
from kursplaner.planning.people.families import PersonDraft

ADDRESS = ColumnGuess((ColumnChoice(2, Field.ADDRESS, True), ColumnChoice(27, Field.EMAIL, True)))


def test_a_row_with_little_becomes_a_person_with_nothing_made_up() -> None:
    assert draft_of(PersonRow("L", 2, "Neu", "Eva")) == PersonDraft("Neu", "Eva")


def test_a_full_row_becomes_a_person_and_the_rest_a_note() -> None:
    row = PersonRow(
        "L",
        2,
        "Neu",
        "Eva",
        birth_date=date(1990, 1, 1),
        birth_date_uncertain=True,
        gender="female",
        phones=(Phone("1", "0371 1"), Phone("2", "0371 2"), Phone("3", "0371 3", "Oma")),
        emails=("a@example.org", "b@example.org"),
        street="Ring 1",
        postcode="08626",
        municipality="Adorf",
        languages=("ar", "de"),
        level="a2",
        course_number="A2-03",
        children="2",
        guardian="Neu, Ida",
        note="ruft an",
        height_cm=120,
    )
    assert draft_of(row) == PersonDraft(
        "Neu",
        "Eva",
        birth_date=date(1990, 1, 1),
        birth_uncertain=True,
        gender=Gender.FEMALE,
        languages="ar, de",
        level="A2",
        phone="0371 1",
        email="a@example.org",
        street="Ring 1",
        postcode="08626",
        municipality="Adorf",
        height_cm=120,
        note=(
            "ruft an\nKurs laut Liste: A2-03\nKinder laut Liste: 2\n"
            "Sorgeberechtigt laut Liste: Neu, Ida"
        ),
        further_phones=(("0371 2", ""), ("0371 3", "Oma")),
        further_emails=("b@example.org",),
    )


def test_a_level_that_is_none_of_ours_goes_into_the_note() -> None:
    made = draft_of(PersonRow("L", 2, "Neu", "Eva", level="Profi"))
    assert (made.level, made.note) == ("", "Niveau laut Liste: Profi")


@pytest.mark.parametrize(
    ("values", "column", "longest"),
    [
        ({"street": "x"}, "C", 200),
        ({"municipality": "x"}, "C", 200),
        ({"postcode": "x"}, "C", 40),
        ({"employer": "x"}, "C", 200),
        ({"languages": "x"}, "C", 200),
        ({"emails": "x"}, "AB", 200),
        ({"phones": "x"}, "C", 200),
    ],
)
def test_a_text_may_be_as_long_as_the_file_holds_and_no_longer(
    values: dict[str, str], column: str, longest: int
) -> None:
    def faults(length: int) -> list[CellFault]:
        (name,), text = values, "x" * length
        shown: object = {
            "languages": (text,),
            "emails": ("a@b", text, "c@d"),
            "phones": (Phone("1", "1"), Phone("2", text), Phone("3", "3")),
        }.get(name, text)
        row = PersonRow("L", 7, "Neu", "Eva", **{name: shown})  # type: ignore[arg-type]
        return long_texts(row, ADDRESS)

    assert faults(longest) == []
    cut = "x" * min(longest + 1, 200)
    assert faults(longest + 1) == [CellFault("L", 7, column, "text_too_long", cut)]


def test_where_no_column_is_known_the_place_is_open() -> None:
    row = PersonRow("L", 7, "Neu", "Eva", street="x" * 201)
    assert [fault.column for fault in long_texts(row, ColumnGuess(()))] == ["?"]
