"""Whether sheets are on paper: a saved PDF somebody confirms, and a run that was cancelled."""

from __future__ import annotations

from collections.abc import Sequence

from kursplaner.basics.errors import Refused
from kursplaner.desk.printing import rendering
from kursplaner.desk.printing.rendering import PrintedFile
from kursplaner.desk.wording import print_words
from kursplaner.store.workspace import Workspace
from kursplaner.ui.context import AppContext
from kursplaner.ui.tasks import Cancelled, Progress


def confirm_printed(context: AppContext, numbers: Sequence[int]) -> None:
    """Record that saved sheets are on paper, and say so."""
    try:
        rendering.confirm(context.workspace, numbers)
    except Refused as refusal:
        context.problem(refusal)
        return
    context.notice(print_words.confirmed(len(numbers)))


def stop_in_time(progress: Progress, workspace: Workspace, printed: PrintedFile) -> None:
    """Take the record back where the user cancelled before anything went to the printer."""
    try:
        progress.step(1, 1)
    except Cancelled:
        rendering.take_back(workspace, printed)
        raise
