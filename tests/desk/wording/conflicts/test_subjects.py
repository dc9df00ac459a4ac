"""What the records of a conflict are called."""

import pytest

from kursplaner.desk.wording.conflicts.subjects import subject_text
from kursplaner.domain.conflicts.conflicts import Subject


@pytest.mark.parametrize(
    ("noun", "label", "text"),
    [
        ("person", "Roth, Karla", "Roth, Karla"),
        ("room", "Ratssaal", "Ratssaal"),
        ("vehicle", "Bus 1", "Bus 1"),
        ("lesson", "A2", "Kurs „A2“"),
        ("course", "A2", "Kurs „A2“"),
        ("childcare", "A2", "Kinderbetreuung zu „A2“"),
        ("ride", "A2", "Fahrt zu „A2“"),
        ("person", "", "Person ohne Namen"),
        ("room", "", "Raum ohne Namen"),
        ("vehicle", "", "Fahrzeug ohne Namen"),
        ("course", "", "Kurs ohne Titel"),
    ],
)
def test_a_record_is_called_by_its_name_or_kind(noun: str, label: str, text: str) -> None:
    assert subject_text(Subject(noun, 7, label)) == text
