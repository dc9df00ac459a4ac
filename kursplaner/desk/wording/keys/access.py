"""Who opens an encrypted town, in words."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from kursplaner.desk.wording.words.counts import counted
from kursplaner.desk.wording.words.days import dated
from kursplaner.store.file.location import true_path
from kursplaner.store.keys.copies import PlainCopy, Renewed
from kursplaner.store.keys.envelope import COLLEAGUE, HEAD, RECOVERY, Slot

KINDS = {HEAD: "Leitung", COLLEAGUE: "Kollegin oder Kollege", RECOVERY: "Wiederherstellungscode"}
OUT_OF_REACH = (
    "Nicht erreichen kann das Programm: Kopien auf Sticks, anderen Computern und Netzlaufwerken,"
    " Anhänge in E-Mails, den Papierkorb, Sicherungen Ihrer IT und was auf dem Datenträger früher"
    " an dieser Stelle stand. Bitte löschen Sie solche Kopien selbst."
)
OLD_PASSWORDS = (
    "Kopien auf Sticks und anderen Computern öffnen sich weiter mit den Passwörtern von früher,"
    " wenn ihre alte Schlüsseldatei daneben liegt."
)
CODE_ONCE = (
    "Der Wiederherstellungscode steht nur hier und nur jetzt. Drucken Sie ihn aus, verschließen Sie"
    " ihn in einem Umschlag, und geben Sie diesen der Leitung oder in den Tresor."
)
CODE_DUE = "Wiederherstellungscode erproben: Liegt das Blatt noch da, und ist es lesbar?"


def slot_title(slot: Slot) -> str:
    """Return whose slot it is."""
    return slot.name or KINDS[slot.kind]


def slot_line(slot: Slot) -> str:
    """Return what kind of slot it is and since when."""
    since = f"seit {_day(slot.made)}"
    if slot.kind != RECOVERY:
        return f"{KINDS[slot.kind]} · {since}"
    tried = f"zuletzt erprobt {_day(slot.tried)}" if slot.tried else "noch nie erprobt"
    return f"{since} · {tried}"


def trial_due(slot: Slot, today: date, every: int) -> bool:
    """Tell whether the recovery code was tried, or printed, so many days ago or more."""
    last = date.fromisoformat(slot.tried or slot.made)
    return (today - last).days >= every


def renewed(what: Renewed) -> list[str]:
    """Return what became of the copies of a town whose envelope changed."""
    lines = []
    if what.done:
        count = counted(len(what.done), "backup")
        lines.append(f"Neue Schlüsseldatei neben {count}.")
    if what.left:
        lines.append(f"Nicht erneuert: {_named(what.left)}.")
    return lines


def plain(copies: Iterable[PlainCopy], town: Path) -> list[str]:
    """Return where the plain copies of a town lie, as seen from its folder, a line each."""
    folder = true_path(town).parent
    return [copy.path.relative_to(folder).as_posix() for copy in copies]


def _named(paths: Iterable[Path]) -> str:
    return ", ".join(path.name for path in paths)


def _day(text: str) -> str:
    return dated(date.fromisoformat(text)) if text else "–"
