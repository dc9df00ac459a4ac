"""What is looked at of a picture, and which photographs in a PDF are taken as they are."""

import io
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from PIL import Image

from kursplaner.basics.errors import Refused
from kursplaner.scanning import pictures

A4 = (595, 842)


def photograph(size: tuple[int, int] = (300, 424), shade: int = 90) -> io.BytesIO:
    out = io.BytesIO()
    Image.new("L", size, shade).save(out, "JPEG")
    out.seek(0)
    return out


def pdf(path: Path, *placed: tuple[float, float, float, float], turned: int = 0) -> Path:
    """Write a page with photographs, each at left, bottom, width and height as shares of it."""
    with pypdfium2.PdfDocument.new() as document:
        page = document.new_page(*A4)
        for left, bottom, wide, high in placed:
            image = pypdfium2.PdfImage.new(document)
            image.load_jpeg(photograph(), inline=True)
            matrix = pypdfium2.PdfMatrix().scale(wide * A4[0], high * A4[1])
            image.set_matrix(matrix.translate(left * A4[0], bottom * A4[1]))
            page.insert_obj(image)
        page.gen_content()
        page.set_rotation(turned)
        document.save(path)
    return path


def shape(path: Path) -> tuple[int, ...]:
    (grey,) = pictures.pages(path)
    return grey.shape


@pytest.mark.parametrize("turned", [0, 90])
@pytest.mark.parametrize(
    ("placed", "taken"),
    [
        ([(0, 0, 1, 1)], True),
        ([(0.02, 0.02, 0.96, 0.96)], True),
        ([(0.03, 0.03, 0.94, 0.94)], False),
        ([(0, 0, 1, 0.8)], False),
        ([(0, 0, 1, 1), (0, 0, 1, 1)], False),
        ([], False),
    ],
)
def test_a_photograph_that_is_the_page_is_taken_as_it_is(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    turned: int,
    placed: list[tuple[float, float, float, float]],
    taken: bool,  # noqa: FBT001
) -> None:
    monkeypatch.setattr(pictures, "_DPI", 36)
    drawn = (298, 421) if turned else (421, 298)
    assert shape(pdf(tmp_path / "a.pdf", *placed, turned=turned)) == (
        (424, 300) if taken else drawn
    )


@pytest.mark.parametrize(("side", "high"), [(4_400, 421), (210, 210), (420, 420)])
def test_a_page_is_drawn_no_larger_than_what_is_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, side: int, high: int
) -> None:
    monkeypatch.setattr(pictures, "_DPI", 36)
    monkeypatch.setattr(pictures, "_SIDE", side)
    assert shape(pdf(tmp_path / "a.pdf"))[0] == pytest.approx(high, abs=1)


@pytest.mark.parametrize(("size", "looked_at"), [(40, 40), (41, 21), (80, 40), (81, 27)])
def test_a_longer_picture_is_shrunk_by_a_whole_number(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int, looked_at: int
) -> None:
    monkeypatch.setattr(pictures, "_SIDE", 40)
    Image.new("L", (size, 8), 120).save(tmp_path / "a.png")
    assert shape(tmp_path / "a.png")[1] == looked_at


@pytest.mark.parametrize(
    ("name", "mode", "most", "taken"),
    [
        ("a.png", "L", 600, True),
        ("a.png", "L", 599, False),
        ("a.png", "RGB", 1800, True),
        ("a.png", "RGB", 1799, False),
        ("a.jpg", "L", 150, True),
        ("a.jpg", "L", 149, False),
        ("a.tif", "L", 599, False),
    ],
)
def test_how_much_a_picture_may_unpack_to(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    mode: str,
    most: int,
    taken: bool,  # noqa: FBT001
) -> None:
    monkeypatch.setattr(pictures, "_MOST_SIGNS", most)
    Image.new(mode, (30, 20)).save(tmp_path / name)
    if taken:
        assert shape(tmp_path / name) == (20, 30)
        assert pictures.page_count(tmp_path / name) == 1
        return
    for read in (pictures.page_count, lambda path: list(pictures.pages(path))):
        with pytest.raises(Refused) as refused:
            read(tmp_path / name)
        assert refused.value.kind == "picture_too_big"
        assert refused.value.facts["path"] == tmp_path / name


@pytest.mark.parametrize("suffix", ["pdf", "tif"])
@pytest.mark.parametrize(("pages", "taken"), [(3, True), (4, False)])
def test_so_many_pages_are_taken_and_not_one_more(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    suffix: str,
    pages: int,
    taken: bool,  # noqa: FBT001
) -> None:
    monkeypatch.setattr(pictures, "MOST_PAGES", 3)
    path = tmp_path / f"a.{suffix}"
    sheets = [Image.new("L", (20, 20), 60 * at) for at in range(pages)]
    sheets[0].save(path, save_all=True, append_images=sheets[1:])
    assert pictures.page_count(path) == pages
    if taken:
        assert [int(np.median(grey)) for grey in pictures.pages(path)] == [0, 60, 120]
        return
    with pytest.raises(Refused) as refused:
        list(pictures.pages(path))
    assert (refused.value.kind, refused.value.facts["limit"]) == ("too_many_pages", 3)


@pytest.mark.parametrize(("before", "is_pdf"), [(1_019, True), (1_020, False)])
def test_a_pdf_says_so_in_its_first_kilobyte(tmp_path: Path, before: int, is_pdf: bool) -> None:  # noqa: FBT001
    content = pdf(tmp_path / "a.pdf").read_bytes()
    (tmp_path / "b.pdf").write_bytes(b"\n" * before + content)
    if is_pdf:
        assert pictures.page_count(tmp_path / "b.pdf") == 1
        return
    with pytest.raises(Refused) as refused:
        pictures.page_count(tmp_path / "b.pdf")
    assert refused.value.kind == "picture_unreadable"
