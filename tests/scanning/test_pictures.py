import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from kursplaner.basics.errors import Refused
from kursplaner.scanning import pictures
from tests.scanning.paper import drawn


def page(shade: int, size: tuple[int, int] = (620, 877)) -> Image.Image:
    return Image.new("L", size, shade)


def shades(path: Path) -> list[int]:
    return [int(np.median(grey)) for grey in pictures.pages(path)]


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("Stapel.pdf", {"resolution": 75}),
        ("Stapel.tif", {"compression": "tiff_lzw"}),
        ("ohne Endung", {"format": "PDF", "resolution": 75}),
    ],
)
def test_the_pages_of_a_file_come_in_their_order(
    tmp_path: Path, name: str, options: dict[str, object]
) -> None:
    path = tmp_path / name
    further = [page(120), page(60)]
    page(200).save(path, save_all=True, append_images=further, **options)  # type: ignore[arg-type]
    assert pictures.page_count(path) == 3
    assert [
        abs(found - made) <= 2 for found, made in zip(shades(path), [200, 120, 60], strict=True)
    ]


@pytest.mark.parametrize("name", ["Blatt.png", "Blatt.jpg"])
def test_a_single_picture_is_a_page(tmp_path: Path, name: str) -> None:
    page(150).convert("RGB").save(tmp_path / name)
    assert pictures.page_count(tmp_path / name) == 1
    assert shades(tmp_path / name) == [150]


def test_a_phone_that_was_held_upright_is_turned(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    page(150, (400, 300)).save(tmp_path / "Foto.jpg", exif=exif)
    (grey,) = pictures.pages(tmp_path / "Foto.jpg")
    assert grey.shape == (400, 300)


def test_a_drawn_page_is_rendered_at_300_dpi(tmp_path: Path) -> None:
    (tmp_path / "Bogen.pdf").write_bytes(drawn())
    (grey,) = pictures.pages(tmp_path / "Bogen.pdf")
    assert grey.shape == (3508, 2481)


def test_what_is_larger_is_made_bearable(tmp_path: Path) -> None:
    page(200, (9_000, 300)).save(tmp_path / "lang.png")
    (grey,) = pictures.pages(tmp_path / "lang.png")
    assert max(grey.shape) <= 4_400


@pytest.mark.parametrize(
    "content", [b"", b"Guten Tag", b"%PDF-1.7\nnothing", b"\x89PNG\r\n\x1a\n" + b"x" * 99]
)
def test_what_is_no_picture_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "Katze.pdf"
    path.write_bytes(content)
    with pytest.raises(Refused) as refused:
        list(pictures.pages(path))
    assert refused.value.kind == "picture_unreadable"


def test_a_picture_that_is_cut_off_is_refused(tmp_path: Path) -> None:
    page(200).save(tmp_path / "ganz.png")
    (tmp_path / "halb.png").write_bytes((tmp_path / "ganz.png").read_bytes()[:300])
    with pytest.raises(Refused) as refused:
        list(pictures.pages(tmp_path / "halb.png"))
    assert refused.value.kind == "picture_unreadable"


def test_a_picture_that_unpacks_without_end_is_refused(tmp_path: Path) -> None:
    page(255, (8, 8)).save(tmp_path / "Bombe.png")
    data = bytearray((tmp_path / "Bombe.png").read_bytes())
    data[16:24] = struct.pack(">II", 20_000, 20_000)
    data[29:33] = struct.pack(">I", zlib.crc32(data[12:29]))
    (tmp_path / "Bombe.png").write_bytes(data)
    with pytest.raises(Refused) as refused:
        list(pictures.pages(tmp_path / "Bombe.png"))
    assert refused.value.kind == "picture_too_big"


def test_too_many_pages_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MOST_PAGES", 2)
    page(200, (20, 20)).save(
        tmp_path / "viele.pdf", save_all=True, append_images=[page(1, (20, 20))] * 2
    )
    with pytest.raises(Refused) as refused:
        list(pictures.pages(tmp_path / "viele.pdf"))
    assert refused.value.kind == "too_many_pages"
