"""One PDF: pages of one or several kinds of sheets under one title, written whole or not at all."""

import contextlib
import io
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, BinaryIO, Final, Self, TypeAlias

from reportlab import rl_config
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from kursplaner.basics.layout import PageSize, Rect
from kursplaner.basics.whole_file import write_whole
from kursplaner.documents.page.page import POINTS, Page
from kursplaner.documents.type.embedding import EmbeddedFont
from kursplaner.documents.type.fonts import Face

if TYPE_CHECKING:
    from PIL import Image

Out: TypeAlias = Path | BinaryIO
_LOGO_PIXELS: Final = 900


# Streams stay bytes: the detour over ASCII costs a quarter more space and a third of the time.
rl_config.useA85 = 0


class _Canvas(Canvas):
    """ReportLab's canvas without the Helvetica it names on every page and never embeds."""

    _code: list[str]
    _doc: Any

    def _make_preamble(self) -> None:
        self._preamble = ""


class Document:
    """A PDF being drawn; leaving the `with` block writes it.

    A path is written beside itself first (`.tmp`) and then replaced, so that a full disk never
    leaves half a file; `OSError` reaches the caller. An exception inside the block writes nothing.

    Attributes:
        page_count: how many pages are finished.
    """

    def __init__(self, out: Out, title: str, *, language: str = "de", author: str = "") -> None:
        self._out = out
        self._data = io.BytesIO()
        self._canvas = _Canvas(self._data, pageCompression=1, lang=language)
        self._canvas.setTitle(title)
        self._canvas.setAuthor(author)
        self._canvas.setCreator("Kursplaner")
        self._canvas.setProducer("Kursplaner")
        self._fonts: dict[Face, EmbeddedFont] = {}
        self._logos: dict[bytes, tuple[str, float]] = {}
        self.page_count = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None:
            self._write()

    def key(self, face: Face, codes: frozenset[int]) -> str:
        """Return the font's key in this document and take the glyphs of these codes along."""
        font = self._fonts.get(face)
        if font is None:
            font = self._fonts[face] = EmbeddedFont(face, f"K{len(self._fonts) + 1}")
            self._canvas._doc.delayedFonts.append(font)  # noqa: SLF001 -- ReportLab's own way in
        font.use(codes)
        return font.key

    @contextlib.contextmanager
    def page(self, page_size: PageSize, bookmark: str, *, level: int = 0) -> Iterator[Page]:
        """Give a new page; it is finished when the block ends.

        `bookmark` stands in the PDF's outline; an empty one adds none.
        """
        self._canvas.setPageSize((page_size.width * POINTS, page_size.height * POINTS))
        page = Page(page_size, self)
        if bookmark:
            key = f"p{self.page_count}"
            self._canvas.bookmarkPage(key)
            self._canvas.addOutlineEntry(bookmark, key, level)
        yield page
        self._flush(page)
        self._canvas.showPage()
        self.page_count += 1

    def logo(self, page: Page, rect: Rect, image: bytes, *, left: bool = False) -> float:
        """Draw an image as large as fits `rect`, at its right or left edge.

        Returns:
            The width it took in millimetres, 0 if it is no image that can be read.
        """
        if image not in self._logos:
            self._logos[image] = self._load_logo(image)
        form, ratio = self._logos[image]
        if not form:
            return 0.0
        width = min(rect.width, rect.height * ratio)
        height = width / ratio
        bottom = page.page_size.height - rect.y - (rect.height + height) / 2
        self._flush(page)
        self._canvas.saveState()
        x = rect.x if left else rect.right - width
        self._canvas.translate(x * POINTS, bottom * POINTS)
        self._canvas.scale(width * POINTS, height * POINTS)
        self._canvas.doForm(form)
        self._canvas.restoreState()
        return width

    def _flush(self, page: Page) -> None:
        self._canvas._code.extend(page.instructions)  # noqa: SLF001 -- one list, no second language
        page.instructions.clear()

    def _load_logo(self, image: bytes) -> tuple[str, float]:
        from PIL import Image, UnidentifiedImageError

        try:
            with Image.open(io.BytesIO(image)) as picture:
                picture.thumbnail((_LOGO_PIXELS, _LOGO_PIXELS))
                flat = _on_white(picture)
        except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
            return "", 1.0
        form = f"logo{len(self._logos)}"
        self._canvas.beginForm(form, 0, 0, 1, 1)
        self._canvas.drawImage(ImageReader(flat), 0, 0, 1, 1)
        self._canvas.endForm()
        return form, flat.width / flat.height

    def _write(self) -> None:
        if not self.page_count:
            self._canvas.showPage()
        self._canvas.save()
        data = self._data.getvalue()
        if isinstance(self._out, Path):
            write_whole(self._out, data)
        else:
            self._out.write(data)


def is_picture(content: bytes) -> bool:
    """Tell whether a sheet can carry what was chosen as a logo."""
    from PIL import Image

    try:
        with Image.open(io.BytesIO(content)) as picture:
            picture.verify()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return False
    return True


def _on_white(picture: "Image.Image") -> "Image.Image":
    """Return a picture without transparency."""
    from PIL import Image

    clear = picture.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", clear.size, "white"), clear).convert("RGB")
