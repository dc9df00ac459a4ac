"""How the program looks: colours, sizes and fonts of the current mode and text scale."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import cast

import platformdirs
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QProxyStyle,
    QStyle,
    QStyleHintReturn,
    QStyleOption,
    QWidget,
)

from kursplaner.basics import resources
from kursplaner.ui.look import stylesheet, tokens
from kursplaner.ui.look.tokens import Mode

FAMILY = "Inter"
SMALLEST_SCALE, LARGEST_SCALE = 100, 200
_FONT_FILES = ("Inter-Regular.ttf", "Inter-Medium.ttf", "Inter-SemiBold.ttf")
# picture in the sheet -> icon and the token of its colour
_IMAGES = {
    "down": ("chevron-down", "text2"),
    "up": ("chevron-up", "text2"),
    "calendar": ("calendar", "text2"),
    "check": ("check", "on_accent"),
    "check_off": ("check", "disabled"),
    "check_text": ("check", "text"),
    "minus": ("minus", "on_accent"),
}


@dataclass(frozen=True, slots=True)
class CoursePair:
    """The two colours a course wears: its ground and its edge."""

    fill: QColor
    edge: QColor


class _Style(QProxyStyle):
    """Fusion with tool tips after 300 ms."""

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returnData: QStyleHintReturn | None = None,
    ) -> int:
        if hint == QStyle.StyleHint.SH_ToolTip_WakeUpDelay:
            return 300
        return super().styleHint(hint, option, widget, returnData)


class Theme(QObject):
    """Colours, sizes and fonts at paint time; ask again after every `changed`.

    Attributes:
        mode: what was asked for: light, dark or system.
        scale: text size in per cent, 100 to 200.
        dark: whether the dark colours are in use now.

    Signals:
        changed: mode or scale are new and the window has been restyled.
    """

    changed = Signal()

    def __init__(self, app: QApplication, mode: Mode = "light", scale: int = 100) -> None:
        super().__init__(app)
        self._app = app
        self.mode, self.scale = mode, _within(scale)
        self.dark = False
        self._colours: dict[str, QColor] = {}
        self._pairs: tuple[CoursePair, ...] = ()
        self._fonts: dict[tuple[int, int], QFont] = {}
        self._images = _image_folder()
        self._style = _Style("Fusion")
        app.setStyle(self._style)
        for name in _FONT_FILES:
            QFontDatabase.addApplicationFont(str(resources.path(f"fonts/{name}")))
        self._load()
        self._restyle()

    def c(self, name: str) -> QColor:
        """The colour of a token in the current mode, e.g. `c("accent")`."""
        return self._colours[name]

    def px(self, n: float) -> int:
        """A design size in pixels of the current scale."""
        return round(n * self.scale / 100)

    def font(self, size: int = 13, weight: int = 400) -> QFont:
        """Inter with tabular figures; `size` in design pixels, `weight` 400, 500 or 600."""
        key = (size, weight)
        if key not in self._fonts:
            self._fonts[key] = self._made_font(size, weight)
        return self._fonts[key]

    def course_pair(self, index: int) -> CoursePair:
        """Ground and edge of the n-th course; counts round."""
        return self._pairs[index % len(self._pairs)]

    def apply(self, mode: Mode, scale: int = 100) -> None:
        """Restyle the whole program, unless it looks like that; emits `changed`."""
        before = (self.dark, self.scale)
        self.mode, self.scale = mode, _within(scale)
        self._load()
        if before != (self.dark, self.scale):
            self._restyle()
        self.changed.emit()

    def _load(self) -> None:
        self.dark = self.mode == "dark" or (self.mode == "system" and self._system_is_dark())
        chosen = tokens.DARK if self.dark else tokens.LIGHT
        self._colours = {name: QColor(value) for name, value in chosen.items()}
        pairs = tokens.COURSES_DARK if self.dark else tokens.COURSES_LIGHT
        self._pairs = tuple(CoursePair(QColor(fill), QColor(edge)) for fill, edge in pairs)
        self._fonts = {}

    def _system_is_dark(self) -> bool:
        return self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark

    def _made_font(self, size: int, weight: int) -> QFont:
        font = QFont(FAMILY)
        font.setPixelSize(self.px(size))
        font.setWeight(QFont.Weight(weight))
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        font.setFeature(QFont.Tag("tnum"), 1)
        font.setFeature(QFont.Tag("cv05"), 1)
        return font

    def _restyle(self) -> None:
        chosen = tokens.DARK if self.dark else tokens.LIGHT
        self._app.setFont(self.font())
        self._app.setPalette(self._palette())
        self._app.setStyleSheet(
            stylesheet.render(chosen, self._written_images(chosen), self.scale / 100),
        )

    def _palette(self) -> QPalette:
        roles = {
            QPalette.ColorRole.Window: "background",
            QPalette.ColorRole.WindowText: "text",
            QPalette.ColorRole.Base: "surface",
            QPalette.ColorRole.AlternateBase: "shade",
            QPalette.ColorRole.Text: "text",
            QPalette.ColorRole.Button: "surface",
            QPalette.ColorRole.ButtonText: "text",
            QPalette.ColorRole.BrightText: "bad",
            QPalette.ColorRole.ToolTipBase: "text",
            QPalette.ColorRole.ToolTipText: "surface",
            QPalette.ColorRole.PlaceholderText: "text3",
            QPalette.ColorRole.Highlight: "accent",
            QPalette.ColorRole.HighlightedText: "on_accent",
            QPalette.ColorRole.Link: "accent",
            QPalette.ColorRole.LinkVisited: "accent",
            QPalette.ColorRole.Mid: "line",
            QPalette.ColorRole.Light: "surface",
            QPalette.ColorRole.Dark: "line",
            QPalette.ColorRole.Accent: "accent",
        }
        palette = QPalette()
        for role, name in roles.items():
            palette.setColor(role, self.c(name))
        off = QPalette.ColorGroup.Disabled
        for role in (
            QPalette.ColorRole.Text,
            QPalette.ColorRole.WindowText,
            QPalette.ColorRole.ButtonText,
        ):
            palette.setColor(off, role, self.c("disabled"))
        return palette

    def _written_images(self, chosen: dict[str, str]) -> dict[str, str]:
        paths = {}
        for key, (icon, token) in _IMAGES.items():
            colour = chosen[token]
            path = self._images / f"{icon}-{colour[1:]}.svg"
            if not path.exists():
                text = resources.path(f"icons/{icon}.svg").read_text(encoding="utf-8")
                path.write_text(text.replace("currentColor", colour), encoding="utf-8")
            paths[key] = path.as_posix()
        return paths


def _image_folder() -> Path:
    """A writable folder for the sheet's small pictures."""
    folder = Path(platformdirs.user_cache_dir("kursplaner", appauthor=False)) / "look"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".probe"
        probe.touch()
        probe.unlink()
    except OSError:
        import tempfile

        return Path(tempfile.mkdtemp(prefix="kursplaner-look-"))
    return folder


def _within(scale: int) -> int:
    return max(SMALLEST_SCALE, min(LARGEST_SCALE, scale))


_current: list[Theme] = []


def theme(mode: Mode = "light", scale: int = 100) -> Theme:
    """The theme of this program; made at the first call, which needs a QApplication.

    Mode and scale are those it begins with; later ones are for `apply`.
    """
    if not _current:
        app = QApplication.instance()
        if app is None:
            message = "the theme needs a QApplication"
            raise RuntimeError(message)
        _current.append(Theme(cast("QApplication", app), mode, scale))
    return _current[0]
