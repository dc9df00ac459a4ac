"""Records put down and changed at the shell: stored in one act, with what no longer fits."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import TYPE_CHECKING, Any

from kursplaner.cli.shell import output

if TYPE_CHECKING:
    from kursplaner.domain.conflicts.conflicts import Conflict
    from kursplaner.domain.kinds import ActKind
    from kursplaner.store.session import Db
    from kursplaner.store.workspace import Workspace


def store(
    workspace: Workspace,
    kind: ActKind,
    subjects: Iterable[tuple[str, int]],
    work: Callable[[Db], int],
    *,
    checks: Collection[int] = (),
    dry_run: bool = False,
) -> tuple[int, list[str]]:
    """Do something as one act; return the id it gave and what no longer fits, in sentences.

    Args:
        workspace: the open town.
        kind: what the history calls it.
        subjects: what it is about.
        work: stores it and returns the id of the record.
        checks: rooms, people or vehicles whose facts change.
        dry_run: all is taken back at the end.

    Raises:
        Refused: as the work does.
    """
    from kursplaner.planning.conflicts.rechecks import Recheck

    failing: Collection[Conflict] = ()
    act = workspace.rehearse() if dry_run else workspace.change(kind, list(subjects))
    with act as db:
        check = Recheck(db, checks) if checks else None
        key = work(db)
        failing = check.now_failing() if check is not None else ()
    return key, told(failing)


def told(failing: Collection[Conflict]) -> list[str]:
    """Return what no longer fits in sentences, each with its weight."""
    from kursplaner.desk.wording.conflicts.sentences import marked_sentence

    return [marked_sentence(conflict) for conflict in failing]


def say_done(
    key: int, told: str, hints: Collection[str] = (), *, dry_run: bool, as_json: bool
) -> None:
    """Tell what is done, or would be, as `say_stored` does, with the sentence in any case."""
    if dry_run and not as_json:
        output.say(told)
    say_stored(key, told, hints, dry_run=dry_run, as_json=as_json)


def say_stored(
    key: int, done: str, hints: Collection[str], *, dry_run: bool, as_json: bool
) -> None:
    """Tell what was stored; as docs/json-schema/record.json describes it with `as_json`."""
    if as_json:
        answer: dict[str, Any] = {"id": None if dry_run else key, "hints": list(hints)}
        output.say_json({**answer, "stored": output.kept()})
        return
    if hints:
        output.say("Passt danach nicht mehr:")
    for hint in hints:
        output.say(f"  {hint}")
    output.done(done, dry_run=dry_run)
