import shutil
import unicodedata
from pathlib import Path

import pytest

from kursplaner.basics import resources
from kursplaner.documents.type import families, fonts, text


@pytest.mark.parametrize(
    "name",
    [
        "Łódź", "Dvořáková", "Nguyễn Thị Hoa", "Мельник Олена", "محمد الحسيني", "شهرزاد پژمان",
        "ሰላም ተስፋይ", "שלום כהן", "გიორგი", "Արմեն", "สมชาย", "नमस्ते", "Şükrü İıĞ", "Ș Ț", "😀 👩‍👧 ❤️",
        "বাংলা ক্ষেত্র", "ਪੰਜਾਬੀ", "ગુજરાતી", "ଓଡ଼ିଆ", "தமிழ்", "తెలుగు", "ಕನ್ನಡ", "മലയാളം", "සිංහල ශ්‍රී",
        "ພາສາລາວ", "ភាសាខ្មែរ", "မြန်မာ", "ދިވެހި", "ܣܘܪܝܝܐ", "ߒߞߏ", "ⵜⴰⵎⴰⵣⵉⵖⵜ", "𞤆𞤵𞤤𞤢𞤪",
    ],
)  # fmt: skip
def test_names_of_the_people_who_come_have_all_their_signs(name: str) -> None:
    assert fonts.missing_signs(name) == frozenset()


def test_signs_without_a_font_are_named() -> None:
    assert fonts.missing_signs("Li 李明 \u200d\ufe0f\t\n") == {"李", "明"}


def test_one_arabic_face_has_every_letter_of_all_languages_written_in_arabic() -> None:
    blocks = ((0x0600, 0x06FF), (0x0750, 0x077F), (0x08A0, 0x08FF))
    signs = [chr(sign) for first, last in blocks for sign in range(first, last + 1)]
    letters = [sign for sign in signs if unicodedata.category(sign)[0] in "LMN"]
    drawing = {fonts.family_for(letter) for letter in letters} - {families.SANS}
    assert drawing == {"NotoNaskhArabic"}


def test_no_font_is_opened_for_a_sign_it_cannot_have() -> None:
    fonts._loaded.cache_clear()
    fonts.family_for.cache_clear()
    assert fonts.family_for("க") == "NotoSansTamil"
    assert fonts._loaded.cache_info().currsize == 2


def test_an_office_lays_down_fonts_of_its_own(tmp_path: Path) -> None:
    for weight in ("Regular", "Bold"):
        shutil.copy(
            resources.path(f"fonts/NotoSansLao-{weight}.ttf"), tmp_path / f"Tai_{weight}.ttf"
        )
    (tmp_path / "Kaputt.ttf").write_bytes(b"no font")
    (tmp_path / "Hinweis.txt").write_bytes(b"")
    families.look_in([tmp_path / "nowhere", tmp_path])
    try:
        assert [each.family for each in fonts.further()] == ["Tai"]
        assert fonts.face("Tai", bold=True).covers("ກ")
        assert fonts.face("Tai", bold=True).name == "Tai-Bold"
        assert fonts.missing_signs("李") == {"李"}
    finally:
        families.look_in([])
    assert fonts.further() == ()


def test_other_folders_of_fonts_let_lines_be_set_anew(tmp_path: Path) -> None:
    before = text.shape("Markt")
    families.look_in([tmp_path])
    assert text.shape("Markt") is not before
    families.look_in([])


def test_weights_of_a_family_are_known_by_their_names(tmp_path: Path) -> None:
    for name in (
        "NotoSansSC_400Regular",
        "NotoSansSC_700Bold",
        "Sarasa Gothic",
        "NotoSans-Regular",
    ):
        (tmp_path / f"{name}.ttf").touch()
    found = {each.family: each for each in families.further_in([tmp_path])}
    assert set(found) == {"NotoSansSC", "SarasaGothic"}
    assert found["NotoSansSC"].bold == tmp_path / "NotoSansSC_700Bold.ttf"
    assert found["SarasaGothic"].bold is None


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
