"""Which styles of an .xlsx workbook strike their text through."""

from collections.abc import Mapping

from kursplaner.exchange.reading.xml_stream import LocalNames

_NO = {"0", "false"}


class StyleWatch:
    """Hears xl/styles.xml; `struck` are the numbers that cells name as their style."""

    def __init__(self) -> None:
        self.struck: set[str] = set()
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
        elif local == "xf" and parent == "cellXfs":
            font = attributes.get("fontId", "")
            at = int(font) if font.isascii() and font.isdigit() and len(font) < 6 else -1
            if 0 <= at < len(self._fonts) and self._fonts[at]:
                self.struck.add(str(self._styles))
            self._styles += 1
        self._inside.append(local)

    def end(self, name: str) -> None:
        """Leave an element."""
        del name
        self._inside.pop()

    def text(self, piece: str) -> None:
        """Styles hold no text."""


def strikes(attributes: Mapping[str, str]) -> bool:
    """Whether an element <strike> says so; without a value it does."""
    return attributes.get("val", "1") not in _NO
