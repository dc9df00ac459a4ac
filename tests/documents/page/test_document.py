import io
from pathlib import Path

import pytest
from PIL import Image

from kursplaner.basics.errors import Refused
from kursplaner.basics.layout import LANDSCAPE, PORTRAIT, Rect
from kursplaner.documents.page import document as documents
from kursplaner.documents.page import preview
from kursplaner.documents.page.document import Document
from tests.documents import reading

NAMES = [
    "Łódź", "Dvořáková", "Nguyễn Thị", "Мельник Олена", "محمد الحسيني", "ሰላም ተስፋይ",
    "שלום כהן", "გიორგი", "李明", "😀",
]  # fmt: skip


def png(size: tuple[int, int] = (200, 100)) -> bytes:
    out = io.BytesIO()
    Image.new("RGBA", size, (0, 0, 0, 255)).save(out, "PNG")
    return out.getvalue()


def write(path: Path, *names: str) -> Path:
    with Document(path, "Listen für März", author="Stadt Adorf") as pdf:
        for name in names:
            with pdf.page(PORTRAIT, f"Blatt {name}") as page:
                page.write(20, 40, name, 12)
                page.write(20, 60, name, 12, bold=True)
    return path


@pytest.mark.parametrize("name", NAMES)
def test_names_are_found_again(tmp_path: Path, name: str) -> None:
    path = write(tmp_path / "a.pdf", name)
    (text,) = reading.pages(path.read_bytes())
    assert all(text.count(word) == 2 for word in name.split()), text


def test_title_language_and_bookmarks(tmp_path: Path) -> None:
    path = write(tmp_path / "a.pdf", "Müller", "Şükrü")
    assert reading.metadata(path)["Title"] == "Listen für März"
    assert reading.metadata(path)["Author"] == "Stadt Adorf"
    assert reading.bookmarks(path) == ["Blatt Müller", "Blatt Şükrü"]
    assert b"/Lang (de)" in path.read_bytes()


def test_only_embedded_fonts(tmp_path: Path) -> None:
    data = write(tmp_path / "a.pdf", "Müller محمد").read_bytes()
    assert b"Helvetica" not in data
    assert data.count(b"/FontFile2") == 4


def test_nothing_is_written_when_drawing_fails(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"old")

    def fail() -> None:
        with Document(path, "x"):
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_missing_folder_is_the_callers_to_tell(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write(tmp_path / "nowhere" / "a.pdf", "x")


def test_a_target_that_cannot_be_replaced_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").mkdir()
    with pytest.raises(Refused, match="file_is_folder"):
        write(tmp_path / "a.pdf", "x")
    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk always full")
def test_a_full_disk_is_the_callers_to_tell() -> None:
    with pytest.raises(OSError, match="space"), Path("/dev/full").open("wb") as full:
        documents.Document(full, "x").__exit__(None, None, None)


def test_a_document_without_pages_is_still_one(tmp_path: Path) -> None:
    with Document(tmp_path / "a.pdf", "leer"):
        pass
    assert preview.page_count(tmp_path / "a.pdf") == 1


def test_a_logo_keeps_its_shape_and_stands_at_the_right() -> None:
    out = io.BytesIO()
    with Document(out, "Logo") as pdf:
        for _ in range(2):
            with pdf.page(LANDSCAPE, "") as page:
                page.write(20, 20, "vorher", 10)
                assert pdf.logo(page, Rect(100, 50, 100, 20), png())
                page.write(20, 30, "nachher", 10)
    data = out.getvalue()
    for place in range(2):
        assert reading.darkness(data, place, 180, 60) > 200
        assert reading.darkness(data, place, 150, 60) < 20
        assert "nachher" in reading.pages(data)[place]


@pytest.mark.parametrize("data", [b"", b"no picture", png()[:60]])
def test_a_broken_logo_is_left_out(data: bytes) -> None:
    with Document(io.BytesIO(), "Logo") as pdf, pdf.page(LANDSCAPE, "") as page:
        assert not pdf.logo(page, Rect(100, 50, 100, 20), data)


def test_preview_gives_pixels(tmp_path: Path) -> None:
    path = write(tmp_path / "a.pdf", "x")
    picture = preview.render(path, 0, dpi=72)
    assert (picture.width, picture.height) == (596, 842)
    assert len(picture.rgb) == 3 * picture.width * picture.height
    with pytest.raises(IndexError):
        preview.render(path, 1)
