import pytest

from kursplaner.basics import resources
from kursplaner.documents.type import fonts


@pytest.mark.parametrize(
    "name",
    [
        "Łódź", "Dvořáková", "Nguyễn Thị Hoa", "Мельник Олена", "محمد الحسيني", "شهرزاد پژمان",
        "ሰላም ተስፋይ", "שלום כהן", "გიორგი", "Արմեն", "สมชาย", "नमस्ते", "Şükrü İıĞ", "Ș Ț", "😀 👩‍👧 ❤️",
    ],
)  # fmt: skip
def test_names_of_the_people_who_come_have_all_their_signs(name: str) -> None:
    assert fonts.missing_signs(name) == frozenset()


def test_signs_without_a_font_are_named() -> None:
    assert fonts.missing_signs("Li 李明 \u200d\ufe0f\t\n") == {"李", "明"}


def test_every_family_brings_its_licence() -> None:
    for path in resources.path("fonts").glob("Noto*.ttf"):
        family = path.stem.rpartition("-")[0]
        text = resources.path(f"fonts/OFL-{family}.txt").read_text(encoding="utf-8")
        assert "SIL Open Font License" in text


def test_a_glyph_has_a_code_for_each_text_it_stands_for() -> None:
    face = fonts.sans()
    assert face.code(0, "李") != face.code(0, "明")
    assert face.code(0, "李") == face.code(0, "李")
    assert face.meaning(face.code(0, "李")) == (0, "李")
