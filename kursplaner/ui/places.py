"""The registry of pages: which places there are, in the order of the rail."""

from __future__ import annotations

import importlib
import logging
from dataclasses import replace

from kursplaner.ui.context import AppContext, PageSpec
from kursplaner.ui.widgets.page_parts import EmptyState
from kursplaner.ui.widgets.pages import Page

# folder below kursplaner/ui -> how the place is announced until its page is there
_RAIL = (
    PageSpec("today", "Heute", "sun", lambda _: _missing("Heute")),
    PageSpec("calendar", "Kalender", "calendar-days", lambda _: _missing("Kalender")),
    PageSpec("courses", "Kurse", "graduation-cap", lambda _: _missing("Kurse")),
    PageSpec("people", "Personen", "users", lambda _: _missing("Personen")),
    PageSpec("rooms", "Räume", "door-open", lambda _: _missing("Räume")),
    PageSpec("childcare", "Betreuung", "baby", lambda _: _missing("Betreuung")),
    PageSpec("rides", "Fahrdienst", "bus", lambda _: _missing("Fahrdienst")),
    PageSpec("history", "Verlauf", "history", lambda _: _missing("Verlauf"), bottom=True),
    PageSpec(
        "settings", "Einstellungen", "settings", lambda _: _missing("Einstellungen"), bottom=True
    ),
)
# folders whose page module announces further places outside the rail (`SPECS`)
_BESIDE = ("printing",)


def all_places() -> list[PageSpec]:
    """Every place; one whose page module cannot be found shows an empty state instead."""
    found: list[PageSpec] = []
    for spec in _RAIL:
        found += _announced(spec.key) or [spec]
    for folder in _BESIDE:
        found += [replace(spec, in_rail=False) for spec in _announced(folder)]
    return found


def _announced(folder: str) -> list[PageSpec]:
    name = f"kursplaner.ui.{folder}.page"
    try:
        module = importlib.import_module(name)
    except ModuleNotFoundError as error:
        if error.name is None or not name.startswith(error.name):
            logging.getLogger(__name__).exception("page %s", folder)
        return []
    specs = getattr(module, "SPECS", None) or [module.SPEC]
    return [spec for spec in specs if isinstance(spec, PageSpec)]


def _missing(title: str) -> Page:
    page = Page(title, scroll=False)
    page.body.addWidget(EmptyState("Diese Seite ist noch nicht da."), 1)
    return page


__all__ = ["AppContext", "all_places"]
