"""What keeps the town safe and is due: the yearly trial of its recovery code."""

from datetime import date
from pathlib import Path

from kursplaner.basics.settings import Settings
from kursplaner.desk.today.values import Matter, ToDo, Weight
from kursplaner.desk.wording.keys.access import CODE_DUE, slot_line, trial_due
from kursplaner.store.keys.standing import read_envelope_or_none, salt_at


def code_trial(path: Path, settings: Settings, today: date) -> list[ToDo]:
    """Return that the recovery code should be tried; nothing for a town without one.

    Args:
        path: the open town.
        settings: say after how many days (`keys.trial_days`).
        today: the day.
    """
    envelope = read_envelope_or_none(path) if salt_at(path) else None
    slot = envelope.recovery if envelope is not None else None
    if slot is None or not trial_due(slot, today, settings.number("keys.trial_days")):
        return []
    target = {"section": "keys"}
    line = slot_line(slot)
    return [ToDo(Matter.CODE, Weight.WHENEVER, CODE_DUE, line, "Öffnen", "settings", target)]
