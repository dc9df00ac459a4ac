"""The fonts of paper: which signs they have, and how HarfBuzz sees them.

Those that travel along are Noto fonts under the SIL Open Font License; the licence texts lie
beside them. Further ones are found in the folders named with `families.look_in`.
"""

import unicodedata
from collections.abc import Sequence
from functools import cache, cached_property, lru_cache
from pathlib import Path
from threading import Lock
from typing import Any, Final

import uharfbuzz as hb

from kursplaner.basics import resources
from kursplaner.documents.type import families
from kursplaner.documents.type.families import Further, until_other_fonts

EMOJI_FAMILY: Final = families.EMOJI
_IGNORED_RANGES: Final = (
    (0x00AD, 0x00AD),
    (0x034F, 0x034F),
    (0x061C, 0x061C),
    (0x115F, 0x1160),
    (0x17B4, 0x17B5),
    (0x180B, 0x180F),
    (0x200B, 0x200F),
    (0x202A, 0x202E),
    (0x2060, 0x206F),
    (0x3164, 0x3164),
    (0xFE00, 0xFE0F),
    (0xFEFF, 0xFEFF),
    (0xFFA0, 0xFFA0),
    (0xFFF0, 0xFFF8),
    (0x1BCA0, 0x1BCA3),
    (0x1D173, 0x1D17A),
    (0xE0000, 0xE0FFF),
)


_CODING: Final = Lock()


class Face:
    """One font file: its signs, its measures, and the shaper's view of it.

    Attributes:
        name: the file's name without ending, also the name inside a PDF.
        family: the family in the order in which signs are looked for.
        units: font units in one em.
        font: HarfBuzz's font object, in font units.
    """

    def __init__(self, name: str, family: str, file: Path) -> None:
        self.name = name
        self.family = family
        self.face: Any = hb.Face(hb.Blob.from_file_path(str(file)))
        self.font: Any = hb.Font(self.face)
        self.units: int = self.face.upem
        self._signs = frozenset(self.face.unicodes)
        self._codes: dict[tuple[int, str], int] = {}
        self._meanings: list[tuple[int, str]] = []

    @cached_property
    def _own_signs(self) -> dict[int, str]:
        found: dict[int, str] = {}
        for sign in sorted(self._signs):
            found.setdefault(self.font.get_nominal_glyph(sign), chr(sign))
        return found

    def covers(self, char: str) -> bool:
        """Tell whether the font has a glyph of its own for `char`."""
        return ord(char) in self._signs

    def own_sign(self, glyph: int) -> str:
        """Return the sign a glyph is the plain form of, empty for joined and other forms."""
        return self._own_signs.get(glyph, "")

    def code(self, glyph: int, text: str) -> int:
        """Return the code of `glyph` where it stands for `text`, the same for every document.

        One glyph may stand for several texts (the skeleton of an Arabic letter without its dots,
        the empty box); each pair has its own code, so that a PDF can be searched.
        """
        return self.codes((glyph,), (text,))[0]

    def codes(self, glyphs: Sequence[int], texts: Sequence[str]) -> list[int]:
        """Return the codes of glyphs that stand for these texts, one for each."""
        found = []
        with _CODING:
            for key in zip(glyphs, texts, strict=True):
                code = self._codes.get(key)
                if code is None:
                    code = self._codes[key] = len(self._meanings) + 1
                    self._meanings.append(key)
                found.append(code)
        return found

    def meaning(self, code: int) -> tuple[int, str]:
        """Return glyph and text of a code; code 0 is the empty box."""
        return self._meanings[code - 1] if code else (0, "")

    def advance(self, glyph: int) -> float:
        """Return the glyph's natural width in thousandths of an em, as a PDF states it."""
        return float(self.font.get_glyph_h_advance(glyph)) * 1000 / self.units

    @property
    def has_outlines(self) -> bool:
        """Whether a PDF can carry it: only outlines as TrueType has them are embedded."""
        return "glyf" in self.face.table_tags


_LOADING: Final = Lock()
_CACHED: Final = 8192


@until_other_fonts
@cache
def _loaded(family: str, heavy: bool) -> Face:  # noqa: FBT001 -- the key of a cache
    weight = "Bold" if heavy else "Regular"
    if family in families.SHIPPED:
        file = resources.path(f"fonts/{family}-{weight}.ttf")
    else:
        laid_down = next(each for each in further() if each.family == family)
        file = (laid_down.bold if heavy else None) or laid_down.regular
    return Face(f"{family}-{weight}", family, file)


@until_other_fonts
@cache
def further() -> tuple[Further, ...]:
    """Return the fonts laid down in the folders named with `families.look_in`.

    Files that cannot be read, or that a PDF cannot carry, are left out.
    """
    return tuple(each for each in families.further_in(families.folders()) if _usable(each))


def _usable(font: Further) -> bool:
    try:
        return all(
            Face(font.family, font.family, file).has_outlines
            for file in (font.regular, font.bold)
            if file is not None
        )
    except (hb.HarfBuzzError, OSError):
        return False


def face(family: str, *, bold: bool = False) -> Face:
    """Return the font of a family, regular where it has no bold."""
    heavy = bold and family not in families.WITHOUT_BOLD
    with _LOADING:
        return _loaded(family, heavy)


def sans(*, bold: bool = False) -> Face:
    """Return the font every sheet is set in."""
    return face(families.SANS, bold=bold)


@until_other_fonts
@lru_cache(maxsize=_CACHED)
def family_for(char: str) -> str | None:
    """Return the family that draws `char`, None where no font has it."""
    wanted = (families.SANS, families.family_of_block(char), families.EMOJI)
    found = next((name for name in wanted if name and face(name).covers(char)), None)
    if found is not None:
        return found
    return next((font.family for font in further() if face(font.family).covers(char)), None)


@lru_cache(maxsize=_CACHED)
def ignorable(char: str) -> bool:
    """Tell whether `char` is invisible by nature: a joiner, a direction mark, a selector."""
    sign = ord(char)
    return any(first <= sign <= last for first, last in _IGNORED_RANGES)


def missing_signs(text: str) -> frozenset[str]:
    """Return the signs of `text` that no font has.

    Such a sign is drawn as an empty box; it is named before anything is printed.
    """
    if text.isascii():
        return frozenset()
    return frozenset(
        char
        for char in set(unicodedata.normalize("NFC", text))
        if unicodedata.category(char) != "Cc" and not ignorable(char) and family_for(char) is None
    )
