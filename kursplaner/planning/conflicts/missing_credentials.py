"""Conflicts of credentials: who works with children or drives without, or with expired ones."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from kursplaner.basics.settings import Settings
from kursplaner.basics.spans import DAY_MINUTES, minute_of
from kursplaner.domain.conflicts.conflicts import Conflict, Subject
from kursplaner.domain.conflicts.facts import ConflictFacts
from kursplaner.domain.kinds import ConflictKind, CredentialKind, OccupationSource, ResourceKind
from kursplaner.planning.conflicts.limits import over
from kursplaner.store.queries.conflicts import needed_credentials as queries
from kursplaner.store.queries.conflicts.needed_credentials import KnownCredential, Worker, WorkUse
from kursplaner.store.queries.conflicts.scopes import Scope
from kursplaner.store.session import Db

FIRST_DAY = date(1900, 1, 1)
CREDENTIALS_OF: Mapping[str, tuple[CredentialKind, ...]] = {
    "carer": (
        *(CredentialKind.POLICE_CERTIFICATE, CredentialKind.FIRST_AID),
        *(CredentialKind.MEASLES, CredentialKind.HYGIENE),
    ),
    "driver": (
        CredentialKind.LICENCE_CHECK,
        CredentialKind.POLICE_CERTIFICATE,
        CredentialKind.DRIVER_BRIEFING,
    ),
    "vehicle": (CredentialKind.INSPECTION, CredentialKind.INSURANCE),
}
"""What a role may need (domain.md 4 and 5); the settings say what it does need."""


def needed_credentials(settings: Settings, role: str) -> frozenset[str]:
    """Return the kinds of credential a "carer", "driver" or "vehicle" needs here."""
    return frozenset(
        kind.value for kind in CREDENTIALS_OF[role] if settings.flag(f"papers.needed.{role}.{kind}")
    )


def missing_credentials(db: Db, scope: Scope, settings: Settings) -> Iterator[Conflict]:
    """Find people and vehicles at work without a credential they need; each credential once.

    The day is that of the first work in the scope that the credential would be needed for.
    """
    wanted = {role: needed_credentials(settings, role) for role in CREDENTIALS_OF}
    work = None if scope.whole else queries.uses_by_worker(db, scope)
    workers = queries.workers(db, scope) if work is None else list(work)
    held = queries.credentials_held(db, {worker[0] for worker in workers})
    old = _too_old_for_measles(db, workers, settings)
    for worker in workers:
        mine = held.get(worker[0], {})
        for kind in sorted(wanted[_role(worker)]):
            if kind == CredentialKind.MEASLES and worker[0] in old and kind not in mine:
                continue
            credential = mine.get(kind)
            if credential is not None and credential.valid_until is None:
                continue
            use = _first(db, worker, scope, credential, None if work is None else work[worker])
            if use is not None:
                yield _conflict(worker, kind, credential, use)


def _role(worker: Worker) -> str:
    if worker[1] == ResourceKind.VEHICLE.value:
        return "vehicle"
    return "carer" if worker[2] == OccupationSource.CHILDCARE.value else "driver"


def _too_old_for_measles(db: Db, workers: Iterable[Worker], settings: Settings) -> set[int]:
    """Return those born before the year from which the protection must be proved."""
    people = {key for key, kind, _ in workers if kind == ResourceKind.PERSON.value}
    first = settings.number("papers.measles_from_birth_year")
    return {key for key, year in queries.birth_years(db, people).items() if year < first}


def _first(
    db: Db,
    worker: Worker,
    scope: Scope,
    credential: KnownCredential | None,
    uses: Iterable[WorkUse] | None,
) -> WorkUse | None:
    until = credential.valid_until if credential else None
    after = minute_of(until) + DAY_MINUTES if until else minute_of(FIRST_DAY)
    if uses is not None:
        return next((use for use in uses if use.starts >= after), None)
    starts, ends = (int(scope.parameters[key]) for key in ("scope_starts", "scope_ends"))
    if after >= ends:
        return None
    return queries.first_work(db, worker, max(starts, after), ends)


def _conflict(
    worker: Worker, kind: str, credential: KnownCredential | None, use: WorkUse
) -> Conflict:
    subjects = (Subject(worker[1], worker[0]), Subject(use.source, use.source_id))
    facts: ConflictFacts = {"paper": kind, "for": _role(worker)}
    facts |= {"valid_until": credential.valid_until} if credential else {"lacking": True}
    key = f"{worker[0]}:{kind}:{worker[2]}"
    return over(ConflictKind.CREDENTIAL, key, use, subjects, facts)
