"""Colours and size of the text on this computer."""

from __future__ import annotations

from kursplaner.ui.context import AppContext
from kursplaner.ui.look.chosen import apply_look
from kursplaner.ui.look.theme import theme
from kursplaner.ui.look.tokens import Mode
from kursplaner.ui.settings.further_fonts import FurtherFontsCard
from kursplaner.ui.settings.section import Section
from kursplaner.ui.widgets import Card, Choice, Field, Segmented

MODES: dict[str, Mode] = {"light": "light", "dark": "dark", "system": "system"}
SCALES = (100, 115, 125, 150, 175, 200)


class LookSection(Section):
    """Light or dark, and how large."""

    def __init__(self, context: AppContext) -> None:
        super().__init__(
            context, "Darstellung", "Gilt nur auf diesem Computer und sofort. F12 verbirgt Namen."
        )
        modes = [
            Choice("light", "Hell", "sun"),
            Choice("dark", "Dunkel"),
            Choice("system", "Wie das System"),
        ]
        self.mode = Segmented(modes, theme().mode, name="Farben")
        self.mode.chosen.connect(self._apply)
        scales = [Choice(str(scale), f"{scale} %") for scale in SCALES]
        self.scale = Segmented(scales, str(theme().scale), name="Textgröße")
        self.scale.chosen.connect(self._apply)
        card = Card(margin=20, spacing=16)
        card.body.addWidget(Field("Farben", self.mode))
        card.body.addWidget(Field("Textgröße", self.scale))
        self.column.addWidget(card)
        self.fonts = FurtherFontsCard(context)
        self.column.addWidget(self.fonts)
        self.column.addStretch(1)

    def refresh(self) -> None:
        self.mode.choose(theme().mode)
        self.scale.choose(str(theme().scale))
        self.fonts.refresh()

    def _apply(self, _key: str) -> None:
        apply_look(MODES[self.mode.current()], int(self.scale.current() or theme().scale))
