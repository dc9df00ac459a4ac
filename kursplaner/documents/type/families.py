"""Which font family a sign is looked for in, and further fonts an office laid down itself.

Every family that travels along is opened only when one of its signs is needed. A folder of further
fonts is for scripts that are too large to travel along, such as Chinese, Japanese and Korean.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol, TypeVar


class Kept(Protocol):
    """Something remembered of how texts look, which other fonts make untrue."""

    def cache_clear(self) -> None:
        """Forget it."""


Cached = TypeVar("Cached", bound=Kept)
SANS: Final = "NotoSans"
EMOJI: Final = "NotoEmoji"
WITHOUT_BOLD: Final = frozenset({EMOJI, "NotoSansNKo", "NotoSansTifinagh"})
FOLDER: Final = "Schriften"
"""The folder of further fonts, beside the town and in the program's own folder of data."""
_BLOCKS: Final = (
    (0x0530, 0x058F, "NotoSansArmenian"),
    (0x0590, 0x05FF, "NotoSansHebrew"),
    (0x0600, 0x06FF, "NotoNaskhArabic"),
    (0x0700, 0x074F, "NotoSansSyriac"),
    (0x0750, 0x077F, "NotoNaskhArabic"),
    (0x0780, 0x07BF, "NotoSansThaana"),
    (0x07C0, 0x07FF, "NotoSansNKo"),
    (0x0860, 0x086F, "NotoSansSyriac"),
    (0x0870, 0x08FF, "NotoNaskhArabic"),
    (0x0980, 0x09FF, "NotoSansBengali"),
    (0x0A00, 0x0A7F, "NotoSansGurmukhi"),
    (0x0A80, 0x0AFF, "NotoSansGujarati"),
    (0x0B00, 0x0B7F, "NotoSansOriya"),
    (0x0B80, 0x0BFF, "NotoSansTamil"),
    (0x0C00, 0x0C7F, "NotoSansTelugu"),
    (0x0C80, 0x0CFF, "NotoSansKannada"),
    (0x0D00, 0x0D7F, "NotoSansMalayalam"),
    (0x0D80, 0x0DFF, "NotoSansSinhala"),
    (0x0E00, 0x0E7F, "NotoSansThai"),
    (0x0E80, 0x0EFF, "NotoSansLao"),
    (0x1000, 0x109F, "NotoSansMyanmar"),
    (0x10A0, 0x10FF, "NotoSansGeorgian"),
    (0x1200, 0x139F, "NotoSansEthiopic"),
    (0x1780, 0x17FF, "NotoSansKhmer"),
    (0x19E0, 0x19FF, "NotoSansKhmer"),
    (0x1C90, 0x1CBF, "NotoSansGeorgian"),
    (0x2D00, 0x2D2F, "NotoSansGeorgian"),
    (0x2D30, 0x2D7F, "NotoSansTifinagh"),
    (0x2D80, 0x2DDF, "NotoSansEthiopic"),
    (0xA9E0, 0xA9FF, "NotoSansMyanmar"),
    (0xAA60, 0xAA7F, "NotoSansMyanmar"),
    (0xAB00, 0xAB2F, "NotoSansEthiopic"),
    (0xFB13, 0xFB17, "NotoSansArmenian"),
    (0xFB1D, 0xFB4F, "NotoSansHebrew"),
    (0xFB50, 0xFDFF, "NotoNaskhArabic"),
    (0xFE70, 0xFEFF, "NotoNaskhArabic"),
    (0x1E7E0, 0x1E7FF, "NotoSansEthiopic"),
    (0x1E900, 0x1E95F, "NotoSansAdlam"),
)
"""First and last sign of each block of Unicode, and who draws it; Noto Sans is asked before."""
_STARTS: Final = tuple(first for first, _, _ in _BLOCKS)
SHIPPED: Final = (SANS, *sorted({name for _, _, name in _BLOCKS}), EMOJI)
_WEIGHT: Final = re.compile(r"[-_ ]?(?:\d{3})?(Regular|Bold|Medium|Book|Roman)?$", re.IGNORECASE)


_folders: tuple[Path, ...] = ()
_kept: list[Kept] = []


def look_in(folders: Sequence[Path]) -> None:
    """Take the fonts of these folders beside those that travel along, from now on.

    They are read when a sign is needed that no other font has.
    """
    global _folders  # noqa: PLW0603 -- which fonts there are is one fact of the whole program
    if tuple(folders) != _folders:
        _folders = tuple(folders)
        for cached in _kept:
            cached.cache_clear()


def folders() -> tuple[Path, ...]:
    """Return the folders of further fonts, the nearest first."""
    return _folders


def until_other_fonts(cached: Cached) -> Cached:
    """Let a cached function forget what it knows when other folders of fonts are looked in."""
    _kept.append(cached)
    return cached


@dataclass(frozen=True, slots=True)
class Further:
    """A font somebody laid down: its name inside a PDF, its files."""

    family: str
    regular: Path
    bold: Path | None = None


def family_of_block(char: str) -> str | None:
    """Return which family draws a sign that Noto Sans does not have."""
    sign = ord(char)
    place = bisect_right(_STARTS, sign) - 1
    if place < 0 or sign > _BLOCKS[place][1]:
        return None
    return _BLOCKS[place][2]


def further_in(folders: Sequence[Path]) -> tuple[Further, ...]:
    """Return the families of all .ttf files in some folders, by name; () where there are none.

    "NotoSansSC-Regular.ttf" and "NotoSansSC_700Bold.ttf" are two weights of one family; one of
    another weight alone is taken for the regular one.
    """
    found: dict[str, dict[str, Path]] = {}
    for folder in folders:
        for path in sorted(_fonts_in(folder)):
            parted = _WEIGHT.search(path.stem)
            weight = (parted.group(1) or "Regular") if parted else "Regular"
            name = _WEIGHT.sub("", path.stem) or path.stem
            family = re.sub(r"[^A-Za-z0-9]", "", name) or "Font"
            found.setdefault(family, {}).setdefault(weight.casefold(), path)
    return tuple(
        Further(family, files.get("regular") or next(iter(files.values())), files.get("bold"))
        for family, files in sorted(found.items())
        if family not in SHIPPED
    )


def _fonts_in(folder: Path) -> list[Path]:
    try:
        return [path for path in folder.iterdir() if path.suffix.casefold() == ".ttf"]
    except OSError:
        return []
