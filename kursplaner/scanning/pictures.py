"""Files from the copier or a phone, page by page, as grey pictures of bearable size."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from kursplaner.basics.errors import Refused
from kursplaner.basics.limited_file import read_limited
from kursplaner.basics.progress import Tell, untold
from kursplaner.scanning.codes import Grey

if TYPE_CHECKING:
    import pypdfium2
    from PIL import Image

SUFFIXES: Final = (".pdf", ".tif", ".tiff", ".png", ".jpg", ".jpeg")
LARGEST_FILE: Final = 250_000_000
MOST_PAGES: Final = 3_000
_DPI: Final = 300
_MOST_SIGNS: Final = 160_000_000
"""Bytes a picture may take when it is unpacked: A4 at 1 200 dpi in grey."""
_SIDE: Final = 4_400
"""Longest side in pixels that is looked at; A4 at 300 dpi has 3 508."""
_WHOLE: Final = 0.9
"""A photograph that takes this share of its page is the page."""
_PDF: Final = b"%PDF-"


def page_count(path: Path) -> int:
    """Return how many pages a file has.

    Raises:
        Refused, OSError: as `pages`.
    """
    data = read_limited(path, LARGEST_FILE)
    if _PDF in data[:1024]:
        with _pdf(path, data) as document:
            return len(document)
    with _picture(path, data) as picture:
        return int(getattr(picture, "n_frames", 1))


def pages(path: Path, tell: Tell = untold) -> Iterator[Grey]:
    """Yield the pages of a file one by one; none is kept.

    Args:
        path: a PDF, TIFF, PNG or JPEG; its name says nothing, its first bytes do.
        tell: told the bytes read while the file is fetched.

    Raises:
        Refused: "file_encrypted" for a PDF with a password; "picture_unreadable"; "picture_too_big"
            for one that unpacks beyond measure; "too_many_pages" (limit); all with path. Those of
            `read_limited`.
        OSError: the file cannot be read.
    """
    data = read_limited(path, LARGEST_FILE, tell)
    yield from _pdf_pages(path, data) if _PDF in data[:1024] else _picture_pages(path, data)


def _pdf_pages(path: Path, data: bytes) -> Iterator[Grey]:
    import pypdfium2

    with _pdf(path, data) as document:
        if len(document) > MOST_PAGES:
            raise Refused("too_many_pages", path=path, limit=MOST_PAGES)
        for index in range(len(document)):
            try:
                page = document[index]
                grey = _photograph(path, page)
                if grey is None:
                    grey = _rendered(page)
                page.close()
            except pypdfium2.PdfiumError:
                raise Refused("picture_unreadable", path=path) from None
            yield grey


def _rendered(page: "pypdfium2.PdfPage") -> Grey:
    longest = max(page.get_size()) / 72
    scale = min(_DPI, _SIDE / max(longest, 0.1)) / 72
    bitmap = page.render(scale=scale, grayscale=True)
    grey = np.array(bitmap.to_numpy(), np.uint8).reshape(bitmap.height, bitmap.width)
    bitmap.close()
    return grey


def _photograph(path: Path, page: "pypdfium2.PdfPage") -> Grey | None:
    """Return the one photograph that fills a page, as copiers write it: twice as fast as drawing.

    How the page turns it does not matter: the code on the sheet tells where its top is.
    """
    import pypdfium2.raw as pdfium

    images = list(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3))
    if len(images) != 1 or images[0].get_filters() != ["DCTDecode"]:
        return None
    left, bottom, right, top = images[0].get_bounds()
    width, height = page.get_size()
    if page.get_rotation() % 180:
        width, height = height, width
    if (right - left) * (top - bottom) < _WHOLE * width * height:
        return None
    data = bytes(images[0].get_data(decode_simple=False))
    return next(_picture_pages(path, data), None)


def _pdf(path: Path, data: bytes) -> "pypdfium2.PdfDocument":
    import pypdfium2
    import pypdfium2.raw as pdfium

    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD
        kind = "file_encrypted" if locked else "picture_unreadable"
        raise Refused(kind, path=path) from None


def _picture_pages(path: Path, data: bytes) -> Iterator[Grey]:
    from PIL import ImageOps, UnidentifiedImageError

    with _picture(path, data) as picture:
        count = int(getattr(picture, "n_frames", 1))
        if count > MOST_PAGES:
            raise Refused("too_many_pages", path=path, limit=MOST_PAGES)
        for index in range(count):
            try:
                picture.seek(index)
                _check_size(path, picture)
                picture.draft("L", (_SIDE // 2, _SIDE // 2))
                grey = ImageOps.exif_transpose(picture).convert("L")
            except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError):
                raise Refused("picture_unreadable", path=path) from None
            shrink = -(-max(grey.size) // _SIDE)
            yield np.asarray(grey.reduce(shrink) if shrink > 1 else grey)


def _picture(path: Path, data: bytes) -> "Image.Image":
    from PIL import Image, UnidentifiedImageError

    try:
        picture = Image.open(io.BytesIO(data), formats=("TIFF", "PNG", "JPEG"))
    except Image.DecompressionBombError:
        raise Refused("picture_too_big", path=path) from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        raise Refused("picture_unreadable", path=path) from None
    _check_size(path, picture)
    return picture


def _check_size(path: Path, picture: "Image.Image") -> None:
    width, height = picture.size
    signs = width * height * len(picture.getbands())
    if (signs > _MOST_SIGNS and picture.format != "JPEG") or signs > 4 * _MOST_SIGNS:
        raise Refused("picture_too_big", path=path)
