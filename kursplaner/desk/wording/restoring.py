"""Backups in words: what a list says of one, what bringing it back does and did."""

from collections.abc import Sequence
from pathlib import Path

from kursplaner.desk.wording.words.counts import counted, decimal
from kursplaner.desk.wording.words.days import moment
from kursplaner.store.backups.backup import Backup
from kursplaner.store.backups.restoring import Restored, Restoring, State

REASONS = {
    "ende": "beim Beenden",
    "hand": "von Hand",
    "vor-update": "vor einem Update",
    "vor-zurueckholen": "vor dem Zurückholen einer Sicherung",
    "gerettet": "gerettet, als die Datei fehlte",
}
MEGABYTE = 1_000_000
LOG_LEFT_OUT = (
    "Neben der Sicherung liegen weitere Schritte (-wal), die nicht nachweislich zu ihr gehören oder"
    " beschädigt sind; sie kommen nicht oder nicht alle mit."
)
UNREADABLE = "lässt sich nicht lesen"


def title(backup: Backup) -> str:
    """Return when a backup was made."""
    return moment(backup.made)


def line(backup: Backup) -> str:
    """Return why it was made, how far it goes and how large it is."""
    size = f"{decimal(backup.size / MEGABYTE)} MB"
    last = f"letzter Schritt {moment(backup.last_act)}" if backup.last_act else ""
    reason = REASONS.get(backup.reason, "")
    known = (reason, last, size) if backup.town else (reason, UNREADABLE, size)
    return " · ".join(part for part in known if part)


def consequences(plan: Restoring) -> str:
    """Return what bringing a backup back would do, before it is done."""
    name = plan.path.name
    sentences = [f"{name} kommt auf den Stand der Sicherung: {_reach(plan.restored)}."]
    if plan.present is not None:
        sentences.append(_lost(plan))
        sentences.append("Der jetzige Stand wird vorher gesichert.")
    elif plan.path.exists():
        sentences.append(
            "Die Datei, die dort liegt, lässt sich nicht lesen; sie bleibt aufgehoben."
        )
    if plan.log_left_out:
        sentences.append(LOG_LEFT_OUT)
    sentences.append("Die Sicherung selbst bleibt, wie sie ist.")
    return " ".join(sentences)


def done(restored: Restored) -> str:
    """Return what was done, and where the state before lies."""
    said = f"Sicherung zurückgeholt: {restored.path.name}."
    if restored.kept is None:
        return said
    return f"{said} Der Stand davor liegt in {restored.kept.parent.name}/{restored.kept.name}."


def set_aside(files: Sequence[Path]) -> str:
    """Return what was found beside a town and where it lies now; empty when nothing was."""
    if not files:
        return ""
    folder = f"{files[0].parent.parent.name}/{files[0].parent.name}"
    return (
        "Neben der Datei lagen Reste einer anderen Datei oder eines anderen Standes. Sie wurden"
        f" nicht verwendet und liegen jetzt im Ordner {folder}."
    )


def _reach(state: State) -> str:
    if state.last_act is None:
        return "noch ohne Schritte"
    return f"letzter Schritt {moment(state.last_act)}"


def _lost(plan: Restoring) -> str:
    if not plan.lost:
        return "Es geht kein Schritt verloren."
    verb = "ist" if plan.lost == 1 else "sind"
    last = plan.present.last_act if plan.present else None
    until = f" (der letzte {moment(last)})" if last else ""
    return f"{counted(plan.lost, 'step')}{until} {verb} danach nicht mehr enthalten."
