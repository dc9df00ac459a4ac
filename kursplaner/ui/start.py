"""Prepares Qt for the program: German texts, style, fonts, remembered look."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from kursplaner.ui.look.chosen import remembered_look
from kursplaner.ui.look.theme import theme

_kept: list[QTranslator] = []


def application(arguments: Sequence[str] | None = None) -> QApplication:
    """The QApplication, made and dressed at the first call."""
    found = QApplication.instance()
    app = cast("QApplication", found) if found else QApplication(list(arguments or sys.argv))
    app.setApplicationName("Kursplaner")
    app.setDesktopFileName("kursplaner")
    speak_german(app)
    look = remembered_look()
    theme(*look).apply(*look)
    return app


def speak_german(app: QApplication) -> bool:
    """Load Qt's own German texts; False where they did not travel along."""
    QLocale.setDefault(QLocale(QLocale.Language.German, QLocale.Country.Germany))
    if _kept:
        return True
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if not translator.load("qtbase_de", folder):
        return False
    _kept.append(translator)
    return app.installTranslator(translator)
