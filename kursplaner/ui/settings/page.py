"""Einstellungen: sections at the left, their values at the right, stored where they stand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from kursplaner.desk.town_settings import RULES, RuleGroup
from kursplaner.ui.context import AppContext, PageSpec
from kursplaner.ui.keys.section import KeySection
from kursplaner.ui.look.theme import theme
from kursplaner.ui.settings.backups import BackupSection
from kursplaner.ui.settings.grants import GrantSection
from kursplaner.ui.settings.land import LandSection
from kursplaner.ui.settings.look import LookSection
from kursplaner.ui.settings.rules import RuleSection
from kursplaner.ui.settings.section import Section
from kursplaner.ui.settings.town import TownSection
from kursplaner.ui.widgets import Button, Page, PaletteEntry, Text

LIST_WIDTH = 216


@dataclass(frozen=True, slots=True)
class Entry:
    """One section of the page."""

    key: str
    title: str
    make: Callable[[AppContext], Section]


GENERAL = (
    Entry("town", "Ort und Briefkopf", TownSection),
    Entry("land", "Land und Schließtage", LandSection),
    Entry("grants", "Förderungen", GrantSection),
    Entry("look", "Darstellung", LookSection),
    Entry("keys", "Passwörter", KeySection),
    Entry("backups", "Sicherungen", BackupSection),
)


def _rule_entries() -> tuple[Entry, ...]:
    return tuple(
        Entry(f"rules.{group.key}", group.title, partial(_rule_section, group)) for group in RULES
    )


def _rule_section(group: RuleGroup, context: AppContext) -> Section:
    return RuleSection(context, group)


class SettingsPage(Page):
    """All that the town can set; a section is made when it is opened first."""

    kinds = frozenset({"settings", "funding"})

    def __init__(self, context: AppContext) -> None:
        super().__init__("Einstellungen", scroll=False)
        self._context = context
        self._entries = {entry.key: entry for entry in (*GENERAL, *_rule_entries())}
        self._sections: dict[str, Section] = {}
        self._current = ""
        self._buttons: dict[str, Button] = {}
        row = QHBoxLayout()
        row.setSpacing(theme().px(24))
        row.addWidget(self._list())
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._inside = QWidget()
        self._inside.setProperty("ground", "background")
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(0, 0, theme().px(4), 0)
        self._area.setWidget(self._inside)
        row.addWidget(self._area, 1)
        self.body.addLayout(row, 1)
        self.open_section("town")

    def refresh(self) -> None:
        """Read the open section again; the others when they are opened."""
        section = self._sections.get(self._current)
        if section is not None:
            section.refresh()

    def show_target(self, **target: object) -> None:
        """Open a section: `section="backups"`."""
        key = str(target.get("section", ""))
        if key in self._entries:
            self.open_section(key)

    def target(self) -> dict[str, object]:
        return {"section": self._current}

    def open_section(self, key: str) -> None:
        """Show one section."""
        before = self._sections.get(self._current)
        if before is not None:
            before.hide()
        section = self._sections.get(key)
        if section is None:
            section = self._entries[key].make(self._context)
            section.setMaximumWidth(theme().px(section.widest))
            self._sections[key] = section
            self._column.addWidget(section, 1)
        self._current = key
        self._buttons[key].setChecked(True)
        section.refresh()
        section.show()
        self._area.verticalScrollBar().setValue(0)

    def section(self) -> Section:
        """Return the open section."""
        return self._sections[self._current]

    def _list(self) -> QWidget:
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setFixedWidth(theme().px(LIST_WIDTH))
        inside = QWidget()
        inside.setProperty("ground", "background")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(2))
        self._group = QButtonGroup(self)
        for entry in GENERAL:
            column.addWidget(self._button(entry))
        column.addSpacing(theme().px(12))
        column.addWidget(Text("REGELN", "label", "third"))
        column.addSpacing(theme().px(4))
        for key, entry in self._entries.items():
            if key.startswith("rules."):
                column.addWidget(self._button(entry))
        column.addStretch(1)
        area.setWidget(inside)
        return area

    def _button(self, entry: Entry) -> Button:
        button = Button(entry.title, "row")
        button.setCheckable(True)
        self._group.addButton(button)
        button.clicked.connect(lambda: self.open_section(entry.key))
        self._buttons[entry.key] = button
        return button


def _commands(context: AppContext) -> list[PaletteEntry]:
    return [
        PaletteEntry(
            entry.title,
            lambda key=entry.key: context.go("settings", section=key),  # type: ignore[misc]
            "Einstellungen",
            "settings-2",
        )
        for entry in (*GENERAL, *_rule_entries())
    ]


SPEC = PageSpec(
    "settings", "Einstellungen", "settings", SettingsPage, bottom=True, commands=_commands
)
