import pytest

from kursplaner.documents.page.texts import Texts, texts


def test_a_language_without_translation_is_named() -> None:
    with pytest.raises(FileNotFoundError):
        texts("xx", "door_notice")


def test_a_missing_text_is_an_error() -> None:
    with pytest.raises(KeyError):
        texts("de", "door_notice").plain("no such text")


def test_a_counted_text_takes_the_form_of_its_language() -> None:
    forms = {
        "one": "{count} kurs",
        "few": "{count} kursy",
        "many": "{count} kursów {where}",
        "other": "{count} kursu",
    }
    polish = Texts({"courses": forms}, "pl")
    assert polish.counted("courses", 1) == "1 kurs"
    assert polish.counted("courses", 3) == "3 kursy"
    assert polish.counted("courses", 12, where="tu") == "12 kursów tu"
    del forms["few"]
    assert polish.counted("courses", 3) == "3 kursu"


def test_the_extent_of_an_attendance_list_is_counted() -> None:
    sheet = texts("de", "attendance_sheet")
    assert sheet.counted("extent_value", 1, units=3, minutes=45) == "1 Termin, 3 UE zu 45 min"
    assert sheet.counted("extent_value", 0, units=0, minutes=60) == "0 Termine, 0 UE zu 60 min"
