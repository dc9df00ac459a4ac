from dataclasses import replace

import pytest

from kursplaner.documents.page.heading import Letterhead
from kursplaner.documents.sheets import evaluation_sheet
from kursplaner.documents.sheets.evaluation_sheet import EvaluationSheet
from tests.documents import reading

SHEET = EvaluationSheet(
    number=4471,
    letterhead=Letterhead(issuer="Stadt Adorf/Vogtl.", office="Integrationsbüro"),
    subject="A2 Alltag am Vormittag, Juni 2027",
)


def drawn(sheet: EvaluationSheet) -> tuple[bytes, list[str]]:
    return reading.drawn(lambda out: evaluation_sheet.draw([sheet], out))


@pytest.mark.parametrize(
    ("version", "sentences"),
    [
        (
            "easy",
            ["Wie war der Kurs?", "Das Tempo ist gut für mich.", "ja, sehr", "Fahrdienst gab"],
        ),
        ("standard", ["Ihre Meinung zum Kurs", "nicht zu langsam.", "stimmt eher nicht"]),
    ],
)
def test_both_versions_ask_all_questions(
    version: evaluation_sheet.Version, sentences: list[str]
) -> None:
    _, (text,) = drawn(replace(SHEET, version=version))
    for wanted in (
        *sentences, "betrifft mich nicht", "Bitte keinen Namen schreiben.", "ab 5 Bögen",
        "E 4471-1-33", "Was fehlt Ihnen?", "Kinderbetreuung", "18",
    ):  # fmt: skip
        assert wanted in text, wanted


@pytest.mark.parametrize("version", ["easy", "standard"])
def test_boxes_stand_at_the_same_place_in_both_versions(
    version: evaluation_sheet.Version,
) -> None:
    data, _ = drawn(replace(SHEET, version=version))
    for name, box in evaluation_sheet.layout().cells.items():
        if name.startswith("answer"):
            assert reading.darkness(data, 0, box.x, box.middle[1]) > 60, name
            assert reading.darkness(data, 0, *box.middle) == 0, name


def test_every_copy_has_a_code_of_its_own() -> None:
    data, texts = drawn(replace(SHEET, copies=3, first_copy=8))
    assert [number for number in range(8, 11) if f"E 4471-{number}-33" in texts[number - 8]] == [
        8, 9, 10,
    ]  # fmt: skip
    assert all("Ihre Meinung" in text for text in texts)
    assert reading.darkness(data, 2, 15, 15) == 255


def test_a_long_title_keeps_its_month() -> None:
    subject = f"{'Deutsch für den Beruf und den Alltag ' * 5}am Vormittag, Juni 2027"
    _, (text,) = drawn(replace(SHEET, subject=subject))
    assert subject in reading.flat(text)
