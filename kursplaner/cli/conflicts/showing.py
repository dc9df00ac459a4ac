"""Conflicts of a plan: shown where they are soft, stopping the command where they are hard."""

from collections.abc import Iterable, Sequence

from kursplaner.basics.errors import HardConflict
from kursplaner.cli.shell import output
from kursplaner.desk.wording.conflicts import sentences as wording
from kursplaner.domain.conflicts.conflicts import Conflict, hard_ones

MOST_SHOWN = 30


def show_conflicts(conflicts: Sequence[Conflict]) -> None:
    """Print the soft ones; hard ones are told by the error that stops the command."""
    soft = [conflict for conflict in conflicts if not conflict.hard]
    for conflict in soft[:MOST_SHOWN]:
        output.say(wording.marked_sentence(conflict))
    if len(soft) > MOST_SHOWN:
        output.say(f"… und {len(soft) - MOST_SHOWN} weitere Hinweise.")


def stop_at_hard_ones(conflicts: Iterable[Conflict]) -> None:
    """Raise HardConflict where something hard stands against a plan: exit 3."""
    hard = hard_ones(conflicts)
    if hard:
        raise HardConflict(hard)


def some_sentences(conflicts: Sequence[Conflict], most: int = 5) -> list[str]:
    """Return the first few as sentences, and how many there are besides."""
    lines = [wording.sentence(conflict) for conflict in conflicts[:most]]
    rest = len(conflicts) - len(lines)
    return [*lines, f"… und {rest} weitere."] if rest > 0 else lines
