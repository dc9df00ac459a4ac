"""One act from the window: stored and told with "Rückgängig", or refused in words."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from kursplaner.basics.errors import KursplanerError
from kursplaner.desk.wording.changes.lines import to_call_line
from kursplaner.desk.wording.conflicts.sentences import saved_sentence
from kursplaner.desk.wording.words.closing import NOTHING
from kursplaner.domain.conflicts.conflicts import Conflict
from kursplaner.domain.kinds import ActKind
from kursplaner.planning.absences.other_times import newly_to_call
from kursplaner.planning.conflicts.rechecks import Recheck
from kursplaner.store.session import Db
from kursplaner.store.workspace import kept
from kursplaner.ui.context import AppContext

T = TypeVar("T")
Told = str | Callable[[T], str]
Subjects = Iterable[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Done(Generic[T]):
    """An act that was done.

    Attributes:
        value: what the work returned.
        failing: what no longer fits since then, of the resources that were checked.
        changed: whether it changed anything; where not, nothing was stored.
    """

    value: T
    failing: tuple[Conflict, ...] = ()
    changed: bool = True


def act(
    context: AppContext,
    kind: ActKind,
    work: Callable[[Db], T],
    told: Told[T] = "",
    subjects: Subjects = (),
    *,
    checks: Collection[int] | None = None,
    refused: Callable[[KursplanerError], object] | None = None,
) -> Done[T] | None:
    """Do something as one act; None where it was refused, and nothing is stored then.

    `told` is the notice, or makes it from what the work returned; "" says nothing. `checks` are
    rooms, people or vehicles whose facts change: the notice says what no longer fits. Where nothing
    was changed, the notice says so and offers no undo, which would take back the act before. It
    says, too, how many people are to be called because of it. A refusal goes to `refused`, else
    into the quiet bar.
    """
    failing: tuple[Conflict, ...] = ()
    try:
        with context.workspace.change(kind, list(subjects)) as db:
            check = None if checks is None else Recheck(db, checks)
            value = work(db)
            if check is not None:
                failing = check.now_failing()
            to_call = newly_to_call(db)
    except KursplanerError as error:
        (refused or context.problem)(error)
        return None
    notice = told if isinstance(told, str) else told(value)
    changed = kept(db)
    if notice:
        text = saved_sentence(notice, failing) if changed else NOTHING
        if to_call:
            text = f"{text.removesuffix('.')}. {to_call_line(len(to_call))}"
        context.notice(text, undo=changed)
    return Done(value, failing, changed)
