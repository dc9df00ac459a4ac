"""Which styles of an .xlsx workbook strike their text through, and which colour the cell."""

from collections.abc import Mapping, Sequence

from kursplaner.exchange.reading.xml_stream import LocalNames

_NO = {"0", "false"}


class StyleWatch:
    """Hears xl/styles.xml; `struck`, `coloured` are numbers that cells name as style."""

    def __init__(self) -> None:
        self.struck: set[str] = set()
        self.coloured: set[str] = set()
        self._fills: list[bool] = []
        self._local = LocalNames()
        self._inside: list[str] = []
        self._fonts: list[bool] = []
        self._styles = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Hear of fonts that strike, and of the styles that take them."""
        local = self._local[name]
        parent = self._inside[-1] if self._inside else ""
        if local == "font" and parent == "fonts":
            self._fonts.append(False)
        elif local == "strike" and parent == "font" and self._fonts:
            self._fonts[-1] = strikes(attributes)
        elif local == "fill" and parent == "fills":
            self._fills.append(False)
        elif local == "patternFill" and parent == "fill" and self._fills:
            self._fills[-1] = attributes.get("patternType", "none") == "solid"
        elif local == "fgColor" and parent == "patternFill" and self._fills:
            self._fills[-1] &= attributes.get("rgb", "").upper()[-6:] != "FFFFFF"
        elif local == "xf" and parent == "cellXfs":
            if _says(self._fonts, attributes.get("fontId", "")):
                self.struck.add(str(self._styles))
            if _says(self._fills, attributes.get("fillId", "")):
                self.coloured.add(str(self._styles))
            self._styles += 1
        self._inside.append(local)

    def end(self, name: str) -> None:
        """Leave an element."""
        del name
        self._inside.pop()

    def text(self, piece: str) -> None:
        """Styles hold no text."""


def _says(told: Sequence[bool], number: str) -> bool:
    at = int(number) if number.isascii() and number.isdigit() and len(number) < 6 else -1
    return 0 <= at < len(told) and told[at]


def strikes(attributes: Mapping[str, str]) -> bool:
    """Whether an element <strike> says so; without a value it does."""
    return attributes.get("val", "1") not in _NO
