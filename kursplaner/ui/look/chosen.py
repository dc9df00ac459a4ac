"""Colours and text size as last chosen on this computer."""

from __future__ import annotations

from kursplaner.ui import state
from kursplaner.ui.look.theme import theme
from kursplaner.ui.look.tokens import Mode

_MODES: dict[str, Mode] = {"light": "light", "dark": "dark"}


def apply_look(mode: Mode, scale: int) -> None:
    """Restyle the program and remember it on this computer."""
    theme().apply(mode, scale)
    state.remember("look/mode", mode)
    state.remember("look/scale", str(theme().scale))


def remembered_look() -> tuple[Mode, int]:
    """Mode and scale as last chosen on this computer."""
    mode = state.remembered("look/mode", "system")
    scale = state.remembered("look/scale", "100")
    return _MODES.get(mode, "system"), int(scale) if scale.isdigit() else 100
